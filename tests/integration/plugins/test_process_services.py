"""A plugin in a process has what it has inline: values, services, streams, errors; and nothing that it was not lent."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import pytest
from remote_tier import context, subject, until

from mediad.plugins.errors import PluginError
from mediad.telemetry.plugin_lines import MOST, WITHIN, Dam
from mediad_sdk.calls import settled
from mediad_sdk.errors import Forbidden, Invalid, NotFound, RateLimited, Unavailable, Unsupported
from mediad_sdk.host import Withheld
from mediad_sdk.remoting.faults import RemoteBug
from mediad_sdk.testing import FakeJobRun
from mediad_sdk.values.commands import Command
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.encoding import EncoderProfile, Encoding, SourceFacts
from mediad_sdk.values.events import Event, Subscription
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.http import Request, Response, Route
from mediad_sdk.values.jobs import JobType


def request(**query: str) -> Request:
    return Request(
        method="GET", path="/x", params={}, query=query, headers={}, body=b"", user="", permissions=frozenset()
    )


async def test_values_cross_and_a_job_has_its_run() -> None:
    async with subject() as it:
        value = {"a": (1, [b"x", None]), "b": {1: 2.5}}
        assert await it.run("echo", value) == {"value": value}
        run = FakeJobRun(args={"times": 2}, attempt=3, checkpoint={"at": 0})
        [job] = it.brought.all(JobType)
        answer = {"id": "job-1", "args": {"times": 2}, "attempt": 3, "checkpoint": {"at": 0}}
        assert await job.handler(run) == answer
        assert (run.fractions, run.lines, run.checkpoint) == ([0.5], ["line"], {"at": 1})
        [check] = it.brought.all(HealthCheck)
        assert await check.check() == Health(state="ok")


async def test_plain_functions_run_in_threads_of_the_child() -> None:
    async with subject() as it:
        assert await it.brought.all(Command)[1].run({"a": 1}) == {"main": False}
        await until(lambda: ("info", "in a thread", {"args": {"a": 1}}) in it.context.log.lines)


async def test_what_is_inline_elsewhere_is_awaited() -> None:
    async with subject() as it:
        [profile], [delivery], [job] = (it.brought.all(each) for each in (EncoderProfile, Delivery, JobType))
        plan = await settled(profile.plan(SourceFacts(duration_ms=1, streams=(), container="ogg")))
        assert plan == Encoding(arguments=("-i", "ogg"), streams=(("audio", "opus"),))
        unknown, ogg = (SourceFacts(duration_ms=1, streams=(), container=each) for each in ("", "ogg"))
        assert profile.accepts is not None
        assert profile.verify is not None
        assert [await settled(profile.accepts(each)) for each in (unknown, ogg)] == [None, 0.5]
        await settled(profile.verify(ogg, ogg))  # type: ignore[func-returns-value]  # the process tier gives an awaitable
        with pytest.raises(Unsupported, match=r"It is ogg\."):
            await settled(profile.verify(unknown, ogg))  # type: ignore[func-returns-value]  # as above
        refused = await settled(delivery.refuse(request(), NotFound("gone")))
        assert refused == Response(status=418, json={"code": "not_found", "text": "gone", "path": "/x"})
        assert job.args is not None
        assert (await settled(job.args.model_validate({"times": "4"}))).model_dump(mode="json") == {"times": 4}
        with pytest.raises(Invalid) as refusal:
            await settled(job.args.model_validate({"times": "x"}))
        assert [place for place, _ in refusal.value.places] == ["/times"]


async def test_every_service_is_asked_of_the_daemon() -> None:
    async with subject() as it:
        assert await it.run("call", "store", "put", ["a", {"b": 1}]) == {"answer": None}
        assert json.loads(it.context.store.values["a"]) == {"b": 1}
        assert await it.run("call", "jobs", "enqueue", ["work", {"x": 1}], {"key": "k"}) == {"answer": "job-1"}
        assert (await it.run("call", "library", "item", ["f1"]))["answer"]["title"] == "1"
        assert len((await it.run("call", "library", "search", ["3"]))["answer"]) == 1
        assert await it.run("walk", 9) == {"found": ["f0", "f1", "f2", "f3", "f4"]}
        assert await it.run("walk", 2) == {"found": ["f0", "f1"]}
        assert await it.run("call", "ffmpeg", "probe", ["f"]) == {"answer": {"format": {"name": "f"}}}
        [subscription] = it.brought.all(Subscription)
        await subscription.handler(Event(type="item.added", data={"id": "f1"}))
        assert it.context.events.published == [Event(type="subject.item.added", data={"id": "f1"})]
        clock = await it.run("clock")
        assert 0.01 <= clock["passed"] < 5


async def test_a_unit_of_work_runs_in_the_child_and_fails_whole() -> None:
    async with subject() as it:
        assert await it.run("unit") == {"answer": [{"sql": "SELECT", "id": 1}], "dialect": "sqlite"}
        assert it.context.database.done == ["INSERT"]
        with pytest.raises(Invalid) as refusal:
            await it.run("unit", True)
        assert (refusal.value.places, refusal.value.remedy) == ((("/a", "b"),), "Do it well.")
        assert it.context.database.done == ["INSERT"]
        with pytest.raises(Forbidden, match="after its end"):
            await it.run("after_unit")


async def test_a_unit_of_work_that_waits_for_something_is_given_up() -> None:
    async with subject() as it, asyncio.timeout(5):
        with pytest.raises(Unavailable, match="longer than 2 s"):
            await it.run("slow_unit")
        assert it.context.database.done == []


async def test_contexts_are_entered_and_left_in_the_daemon() -> None:
    async with subject() as it:
        assert await it.run("ffmpeg", 9) == {"found": [b"a", b"b", b"c"]}
        assert await it.run("ffmpeg", 1) == {"found": [b"a"]}
        assert it.context.ffmpeg.left == 2
        assert await it.run("http") == {"json": {"found": 1}, "status": 206, "pieces": [b"1", b"2"]}
        first, second = it.context.http.carrier.asked
        assert first.url == "https://api.example.org/search?q=dune"
        assert (second.headers["authorization"], second.url) == ("Bearer token", "https://api.example.org/long")


async def test_what_needs_no_answer_arrives(caplog: pytest.LogCaptureFixture) -> None:
    async with subject() as it:
        await it.run("tell")
        await until(lambda: it.context.metrics.told)
        assert ("warning", "seen", {"number": 1}) in it.context.log.lines
        assert it.context.metrics.told == [("films", 2, {"kind": "short"})]
        await until(lambda: ("mediad.plugin.subject", logging.WARNING, "spoke up") in caplog.record_tuples)
        spoken = next(each for each in caplog.records if each.message == "spoke up")
        assert spoken.fields == {"logger": "library.of.its"}  # type: ignore[attr-defined]  # as our formatter takes it


async def test_names_that_a_child_thinks_of_for_its_lines_cost_the_daemon_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with subject() as it:
        await it.run("log_by_hand", 50)
        await until(lambda: sum(each.message == "said" for each in caplog.records) == 50)
    assert [each for each in logging.Logger.manager.loggerDict if "made.up" in each] == []


async def test_a_stream_is_pulled_piece_by_piece_and_closed_early() -> None:
    async with subject() as it:
        [route] = it.brought.all(Route)
        answer = await route.handler(request(chunks="1000"))
        assert (answer.status, answer.content_type, answer.headers) == (200, "text/plain", {"a": "b"})
        assert [len(await anext(answer.body)) for _ in range(3)] == [1, 2, 3]
        await asyncio.sleep(0.05)
        assert (await it.run("counts"))["made"] == 3
        await answer.body.aclose()
        assert (await it.run("counts"))["cleaned"] == 1
        whole = await route.handler(request(chunks="4"))
        assert [len(chunk) async for chunk in whole.body] == [1, 2, 3, 4]
        assert (await it.run("counts"))["cleaned"] == 2


async def test_a_stream_that_nobody_reads_any_more_is_closed() -> None:
    async with subject() as it:
        [route] = it.brought.all(Route)
        answer = await route.handler(request(chunks="9"))
        await anext(answer.body)
        del answer
        async with asyncio.timeout(5):
            while (await it.run("counts"))["cleaned"] == 0:
                await asyncio.sleep(0.01)


async def test_a_stream_that_fails_says_why() -> None:
    async with subject() as it:
        [route] = it.brought.all(Route)
        answer = await route.handler(request(fail="1"))
        with pytest.raises(RateLimited) as failure:
            [chunk async for chunk in answer.body]
        assert failure.value.retry_after == 3


async def test_errors_of_the_sdk_keep_their_class_and_fields() -> None:
    async with subject() as it:
        with pytest.raises(RateLimited, match="too fast") as limited:
            await it.run("raise", "limited")
        assert (limited.value.retry_after, limited.value.remedy) == (12.5, "Wait.")
        with pytest.raises(RateLimited, match="mine") as own:
            await it.run("raise", "own")
        assert own.value.code == "own_code"
        [delivery] = it.brought.all(Delivery)
        assert (await settled(delivery.refuse(request(), own.value))).json == {"number": 70}
        assert (await settled(delivery.refuse(request(), limited.value))).json["code"] == "rate_limited"
        with pytest.raises(Invalid) as invalid:
            await it.run("raise", "invalid")
        assert invalid.value.places == (("/x", "is bad"),)


BUGS = [
    ("raise", ["bug"], "ZeroDivisionError: nothing"),
    ("raise", ["exit"], "SystemExit: 3"),
    ("raise", ["cancel"], "it cancelled itself"),
    ("wrong", [], "TypeError: an object cannot be sent to another process"),
    ("nothing", [], "AttributeError"),
]


async def test_all_else_is_the_plugins_bug() -> None:
    async with subject() as it:
        for do, arguments, words in BUGS:
            it.guard.breaker("command run").succeed()
            with pytest.raises(PluginError, match=words) as failure:
                await it.run(do, *arguments)
            assert (failure.value.kind, failure.value.blame.hook) == ("raised", "command run")
            assert "RemoteBug" not in failure.value.reason


async def test_the_log_has_the_traceback_of_the_child(caplog: pytest.LogCaptureFixture) -> None:
    async with subject() as it:
        with pytest.raises(PluginError):
            await it.run("raise", "bug")
    assert "in do_raise" in caplog.text


async def test_tasks_live_in_the_child_and_end_with_the_lifespan() -> None:
    lent = context()
    async with subject(lent) as it:
        await it.run("task")
        await until(lambda: it.guard.last)
        assert it.guard.last is not None
        assert (it.guard.last.blame.hook, it.guard.last.reason) == ("task failing", "ValueError: a task that fails")
    assert json.loads(lent.store.values["task"]) == "ended"
    assert json.loads(lent.store.values["left"]) is True


async def test_a_lifespan_that_ends_by_itself_ends_here_too() -> None:
    async def live() -> None:
        async with subject() as it, asyncio.timeout(10):
            await it.run("end_life")
            await asyncio.Event().wait()

    with pytest.raises(RemoteBug, match="ExceptionGroup"):
        await live()


async def test_a_flood_of_lines_from_a_process_is_cut(caplog: pytest.LogCaptureFixture) -> None:
    async with subject() as it:
        logger = logging.getLogger("mediad.plugin.subject")
        dam = next(each for each in logger.filters if isinstance(each, Dam))
        dam._began = -WITHIN  # as if nothing had been said yet
        await it.run("log_by_hand", 3000)
        await it.run("echo", 1)  # answered after all that was told
        said = sum(each.message == "said" for each in caplog.records)
        assert MOST - 5 <= said <= MOST
        dam._began = -WITHIN  # for other tests have the same logger


async def test_what_a_process_prints_is_no_line_of_the_log_and_only_its_end_is_kept(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with subject() as it:
        await it.run("shout", 5 << 20)
        await until(lambda: [each for each in it.processes._alive if each.tail.endswith("x\n")])
        [process] = it.processes._alive
        assert len(process.tail) <= 4096
        assert "xxx" not in caplog.text


async def test_a_line_of_the_log_may_have_any_field() -> None:
    async with subject() as it:
        await it.run("log_anything")
        await until(lambda: [line for line in it.context.log.lines if line[1] == "odd"])
        [(_, _, fields)] = [line for line in it.context.log.lines if line[1] == "odd"]
        assert fields == {"where": "<class 'object'>", "when": "x", "n": "1"}


async def test_settings_cross_by_the_socket_alone() -> None:
    async with subject(settings={"password": "open-sesame"}) as it:
        told = await it.run("secret")
        assert told["password"] == "open-sesame"
        process = Path(f"/proc/{told['pid']}")
        for name in ("cmdline", "environ"):
            assert b"open-sesame" not in (process / name).read_bytes()


async def test_its_own_environment_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "subject" / "current"
    own.mkdir(parents=True)
    (own / "own_library.py").write_text("NAME = 'mine'\n")
    async with subject(own=tmp_path) as it:
        assert await it.run("path") == {"own": "mine"}


HAND = [
    (["service", "database", "fetch"], ["SELECT"], "needs the permission"),
    (["service", "library", "item"], ["f1"], "needs the permission"),
    (["service", "http", "send"], [{}], "needs the permission"),
    (["service", "store", "_texts"], [], "has no '_texts'"),
    (["service", "store", "__class__"], [], "has no '__class__'"),
    (["service", "store", "__init__"], [], "has no '__init__'"),
    (["service", 1, "fetch"], [], "after its end"),
    (["service", "tasks", "start"], [], "'tasks'"),
    (["function", ["mediad_jobs", 0, "handler"]], [], "mediad_jobs"),
    (["function", 1], [], "after its end"),
    (["stream", 1, "next"], [], "after its end"),
    (["make"], [{}], "nothing called 'make'"),
    (["model", []], [], "nothing called 'model'"),
    ([], [], "IndexError"),
]


async def test_a_child_that_speaks_by_hand_gets_nothing_that_it_was_not_granted() -> None:
    withheld = {name: Withheld(name, name) for name in ("database", "library", "http")}
    async with subject(context(**withheld)) as it:
        for target, args, words in HAND:
            it.guard.breaker("command run").succeed()
            with pytest.raises((Forbidden, PluginError), match=words):
                await it.run("by_hand", target, args)
        for told in (["service", "store", "put"], ["service", "nobody", "x"], ["service", 3, "x"], [], ["drop", 9]):
            await it.run("tell_by_hand", told)
        assert await it.run("echo", 1) == {"value": 1}
        assert it.context.store.values.keys() == {"lives"}
        await it.run("greet_by_hand")
        await it.run("echo", 1)
        assert it.processes.findings == set()


async def test_a_service_that_is_withheld_refuses_in_the_child_too() -> None:
    async with subject(context(database=Withheld("database", "database"))) as it:
        with pytest.raises(Forbidden, match="needs the permission") as refusal:
            await it.run("unit")
        assert "mediad-plugin.toml" in refusal.value.remedy
