"""The second reader: ffprobe on one local file, bounded in every way.

It is asked where libmediainfo cannot be loaded, and where that finds no picture.
"""

from __future__ import annotations

import json
import re
import subprocess
import threading
from typing import TYPE_CHECKING, Any

from mediad_video.errors import NotVideo
from mediad_video.languages import code
from mediad_video.probe.numbers import integer, milliseconds, number, ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

TIMEOUT = 8
MAX_REPORT = 4 << 20
MAX_STREAMS, MAX_CHAPTERS, MAX_TEXT = 200, 500, 500
FORMATS = "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi,mpegts,mpeg,flv,asf,ogg,rm,mpegvideo,h264,hevc,wtv"
COMMAND = (
    "ffprobe", "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-print_format", "json",
    "-show_format", "-show_streams", "-show_chapters",
)  # fmt: skip
_KINDS = frozenset(("video", "audio", "subtitle"))
_FLAGS = (
    ("default", "default"),
    ("forced", "forced"),
    ("hearing_impaired", "hearing_impaired"),
    ("commentary", "comment"),
    ("picture", "attached_pic"),
)
_DEPTH = re.compile(r"(?:p|gray)(9|1[0246])(?:le|be)$")
_HDR = {"smpte2084": "HDR10", "arib-std-b67": "HLG"}


def read(file: MediaFile) -> dict[str, Any]:
    """Probe one file; raises `NotVideo`."""
    try:
        report = json.loads(_report(f"file:{file.path}") or b"{}")
    except OSError as error:
        raise NotVideo("Neither libmediainfo nor ffprobe is there to read videos.", remedy="Install ffmpeg.") from error
    except ValueError as error:
        raise NotVideo(f"{file.name} has more to say than any video has.") from error
    if not report.get("streams"):
        raise NotVideo(f"{file.name} holds no picture that can be read.")
    return facts(report)


def _report(name: str) -> bytes:
    """Run the program on a name that can be neither an option nor an address, for a time and an answer that end."""
    command = [*COMMAND, name]
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=subprocess.PIPE, stderr=nothing) as process:  # noqa: S603
        clock = threading.Timer(TIMEOUT, process.kill)
        clock.start()
        try:
            return process.stdout.read(MAX_REPORT) if process.stdout else b""
        finally:
            clock.cancel()
            process.kill()


def facts(report: Mapping[str, Any]) -> dict[str, Any]:
    """Make facts of one report."""
    form = report.get("format", {})
    streams: list[dict[str, Any]] = report.get("streams", [])
    out = {
        "container": form.get("format_name", "").partition(",")[0].replace("mov", "mp4"),
        "duration_ms": milliseconds(form.get("duration")),
        "bit_rate": integer(form.get("bit_rate")),
        "title": form.get("tags", {}).get("title", "")[:MAX_TEXT],
        "streams": [_stream(stream) for stream in streams if stream.get("codec_type") in _KINDS][:MAX_STREAMS],
        "chapters": [
            {"start": milliseconds(one["start_time"]), "title": one.get("tags", {}).get("title", "")[:MAX_TEXT]}
            for one in report.get("chapters", ())[:MAX_CHAPTERS]
        ],
        "attachments": [
            stream.get("tags", {}).get("filename", "")[:MAX_TEXT]
            for stream in streams[:MAX_STREAMS]
            if stream.get("codec_type") == "attachment"
        ],
    }
    return {name: value for name, value in out.items() if value or name == "streams"}


def _stream(stream: Mapping[str, Any]) -> dict[str, Any]:
    tags, flags = stream.get("tags", {}), stream.get("disposition", {})
    out = {
        "type": stream["codec_type"],
        "codec": stream.get("codec_name", ""),
        "profile": stream.get("profile", ""),
        "language": code(tags.get("language", "")[:20]),
        "title": tags.get("title", "")[:MAX_TEXT],
        "bit_rate": integer(stream.get("bit_rate")),
        **{name: bool(flags.get(flag)) for name, flag in _FLAGS},
        **(_video(stream) if stream["codec_type"] == "video" else _audio(stream)),
    }
    return {name: value for name, value in out.items() if value or name in ("type", "codec")}


def _audio(stream: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "channels": stream.get("channels"),
        "layout": stream.get("channel_layout", "").partition("(")[0],
        "sample_rate": integer(stream.get("sample_rate")),
    }


def _video(stream: Mapping[str, Any]) -> dict[str, Any]:
    sides = {each.get("side_data_type", "").partition(" ")[0]: each for each in stream.get("side_data_list", ())}
    dolby, light, turned = sides.get("DOVI", {}), sides.get("Content", {}), sides.get("Display", {})
    transfer = stream.get("color_transfer", "")
    colour = {name: stream.get(f"color_{name}") for name in ("primaries", "transfer", "space")}
    config = {
        "profile": dolby.get("dv_profile"),
        "level": dolby.get("dv_level"),
        "compatibility": dolby.get("dv_bl_signal_compatibility_id"),
    }
    return {
        "width": stream.get("width"),
        "height": stream.get("height"),
        "fps": ratio(stream.get("avg_frame_rate")),
        "bit_depth": integer(stream.get("bits_per_raw_sample")) or _depth(stream.get("pix_fmt", "")),
        "aspect": ratio(stream.get("display_aspect_ratio")),
        "rotation": int(-(number(turned.get("rotation")) or 0) % 360),
        "colour": {name: value for name, value in colour.items() if value},
        "hdr": [*(["DV"] if dolby else []), *([_HDR[transfer]] if transfer in _HDR else [])],
        "dolby_vision": config if dolby else {},
        "max_content": light.get("max_content"),
        "max_average": light.get("max_average"),
    }


def _depth(pixels: str) -> int | None:
    """Give the bits of a sample by a pixel format's name: `yuv420p10le`."""
    found = _DEPTH.search(pixels)
    return int(found[1]) if found else 8 if pixels else None
