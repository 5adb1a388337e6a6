"""Tell whether a line of a crontab is one, before anything is planned by it."""

from __future__ import annotations

import re
from typing import NamedTuple

_ITEM = re.compile(r"(?:\*|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:/([0-9]+))?")


class _Field(NamedTuple):
    title: str
    low: int
    high: int
    names: tuple[str, ...] = ()
    wraps: bool = False


_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day", 1, 31),
    _Field("month", 1, 12, ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    _Field("weekday", 0, 7, ("sun", "mon", "tue", "wed", "thu", "fri", "sat"), wraps=True),
)


def checked(line: str) -> str:
    """Return a line of five fields as it is; raise ValueError with the first item that names no time."""
    for field, text in zip(_FIELDS, line.split(" "), strict=True):
        for item in text.lower().split(","):
            if not _fits(item, field):
                raise ValueError(
                    f"{item!r} is no {field.title}: should be {field.low} to {field.high}, or as in *, 1-5 or */2"
                )
    return line


def _fits(item: str, field: _Field) -> bool:
    if (match := _ITEM.fullmatch(item)) is None:
        return False
    first, last, step = match.groups()
    ends = [_number(each, field) for each in (first, last) if each is not None]
    in_order = field.wraps or ends == sorted(ends)
    step_fits = step is None or 1 <= int(step) <= field.high - field.low
    return in_order and step_fits and all(field.low <= end <= field.high for end in ends)


def _number(text: str, field: _Field) -> int:
    if text in field.names:
        return field.low + field.names.index(text)
    return int(text) if text.isdigit() else -1
