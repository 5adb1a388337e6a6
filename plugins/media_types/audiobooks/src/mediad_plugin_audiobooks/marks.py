"""Chapters of a book over all its parts: those inside its files, a sheet's, or the files themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_sdk.values.works import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_audiobooks.parts import Sound

_BARE_NUMBER = re.compile(r"[\W_\d]*")


def marks(
    files: Sequence[Sound], sheets: Mapping[bytes, Mapping[str, Any]], told: Sequence[Mapping[str, Any]]
) -> tuple[Mark, ...]:
    """Give the chapters of one edition; `told` are those that somebody wrote down, which go before all others."""
    if told:
        return tuple(
            Mark(type="chapter", start=each["start"], end=each["end"], title=each["title"], source="metadata")
            for each in told
        )
    out: list[Mark] = []
    begin = 0
    for at, file in enumerate(files):
        inside = _inside(file, sheets)
        if inside:
            out += [_moved(each, begin) for each in inside]
        elif len(files) > 1:
            end = begin + file.duration if file.duration else None
            out.append(Mark(type="chapter", start=begin, end=end, title=_title(file, at, files), source="parts"))
        if not file.duration:
            break  # where the next part begins is not known
        begin += file.duration
    return tuple(out)


def _inside(file: Sound, sheets: Mapping[bytes, Mapping[str, Any]]) -> list[Mark]:
    if chapters := file.facts.get("chapters"):
        return [
            Mark(type="chapter", start=each["start"], end=each.get("end"), title=each.get("title", ""), source="tags")
            for each in chapters
        ]
    sheet = sheets.get(file.name) or file.facts.get("cuesheet")
    tracks = sheet.get("tracks", ()) if sheet else ()
    if len(tracks) < 2:  # noqa: PLR2004  # one track cuts nothing
        return []
    return [Mark(type="chapter", start=each["start"], title=each.get("title", ""), source="cue") for each in tracks]


def _moved(mark: Mark, begin: int) -> Mark:
    end = mark.end + begin if mark.end is not None else None
    return Mark(type=mark.type, start=mark.start + begin, end=end, title=mark.title, source=mark.source)


def _title(file: Sound, at: int, files: Sequence[Sound]) -> str:
    """Name a part: by its tag where that tells it from the others, else by its name, else by its number."""
    titled = [str(each.tags.get("title", "")) for each in files]
    if titled[at] and titled.count(titled[at]) == 1:
        return titled[at]
    return f"Part {at + 1}" if _BARE_NUMBER.fullmatch(file.text) else file.text


def sheets_of(sheets: Mapping[bytes, Mapping[str, Any]], files: Sequence[bytes]) -> dict[bytes, Mapping[str, Any]]:
    """Tell which sheet cuts which file: the one of its name, else the only one of the only file."""
    out: dict[bytes, Mapping[str, Any]] = {}
    for name, sheet in sheets.items():
        bare = name.rpartition(b".")[0].lower()
        told = {str(track.get("file", "")).lower() for track in sheet.get("tracks", ())}
        for file in files:
            same = file.rpartition(b".")[0].lower() == bare or file.decode("utf-8", "replace").lower() in told
            if same or (len(files) == 1 and len(sheets) == 1):
                out.setdefault(file, sheet)
    return out
