"""A crontab line is refused before anything is planned by it."""

from __future__ import annotations

import pytest

from mediad.config.crontab import checked


@pytest.mark.parametrize(
    "line",
    [
        "0 4 * * *",
        "*/15 0-6/2 1,15 * sun",
        "59 23 31 12 7",
        "5/10 * * jan-mar MON-FRI",
        "0 0 * * 5-1",
        "0 0 * * fri-mon",
    ],
)
def test_what_crontab_understands_is_taken_as_it_is(line: str) -> None:
    assert checked(line) == line


@pytest.mark.parametrize(
    ("line", "item", "field"),
    [
        ("60 * * * *", "60", "minute"),
        ("*/0 * * * *", "*/0", "minute"),
        ("*/90 * * * *", "*/90", "minute"),
        ("1, * * * *", "", "minute"),
        ("* 24 * * *", "24", "hour"),
        ("* 20-4 * * *", "20-4", "hour"),
        ("* * 0 * *", "0", "day"),
        ("* * *-5 * *", "*-5", "day"),
        ("* * * mon *", "mon", "month"),
        ("* * * * 8", "8", "weekday"),
        ("* * * * moon", "moon", "weekday"),
    ],
)
def test_an_item_that_names_no_time_is_told(line: str, item: str, field: str) -> None:
    with pytest.raises(ValueError, match=f"^{item!r} is no {field}: ".replace("*", r"\*")):
        checked(line)
