"""What a start of the daemon imports of plugins: their own modules, and nothing that only their work needs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CODE = """
import sys
from importlib import import_module

import mediad.app.life
import pydantic.networks  # many settings have an address

for module in sys.argv[1:]:
    before, package = set(sys.modules), module.partition(".")[0]
    import_module(module)
    for name in sorted(set(sys.modules) - before):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in {package, "mediad_sdk"}:
            print(package, name)
"""


def imported_at_start(repository: Path) -> Iterator[str]:
    """Name the modules of each plugin that the daemon imports: those of its factory and of its settings."""
    for project in sorted(repository.glob("plugins/*/*/pyproject.toml")):
        plugins = tomllib.loads(project.read_text())["project"].get("entry-points", {}).get("mediad.plugins", {})
        for reference in plugins.values():
            yield reference.partition(":")[0]
    for manifest in sorted(repository.glob("plugins/*/*/src/*/mediad-plugin.toml")):
        if reference := tomllib.loads(manifest.read_text()).get("settings"):
            yield reference.partition(":")[0]


def is_declaration(name: str) -> bool:
    """Tell the modules of shared libraries that declare what several plugins bring, and read nothing."""
    return name.startswith("mediad_") and ("." not in name or name.endswith(".kinds"))


def test_no_plugin_brings_into_the_daemon_what_only_its_work_needs(repository: Path) -> None:
    modules = list(imported_at_start(repository))
    ran = subprocess.run([sys.executable, "-c", _CODE, *modules], capture_output=True, text=True, check=True)
    foreign = [line for line in ran.stdout.splitlines() if not is_declaration(line.split()[1])]
    assert not foreign, "import these where they are used:\n" + "\n".join(foreign)
    assert len(modules) > 20  # they were found
