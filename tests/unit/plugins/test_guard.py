from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from mediad.host.files import PluginFiles
from mediad.http import problems
from mediad.plugins.errors import PluginError, PluginPaused, PluginRefused
from mediad.plugins.guard import Guard
from mediad.plugins.watch import Watch
from mediad_sdk.errors import AuthError, Conflict, Forbidden, Invalid, NotFound, Unavailable
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from pathlib import Path


class Hand:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def guard(hand: Hand) -> Guard:
    return Guard("toy-two", watch=Watch(clock=hand, wall=lambda: 5.0), version="1.2", correlation=lambda: "request-7")


async def fail() -> None:
    raise KeyError("bug")


async def answer(value: Any = 1) -> Any:
    return value


async def forever() -> None:
    await asyncio.sleep(3600)


async def stubborn() -> None:
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            continue


async def caught(point: Any) -> PluginError:
    with pytest.raises(PluginError) as found:
        await point()
    return found.value


async def test_an_answer_passes_and_is_counted(guard: Guard) -> None:
    point = guard.point("hook", answer, limit=1)
    assert await point(5) == 5
    assert guard.tallies["hook"].calls == 1
    assert guard.last is None


async def test_a_failure_names_plugin_version_hook_kind_remedy_and_correlation(guard: Guard) -> None:
    error = await caught(guard.point("route GET /x", fail, limit=1))
    assert error.facts() == {
        "code": "plugin_failed",
        "plugin": "toy",
        "instance": "toy-two",
        "version": "1.2",
        "hook": "route GET /x",
        "kind": "raised",
        "message": "KeyError: 'bug'",
        "remedy": error.remedy,
        "correlation_id": "request-7",
        "count": 1,
        "since": 5000,
    }
    assert error.remedy
    assert isinstance(error.__cause__, KeyError)


@pytest.mark.parametrize("bad", [SystemExit(3), AssertionError("no"), StopIteration(), RuntimeError("x")])
async def test_nothing_that_a_plugin_raises_gets_past_the_guard(guard: Guard, bad: BaseException) -> None:
    async def raise_it() -> None:
        raise bad

    def raise_at_once() -> None:
        raise bad

    for function in (raise_it, raise_at_once):
        assert (await caught(guard.point(function.__name__, function, limit=1))).kind == "raised"
    with pytest.raises(PluginError):
        guard.inline("inline", raise_at_once)()


async def test_a_deadline_ends_a_call_that_waits_too_long(guard: Guard) -> None:
    assert (await caught(guard.point("hook", forever, limit=0.01))).kind == "timeout"


async def test_an_answer_after_the_deadline_counts_as_none(guard: Guard) -> None:
    async def late() -> str:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            return "late"
        return "in time"

    assert (await caught(guard.point("hook", late, limit=0.01))).kind == "timeout"


async def test_a_call_that_will_not_be_cancelled_is_abandoned(guard: Guard) -> None:
    async with asyncio.timeout(2):
        assert (await caught(guard.point("hook", stubborn, limit=0.01))).kind == "ignored_cancel"
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_a_caller_is_cancelled_even_when_the_plugin_will_not(guard: Guard) -> None:
    began = asyncio.Event()

    async def announced() -> None:
        began.set()
        await stubborn()

    task = asyncio.create_task(guard.point("hook", announced, limit=None)())
    await began.wait()
    task.cancel()
    async with asyncio.timeout(2):
        with pytest.raises(asyncio.CancelledError):
            await task
    assert guard.last is not None
    assert (guard.last.kind, guard.orphans) == ("ignored_cancel", 1)


async def test_a_plugin_that_swallows_the_cancellation_of_its_caller_does_not_save_it(guard: Guard) -> None:
    began = asyncio.Event()

    async def swallow() -> str:
        began.set()
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            return "I go on"
        return ""

    task = asyncio.create_task(guard.point("hook", swallow, limit=None)())
    await began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_plugin_that_cancels_itself_ends_no_caller(guard: Guard) -> None:
    async def cancel() -> None:
        raise asyncio.CancelledError

    assert (await caught(guard.point("hook", cancel, limit=1))).reason == "it cancelled itself"
    with pytest.raises(PluginError, match="it cancelled itself"):
        guard.inline("plan", lambda: (_ for _ in ()).throw(asyncio.CancelledError()).__next__())()


