"""The tutorial is true: its files are taken from the page, built, installed, tested by their own test, and run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

FILE = re.compile(r"^`(?P<path>[\w./-]+)`:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST_PIECE = 55


@pytest.fixture(scope="module")
def files(repository: Path) -> dict[str, str]:
    """Return the files that the page shows."""
    page = (repository / "docs/tutorial/first-plugin.md").read_text(encoding="utf-8")
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
        "job_types": ["recipes.pick"],
        "schedules": ["recipes.daily"],
        "routes": ["GET /today"],
        "health_checks": ["picked"],
    }
    assert met.answers["job recipes.pick"] == {"picked": "soup"}
    assert met.answers["health recipes"] == "ok"
    assert met.answers["recipes /today"]["course"] in {"soup", "nothing yet"}
