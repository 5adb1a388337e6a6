"""Who reads names of files: a library that plugins share, found without loading any of them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

Reader = Callable[[str, str | None], Any]
"""`read(name, kind)` gives a value with `fields`."""
GROUP = "mediad.names"


def reader() -> Reader | None:
    """Give the installed reader of names, None where there is none."""
    for each in entry_points(group=GROUP):
        found: Reader = each.load()
        return found
    return None
