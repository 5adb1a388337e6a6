"""Names of LibriVox's readings and of their copies at archive.org: `salt_almanac_1105_librivox_64kb_mp3`."""

from __future__ import annotations

import re

_FOLDER = re.compile(r"(.{2,150}?)(?:_\d{4})?_librivox(?:_\d{2,3}kb)?(?:_(?:mp3|m4b|ogg))?", re.IGNORECASE)
_QUALITY = re.compile(r"_(\d{2,3}kb|vbr)$", re.IGNORECASE)


def archived(name: str) -> str:
    """Give the title in the name of a folder or a bound book of theirs; other names stay."""
    found = _FOLDER.fullmatch(name)
    return found[1].replace("_", " ") if found else name


def quality(text: str) -> str:
    """Give the bit rate that the name of a file ends in, "" where it ends in none."""
    found = _QUALITY.search(text)
    return found[1].lower() if found else ""
