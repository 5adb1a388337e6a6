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
        kind: tv, anime, movie, video, tv_dir, season_dir, subtitle or sidecar; music, book, manga, comic or music_dir.
            None reads it as video of either kind.
    """
    module = "mediad_names.texts" if kind in TEXTS else "mediad_names.video"
    return cast("Reading", import_module(module).read(name[:LONGEST], kind))
