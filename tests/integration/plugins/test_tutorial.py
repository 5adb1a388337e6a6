"""The pages for plugin authors are true: what they show is built, installed, tested by its own test, and run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, outside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = re.compile(r"^`(?P<path>[\w./-]+)`:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST_PIECE = 55
SOUP = b"Tomato soup\n- tomato\n- salt\n"


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    """Return the tutorial."""
    return (repository / "docs/tutorial/first-plugin.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files(page: str) -> dict[str, str]:
    """Return the files that the page shows."""
    return {match["path"]: match["text"] for match in FILE.finditer(page)}


@pytest.fixture(scope="module")
def project(files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with these files."""
    place = tmp_path_factory.mktemp("recipes")
    for path, text in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def site(project: Path, install: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the plugin of the page is installed."""
    return install([project], tmp_path_factory.mktemp("installed"))  # type: ignore[no-any-return]  # the fixture's


def test_the_page_shows_a_whole_plugin_in_small_pieces(files: dict[str, str]) -> None:
    assert sorted(path.rpartition("/")[2] for path in files) == [
        "__init__.py",
        "files.py",
        "kinds.py",
        "mediad-plugin.toml",
        "pyproject.toml",
        "test_recipes.py",
    ]
    sizes = {path: len([line for line in text.splitlines() if line.strip()]) for path, text in files.items()}
    assert max(sizes.values()) <= LONGEST_PIECE


def test_the_test_of_the_page_passes(project: Path, site: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(project / "tests")]
    environment = os.environ | {"PYTHONPATH": str(site)}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "9 passed" in done.stdout


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


@contextmanager
def serving(page: str, site: Path, **recipes: bytes) -> Iterator[Outside]:
    """Start a daemon with a plugin of recipes, and with the library that the tutorial declares."""
    [table] = [each["text"] for each in CODE.finditer(page) if each["text"].startswith("[libraries.")]
    with outside(PYTHONPATH=str(site)) as daemon:
        folder = daemon.place / "recipes"
        folder.mkdir()
        for name, text in recipes.items():
            (folder / f"{name}.recipe.txt").write_bytes(text)
        daemon.declare(table.replace("/srv/recipes", str(folder)))
        yield daemon.start()


def test_the_last_commands_of_the_page_do_what_it_says(page: str, site: Path) -> None:
    said = {}
    with serving(page, site, soup=SOUP) as daemon:
        assert "Run `mediad job run recipes.pick`." in daemon.cli("doctor").out
        for line in re.findall(r"^\$ (mediad .*)$", page, re.MULTILINE):
            said[line] = daemon.cli(*shlex.split(line)[1:])
            assert said[line].code == 0, (line, said[line].err, said[line].out)
        lacking = daemon.cli("job", "run", "recipes.pluck")
        assert (lacking.code, "The jobs of plugins: recipes.pick." in lacking.err) == (5, True)
        assert daemon.cli("job", "run", "recipes.pick", "stew").code == 2
    assert re.search(r"recipes +0\.1\.0 +running", said["mediad plugin list"].out)
    assert "Recipes: finished" in said["mediad scan Recipes"].out  # it may have been scanned by itself before
    assert "Tomato soup" in said["mediad search tomato"].out
    assert "stew" in said["mediad job run recipes.pick course=stew"].out
    assert re.search(r"plugins +ok", said["mediad doctor"].out)


@pytest.fixture(scope="module")
def short(repository: Path) -> str:
    """Return the plugin of the README."""
    readme = (repository / "README.md").read_text(encoding="utf-8")
    [text] = [each["text"] for each in CODE.finditer(readme) if each["language"] == "python"]
    return text


def test_the_plugin_of_the_readme_has_twenty_lines(short: str) -> None:
    assert len([line for line in short.splitlines() if line]) == 20


def test_the_plugin_of_the_readme_runs_in_the_package_of_the_tutorial(
    short: str, page: str, files: dict[str, str], install: Any, tmp_path: Path
) -> None:
    package = tmp_path / "src/mediad_plugin_recipes"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(short)
    for path in ("pyproject.toml", "src/mediad_plugin_recipes/mediad-plugin.toml"):
        (tmp_path / path).write_text(files[path])
    site = install([tmp_path], tmp_path / "installed")
    with serving(page, site, soup=SOUP, nameless=b"\n- salt\n", torn=b"\xff\xfe") as daemon:
        assert daemon.cli("scan").code == 0
        titles = [each["title"] for each in daemon.items("/items?kind=recipe")]
        assert sorted(titles) == ["Tomato soup", "nameless.recipe.txt"]
        assert "torn.recipe.txt" in daemon.cli("library", "problems", "Recipes").out
