"""The pages for plugin authors are true: what they show is built, installed, tested by its own test, and run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, outside
from pages import BLOCK, follow

from mediad_sdk.author.check import examine, reached

if TYPE_CHECKING:
    from pathlib import Path

CODE = re.compile(r"```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST_PIECE = 55
SOUP = b"Tomato soup\n- tomato\n- salt\n"


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    """Return the tutorial."""
    return (repository / "docs/tutorial/first-plugin.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the plugin as it is before the last edit of the page."""
    return follow(page.partition("## Change something")[0], tmp_path_factory.mktemp("recipes"))


@pytest.fixture(scope="module")
def site(project: Path, install: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the plugin of the page is installed."""
    return install([project], tmp_path_factory.mktemp("installed"))  # type: ignore[no-any-return]  # the fixture's


def test_the_page_shows_a_whole_plugin_in_small_pieces(page: str, project: Path) -> None:
    named = {each["path"].rpartition("/")[2]: each["text"].count("\n") for each in BLOCK.finditer(page)}
    assert set(named) == {"files.py", "kinds.py", "mediad-plugin.toml", "plugin.py", "test_files.py"}
    assert max(named.values()) <= LONGEST_PIECE
    [tree] = re.findall(r"^```\nmediad-plugin-recipes/\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    shown = set(re.findall(r"[\w.-]+\.\w+(?= |$)", tree, re.MULTILINE))
    there = {path.name for path in project.rglob("*") if path.is_file()}
    assert shown == there - {"kinds.py", "__init__.py", ".gitignore"}


def test_the_tests_of_the_page_pass(project: Path, site: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(project / "tests")]
    environment = os.environ | {"PYTHONPATH": str(site)}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    [passed] = re.findall(r"(\d+) passed", done.stdout)
    assert int(passed) > 20  # those of the conformance kit, and two of its own
    assert reached(examine(project, run_tests=False)) == "silver"


def test_a_daemon_loads_the_plugin_of_the_page_and_uses_it(site: Path, meet: Any) -> None:
    met = meet(site)
    assert met.state("recipes") == "running"
    assert met.states["recipes"]["brings"] == {
        "media_types": ["recipes"],
        "kinds": ["recipe"],
        "jobs": ["recipes.pick"],
        "schedules": ["recipes.daily"],
        "routes": ["GET /today"],
        "health_checks": ["picked"],
    }
    assert met.answers["job recipes.pick"] == {"picked": "soup"}
    assert met.answers["health recipes"] == "ok"
    assert met.answers["recipes /today"]["course"] in {"soup", "nothing yet"}


def shelf(page: str, daemon: Outside, **recipes: bytes) -> str:
    """Write recipes into a folder, and give the library that the tutorial declares over it."""
    [table] = [each["text"] for each in CODE.finditer(page) if each["text"].startswith("[libraries.")]
    folder = daemon.place / "recipes"
    folder.mkdir()
    for name, text in recipes.items():
        (folder / f"{name}.recipe.txt").write_bytes(text)
    return table.replace("/srv/recipes", str(folder))


def test_the_commands_of_the_page_do_what_it_says(page: str, site: Path) -> None:
    said = {}
    wheels = site.parent / "wheels"
    with outside() as daemon:
        daemon.declare()
        daemon.start()
        for line in re.findall(r"^\$ (mediad .*)$", page, re.MULTILINE):
            if line == "mediad config reload":
                daemon.declare(shelf(page, daemon, soup=SOUP))
                assert "Run `mediad job run recipes.pick`." in daemon.cli("doctor").out
            said[line] = daemon.cli(*(word.replace("dist/", f"{wheels}/") for word in shlex.split(line)[1:]))
            assert said[line].code == 0, (line, said[line].err, said[line].out)
            if "job run" in line:
                lacking = daemon.cli("job", "run", "recipes.pluck")
                assert (lacking.code, "The jobs of plugins: recipes.pick." in lacking.err) == (5, True)
                assert daemon.cli("job", "run", "recipes.pick", "stew").code == 2
    assert re.search(r"recipes +0\.1\.0 +running", said["mediad plugin list"].out)
    assert "Recipes: finished" in said["mediad scan Recipes"].out  # it may have been scanned by itself before
    assert "Tomato soup" in said["mediad search tomato"].out
    assert "stew" in said["mediad job run recipes.pick course=stew"].out
    assert re.search(r"plugins +ok", said["mediad doctor"].out)


def test_the_last_edit_of_the_page_is_taken_over(page: str, site: Path, install: Any, tmp_path: Path) -> None:
    install([follow(page, tmp_path)], tmp_path)
    with outside() as daemon:
        daemon.declare()
        daemon.start()
        for wheels, course in ((site.parent / "wheels", "soup"), (tmp_path / "wheels", "stew")):
            [wheel] = wheels.iterdir()
            done = daemon.cli("plugin", "install", str(wheel), "--yes")
            assert done.code == 0, done.err + done.out
            assert course in daemon.cli("job", "run", "recipes.pick").out


@pytest.fixture(scope="module")
def short(repository: Path) -> str:
    """Return the plugin of the README."""
    readme = (repository / "README.md").read_text(encoding="utf-8")
    [text] = [each["text"] for each in CODE.finditer(readme) if each["language"] == "python"]
    return text


def test_the_plugin_of_the_readme_has_twenty_lines(short: str) -> None:
    assert len([line for line in short.splitlines() if line]) == 20


def test_the_plugin_of_the_readme_runs_in_the_package_of_the_tutorial(
    short: str, page: str, install: Any, tmp_path: Path
) -> None:
    project = follow("$ mediad-sdk new --kind media-type recipes", tmp_path)
    (project / "src/mediad_plugin_recipes/plugin.py").write_text(short)
    entry = project / "pyproject.toml"
    entry.write_text(entry.read_text().replace("plugin:Recipes", "plugin:create"))
    site = install([project], tmp_path / "installed")
    with outside(PYTHONPATH=str(site)) as daemon:
        daemon.declare(shelf(page, daemon, soup=SOUP, nameless=b"\n- salt\n", torn=b"\xff\xfe"))
        daemon.start()
        assert daemon.cli("scan").code == 0
        titles = [each["title"] for each in daemon.items("/items?kind=recipe")]
        assert sorted(titles) == ["Tomato soup", "nameless.recipe.txt"]
        assert "torn.recipe.txt" in daemon.cli("library", "problems", "Recipes").out
