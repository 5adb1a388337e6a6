"""Checks a plugin's project and says which level it reaches."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from dataclasses import asdict
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from mediad_sdk.author.checks import CHECKS, LEVELS, Level
from mediad_sdk.author.project import open_project
from mediad_sdk.data import dataclass
from mediad_sdk.hooks import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mediad_sdk.author.project import Project

LONGEST = 600
"""Seconds for the plugin's own tests."""
_TAIL = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How one check ended; nothing in `found` is well."""

    check: str
    level: Level
    says: str
    fix: str
    found: tuple[str, ...]


def examine(folder: Path, *, run_tests: bool = True) -> list[Finding]:
    """Look at a project in every way; raises `MediadError` when it is none."""
    project = open_project(folder)
    here = not run_tests or _is_installed(project)
    findings = [] if here else [_missing(project)]
    findings += [
        Finding(check=each.id, level=each.level, says=each.says, fix=each.fix, found=tuple(each.find(project)))
        for each in CHECKS
    ]
    if run_tests:
        findings.append(
            Finding(
                check="passing", level="bronze", says="its tests pass, the conformance kit among them",
                fix="Run `python -m pytest` in the project, installed with `pip install --editable .`.",
                found=tuple(_failures(project)) if here else ("they were not run",),
            )
        )  # fmt: skip
    return findings


def _is_installed(project: Project) -> bool:
    """Tell whether this Python finds the plugin: its tests import it, and the kit asks for it by its entry point."""
    return any(each.name == project.plugin for each in entry_points(group=GROUP))


def _missing(project: Project) -> Finding:
    extra = "[test]" if "test" in project.metadata.get("optional-dependencies", {}) else ""
    command = shlex.join([sys.executable, "-m", "pip", "install", "--editable", f"{project.folder}{extra}"])
    return Finding(
        check="installed", level="bronze", says="it is installed here, where its tests are run",
        fix=f"Run `{command}`, then check again.", found=(f"not installed here: {sys.executable} does not find it",),
    )  # fmt: skip  # two rows: what is asked, and what to do


def reached(findings: Sequence[Finding]) -> Level | None:
    """Name the highest level of which nothing is missing; None for not even the first."""
    best: Level | None = None
    for level in LEVELS:
        if any(each.found for each in findings if each.level == level):
            break
        best = level
    return best


def report(folder: Path, *, level: str, as_json: bool = False) -> int:
    """Write what was found; 0 when the level is reached."""
    findings = examine(folder)
    best = reached(findings)
    write = sys.stdout.write
    if as_json:
        for each in findings:
            write(json.dumps(asdict(each)) + "\n")
    else:
        write("".join(_lines(findings)))
        write(f"\n{folder.resolve().name}: {best or 'not even bronze'}\n")
    return 0 if best is not None and LEVELS.index(best) >= LEVELS.index(level) else 1


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    for each in findings:
        yield f"{'no ' if each.found else 'ok '} {each.level:6}  {each.check:12} {each.says}\n"
        for found in each.found:
            yield f"            {found}\n"
        if each.found:
            yield f"            -> {each.fix}\n"


def _failures(project: Project) -> Iterator[str]:
    """Run the plugin's own tests in a process of their own."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib"]
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter, on the author's own project
            [*command, str(project.folder.resolve() / "tests")], cwd=project.folder, capture_output=True, text=True,
            timeout=LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        yield f"they take longer than {LONGEST} s"
        return
    if done.returncode:
        yield from done.stdout.splitlines()[-_TAIL:] or done.stderr.splitlines()[-_TAIL:] or ["pytest failed"]
