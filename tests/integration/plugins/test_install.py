"""Installs little wheels from folders, with the real pip and without a network."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest
from outside import until
from wheelhouse import CODE, Bench, Made, plugin

from mediad.plugins.installing import current
from mediad.plugins.installing.errors import (
    ApprovalNeeded,
    DependencyConflict,
    InstallFailed,
    PackageRefused,
    SmokeTestFailed,
)
from mediad.plugins.installing.gathering import Options
from mediad.plugins.installing.pip import Pip
from mediad_sdk.errors import NotFound

TINY = Made(name="tinylib", files={"tinylib/__init__.py": "x = 1\n"})


async def test_a_name_is_installed_with_what_it_needs_and_nothing_that_the_daemon_has(bench: Bench) -> None:
    bench.put(plugin("cinders", requires=["mediad-sdk", "pluggy>=1", "tinylib"]), TINY)
    done = await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    assert bench.there() == {"mediad-plugin-cinders": "1.0", "tinylib": "1.0"}
    assert bench.steps == ["resolve", "lock", "check", "install", "smoke", "switch"]
    site = current.current_site(bench.places.root)
    assert site == bench.place / "data/plugins/generations/1/site"
    assert {each.name for each in site.iterdir()} == {
        "mediad_plugin_cinders", "mediad_plugin_cinders-1.0.dist-info", "tinylib", "tinylib-1.0.dist-info",
    }  # fmt: skip
    assert done.generation.asked == ("mediad-plugin-cinders",)


async def test_the_lock_names_every_file_by_its_hash_and_no_address(bench: Bench) -> None:
    bench.put(plugin("cinders"))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    place = bench.places.shared.place(1)
    assert (place / "lock.txt").read_text().startswith("mediad-plugin-cinders==1.0 --hash=sha256:")
    for file in ("lock.txt", "generation.json"):
        assert "://" not in (place / file).read_text()


async def test_a_wheel_is_installed_without_asking_anybody_else(bench: Bench) -> None:
    path = bench.put(plugin("cinders"), folder="home")
    await bench.installer.install([str(path)])
    path.unlink()
    other = bench.put(plugin("ballads"), folder="home")
    await bench.installer.install([str(other)])  # the first comes from its generation
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "1.0"}


async def test_what_is_there_stays_until_an_upgrade(bench: Bench) -> None:
    bench.put(plugin("cinders", requires=["mediad-sdk", "tinylib"]), TINY)
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    newer = Made(name="tinylib", version="2.0", files=TINY.files)
    bench.put(plugin("cinders", "2.0", requires=["mediad-sdk", "tinylib>=2"]), newer, plugin("ballads"))
    again = await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    assert (again.plan, bench.places.shared.numbers()) == (None, [1])
    await bench.installer.install(["mediad-plugin-ballads"], bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "1.0", "tinylib": "1.0"}
    await bench.installer.upgrade(["mediad-plugin-cinders"], bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "2.0", "tinylib": "2.0"}


async def test_an_upgrade_of_one_moves_nothing_of_another(bench: Bench) -> None:
    bench.put(plugin("cinders", requires=["tinylib"]), plugin("ballads", requires=["paper"]))
    bench.put(TINY, Made(name="paper", files={"paper/__init__.py": ""}))
    await bench.installer.install(["mediad-plugin-cinders", "mediad-plugin-ballads"], bench.wheels)
    bench.put(Made(name="tinylib", version="2.0", files=TINY.files), plugin("ballads", "2.0"))
    bench.put(Made(name="paper", version="2.0", files={"paper/__init__.py": ""}))
    await bench.installer.upgrade(["mediad-plugin-cinders"], bench.wheels)
    there = {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "1.0", "paper": "1.0", "tinylib": "2.0"}
    assert bench.there() == there
    await bench.installer.upgrade_all(bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "2.0", "mediad-plugin-cinders": "1.0", "tinylib": "2.0"}


async def test_an_upgrade_knows_packages_by_their_plugins(bench: Bench) -> None:
    bench.put(plugin("fine_cinders"), plugin("ballads"))
    await bench.installer.install(["mediad-plugin-fine-cinders", "mediad-plugin-ballads"], bench.wheels)
    bench.put(plugin("fine_cinders", "2.0"), plugin("ballads", "2.0"))
    done = await bench.installer.upgrade(["fine_cinders"], bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-fine-cinders": "2.0"}
    assert sorted(done.generation.asked) == ["mediad-plugin-ballads", "mediad-plugin-fine-cinders"]
    with pytest.raises(PackageRefused, match=r"mediad-plugin-movies .* is there already") as caught:
        await bench.installer.upgrade(["movies"], bench.wheels)
    assert "comes with the daemon" in caught.value.remedy


async def test_a_folder_is_no_package_and_says_how_to_make_one(bench: Bench) -> None:
    with pytest.raises(PackageRefused, match="is a folder") as caught:
        await bench.installer.install([str(bench.place)], bench.wheels)
    assert "pip wheel" in caught.value.remedy


async def test_a_version_can_be_named_and_holds(bench: Bench) -> None:
    bench.put(plugin("cinders"), plugin("cinders", "2.0"), plugin("cinders", "3.0"))
    await bench.installer.install(["mediad-plugin-cinders<3"], bench.wheels)
    assert bench.there() == {"mediad-plugin-cinders": "2.0"}
    await bench.installer.upgrade_all(bench.wheels)
    assert bench.there() == {"mediad-plugin-cinders": "2.0"}
    await bench.installer.install(["mediad-plugin-cinders==1.0"], bench.wheels)
    assert bench.there() == {"mediad-plugin-cinders": "1.0"}


async def test_the_daemons_packages_are_never_changed(bench: Bench) -> None:
    bench.put(plugin("old", requires=["mediad-sdk", "pluggy<1"]))
    bench.put(Made(name="pluggy", version="0.13", files={"pluggy/__init__.py": ""}))
    with pytest.raises(DependencyConflict, match=r"mediad-plugin-old 1.0 wants pluggy<1; here is pluggy 1") as caught:
        await bench.installer.install(["mediad-plugin-old"], bench.wheels)
    assert "--own-environment" in caught.value.remedy
    assert bench.untouched()


async def test_two_plugins_that_do_not_go_together_are_named(bench: Bench) -> None:
    bench.put(TINY, Made(name="tinylib", version="2.0", files=TINY.files))
    bench.put(plugin("one", requires=["tinylib<2"]), plugin("two", requires=["tinylib>=2"]))
    await bench.installer.install(["mediad-plugin-one"], bench.wheels)
    with pytest.raises(DependencyConflict, match=r"tinylib"):
        await bench.installer.install(["mediad-plugin-two"], bench.wheels)
    assert bench.there() == {"mediad-plugin-one": "1.0", "tinylib": "1.0"}


async def test_what_comes_with_the_daemon_is_not_installed_beside_it(bench: Bench) -> None:
    with pytest.raises(PackageRefused, match=r"mediad-plugin-movies .* is there already"):
        await bench.installer.install(["mediad-plugin-movies"], bench.wheels)
    bench.put(plugin("movies", name="their-movies"))
    with pytest.raises(PackageRefused, match="the plugin movies, a name that is taken by mediad-plugin-movies"):
        await bench.installer.install(["their-movies"], bench.wheels)
    assert bench.untouched()


async def test_nothing_is_installed_without_a_yes(bench: Bench) -> None:
    bench.put(plugin("cinders", permissions={"library": "Reads cinders"}))
    bench.says = False
    with pytest.raises(ApprovalNeeded):
        await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    assert "Reads cinders" in bench.asked[0]
    assert bench.untouched()


async def test_an_upgrade_asks_only_when_more_is_wanted(bench: Bench) -> None:
    bench.put(plugin("cinders", permissions={"library": "Reads cinders"}))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    bench.says = False
    bench.put(plugin("cinders", "2.0", permissions={"library": "Reads cinders"}))
    await bench.installer.upgrade_all(bench.wheels)
    assert len(bench.asked) == 1
    bench.put(plugin("cinders", "3.0", permissions={"library": "Reads cinders", "media": "Reads pages"}))
    with pytest.raises(ApprovalNeeded):
        await bench.installer.upgrade_all(bench.wheels)
    assert bench.there() == {"mediad-plugin-cinders": "2.0"}


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise RuntimeError('never')", "RuntimeError: never"),
        ("import os; os._exit(3)", "ended the process"),
        ("import not_there", "No module named"),
        ("x = 1", "plugin"),
    ],
)
async def test_a_plugin_that_cannot_be_imported_is_never_switched_to(bench: Bench, code: str, why: str) -> None:
    bench.put(plugin("bad", code=code))
    with pytest.raises(SmokeTestFailed, match=why):
        await bench.installer.install(["mediad-plugin-bad"], bench.wheels)
    assert bench.untouched()


async def test_one_that_failed_before_does_not_keep_others_from_being_installed(bench: Bench) -> None:
    bench.put(plugin("cinders"))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    site = bench.places.shared.site(1)
    (site / "mediad_plugin_cinders/__init__.py").write_text("raise ValueError('broken since')")
    wheel = bench.places.shared.wheels(1) / "mediad_plugin_cinders-1.0-py3-none-any.whl"
    assert wheel.is_file()
    bench.put(plugin("ballads"))
    done = await bench.installer.install(["mediad-plugin-ballads"], bench.wheels)
    assert done.told == ()  # it was installed anew, and is whole again
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "1.0"}


async def test_a_wheel_changed_after_the_lock_is_never_installed(bench: Bench) -> None:
    bench.put(plugin("cinders"))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    shelf = bench.places.shared.wheels(1)
    kept = shelf / "mediad_plugin_cinders-1.0-py3-none-any.whl"
    kept.unlink()
    plugin("cinders", code=CODE + "\nchanged = True\n").write(shelf)
    bench.put(plugin("ballads"), folder="home")
    with pytest.raises(PackageRefused, match="is not the file that was locked"):
        await bench.installer.install([str(bench.place / "home/mediad_plugin_ballads-1.0-py3-none-any.whl")])
    assert bench.there() == {"mediad-plugin-cinders": "1.0"}


async def test_removing_takes_along_what_nobody_else_needs(bench: Bench) -> None:
    bench.put(plugin("cinders", requires=["tinylib"]), plugin("ballads"), TINY)
    await bench.installer.install(["mediad-plugin-cinders", "mediad-plugin-ballads"], bench.wheels)
    await bench.installer.remove(["cinders"])
    assert bench.there() == {"mediad-plugin-ballads": "1.0"}
    bench.steps.clear()
    await bench.installer.remove(["mediad-plugin-ballads"])
    assert (bench.there(), bench.steps) == ({}, ["switch"])  # of nothing, nothing is told
    assert bench.places.shared.current_number() == 3
    with pytest.raises(NotFound, match="installed were: nothing"):
        await bench.installer.remove(["cinders"])


async def test_what_came_along_cannot_be_removed_alone(bench: Bench) -> None:
    bench.put(plugin("cinders", requires=["tinylib"]), TINY)
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    with pytest.raises(NotFound, match="tinylib came along"):
        await bench.installer.remove(["tinylib"])


async def test_a_rollback_brings_the_former_packages_back(bench: Bench) -> None:
    bench.put(plugin("cinders"))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    bench.put(plugin("cinders", "2.0"))
    await bench.installer.upgrade_all(bench.wheels)
    await bench.installer.rollback()
    assert bench.there() == {"mediad-plugin-cinders": "1.0"}
    await bench.installer.rollback(2)
    assert bench.there() == {"mediad-plugin-cinders": "2.0"}
    await bench.installer.rollback()
    await bench.installer.rollback()
    assert bench.there() == {}
    with pytest.raises(NotFound, match="no way back"):
        await bench.installer.rollback()


async def test_three_generations_are_kept(bench: Bench) -> None:
    for number in range(1, 6):
        bench.put(plugin("cinders", f"{number}.0"))
        await bench.installer.upgrade(["mediad-plugin-cinders"], bench.wheels)
    assert bench.places.shared.numbers() == [3, 4, 5]


async def test_a_bundle_made_here_is_installed_where_there_is_no_line(bench: Bench, tmp_path: Path) -> None:
    bench.put(plugin("cinders", requires=["mediad-sdk", "tinylib"]), TINY)
    file = tmp_path / "cinders.mediad"
    plan = await bench.installer.bundle(["mediad-plugin-cinders"], file, bench.wheels)
    assert plan.added == ("mediad-plugin-cinders 1.0", "tinylib 1.0")
    assert bench.untouched()
    there = Bench(tmp_path / "there")
    await there.installer.install([str(file)])
    assert there.there() == {"mediad-plugin-cinders": "1.0", "tinylib": "1.0"}


async def test_a_bundle_takes_nothing_from_anywhere_else(bench: Bench, tmp_path: Path) -> None:
    bench.put(plugin("cinders"))
    file = tmp_path / "cinders.mediad"
    await bench.installer.bundle(["mediad-plugin-cinders"], file, bench.wheels)
    bench.put(plugin("cinders", "9.0"))
    there = Bench(tmp_path / "there")
    await there.installer.install([str(file)], bench.wheels)
    assert there.there() == {"mediad-plugin-cinders": "1.0"}


async def test_a_plugin_may_have_an_environment_of_its_own(bench: Bench) -> None:
    code = "import aiohttp\nassert aiohttp.__version__ == '2.0', aiohttp.__file__\n" + CODE
    bench.put(plugin("old", requires=["mediad-sdk", "aiohttp<3"], code=code))
    bench.put(Made(name="aiohttp", version="2.0", files={"aiohttp/__init__.py": "__version__ = '2.0'\n"}))
    done = await bench.installer.install(["mediad-plugin-old"], bench.alone)
    assert done.own == "old"
    assert bench.untouched()
    site = current.own_sites(bench.place / "data")["old"]
    assert (site / "aiohttp/__init__.py").is_file()
    bench.put(plugin("old", "2.0", requires=["mediad-sdk", "aiohttp<3"], code=code))
    await bench.installer.upgrade(["mediad-plugin-old"], bench.wheels)  # it is known to have its own
    assert bench.places.own("old").current().packages()["mediad-plugin-old"].version == "2.0"
    await bench.installer.rollback(plugin="old")
    assert bench.places.own("old").current().packages()["mediad-plugin-old"].version == "1.0"
    await bench.installer.upgrade(["old"], bench.wheels)
    assert bench.places.own("old").current().packages()["mediad-plugin-old"].version == "2.0"
    with pytest.raises(PackageRefused, match="old has an environment of its own"):
        await bench.installer.remove(["old", "cinders"])
    await bench.installer.remove(["old"])
    assert current.own_sites(bench.place / "data") == {}


async def test_an_environment_of_its_own_keeps_the_sdk(bench: Bench) -> None:
    bench.put(plugin("old", requires=["mediad-sdk", "pluggy<1"]))
    bench.put(Made(name="pluggy", version="0.13", files={"pluggy/__init__.py": ""}))
    with pytest.raises(DependencyConflict, match="pluggy") as caught:
        await bench.installer.install(["mediad-plugin-old"], bench.alone)
    assert "--own-environment" not in caught.value.remedy


async def test_one_plugin_is_not_in_two_environments(bench: Bench) -> None:
    bench.put(plugin("cinders"))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    with pytest.raises(PackageRefused, match="a name that is taken by"):
        await bench.installer.install(["mediad-plugin-cinders"], bench.alone)


async def test_source_code_is_built_only_when_it_may_run(bench: Bench) -> None:
    with pytest.raises(InstallFailed, match="There is no package mediad-plugin-source"):
        await bench.installer.install(["mediad-plugin-source"], bench.wheels)
    with pytest.raises(PackageRefused, match="is no folder"):
        await bench.installer.install(["x"], Options(folder=bench.place / "gone"))


async def test_what_pip_is_told_elsewhere_does_not_count_offline(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.put(plugin("cinders", "9.0"), folder="else")
    bench.put(plugin("cinders"))
    monkeypatch.setenv("PIP_FIND_LINKS", str(bench.place / "else"))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    assert bench.there() == {"mediad-plugin-cinders": "1.0"}


async def test_the_daemons_own_generation_does_not_hide_what_is_installed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.put(plugin("cinders"), plugin("cinders", "2.0"))
    await bench.installer.install(["mediad-plugin-cinders<2"], bench.wheels)
    monkeypatch.setattr(sys, "path", [*sys.path])
    current.enter(bench.place / "data")
    await bench.installer.install(["mediad-plugin-cinders==2.0"], bench.wheels)  # as a job of a running daemon does
    assert bench.there() == {"mediad-plugin-cinders": "2.0"}


async def test_nothing_is_written_outside_the_daemons_folders(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    bench.put(plugin("cinders"))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    assert {each.name for each in bench.place.iterdir()} == {"data", "cache", "wheels"}
    there = {each.name for each in (bench.place / "data/plugins").iterdir()}
    assert there == {"approved.json", "current", "generations", "lock", "trial.json"}
    facts = json.loads((bench.place / "data/plugins/trial.json").read_text())  # a test waits
    assert facts == {"generation": 1, "starts": 0}


def runs(pid: str) -> bool:
    """Tell whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("ended", ["cancelled", "too late"])
async def test_a_pip_that_does_not_end_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ended: str
) -> None:
    program, started = tmp_path / "python", tmp_path / "started"
    program.write_text(f"#!/bin/sh\nsleep 61 &\necho $! > {started}.new\nmv {started}.new {started}\nwait\n")
    program.chmod(0o755)
    if ended == "too late":
        monkeypatch.setattr("mediad.plugins.installing.pip.LIMIT", 2.0)
    pip = Pip(tmp_path, tmp_path / "cache", python=str(program))
    task = asyncio.create_task(pip.install([], tmp_path, tmp_path))
    while not started.exists():  # a process writes it
        await asyncio.sleep(0.05)
    if ended == "cancelled":
        task.cancel()
    with pytest.raises((asyncio.CancelledError, InstallFailed)):
        await task
    await asyncio.to_thread(until, lambda: not runs(started.read_text().strip()), 5)
