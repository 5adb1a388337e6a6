"""What values of the query language mean: numbers, spans of time, days; each with a sentence when it means nothing."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from mediad.library.query.grammar import Between, Is, Mistake

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.library.query.grammar import Term, Value

Span: TypeAlias = tuple[float, float]
"""From the first number on, before the second."""

ANY = (float("-inf"), float("inf"))
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_AGE = re.compile(r"([0-9]{1,4})(h|d|w|m|y)")
_LENGTH = re.compile(r"(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m?)?(?:([0-9]{1,5})s)?")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_HOUR_MS = 3_600_000
_AGES = {"h": 1, "d": 24, "w": 24 * 7, "m": 24 * 30, "y": 24 * 365}
_DECEMBER = 12


def numbers(term: Term) -> list[Span]:
    """Read whole numbers and ranges of them."""
    return [_span(value, _number, term, _NUMBER, "1999 or 1990..1999") for value in term.values]


def lengths(term: Term) -> list[Span]:
    """Read how long things take, in ms: `90m`, `1h30m`, `45s`; a number alone is minutes."""
    return [_span(value, _length, term, _LENGTH, "90m, 1h30m or 1h..2h") for value in term.values]


def moments(term: Term, now: int) -> list[Span]:
    """Read times in ms since 1970: days, months and years in UTC, or how long ago, as `<30d`."""
    return [_moments(value, term, now) for value in term.values]


def _moments(value: Value, term: Term, now: int) -> Span:
    bounds = [value.text] if isinstance(value, Is) else [value.low, value.high]
    if not any(_AGE.fullmatch(bound) for bound in bounds):
        return _span(value, _day, term, _DATE, "<30d, 2024-05 or 2024-01-01..2024-06-30")
    if isinstance(value, Is):
        value = Between(high=value.text)
    low, high = ANY
    if value.high:  # no older than that
        low = now - _ago(value.high, term) + value.is_open
    if value.low:
        high = now - _ago(value.low, term) + (not value.is_open)
    return low, high


def _ago(text: str, term: Term) -> int:
    if not (found := _AGE.fullmatch(text)):
        raise _wrong(term, text, "<30d or 1w..4w")
    return int(found[1]) * _AGES[found[2]] * _HOUR_MS


def _number(text: re.Match[str]) -> Span:
    return float(text[0]), float(text[0]) + 1


def _length(text: re.Match[str]) -> Span:
    hours, minutes, seconds = (int(each or 0) for each in text.groups())
    length = ((hours * 60 + minutes) * 60 + seconds) * 1000.0
    return length, length + (1000 if text[3] else 60_000)


def _day(text: re.Match[str]) -> Span:
    year, first, last = int(text[1]), int(text[2] or 1), int(text[2] or _DECEMBER)
    begin = datetime(year, first, int(text[3] or 1), tzinfo=UTC)
    end = datetime(year, last, int(text[3] or monthrange(year, last)[1]), tzinfo=UTC)
    return begin.timestamp() * 1000, end.timestamp() * 1000 + 24 * _HOUR_MS


def _span(value: Value, read: Callable[[re.Match[str]], Span], term: Term, form: re.Pattern[str], example: str) -> Span:
    """Read a value or a range, whose open bounds leave all that they name out."""

    def bound(text: str) -> Span:
        try:
            if text and (found := form.fullmatch(text)):
                return read(found)
        except ValueError:  # a day that no month has
            pass
        raise _wrong(term, text, example)

    if isinstance(value, Is):
        return bound(value.text)
    low, high = ANY
    if value.low:
        low = bound(value.low)[1 if value.is_open else 0]
    if value.high:
        high = bound(value.high)[0 if value.is_open else 1]
    return low, high


def _wrong(term: Term, text: str, example: str) -> Mistake:
    return Mistake(term.at, f"`{text}` is no value of `{term.name}:`, which takes such as {example}")
