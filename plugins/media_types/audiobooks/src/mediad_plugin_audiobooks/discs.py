"""Folders that are one disc or part of a book: `CD1`, `Disc 02`, `The Salt Ledger (Disc 3)`, `Teil 2`."""

from __future__ import annotations

import re
from functools import lru_cache

_DISC = re.compile(
    r"(.{0,200}?)[\s._(\[,-]{0,4}(?:cd|dis[ck]|kassette|tape|side|mp3-cd)[\s._#-]{0,3}(\d{1,3})(?:\s?(?:of|von|/)\s?\d{1,3})?[)\]]?",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:part|teil|partie|parte|del|\u0447\u0430\u0441\u0442\u044c)[\s._-]{0,3}(\d{1,3})", re.IGNORECASE)
_DOTS = re.compile(r"\s?[-_,.:]\s?$")


@lru_cache(1024)
def disc_of(name: str) -> tuple[str, int]:
    """Give what stands before a disc's number, and the number; the whole name and 0 where it is no disc."""
    if found := _PART.fullmatch(name.strip()):
        return "", int(found[1])
    found = _DISC.fullmatch(name.strip()[:250])
    if not found or (found[1] and found[1][-1:].isalnum() and name[len(found[1])].isalnum()):
        return name, 0
    return _DOTS.sub("", found[1]).strip(" ([-_"), int(found[2])


def without_disc(path: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """Give the path of the book that a disc's folder belongs to, and the disc's number, or 0."""
    if not path:
        return path, 0
    bare, number = disc_of(path[-1])
    if not number:
        return path, 0
    above = path[:-1]
    # `The Salt Ledger/The Salt Ledger CD1` is in the book's folder, `Edith Marlow/The Salt Ledger CD1` is not
    repeated = bool(above) and above[-1].lower().startswith(bare.lower())
    return ((*above, bare) if bare and not repeated else above), number
