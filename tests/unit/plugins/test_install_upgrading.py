"""What a new daemon or SDK would break is told before anything changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from wheelhouse import Made, plugin, put

from mediad.plugins.installing.errors import PackageRefused
from mediad.plugins.installing.upgrading import Break, breaks, target, together


def daemon(folder: Path, *requires: str, python: str = ">=3.11") -> Path:
    """Write the wheel of a daemon to come."""
    made = Made(name="mediad", version="7.0", requires=requires, headers={"Requires-Python": python})
    return made.write(folder)


def told(data: Path, **planned: object) -> list[tuple[str, str, str]]:
    """Give what would break beside the daemon."""
    _, found = breaks(data, target(**planned))  # type: ignore[arg-type]  # a wheel or a version
    return [(each.plugin, each.where, each.reason) for each in found if each.where != "with the daemon"]


def test_a_plugin_for_another_sdk_is_named(tmp_path: Path) -> None:
    put(tmp_path, plugin("cinders", sdk=">=0.1,<2", requires=["mediad-sdk<2"]), plugin("ballads", sdk=">=0.1,<9"))
    assert told(tmp_path) == []
    assert told(tmp_path, sdk="2.0") == [("cinders", "generation 1", "it needs mediad-sdk >=0.1,<2, this is 2.0")]


def test_a_dependency_that_is_narrower_than_the_manifest_is_named_too(tmp_path: Path) -> None:
    put(tmp_path, plugin("cinders", sdk=">=0.1,<9", requires=["mediad-sdk<2"]))
    assert told(tmp_path, sdk="2.0") == [
        ("cinders", "generation 1", "it wants mediad-sdk<2; the daemon would have mediad-sdk==2.0")
    ]


def test_the_sdk_of_a_daemon_to_come_is_read_from_its_wheel(tmp_path: Path) -> None:
    put(tmp_path / "data", plugin("cinders", sdk=">=0.1,<2"))
    wheel = daemon(tmp_path, "mediad-sdk==3.0")
    assert [each[2] for each in told(tmp_path / "data", wheel=wheel)] == ["it needs mediad-sdk >=0.1,<2, this is 3.0"]


def test_a_package_that_both_want_otherwise_is_named(tmp_path: Path) -> None:
    put(
        tmp_path / "data",
        plugin("cinders", requires=["Pillow<11", "msgpack>=1"]),
        plugin("own", requires=["pillow<11"]),
    )
    put(tmp_path / "data", plugin("alone", requires=["pillow<11"]), own="alone")
    wheel = daemon(tmp_path, "pillow>=12", "msgpack>=1.1", 'pillow<1 ; extra == "x"')
    assert told(tmp_path / "data", wheel=wheel) == [
        ("cinders", "generation 1", "it wants Pillow<11; the daemon would have Pillow>=12"),
        ("own", "generation 1", "it wants pillow<11; the daemon would have pillow>=12"),
    ]


def test_another_python_is_told(tmp_path: Path) -> None:
    put(tmp_path / "data", plugin("cinders"))
    found = told(tmp_path / "data", wheel=daemon(tmp_path, python=">=99"))
    assert [(where, reason.partition(";")[0]) for _, where, reason in found] == [
        ("the daemon itself", "it wants Python >=99")
    ]


def test_the_plugins_of_the_daemon_are_looked_at_too(tmp_path: Path) -> None:
    count, found = breaks(tmp_path, target(sdk="99.0"))
    assert count >= 4
    assert {"movies", "music"} <= {each.plugin for each in found}
    assert all(isinstance(each, Break) and "in the same go" in each.remedy for each in found)
    assert len({each.plugin for each in found}) == len(found)


@pytest.mark.parametrize("name", ["mediad-7.0-py3-none-any.whl", "else.txt"])
def test_what_is_no_daemon_is_refused(tmp_path: Path, name: str) -> None:
    path = plugin("cinders").write(tmp_path).rename(tmp_path / name)
    with pytest.raises(PackageRefused, match="is no wheel of mediad"):
        target(wheel=path)
    with pytest.raises(PackageRefused, match="is no version"):
        target(sdk="newest")


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        (">=1,<2", ">=1.5", True),
        ("<2", ">=2", False),
        ("<=2", ">=2", True),
        ("==1.4.*", ">=1.5", False),
        ("==1.4.*", ">1.4", True),
        ("~=1.4", ">=2", False),
        ("", "<3", True),
        ("!=1.0", "==1.0", False),
        (">3,<4", ">=1", True),
    ],
)
def test_ranges_that_share_a_version_are_told_from_those_that_do_not(one: str, other: str, fits: bool) -> None:  # noqa: FBT001  # a row
    assert together(SpecifierSet(one), SpecifierSet(other)) is fits
