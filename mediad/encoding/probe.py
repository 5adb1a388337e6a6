"""What a file is, by ffprobe's report: facts for a profile's plan, and the check of a result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mediad.encoding.errors import NotVerified
from mediad_sdk.values.encoding import Encoding, SourceFacts

TOLERANCE_MS = 500
TOLERANCE = 0.01
_COMPARED = ("video", "audio", "subtitle")
_ALWAYS = ("type", "codec")
_INTERLACED = frozenset(("tt", "bb", "tb", "bt"))
_CLOCK = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)")
_UNKNOWN = frozenset(("und", "unknown", "N/A", ""))
MOST_STREAMS = 200
_CONTAINERS = {"mov": "mp4"}
"""ffprobe's names of containers as editions have them."""


def facts_of(report: Mapping[str, Any]) -> SourceFacts:
    """Make facts of a report."""
    form = report.get("format") or {}
    streams = sorted(report.get("streams") or (), key=lambda each: each.get("index", 0))[:MOST_STREAMS]
    return SourceFacts(
        duration_ms=max(_lengths(report), default=None),
        streams=tuple(_stream(each) for each in streams),
        container=str(form.get("format_name", "")).partition(",")[0],
    )


def _stream(stream: Mapping[str, Any]) -> dict[str, Any]:
    tags, flags = stream.get("tags") or {}, stream.get("disposition") or {}
    out = {
        "type": stream.get("codec_type", "data"),
        "codec": stream.get("codec_name", ""),
        "width": stream.get("width"),
        "height": stream.get("height"),
        "rotation": _rotation(stream),
        "interlaced": stream.get("field_order") in _INTERLACED,
        "transfer": stream.get("color_transfer"),
        "pix_fmt": stream.get("pix_fmt"),
        "channels": stream.get("channels"),
        "sample_rate": int(stream["sample_rate"]) if str(stream.get("sample_rate", "")).isdecimal() else None,
        "language": tags.get("language"),
        "title": tags.get("title"),
        "default": bool(flags.get("default")),
        "forced": bool(flags.get("forced")),
        "picture": bool(flags.get("attached_pic")),
    }
    return {name: value for name, value in out.items() if name in _ALWAYS or (value and value not in _UNKNOWN)}


def _rotation(stream: Mapping[str, Any]) -> int:
    turns = [each.get("rotation") for each in stream.get("side_data_list") or () if "rotation" in each]
    return round(float(turns[0])) % 360 if turns else 0


def _lengths(report: Mapping[str, Any]) -> list[int]:
    """Give the lengths of what is seen and heard: subtitles and chapters may go on after the end."""
    streams = [each for each in report.get("streams") or () if _plays(each)]
    known = [_milliseconds(each.get("duration")) or _clock_time(each.get("tags") or {}) for each in streams]
    whole = _milliseconds((report.get("format") or {}).get("duration"))
    return [each for each in known if each] or [each for each in (whole,) if each is not None]


def _plays(stream: Mapping[str, Any]) -> bool:
    picture = (stream.get("disposition") or {}).get("attached_pic")
    return stream.get("codec_type") in ("video", "audio") and not picture


def _clock_time(tags: Mapping[str, Any]) -> int | None:
    """Read Matroska's `DURATION`: hours:minutes:seconds."""
    found = _CLOCK.match(str(tags.get("DURATION", "")))
    return round((int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])) * 1000) if found else None


def _milliseconds(seconds: object) -> int | None:
    try:
        return round(float(str(seconds)) * 1000)
    except ValueError:
        return None


def check_result(found: SourceFacts, promised: Encoding, duration_ms: int | None) -> None:
    """Compare a result with what was promised; raises `NotVerified` with the difference."""
    streams = _listed((each["type"], each["codec"]) for each in found.streams)
    if streams != _listed(promised.streams):
        raise NotVerified(f"The result holds {_said(streams)}, not {_said(promised.streams)}.")
    expected = duration_ms if promised.duration_ms is None else promised.duration_ms
    if expected is not None:
        check_length(found.duration_ms, expected)


def check_decoded(decoded: int, report: Mapping[str, Any]) -> None:
    """Compare how far a result could be decoded with its own report; raises `NotVerified` beyond the tolerance.

    ffmpeg tells the end of the longest stream, and since version 7 that of the shortest.
    """
    if lengths := _lengths(report):
        check_length(decoded, min(max(decoded, min(lengths)), max(lengths)))


def check_length(found: int | None, expected: int) -> None:
    """Compare a length with the one that was expected; raises `NotVerified` beyond the tolerance."""
    if found is None:
        raise NotVerified("The length of the result cannot be told.")
    if abs(found - expected) > max(TOLERANCE_MS, expected * TOLERANCE):
        raise NotVerified(f"The result is {found / 1000:.1f} s long, not {expected / 1000:.1f} s.")


def _listed(streams: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    # MP4 keeps chapters in a data stream of its own.
    return [(kind, codec) for kind, codec in streams if kind in _COMPARED]


def _said(streams: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{kind} {codec}" for kind, codec in streams) or "nothing"


def stored_facts(found: SourceFacts, report: Mapping[str, Any]) -> dict[str, Any]:
    """Give the technical facts of a result as editions have them."""
    rate = str((report.get("format") or {}).get("bit_rate", ""))
    picture = next((each for each in found.streams if each["type"] == "video" and not each.get("picture")), {})
    sound = next((each for each in found.streams if each["type"] == "audio"), {})
    out = {
        "container": _CONTAINERS.get(found.container, found.container),
        "duration_ms": found.duration_ms,
        "bit_rate": int(rate) if rate.isdecimal() else None,
        "width": picture.get("width"),
        "height": picture.get("height"),
        "codec": None if picture else sound.get("codec"),
        "streams": [dict(each) for each in found.streams if each["type"] in _COMPARED],
    }
    return {name: value for name, value in out.items() if value}
