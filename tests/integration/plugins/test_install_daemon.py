"""A daemon and what is installed beside it, from outside: it takes it over, goes back by itself, and tells."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from outside import Outside, outside, until
from wheelhouse import CODE, Made, plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

EXITS = CODE.replace("    return Plugin()", "    import os; os._exit(9)")
FAILS = CODE.replace("    return Plugin()", "    raise RuntimeError('not with me')")


@pytest.fixture
def daemon() -> Iterator[Outside]:
    with outside(HOME="/nonexistent") as made:
        made.declare()
        yield made


def put(daemon: Outside, *made: Made) -> list[str]:
    """Write wheels where `--from` looks; gives the option."""
    for each in made:
        each.write(daemon.place / "wheels")
    return ["--from", str(daemon.place / "wheels")]


def states(daemon: Outside) -> dict[str, tuple[str, str]]:
    return {each["id"]: (each["version"], each["state"]) for each in daemon.items("/plugins?limit=100")}


def findings(daemon: Outside) -> dict[str, tuple[str, str]]:
    health = daemon.get("/system/health")
    return {each["id"]: (each["state"], each["detail"]) for each in health["findings"]}


SLOW = """
import asyncio
from contextlib import asynccontextmanager

from mediad_sdk import hookimpl


class Plugin:
    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self):
        await asyncio.sleep(30)
        yield


def plugin(context, settings):
    return Plugin()
