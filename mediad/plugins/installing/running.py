"""What a running daemon has of what was installed, and what it can have of what is installed now.

A plugin's own package is taken anew, or let go, at any time. A library that was imported is another matter: one process
has it in one version, so whoever needs it in another waits for the next start. A library that nobody imported yet, and
one that only plugins in processes of their own use, is no such hindrance.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from importlib.metadata import Distribution
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from mediad.plugins.installing.current import is_ours
from mediad.plugins.installing.surroundings import closure
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from mediad.plugins.installing.generations import Generation, Locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What came of taking over what is installed.

    Attributes:
        reloaded: Plugins that run anew.
        removed: Plugins that are gone.
        failed: Plugins that go on as they were, since the new code does not start; with the reason.
        needs_restart: Plugins that wait for the next start; with the reason.
    """

    reloaded: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    needs_restart: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What can be done at once.

    Attributes:
        take: Plugins to take anew.
        drop: Plugins to let go.
        waiting: Plugins that have to wait, with the reason.
    """

    take: tuple[str, ...]
    drop: tuple[str, ...]
    waiting: Mapping[str, str]


class Running:
    """The packages that this process has.

    Args:
        root: The folder of everything that was installed.
        began: The generation that it began with.
        site: Where that lies.
    """

    def __init__(self, root: Path, began: Generation, site: Path) -> None:
        self._root = root
        self._has = dict(began.packages())
        self._tops = {name: frozenset(_tops(each)) for name, each in _distributions(site).items()}

    def moves(self, now: Generation, site: Path, present: Mapping[str, str], apart: Collection[str]) -> Moves:
        """Say what can be done.

        Args:
            now: What is installed.
            site: Where it lies.
            present: The package of each plugin that is there.
            apart: The plugins that run in processes of their own.
        """
        wanted, there = now.packages(), _distributions(site).values()
        moved = {name for name, each in wanted.items() if self._has.get(name) != each}
        own = {each.distribution for each in now.plugins}
        stuck = {name for name in moved & self._has.keys() - own if self._is_loaded(name)}
        take, waiting = list[str](), dict[str, str]()
        for each in now.plugins:
            needs = closure([each.distribution], there)
            if each.id not in apart and (held := sorted(needs & stuck)):
                waiting[each.id] = self._why(held[0], wanted[held[0]])
            elif each.distribution in moved or (each.id in apart and needs & moved):
                take.append(each.id)
        packages = {id_: canonicalize_name(package) for id_, package in present.items()}
        drop = tuple(id_ for id_, name in packages.items() if name in self._has and name not in wanted)
        return Moves(take=tuple(take), drop=drop, waiting=waiting)

    def took(self, now: Generation, site: Path, left: Collection[str]) -> None:
        """Remember what is there now; `left` are the plugins that go on with what they were loaded with."""
        stay = {each.distribution for each in now.plugins if each.id in left}
        own = {each.distribution for each in now.plugins}
        loaded = {name for name in self._has.keys() - own if self._is_loaded(name)}
        kept = {name: each for name, each in self._has.items() if name in stay | loaded}
        tops = {name: frozenset(_tops(each)) for name, each in _distributions(site).items()}
        self._has = {**{name: each for name, each in now.packages().items() if name not in stay}, **kept}
        self._tops = {**tops, **{name: self._tops[name] for name in kept if name in self._tops}}

    def _is_loaded(self, name: str) -> bool:
        """Tell whether this process imported anything of a package, from where packages are installed."""
        modules = (sys.modules.get(top) for top in self._tops.get(name, ()))
        return any(is_ours(self._root, place) for module in modules if module for place in _places(module))

    def _why(self, name: str, wanted: Locked) -> str:
        has = self._has[name].version
        other = f"{name} {has}" if has != wanted.version else "another build of it"
        return f"it needs {name} {wanted.version}, and {other} is loaded: one process cannot have both"


def _distributions(site: Path) -> dict[str, Distribution]:
    listed = Distribution.discover(path=[str(site)]) if site.is_dir() else ()
    return {canonicalize_name(each.metadata["Name"]): each for each in listed if "Name" in each.metadata}


def _tops(source: Distribution) -> Iterator[str]:
    """Name the modules that a package brings."""
    for file in source.files or ():
        first = file.parts[0]
        if ".." not in file.parts and not first.endswith(".dist-info"):
            yield first.partition(".")[0]


def _places(module: ModuleType) -> Iterator[str]:
    if module.__spec__ is not None and module.__spec__.origin:
        yield module.__spec__.origin
    yield from getattr(module, "__path__", ())
