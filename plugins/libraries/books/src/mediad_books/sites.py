"""Names that sites and programs make: each has a shape of its own that says which part is what."""

from __future__ import annotations

import re

from mediad_books import ids, people, shelves, titles
from mediad_books.named import Named, weight

_ARCHIVE = re.compile(r"\s--\s")
_SLUGS = re.compile(r"([a-z]+(?:-[a-z]+){1,4})_([a-z\d]+(?:-[a-z\d]+){0,15})(?:_[a-z-]{2,60}){0,2}")
_SMALL = frozenset("a an and as at but by for from in of on or the to with".split())
_ET_AL = re.compile(r"\set\sal\.?$")
_SURNAMES = re.compile(r"[^\W\d_][\w'\u2019-]{0,40}(?:\s(?:et\sal\.?|(?:and|und|et|&)\s[^\W\d_][\w'\u2019-]{0,40}))?")
_CITED = 3
"""Parts of `Marlow et al. - 2011 - On Salt`."""
_TOLD = 3
"""Parts from which a name is an archive's."""


def read(text: str) -> Named | None:
    """Read a whole name that one site is known by; None where it is no such name."""
    if found := _SLUGS.fullmatch(text):
        return _slugged(*found.groups())
    if "Anna" in text[-40:] and len(parts := _ARCHIVE.split(text)) >= _TOLD:
        return _archived(parts)
    return None


def cited(parts: list[str]) -> tuple[str, str, str] | None:
    """Give authors, year and title where a manager of papers made a name of them."""
    if len(parts) != _CITED or not _SURNAMES.fullmatch(parts[0]) or weight(parts[2]) >= _CITED:
        return None
    year = shelves.year_in(parts[1])
    return (_ET_AL.sub("", parts[0]), year, parts[2]) if year else None


def _slugged(author: str, title: str) -> Named | None:
    """Read `jane-marlow_the-salt-ledger`, with a translator or a note behind it or without."""
    words = [f"{word.upper()}." if len(word) == 1 else word.capitalize() for word in author.split("-")]
    if weight(" ".join(words)) <= 1:
        return None
    first, *others = title.split("-")
    rest = (word if word in _SMALL else word.capitalize() for word in others)
    return Named(" ".join([first.capitalize(), *rest]), (" ".join(words),), sure=True)


def _archived(parts: list[str]) -> Named:
    """Read the names that a large archive gives: title, people, edition, year, publisher, ISBN, sum."""
    year = next((year for part in parts[2:] if (year := shelves.year_in(part))), "")
    isbn = next((isbn for part in parts[2:] if (isbn := ids.isbn(part.partition(" ")[2] or part))), "")
    title, place = titles.parted(parts[0])
    found = (("isbn", isbn),) if isbn else ()
    return Named(title, tuple(people.split(parts[1].replace("_", ","))), place, year, ids=found, sure=True)
