"""What is installed and does not fit the daemon any more: it is carried on as it is, and holds nobody else back."""

from __future__ import annotations

import shutil
from importlib.metadata import Distribution
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.tags import sys_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from mediad.plugins.find import sdk_fault
from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.finding import installed
from mediad.plugins.installing.places import asked_in
from mediad.plugins.installing.surroundings import closure
from mediad.plugins.installing.wheel import python_fault
from mediad_sdk import SDK_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mediad.plugins.installing.generations import Generation, Locked
    from mediad.plugins.installing.surroundings import Core


def unfit(before: Generation, site: Path, here: Core) -> dict[str, str]:
    """Name what was asked for and does not fit the daemon any more, itself or something that it needs; with the reason.

    Args:
        before: What is installed.
        site: Where it lies.
        here: The daemon's own packages.
    """
    there = _distributions(site)
    ranges: dict[str, list[str]] = {}
    for one in installed(site):
        if one.manifest:
            ranges.setdefault(canonicalize_name(one.distribution), []).append(
                sdk_fault(one.manifest.requires_sdk, SDK_VERSION)
            )
    versions = {**{each.name: each.version for each in before.lock}, **here.packages}
    faults: dict[str, str] = {}
    for each in before.lock:
        if each.name in there and each.name not in here.packages:
            found = [*_faults(each, there[each.name], versions), *ranges.get(each.name, ())]
            if fault := next(filter(None, found), ""):
                faults[each.name] = fault
    return {
        name: faults[name] if name in faults else f"{needed}, which it needs, does not fit: {faults[needed]}"
        for name in asked_in(before)
        if (needed := next(iter(sorted(closure([name], there.values()) & faults.keys())), ""))
    }


def with_needs(names: Iterable[str], before: Generation, site: Path) -> frozenset[str]:
    """Name packages that are installed, with everything there that they need."""
    return closure(names, _distributions(site).values()) & before.packages().keys()


def copy_installed(names: Iterable[str], site: Path, into: Path) -> None:
    """Copy packages as they lie in a site folder; what is there already stays."""
    there = _distributions(site)
    for name in names:
        for file in there[name].files or ():
            source, target = site / file, into / file
            if ".." in file.parts or not source.is_file() or target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _distributions(site: Path) -> dict[str, Distribution]:
    listed = Distribution.discover(path=[str(site)])
    return {canonicalize_name(each.metadata["Name"]): each for each in listed if "Name" in each.metadata}


def _faults(locked: Locked, source: Distribution, versions: Mapping[str, str]) -> Iterable[str]:
    headers = source.metadata
    yield python_fault(headers["Requires-Python"] if "Requires-Python" in headers else "")  # noqa: SIM401  # it has no get
    if parse_wheel_filename(locked.file)[3].isdisjoint(sys_tags()):
        yield f"{shown(locked.file)} was made for another Python or machine"
    for line in source.requires or ():
        try:
            need = Requirement(line)
        except InvalidRequirement:
            continue  # nobody could have installed by it
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        version = versions.get(canonicalize_name(need.name))
        if version is None:
            yield f"it wants {need.name}, which is not there"
        elif not need.specifier.contains(version, prereleases=True):
            yield f"it wants {need.name}{need.specifier}; here is {need.name} {version}"
