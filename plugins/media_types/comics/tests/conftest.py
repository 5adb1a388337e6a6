"""Files as the runner hands them to `extract`, archives made here, and whole trees brought to works."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_comics.assemble import assemble
from mediad_plugin_comics.claim import claim
from mediad_plugin_comics.extract import extract
from mediad_plugin_comics.samples import BOOKS, page
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import MemoryFile
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mediad_sdk.values.works import Work


def facts_of(name: str, data: bytes) -> Mapping[str, Any]:
    return extract(MemoryFile(name, data))


def picture(number: int = 1) -> bytes:
    return page(BOOKS[-1], number)


def cbz(members: Mapping[str, bytes], comment: bytes = b"", method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = comment
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def book(info: str = "", pages: int = 3) -> bytes:
    """An archive of pages, with the inside of a ComicInfo.xml."""
    members = {f"{number:03d}.png": picture() for number in range(1, pages + 1)}
    if info:
        members["ComicInfo.xml"] = f"<ComicInfo>{info}</ComicInfo>".encode()
    return cbz(members)


def works(files: Mapping[str, bytes], *, alone: bool = False) -> list[tuple[str, Work]]:
    """Claim, read and assemble a tree of files, each folder by itself; `alone` is a library of comics alone."""
    folders: dict[str, dict[str, bytes]] = {}
    below: dict[str, set[str]] = {}
    for path, data in files.items():
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, {})[name] = data
        while folder:
            above, _, own = folder.rpartition("/")
            below.setdefault(above, set()).add(own)
            folders.setdefault(above, {})
            folder = above
    out = []
    for folder, inside in sorted(folders.items()):
        entries = [Entry(name=name.encode(), size=len(data)) for name, data in inside.items()]
        entries += [Entry(name=name.encode(), type="folder") for name in below.get(folder, ())]
        entries.sort(key=lambda each: each.name)
        listing = Listing(path=folder.encode(), entries=tuple(entries), alone=alone)
        taken = claim(listing)
        if taken is None:
            continue
        facts = [_extracted(name, inside[os.fsdecode(name)]) for name in taken.files]
        out += [(folder, work) for work in assemble(listing, facts)]
    return out


def _extracted(name: bytes, data: bytes) -> Extracted:
    try:
        return Extracted(name=name, facts=facts_of(os.fsdecode(name), data))
    except PluginFault as error:
        return Extracted(name=name, error=error.code)


def lines(files: Mapping[str, bytes], *, alone: bool = False) -> dict[str, tuple[str, str]]:
    """Give series and position of every file of a tree that is in a work: `(series with year, label)`."""
    out: dict[str, tuple[str, str]] = {}
    for folder, work in works(files, alone=alone):
        top = work
        while top.parent:
            top = top.parent
        where = work.position.label if work.position else "-"
        for edition in work.editions:
            for part in edition.parts:
                name = os.fsdecode(part.sources[0].file)
                out[f"{folder}/{name}" if folder else name] = (top.key, where)
    return out


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's own samples, made once."""
    from mediad_plugin_comics.samples import samples  # noqa: PLC0415  # few tests want them

    folder = tmp_path_factory.mktemp("comics")
    samples(folder)
    return folder


@pytest.fixture
def tree(library: Path) -> dict[str, bytes]:
    return {path.relative_to(library).as_posix(): path.read_bytes() for path in library.rglob("*") if path.is_file()}
