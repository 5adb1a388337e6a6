"""Whatever happens to the process of a plugin costs the plugin alone: calls fail at once, and it is started again."""

from __future__ import annotations

import asyncio
import json
import os
import time
from typing import TYPE_CHECKING, Any

import pytest
from remote_tier import Subject, context, subject, until

from mediad.plugins.errors import PluginError
from mediad.plugins.life import Life, OwnedTasks
from mediad.workers.plugin import Allowance

if TYPE_CHECKING:
    from pathlib import Path

QUICK = Allowance(silence=2.0, beat=0.1)


def lives(it: Subject) -> list[int]:
    """Give the process ids of the children that lived."""
    return list(json.loads(it.context.store.values["lives"]))


async def fails(work: Any, kind: str = "process_died") -> PluginError:
    """Wait for a call that fails."""
    with pytest.raises(PluginError) as failure:
        await work
    assert (failure.value.kind, failure.value.blame.plugin) == (kind, "subject")
    return failure.value


async def back(it: Subject) -> None:
    """Wait until it can be called again."""
    await until(lambda: not it.guard.away)


DEATHS = [
    ("segfault", "SIGSEGV, at "),
    ("exit", "exit 7"),
    ("kill", "SIGKILL"),
    ("close", "SIGKILL"),
    ("nonsense", "talks nonsense"),
    ("huge", "talks nonsense"),
    ("memory", "ran out of memory"),
]


@pytest.mark.parametrize(("how", "words"), DEATHS)
async def test_a_death_fails_every_call_at_once_and_the_next_process_lives_as_the_last(how: str, words: str) -> None:
    async with subject() as it:
        waiting = [asyncio.create_task(it.run("wait")) for _ in range(3)]
        await it.run("echo", 1)
        began = time.monotonic()
        errors = [await fails(it.run("die", how)), *[await fails(each) for each in waiting]]
        assert time.monotonic() - began < 3
        assert all(words in error.reason for error in errors), errors[0].reason
        assert "again" in errors[0].remedy
        await until(lambda: it.guard.away)
        assert "started again" in it.guard.away
        assert it.guard.last is not None
        assert (it.guard.last.kind, it.guard.last.blame.hook) == ("process_died", "command run")
        await back(it)
        assert await it.run("counts") == {"made": 0, "cleaned": 0, "alive": True}
        first, second = lives(it)
        assert first != second
        assert it.changes[0].endswith("it is started again in 0.05 s")
        assert "" in it.changes


@pytest.mark.parametrize("whom", ["daemon", "everybody"])
async def test_no_signal_of_a_plugin_reaches_the_daemon(whom: str) -> None:
    async with subject() as it:
        error = await fails(it.run("die", whom), "raised")
        assert "Operation not permitted" in str(error)


async def test_a_call_while_there_is_no_process_fails_at_once() -> None:
    async with subject() as it:
        await fails(it.run("die", "exit"))
        await until(lambda: it.guard.away)
        error = await fails(it.run("echo", 1), "paused")
        assert "started again" in error.reason
        assert error.retry_after
        assert it.guard.tallies["command run"].failures == {"process_died": 1, "paused": 1}


async def test_many_calls_that_end_with_one_process_are_one_failure_of_the_plugin() -> None:
    async with subject() as it:
        waiting = [asyncio.create_task(it.run("wait")) for _ in range(60)]
        await asyncio.sleep(0.1)
        await fails(it.run("die", "kill"))
        for each in waiting:
            await fails(each)
        await back(it)
        assert await it.run("echo", 1) == {"value": 1}
        assert not it.guard.quarantined


async def test_the_third_death_within_ten_minutes_is_the_last() -> None:
    async with subject() as it:
        for _ in range(3):
            await back(it)
            await fails(it.run("die", "exit"))
        await until(lambda: it.guard.quarantined)
        assert "died 3 times within 10 minutes" in it.guard.quarantine
        assert "exit 7" in it.guard.quarantine
        await fails(it.run("echo", 1), "paused")
        assert len(lives(it)) == 3


async def test_a_process_that_blocks_is_killed_and_named_by_its_line() -> None:
    async with subject(allowance=QUICK) as it:
        other = asyncio.create_task(it.run("wait"))
        began = time.monotonic()
        error = await fails(it.run("block", 20))
        assert 2 <= time.monotonic() - began < 12
        assert "no sign of life for 2 s" in error.reason
        assert "remote_subject.py:" in error.reason
        assert "do_block" in error.reason
        await fails(other)
        await back(it)
        assert await it.run("echo", 1) == {"value": 1}


async def test_a_process_that_spins_is_killed_too() -> None:
    async with subject(allowance=QUICK) as it:
        assert "do_spin" in (await fails(it.run("spin"))).reason


@pytest.mark.parametrize("how", ["wrong", "raises"])
async def test_a_process_whose_signs_of_life_cannot_be_taken_is_not_left_alone_with_itself(how: str) -> None:
    async with subject(allowance=QUICK) as it:
        await it.run("stop_telling", how)
        await until(lambda: it.guard.away)
        assert "it answered a question for a sign of life with something else" in it.guard.away
        await back(it)
        assert await it.run("echo", 1) == {"value": 1}


