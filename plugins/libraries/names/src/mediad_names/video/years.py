"""The year of a name, and which of several numbers it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from mediad_names.patterns import Pattern

_YEAR = Pattern(r"(?<![a-z\d])((?:18[89]|19\d|20[0-3])\d)(?![\dpix]|-\d\d(?!\d)|\.\d\d\.\d\d(?!\d)|[a-z]{2})")
_GLUED = Pattern(r"(?<=[a-z]{3})((?:19|20)\d\d)(?=[ .])")


@dataclass(frozen=True, slots=True)
class Year:
    """A year and where it stands; with its brackets when it has them."""

    number: int
    start: int
    end: int
    bracketed: bool


def every(low: str, start: int) -> list[Year]:
    """Find all years behind `start`, but never the first word."""
    found = []
    for match in _YEAR.finditer(low, start):
        opened = low[match.start() - 1 : match.start()] in tuple("([{")
        closed = low[match.end() : match.end() + 1] in tuple(")]},/ -") if opened else False
        first = not low[start : match.start()].strip(" .-_([")
        if first and not (opened and low[start : match.start()].strip(" .-_")):
            continue
        at = match.start() - (1 if opened else 0)
        end = match.end() + (1 if low[match.end() : match.end() + 1] in tuple(")]}") and opened else 0)
        found.append(Year(int(match.group(1)), at, end, opened and closed))
    return found


def glued(low: str) -> Year | None:
    """Find a year that is written on the last word of a title: `Name2017.1080p`."""
    match = _GLUED.search(low)
    return None if match is None else Year(int(match.group(1)), match.start(), match.end(), bracketed=False)


def of_film(low: str, start: int, technical: int, words: list[int]) -> Year | None:
    """Choose the year of a film: in brackets, else the last before the technical words, else the first.

    Args:
        low: The name in lower case.
        start: Where the title begins.
        technical: Where the technical words begin.
        words: Where those begin that may be technical ones.
    """
    years = every(low, start)
    bracketed = [year for year in years if year.bracketed]
    if bracketed:
        return bracketed[0]
    before = [year for year in years if year.start < technical]
    for year, following in pairwise(before):
        if any(year.end <= at < following.start for at in words):
            return year
    return before[-1] if before else (years[0] if years else None)


def of_series(low: str, start: int, end: int) -> Year | None:
    """Choose the year that ends the title of a series."""
    years = [year for year in every(low, start) if year.end <= end and not low[year.end : end].strip(" .-_([/)]")]
    return years[-1] if years else None
