"""What the daemon has without anything that was installed beside it: its packages, modules and plugins."""

from __future__ import annotations

import sys
from dataclasses import field
from importlib.metadata import Distribution
from importlib.util import find_spec
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from mediad.plugins.find import find
from mediad.workers.process import import_paths
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SDK = "mediad-sdk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The daemon's own environment.

    Attributes:
        packages: Versions by name.
        plugins: Distributions by the id of the plugin.
        paths: Where it imports from.
    """

    packages: Mapping[str, str]
    plugins: Mapping[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()

    def held(self) -> list[str]:
        """Give what must not change, as constraints."""
        return [f"{name}=={version}" for name, version in sorted(self.packages.items())]

    def held_for_own(self) -> list[str]:
        """Give what must not change in an environment of a plugin's own: the SDK, with all that it needs."""
        kept = closure([SDK], Distribution.discover())
        return [line for line in self.held() if line.partition("==")[0] in kept]


def core(root: Path) -> Core:
    """Look at the daemon's environment, past the generations below `root`."""
    beside = f"{root.absolute()}/"
    path = [place for place in sys.path if not place.startswith(beside)]
    listed = list(Distribution.discover(path=path))
    packages: dict[str, str] = {}
    for each in listed:
        headers = each.metadata
        if "Name" in headers and "Version" in headers:  # what was half removed has neither
            packages.setdefault(canonicalize_name(headers["Name"]), headers["Version"])
    plugins = {each.id: each.distribution for each in find(lambda: listed, lambda _top: None)}
    paths = tuple(place for place in import_paths() if not place.startswith(beside))
    return Core(packages=packages, plugins=plugins, paths=paths)


def closure(names: Iterable[str], among: Iterable[Distribution]) -> frozenset[str]:
    """Name packages with everything of these that they need."""
    needs = {canonicalize_name(each.metadata["Name"]): each for each in among if "Name" in each.metadata}
    found, wanted = set[str](), {str(canonicalize_name(each)) for each in names}
    while wanted:
        each = wanted.pop()
        found.add(each)
        wanted |= {need for need in _needs(needs.get(canonicalize_name(each))) if need in needs} - found
    return frozenset(found)


def _needs(source: Distribution | None) -> Iterable[str]:
    for line in (source.requires if source else None) or ():
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def belongs_here(top: str, root: Path) -> bool:
    """Tell whether a module of this name is the daemon's or Python's own, so that another would never be imported."""
    try:
        spec = find_spec(top)
    except (ImportError, ValueError, AttributeError):
        return top in sys.modules
    if spec is None or spec.origin is None:
        return False  # a namespace without code: others may add to it
    return not spec.origin.startswith(f"{root.absolute()}/")
