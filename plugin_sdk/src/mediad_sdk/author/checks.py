"""What `mediad-sdk check` looks for; each check says what it found and how it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from mediad_sdk import SDK_VERSION
from mediad_sdk.author import code
from mediad_sdk.data import dataclass
from mediad_sdk.manifest import FILE_NAME

if TYPE_CHECKING:
    from mediad_sdk.author.project import Project

Level: TypeAlias = Literal["bronze", "silver", "gold"]
LEVELS: tuple[Level, ...] = ("bronze", "silver", "gold")
"""Bronze loads and is tested, silver behaves, gold is finished."""


_KIT = re.compile(r"class \w+\(.*\bPluginConformance\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that is looked for.

    Attributes:
        id: Its permanent name.
        level: The level that needs it.
        says: What holds when it finds nothing.
        fix: What to do about what it finds.
        find: Gives what it finds, a sentence each.
    """

    id: str
    level: Level
    says: str
    fix: str
    find: Callable[[Project], Iterator[str]]


def _manifest(project: Project) -> Iterator[str]:
    if project.fault:
        yield project.fault
    elif project.manifest is not None and project.manifest.id != project.plugin:
        yield f"the entry point is named {project.plugin}, the manifest says {project.manifest.id}"


def _names(project: Project) -> Iterator[str]:
    name, package = str(project.metadata.get("name", "")), project.package.name
    if re.sub(r"[-_.]+", "-", name).lower() != f"mediad-plugin-{project.plugin.replace('_', '-')}":
        yield f"the distribution is called {name or 'nothing'}"
    if package != f"mediad_plugin_{project.plugin}":
        yield f"the package is called {package}"


def _sdk(project: Project) -> Iterator[str]:
    asked = [each for each in project.metadata.get("dependencies", ()) if re.match(r"mediad[-_.]sdk\b", each)]
    if not asked:
        yield "the dependencies do not name mediad-sdk"
    if project.manifest is not None and (fault := range_fault(project.manifest.requires_sdk)):
        yield fault


def range_fault(requires: str) -> str:
    """Say what is wrong with a range of SDK versions; "" when nothing is."""
    lower = re.search(r"(?:>=|~=|==|>)\s*[\d.]", requires)
    upper = re.search(r"(?:<=|~=|==|<)\s*[\d.]", requires)
    if not lower or not upper:
        return f"the range {requires!r} has no {'lower' if not lower else 'upper'} end"
    bound = re.search(r"<\s*(\d+)(?:\.(\d+))?", requires)
    here = tuple(int(part) for part in re.findall(r"\d+", SDK_VERSION)[:2])
    if bound and here >= (int(bound[1]), int(bound[2] or 0)):
        return f"the range {requires!r} does not take {SDK_VERSION}, the SDK that checks"
    return ""


def _packaging(project: Project) -> Iterator[str]:
    for key in ("version", "description", "license", "requires-python"):
        if not project.metadata.get(key):
            yield f"pyproject.toml has no `{key}`"
    if not (project.folder / "README.md").is_file():
        yield "there is no README.md"


def _tests(project: Project) -> Iterator[str]:
    if not any(_KIT.search(path.read_text(encoding="utf-8")) for path in project.tests):
        yield "no test inherits PluginConformance"


def _changes(project: Project) -> Iterator[str]:
    if not (project.folder / "CHANGELOG.md").is_file():
        yield "there is no CHANGELOG.md"


def _typed(project: Project) -> Iterator[str]:
    if not (project.package / "py.typed").is_file():
        yield "there is no py.typed in the package"
    yield from code.unannotated(project)


def _told(project: Project) -> Iterator[str]:
    readme = project.folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    for name, described in code.settings(project):
        if not described:
            yield f"the setting {name} has no description"
        if not re.search(rf"\b{re.escape(name)}\b", text):
            yield f"README.md does not name the setting {name}"


CHECKS = (
    Check(
        id="manifest", level="bronze", says="the manifest is right and names the plugin", find=_manifest,
        fix=f"Correct {FILE_NAME} in the package.",
    ),
    Check(
        id="names", level="bronze", says="distribution and package are named after the plugin", find=_names,
        fix="Call the distribution mediad-plugin-ID (hyphens), the package mediad_plugin_ID.",
    ),
    Check(
        id="sdk", level="bronze", says="the SDK is asked for by a range with both ends", find=_sdk,
        fix='Say requires_sdk = ">=1.0,<2" in the manifest, and the same of mediad-sdk in the dependencies.',
    ),
    Check(
        id="imports", level="bronze", says="of mediad only the SDK is imported", find=code.strangers,
        fix="Use what mediad_sdk offers; the daemon's own modules change without notice.",
    ),
    Check(
        id="packaging", level="bronze", says="the project has version, licence, Python range and README",
        find=_packaging, fix="Complete the table [project] of pyproject.toml, and write a README.md.",
    ),
    Check(
        id="tests", level="bronze", says="the conformance kit is among the tests", find=_tests,
        fix="Add tests/test_conformance.py with a class that inherits mediad_sdk.testing.PluginConformance.",
    ),
    Check(
        id="permissions", level="silver", says="what is used is asked for, and what is asked for is used",
        find=code.permissions, fix=f"Let [permissions] in {FILE_NAME} say what the code does, each with its reason.",
    ),
    Check(
        id="blocking", level="silver", says="nothing in a coroutine waits without awaiting", find=code.blocking,
        fix="Write `def` instead of `async def` (it runs in a thread), or use what the context offers.",
    ),
    Check(
        id="tasks", level="silver", says="every task has an owner", find=code.tasks,
        fix="Start background work by context.tasks.start, which ends it with the plugin.",
    ),
    Check(
        id="connection", level="silver", says="settings that name another program can be tested", find=code.connection,
        fix='Declare a HealthCheck with the id "connection" that asks the other side something.',
    ),
    Check(
        id="changes", level="silver", says="what changes is written down", find=_changes,
        fix="Write a CHANGELOG.md, the newest version first.",
    ),
    Check(
        id="types", level="gold", says="everything public is annotated, and py.typed says so", find=_typed,
        fix="Annotate arguments and results, and put an empty py.typed into the package.",
    ),
    Check(
        id="docstrings", level="gold", says="every module, public class and public function says what it is for",
        find=code.undocumented, fix="Write a sentence of text as its first line.",
    ),
    Check(
        id="settings", level="gold", says="every setting is described, in the model and in the README", find=_told,
        fix="Give each field Field(description=...), and name it in README.md.",
    ),
)  # fmt: skip
