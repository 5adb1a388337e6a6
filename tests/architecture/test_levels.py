"""Our own plugins are what we ask of others: gold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.author.check import examine, reached

if TYPE_CHECKING:
    from pathlib import Path


def test_every_plugin_of_ours_is_gold(repository: Path) -> None:
    projects = repository.glob("plugins/*/*/pyproject.toml")
    folders = sorted(path.parent for path in projects if path.parents[1].name != "libraries")
    assert len(folders) >= 9
    # Their tests run with all the others; here is what `mediad-sdk check` finds without running any.
    findings = {folder.name: examine(folder, run_tests=False) for folder in folders}
    lacking = {name: [each for each in some if each.found] for name, some in findings.items()}
    assert {name: some for name, some in lacking.items() if some} == {}
    assert {reached(some) for some in findings.values()} == {"gold"}
