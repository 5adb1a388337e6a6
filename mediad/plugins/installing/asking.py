"""What people ask for: names with or without versions, wheels, bundles."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.bundle import read_bundle
from mediad.plugins.installing.errors import PackageRefused
from mediad.plugins.installing.wheel import read_wheel
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WAYS = "Give the name of a package, such as mediad-plugin-comics or 'mediad-plugin-comics>=1,<2', or a file."

_BUILD = "Make a wheel in it, `pip wheel --no-deps --wheel-dir dist .`, and give that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be there, and how pip is told.

    Attributes:
        lines: Requirements to keep, by the name of the package.
        wanted: The same for pip: a file that was given by its address.
        pins: Versions that a bundle was made with.
        files: Names of packages that were given as files.
        complete: A bundle was given, and no name: nothing has to come from anywhere else.
    """

    lines: Mapping[str, str]
    wanted: Mapping[str, str]
    pins: Mapping[str, str]
    files: frozenset[str]
    complete: bool


def ask(words: Sequence[str], given: Path, *, files: bool) -> Asked:
    """Understand what was asked for; copies of the files that were given go into a folder."""
    lines, wanted, pins = dict[str, str](), dict[str, str](), dict[str, str]()
    named, bundled = set[str](), False
    for word in words:
        if not (files and _is_file(word)):
            requirement = parse(word)
            name = canonicalize_name(requirement.name)
            lines[name] = wanted[name] = str(requirement)
            named.add(name)
        elif Path(word).is_dir():
            raise PackageRefused(f"{shown(word)} is a folder, and no package.", remedy=_BUILD)
        elif word.endswith(".whl"):
            wheel = read_wheel(_copied(Path(word), given))
            lines[wheel.name] = wheel.name
            wanted[wheel.name] = f"{wheel.name} @ {wheel.path.as_uri()}"
        else:
            asked, wheels = read_bundle(Path(word), given)
            own = {str(canonicalize_name(parse(each).name)): str(parse(each)) for each in asked}
            lines |= own
            wanted |= own
            pins |= {wheel.name: wheel.version for wheel in map(read_wheel, wheels)}
            bundled = True
    files_given = frozenset(lines) - named
    return Asked(lines=lines, wanted=wanted, pins=pins, files=files_given, complete=bundled and not named)


def parse(word: str) -> Requirement:
    """Read a requirement; addresses and options are none."""
    try:
        requirement = Requirement(word)
    except InvalidRequirement as error:
        raise PackageRefused(f"{shown(word)!r} is no package.", remedy=_WAYS) from error
    if requirement.url or not word.isprintable():
        raise PackageRefused(f"{shown(word)!r} is an address; only names and files are taken.", remedy=_WAYS)
    return requirement


def _is_file(word: str) -> bool:
    return "/" in word or word.endswith((".whl", ".zip", ".mediad")) or Path(word).is_file()


def _copied(path: Path, given: Path) -> Path:
    """Copy a file before it is looked at: what is checked and what is installed are the same bytes."""
    try:
        return Path(shutil.copyfile(path, given / path.name))
    except OSError as error:
        why = error.strerror or str(error)
        raise PackageRefused(f"{shown(str(path))} cannot be read: {why}.", remedy="Look at its path.") from error
