"""The fingerprint of an installed plugin: it changes when any of its files does, editable installs included.

The folder that it was installed into counts too: what is installed beside a plugin may be what it imports.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.plugins.find import Found


def fingerprint(found: Found) -> str:
    """Hash path, size and time of every file of a plugin: those of its record and those beside its code."""
    digest = blake2b(digest_size=16)
    for path in sorted(set(_recorded(found)) | set(_beside(found.folder))):
        digest.update(f"{path}\0{_state(path)}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _recorded(found: Found) -> Iterator[str]:
    if found.source:
        yield str(found.source.locate_file(""))
    for file in (found.source.files if found.source else None) or ():
        if "__pycache__" not in file.parts:
            yield str(file.locate())


def _beside(folder: Path | None) -> Iterator[str]:
    for place, folders, files in os.walk(folder) if folder else ():
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            yield str(Path(place, name))


def _state(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116  # a Path for each file doubles the cost of a start
    except OSError:
        return "-"
    return f"{status.st_size}:{status.st_mtime_ns}"
