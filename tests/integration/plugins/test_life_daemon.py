"""The real daemon while plugins are switched, reloaded and rewritten under it; and after it was killed three times."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, outside, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = """
import asyncio
import time
from contextlib import asynccontextmanager
from pathlib import Path

from mediad_sdk import JobType, Response, Route, Schedule, Subscription, hookimpl

WORD = "{word}"
GATE = Path("{gate}")


class Plugin:
    def __init__(self, context):
        self.context = context
        self.open = False

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self):
        {start}
        self.open = True
        yield
        self.open = False

    @hookimpl
    def mediad_routes(self):
        return [
            Route(method="GET", path="/word", permission="items.read", handler=self.word),
            Route(method="GET", path="/slow", permission="items.read", handler=self.slow),
            *(Route(method="GET", path=f"/block{{n}}", permission="items.read", handler=self.block) for n in range(3)),
        ]

    @hookimpl
    def mediad_jobs(self):
        return [JobType(id="work", handler=self.work)]

    @hookimpl
    def mediad_schedules(self):
        return [Schedule(id="{word}", job="work", cron="0 0 1 1 *")]

    @hookimpl
    def mediad_subscriptions(self):
        return [Subscription(types=("job.finished",), handler=self.hear)]

    async def word(self, request):
        return Response(json={{"word": WORD, "open": self.open}})

    async def block(self, request):
        time.sleep(30)

    async def slow(self, request):
        return Response(body=self.chunks())

    async def chunks(self):
        yield b"begun "
        await self.gate()
        yield f"{{WORD}} {{self.open}}".encode()

    async def work(self, run):
        await self.gate()
        return {{"word": WORD, "open": self.open}}

    async def hear(self, event):
        await self.context.store.put("heard", WORD)

    async def gate(self):
        while not GATE.exists():
            await asyncio.sleep(0.02)


def plugin(context, settings):
    return Plugin(context)
"""
MANIFEST = 'id = "lives"\nname = "Lives"\nrequires_sdk = ">=0.1,<2"\n'


class Package:
    """A plugin's package as it lies on the disk."""

    def __init__(self, site: Path) -> None:
        self.gate = site / "gate"
        self._code = site / "mediad_plugin_lives"
        info = site / "mediad_plugin_lives-1.dist-info"
        for folder in (self._code, info):
            folder.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mediad-plugin-lives\nVersion: 1\n")
        (info / "entry_points.txt").write_text("[mediad.plugins]\nlives = mediad_plugin_lives:plugin\n")
        (self._code / "mediad-plugin.toml").write_text(MANIFEST)
        self.write("one")

    def write(self, word: str, start: str = "pass") -> None:
        """Write other code; its length may stay the same."""
        (self._code / "__init__.py").write_text(CODE.format(word=word, gate=self.gate, start=start))


@pytest.fixture
def package(tmp_path: Path) -> Package:
    """Return a plugin that is installed."""
    return Package(tmp_path / "site")


@pytest.fixture
def daemon(package: Package, tmp_path: Path) -> Iterator[Outside]:
    """Return a daemon that has it."""
    assert package
    with outside(PYTHONPATH=str(tmp_path / "site")) as made:
        made.declare()
        yield made.start()


def word(daemon: Outside) -> Any:
    return daemon.get("/plugins/lives/word")["word"]


def state(daemon: Outside) -> str:
    return str(daemon.get("/plugins/lives")["state"])


class Stream(threading.Thread):
    """Reads a slow answer."""

    def __init__(self, daemon: Outside) -> None:
        super().__init__(daemon=True)
        self._place = daemon.place / "data/mediad.sock"
        self.begun = threading.Event()
        self.body = b""
        self.start()
        assert self.begun.wait(10)

    def run(self) -> None:
        connection = http.client.HTTPConnection("localhost", timeout=30)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(self._place))
        connection.request("GET", "/api/v1/plugins/lives/slow")
        with closing(connection), connection.getresponse() as response:
            self.body = response.read(6)
            self.begun.set()
            self.body += response.read()


