"""Paths as mediad and Plex call them, and the libraries of Plex in which they lie."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from typing import TypeVar

Section = TypeVar("Section")
MOST_FOLDERS = 50
"""When more folders of a library than these are to be looked at, its locations are looked at as a whole."""


class Places:
    """Translates paths by their beginnings.

    Args:
        names: Beginnings of paths here, and what Plex calls them.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        longest = sorted(names, key=len, reverse=True)
        self._names = [(_bare(name), _bare(names[name])) for name in longest]

    def theirs(self, path: str) -> str:
        """Give what Plex calls a path; one with an unknown beginning is taken for its own."""
        for ours, theirs in self._names:
            if _within(path, ours):
                return theirs + path[len(ours) :].replace("/", _separator(theirs))
        return path

    def sorted(
        self, paths: Sequence[str], sections: Mapping[Section, Sequence[str]]
    ) -> tuple[dict[Section, list[str]], list[str]]:
        """Say which folders of which sections hold these paths, and which paths no section holds."""
        found: dict[Section, list[str]] = {}
        strange = []
        for path in dict.fromkeys(map(folder, map(self.theirs, paths))):
            holders = [each for each, roots in sections.items() if any(_within(path, root) for root in roots)]
            strange += [] if holders else [path]
            for holder in holders:
                found.setdefault(holder, []).append(path)
        return {each: _few(some, sections[each]) for each, some in found.items()}, strange


def folder(path: str) -> str:
    """Give the folder of a path: Plex looks at folders, and is told of a file by the one it is in."""
    kind = mimetypes.guess_type(path)[0] or ""
    if not kind.startswith(("video/", "audio/", "image/")):
        return _bare(path) or path
    return path.rpartition(_separator(path))[0] or path


def _few(folders: list[str], roots: Sequence[str]) -> list[str]:
    """Leave out folders within others, and take the roots instead of very many."""
    outer = [each for each in folders if not any(other != each and _within(each, other) for other in folders)]
    return (
        outer if len(outer) <= MOST_FOLDERS else [root for root in roots if any(_within(each, root) for each in outer)]
    )


def _within(path: str, root: str) -> bool:
    bare = _bare(root)
    return path in (bare, root) or path.startswith(bare + _separator(root))


def _bare(path: str) -> str:
    return path.rstrip(_separator(path))


def _separator(path: str) -> str:
    """Give what stands between folders: on Windows, where paths begin with a letter or a share, another sign."""
    return "\\" if path[1:2] == ":" or path.startswith("\\\\") else "/"
