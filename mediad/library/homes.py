"""Which folder is a work's own that has no files itself, as a show's: the one that is called after it."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from mediad.storage.ports import sidecars as port
from mediad_sdk.text import match_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.storage.ports import Reader
    from mediad.storage.ports.sidecars import Place
    from mediad.storage.ports.subjects import Subject


async def homes(reader: Reader, subject: Subject) -> list[Place]:
    """Give the folders of a work, of each root one; none where no folder above all its files has its name."""
    found = []
    called = subject.key.partition("|")[0]
    for root, same in groupby(await port.below(reader, subject.id), key=lambda each: each[0]):
        places = [place for _, place in same]
        path = home([place.path for place in places], called)
        folder = await port.folder(reader, root, path) if path else None
        if folder is not None:
            first = places[0]
            inner = (first.path + b"/" + first.beside)[len(path) + 1 :].partition(b"/")[0]
            found.append(replace(first, folder=folder, path=path, files=(inner,)))
    return found


def home(paths: Sequence[bytes], called: str) -> bytes:
    """Give the nearest folder above all others that is called so, and those above it that are, too; b"" for none.

    Args:
        paths: Folders of one root.
        called: A title, as the words of a match key.
    """
    path, found = os.path.commonpath(paths), b""
    while path:
        above, name = os.path.split(path)
        if f"{match_key(os.fsdecode(name))} ".startswith(f"{called} "):
            found = path
        elif found:
            break
        path = above
    return found
