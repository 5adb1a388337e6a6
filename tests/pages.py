"""Pages for plugin authors as their readers follow them: begin a plugin, compare what it shows, make its edits.

`src/x/plugin.py`:                    what `mediad-sdk new` wrote
`src/x/plugin.py`, changed:           a diff, to be made in it
`tests/test_more.py`, new:            a whole file, new or in the place of the one that was there
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

from mediad_sdk.author.scaffold import begin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BLOCK = re.compile(
    r"^`(?P<path>[\w./-]+)`(?:, (?P<how>new|changed))?:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
BEGUN = re.compile(r"^\$ (?:env/bin/)?mediad-sdk new --kind (\S+) (\w+)$", re.MULTILINE)


def follow(page: str, into: Path) -> Path:
    """Do what a page says, and give the folder of the plugin."""
    [(kind, name)] = BEGUN.findall(page)
    project = begin(name, kind, into=into)
    for each in BLOCK.finditer(page):
        path, text = project / each["path"], each["text"]
        if each["how"] == "new":
            path.parent.mkdir(parents=True, exist_ok=True)
        elif each["how"] == "changed":
            text = changed(path.read_text(encoding="utf-8"), text)
        else:
            assert text == path.read_text(encoding="utf-8"), f"the scaffold writes another {each['path']}"
        path.write_text(text, encoding="utf-8")
    return project


def changed(text: str, diff: str) -> str:
    """Make an edit: what it takes away, with what it leaves around it, has to be there once."""
    lines = [line or " " for line in diff.splitlines()]
    before, after = ("".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +"))
    assert text.count(before) == 1, f"not there, or not once:\n{before}"
    return text.replace(before, after)


def installed(project: Path) -> Path:
    """Do as an editable install does, in a millisecond; gives the directory for the path."""
    told = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [(key, value)] = told["entry-points"]["mediad.plugins"].items()
    meta = project / f"src/mediad_plugin_{key}-{told['version']}.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {told['name']}\nVersion: {told['version']}\n")
    (meta / "entry_points.txt").write_text(f"[mediad.plugins]\n{key} = {value}\n")
    return project / "src"


def tried(projects: Iterable[Path]) -> subprocess.CompletedProcess[str]:
    """Run the tests of plugins in one process: starting pytest takes longer than they do."""
    folders = [*projects]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(str(installed(each)) for each in folders)}
    options = ["-q", "-rA", "--import-mode=importlib", "-W", "error", "-c", os.devnull, "-p", "no:cacheprovider"]
    options += ["-p", "no:asyncio", "-p", "no:aiohttp", f"--rootdir={folders[0].parent}"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(str(each / "tests") for each in folders)],
        cwd=folders[0].parent, env=environment, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
