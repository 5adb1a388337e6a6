"""Names on discs, which copies write in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.names import suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad_sdk.values.media import Entry, MediaFolder

OLD_CODES = {"iw": "he", "in": "id", "ji": "yi"}
"""Codes of ISO 639 that DVDs keep, and those that took their place in 1989."""


def fitting(entries: Iterable[Entry], *endings: bytes) -> list[Entry]:
    """Give the files with one of these endings that have any bytes."""
    return [entry for entry in entries if entry.type == "file" and entry.size and suffix(entry.name) in endings]


def below(folder: MediaFolder, name: bytes) -> tuple[bytes, tuple[Entry, ...]]:
    """Give the path of a folder of a disc and what lies in it; nothing where there is none."""
    for entry in folder.entries():
        if entry.type == "folder" and entry.name.upper() == name:
            return entry.name, folder.entries(entry.name)
    return name, ()
