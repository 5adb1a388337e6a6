from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from contract.test_events import running
from fakes import HandClock

from mediad.events.feed import Feed
from mediad.events.notices import Told, notice_of
from mediad.events.notifying import NOTIFY, job_type
from mediad.events.pump import Pump
from mediad_sdk.errors import Unavailable
from mediad_sdk.testing.context import FakeJobRun, FakeJobs
from mediad_sdk.values.events import Event
from mediad_sdk.values.notices import Notice, Notifier

if TYPE_CHECKING:
    from mediad.storage.ports import Storage


class Bells:
    """Notifiers that ring, and one that is out of order until it is mended."""

    def __init__(self) -> None:
        self.rung: list[tuple[str, str]] = []
        self.broken = True

    def all(self) -> dict[str, Notifier]:
        return {
            "a/bell": Notifier(id="bell", label="Bell", send=self.ring("a/bell")),
            "b/bell": Notifier(id="bell", label="Bell", send=self.ring("b/bell", fails=True)),
        }

    def ring(self, name: str, *, fails: bool = False) -> Any:
        async def send(notice: Notice) -> None:
            if fails and self.broken:
                raise Unavailable("out of order")
            self.rung.append((name, notice.title))

        return send


async def test_a_notice_is_passed_on_until_everybody_has_it_and_to_nobody_twice() -> None:
    bells = Bells()
    job = job_type(bells.all)
    run = FakeJobRun(args={"notice": {"title": "Hello"}, "to": ["b/bell", "a/bell"]})
    with pytest.raises(Unavailable, match="out of order"):
        await job.handler(run)
    assert bells.rung == [("a/bell", "Hello")]
    bells.broken = False
    assert await job.handler(run) == {"told": ["a/bell", "b/bell"]}
    assert bells.rung == [("a/bell", "Hello"), ("b/bell", "Hello")]


async def test_a_notifier_that_went_is_waited_for() -> None:
    run = FakeJobRun(args={"notice": {"title": "Hello"}, "to": ["gone/bell"]})
    with pytest.raises(Unavailable, match="no notifier gone/bell now"):
        await job_type(Bells().all).handler(run)


async def test_events_that_somebody_wishes_for_become_notices(storage: Storage) -> None:
    clock, jobs, wishes = HandClock(), FakeJobs(), [(("scan.*",), ("a/bell",)), (("job.failed",), ())]
    feed = Feed(storage, clock)
    told = Told(feed, jobs, lambda: wishes, Bells().all)
    async with running(Pump(storage, clock).run), running(told.run):
        await asyncio.sleep(0.1)
        events = [
            Event(type="scan.held", data={"files": 30}), Event(type="item.added"),
            Event(type="job.failed", data={"type": "library.scan"}), Event(type="job.failed", data={"type": NOTIFY}),
        ]  # fmt: skip
        for event in events:
            await feed.publish(event)
        async with asyncio.timeout(10):
            while len(jobs.queued) < 2:
                await asyncio.sleep(0.01)
    assert [(job, args["notice"]["event"], args["to"]) for job, args in jobs.queued] == [
        (NOTIFY, "scan.held", ["a/bell"]), (NOTIFY, "job.failed", ["a/bell", "b/bell"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("event", "level"),
    [
        (Event(type="scan.held"), "warning"),
        (Event(type="job.failed"), "failure"),
        (Event(type="plugin.state", data={"state": "quarantined"}), "failure"),
        (Event(type="root.state", data={"state": "online"}), "success"),
        (Event(type="recipes.cooked"), "info"),
    ],
)
def test_a_notice_says_how_grave_it_is(event: Event, level: str) -> None:
    assert notice_of(event).level == level


def test_a_notice_has_the_facts_a_line_each_and_none_too_long() -> None:
    notice = notice_of(Event(type="job.failed", data={"type": "library.scan", "message": "x" * 600, "empty": ""}))
    assert notice.title == "mediad: job.failed"
    assert notice.body.splitlines()[0] == "type: library.scan"
    assert len(notice.body.splitlines()[1]) < 520
    assert "empty" not in notice.body
