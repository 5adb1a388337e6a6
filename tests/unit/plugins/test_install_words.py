"""What people ask for, what pip says, what a plan tells: words in, values out."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from wheelhouse import Made, plugin

from mediad.plugins.installing.asking import ask, parse
from mediad.plugins.installing.bundle import read_bundle, write_bundle
from mediad.plugins.installing.errors import DependencyConflict, InstallFailed, PackageRefused, PipMissing
from mediad.plugins.installing.gathering import Options, Wanted
from mediad.plugins.installing.generations import NOTHING, Brought, Generation, Locked
from mediad.plugins.installing.pip import Pip, refusal
from mediad.plugins.installing.plan import Kept, check, make_plan
from mediad.plugins.installing.wheel import Wheel, read_wheel

CONFLICT = """ERROR: Cannot install pc==1.0 because these package versions have conflicting dependencies.

The conflict is caused by:
    pc 1.0 depends on pluggy<1
    The user requested (constraint) pluggy==1.7.0

Additionally, some packages in these conflicts have no matching distributions available for your environment:
"""


@pytest.fixture
def given(tmp_path: Path) -> Path:
    place = tmp_path / "given"
    place.mkdir()
    return place


@pytest.mark.parametrize(
    "word",
    [
        "--pre",
        "-r x",
        "a @ https://example.org/a.whl",
        "git+https://example.org/a",
        "a b",
        "",
        "a\n-r b",
        "a;b",
    ],
)
def test_what_is_no_package_is_refused(word: str) -> None:
    with pytest.raises(PackageRefused):
        parse(word)


def test_names_and_files_are_told_apart(tmp_path: Path, given: Path) -> None:
    path = plugin("cinders").write(tmp_path)
    asked = ask(["Mediad_Plugin.Ballads>=1", str(path)], given, files=True)
    assert asked.lines == {
        "mediad-plugin-ballads": "Mediad_Plugin.Ballads>=1",
        "mediad-plugin-cinders": "mediad-plugin-cinders",
    }
    assert asked.wanted["mediad-plugin-cinders"] == f"mediad-plugin-cinders @ file://{given}/{path.name}"
    assert asked.files == {"mediad-plugin-cinders"}
    assert not asked.complete


def test_over_the_network_nobody_names_a_file_of_this_machine(tmp_path: Path, given: Path) -> None:
    path = plugin("cinders").write(tmp_path)
    with pytest.raises(PackageRefused):
        ask([str(path)], given, files=False)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, given: Path) -> None:
    with pytest.raises(PackageRefused, match="cannot be read"):
        ask([str(tmp_path / "gone.whl")], given, files=True)


def test_a_conflict_names_who_wants_what() -> None:
    error = refusal(CONFLICT)
    assert isinstance(error, DependencyConflict)
    assert str(error) == "pc 1.0 wants pluggy<1; here is pluggy 1.7.0, which must stay."
    assert "--own-environment" in error.remedy


def test_a_conflict_among_plugins_is_none_of_the_daemon() -> None:
    said = "The conflict is caused by:\n    a 1.0 depends on x<1\n    b 1.0 depends on x>2\n"
    assert str(refusal(said)) == "These do not go together: a 1.0 wants x<1; b 1.0 wants x>2."


def test_who_is_content_with_what_must_stay_is_not_named() -> None:
    said = (
        "    fine 1 depends on sdk<3 and >=1.0\n    lost 1 depends on sdk<2 and >=1.0\n"
        "    The user requested (constraint) sdk==2.0\n"
    )
    assert str(refusal(said)) == "lost 1 wants sdk<2 and >=1.0; here is sdk 2.0, which must stay."


def test_a_package_that_is_nowhere_is_named() -> None:
    error = refusal("ERROR: No matching distribution found for tiny>2 (from a)\n")
    assert isinstance(error, InstallFailed)
    assert str(error) == "There is no package tiny>2, which a wants."
    assert str(refusal("ERROR: boom\x1b[31m")) == "pip failed: boom\N{REPLACEMENT CHARACTER}[31m"


def test_pip_gets_no_home_that_it_cannot_enter_and_offline_no_word_on_where_to_look(tmp_path: Path) -> None:
    environ = {"HOME": "/nonexistent", "PIP_FIND_LINKS": "/else", "http_proxy": "p"}
    pip = Pip(tmp_path / "scratch", tmp_path / "cache", environ=environ)
    alone, online = pip._surroundings(alone=True), pip._surroundings(alone=False)
    assert alone["HOME"] == str(tmp_path / "scratch")
    assert alone["TMPDIR"] == str(tmp_path / "scratch/tmp")
    assert "PIP_FIND_LINKS" not in alone
    assert alone["PIP_CONFIG_FILE"] == os.devnull
    assert (online["PIP_FIND_LINKS"], online["http_proxy"]) == ("/else", "p")
    assert "PIP_CONFIG_FILE" not in online


async def test_without_pip_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediad.plugins.installing.pip.find_spec", lambda _name: None)
    with pytest.raises(PipMissing) as caught:
        await Pip(tmp_path, tmp_path).install([], tmp_path, tmp_path)
    assert "ensurepip" in caught.value.remedy


def test_nothing_moves_that_need_not_and_the_index_is_asked_last(tmp_path: Path) -> None:
    wanted = Wanted(lines={"a": "a", "b": "b"}, held=["core==1"], pins={"a": "1", "dep": "2"}, offline=True)
    tried = [(constraints, sources.index) for constraints, sources in wanted.attempts(Options())]
    assert tried == [
        (["core==1", "a==1", "dep==2"], False),
        (["core==1", "a==1"], False),
        (["core==1", "a==1", "dep==2"], True),
        (["core==1", "a==1"], True),
    ]
    assert {sources.index for _, sources in wanted.attempts(Options(folder=tmp_path))} == {False}


def bundled(tmp_path: Path, change: dict[str, Any] | None = None, name: str = "") -> Path:
    """Make a bundle of one plugin, right but for what is changed in its list."""
    wheel = read_wheel(plugin("cinders").write(tmp_path / "wheels"))
    locked = Locked(name=wheel.name, version=wheel.version, file=wheel.path.name, sha256=wheel.sha256)
    path = tmp_path / "cinders.mediad"
    write_bundle(path, [wheel.name], [locked], tmp_path / "wheels")
    if change is not None or name:
        with zipfile.ZipFile(path) as old:
            content = {each: old.read(each) for each in old.namelist()}
        facts = json.loads(content["mediad-bundle.json"])
        facts["lock"][0] |= change or {}
        content["mediad-bundle.json"] = json.dumps(facts).encode()
        with zipfile.ZipFile(path, "w") as new:
            for each, data in content.items():
                new.writestr(each, data)
            if name:
                new.writestr(name, "x")
    return path


def test_a_bundle_comes_out_as_it_went_in(tmp_path: Path, given: Path) -> None:
    asked = ask([str(bundled(tmp_path))], given, files=True)
    assert asked.complete
    assert (asked.lines, asked.pins) == (
        {"mediad-plugin-cinders": "mediad-plugin-cinders"},
        {"mediad-plugin-cinders": "1.0"},
    )


@pytest.mark.parametrize(
    ("change", "name", "why"),
    [
        ({"sha256": "00"}, "", "is not what its lock says"),
        ({"file": "../out.whl"}, "", "is no wheel"),
        ({"file": "other.whl"}, "", "do not agree"),
        ({"file": 7}, "", "cannot be read"),
        ({"strange": "x"}, "", "cannot be read"),
        (None, "wheels/extra.whl", "do not agree"),
        (None, "../out", "leads out of its folder"),
    ],
)
def test_a_bundle_that_is_not_what_it_says_is_refused(
    tmp_path: Path, given: Path, change: dict[str, Any] | None, name: str, why: str
) -> None:
    with pytest.raises(PackageRefused, match=why):
        read_bundle(bundled(tmp_path, change, name), given)


def test_a_bundle_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    locked = Locked(name="a", version="1", file="gone.whl", sha256="00")
    with pytest.raises(FileNotFoundError):
        write_bundle(tmp_path / "b.mediad", ["a"], [locked], tmp_path)
    assert list(tmp_path.iterdir()) == []


def wheel(made: Made, folder: Path) -> Wheel:
    return read_wheel(made.write(folder))


def test_two_packages_with_one_file_are_refused_by_name(tmp_path: Path) -> None:
    first = wheel(plugin("cinders", files={"shared/__init__.py": ""}), tmp_path)
    second = wheel(Made(name="other", files={"shared/__init__.py": "x"}), tmp_path)
    with pytest.raises(PackageRefused, match=r"other 1.0 brings the file shared/__init__.py, as mediad-plugin-cinders"):
        check([first, second], {}, tmp_path, own=False)


def test_a_module_that_the_daemon_has_is_refused_but_not_in_an_environment_of_its_own(tmp_path: Path) -> None:
    both = [wheel(plugin("cinders"), tmp_path), wheel(Made(name="fork", files={"pluggy/__init__.py": ""}), tmp_path)]
    with pytest.raises(PackageRefused, match=r"fork 1\.0 brings the module pluggy"):
        check(both, {}, tmp_path, own=False)
    check(both, {}, tmp_path, own=True)


def test_a_name_that_is_taken_is_refused_with_its_owner(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match="the plugin cinders, a name that is taken by mediad-plugin-else"):
        check([wheel(plugin("cinders"), tmp_path)], {"cinders": "mediad-plugin-else"}, tmp_path, own=False)


@pytest.mark.parametrize("sdk", [">=99,<100", ">=0.1", "<99", "rubbish"])
def test_an_sdk_range_that_does_not_do_is_refused(tmp_path: Path, sdk: str) -> None:
    with pytest.raises(PackageRefused, match=r"does not fit: (it needs mediad-sdk|its SDK range)"):
        check([wheel(plugin("cinders", sdk=sdk), tmp_path)], {}, tmp_path, own=False)


def test_what_holds_no_plugin_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match="There is no plugin in tiny"):
        check([wheel(Made(name="tiny", files={"tiny.py": ""}), tmp_path)], {}, tmp_path, own=False)


def test_a_plan_tells_what_is_new_and_what_was_approved(tmp_path: Path) -> None:
    asked = {"library": "Reads", "media": "Reads covers", "ffmpeg": "Cuts"}
    new = wheel(plugin("cinders", "2.0", permissions=asked), tmp_path)
    before = {"library": new.plugins[0].permissions["library"], "media": "Reads pages"}
    former = Generation(
        number=1, base=0, created=1, asked=("mediad-plugin-cinders",), python="3.11",
        lock=(Locked(name="mediad-plugin-cinders", version="1.0", file="c", sha256="0"),),
        plugins=(Brought(id="cinders", distribution="mediad-plugin-cinders", version="1.0", permissions=before),),
    )  # fmt: skip
    plan = make_plan(["mediad-plugin-cinders"], [new], former, Kept())
    assert {each.permission: each.change for each in plan.wishes} == {
        "library": "",
        "media": "changed",
        "ffmpeg": "new",
    }
    assert plan.changed == ("mediad-plugin-cinders 1.0 -> 2.0",)
    assert plan.needs_approval
    assert make_plan(["x"], [new], NOTHING, Kept()).strangers == ("cinders",)
