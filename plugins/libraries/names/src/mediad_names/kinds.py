"""Which reader reads which kind of name. A reader is imported when its first name comes."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from mediad_names.reading import Reading

LONGEST = 4096
TEXTS = frozenset(("music", "book", "manga", "comic", "music_dir", "audiobook"))


def read(name: str, kind: str | None = None) -> Reading:
    """Read one name.

    Args:
        name: A release, a file name or a path. What stands behind its first 4096 characters is not read.
        kind: tv, anime, movie, video, tv_dir, season_dir, show_dir, subtitle or sidecar; music, book, manga, comic or
            music_dir.
            None reads it as video of either kind.
    """
    return _read(name, kind, everything=False)


def describe(name: str, kind: str | None = None) -> Reading:
    """Read one name, and what its release remarks beside what makes a work: how it was made, mended and counted."""
    return _read(name, kind, everything=True)


def _read(name: str, kind: str | None, *, everything: bool) -> Reading:
    if kind not in TEXTS:
        video = import_module("mediad_names.video")
        return cast("Reading", video.read(name[:LONGEST], kind, everything=everything))
    fields = import_module("mediad_names.texts").read(name[:LONGEST], kind, everything=everything)
    return Reading(fields, sure=not fields.pop("guessed", False))
