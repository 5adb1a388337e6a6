"""Days as names write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediad_names.patterns import Pattern

_YEAR_FIRST = Pattern(r"(?<!\d)((?:19|20)\d\d)([ ./\-])(\d{1,2})([ ./\-])(\d{1,2})(?![\dxp])")
_YEAR_LAST = Pattern(r"(?<!\d)(\d{1,2})([ ./\-])(\d{1,2})([ ./\-])((?:19|20)\d\d)(?![\dp])")
_SOLID = Pattern(r"(?<![a-z\d])((?:19|20)\d\d)(\d\d)(\d\d)(?![a-z\d])")
_SHORT = Pattern(r"(?<![a-z\d])(?<!\d\.)(\d\d)\.?(\d\d)\.?(\d\d)(?![a-z\d]|\.\d{1,2}\.)")
_SPOKEN = Pattern(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ .]{1,2}"
    r"(jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]{0,6}[ .]((?:19|20)\d\d)(?!\d)"
)
_MONTH_FIRST = Pattern(
    r"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ .](\d{1,2})(?:st|nd|rd|th)?,?[ .]"
    r"((?:19|20)\d\d)(?!\d)"
)
_GERMAN = {"mär": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it stands."""

    iso: str
    start: int
    end: int


def find(low: str) -> Day | None:
    """Find the first day that a calendar knows."""
    days = [day for look in (_year_first, _year_last, _solid, _spoken, _month_first) if (day := look(low)) is not None]
    return min(days, key=lambda day: day.start, default=None)


def find_short(low: str) -> Day | None:
    """Find a day of six digits: year, month, day. Weak: six digits are many things."""
    for found in _SHORT.finditer(low):
        year, month, day = (int(part) for part in found.groups())
        iso = _iso(2000 + year, month, day)
        if iso and year < 50:  # noqa: PLR2004 - television of the last century was not named so
            return Day(iso, found.start(), found.end())
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    for one, other in ((month, day), (day, month)):
        try:
            return date(year, one, other).isoformat()
        except ValueError:
            continue
    return None


def _year_first(low: str) -> Day | None:
    for found in _YEAR_FIRST.finditer(low):
        year, first, month, second, day = found.groups()
        iso = _iso(int(year), int(month), int(day))
        if iso and first == second:
            return Day(iso, found.start(), found.end())
    return None


def _year_last(low: str) -> Day | None:
    for found in _YEAR_LAST.finditer(low):
        day, first, month, second, year = found.groups()
        plausible = (len(day), len(month)) == (2, 2) or first != " "
        iso = _iso(int(year), int(month), int(day)) if first == second and plausible else None
        if iso:
            return Day(iso, found.start(), found.end())
    return None


def _solid(low: str) -> Day | None:
    for found in _SOLID.finditer(low):
        iso = _iso(int(found.group(1)), int(found.group(2)), int(found.group(3)))
        if iso:
            return Day(iso, found.start(), found.end())
    return None


def _spoken(low: str) -> Day | None:
    for found in _SPOKEN.finditer(low):
        iso = _iso(
            int(found.group(3)), _MONTHS.index(_GERMAN.get(found.group(2), found.group(2))) + 1, int(found.group(1))
        )
        if iso:
            return Day(iso, found.start(), found.end())
    return None


def _month_first(low: str) -> Day | None:
    for found in _MONTH_FIRST.finditer(low):
        iso = _iso(int(found.group(3)), _MONTHS.index(found.group(1)) + 1, int(found.group(2)))
        if iso:
            return Day(iso, found.start(), found.end())
    return None
