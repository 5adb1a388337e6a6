from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.workers.child import Child
from mediad.workers.errors import WorkerDied, WorkerFailed, WorkerTimeout

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.workers.process import Processes


@pytest.fixture
async def child(processes: Processes) -> AsyncIterator[Child]:
    async with Child.spawn(processes, "media", "hostile:operations") as child:
        yield child


async def test_an_answer_comes_back_to_its_request(child: Child) -> None:
    value = {"text": "ü", "bytes": b"\xff", "list": (1, None, True)}
    assert await child.request("echo", {"value": value}) == value
    answers = await asyncio.gather(*(child.request("echo", {"value": number}) for number in range(20)))
    assert answers == list(range(20))


async def test_a_stream_gives_its_parts_and_then_its_result(child: Child) -> None:
    got = [message async for message in child.stream("count", {"to": 3})]
    assert got == [("part", (0, b"")), ("part", (1, b"")), ("part", (2, b"")), ("done", 3)]


async def test_a_slow_listener_makes_the_child_wait_and_loses_nothing(child: Child) -> None:
    numbers = []
    async for kind, value in child.stream("count", {"to": 200, "size": 100_000}):
        if kind == "part":
            numbers.append(value[0])
            await asyncio.sleep(0.2 if len(numbers) == 1 else 0)
            assert sum(len(answer.parts) for answer in child._answers.values()) <= 12
    assert numbers == list(range(200))


async def test_parts_that_were_sent_before_a_crash_arrive(processes: Processes) -> None:
    async with Child.spawn(processes, "media", "hostile:operations") as child:
        stream = child.stream("count", {"to": 10_000, "size": 50_000})
        async with aclosing(stream):
            await anext(stream)
            async with asyncio.timeout(10):  # it fills what waits for us, then the socket, then waits itself
                while sum(len(answer.parts) for answer in child._answers.values()) < 8:
                    await asyncio.sleep(0.005)
            child.process.kill()
            got: list[object] = []
            with pytest.raises(WorkerDied, match="SIGKILL"):
                await collect(stream, got)
    assert len(got) >= 8


async def collect(stream: AsyncIterator[object], got: list[object]) -> None:
    async for message in stream:
        got.append(message)  # noqa: PERF401  # the stream fails in the middle: what came before counts


async def test_an_exception_inside_is_told_with_its_errno(child: Child) -> None:
    with pytest.raises(WorkerFailed, match="the disk is broken") as failed:
        await child.request("raise")
    assert failed.value.errno == 5
    assert await child.request("echo", {"value": 1}) == 1


async def test_an_answer_that_is_too_large_is_an_error_and_no_crash(child: Child) -> None:
    with pytest.raises(WorkerFailed, match="FrameTooLarge"):
        await child.request("huge")
    assert await child.request("echo", {"value": 1}) == 1


async def test_a_late_answer_costs_the_child_its_life(processes: Processes) -> None:
    async with Child.spawn(processes, "media", "hostile:operations") as child:
        with pytest.raises(WorkerTimeout, match=r"did not answer stop in 0\.3 s"):
            await child.request("stop", seconds=0.3)
        await child.process.gone(2)
        assert not child.alive
        with pytest.raises(WorkerDied):
            await child.request("echo", {"value": 1})


async def test_an_exit_fails_every_open_request_with_its_status_and_last_words(child: Child) -> None:
    assert await child.request("shout") == "done"
    with pytest.raises(WorkerDied, match=r"exit 7.*its children print") as died:
        await child.request("exit_seven")
    assert died.value.status == 7


async def test_prints_of_a_plugin_do_not_reach_the_wire(child: Child) -> None:
    assert await child.request("shout") == "done"
    async with asyncio.timeout(10):
        while not {"a plugin prints", "its children print"} <= set(child.process.tail.splitlines()):
            await asyncio.sleep(0.005)
    assert await child.request("echo", {"value": "still in step"}) == "still in step"


async def test_a_target_that_cannot_start_names_its_reason(processes: Processes) -> None:
    async with Child.spawn(processes, "media", "hostile:breaks_while_loading") as child:
        with pytest.raises(WorkerDied, match="this target"):
            await child.request("echo", {"value": 1})


async def test_a_request_that_is_given_up_leaves_the_child_usable(child: Child) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await child.request("sleep_a_little")
    assert await child.request("echo", {"value": 1}) == 1


async def test_leaving_ends_the_child_and_what_it_started(processes: Processes) -> None:
    async with Child.spawn(processes, "media", "hostile:operations") as child:
        grandchild = await child.request("grandchild")
        assert exists(grandchild)
    assert not exists(child.process.pid)
    assert await until_gone(grandchild)


async def test_a_crash_of_the_child_ends_what_it_started(processes: Processes) -> None:
    async with Child.spawn(processes, "media", "hostile:operations") as child:
        grandchild = await child.request("grandchild")
        os.kill(child.process.pid, signal.SIGSEGV)
        with pytest.raises(WorkerDied, match="SIGSEGV"):
            await child.request("echo", {"value": 1})
        assert await until_gone(grandchild)


async def until_gone(pid: int) -> bool:
    """Wait for a foreign process to end or to be a zombie."""
    end = time.monotonic() + 2
    while time.monotonic() < end:
        if state_of(pid) in {"", "Z"}:
            return True
        await asyncio.sleep(0.01)
    return False


def exists(pid: int) -> bool:
    return state_of(pid) != ""


def state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""