async def test_the_loop_of_the_daemon_goes_on_meanwhile() -> None:
    async with subject(allowance=QUICK) as it:
        blocked = asyncio.create_task(it.run("block", 20))
        longest, last = 0.0, time.monotonic()
        while not blocked.done():
            await asyncio.sleep(0.01)
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
        await fails(blocked)
        assert longest < 0.5


async def test_a_leak_ends_at_the_limit() -> None:
    async with subject(allowance=Allowance(memory=120 << 20, beat=0.1)) as it:
        await it.run("leak")
        await until(lambda: it.guard.away, 20)
        assert "it used more than 120 MB of memory" in it.guard.away
        await back(it)
        assert await it.run("echo", 1) == {"value": 1}


async def test_a_call_that_is_cancelled_here_is_cancelled_there() -> None:
    async with subject() as it:
        call = asyncio.create_task(it.run("wait"))
        await asyncio.sleep(0.1)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await until(lambda: "cancelled" in it.context.store.values)
        assert await it.run("echo", 1) == {"value": 1}


async def test_a_call_past_its_deadline_is_cancelled_there() -> None:
    async with subject() as it:
        point = it.guard.point("quick", it.plugin.mediad_commands()[0].run, limit=0.2)
        await fails(point({"do": "wait"}), "timeout")
        await until(lambda: "cancelled" in it.context.store.values)


async def test_a_call_that_goes_on_after_it_was_cancelled_is_told() -> None:
    async with subject() as it:
        point = it.guard.point("quick", it.plugin.mediad_commands()[0].run, limit=0.1)
        await fails(point({"do": "cling"}), "timeout")
        await until(lambda: it.guard.orphans, 10)
        assert it.guard.last is not None
        assert it.guard.last.kind == "ignored_cancel"


async def test_without_permission_there_is_no_socket() -> None:
    async with subject() as it:
        with pytest.raises(PluginError, match="PermissionError"):
            await it.run("socket")
    async with subject(allowance=Allowance(network=True)) as it:
        assert (await it.run("socket"))["family"]


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("raise", "factory_failed", "ZeroDivisionError"),
        ("exit", "import_crashed", "exit 4"),
        ("segfault", "import_crashed", "SIGSEGV"),
        ("hang", "import_hung", "longer than 1 s"),
        ("odd", "bad_value", "cannot be sent to another process"),
        ("number", "bad_value", "cannot be taken"),
        ("hooks", "bad_value", "cannot be taken"),
        ("refused", "bad_value", "cannot be taken"),
    ],
)
async def test_a_plugin_that_cannot_be_made_is_named_with_the_kind_of_its_fault(
    how: str, kind: str, words: str
) -> None:
    with pytest.raises(PluginError, match=words) as failure:
        async with subject(settings={"fail": how}, limit=1 if how == "hang" else 15):
            pass
    assert failure.value.kind == kind


@pytest.mark.parametrize(("size", "words"), [(70 << 20, "70 MB"), (300 << 20, "not fit into memory twice")])
async def test_an_answer_that_is_too_large_is_told_with_the_limit_and_ends_nothing(size: int, words: str) -> None:
    async with subject() as it:
        [pid] = lives(it)
        failure = await fails(it.run("large", size), "raised")
        assert failure.reason.startswith("TooLarge: its message is too large: ")
        assert words in failure.reason
        assert "at most 64 MB may be sent at once" in failure.reason
        assert (lives(it), it.guard.away) == ([pid], "")
        assert await it.run("echo", "on") == {"value": "on"}


async def test_settings_that_do_not_fit_are_refused_without_their_values() -> None:
    with pytest.raises(PluginError, match="pasword: ") as failure:
        async with subject(settings={"pasword": "open-sesame"}):
            pass
    assert failure.value.kind == "settings_invalid"
    assert "open-sesame" not in str(failure.value)


@pytest.mark.parametrize("shut", ["", "it is in quarantine"])
async def test_a_plugin_that_is_not_called_any_more_leaves_no_process_behind(shut: str) -> None:
    async with subject(live=False) as it:
        life = Life(it.guard, OwnedTasks(it.guard), it.plugin.aclose)
        life.open = it.plugin.mediad_lifespan
        ends: list[Any] = []
        await life.start(ends.append)
        if shut:
            it.guard.shut = shut
        else:
            await fails(it.run("die", "exit"))
            await until(lambda: it.guard.away)
        await life.stop()
        await asyncio.sleep(0.3)
        assert ends == [None] or shut
        assert it.processes._alive == set()


async def test_nothing_is_left_when_it_is_closed(tmp_path: Path) -> None:
    lent = context()
    async with subject(lent) as it:
        [pid] = lives(it)
        assert os.path.exists(f"/proc/{pid}")  # noqa: ASYNC240, PTH110  # a look at procfs
    assert not os.path.exists(f"/proc/{pid}")  # noqa: ASYNC240, PTH110  # as above
    assert "left" in lent.store.values