"""


def test_what_is_installed_while_the_daemon_starts_waits_for_the_next_start(daemon: Outside) -> None:
    folder = put(daemon, plugin("slow", code=SLOW), plugin("cinders"))
    assert daemon.cli("plugin", "install", "mediad-plugin-slow", "--yes", *folder).code == 0
    daemon.launch()
    until(lambda: daemon.cli("doctor").err.startswith("The daemon is starting."), 20)
    said = daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes", *folder)
    assert "The daemon is not ready, and goes on with what it began with." in said.out
    assert "when the daemon is started anew" in said.out


def test_a_plugin_is_installed_upgraded_and_taken_back_beside_a_daemon(daemon: Outside) -> None:
    began = time.monotonic()
    said = daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes", *put(daemon, plugin("cinders")))
    assert said.code == 0, said.err
    assert time.monotonic() - began < 30
    steps = "Resolving Locking Checking New: cinders Installing Importing Switching Generation It"
    assert [line.partition(" ")[0] for line in said.out.splitlines()] == steps.split()
    assert "takes effect when the daemon starts" in said.out
    daemon.start()
    assert states(daemon)["cinders"] == ("1.0", "running")
    assert findings(daemon)["plugins.installed"] == ("ok", "generation 1")

    said = daemon.cli("plugin", "upgrade", *put(daemon, plugin("cinders", "2.0")))
    assert (said.code, "mediad-plugin-cinders 2.0" in said.out) == (0, True), said.err
    daemon.stop()
    daemon.start()
    assert states(daemon)["cinders"] == ("2.0", "running")
    daemon.stop()

    assert daemon.cli("plugin", "rollback").code == 0
    daemon.start()
    assert states(daemon)["cinders"] == ("1.0", "running")
    daemon.stop()
    assert daemon.cli("plugin", "remove", "cinders").code == 0
    daemon.start()
    assert "cinders" not in states(daemon)


def test_a_daemon_that_a_plugin_keeps_from_starting_goes_back_by_itself(daemon: Outside) -> None:
    assert daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes", *put(daemon, plugin("cinders"))).code == 0
    daemon.start()
    daemon.stop()
    wheels = put(daemon, plugin("cinders", "2.0", code=EXITS))
    said = daemon.cli("plugin", "upgrade", "--yes", *wheels)
    assert said.code == 0, said.err  # importing it shows nothing
    for _ in range(2):
        process = daemon.launch()
        until(lambda process=process: process.poll() is not None, 30)  # type: ignore[misc]  # bound at once
        assert process.returncode == 9
    daemon.start()
    assert states(daemon)["cinders"] == ("1.0", "running")
    state, detail = findings(daemon)["plugins.installed"]
    assert state == "degraded"
    assert detail.startswith("generation 2 of plugins was left, generation 1 runs instead")
    assert "is left for 1" in daemon.log
    daemon.stop()
    wheels = put(daemon, plugin("cinders", "3.0"))
    assert daemon.cli("plugin", "upgrade", *wheels).code == 0
    daemon.start()
    assert findings(daemon)["plugins.installed"][0] == "ok"


def test_a_plugin_that_fails_alone_is_told_and_kept(daemon: Outside) -> None:
    made = [plugin("cinders"), plugin("ballads")]
    wheels = put(daemon, *made)
    said = daemon.cli("plugin", "install", *(each.name for each in made), "--yes", *wheels)
    assert said.code == 0, said.err
    daemon.start()
    daemon.stop()
    put(daemon, plugin("cinders", "2.0", code=FAILS))
    assert daemon.cli("plugin", "upgrade", *wheels).code == 0
    for _ in range(3):
        daemon.start()
        assert states(daemon)["cinders"] == ("2.0", "failed")
        assert states(daemon)["ballads"] == ("1.0", "running")
        daemon.stop()
    daemon.start()
    state, detail = findings(daemon)["plugins.installed"]
    assert state == "degraded"
    assert "cinders ran in generation 1 and does not in 2" in detail


def test_an_address_in_use_is_no_reason_to_go_back(daemon: Outside) -> None:
    assert daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes", *put(daemon, plugin("cinders"))).code == 0
    (daemon.place / "data/mediad.sock").mkdir()  # something else is where the socket has to be
    for _ in range(3):
        process = daemon.launch()
        until(lambda process=process: process.poll() is not None, 30)  # type: ignore[misc]  # as above
        assert process.returncode == 1
    (daemon.place / "data/mediad.sock").rmdir()
    daemon.start()
    assert states(daemon)["cinders"] == ("1.0", "running")


def test_nothing_is_installed_without_an_answer(daemon: Outside) -> None:
    wheels = put(daemon, plugin("cinders", permissions={"library": "Reads cinders"}))
    said = daemon.cli("plugin", "install", "mediad-plugin-cinders", *wheels)
    assert said.code != 0
    assert "cinders may use library: Reads cinders" in said.out
    assert "--yes" in said.err
    assert daemon.cli("plugin", "generations").out.strip() == "Nothing was installed."


def test_a_conflict_is_told_with_names_and_a_way_out(daemon: Outside) -> None:
    wheels = put(daemon, plugin("old", requires=["mediad-sdk", "pluggy<1"]))
    said = daemon.cli("plugin", "install", "mediad-plugin-old", "--yes", *wheels)
    assert said.code == 1
    assert "mediad-plugin-old 1.0 wants pluggy<1; here is pluggy 1" in said.err
    assert "--own-environment" in said.err


def test_a_bundle_travels(daemon: Outside) -> None:
    file = daemon.place / "cinders.mediad"
    wheels = put(daemon, plugin("cinders"))
    said = daemon.cli("plugin", "bundle", "mediad-plugin-cinders", "-o", str(file), *wheels)
    assert said.code == 0, said.err
    assert daemon.cli("plugin", "install", str(file), "--yes").code == 0
    [row] = daemon.cli("--json", "plugin", "generations").values
    assert (row["number"], row["packages"], row["current"]) == (1, ["mediad-plugin-cinders 1.0"], True)


def test_two_installations_at_once_are_one(daemon: Outside) -> None:
    wheels = put(daemon, plugin("cinders"))
    place = daemon.place / "data/plugins"
    place.mkdir(parents=True)
    import fcntl  # noqa: PLC0415  # for this test alone

    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes", *wheels)
    assert said.code == 1
    assert "Somebody else is installing" in said.err


def test_what_a_new_daemon_would_break_is_told_before(daemon: Outside) -> None:
    wheels = put(daemon, plugin("cinders", sdk=">=0.1,<99", requires=["pillow>=1"]))
    assert daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes", *wheels).code == 0
    said = daemon.cli("upgrade", "--check", "--sdk", "99.0")
    assert said.code == 1
    assert "it needs mediad-sdk >=0.1,<99, this is 99.0" in said.out
    newest = Made(name="mediad", version="77.0", requires=["pillow<1"])
    put(daemon, newest)
    said = daemon.cli("--json", "upgrade", "--check", *wheels)
    assert (said.code, [each["plugin"] for each in said.values if each["where"] == "generation 1"]) == (1, ["cinders"])
    assert daemon.cli("upgrade").code == 2


def test_what_was_approved_at_the_installation_is_not_asked_again(daemon: Outside) -> None:
    asked = plugin("cinders", permissions={"library": "Reads cinders"})
    assert daemon.cli("plugin", "install", asked.name, "--yes", *put(daemon, asked)).code == 0
    for _ in range(2):
        daemon.start()
        assert states(daemon)["cinders"] == ("1.0", "running")
        daemon.stop()


def test_a_plugin_with_packages_of_its_own_runs_in_a_process_of_its_own(daemon: Outside) -> None:
    code = "import aiohttp\nassert aiohttp.__version__ == '2.0', aiohttp.__file__\n" + CODE
    library = Made(name="aiohttp", version="2.0", files={"aiohttp/__init__.py": "__version__ = '2.0'\n"})
    old = plugin("old", requires=["mediad-sdk", "aiohttp<3"], code=code)
    said = daemon.cli("plugin", "install", old.name, "--yes", "--own-environment", *put(daemon, old, library))
    assert said.code == 0, said.err
    daemon.start()
    assert states(daemon)["old"] == ("1.0", "running")
    assert daemon.get("/plugins/old")["isolation"] == "process"
    newer = plugin("old", "2.0", requires=["mediad-sdk", "aiohttp<3"], code=code)
    said = daemon.cli("plugin", "upgrade", old.name, "--yes", *put(daemon, newer))
    assert "The daemon runs old already." in said.out, said.out + said.err
    assert states(daemon)["old"] == ("2.0", "running")
    assert "The plugin old is gone." in daemon.cli("plugin", "remove", "old").out
    assert "old" not in states(daemon)
