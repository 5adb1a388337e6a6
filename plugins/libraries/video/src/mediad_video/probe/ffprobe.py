"""The fallback where libmediainfo cannot be loaded: ffprobe on one local file, bounded in every way."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from mediad_video.errors import NotVideo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

TIMEOUT = 30
FORMATS = "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi,mpegts,mpeg,flv,asf,ogg,rm,mpegvideo,h264,hevc,wtv"
COMMAND = (
    "ffprobe", "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-print_format", "json",
    "-show_format", "-show_streams", "-show_chapters",
)  # fmt: skip
_KINDS = {"video": "video", "audio": "audio", "subtitle": "subtitle"}


def read(file: MediaFile) -> dict[str, Any]:
    """Probe one file."""
    try:
        done = subprocess.run(  # noqa: S603  # fixed program, and a name that cannot be an option or an address
            [*COMMAND, f"file:{file.path}"], capture_output=True, timeout=TIMEOUT, check=False, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError as error:
        raise NotVideo("Neither libmediainfo nor ffprobe is there to read videos.", remedy="Install ffmpeg.") from error
    if done.returncode:
        raise NotVideo(f"{file.name} holds no picture that can be read.")
    return facts(json.loads(done.stdout))


def facts(report: Mapping[str, Any]) -> dict[str, Any]:
    """Make facts of one report."""
    form = report.get("format", {})
    streams = [_stream(stream) for stream in report.get("streams", ()) if stream.get("codec_type") in _KINDS]
    out = {
        "container": form.get("format_name", "").partition(",")[0].replace("mov", "mp4"),
        "duration_ms": round(float(form["duration"]) * 1000) if "duration" in form else None,
        "bit_rate": int(form["bit_rate"]) if "bit_rate" in form else None,
        "title": form.get("tags", {}).get("title", ""),
        "streams": streams,
        "chapters": [
            {"start": round(float(one["start_time"]) * 1000), "title": one.get("tags", {}).get("title", "")}
            for one in report.get("chapters", ())
        ],
        "attachments": sum(1 for stream in report.get("streams", ()) if stream.get("codec_type") == "attachment"),
    }
    return {name: value for name, value in out.items() if value or name == "streams"}


def _stream(stream: Mapping[str, Any]) -> dict[str, Any]:
    tags, flags = stream.get("tags", {}), stream.get("disposition", {})
    transfer = stream.get("color_transfer", "")
    out = {
        "type": _KINDS[stream["codec_type"]],
        "codec": stream.get("codec_name", ""),
        "profile": stream.get("profile", ""),
        "language": "" if tags.get("language", "und") == "und" else tags["language"],
        "title": tags.get("title", ""),
        "default": bool(flags.get("default")),
        "forced": bool(flags.get("forced")),
        "hearing_impaired": bool(flags.get("hearing_impaired")),
        "picture": bool(flags.get("attached_pic")),
        "width": stream.get("width"),
        "height": stream.get("height"),
        "hdr": ["HDR10"] if transfer == "smpte2084" else ["HLG"] if transfer == "arib-std-b67" else [],
        "channels": stream.get("channels"),
        "layout": stream.get("channel_layout", "").partition("(")[0],
        "sample_rate": int(stream["sample_rate"]) if "sample_rate" in stream else None,
    }
    return {name: value for name, value in out.items() if value or name in ("type", "codec")}
