from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from mediad.jobs.triggers import make_trigger, missed, weekdays
from mediad_sdk.errors import Invalid
from mediad_sdk.values.jobs import Schedule

BERLIN = ZoneInfo("Europe/Berlin")


def fires(cron: str, start: dt.datetime, count: int, *, timezone: str = "") -> list[str]:
    trigger = make_trigger(Schedule(id="s", job="j", cron=cron, timezone=timezone), start.tzinfo or BERLIN)
    times: list[str] = []
    previous, now = None, start
    for _ in range(count):
        previous = trigger.get_next_fire_time(previous, now)
        now = previous
        times.append(previous.strftime("%a %d %H:%M %z"))
    return times


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("*", "*"),
        ("0", "sun"),
        ("7", "sun"),
        ("1-5", "mon,tue,wed,thu,fri"),
        ("5-1", "fri,sat,sun,mon"),
        ("SUN,3", "sun,wed"),
        ("*/2", "sun,tue,thu,sat"),
        ("1-5/2", "mon,wed,fri"),
    ],
)
def test_weekdays_count_as_in_crontab(field: str, names: str) -> None:
    assert weekdays(field) == names


def test_weekday_zero_is_sunday() -> None:
    start = dt.datetime(2026, 11, 18, tzinfo=BERLIN)
    assert fires("0 4 * * 0", start, 2) == [
        "Sun 22 04:00 +0100",
        "Sun 29 04:00 +0100",
    ]


def test_a_schedule_follows_its_own_zone() -> None:
    start = dt.datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC"))
    assert fires("0 4 * * *", start, 1, timezone="Asia/Tokyo") == ["Fri 02 04:00 +0900"]


def test_the_hour_that_autumn_repeats_fires_once() -> None:
    start = dt.datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    assert fires("30 2 * * *", start, 3) == ["Sun 25 02:30 +0200", "Mon 26 02:30 +0100", "Tue 27 02:30 +0100"]


def test_an_hourly_schedule_keeps_every_hour_of_that_night() -> None:
    start = dt.datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN)
    times = fires("0 * * * *", start, 4)
    assert times == ["Sun 25 01:00 +0200", "Sun 25 02:00 +0200", "Sun 25 02:00 +0100", "Sun 25 03:00 +0100"]


def test_the_hour_that_spring_leaves_out_still_fires_that_day() -> None:
    start = dt.datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    first, second = fires("30 2 * * *", start, 2)
    assert first.startswith("Sun 29")
    assert second == "Mon 30 02:30 +0200"


@pytest.mark.parametrize("cron", ["", "* * * *", "61 * * * *", "0 4 * * someday"])
def test_a_wrong_line_is_refused_with_its_schedule(cron: str) -> None:
    with pytest.raises(Invalid, match="schedule s"):
        make_trigger(Schedule(id="s", job="j", cron=cron), BERLIN)


def test_a_run_that_was_missed_while_the_daemon_was_off_is_noticed() -> None:
    trigger = make_trigger(Schedule(id="s", job="j", cron="0 4 * * *"), BERLIN)
    now = dt.datetime(2026, 6, 10, 9, tzinfo=BERLIN)
    hours = {hours: int((now - dt.timedelta(hours=hours)).timestamp() * 1000) for hours in (2, 10)}
    assert not missed(trigger, None, now)
    assert not missed(trigger, hours[2], now)
    assert missed(trigger, hours[10], now)
