"""A new daemon breaks what is installed: what is broken holds nobody back, and stays as it is until it can go on."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from wheelhouse import CODE, Made, plugin

from mediad.plugins.installing.errors import DependencyConflict, PackageRefused, SmokeTestFailed

if TYPE_CHECKING:
    from wheelhouse import Bench

TINY = Made(name="tinylib", files={"tinylib/__init__.py": "x = 1\n"})
OLD = ["mediad-sdk", "pluggy<1"]
"""What no daemon of today gives: as if it were of another time."""


def outlived(bench: Bench, made: Made, **changed: object) -> None:
    """Let what is installed say other than it did, as if the daemon had moved on since."""
    shared = bench.places.shared
    number = shared.current_number()
    wheel = replace(made, **changed).write(shared.wheels(number))  # type: ignore[arg-type]  # of Made
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(shared.site(number))


async def put(bench: Bench, *made: Made) -> None:
    bench.put(*made)
    await bench.installer.install([each.name for each in made if each.entry_points], bench.wheels)


async def test_a_plugin_is_brought_up_to_date_past_one_that_cannot_be(bench: Bench) -> None:
    ballads = plugin("ballads", requires=["mediad-sdk", "tinylib"])
    await put(bench, plugin("cinders"), ballads, TINY)
    for each in (plugin("cinders"), ballads):
        outlived(bench, each, requires=[*OLD, *each.requires[1:]])
    bench.put(plugin("cinders", "2.0"))
    done = await bench.installer.upgrade(["mediad-plugin-cinders"], bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "2.0", "tinylib": "1.0"}
    assert list(done.left) == ["mediad-plugin-ballads"]
    assert done.left["mediad-plugin-ballads"].startswith("it wants pluggy<1; here is pluggy 1")
    site = bench.places.shared.site(2)
    assert (site / "mediad_plugin_ballads/mediad-plugin.toml").is_file()
    assert (site / "tinylib/__init__.py").is_file()
    assert {each.id for each in bench.places.shared.current().plugins} == {"ballads", "cinders"}
    assert set(bench.places.shared.read(2).asked) == {"mediad-plugin-ballads", "mediad-plugin-cinders"}

    bench.put(plugin("ballads", "2.0", requires=["mediad-sdk", "tinylib"]))  # and then its turn comes
    done = await bench.installer.upgrade(["mediad-plugin-ballads"], bench.wheels)
    assert (bench.there()["mediad-plugin-ballads"], done.left) == ("2.0", {})


async def test_everything_that_can_be_is_brought_up_to_date(bench: Bench) -> None:
    made = [plugin(each) for each in ("ballads", "cinders", "films")]
    await put(bench, *made)
    for each in made[:2]:
        outlived(bench, each, requires=OLD)
    bench.put(plugin("cinders", "2.0"), plugin("films", "2.0"))
    [done] = await bench.installer.upgrade_all(bench.wheels)
    names = ("mediad-plugin-ballads", "mediad-plugin-cinders", "mediad-plugin-films")
    assert bench.there() == dict(zip(names, ("1.0", "2.0", "2.0"), strict=True))
    assert list(done.left) == ["mediad-plugin-ballads"]
    assert "mediad-plugin-ballads 1.0 wants pluggy<1; here is pluggy 1" in done.left["mediad-plugin-ballads"]


async def test_one_whose_range_of_the_sdk_is_over_is_left(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await put(bench, plugin("ballads"), plugin("cinders", sdk=">=0.1,<100"))
    for module in ("carrying", "plan"):
        monkeypatch.setattr(f"mediad.plugins.installing.{module}.SDK_VERSION", "99.0")
    bench.put(plugin("cinders", "2.0", sdk=">=99,<100"))
    [done] = await bench.installer.upgrade_all(bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "2.0"}
    assert "it needs mediad-sdk >=0.1,<99, this is 99.0" in done.left["mediad-plugin-ballads"]
    with pytest.raises(PackageRefused, match="does not fit"):  # who names it hears that nothing was changed
        await bench.installer.upgrade(["mediad-plugin-ballads"], bench.wheels)


async def test_one_made_for_another_python_is_carried_on(bench: Bench) -> None:
    await put(bench, plugin("ballads"), plugin("cinders"))
    outlived(bench, plugin("ballads"), headers={"Requires-Python": "<3"})
    await bench.installer.remove(["cinders"])
    assert bench.there() == {"mediad-plugin-ballads": "1.0"}
    bench.put(plugin("films"))
    done = await bench.installer.install(["mediad-plugin-films"], bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "1.0", "mediad-plugin-films": "1.0"}
    assert done.left["mediad-plugin-ballads"].startswith("wants Python <3; this is 3")


async def test_what_works_is_still_not_broken_for_another(bench: Bench) -> None:
    bench.put(TINY, Made(name="tinylib", version="2.0", files=TINY.files))
    one, ballads = plugin("one", requires=["tinylib<2"]), plugin("ballads")
    await put(bench, one, ballads)
    outlived(bench, ballads, requires=OLD)
    bench.put(plugin("two", requires=["tinylib>=2"]))
    with pytest.raises(DependencyConflict, match="tinylib"):
        await bench.installer.install(["mediad-plugin-two"], bench.wheels)
    assert bench.places.shared.numbers() == [1]


async def test_what_is_broken_does_not_hold_a_library_back(bench: Bench) -> None:
    ballads = plugin("ballads", requires=["mediad-sdk", "tinylib<2"])
    await put(bench, ballads, TINY)
    outlived(bench, ballads, requires=[*OLD, "tinylib<2"])
    bench.put(plugin("cinders", requires=["tinylib>=2"]), Made(name="tinylib", version="2.0", files=TINY.files))
    await bench.installer.install(["mediad-plugin-cinders"], bench.wheels)
    there = {"mediad-plugin-ballads": "1.0", "mediad-plugin-cinders": "1.0", "tinylib": "2.0"}
    assert bench.there() == there


async def test_a_new_version_that_cannot_be_imported_is_left_out_of_an_upgrade_of_all(bench: Bench) -> None:
    await put(bench, plugin("ballads"), plugin("cinders"))
    bench.put(plugin("ballads", "2.0"), plugin("cinders", "2.0", code="raise RuntimeError('never')"))
    [done] = await bench.installer.upgrade_all(bench.wheels)
    assert bench.there() == {"mediad-plugin-ballads": "2.0", "mediad-plugin-cinders": "1.0"}
    assert list(done.left) == ["mediad-plugin-cinders"]
    assert "cinders cannot be imported: its import raised RuntimeError: never" in done.left["mediad-plugin-cinders"]
    with pytest.raises(SmokeTestFailed):
        await bench.installer.upgrade(["mediad-plugin-cinders"], bench.wheels)


async def test_an_upgrade_of_all_reaches_environments_of_their_own(bench: Bench) -> None:
    code = "import aiohttp\nassert aiohttp.__version__ == '2.0', aiohttp.__file__\n" + CODE
    needs = ["mediad-sdk", "aiohttp<3"]
    bench.put(Made(name="aiohttp", version="2.0", files={"aiohttp/__init__.py": "__version__ = '2.0'\n"}))
    await put(bench, plugin("cinders"))
    bench.put(plugin("old", requires=needs, code=code))
    await bench.installer.install(["mediad-plugin-old"], bench.alone)
    bench.put(plugin("cinders", "2.0"), plugin("old", "2.0", requires=needs, code=code))
    done = await bench.installer.upgrade_all(bench.wheels)
    assert [(each.own, each.left) for each in done] == [("", {}), ("old", {})]
    assert bench.there() == {"mediad-plugin-cinders": "2.0"}
    assert bench.places.own("old").current().packages()["mediad-plugin-old"].version == "2.0"


async def test_what_comes_with_the_daemon_is_switched_off_rather_than_removed(bench: Bench) -> None:
    for word in ("movies", "mediad-plugin-movies"):
        with pytest.raises(PackageRefused, match="movies comes with mediad") as caught:
            await bench.installer.remove([word])
        assert "mediad plugin disable movies" in caught.value.remedy
