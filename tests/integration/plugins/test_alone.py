"""Each hostile deed alone, in the real daemon, with a good plugin beside it.

All the time `/healthz` answers within 1.5 s and no call of the good plugin fails; in the end the API names the deed.
What ends a process, or holds it in one long call into C, is for plugins that run in a process of their own.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

MOST = 1.5
"""Seconds within which the daemon shows that it lives, whatever a plugin does."""
ROUTE = "route GET /{}"

# What it does when it is asked -> the kind under which the API names it, the hook, and words of the message.
CALLED = {
    "raises": ("raised", ROUTE, "KeyError: 'I never worked'"),
    "asserts": ("raised", ROUTE, "AssertionError: the world is not as it should be"),
    "exits": ("raised", ROUTE, "SystemExit: 3"),
    "interrupts": ("raised", ROUTE, "KeyboardInterrupt"),
    "exits_in_a_task": ("raised", "a task of its own", "SystemExit: 3"),
    "blocks": ("blocked_loop", ROUTE, "mediad_plugin_deeds/__init__.py:38 blocks"),
    "blocks_in_a_task": ("blocked_loop", "a task of its own", "mediad_plugin_deeds/__init__.py:43 block"),
    "spins": ("blocked_loop", ROUTE, "spins"),
    "leaks_tasks": ("leaked_tasks", "a task of its own", "tasks running that it started and did not await"),
    "wrong_types": ("bad_value", ROUTE, "is dict, not Response"),
}
# What of another's it wants -> how that is refused, and words of the message.
SECRETS = {
    "reads_tables": ("invalid", "plugin_settings"),
    "reads_files": ("invalid", "'../../../secret.key' is no name of a plugin's file"),
    "asks_for_people": ("plugin_refused", "needs the permission `people`"),
}
# What it does while it is imported -> the state it comes into, the kind, and words of the message.
IMPORTED = {
    "raises": ("failed", "import_failed", "I never worked"),
    "asserts": ("failed", "import_failed", "the world is not as it should be"),
    "exits": ("failed", "import_failed", "sys.exit(3)"),
    "hangs": ("failed", "import_hung", "10 s"),
    "leaves": ("failed", "import_crashed", "(exit 4)"),
    "segfaults": ("failed", "import_crashed", "SIGSEGV"),
    "hungry": ("failed", "import_failed", "MemoryError"),
    "bad_value": ("failed", "bad_value", "MediaType.id is None"),
    "thief": ("failed", "taken_name", "'pebble', which good has declared already"),
}
# What it does in a process of its own -> the kind, and words of the message.
APART = {
    "leaves": ("process_died", "exit 4"),
    "segfaults": ("process_died", "SIGSEGV"),
    "calls_long": ("process_died", ""),
    "leaks_memory": ("process_died", "memory"),
}
CONFIG = """
[server]
port = 0
socket = "{place}/mediad.sock"
[storage]
data_dir = "{place}/data"
[plugins]
{off}
"""
DATA = "data"
OURS = ("apprise", "audio", "h264", "movies", "music", "qbittorrent")


class Daemon:
    """A daemon that is asked all the time whether it lives."""

    def __init__(self, process: asyncio.subprocess.Process, session: aiohttp.ClientSession) -> None:
        self.process = process
        self.slowest = 0.0
        self.early: list[str] = []
        self.refused: list[Any] = []
        self._session = session

    async def get(self, path: str) -> tuple[int, Any]:
        async with self._session.get(f"http://mediad{path}") as answer:
            return answer.status, await answer.json(content_type=None)

    async def ready(self) -> None:
        async with asyncio.timeout(45):
            while self.process.returncode is None:
                with suppress(aiohttp.ClientConnectorError, ConnectionError):
                    status, told = await self.get("/readyz")
                    if status == 200:
                        return
                    self.early.append(told["code"])
                    assert await self._alive() == (200, {"status": "ok"})
                await asyncio.sleep(0.1)
        raise AssertionError("the daemon ended before it was ready")

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Expect that it lives all the time, and that the good plugin answers."""
        watchers = [asyncio.create_task(each()) for each in (self._watch_life, self._use_the_good_one)]
        try:
            yield
        finally:
            for each in watchers:
                each.cancel()
            ended = await asyncio.gather(*watchers, return_exceptions=True)
        assert self.process.returncode is None
        assert [type(each) for each in ended] == [asyncio.CancelledError] * 2, ended
        assert self.slowest < MOST
        assert self.refused == []

    async def _watch_life(self) -> None:
        while True:
            await self._alive()
            await asyncio.sleep(0.02)

    async def _alive(self) -> tuple[int, Any]:
        began = time.perf_counter()
        try:
            return await self.get("/healthz")
        finally:  # what has not answered in the end has taken its time as well
            self.slowest = max(self.slowest, time.perf_counter() - began)

    async def _use_the_good_one(self) -> None:
        while True:
            answer = await self.get("/api/v1/plugins/good/alive")
            if answer != (200, {"alive": True}):
                self.refused.append(answer)
            await asyncio.sleep(0.02)


