"""Puts what was installed where a starting daemon imports from; where nothing was, this costs one look at a link."""

from __future__ import annotations

import fcntl
import os
import re
import sys
from pathlib import Path

FOLDER = "plugins"
OWN = "own"
_SITE = re.compile("generations/[1-9][0-9]*/site")


def enter(data_dir: Path) -> int:
    """Let the current generation be imported from, behind everything of the daemon's own; gives its number or 0.

    Call it again after a switch: the new generation takes the place of the former one. What a running daemon has
    entered is never removed: it holds a lock on it until it ends.
    """
    root = (data_dir / FOLDER).absolute()
    sys.path[:] = [path for path in sys.path if not is_ours(root, path)]
    site = current_site(root)
    if site is None:
        return 0
    place = os.open(site.parent, os.O_RDONLY | os.O_DIRECTORY)  # stays open: the lock lives as long as the process
    fcntl.flock(place, fcntl.LOCK_SH)
    sys.path.append(str(site))
    return int(site.parent.name)


def is_ours(root: Path, path: str) -> bool:
    """Tell whether a place of Python's path is a generation below this root."""
    return path.startswith(f"{root}{os.sep}")


def current_site(root: Path) -> Path | None:
    """Give the folder that the current generation is imported from: itself, not the link, which may change."""
    try:
        target = os.readlink(root / "current")  # noqa: PTH115  # text is all that is wanted
    except OSError:
        return None
    site = root / target
    return site if _SITE.fullmatch(target) and site.is_dir() else None


def own_sites(data_dir: Path) -> dict[str, Path]:
    """Give the environment of each plugin that has one of its own: it goes before everything else in its process."""
    root = (data_dir / FOLDER / OWN).absolute()
    if not root.is_dir():
        return {}
    found = {each.name: current_site(each) for each in sorted(root.iterdir())}
    return {name: site for name, site in found.items() if site is not None}
