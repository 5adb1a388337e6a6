"""The watch and real blocking calls: these tests hold the loop on purpose, which unit tests may not."""

from __future__ import annotations

import asyncio
import queue
import re
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mediad.plugins.errors import PluginError
from mediad.plugins.fan import ask
from mediad.plugins.guard import Guard
from mediad.plugins.tasks import adopting
from mediad.plugins.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = str(Path(__file__).parent)


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch(hard=0.2)
    with watch.guarding():
        yield watch


def sleep() -> None:
    time.sleep(10)


def spin() -> None:
    while True:
        pass


def read() -> None:
    near, far = socket.socketpair()
    with near, far:
        near.recv(1)


def wait_for_a_lock() -> None:
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def wait_for_a_queue() -> None:
    queue.Queue[int]().get()


def wait_for_a_process() -> None:
    subprocess.run(["sleep", "10"], check=False)


def sleep_again_when_woken() -> None:
    try:
        time.sleep(10)
    except BaseException:  # noqa: BLE001  # the rudest plugin
        time.sleep(10)


BLOCKERS = [sleep, spin, read, wait_for_a_lock, wait_for_a_queue, wait_for_a_process, sleep_again_when_woken]


@pytest.mark.parametrize("block", BLOCKERS)
async def test_whatever_blocks_in_python_is_cut_and_named_by_its_line(watch: Watch, block: Callable[[], Any]) -> None:
    async def handler() -> None:
        block()

    guard = Guard("rude", watch=watch, roots=(HERE,))
    began = time.perf_counter()
    with pytest.raises(PluginError) as caught:
        await guard.point("hook", handler, limit=30)()
    assert time.perf_counter() - began < 3
    assert caught.value.kind == "blocked_loop"
    assert re.search(rf"test_watch\.py:\d+ {block.__name__}", caught.value.reason)
    assert guard.paused == ("hook",)


async def test_a_declaration_that_blocks_is_cut_too(watch: Watch) -> None:
    guard = Guard("rude", watch=watch, roots=(HERE,))
    with pytest.raises(PluginError, match="blocked the event loop"):
        guard.inline("mediad_jobs", sleep)()


async def test_the_innocent_keep_their_time_while_another_blocks(watch: Watch) -> None:
    rude, good = Guard("rude", watch=watch, roots=(HERE,)), Guard("good", watch=watch)

    async def block() -> None:
        sleep()

    async def work() -> str:
        await asyncio.sleep(0.05)
        return "done"

    waiting = asyncio.create_task(good.point("hook", work, limit=0.15)())
    await asyncio.sleep(0)
    with pytest.raises(PluginError):
        await rude.point("hook", block, limit=30)()
    assert await waiting == "done"
    assert good.paused == ()


async def test_the_core_itself_is_never_cut(watch: Watch) -> None:
    guard = Guard("good", watch=watch, roots=("/nowhere/",))

    async def call_the_core() -> str:
        time.sleep(0.6)  # noqa: ASYNC251  # no frame of the plugin: as if the daemon's own code were at work
        return "done"

    assert await guard.point("hook", call_the_core, limit=30)() == "done"


async def test_three_blocks_put_a_plugin_into_quarantine(watch: Watch) -> None:
    guard = Guard("rude", watch=watch, roots=(HERE,))

    async def block() -> None:
        sleep()

    for name in ("a", "b", "c"):
        with pytest.raises(PluginError, match="blocked"):
            await guard.point(name, block, limit=30)()
    assert guard.quarantined
    with pytest.raises(PluginError, match="in quarantine"):
        await guard.point("d", block, limit=30)()


async def test_the_watch_sleeps_while_no_plugin_does_anything_and_wakes_for_the_next_step() -> None:
    looks = []

    class Clock:
        def __call__(self) -> float:
            if threading.current_thread().name == "mediad-watch":
                looks.append(1)
            return time.perf_counter()

    watch = Watch(hard=0.2, clock=Clock())
    guard = Guard("rude", watch=watch, roots=(HERE,))

    async def block() -> None:
        sleep()

    with watch.guarding():
        await asyncio.sleep(0.5)
        seen = len(looks)
        await asyncio.sleep(1)
        assert len(looks) == seen
        with pytest.raises(PluginError, match="blocked"):
            await guard.point("hook", block, limit=30)()
        assert len(looks) > seen
        await asyncio.sleep(0.5)  # it sleeps again
    for looker in [each for each in threading.enumerate() if each.name == "mediad-watch"]:
        looker.join(1)
        assert not looker.is_alive()


def test_a_watch_that_is_told_to_stop_while_it_looks_does_not_sleep_for_ever() -> None:
    looking, told = threading.Event(), threading.Event()

    def clock() -> float:
        if threading.current_thread().name == "mediad-watch":
            looking.set()
            told.wait()
        return time.perf_counter()

    with Watch(hard=0.2, clock=clock).guarding():
        (looker,) = (each for each in threading.enumerate() if each.name == "mediad-watch")
        assert looking.wait(5)
    told.set()
    looker.join(5)
    assert not looker.is_alive()


async def test_a_task_that_blocks_is_cut_and_charged_to_the_plugin_that_started_it(watch: Watch) -> None:
    guard = Guard("rude", watch=watch, roots=(HERE,))

    async def start() -> None:
        async def block() -> None:
            sleep()

        await asyncio.create_task(block())

    with adopting(watch, asyncio.get_running_loop()), pytest.raises(PluginError, match=r"test_watch\.py:\d+ sleep"):
        await guard.point("hook", start, limit=30)()
    assert guard.last is not None
    assert (guard.last.kind, guard.last.blame.hook, guard.blocks) == ("blocked_loop", "a task of its own", 1)


async def test_two_that_block_in_one_turn_are_both_cut_after_their_own_time(watch: Watch) -> None:
    async def block() -> None:
        sleep()

    points = [Guard(name, watch=watch, roots=(HERE,)).point("hook", block, limit=30) for name in ("one", "two")]
    began = time.perf_counter()
    answers = await ask(points)
    assert [each.kind for each in answers] == ["blocked_loop", "blocked_loop"]
    assert 0.4 < time.perf_counter() - began < 2


async def test_a_guarded_call_costs_at_most_twice_a_timeout() -> None:
    async def work() -> int:
        return 1

    async def bare() -> None:
        async with asyncio.timeout(5):
            await work()

    point = Guard("good", watch=Watch()).point("hook", work, limit=5)
    best = [1e9, 1e9]
    for _ in range(15):
        for which, call in enumerate((bare, point)):
            began = time.perf_counter()
            for _ in range(300):
                await call()
            best[which] = min(best[which], time.perf_counter() - began)
    assert best[1] <= 2 * best[0]
