"""The real daemon, `mediad serve`, with every hostile plugin and the tutorial's installed: it comes up and answers."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = """
[server]
port = 0
socket = "{place}/mediad.sock"
[storage]
data_dir = "{place}/data"
[plugins.bad_settings.settings]
port = "none"
[plugins.sleeper]
enabled = false
"""
SILENT = {"good", "blocks", "sleeper"}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Return a folder with a short name: the path of a socket has 107 bytes."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def daemon(
    repository: Path, place: Path, tmp_path_factory: pytest.TempPathFactory, install: Any
) -> Iterator[subprocess.Popen[bytes]]:
    folders = sorted(path.parent for path in (repository / "tests/plugins_hostile").glob("*/pyproject.toml"))
    site = install(folders, tmp_path_factory.mktemp("served"))
    (place / "mediad.toml").write_text(CONFIG.format(place=place))
    command = [sys.executable, "-m", "mediad", "serve", "--config", str(place / "mediad.toml")]
    environment = os.environ | {"PYTHONPATH": str(site), "MEDIAD_TEST_TRACES": str(place)}
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=log)
    yield process
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    finally:
        process.kill()
        process.wait()


async def fetch(place: Path, path: str) -> tuple[int, Any]:
    """Ask as the command line does, over the Unix socket."""
    connector = aiohttp.UnixConnector(path=str(place / "mediad.sock"))
    async with aiohttp.ClientSession(connector=connector) as session, session.get(f"http://mediad{path}") as answer:
        return answer.status, await answer.json(content_type=None)


async def ready(place: Path, daemon: subprocess.Popen[bytes]) -> None:
    """Wait until the daemon answers; the plugin that hangs costs its ten seconds once."""
    async with asyncio.timeout(45):
        while daemon.poll() is None:
            try:
                if (await fetch(place, "/readyz"))[0] == 200:
                    return
            except (aiohttp.ClientError, OSError):
                pass
            await asyncio.sleep(0.2)
    raise AssertionError((place / "log").read_text()[-3000:])


async def test_the_daemon_comes_up_and_logs_each_bad_plugin_with_a_remedy(
    daemon: subprocess.Popen[bytes], place: Path, repository: Path
) -> None:
    await ready(place, daemon)
    lines = [json.loads(line) for line in (place / "log").read_text().splitlines() if line.startswith("{")]
    told = {line["message"].split()[1]: line["message"] for line in lines if "does not run" in line["message"]}
    folders = {path.parent.name for path in (repository / "tests/plugins_hostile").glob("*/pyproject.toml")}
    assert set(told) == folders - SILENT - {"twin_fork"}
    remedies = {name: re.split(r"[.?] ", message, maxsplit=1)[-1] for name, message in told.items()}
    assert [name for name, remedy in remedies.items() if not 20 < len(remedy) < len(told[name])] == []


async def test_a_route_of_a_good_plugin_answers_over_http(daemon: subprocess.Popen[bytes], place: Path) -> None:
    await ready(place, daemon)
    assert await fetch(place, "/api/v1/plugins/good/alive") == (200, {"alive": True})


async def test_a_handler_that_blocks_costs_a_second_and_the_daemon_goes_on(
    daemon: subprocess.Popen[bytes], place: Path
) -> None:
    await ready(place, daemon)
    async with asyncio.timeout(10):
        status, problem = await fetch(place, "/api/v1/plugins/blocks/block")
        assert (status, problem["code"]) == (500, "plugin_failed")
        status, problem = await fetch(place, "/api/v1/plugins/blocks/block")
        assert (status, problem["code"]) == (503, "plugin_paused")
        assert (await fetch(place, "/readyz"))[0] == 200
