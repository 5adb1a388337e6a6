"""Finds plugins where they were installed: with the daemon, beside it, and in environments of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib.machinery import PathFinder
from importlib.metadata import Distribution
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.plugins.find import find
from mediad.plugins.installing.current import own_sites

if TYPE_CHECKING:
    from mediad.plugins.find import Found


def everything(data_dir: Path) -> list[Found]:
    """List every plugin that is installed; one in an environment of its own runs in a process of its own."""
    own = [
        replace(found, manifest=found.manifest and replace(found.manifest, isolation="process"))
        for plugin, site in own_sites(data_dir).items()
        for found in installed(site)
        if found.id == plugin
    ]
    return sorted([*find(), *own], key=lambda each: (each.id, each.distribution))


def installed(site: Path) -> list[Found]:
    """List the plugins of a site folder."""
    return find(lambda: Distribution.discover(path=[str(site)]), partial(_located, site))


def _located(site: Path, top: str) -> Path | None:
    spec = PathFinder.find_spec(top, [str(site)])
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None
