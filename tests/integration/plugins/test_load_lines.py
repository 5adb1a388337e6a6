"""Whatever a plugin does wrong while it is loaded is told with the hook, the file and the line, in both tiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """from contextlib import asynccontextmanager
from mediad_sdk import UserError, hookimpl
class Plugin:
    @hookimpl
    def mediad_jobs(self):
        return ({jobs})
    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self):
        {lifespan}
        yield
def fail():
    raise UserError("no key was set", remedy="Set a key.")
def plugin(context, settings):
    {factory}
    return Plugin()
{end}
"""
BUGS = {
    "imports": ({"end": "1 / 0"}, "import_failed", "import", "ZeroDivisionError", ":17"),
    "spells": ({"end": "def f(:"}, "import_failed", "import", "SyntaxError", ":17"),
    "leaves": ({"end": "raise SystemExit(3)"}, "import_failed", "import", "sys.exit(3)", ":17"),
    "makes": ({"factory": "1 / 0"}, "factory_failed", "factory", "ZeroDivisionError", ":15 plugin"),
    "ends": ({"factory": "raise SystemExit"}, "factory_failed", "factory", "SystemExit", ":15 plugin"),
    "declares": ({"jobs": "1 / 0"}, "raised", "mediad_jobs", "ZeroDivisionError", ":6 mediad_jobs"),
    "refuses": ({"jobs": "fail()"}, "raised", "mediad_jobs", "no key was set", ""),
    "begins": ({"lifespan": "1 / 0"}, "raised", "mediad_lifespan", "ZeroDivisionError", ":10 mediad_lifespan"),
}
GOOD = {"jobs": "[]", "lifespan": "pass", "factory": "pass", "end": ""}
WORDS = {"inline": {"ends": "SystemExit: "}, "process": {"leaves": "sys.exit(3)", "ends": "sys.exit(None)"}}


@pytest.fixture(scope="module", params=["inline", "process"])
def met(tmp_path_factory: pytest.TempPathFactory, meet: Any, request: Any) -> tuple[str, Any]:
    """Return the tier, and what a daemon says that met a plugin of each bug in it."""
    place = tmp_path_factory.mktemp("bugs")
    for name, (bug, *_) in BUGS.items():
        _write(place, name, MODULE.format(**GOOD | bug))
    return request.param, meet(place, wishes={name: {"isolation": request.param} for name in BUGS})


def _write(place: Path, name: str, code: str) -> None:
    package, metadata = place / f"mediad_plugin_{name}", place / f"mediad_plugin_{name}-1.0.dist-info"
    package.mkdir()
    metadata.mkdir()
    (package / "__init__.py").write_text(code)
    manifest = f'id = "{name}"\nname = "{name}"\nrequires_sdk = ">=1.0rc1,<2"\n'
    (package / "mediad-plugin.toml").write_text(manifest)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: mediad-plugin-{name}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[mediad.plugins]\n{name} = mediad_plugin_{name}:plugin\n")


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_at_load_is_told_with_its_hook_file_and_line(met: tuple[str, Any], bug: str) -> None:
    tier, told = met
    _, kind, hook, words, line = BUGS[bug]
    state = told.states[bug]
    error = state["error"]
    assert (state["state"], error["kind"], error["hook"]) == ("failed", kind, hook)
    assert WORDS[tier].get(bug, words) in error["message"]
    assert bool(line) is (f"mediad_plugin_{bug}/__init__.py{line}" in error["message"])
    assert error["message"] in state["reason"]
    assert (error["remedy"] == "Set a key.") is (bug == "refuses")
