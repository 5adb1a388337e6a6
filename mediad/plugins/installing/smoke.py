"""Imports freshly installed plugins in children that see what the daemon would see."""

from __future__ import annotations

from functools import partial
from importlib.machinery import PathFinder
from importlib.metadata import Distribution
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.plugins.find import find
from mediad.plugins.preflight import ChildPreflight
from mediad.workers.process import Processes

if TYPE_CHECKING:
    from mediad.plugins.find import Found
    from mediad.plugins.installing.surroundings import Core


async def smoke(site: Path, core: Core, *, own: bool = False) -> dict[str, str]:
    """Import every plugin of a site folder, and its settings; give what is wrong, by the plugin's id."""
    paths = [str(site), *core.paths] if own else [*core.paths, str(site)]
    async with Processes(instead=paths) as processes:
        preflight = ChildPreflight(processes)
        return {found.id: problem for found in installed(site) if (problem := await _problem(preflight, found))}


def installed(site: Path) -> list[Found]:
    """List the plugins of a site folder."""
    return find(lambda: Distribution.discover(path=[str(site)]), partial(_located, site))


async def _problem(preflight: ChildPreflight, found: Found) -> str:
    if found.manifest is None:
        return found.fault
    return (await preflight(found)).message


def _located(site: Path, top: str) -> Path | None:
    spec = PathFinder.find_spec(top, [str(site)])
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None
