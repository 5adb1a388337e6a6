"""What a file is, by ffprobe's report: facts for a profile's plan, and the check of a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mediad.encoding.errors import NotVerified
from mediad_sdk.values.encoding import Encoding, SourceFacts

TOLERANCE_MS = 500
TOLERANCE = 0.01
_COMPARED = ("video", "audio", "subtitle")
_ALWAYS = ("type", "codec")
_INTERLACED = frozenset(("tt", "bb", "tb", "bt"))
_UNKNOWN = frozenset(("und", "unknown", "N/A", ""))
MOST_STREAMS = 200


def facts_of(report: Mapping[str, Any], duration_ms: int | None = None) -> SourceFacts:
    """Make facts; `duration_ms` is the length of the piece that is wanted, when it is not the whole."""
    form = report.get("format") or {}
    streams = sorted(report.get("streams") or (), key=lambda each: each.get("index", 0))[:MOST_STREAMS]
    return SourceFacts(
        duration_ms=_milliseconds(form.get("duration")) if duration_ms is None else duration_ms,
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
    if expected is None:
        return
    if found.duration_ms is None:
        raise NotVerified("The length of the result cannot be told.")
    if abs(found.duration_ms - expected) > max(TOLERANCE_MS, expected * TOLERANCE):
        raise NotVerified(f"The result is {found.duration_ms / 1000:.1f} s long, not {expected / 1000:.1f} s.")


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
        "container": found.container,
        "duration_ms": found.duration_ms,
        "bit_rate": int(rate) if rate.isdecimal() else None,
        "width": picture.get("width"),
        "height": picture.get("height"),
        "codec": None if picture else sound.get("codec"),
        "streams": [dict(each) for each in found.streams if each["type"] in _COMPARED],
    }
    return {name: value for name, value in out.items() if value}
