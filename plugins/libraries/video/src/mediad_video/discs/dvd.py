"""A DVD: its largest title set is the film, and the table of that set says of what streams and chapters it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_video.discs import ifo
from mediad_video.discs.names import fitting
from mediad_video.errors import NotVideo
from mediad_video.probe import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_sdk.values.media import Entry, MediaFolder

MAX_TABLE = 4 << 20
# `VTS_01_1.VOB`; `VTS_01_0.VOB` is the set's menu.
_TITLE = re.compile(rb"vts_(\d\d)_[1-9]\.vob", re.IGNORECASE)


def facts(folder: MediaFolder) -> Mapping[str, Any]:
    """Read the main title; where no table tells of it, its largest file does."""
    entries = folder.entries()
    sets: dict[bytes, list[Entry]] = {}
    for entry in fitting(entries, b"vob"):
        if found := _TITLE.fullmatch(entry.name):
            sets.setdefault(found[1], []).append(entry)
    if not sets:
        raise NotVideo(f"{folder.name} holds no title.")
    number, files = max(sets.items(), key=lambda each: sum(entry.size for entry in each[1]))
    said = _table(folder, entries, number) or _asked(folder, files)
    if length := said.get("duration_ms"):
        said["bit_rate"] = sum(entry.size for entry in files) * 8000 // length
    return said


def _table(folder: MediaFolder, entries: Sequence[Entry], number: bytes) -> dict[str, Any]:
    """Read the set's table, or the copy of it that every disc has."""
    names = {entry.name.upper(): entry.name for entry in entries}
    for ending in (b"IFO", b"BUP"):
        if (name := names.get(b"VTS_%b_0.%b" % (number, ending))) is not None:
            with folder.file(name) as file:
                said = ifo.facts(file.open().read(MAX_TABLE))
            if said:
                return said
    return {}


def _asked(folder: MediaFolder, files: Sequence[Entry]) -> dict[str, Any]:
    with folder.file(max(files, key=lambda entry: entry.size).name) as file:
        said = dict(read.read(file))
    if len(files) > 1:
        said.pop("duration_ms", None)  # of one file of several
    return said
