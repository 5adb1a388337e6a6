"""The limit for strangers, with a clock in the hand."""

from __future__ import annotations

import pytest

from mediad.http.limits import RateLimit
from mediad.http.problems import TooManyRequests


class Hand:
    """A clock that stands still."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_window_lets_its_amount_through_and_opens_again() -> None:
    clock = Hand()
    limit = RateLimit(clock, amount=100)
    for _ in range(100):
        limit.take("a")
    clock.now += 59.5
    with pytest.raises(TooManyRequests) as caught:
        limit.take("a")
    assert caught.value.headers["Retry-After"] == "1"
    limit.take("b")
    clock.now += 0.5
    for _ in range(100):
        limit.take("a")
    with pytest.raises(TooManyRequests):
        limit.take("a")


def test_what_is_given_back_can_be_taken_again_and_never_makes_more_than_the_amount() -> None:
    limit = RateLimit(Hand(), amount=1)
    limit.give_back("a")
    for _ in range(3):
        limit.take("a")
        limit.give_back("a")
    limit.give_back("a")
    limit.take("a")
    with pytest.raises(TooManyRequests):
        limit.take("a")


def test_the_table_stays_bounded_and_keeps_the_latest() -> None:
    limit = RateLimit(Hand(), amount=1, table_size=10)
    for number in range(50):
        limit.take(f"10.0.0.{number}")
    assert len(limit) == 10
    with pytest.raises(TooManyRequests):
        limit.take("10.0.0.49")
