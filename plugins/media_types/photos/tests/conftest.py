"""A library of the plugin's own samples, files as the runner hands them, and folders without a disk."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_photos.assemble import assemble
from mediad_plugin_photos.claim import claim
from mediad_plugin_photos.extract import extract
from mediad_plugin_photos.samples import samples
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import MemoryFile
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from mediad_sdk.values.works import Work


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's own samples, made once."""
    folder = tmp_path_factory.mktemp("photos")
    samples(folder)
    return folder


def _listing(path: str, names: dict[str, dict[str, Any]] | list[str], mtime: int) -> Listing:
    entries = (Entry(name=name.encode(), size=1000, mtime_ns=mtime * 10**9) for name in sorted(names))
    return Listing(path=path.encode(), entries=tuple(entries))


def _works(files: dict[str, dict[str, Any]], path: str = "", mtime: int = 1_600_000_000) -> list[Work]:
    """Make the works of a folder whose files have these facts; `error` is the code of a failure."""
    facts = [
        Extracted(name=name.encode(), facts={} if "error" in said else said, error=said.get("error", ""))
        for name, said in sorted(files.items())
    ]
    return list(assemble(_listing(path, files, mtime), facts))


def _walked(folder: Path, root: Path) -> list[Work]:
    """Make the works of a folder on the disk."""
    entries = []
    for path in sorted(folder.iterdir()):
        facts = path.stat()
        kind = "folder" if path.is_dir() else "file"
        entries.append(
            Entry(name=path.name.encode(), type=kind, size=facts.st_size, mtime_ns=facts.st_mtime_ns)  # type: ignore[arg-type]  # one of two words
        )
    relative = folder.relative_to(root).as_posix().encode() if folder != root else b""
    listing = Listing(path=relative, entries=tuple(entries))
    taken = claim(listing)
    found = []
    for name in taken.files if taken else ():
        data = (folder / name.decode()).read_bytes()
        try:
            found.append(Extracted(name=name, facts=extract(MemoryFile(name.decode(), data))))
        except PluginFault as error:
            found.append(Extracted(name=name, error=error.code))
    return list(assemble(listing, found)) if taken else []


def _picture(taken: str = "", model: str = "", **more: Any) -> dict[str, Any]:
    """The facts of a JPEG."""
    exif = {name: value for name, value in (("taken", taken), ("model", model)) if value}
    return {"type": "image/jpeg", "width": 400, "height": 300, "exif": exif, **more}


def _clip(**more: Any) -> dict[str, Any]:
    """The facts of a clip."""
    return {"type": "video/mp4", "width": 400, "height": 300, "duration_ms": 60_000, **more}


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """Makers of files, facts and works."""
    return SimpleNamespace(
        whole=MemoryFile, works=_works, walked=_walked, picture=_picture, clip=_clip,
        listing=lambda names, path="": _listing(path, names, 1_600_000_000),
    )  # fmt: skip  # a list of names
