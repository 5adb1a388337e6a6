"""Times as EXIF and XMP print them."""

from __future__ import annotations

import re

_STAMP = re.compile(r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)(?:[ T](\d\d)[:.](\d\d)(?:[:.](\d\d))?)?")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)|(Z)")


def stamp(text: str) -> str:
    """Give a time as EXIF or XMP prints it as ISO 8601 without a zone; "" where it is none."""
    found = _STAMP.match(text.strip())
    if not found or not _is_day(found):
        return ""
    day = f"{found[1]}-{found[2]}-{found[3]}"
    if not found[4]:
        return day
    hour, minute, second = found[4], found[5], found[6] or "00"
    if hour > "23" or minute > "59" or second > "60":
        return day
    return f"{day}T{hour}:{minute}:{min(second, '59')}"


def _is_day(found: re.Match[str]) -> bool:
    return found[1] != "0000" and "01" <= found[2] <= "12" and "01" <= found[3] <= "31"


def offset(text: str) -> str:
    """Give a zone's distance from UTC as `+01:00`, "" where it is none."""
    found = _OFFSET.fullmatch(text.strip())
    if not found:
        return ""
    if found[4]:
        return "+00:00"
    return f"{found[1]}{found[2]}:{found[3]}" if found[2] <= "14" and found[3] < "60" else ""
