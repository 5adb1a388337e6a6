from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mediad_plugin_audiobooks.assemble import assemble
from mediad_plugin_audiobooks.claim import claim
from mediad_plugin_audiobooks.extract import extract
from mediad_plugin_audiobooks.samples import samples
from mediad_sdk.testing import MemoryFile
from mediad_sdk.values.media import Extracted


def in_memory(path: Path) -> MemoryFile:
    return MemoryFile(path.name, path.read_bytes())


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audiobooks")
    samples(folder)
    return folder


def works(make: Any, folder: Path, root: Path) -> list[Any]:
    names = [path.name for path in folder.iterdir() if path.is_file()]
    listing = make.listing(str(folder.relative_to(root)), names)
    claimed = claim(listing)
    assert claimed is not None
    files = [Extracted(name=name, facts=extract(in_memory(folder / name.decode()))) for name in claimed.files]
    return [*assemble(listing, files)]


def test_the_samples_are_books_with_chapters_readers_and_series(make: Any, library: Path) -> None:
    found = {}
    for folder in {path.parent for path in library.rglob("*.m*") if path.is_file()}:
        for work in works(make, folder, library):
            told = make.told(work)
            found[told["title"]] = (told["authors"], told["narrators"], told["series"], len(work.editions[0].marks))
    assert found == {
        "The Salt Ledger": (["Edith Marlow"], ["Jonas Wick"], [("The Lantern Coast", "1")], 3),
        "A Ferry After Dark": (["Edith Marlow"], ["Jonas Wick"], [("The Lantern Coast", "2")], 3),
        "Notes from the Pier": (["Chidi Okafor"], [], [], 0),
        "Nattens trädgård": (["Sanna Lindqvist"], ["Eva Ek"], [], 2),
    }


def test_a_locked_file_says_who_locked_it_even_where_nothing_can_be_read(tmp_path: Path, library: Path) -> None:
    bound = next(library.rglob("*.m4b"))
    locked = tmp_path / "a.aax"
    locked.write_bytes(bound.read_bytes())
    facts = extract(in_memory(locked))
    assert (facts["lock"], facts["tags"]["album"]) == ("Audible", extract(in_memory(bound))["tags"]["album"])
    locked.write_bytes(b"no sound at all")
    assert extract(in_memory(locked)) == {"lock": "Audible"}
