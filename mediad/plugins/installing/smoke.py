"""Imports freshly installed plugins in children that see what the daemon would see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.plugins.installing.finding import installed
from mediad.plugins.preflight import ChildPreflight
from mediad.workers.process import Processes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mediad.plugins.find import Found
    from mediad.plugins.installing.surroundings import Core


async def smoke(site: Path, core: Core, *, own: bool = False, closed: Sequence[Path] = ()) -> dict[str, str]:
    """Import every plugin of a site folder, and its settings; give what is wrong, by the plugin's id.

    What asks for a process of its own is held here already, and away from what is `closed`.
    """
    paths = [str(site), *core.paths] if own else [*core.paths, str(site)]
    async with Processes(instead=paths, closed=closed) as processes:
        preflight = ChildPreflight(processes, apart=own)
        return {found.id: problem for found in installed(site) if (problem := await _problem(preflight, found))}


async def _problem(preflight: ChildPreflight, found: Found) -> str:
    if found.manifest is None:
        return found.fault
    return (await preflight(found)).message
