"""Dates as books say them, as far as they are known: `1969`, `2018-07`, `2018-07-03`."""

from __future__ import annotations

import re

_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_LOCAL = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
FIRST_YEAR = 1000
"""What is earlier was never meant: Calibre writes the year 101 where it knows none."""
_MONTHS, _DAYS = 12, 31


def date(text: str) -> str:
    """Give the date that a text begins with, or the year within it, or ""."""
    text = text.strip()[:60]
    if found := _COMPACT.match(text) or _ISO.match(text):
        return _made(*found.groups())
    if found := _LOCAL.match(text):
        return _made(found[3], found[2], found[1])
    return _made(found[1]) if (found := _YEAR.search(text)) else ""


def _made(year: str, month: str | None = None, day: str | None = None) -> str:
    if int(year) < FIRST_YEAR:
        return ""
    if not month or not 1 <= int(month) <= _MONTHS:
        return year
    if not day or not 1 <= int(day) <= _DAYS:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"
