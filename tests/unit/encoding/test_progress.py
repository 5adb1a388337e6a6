from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad.encoding.progress import Report, reports

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OUTPUT = """frame=24
out_time_us=N/A
speed=N/A
progress=continue
out_time_us=1500000
speed=2.5x
progress=continue
out_time_us=N/A
speed= 3x
progress=continue
out_time_us=-100
progress=end
"""


async def lines(text: str) -> AsyncIterator[str]:
    for line in text.splitlines():
        yield line


async def test_reports_are_read_and_what_is_not_known_stays_as_it_was() -> None:
    found = [each async for each in reports(lines(OUTPUT))]
    assert [(each.written_ms, each.speed) for each in found] == [(0, 0.0), (1500, 2.5), (1500, 3.0), (1500, 3.0)]


@pytest.mark.parametrize(
    ("written", "duration", "fraction"), [(500, 1000, 0.5), (5000, 1000, 1.0), (5, None, 0.0), (5, 0, 0.0)]
)
def test_a_fraction_needs_a_length_and_stays_between_nothing_and_all(
    written: int, duration: int | None, fraction: float
) -> None:
    assert Report(written_ms=written, speed=1).fraction(duration) == fraction


def test_a_sentence_tells_speed_and_what_is_left() -> None:
    assert Report(written_ms=60_000, speed=2.0).sentence(3_660_000) == "converting at 2 times real time, 30:00 left"
    assert Report(written_ms=0, speed=1.5).sentence(14_400_000) == "converting at 1.5 times real time, 2:40:00 left"
    assert Report(written_ms=0, speed=0).sentence(1000) == "converting"
    assert Report(written_ms=5, speed=1.25).sentence(None) == "converting at 1.25 times real time"