async def test_a_job_ends_by_the_cancellation_that_the_queue_raises_in_it(guard: Guard) -> None:
    async def cancel() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await guard.point("job x", cancel, limit=None, strikes=0)()


async def test_a_timeout_of_the_caller_stays_the_callers(guard: Guard) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await guard.point("hook", forever, limit=5)()
    assert guard.last is None


async def test_cleaning_up_gets_its_grace(guard: Guard) -> None:
    done = []

    async def tidy() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            await asyncio.sleep(0.02)
            done.append("tidy")

    assert (await caught(guard.point("hook", tidy, limit=0.01))).kind == "timeout"
    assert done == ["tidy"]


async def test_three_failures_in_a_row_pause_the_hook_and_one_probe_ends_the_pause(guard: Guard, hand: Hand) -> None:
    broken = True

    async def flaky() -> str:
        if broken:
            raise KeyError("bug")
        return "fine"

    point = guard.point("hook", flaky, limit=1)
    for _ in range(3):
        assert (await caught(point)).kind == "raised"
    paused = await caught(point)
    assert isinstance(paused, PluginPaused)
    assert isinstance(paused, Unavailable)
    assert paused.retry_after == 30
    assert guard.paused == ("hook",)
    hand.now += 31
    assert (await caught(point)).kind == "raised"
    hand.now += 59
    assert (await caught(point)).kind == "paused"
    hand.now += 2
    broken = False
    assert await point() == "fine"
    assert guard.paused == ()


async def test_only_one_call_probes_after_a_pause(guard: Guard, hand: Hand) -> None:
    point = guard.point("hook", forever, limit=None)
    guard.breakers["hook"].fail(3)
    hand.now += 31
    probe = asyncio.create_task(point())
    await asyncio.sleep(0)
    assert (await caught(point)).kind == "paused"
    probe.cancel()
    await asyncio.gather(probe, return_exceptions=True)
    second = asyncio.create_task(point())
    await asyncio.sleep(0)
    assert not second.done()
    second.cancel()


async def test_hooks_of_one_plugin_are_paused_apart(guard: Guard) -> None:
    guard.point("broken", fail, limit=1)
    whole = guard.point("whole", answer, limit=1)
    guard.breakers["broken"].fail(3)
    assert await whole() == 1


@pytest.mark.parametrize(("fault", "pauses"), [(NotFound, False), (Unavailable, True), (AuthError, True)])
async def test_a_fault_that_is_raised_on_purpose_passes_as_it_is(guard: Guard, fault: Any, *, pauses: bool) -> None:
    async def raise_fault() -> None:
        raise fault("so it is")

    point = guard.point("hook", raise_fault, limit=1)
    for _ in range(3):
        with pytest.raises(fault, match="so it is"):
            await point()
    assert bool(guard.paused) is pauses


async def test_a_refusal_of_the_daemon_passes_through_a_plugin_and_is_not_held_against_it(guard: Guard) -> None:
    async def refused() -> None:
        raise Conflict("no")

    point = guard.point("hook", refused, limit=1)
    for _ in range(4):
        with pytest.raises(Conflict):
            await point()


async def test_a_job_that_fails_is_retried_by_the_queue_and_not_paused_here(guard: Guard) -> None:
    point = guard.point("job x", fail, limit=None, strikes=0)
    kinds = {(await caught(point)).kind for _ in range(5)}
    assert kinds == {"raised"}


@pytest.mark.parametrize(
    ("value", "expect", "words"),
    [
        ("ok", Health, "is str, not Health"),
        (Health(state="fine"), Health, "Health.state is str, not one of 'ok', 'degraded', 'down'"),  # type: ignore[arg-type]  # the point
        ([1], Mapping[str, Any] | None, "is list, not a dict"),
    ],
)
async def test_an_answer_of_the_wrong_shape_is_refused(guard: Guard, value: Any, expect: Any, words: str) -> None:
    error = await caught(partial(guard.point("hook", answer, limit=1, expect=expect), value))
    assert error.kind == "bad_value"
    assert words in error.reason