def job(daemon: Outside) -> str:
    return str(daemon.send("POST", "/jobs", {"type": "lives.work"})["job"])


def test_code_is_taken_anew_while_what_runs_finishes_on_the_old(daemon: Outside, package: Package) -> None:
    assert word(daemon) == "one"
    stream, first = Stream(daemon), job(daemon)
    until(lambda: daemon.get(f"/jobs/{first}")["state"] == "running", 10)
    package.write("two")
    said = daemon.cli("plugin", "reload", "lives")
    assert (said.code, "The plugin lives is running." in said.out) == (0, True), said
    assert daemon.get("/plugins/lives/word") == {"word": "two", "open": True}
    assert daemon.get("/plugins/lives")["finishing"] == 2
    assert "2 calls on its former code" in daemon.cli("plugin", "info", "lives").out
    assert [each["id"] for each in daemon.items("/schedules") if each["id"].startswith("lives.")] == ["lives.two"]
    package.gate.touch()
    until(lambda: daemon.get(f"/jobs/{first}")["state"] == "finished", 10)
    stream.join(10)
    assert (stream.body, daemon.get(f"/jobs/{first}")["result"]) == (b"begun one True", {"word": "one", "open": True})
    until(lambda: not daemon.get("/plugins/lives")["finishing"], 10)
    second = job(daemon)
    until(lambda: daemon.get(f"/jobs/{second}")["state"] == "finished", 10)
    assert daemon.get(f"/jobs/{second}")["result"]["word"] == "two"


def test_a_plugin_is_switched_off_and_on_and_its_jobs_wait_for_it(daemon: Outside, package: Package) -> None:
    package.gate.touch()
    assert "disabled" in daemon.cli("plugin", "disable", "lives").out
    assert daemon.ask("GET", "/api/v1/plugins/lives/word").status == 404
    assert not [each for each in daemon.items("/schedules") if each["id"].startswith("lives.")]
    assert daemon.ask("POST", "/api/v1/jobs", {"type": "lives.work"}).status == 422
    daemon.stop()
    daemon.start()
    assert state(daemon) == "disabled"
    assert "mediad plugin enable lives" in daemon.cli("plugin", "list").out
    assert daemon.cli("plugin", "enable", "lives").code == 0
    done = job(daemon)
    until(lambda: daemon.get(f"/jobs/{done}")["state"] == "finished", 10)
    assert states_told(daemon, 5) == ["loaded", "running", "disabled", "disabled", "running"]
    assert 'mediad_plugins{state="disabled"} 0' in daemon.ask("GET", "/metrics").body.decode()


def states_told(daemon: Outside, number: int) -> list[str]:
    """Give the last states of the plugin that were told to whoever follows the events."""
    told: list[str] = []
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(10)
        line.connect(str(daemon.place / "data/mediad.sock"))
        line.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n")
        for text in line.makefile("r"):
            event = json.loads(text[5:]).get("data", {}) if text.startswith("data:") else {}
            if event.get("plugin") == "lives" and "state" in event:
                told.append(event["state"])
            if len(told) == number:
                return told
    raise AssertionError(told)


def test_a_job_that_waits_for_its_plugin_begins_when_it_is_back(daemon: Outside, package: Package) -> None:
    first, waiting = job(daemon), [job(daemon) for _ in range(4)]
    until(lambda: daemon.get(f"/jobs/{first}")["state"] == "running", 10)
    daemon.cli("plugin", "disable", "lives")
    package.gate.touch()
    until(lambda: daemon.get(f"/jobs/{first}")["state"] == "finished", 10)
    assert daemon.get(f"/jobs/{waiting[-1]}")["state"] == "queued"
    daemon.cli("plugin", "enable", "lives")
    until(lambda: all(daemon.get(f"/jobs/{each}")["state"] == "finished" for each in waiting), 10)