@asynccontextmanager
async def serving(site: Path, *, lines: str = "", deed: str = "", watched: bool = True) -> AsyncIterator[Daemon]:
    """Run a daemon with the plugins of a place alone."""
    with tempfile.TemporaryDirectory() as folder:  # the path of a socket has 107 bytes
        place = Path(folder)
        if (site / DATA).exists():
            shutil.copytree(site / DATA, place / DATA)
        off = "\n".join(f"{name} = {{ enabled = false }}" for name in OURS)
        (place / "mediad.toml").write_text(CONFIG.format(place=place, off=off) + lines)
        process = await started(place, site, deed)
        try:
            connector = aiohttp.UnixConnector(path=str(place / "mediad.sock"))
            async with aiohttp.ClientSession(connector=connector) as session:
                daemon = Daemon(process, session)
                await daemon.ready()
                async with daemon.watched() if watched else nullcontext():
                    yield daemon
        finally:
            await stopped(process)
        if not watched:
            shutil.copytree(place / DATA, site / DATA)


async def started(place: Path, site: Path, deed: str) -> asyncio.subprocess.Process:
    paths = os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"PYTHONPATH": paths, "MEDIAD_TEST_DEED": deed}
    command = [sys.executable, "-m", "mediad", "serve", "--config", str(place / "mediad.toml")]
    with (place / "log").open("wb") as log:
        return await asyncio.create_subprocess_exec(*command, env=environment, stdout=log, stderr=log)


async def stopped(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(15):
        await process.wait()


@pytest.fixture(scope="module")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory, install: Any) -> Callable[[str], Path]:
    """Return how to install a hostile plugin beside the good one."""
    hostile = repository / "tests/plugins_hostile"

    @cache
    def made(folder: str) -> Path:
        return install([hostile / "good", hostile / folder], tmp_path_factory.mktemp("alone"))  # type: ignore[no-any-return]  # a fixture of its own

    return made


@pytest.fixture
async def deeds(site: Any) -> Path:
    """Return where the plugin of many deeds is installed, and was met once: each test goes on from there."""
    place: Path = site("called/deeds")
    if not (place / DATA).exists():
        async with serving(place, watched=False):
            pass
    return place


@pytest.mark.parametrize("deed", CALLED)
async def test_a_deed_when_called_is_named_and_harms_nobody(deeds: Path, deed: str) -> None:
    kind, hook, words = CALLED[deed]
    async with serving(deeds) as daemon, asyncio.timeout(20):
        status, problem = await daemon.get(f"/api/v1/plugins/deeds/{deed}")
        assert (status, problem["code"], problem["plugin"]) == (500, "plugin_failed", "deeds")
        told = (await daemon.get("/api/v1/plugins/deeds"))[1]["error"]
        assert (told["kind"], told["hook"]) == (kind, hook.format(deed))
        assert words in told["message"]
        assert told["remedy"]
        await asyncio.sleep(0.3)  # what it left behind may show itself


