"""What a new daemon or SDK would break, told before anything changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from email.parser import HeaderParser
from functools import partial
from importlib.metadata import Distribution
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from mediad import VERSION
from mediad.plugins.find import Found, find, sdk_fault
from mediad.plugins.installing.archive import opened, shown
from mediad.plugins.installing.errors import PackageRefused
from mediad.plugins.installing.finding import installed
from mediad.plugins.installing.places import Places
from mediad.plugins.installing.surroundings import SDK, core
from mediad.plugins.installing.wheel import MOST_TEXT, python_fault
from mediad_sdk import SDK_VERSION
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path

OURS = "mediad"
_WITH_IT = "with the daemon"
_IN_ONE_GO = "It comes with the daemon: bring it up to date in the same go."


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What would be installed instead.

    Attributes:
        version: Of the daemon.
        sdk: Version of its SDK.
        python: The Pythons that it runs with.
        requires: What it needs of other packages, by name.
    """

    version: str = VERSION
    sdk: str = SDK_VERSION
    python: str = ""
    requires: Mapping[str, SpecifierSet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One thing that would stop."""

    plugin: str
    package: str
    version: str
    where: str
    reason: str
    remedy: str


def target(*, wheel: Path | None = None, sdk: str = "") -> Target:
    """Read what is planned: from the wheel of a daemon, or from the version of an SDK alone."""
    if sdk:
        try:
            Version(sdk)
        except InvalidVersion as error:
            raise PackageRefused(f"{shown(sdk)!r} is no version.", remedy="Give one such as 1.1.0.") from error
    if wheel is None:
        return Target(sdk=sdk or SDK_VERSION)
    with opened(wheel) as archive:
        names = [each for each in archive.names if re.fullmatch(r"mediad-[^/]+\.dist-info/METADATA", each)]
        if len(names) != 1:
            raise PackageRefused(f"{shown(wheel.name)} is no wheel of mediad.", remedy="Name the daemon's own wheel.")
        headers = HeaderParser().parsestr(archive.text(names[0], MOST_TEXT))
    requires = {
        str(canonicalize_name(each.name)): each.specifier for each in _needs(headers.get_all("Requires-Dist", ()))
    }
    pinned = next((each.version for each in requires.get(SDK, ()) if each.operator == "=="), "")
    return Target(
        version=str(headers["Version"]), sdk=sdk or pinned or SDK_VERSION,
        python=str(headers.get("Requires-Python", "")), requires=requires,
    )  # fmt: skip


def breaks(data_dir: Path, planned: Target) -> tuple[int, list[Break]]:
    """Look at every plugin that is installed; gives how many there are, and what each would stumble over."""
    found: list[Break] = []
    count = 0
    if fault := python_fault(planned.python):
        found.append(_daemon(planned, fault))
    for where, own, plugins in _everywhere(data_dir):
        for each in plugins:
            count += 1
            found += [_break(each, where, reason) for reason in _reasons(each, planned, own=own)]
    return count, found


def _everywhere(data_dir: Path) -> Iterable[tuple[str, bool, Sequence[Found]]]:
    """Give the plugins by the place where they lie; the flag says that the place has packages of its own."""
    places = Places(data_dir)
    here = core(places.root)
    yield _WITH_IT, False, find(partial(Distribution.discover, path=list(here.paths)))
    for owner, each in places.every():
        if number := each.current_number():
            where = f"environment of {owner}" if owner else f"generation {number}"
            yield where, bool(owner), installed(each.site(number))


def _reasons(found: Found, planned: Target, *, own: bool) -> Iterable[str]:
    of_sdk = sdk_fault(found.manifest.requires_sdk, planned.sdk) if found.manifest else ""
    if of_sdk:
        yield of_sdk
    if found.source is None:
        return
    headers = found.source.metadata
    if fault := python_fault(headers["Requires-Python"] if "Requires-Python" in headers else ""):  # noqa: SIM401  # it has no get
        yield fault
    for need in _needs(found.source.requires or ()):
        name = canonicalize_name(need.name)
        if of_sdk and name == SDK:
            continue  # the manifest and the dependency say the same, and once is enough
        wanted = {"mediad-sdk": f"=={planned.sdk}", OURS: f"=={planned.version}"}.get(name)
        there = SpecifierSet(wanted) if wanted else None if own else planned.requires.get(name)
        if there is not None and not together(need.specifier, there):
            yield f"it wants {need.name}{need.specifier}; the daemon would have {need.name}{there}"


def _needs(lines: Iterable[str]) -> Iterable[Requirement]:
    for line in lines:
        try:
            need = Requirement(str(line))
        except InvalidRequirement:
            continue  # nobody could have installed by it
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield need


def together(one: SpecifierSet, other: SpecifierSet) -> bool:
    """Tell whether some version fits both: the ends of both ranges are tried, and what lies just beside them."""
    ends = {re.sub(r"\.\*$", "", each.version) for each in (*one, *other)}
    tried = {"0", *ends, *(f"{end}.1" for end in ends)}
    return any(_holds(one, version) and _holds(other, version) for version in tried)


def _holds(specifiers: SpecifierSet, version: str) -> bool:
    try:
        return specifiers.contains(version, prereleases=True)
    except InvalidVersion:
        return False


def _break(found: Found, where: str, reason: str) -> Break:
    newer = f"Look for a newer version: `mediad plugin upgrade {found.distribution}`, or wait with the daemon."
    return Break(
        plugin=found.id, package=found.distribution, version=found.version, where=where, reason=reason,
        remedy=_IN_ONE_GO if where == _WITH_IT else newer,
    )  # fmt: skip


def _daemon(planned: Target, fault: str) -> Break:
    return Break(
        plugin="", package=OURS, version=planned.version, where="the daemon itself", reason=f"it {fault}",
        remedy="Install that Python first.",
    )  # fmt: skip
