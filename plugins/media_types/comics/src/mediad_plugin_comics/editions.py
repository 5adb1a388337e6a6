"""Editions of one issue: formats, scans, translations, variant covers; no two of a folder have one name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad_sdk.text import fold
from mediad_sdk.values.works import Edition, Part, Source

if TYPE_CHECKING:
    from mediad_plugin_comics.places import Named

_REASONS = {
    "empty": "The file has no bytes.",
    "not_comic": "The file is no archive, document or picture of a known kind.",
    "damaged": "The archive's list of members cannot be read.",
    "truncated": "The archive ends before its list of members does.",
    "encrypted": "The archive asks for a password.",
    "bomb": "The archive was made to harm whoever unpacks it.",
    "no_pages": "The archive holds no pictures.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}
_FORMATS = {"zip": "CBZ", "rar": "CBR", "7z": "CB7", "tar": "CBT", "pdf": "PDF", "picture": "Picture"}
_WORDS = re.compile(r"[^\W_]+")
_KEPT = frozenset(("format", "entries", "pages", "sizes", "spreads", "bookmarks", "cover", "lacks", "unread"))
FOLDER = "Folder"


@dataclass(slots=True, kw_only=True)
class Copy:
    """One file, or a folder of pages, that an issue is in.

    Attributes:
        files: Its files in reading order.
        name: What its name says.
        facts: What was found in it.
        error: Why it cannot be read.
        ending: The file's ending in upper case, or `FOLDER`.
    """

    files: Sequence[bytes]
    name: Named
    facts: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    ending: str = ""


def editions(copies: Sequence[Copy]) -> tuple[Edition, ...]:
    """Make the editions of one work; a name that is taken gets what else tells a file apart."""
    taken: set[tuple[str, str]] = set()
    out = []
    for copy in sorted(copies, key=lambda each: each.files[0]):
        edition = _one(copy)
        if (edition.version, edition.rendition) in taken:
            edition = _one(copy, [copy.files[0].decode("utf-8", "replace")])
        taken.add((edition.version, edition.rendition))
        out.append(edition)
    return tuple(out)


def _one(copy: Copy, more: Sequence[str] = ()) -> Edition:
    form = FOLDER if copy.ending == FOLDER else _FORMATS.get(copy.facts.get("format", ""), copy.ending)
    words = [form, *copy.name.notes]
    status, reason = _status(copy)
    return Edition(
        parts=tuple(Part(sources=(Source(file=name),), position=at) for at, name in enumerate(copy.files)),
        version=_slug(copy.name.languages),
        rendition=_slug([*words, *more]),
        label=" \u00b7 ".join(words),
        facts={name: value for name, value in copy.facts.items() if name in _KEPT},
        status=status,
        reason=reason,
    )


def _status(copy: Copy) -> tuple[str, str]:
    if copy.error:
        return "unreadable", _REASONS.get(copy.error, "The file cannot be read.")
    if copy.facts.get("pages", 1) == 0:
        return "unreadable", _REASONS["no_pages"]
    if copy.facts.get("lacks") == "needs_libarchive":
        return "unreadable", "The archive is compressed, and libarchive is not installed to read it."
    return "ok", ""


def _slug(words: Sequence[str]) -> str:
    return "-".join(_WORDS.findall(fold(" ".join(words).replace("+", " plus "))))