async def test_one_that_swallows_its_cancellation_is_abandoned(deeds: Path) -> None:
    async with serving(deeds, deed="swallows") as daemon, asyncio.timeout(20):
        await daemon.get("/api/v1/system/health")
        told = (await daemon.get("/api/v1/plugins/deeds"))[1]["error"]
        assert (told["kind"], told["hook"]) == ("ignored_cancel", "health check patience")


async def test_another_ones_route_is_not_to_be_had(deeds: Path) -> None:
    async with serving(deeds) as daemon, asyncio.timeout(20):
        told = (await daemon.get("/api/v1/plugins/deeds"))[1]
        assert (told["state"], told["error"]["kind"]) == ("running", "refused")
        assert told["error"]["hook"] in ("route GET /../good/alive", "route GET /trace")
        assert (await daemon.get("/api/v1/plugins/deeds/trace"))[1]["items"][0]["number"] == 1  # the daemon's own
        assert await daemon.get("/api/v1/plugins/good/alive") == (200, {"alive": True})


@pytest.mark.parametrize("deed", SECRETS)
@pytest.mark.parametrize("isolation", ["inline", "process"])
async def test_what_is_anothers_is_refused_and_the_attempt_is_named(deeds: Path, deed: str, isolation: str) -> None:
    apart = '[plugins.deeds]\nisolation = "process"\n' if isolation == "process" else ""
    async with serving(deeds, lines=apart) as daemon, asyncio.timeout(20):
        status, problem = await daemon.get(f"/api/v1/plugins/deeds/{deed}")
        code, words = SECRETS[deed]
        assert (status, problem["code"]) == ({"plugin_refused": 500, "invalid": 422}[code], code)
        assert words in problem["detail"]
        told = (await daemon.get("/api/v1/plugins/deeds"))[1]["error"]
        if code == "plugin_refused":
            assert (problem["plugin"], problem["hook"], problem["kind"]) == ("deeds", ROUTE.format(deed), "refused")
        if isolation == "inline" or code == "plugin_refused":
            assert (told["kind"], told["hook"]) == ("refused", ROUTE.format(deed))
            assert words in told["message"]


@pytest.mark.parametrize("plugin", IMPORTED)
async def test_a_deed_at_import_is_named_and_harms_nobody(site: Any, plugin: str) -> None:
    state, kind, words = IMPORTED[plugin]
    async with serving(site(plugin)) as daemon, asyncio.timeout(20):
        told = (await daemon.get(f"/api/v1/plugins/{plugin}"))[1]
        assert (told["state"], told["error"]["kind"]) == (state, kind), json.dumps(told)
        assert words in told["error"]["message"]
        assert told["error"]["hook"]
        assert told["remedy"]
        if plugin == "hangs":
            assert len(daemon.early) > 20, "for ten seconds it answered that it lives, and is not ready"
            assert {*daemon.early} == {"not_ready"}
        await asyncio.sleep(0.3)


@pytest.mark.parametrize("deed", APART)
async def test_a_deed_in_a_process_of_its_own_is_named_and_harms_nobody(deeds: Path, deed: str) -> None:
    kind, words = APART[deed]
    apart = '[plugins.deeds]\nisolation = "process"\n'
    async with serving(deeds, lines=apart) as daemon, asyncio.timeout(60):
        status, problem = await daemon.get(f"/api/v1/plugins/deeds/{deed}")
        assert (status, problem["plugin"], problem["kind"], problem["hook"]) == (500, "deeds", kind, ROUTE.format(deed))
        assert words in problem["detail"]
        told = (await daemon.get("/api/v1/plugins/deeds"))[1]["error"]
        assert told["kind"] == kind
