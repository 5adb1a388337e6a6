"""The borders that import-linter cannot see: the plugins' folders, and what the SDK takes from outside."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAVY = (
    "aiohttp",
    "aiosqlite",
    "asyncpg",
    "apscheduler",
    "argon2",
    "httpx",
    "PIL",
    "prometheus_client",
    "ffmpeg",
    "typer",
    "rich",
)

# The core without the command line, with the SDK; whoever adds one takes the number up, with a reason in the commit.
MOST_DISTRIBUTIONS = 38


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each absolute import of a module with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def distributions(repository: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each plugin distribution: its folder and its project table."""
    for path in sorted([*repository.glob("plugins/*/pyproject.toml"), *repository.glob("plugins/*/*/pyproject.toml")]):
        yield path.parent, tomllib.loads(path.read_text(encoding="utf-8"))["project"]


def is_library(folder: Path, project: dict[str, Any]) -> bool:
    """Tell what plugins share, and depend on where they use it: it declares none, and is named as it is imported."""
    return (
        "mediad.plugins" not in project.get("entry-points", ())
        and (folder / "src" / project["name"].replace("-", "_")).is_dir()
    )


def test_of_ours_a_plugin_imports_the_sdk_and_the_libraries_that_it_depends_on(repository: Path) -> None:
    strangers = []
    libraries = {project["name"] for folder, project in distributions(repository) if is_library(folder, project)}
    for folder, project in distributions(repository):
        asked = {Requirement(each).name for each in project.get("dependencies", ())} & libraries
        own = {path.name for path in (folder / "src").glob("*")} | {name.replace("-", "_") for name in asked}
        own.add("mediad_sdk")
        for path in folder.rglob("src/**/*.py"):
            for line, name in imports(path):
                top = name.partition(".")[0]
                if top.startswith("mediad") and top not in own:
                    strangers.append(f"{path.relative_to(repository)}:{line} imports {name}")
    assert strangers == []


def test_the_core_imports_no_plugin(repository: Path) -> None:
    named = [
        f"{path.relative_to(repository)}:{line} imports {name}"
        for folder in ("mediad", "plugin_sdk/src")
        for path in (repository / folder).rglob("*.py")
        for line, name in imports(path)
        if name.startswith("mediad_plugin")
    ]
    assert named == []


def test_every_plugin_is_type_checked(repository: Path) -> None:
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    listed = {entry.removeprefix("$MYPY_CONFIG_FILE_DIR/") for entry in settings["mypy_path"]}
    present = {
        f"{folder.relative_to(repository)}/src" for folder, _ in distributions(repository) if (folder / "src").is_dir()
    }
    assert present <= listed


def test_every_plugin_is_named_by_the_convention(repository: Path) -> None:
    wrong = []
    for folder, project in distributions(repository):
        if not (folder / "src").is_dir():
            continue  # mediad-standard only gathers the others
        if is_library(folder, project):
            continue
        name = project["name"].removeprefix("mediad-plugin-")
        if project["name"] == name or not (folder / "src" / f"mediad_plugin_{name.replace('-', '_')}").is_dir():
            wrong.append(project["name"])
    assert wrong == []


def test_the_sdk_imports_nothing_heavy_when_it_is_imported() -> None:
    script = f"import sys, mediad_sdk; print([name for name in {HEAVY!r} + ('mediad',) if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_version_is_written_in_every_distribution(repository: Path) -> None:
    root = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sdk = tomllib.loads((repository / "plugin_sdk/pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"mediad-sdk=={sdk['version']}" in root["dependencies"]
    assert {project["version"] for _, project in distributions(repository)} <= {root["version"]}


OPTIONAL = {"extensions", "integrations", "pictures", "sign_in"}
"""Folders of plugins for programs, habits and licences that not everybody has; each is installed by itself."""


def test_the_standard_distribution_depends_on_what_most_people_want_and_has_no_code(repository: Path) -> None:
    found = dict(distributions(repository))
    standard = found.pop(repository / "plugins/standard")
    wanted = [
        each for folder, each in found.items() if folder.parent.name not in OPTIONAL and not is_library(folder, each)
    ]
    assert sorted(standard["dependencies"]) == sorted(f"{each['name']}=={each['version']}" for each in wanted)
    assert list((repository / "plugins/standard").rglob("*.py")) == []


def installed_with(name: str, found: set[str]) -> set[str]:
    """Add to `found` a distribution and all that it brings along on this machine."""
    if name in found:
        return found
    found.add(name)
    for line in importlib.metadata.requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            installed_with(canonicalize_name(requirement.name), found)
    return found


def test_the_core_brings_few_distributions() -> None:
    found = installed_with("mediad", set())
    assert len(found) <= MOST_DISTRIBUTIONS, sorted(found)
