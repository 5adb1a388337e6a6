from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from disks import ROOT, SetClock

from mediad.library.inventory.watching import Watching, key_of, schedules
from mediad.storage.ports.libraries import Library, Root
from mediad.workers.watcher import Change

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

LIBRARY = Library(
    id=1, uid="one", name="Toys", types=("toys",),
    settings={"scan": "0 4 * * *", "quick": "*/10 * * * *", "watch": True},
    roots=(Root(id=1, uid="root", library=1, path=ROOT, facts={"fs_type": "ext4"}, state="online"),),
)  # fmt: skip  # a library


class Storage:
    """Rows of one library; a scan is busy for as many questions as `busy` says."""

    def __init__(self, library: Library) -> None:
        root = library.roots[0]
        self.roots = [
            (root.id, root.uid, 1, root.path, '{"fs_type": "' + root.facts["fs_type"] + '"}', root.state, "", 0)
        ]
        settings = json.dumps(dict(library.settings))
        self.rows = [(1, "one", "Toys", '["toys"]', 0, "file", settings, 0, library.detached, 1)]
        self.busy = 0
        self.asked = 0
        self.committed = SimpleNamespace(subscribe=lambda listener: lambda: None)

    async def fetch_all(self, name: str, params: object = ()) -> list[Any]:
        return self.roots if name == "libraries.roots" else self.rows

    async def fetch_value(self, name: str, params: object = ()) -> str | None:
        self.asked += 1
        self.busy -= 1
        return "busy" if self.busy >= 0 else None


class Queue:
    """Remembers what was enqueued."""

    def __init__(self) -> None:
        self.jobs: list[dict[str, Any]] = []
        self.news = asyncio.Event()

    async def enqueue(self, type: str, args: Any = None, *, key: str = "", priority: int = 0, delay: float = 0) -> str:  # noqa: A002
        self.jobs.append({"type": type, **args, "key": key})
        self.news.set()
        return "job"


async def told(
    storage: Storage, *changes: Change, watched: list[bytes] | None = None, plans: list[Any] | None = None
) -> list[dict[str, Any]]:
    """Watch while these changes are told, and give what was enqueued."""
    queue = Queue()

    async def watch(root: bytes, **_: Any) -> AsyncGenerator[Change, None]:
        if watched is not None:
            watched.append(root)
        for change in changes:
            yield change
        await asyncio.Event().wait()

    tools: Any = SimpleNamespace(storage=storage, clock=SetClock())
    running = asyncio.create_task(Watching(tools, queue, watch, None if plans is None else plans.append).run())
    with suppress(TimeoutError):
        await asyncio.wait_for(queue.news.wait(), 0.2)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    return queue.jobs


async def test_changed_folders_are_scanned_by_their_names() -> None:
    jobs = await told(Storage(LIBRARY), Change(ready=3), Change(folders=(b"", b"a/\xff")))
    assert jobs == [
        {"type": "library.scan", "library": "one", "mode": "quick", "folders": ["/media/toys", "/media/toys/a/\udcff"],
         "key": "one/watch"}
    ]  # fmt: skip  # one job


async def test_lost_events_lead_to_a_whole_scan() -> None:
    assert [job["mode"] for job in await told(Storage(LIBRARY), Change(everything=True))] == ["full"]


async def test_changes_wait_for_the_scan_that_runs_already() -> None:
    storage = Storage(LIBRARY)
    storage.busy = 3
    assert len(await told(storage, Change(folders=(b"a",)))) == 1
    assert storage.asked == 4


@pytest.mark.parametrize(
    "library",
    [
        replace(LIBRARY, detached=5),
        replace(LIBRARY, settings={"watch": False}),
        replace(LIBRARY, roots=(replace(LIBRARY.roots[0], state="offline"),)),
        replace(LIBRARY, roots=(replace(LIBRARY.roots[0], facts={"fs_type": "nfs4"}),)),
    ],
)
async def test_what_cannot_or_should_not_be_watched_is_not(library: Library) -> None:
    watched: list[bytes] = []
    assert await told(Storage(library), Change(folders=(b"a",)), watched=watched) == []
    assert watched == []


async def test_a_new_root_is_scanned_at_once_unless_its_library_waits_to_be_asked() -> None:
    new = replace(LIBRARY, roots=(replace(LIBRARY.roots[0], state="new"),))
    jobs = await told(Storage(new))
    assert jobs == [{"type": "library.scan", "library": "one", "mode": "full", "key": key_of("one")}]
    assert await told(Storage(replace(new, settings={"watch": True, "scan": ""}))) == []
    assert await told(Storage(replace(new, detached=5))) == []


async def test_the_clock_is_told_of_the_scans_of_libraries() -> None:
    plans: list[Any] = []
    await told(Storage(LIBRARY), plans=plans)
    assert plans == [schedules([LIBRARY])]


def test_each_library_has_the_schedules_it_names() -> None:
    found = schedules([LIBRARY, replace(LIBRARY, uid="two", settings={}), replace(LIBRARY, uid="three", detached=1)])
    assert [(each.id, each.cron, each.args["mode"]) for each in found] == [
        ("library.one.full", "0 4 * * *", "full"), ("library.one.quick", "*/10 * * * *", "quick"),
    ]  # fmt: skip  # in order


def test_a_scan_of_another_kind_has_another_key() -> None:
    assert len({key_of("one"), key_of("one", "quick"), key_of("one", "full", "/a"), key_of("two")}) == 4
