"""MediaInfo's report as facts, under the names that ffmpeg uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_video.probe.names import CONTAINERS
from mediad_video.probe.numbers import milliseconds
from mediad_video.probe.streams import TYPES, stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAX_TRACKS, MAX_CHAPTERS, MAX_ATTACHMENTS, MAX_TEXT = 200, 500, 200, 500
_CLOCKLESS = frozenset(("MPEG-TS", "BDAV"))
_CHAPTER = re.compile(r"_(\d{2,3})_(\d\d)_(\d\d)_(\d{3})")
_SPOKEN = re.compile(r"^[a-z]{2,3}(?:-\w{2,4})?:")


def facts(report: Mapping[str, Any]) -> dict[str, Any]:
    """Make facts of one report."""
    tracks: list[dict[str, Any]] = ((report.get("media") or {}).get("track") or [])[:MAX_TRACKS]
    general = next((track for track in tracks if track.get("@type") == "General"), {})
    extra = _extra(general)
    form = general.get("Format", "")
    container = CONTAINERS.get(form, form.lower())
    out = {
        "container": container,
        "duration_ms": _length(form, general, tracks),
        "title": _title(str(general.get("Title") or general.get("Movie") or ""))[:MAX_TEXT],
        "streams": [stream(track, container) for track in sorted(tracks, key=_order) if track.get("@type") in TYPES],
        "chapters": _chapters(tracks),
        "attachments": str(extra.get("Attachments", "")).split(" / ")[:MAX_ATTACHMENTS]
        if extra.get("Attachments")
        else [],
        "truncated": extra.get("IsTruncated") == "Yes",
    }
    return {name: value for name, value in out.items() if value or name == "streams"}


def _title(text: str) -> str:
    """Give a title as it was meant: that of AVI is taken for Latin-1, and mostly written in UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _order(track: Mapping[str, Any]) -> int:
    """Give the place among the streams of the file (`2`, `0-2` in a transport stream); the report sorts by type."""
    place = str(track.get("StreamOrder", "")).rpartition("-")[2]
    return int(place) if place.isdecimal() else MAX_TRACKS


def _length(form: str, general: Mapping[str, Any], tracks: Sequence[Mapping[str, Any]]) -> int | None:
    """Give the length in milliseconds.

    The clock of a transport stream runs on its own: there it is from the first begin of a picture or sound to the last
    end of one.
    """
    spans = [
        (milliseconds(track.get("Delay")) or 0, milliseconds(track.get("Duration")) or 0)
        for track in tracks
        if form in _CLOCKLESS and track.get("@type") in ("Video", "Audio") and track.get("Duration")
    ]
    if not spans:
        return milliseconds(general.get("Duration"))
    return max(begin + length for begin, length in spans) - min(begin for begin, _ in spans)


def _extra(track: Mapping[str, Any]) -> Mapping[str, Any]:
    extra = track.get("extra")
    return extra if isinstance(extra, dict) else {}


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
