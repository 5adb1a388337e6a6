"""`mediad-sdk check` finds each fault that is put into a plugin without one, and names its mending."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

from mediad_sdk import Invalid, NotFound
from mediad_sdk.author.__main__ import main
from mediad_sdk.author.check import examine, reached, report
from mediad_sdk.author.checks import CHECKS, range_fault
from mediad_sdk.author.scaffold import KINDS, begin
from mediad_sdk.hooks import GROUP

if TYPE_CHECKING:
    from pathlib import Path

CODE = '''"""A finished plugin."""

from __future__ import annotations

from mediad_plugin_mine.settings import Settings
from mediad_sdk import Health, HealthCheck, Plugin, hookimpl


class Mine(Plugin[Settings]):
    """Asks somebody."""

    @hookimpl
    def mediad_health_checks(self) -> list[HealthCheck]:
        """Declare the test of the settings."""
        return [HealthCheck(id="connection", check=self.check)]

    async def check(self) -> Health:
        """Ask."""
        await self.context.http.get(str(self.settings.url))
        return Health(state="ok")
'''
SETTINGS = '''"""Where it is."""

from pydantic import AnyHttpUrl, Field

from mediad_sdk import PluginSettings


class Settings(PluginSettings):
    """Settings."""

    url: AnyHttpUrl = Field(description="Address.")
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a plugin without a fault."""
    place = begin("mine", "integration", into=tmp_path)
    package = place / "src/mediad_plugin_mine"
    (package / "plugin.py").write_text(CODE)
    (package / "settings.py").write_text(SETTINGS)
    (place / "README.md").write_text("# mine\n\n`url` is where it is.\n")
    return place


def found(project: Path) -> dict[str, tuple[str, ...]]:
    """Give what was found by check."""
    return {each.check: each.found for each in examine(project, run_tests=False) if each.found}


def test_a_finished_plugin_is_gold(project: Path) -> None:
    assert found(project) == {}
    assert reached(examine(project, run_tests=False)) == "gold"


@pytest.mark.parametrize("kind", KINDS)
def test_a_plugin_that_was_just_begun_behaves(kind: str, tmp_path: Path) -> None:
    findings = examine(begin("mine", kind, into=tmp_path), run_tests=False)
    assert reached(findings) == "silver", [each for each in findings if each.found]


MANIFEST, PROJECT = "src/mediad_plugin_mine/mediad-plugin.toml", "pyproject.toml"
PLUGIN, MODEL = "src/mediad_plugin_mine/plugin.py", "src/mediad_plugin_mine/settings.py"
NETWORK = 'network = { reason = "Talks to the program", hosts = ["@settings"] }'
FAULTS = [
    ("manifest", MANIFEST, 'id = "mine"', 'id = "yours"', "the manifest says yours"),
    ("manifest", MANIFEST, "[permissions]", "[permission]", "permission is not a key"),
    ("names", PROJECT, 'name = "mediad-plugin-mine"', 'name = "mine"', "called mine"),
    ("sdk", MANIFEST, ",<", ",!=", "no upper end"),
    ("sdk", PROJECT, '"mediad-sdk', '"media-sdk', "do not name mediad-sdk"),
    ("imports", PLUGIN, "from mediad_sdk import", "import mediad.app\nfrom mediad_sdk import", "imports mediad.app"),
    ("packaging", PROJECT, 'license = "Apache-2.0"\n', "", "no `license`"),
    ("tests", "tests/test_conformance.py", "(PluginConformance)", "", "no test inherits"),
    ("permissions", MANIFEST, NETWORK, 'media = "Reads."', "needs the permission network"),
    ("permissions", PLUGIN, "await self.context.http.get(str(self.settings.url))", "pass", "network is asked for"),
    (
        "blocking",
        PLUGIN,
        "await self.context.http",
        "import time; time.sleep(1); await self.context.http",
        "time.sleep",
    ),
    ("tasks", PLUGIN, "await self.context", "asyncio.create_task(x()); await self.context", "asyncio.create_task"),
    ("connection", PLUGIN, 'id="connection"', 'id="other"', "no health check is named connection"),
    ("types", PLUGIN, "check(self) -> Health", "check(self)", "check has no types"),
    ("docstrings", PLUGIN, '        """Ask."""\n', "", "check has no docstring"),
    ("settings", MODEL, '= Field(description="Address.")', "", "url has no description"),
    ("settings", "README.md", "`url`", "It", "does not name the setting url"),
]


@pytest.mark.parametrize(("check", "path", "old", "new", "words"), FAULTS)
def test_a_fault_is_found_by_its_check_alone(
    project: Path, check: str, path: str, old: str, new: str, words: str
) -> None:
    text = (project / path).read_text()
    assert old in text
    (project / path).write_text(text.replace(old, new, 1))
    told = found(project)
    assert words in " ".join(told.pop(check))
    assert told == {}


@pytest.mark.parametrize(
    ("check", "path"),
    [
        ("packaging", "README.md"),
        ("changes", "CHANGELOG.md"),
        ("types", "src/mediad_plugin_mine/py.typed"),
        ("manifest", MANIFEST),
    ],
)
def test_a_file_that_is_missing_is_told(project: Path, check: str, path: str) -> None:
    (project / path).unlink()
    assert check in found(project)


def test_every_check_was_seen_to_find_something() -> None:
    assert {each.id for each in CHECKS} == {check for check, *_ in FAULTS} | {"changes"}


@pytest.mark.parametrize(
    ("requires", "fault"),
    [
        (">=1.0rc1,<2", ""),
        ("~=1.0", ""),
        (">=1.0", "no upper end"),
        ("<2", "no lower end"),
        (">=0.1,<0.2", "does not take"),
        ("", "no lower end"),
    ],
)
def test_a_range_has_two_ends_and_takes_this_sdk(requires: str, fault: str) -> None:
    assert fault in range_fault(requires)
    assert bool(range_fault(requires)) == bool(fault)


def test_what_is_no_project_is_refused_with_the_way_on(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no pyproject"):
        examine(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    with pytest.raises(Invalid, match="declares 0 plugins"):
        examine(tmp_path)
    assert main(["check", str(tmp_path)]) == 2


def test_a_plugin_that_is_not_installed_is_told_first_with_the_command(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(project, level="bronze") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("no  bronze  installed")
    assert "not installed here" in told[1]
    assert f"-m pip install --editable '{project}[test]'" in told[2]
    assert "they were not run" in "".join(told)


def test_the_report_says_level_finding_and_mending(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [EntryPoint(name="mine", value="mediad_plugin_mine:plugin", group=GROUP)]
    monkeypatch.setattr("mediad_sdk.author.check.entry_points", lambda **_: here)
    (project / "CHANGELOG.md").unlink()
    (project / "tests/test_conformance.py").write_text("# class A(PluginConformance)\ndef test_it():\n    pass\n")
    (project / "tests/test_plugin.py").unlink()
    assert report(project, level="bronze") == 0
    assert report(project, level="silver") == 1
    told = capsys.readouterr().out
    assert "there is no CHANGELOG.md" in told
    assert "-> Write a CHANGELOG.md" in told
    assert told.rstrip().endswith("mediad-plugin-mine: bronze")
    (project / "tests/test_conformance.py").write_text(
        "# class A(PluginConformance)\ndef test_it():\n    assert 1 == 2\n"
    )
    assert main(["check", str(project), "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "assert 1 == 2" in " ".join(next(each for each in lines if each["check"] == "passing")["found"])