async def test_a_plain_function_runs_in_a_thread_of_the_plugin(guard: Guard) -> None:
    import threading  # noqa: PLC0415  # for this test alone

    point = guard.point("hook", lambda: threading.current_thread().name, limit=1)
    assert (await point()).startswith("plugin-toy-two-")


async def test_a_plain_function_may_return_something_to_await(guard: Guard) -> None:
    assert await guard.point("hook", lambda: answer(3), limit=1)() == 3


async def test_stuck_threads_of_one_plugin_do_not_hold_up_another(guard: Guard) -> None:
    import threading  # noqa: PLC0415  # for this test alone

    gate = threading.Event()
    stuck = guard.point("stuck", gate.wait, limit=0.01)
    for _ in range(2):
        assert (await caught(stuck)).kind == "timeout"
    other = Guard("other", watch=guard.watch)
    assert await other.point("hook", lambda: 4, limit=1)() == 4
    gate.set()


async def test_a_quarantined_plugin_is_not_called(guard: Guard) -> None:
    point = guard.point("hook", answer, limit=1)
    guard.shut = "it is in quarantine"
    error = await caught(point)
    assert (error.kind, error.reason) == ("paused", "it is in quarantine")
    assert guard.tallies["hook"].calls == 0


async def test_time_that_one_plugin_takes_is_given_back_to_the_others(hand: Hand) -> None:
    watch = Watch(clock=hand)
    slow, hog = Guard("slow", watch=watch), Guard("hog", watch=watch)
    released = asyncio.Event()

    async def wait() -> str:
        await released.wait()
        return "in time"

    async def hold() -> None:
        hand.now += 0.5  # half a second on the loop

    waiting = asyncio.create_task(slow.point("hook", wait, limit=0.05)())
    await asyncio.sleep(0)
    await hog.point("hook", hold, limit=5)()
    await asyncio.sleep(0.1)
    released.set()
    assert await waiting == "in time"
    assert hog.loop_seconds == pytest.approx(0.5)
    assert slow.loop_seconds == 0


async def test_time_inside_another_plugin_is_charged_to_that_one(hand: Hand) -> None:
    watch = Watch(clock=hand)
    outer, inner = Guard("outer", watch=watch), Guard("inner", watch=watch)

    async def hold() -> None:
        hand.now += 0.5

    point = inner.point("hook", hold, limit=5)

    async def ask() -> None:
        hand.now += 0.01
        await point()

    await outer.point("hook", ask, limit=5)()
    assert (outer.loop_seconds, inner.loop_seconds) == (pytest.approx(0.01), pytest.approx(0.5))


async def test_a_step_that_held_the_loop_and_ended_by_itself_is_charged_afterwards(guard: Guard, hand: Hand) -> None:
    async def crunch() -> str:
        hand.now += 2
        return "done"

    point = guard.point("hook", crunch, limit=5)
    assert await point() == "done"
    assert guard.last is not None
    assert guard.last.kind == "blocked_loop"
    assert guard.paused == ("hook",)


