"""Find folders that must not lie in each other: a scan would take the daemon's own files, or a file twice, for works.

Paths are compared as they are written: a disk that hangs must not hold up the start. What links hide is found when a
root is scanned and when a result is written.
"""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.config.errors import Mistake
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.config.lines import Key
    from mediad.config.models import Config
    from mediad.config.sources import Origins


@dataclass(frozen=True, slots=True)
class _Folder:
    title: str
    key: Key
    path: Path

    def holds(self, other: _Folder) -> bool:
        return _plain(other.path).is_relative_to(_plain(self.path))


def _plain(path: Path) -> Path:
    return Path("/" + os.path.normpath(path).lstrip("/"))  # POSIX keeps two slashes at the beginning apart from one


def overlaps(config: Config, origins: Origins) -> Iterator[Mistake]:
    """Give each root that holds a place of the daemon, or another root, with where both are written."""
    roots = [
        _Folder(f"the root {root} of the library {slug}", ("libraries", slug, "roots"), root)
        for slug, library in config.libraries.items()
        for root in library.roots
    ]
    for root in roots:
        for place, why in _clashes(config, root):
            yield _mistake(root, place, why, origins)
    for one, other in combinations(roots, 2):
        if one.holds(other) or other.holds(one):
            yield _mistake(other, one, "a file belongs to one root", origins)


def own_place(config: Config, path: str) -> str:
    """Name a place of the daemon that a root at this path would hold, or lie in; "" when there is none."""
    root = _Folder(path, ("roots",), Path(path))
    return next((place.title for place, _ in _clashes(config, root)), "")


def _clashes(config: Config, root: _Folder) -> Iterator[tuple[_Folder, str]]:
    for place, why in _places(config):
        if root.holds(place) or (place.key[-1] == "directory" and place.holds(root)):
            yield place, why


def _places(config: Config) -> Iterator[tuple[_Folder, str]]:
    data, kept, made = config.data_dir, config.storage.cache_dir, config.derived_dir
    yield _Folder(f"the data directory {data}", ("storage", "data_dir"), data), "its files would be scanned"
    if kept is not None:  # else it lies in the one above
        yield _Folder(f"the cache directory {kept}", ("storage", "cache_dir"), kept), "its files would be scanned"
    place = _Folder(f"the directory {made} of conversions", ("encoding", "directory"), made)
    yield place, "results would be scanned as new works"


def _mistake(root: _Folder, other: _Folder, why: str, origins: Origins) -> Mistake:
    source, line = origins.of(root.key)
    message = f"{root.title} and {other.title} ({_written(other.key, origins)}) overlap: {why}"
    return Mistake(source=source, line=line, key=".".join(map(str, root.key)), message=message)


def _written(key: Key, origins: Origins) -> str:
    name = ".".join(map(str, key))
    if key not in origins.places:
        return f"the default of {name}"
    source, line = origins.of(key)
    return f"{name} in {source}:{line}" if line else f"{name} of {source}"
