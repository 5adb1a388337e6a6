"""From what is asked for to wheels in a folder: resolved by pip, fetched by their hashes, each one looked at."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.errors import DependencyConflict, InstallFailed, PackageRefused
from mediad.plugins.installing.generations import adopt_wheels
from mediad.plugins.installing.pip import Resolved, Sources
from mediad.plugins.installing.wheel import Wheel, read_wheel, sha256
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.plugins.installing.pip import Pip


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How packages may be got.

    Attributes:
        folder: The one folder of wheels to take them from, instead of an index.
        code: Source packages may run their code here to become wheels.
        own: Give the plugin an environment of its own.
        files: Words may name files of this machine.
    """

    folder: Path | None = None
    code: bool = False
    own: bool = False
    files: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What pip is told.

    Attributes:
        lines: Requirements by name.
        held: Constraints that no plugin may break.
        pins: Versions that stay as they are, as long as that is possible.
        locked: The very files of versions that stay.
        shelves: Folders whose wheels are looked at first.
        offline: Try without an index; with `alone`, never ask one.
    """

    lines: Mapping[str, str]
    held: Sequence[str]
    pins: Mapping[str, str] = field(default_factory=dict)
    locked: Mapping[str, Resolved] = field(default_factory=dict)
    shelves: Sequence[Path] = ()
    offline: bool = False
    alone: bool = False

    def attempts(self, options: Options) -> list[tuple[list[str], Sources]]:
        """Give constraints and sources in the order in which they are tried: nothing moves that need not."""
        folders = (*self.shelves, *([options.folder.absolute()] if options.folder else []))
        alone = self.alone or options.folder is not None
        indexes = [False] if alone else [False, True] if self.offline else [True]
        firm = [f"{name}=={version}" for name, version in self.pins.items()]
        loose = [f"{name}=={version}" for name, version in self.pins.items() if name in self.lines]
        return [
            ([*self.held, *pins], Sources(folders=folders, index=index, code=options.code))
            for index in indexes
            for pins in ([firm, loose] if loose != firm else [firm])
        ]


def check_folder(options: Options) -> None:
    """Refuse a folder that is not there, before pip says that a package is not."""
    if options.folder and not options.folder.is_dir():
        raise PackageRefused(f"{shown(str(options.folder))} is no folder.", remedy="Name the folder of wheels.")


async def resolve(pip: Pip, wanted: Wanted, options: Options) -> tuple[list[Resolved], Sources]:
    """Ask pip until it finds a way; gives what it found, and where."""
    refused: list[DependencyConflict | InstallFailed] = []
    for constraints, sources in wanted.attempts(options):
        try:
            found = await pip.resolve(list(wanted.lines.values()), constraints, sources)
            return [_as_locked(each, wanted.locked) for each in found], sources
        except (DependencyConflict, InstallFailed) as error:
            refused.append(error)
    raise next((each for each in refused if isinstance(each, DependencyConflict)), refused[-1])


def _as_locked(found: Resolved, locked: Mapping[str, Resolved]) -> Resolved:
    """Keep the very file of a version that stays, whatever else is called so."""
    kept = locked.get(found.name)
    return kept if kept and kept.version == found.version else found


async def fetch(pip: Pip, found: Sequence[Resolved], given: Path, into: Path, sources: Sources) -> list[Wheel]:
    """Bring every package into a folder as a wheel, and look at each."""
    near, far = await asyncio.to_thread(_nearby, found, given)
    await asyncio.to_thread(adopt_wheels, near, into)
    if far:
        await pip.fetch(far, into, sources)
    wheels = [await asyncio.to_thread(read_wheel, path) for path in await asyncio.to_thread(_listed, into)]
    _compare(found, wheels, built=frozenset(each.name for each in far) if sources.code else frozenset())
    return wheels


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _nearby(found: Sequence[Resolved], given: Path) -> tuple[list[Path], list[Resolved]]:
    """Part what lies on this machine as a wheel with the right hash from what is to be fetched."""
    near, far = [], []
    for each in found:
        file = each.file
        if file is not None and file.suffix == ".whl" and file.is_file():
            near.append(given / file.name if (given / file.name).is_file() else file)
        else:
            far.append(each)
    return near, far


def _compare(found: Sequence[Resolved], wheels: Sequence[Wheel], *, built: frozenset[str]) -> None:
    """See that what lies there is what was resolved, to the last bit unless it was built here."""
    there = {each.name: each for each in wheels}
    if strange := sorted({each.name for each in found} ^ set(there)):
        raise InstallFailed(f"{shown(strange[0])} was resolved and is not what was fetched.")
    for each in found:
        wheel = there[each.name]
        if each.name not in built and sha256(wheel.path) != each.sha256:
            raise PackageRefused(f"{shown(wheel.path.name)} is not the file that was locked: its hash is another.")


def python_here() -> str:
    """Name the Python that wheels are made for."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"