async def test_what_the_daemon_forbids_is_told_of_the_plugin_and_nothing_is_paused(
    guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    async def reach() -> None:
        raise Forbidden("that secret is another's", remedy="Ask for it.")

    point = guard.point("hook", reach, limit=1)
    for _ in range(60):
        with pytest.raises(PluginRefused) as caught:
            await point()
    assert problems.status_of(caught.type) == 500
    assert isinstance(caught.value, Forbidden)  # which no job repeats
    assert guard.last is caught.value
    facts = caught.value.facts()
    assert [facts[name] for name in ("code", "kind", "plugin", "hook", "message", "remedy")] == [
        "plugin_refused", "refused", "toy", "hook", "that secret is another's", "Ask for it.",
    ]  # fmt: skip
    assert facts["correlation_id"]
    assert caplog.text.count("was refused something in hook") == 1
    assert (guard.last.kind, guard.last.reason, guard.last.blame.hook) == (
        "refused",
        "that secret is another's",
        "hook",
    )
    assert (guard.paused, guard.quarantined, guard.tallies["hook"].failures) == ((), False, {"refused": 60})


async def test_what_a_service_would_not_have_is_told_and_a_plugins_own_refusal_is_not(
    guard: Guard, tmp_path: Path
) -> None:
    files = PluginFiles({"data": tmp_path})

    async def refuse() -> None:
        raise Invalid("the year is no number")

    with pytest.raises(Invalid):
        await guard.point("own", refuse, limit=1)()
    assert guard.last is None
    with pytest.raises(Invalid):
        await guard.point("files", lambda: files.read("../other/secret"), limit=1)()
    assert guard.last is not None
    assert (guard.last.kind, guard.last.blame.hook) == ("refused", "files")


async def test_three_that_will_not_be_cancelled_put_a_plugin_into_quarantine(guard: Guard) -> None:
    for name in ("a", "b", "c"):
        assert (await caught(guard.point(name, stubborn, limit=0.01))).kind == "ignored_cancel"
    assert guard.quarantine == "it went on 3 times after it was cancelled"
    assert (await caught(guard.point("d", answer, limit=1))).reason.startswith("it is in quarantine")


@pytest.mark.parametrize(("apart", "quarantined"), [(1.2, True), (1.3, False)])
async def test_fifty_failures_within_a_minute_put_a_plugin_into_quarantine(
    guard: Guard, hand: Hand, apart: float, *, quarantined: bool
) -> None:
    point = guard.point("job x", fail, limit=None, strikes=0)
    for _ in range(50):
        await caught(point)
        hand.now += apart
    assert guard.quarantined is quarantined


async def test_another_side_that_is_away_never_puts_a_plugin_into_quarantine(guard: Guard) -> None:
    async def away() -> None:
        raise Unavailable("it does not answer", retry_after=7)

    point = guard.point("job x", away, limit=None, strikes=0)
    for _ in range(60):
        with pytest.raises(Unavailable):
            await point()
    assert not guard.quarantined
    assert guard.last is not None
    assert guard.last.facts() | {"remedy": ""} == {
        "code": "plugin_failed", "plugin": "toy", "instance": "toy-two", "version": "1.2", "hook": "job x",
        "kind": "unavailable", "message": "it does not answer", "remedy": "", "correlation_id": "request-7",
        "retry_after": 7, "count": 60, "since": 5000,
    }  # fmt: skip


async def test_calls_that_are_left_out_are_counted_and_it_is_said_until_when(guard: Guard, hand: Hand) -> None:
    point = guard.point("hook", fail, limit=1)
    for _ in range(5):
        await caught(point)
    assert guard.tallies["hook"].failures == {"raised": 3, "paused": 2}
    assert guard.paused_until() == {"hook": 35_000}
    hand.now += 10
    assert (await caught(point)).facts()["retry_after"] == 20


async def test_no_plugin_ends_the_daemon_as_ctrl_c_would(guard: Guard) -> None:
    async def interrupt() -> None:
        raise KeyboardInterrupt

    assert (await caught(guard.point("hook", interrupt, limit=1))).kind == "raised"


async def test_an_answer_without_waiting_needs_no_deadline_and_one_that_waits_leaves_none(guard: Guard) -> None:
    async def wait() -> None:
        await asyncio.sleep(0)
        assert len(guard.watch.sweep) == 1

    await guard.point("hook", answer, limit=1)()
    await guard.point("hook", wait, limit=1)()
    assert len(guard.watch.sweep) == 0


async def test_the_time_of_the_first_step_counts(guard: Guard, hand: Hand) -> None:
    async def slow() -> None:
        hand.now += 0.09
        await asyncio.sleep(0.05)

    assert (await caught(guard.point("hook", slow, limit=0.1))).kind == "timeout"


async def test_a_value_that_a_thread_gives_to_await_shares_the_one_deadline(guard: Guard) -> None:
    assert (await caught(guard.point("hook", lambda: asyncio.sleep(3600), limit=0.02))).kind == "timeout"
