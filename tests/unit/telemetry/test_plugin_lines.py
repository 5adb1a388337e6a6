from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from mediad.telemetry import plugin_lines
from mediad.telemetry.plugin_lines import LONGEST, MOST, WITHIN, Dam, plugin_logger

if TYPE_CHECKING:
    from collections.abc import Iterator


class Hand:
    """A clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def logger(hand: Hand, caplog: pytest.LogCaptureFixture) -> Iterator[logging.Logger]:
    caplog.set_level(logging.INFO)
    made = logging.getLogger("mediad.plugin.flood")
    dam = Dam(made, "flood", hand)
    made.addFilter(dam)
    yield made
    made.removeFilter(dam)


def left_out(number: int) -> str:
    return f"{number} lines left out: more than {MOST} within {WITHIN:g} s"


def test_a_flood_is_cut_and_one_line_tells_how_much_of_it(
    logger: logging.Logger, hand: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(5 * MOST):
        logger.error("line %d", number)
    assert [each.message for each in caplog.records] == [f"line {number}" for number in range(MOST)]
    hand.now += WITHIN
    logger.info("again")
    assert [each.message for each in caplog.records[MOST:]] == [left_out(4 * MOST), "again"]
    assert (caplog.records[MOST].levelname, caplog.records[MOST].plugin) == ("WARNING", "flood")  # type: ignore[attr-defined]  # an extra
    for number in range(MOST - 1):
        logger.info("more %d", number)
    assert len(caplog.records) == 2 * MOST + 1


def test_who_writes_steadily_is_never_cut(logger: logging.Logger, hand: Hand, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(4 * MOST):
        logger.info("steady")
        hand.now += 1.01 * WITHIN / MOST
    assert len(caplog.records) == 4 * MOST


async def test_a_flood_that_falls_silent_is_told_all_the_same(
    hand: Hand, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, logger: logging.Logger
) -> None:
    monkeypatch.setattr(plugin_lines, "WITHIN", 0.05)
    for _ in range(MOST + 7):
        logger.info("flood")
    hand.now += WITHIN
    async with asyncio.timeout(5):
        while len(caplog.records) == MOST:
            await asyncio.sleep(0.01)
    assert caplog.records[-1].message.startswith("7 lines left out")
    logger.info("on")
    assert [each.message for each in caplog.records[MOST + 1 :]] == ["on"]


def test_a_line_without_end_is_cut(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    logger.info("%s", "x" * (LONGEST + 5))
    assert caplog.records[0].message == "x" * LONGEST + "... and 5 characters more"


def test_an_instance_has_one_dam() -> None:
    once, twice = plugin_logger("ants"), plugin_logger("ants")
    assert once is twice
    assert len(once.filters) == 1
