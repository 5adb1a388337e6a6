from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING

import pytest
from fakes import HandClock

from mediad.net.manners import Breaker, Pace, backoff
from mediad_sdk.host.http.errors import pause

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_a_breaker_opens_at_the_fifth_failure_in_a_row(clock: HandClock) -> None:
    breaker = Breaker(clock.monotonic)
    for _ in range(4):
        breaker.fail()
    breaker.succeed()
    for _ in range(4):
        breaker.fail()
    assert (breaker.wait(), breaker.state) == (0, "closed")
    breaker.fail()
    assert (breaker.wait(), breaker.state) == (15, "open")


def test_after_a_pause_one_tries_for_all_and_each_failure_makes_it_longer(clock: HandClock) -> None:
    breaker = Breaker(clock.monotonic)
    for _ in range(5):
        breaker.fail()
    for expected in (15, 30, 60, 120, 240, 300, 300):
        assert breaker.wait() == expected
        clock.advance(expected)
        assert (breaker.wait(), breaker.state) == (0, "half-open")
        assert breaker.wait() > 0, "a second one waits for the first"
        breaker.fail()
    clock.advance(300)
    assert breaker.wait() == 0
    breaker.release()
    assert breaker.wait() == 0, "a probe that was cancelled leaves its place"
    breaker.succeed()
    assert (breaker.wait(), breaker.state) == (0, "closed")


def test_turns_are_given_at_once_and_then_evenly(clock: HandClock) -> None:
    pace = Pace(clock.monotonic)
    assert [pace.turn(3, 30, 100) for _ in range(5)] == [0, 0, 0, 10, 20]
    clock.advance(1000)
    assert [pace.turn(3, 30, 100) for _ in range(4)] == [0, 0, 0, 10]


def test_a_turn_that_comes_too_late_is_not_taken(clock: HandClock) -> None:
    pace = Pace(clock.monotonic)
    assert [pace.turn(1, 10, 5) for _ in range(4)] == [0, 10, 10, 10]
    assert pace.turn(1, 10, 10) == 10
    assert pace.turn(1, 10, 20) == 20


def test_nobody_has_a_turn_in_a_pause(clock: HandClock) -> None:
    pace = Pace(clock.monotonic)
    pace.pause(60)
    pace.pause(10)
    assert pace.turn(0, 0, 100) == 60
    clock.advance(45)
    assert pace.turn(5, 1, 100) == 15
    clock.advance(15)
    assert pace.turn(0, 0, 100) == 0


def test_waits_are_spread_below_a_bound_that_grows_to_an_end() -> None:
    for attempt, bound in ((0, 0.5), (1, 1), (4, 8), (60, 8)):
        waits = [backoff(attempt) for _ in range(500)]
        assert 0 <= min(waits) < bound * 0.1
        assert bound * 0.9 < max(waits) <= bound


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0),
        ({"retry-after": " 120 "}, 120),
        ({"retry-after": "9" * 400}, 999_999_999),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "1.5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "٣"}, None),
        ({"retry-after": "Wed, 99 Foo 2026 99:99:99 GMT"}, None),
        ({"retry-after": formatdate(1000, usegmt=True), "date": formatdate(940, usegmt=True)}, 60),
        ({"retry-after": formatdate(1000, usegmt=True), "date": formatdate(2000, usegmt=True)}, 0),
        ({"retry-after": formatdate(1000, usegmt=True), "date": "yesterday"}, 0),
    ],
)
def test_retry_after_is_read_as_seconds_and_as_a_date_by_their_clock(
    headers: Mapping[str, str], expected: float | None
) -> None:
    assert pause(headers) == expected
