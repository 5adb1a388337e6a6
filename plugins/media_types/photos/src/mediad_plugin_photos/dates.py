"""When a photo was taken, by its name and its folders: as devices, programs and people write it."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from mediad_plugin_photos import months
from mediad_sdk.text import fold
from mediad_xmp import stamp

# ---------------------------------------------------------------- devices and programs

_YEAR = r"(?:1[89]|20)\d\d"
_DAY = rf"(?<!\d)({_YEAR})([-_. :]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])"
_HALF = r"AM|PM|上午|下午|午前|午後|오전|오후"
_CLOCK = (
    # A word between day and clock, in any language: `at`, `um`, `kl.`, `a las`.
    rf"(?:[\sT_.,-]{{1,3}}|(?=\d{{6}}))(?:(?!{_HALF})[^\W\d_]{{1,5}}\.?\s(?:las?\s|la\(s\)\s)?)?(?:({_HALF})\s?)?"
    r"(2[0-3]|[01]\d|\d(?=\D))[-_.:;h ]?([0-5]\d)[-_.:;m ]?([0-5]\d)"
)
_MOMENT = re.compile(_DAY + _CLOCK + rf"(?:[-_.]?(\d{{3}})(?!\d))?(?:\s?({_HALF}))?")
_AFTER_NOON = frozenset(("PM", "下午", "午後", "오후"))
_DATE = re.compile(_DAY + r"(?!\d)")
_SHORT_DAY = re.compile(
    rf"(?<!\d)(0[1-9]|[12]\d|3[01])[-.](0[1-9]|1[0-2])[-.]({_YEAR})(?!\d)"
    r"(?:_(2[0-3]|[01]\d)-([0-5]\d)-([0-5]\d)(?!\d))?"
)
_SINCE_1970 = re.compile(r"(?<!\d)(1[0-9]{9})(\d{3})?(?!\d)")
_COUNTED = re.compile(r"(?:RPReplay_Final)?\d{10}")
_UTC_NAMES = ("pxl_",)

# ---------------------------------------------------------------- people

_LEADING = re.compile(rf"({_YEAR})(?:[-_.](0[1-9]|1[0-2]))?[\s_-]{{1,3}}(?=[^\W\d_]{{3}})")
_AMONG_WORDS = re.compile(rf"(?<![^\s,(-])(?:(?<=\()({_YEAR})(?=\))|(1[89]\d\d)(?![^\s,)-]))")
_A_WORD = re.compile(r"[^\W\d_]{3}")
_COUNTING = frozenset(("bild", "dia", "dsc", "film", "foto", "image", "img", "photo", "picture", "scan", "slide"))
_WORD, _NUMBER = r"(?P<month>[^\W\d_]{3,12})\.?", r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
_SHORT = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_THE_YEAR = rf"(?P<year>{_YEAR})(?!\d)"
_WRITTEN = tuple(
    map(
        re.compile,
        (
            rf"(?<!\d)(?P<year>{_YEAR})\s?[年년]\s?(?P<month>1[0-2]|0?[1-9])\s?[月월](?:\s?{_SHORT}\s?[日일])?",
            rf"(?<!\d){_SHORT}\.\s?(?P<month>1[0-2]|0?[1-9])\.\s?{_THE_YEAR}",
            rf"{_WORD}[\s._-]{_NUMBER},?\s{_THE_YEAR}",
            rf"(?:(?<!\d){_NUMBER}[\s._-]{{1,2}}(?:de\s|of\s)?)?{_WORD},?[\s._-]{{0,2}}(?:de\s)?{_THE_YEAR}",
            rf"(?<!\d)(?P<year>{_YEAR})[\s._-]{{1,3}}{_WORD}(?![^\W\d_])(?P<day>)",
        ),
    )
)
_MONTH_FOLDER = re.compile(rf"(?:.*\D)?({_YEAR})[-_. ](0[1-9]|1[0-2])(?:[-_. ](0[1-9]|[12]\d|3[01]))?(?:\D.*)?")
_PLAIN_MONTH = re.compile(rf"({_YEAR})(0[1-9]|1[0-2])")
_YEAR_FOLDER = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_LOOSE_MONTH, _LOOSE_DAY = re.compile(r"(0[1-9]|1[0-2])(?:\D.*)?"), re.compile(r"(0[1-9]|[12]\d|3[01])(?:\D.*)?")
_LONGEST = 100
_LAST_DAY = 31


@lru_cache(4096)
def moment(text: str) -> tuple[str, str, str]:
    """Give the time that a name tells, its subsecond and its offset; ("", "", "") where it tells none."""
    offset = "+00:00" if text[:4].lower() in _UTC_NAMES else ""
    if found := _MOMENT.search(text):
        hour, half = int(found[6]), found[5] or found[10]
        if half and hour <= 12:  # noqa: PLR2004  # a clock of twelve hours
            hour = hour % 12 + (12 if half in _AFTER_NOON else 0)
        value = stamp(f"{found[1]}-{found[3]}-{found[4]}T{hour:02d}:{found[7]}:{found[8]}")
        return value, found[9] or "", offset
    if found := _DATE.search(text):
        return f"{found[1]}-{found[3]}-{found[4]}", "", ""
    if found := _SHORT_DAY.search(text):
        clock = f"T{found[4]}:{found[5]}:{found[6]}" if found[4] else ""
        return f"{found[3]}-{found[2]}-{found[1]}{clock}", "", ""
    if (found := _SINCE_1970.search(text)) and (found[2] or _COUNTED.fullmatch(text)):
        at = dt.datetime.fromtimestamp(int(found[1]), dt.UTC)
        return at.replace(tzinfo=None).isoformat(), found[2] or "", "+00:00"
    return "", "", ""


@lru_cache(4096)
def written(text: str) -> str:
    """Give the day or the month that people write: `12.5.1994`, `3. Mai 1998`, `May 3, 2016`, `2015年8月4日`."""
    for found in (each for pattern in _WRITTEN for each in pattern.finditer(text[:_LONGEST])):
        word = found["month"]
        if month := int(word) if word.isdecimal() else months.number(word):
            return _iso(found["year"], month, int(found["day"] or 0))
    return ""


def _iso(year: str, month: int, day: int = 0) -> str:
    return f"{year}-{month:02d}" + (f"-{day:02d}" if 0 < day <= _LAST_DAY else "")


def own_date(text: str) -> str:
    """Give the date that people wrote in a name, as precise as they did: `1954 Wedding`, `1987-07 Sea 3`, `Fair 1949`.

    A year alone is none, and one behind a word that only counts is a number: `Scan 1949`.
    """
    if found := _LEADING.match(text):
        return written(text) or "-".join(part for part in found.groups() if part)
    if value := written(text):
        return value
    found = _AMONG_WORDS.search(text[:_LONGEST])
    counts = fold(text).partition(" ")[0] in _COUNTING or not _A_WORD.search(text[:_LONGEST])
    return (found[1] or found[2]) if found and not counts else ""


def folder_date(names: tuple[str, ...]) -> str:
    """Give the date that folders tell, as precise as they do: `2019/07/14 Wedding`, `2019-07 Italy`, `1987`."""
    for at in range(len(names), max(len(names) - 4, 0), -1):
        name = names[at - 1]
        if value := moment(name)[0][:10] or written(name):
            return value
        if found := _MONTH_FOLDER.fullmatch(name[:_LONGEST]) or _PLAIN_MONTH.fullmatch(name):
            return "-".join(part for part in found.groups() if part)
        if found := _YEAR_FOLDER.search(name[:_LONGEST]):
            return found[1] + _below(names[at:])
    return ""


def _below(names: tuple[str, ...]) -> str:
    """Give the month, and the day, of folders in that of a year: `07/14`, `07 - July`, `August`."""
    if not names:
        return ""
    found = _LOOSE_MONTH.fullmatch(names[0][:_LONGEST])
    month = int(found[1]) if found else months.number(names[0])
    if not month:
        return ""
    day = _LOOSE_DAY.fullmatch(names[1][:_LONGEST]) if len(names) > 1 else None
    return f"-{month:02d}" + (f"-{day[1]}" if day else "")