def test_code_that_does_not_start_leaves_the_old_one_serving(daemon: Outside, package: Package) -> None:
    package.write("two", start='raise OSError("no such device")')
    said = daemon.cli("plugin", "reload", "lives")
    assert said.code != 0
    assert "no such device" in said.err
    assert (word(daemon), state(daemon)) == ("one", "running")
    assert "no such device" in daemon.cli("plugin", "info", "lives").out
    assert "no such device" in str(daemon.get("/system/health"))
    package.write("two")
    assert daemon.send("POST", "/plugins/lives/reload")["held"] == []
    assert word(daemon) == "two"


def test_the_configuration_is_taken_anew_and_its_word_counts(daemon: Outside) -> None:
    daemon.declare(settings="[plugins.lives]\nenabled = false")
    assert daemon.cli("config", "reload").code == 0
    assert state(daemon) == "disabled"
    refused = daemon.cli("plugin", "enable", "lives")
    assert refused.code != 0
    assert "plugins.lives.enabled" in refused.err
    daemon.declare(settings="[plugins.lives]\nenabled = true")
    assert daemon.cli("config", "reload").code == 0
    assert (state(daemon), word(daemon)) == ("running", "one")


def test_a_daemon_that_is_killed_three_times_begins_without_plugins_and_says_so(daemon: Outside) -> None:
    for _ in range(2):
        daemon.stop(signal.SIGKILL)
        daemon.start()
        assert state(daemon) == "running"
    daemon.stop(signal.SIGKILL)
    daemon.start()
    assert state(daemon) == "disabled"
    listed = daemon.cli("plugin", "list").out
    assert "safe mode: the daemon died 3 times within 10 minutes" in listed
    assert "mediad plugin leave-safe-mode" in listed
    assert "safe mode" in str(daemon.get("/system/health"))
    daemon.stop()
    daemon.start()
    assert state(daemon) == "disabled"
    assert "lives" in daemon.cli("plugin", "leave-safe-mode").out
    assert word(daemon) == "one"
    assert "safe mode" not in str(daemon.get("/system/health"))
    daemon.stop()
    daemon.start()
    assert state(daemon) == "running"


def test_one_that_is_told_to_end_and_killed_while_it_starts_did_not_die(daemon: Outside, package: Package) -> None:
    daemon.stop()
    starts = daemon.place / "data/starts.json"
    package.write("one", start="await asyncio.sleep(30)")
    for _ in range(3):
        process = daemon.launch()
        until(lambda: '"runs": true' in starts.read_text(), 10)
        process.terminate()
        until(lambda: '"runs": false' in starts.read_text(), 10)
        assert not daemon.is_ready()
        daemon.stop(signal.SIGKILL)
    package.write("one")
    daemon.start()
    assert state(daemon) == "running"


def test_one_plugin_is_let_out_of_safe_mode_by_its_name(daemon: Outside) -> None:
    for _ in range(3):
        daemon.stop(signal.SIGKILL)
        daemon.start()
    assert state(daemon) == "disabled"
    assert daemon.cli("plugin", "enable", "lives").code == 0
    assert word(daemon) == "one"


def test_a_quarantine_outlives_a_restart_and_is_lifted_by_hand(daemon: Outside) -> None:
    for number in range(3):
        assert daemon.ask("GET", f"/api/v1/plugins/lives/block{number}").status == 500
    assert state(daemon) == "quarantined"
    assert daemon.ask("GET", "/api/v1/plugins/lives/word").status == 404
    assert states_told(daemon, 4) == ["loaded", "running", "degraded", "quarantined"]
    daemon.stop()
    daemon.start()
    found = daemon.get("/plugins/lives")
    assert (found["state"], found["brings"]) == ("quarantined", {})
    assert "it blocked the event loop 3 times" in found["reason"]
    assert "quarantined" in daemon.cli("plugin", "list").out
    assert daemon.cli("plugin", "enable", "lives").code == 0
    assert word(daemon) == "one"
    daemon.stop()
    daemon.start()
    assert state(daemon) == "running"
