"""MediaInfo's report as facts, under the names of codecs and layouts that ffmpeg uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAX_STREAMS, MAX_CHAPTERS, MAX_TEXT = 200, 500, 500
_TYPES = {"Video": "video", "Audio": "audio", "Text": "subtitle", "Image": "video"}
_CONTAINERS = {
    "Matroska": "matroska",
    "WebM": "webm",
    "MPEG-4": "mp4",
    "QuickTime": "mov",
    "AVI": "avi",
    "MPEG-TS": "mpegts",
    "BDAV": "mpegts",
    "MPEG-PS": "mpeg",
    "Flash Video": "flv",
    "Windows Media": "asf",
    "RealMedia": "rm",
    "Ogg": "ogg",
}
_CODECS = {
    "avc": "h264",
    "hevc": "hevc",
    "mpeg-4 visual": "mpeg4",
    "av1": "av1",
    "vp8": "vp8",
    "vp9": "vp9",
    "vc-1": "vc1",
    "theora": "theora",
    "h.263": "h263",
    "jpeg": "mjpeg",
    "prores": "prores",
    "sorenson spark": "flv1",
    "dvc": "dvvideo",
    "dv": "dvvideo",
    "aac": "aac",
    "usac": "aac",
    "ac-3": "ac3",
    "e-ac-3": "eac3",
    "ac-4": "ac4",
    "dts": "dts",
    "mlp fba": "truehd",
    "flac": "flac",
    "opus": "opus",
    "vorbis": "vorbis",
    "alac": "alac",
    "pcm": "pcm",
    "wma": "wmav2",
    "amr": "amr_nb",
    "utf-8": "subrip",
    "subrip": "subrip",
    "ass": "ass",
    "ssa": "ass",
    "pgs": "hdmv_pgs_subtitle",
    "vobsub": "dvd_subtitle",
    "rle": "dvd_subtitle",
    "timed text": "mov_text",
    "webvtt": "webvtt",
    "s_text/webvtt": "webvtt",
    "dvb subtitle": "dvb_subtitle",
    "teletext subtitle": "dvb_teletext",
    "eia-608": "eia_608",
    "eia-708": "eia_608",
}
_LAYOUTS = {1: "mono", 2: "stereo", 3: "2.1", 6: "5.1", 7: "6.1", 8: "7.1"}
_CHAPTER = re.compile(r"_(\d{2,3})_(\d\d)_(\d\d)_(\d{3})")
_SPOKEN = re.compile(r"^[a-z]{2,3}(?:-\w{2,4})?:")


def facts(report: Mapping[str, Any]) -> dict[str, Any]:
    """Make facts of one report."""
    tracks: list[dict[str, Any]] = ((report.get("media") or {}).get("track") or [])[: MAX_STREAMS * 2]
    general = next((track for track in tracks if track.get("@type") == "General"), {})
    extra = _extra(general)
    form = general.get("Format", "")
    out = {
        "container": _CONTAINERS.get(form, form.lower()),
        "duration_ms": _milliseconds(_timed(form, general, tracks).get("Duration")),
        "bit_rate": _integer(general.get("OverallBitRate")),
        "title": str(general.get("Title") or general.get("Movie") or "")[:MAX_TEXT],
        "streams": [_stream(track) for track in tracks if track.get("@type") in _TYPES][:MAX_STREAMS],
        "chapters": _chapters(tracks),
        "attachments": len(str(extra.get("Attachments", "")).split(" / ")) if extra.get("Attachments") else 0,
        "truncated": extra.get("IsTruncated") == "Yes",
    }
    return {name: value for name, value in out.items() if value or name == "streams"}


def _timed(form: str, general: dict[str, Any], tracks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    # The clock of a transport stream runs on its own; its picture knows how long it is.
    if form in ("MPEG-TS", "BDAV"):
        return next((track for track in tracks if track.get("@type") == "Video" and track.get("Duration")), general)
    return general


def _extra(track: Mapping[str, Any]) -> Mapping[str, Any]:
    extra = track.get("extra")
    return extra if isinstance(extra, dict) else {}


def _stream(track: Mapping[str, Any]) -> dict[str, Any]:
    kind = _TYPES[track["@type"]]
    out = {
        "type": kind,
        "codec": _codec(track, kind),
        "profile": str(track.get("Format_Profile") or track.get("Format_AdditionalFeatures") or "").partition("@")[0][
            :60
        ],
        "language": _language(str(track.get("Language", ""))),
        "title": str(track.get("Title", ""))[:MAX_TEXT],
        "default": str(track.get("Default", "")).startswith("Yes"),
        "forced": str(track.get("Forced", "")).startswith("Yes"),
        "picture": track["@type"] == "Image",
    }
    if kind == "video":
        out |= _video(track)
    elif kind == "audio":
        out |= _audio(track)
    else:
        out["hearing_impaired"] = bool(
            re.search(r"\bsdh\b|hearing", f"{track.get('ServiceKind', '')} {out['title']}", re.IGNORECASE)
        )
    return {name: value for name, value in out.items() if value or name in ("type", "codec")}


def _codec(track: Mapping[str, Any], kind: str) -> str:
    form = str(track.get("Format", "")).lower()
    version, profile = str(track.get("Format_Version", "")), str(track.get("Format_Profile", ""))
    if form == "mpeg video":
        return "mpeg1video" if version.endswith("1") else "mpeg2video"
    if form == "mpeg audio":
        return "mp2" if profile.endswith("2") else "mp3"
    if form == "amr" and track.get("Format_Profile") == "Wide band":
        return "amr_wb"
    if kind == "subtitle" and form == "apple text":
        return "mov_text"
    return _CODECS.get(form, form.replace(" ", "_"))


def _language(code: str) -> str:
    # MediaInfo gives two letters where ISO 639-1 has them.
    return "" if code.lower() in ("und", "mis", "zxx", "mul") else code[:20]


def _video(track: Mapping[str, Any]) -> dict[str, Any]:
    hdr = f"{track.get('HDR_Format', '')} {track.get('HDR_Format_Compatibility', '')}"
    return {
        "width": _integer(track.get("Width")),
        "height": _integer(track.get("Height")),
        "fps": round(float(track["FrameRate"]), 3) if _number(track.get("FrameRate")) else None,
        "bit_depth": _integer(track.get("BitDepth")),
        "bit_rate": _integer(track.get("BitRate")),
        "aspect": _ratio(track.get("DisplayAspectRatio")),
        "rotation": _integer(track.get("Rotation")),
        "scan": "interlaced" if track.get("ScanType") in ("Interlaced", "MBAFF", "PAFF") else "",
        "three_d": str(track.get("MultiView_Layout", ""))[:60],
        "hdr": _hdr(hdr, str(track.get("transfer_characteristics", ""))),
        "dolby_vision": _dolby(track),
    }


def _hdr(named: str, transfer: str) -> list[str]:
    out = [
        name
        for name, sign in (("DV", "Dolby Vision"), ("HDR10+", "HDR10+"), ("HDR10+", "SMPTE ST 2094 App 4"))
        if sign in named
    ]
    if "HDR10" in named.replace("HDR10+", "") or ("2086" in named and transfer == "PQ"):
        out.append("HDR10")
    if transfer == "HLG" or "HLG" in named:
        out.append("HLG")
    if not out and transfer == "PQ":
        out.append("HDR10")
    return list(dict.fromkeys(out))


def _dolby(track: Mapping[str, Any]) -> str:
    found = re.search(r"dv\w{2}\.(\d\d)", str(track.get("HDR_Format_Profile", "")))
    return f"profile {int(found[1])}" if found else ""


def _audio(track: Mapping[str, Any]) -> dict[str, Any]:
    channels = _integer(track.get("Channels"))
    commercial = f"{track.get('Format_Commercial_IfAny', '')} {track.get('Format_AdditionalFeatures', '')}"
    return {
        "channels": channels,
        "layout": _LAYOUTS.get(channels or 0, ""),
        "sample_rate": _integer(track.get("SamplingRate")),
        "bit_rate": _integer(track.get("BitRate")),
        "bit_depth": _integer(track.get("BitDepth")),
        "atmos": "Atmos" in commercial or "JOC" in commercial,
        "dts_hd": "XLL" in commercial,
    }


def _chapters(tracks: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    for track in tracks:
        if track.get("@type") == "Menu" and (found := _times(_extra(track))):
            return found
    return []


def _times(extra: Mapping[str, Any]) -> list[dict[str, Any]]:
    out = []
    for name, title in list(extra.items())[: MAX_CHAPTERS * 2]:
        if time := _CHAPTER.fullmatch(name):
            hours, minutes, seconds, rest = map(int, time.groups())
            start = ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
            out.append({"start": start, "title": _SPOKEN.sub("", _first(title))[:MAX_TEXT]})
    return out[:MAX_CHAPTERS]


def _first(title: str | Sequence[str]) -> str:
    return (title if isinstance(title, str) else str(title[0]) if title else "").strip()


def _number(text: object) -> bool:
    return isinstance(text, str) and text.replace(".", "", 1).isdecimal()


def _integer(text: object) -> int | None:
    return int(float(str(text))) if _number(text) else None


def _ratio(text: object) -> float | None:
    return round(float(str(text)), 3) if _number(text) else None


def _milliseconds(text: object) -> int | None:
    return round(float(str(text)) * 1000) if _number(text) else None
