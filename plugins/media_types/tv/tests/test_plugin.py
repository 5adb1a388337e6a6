from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module, resources
from typing import TYPE_CHECKING

from mediad_plugin_tv.assemble import assemble
from mediad_plugin_tv.claim import claim
from mediad_plugin_tv.plugin import TV
from mediad_sdk.manifest import parse_manifest
from mediad_sdk.testing.media import MemoryFile
from mediad_sdk.values.media import Entry, Extracted, Listing
from mediad_video.extract import extract

if TYPE_CHECKING:
    from pathlib import Path

    from mediad_sdk.values.works import Work


def test_the_declaration_names_code_that_is_there() -> None:
    for name in (TV.claim, TV.extract, TV.assemble, TV.samples):
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function))


def test_the_manifest_is_valid() -> None:
    text = resources.files("mediad_plugin_tv").joinpath("mediad-plugin.toml").read_text(encoding="utf-8")
    assert parse_manifest(tomllib.loads(text)).id == TV.id


def test_the_daemon_imports_none_of_the_reading_code() -> None:
    script = (
        "import sys, mediad_plugin_tv.plugin; print([n for n in sys.modules if 'mediad_names' in n or 'video' in n])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_id_of_a_catalogue_of_series_tells_a_show_from_a_film() -> None:
    def sure(folder: str) -> float:
        taken = claim(Listing(path=folder.encode(), entries=(Entry(name=b"Night.mkv", size=9),)))
        return taken.confidence if taken else 0

    assert sure("Night (2001) {tvdb-7}") > 0.8
    assert sure("Night (2001) [imdbid-tt7]") < 0.4


def _read(root: Path, folder: Path) -> list[Work]:
    inside = sorted(folder.iterdir())
    entries = tuple(
        Entry(name=path.name.encode(), type="folder" if path.is_dir() else "file", size=path.stat().st_size)
        for path in inside
    )
    listing = Listing(path="/".join(folder.relative_to(root).parts).encode(), entries=entries)
    taken = claim(listing)
    if taken is None:
        return []
    files = {name: MemoryFile(name=name.decode(), data=(folder / name.decode()).read_bytes()) for name in taken.files}
    return list(assemble(listing, [Extracted(name=name, facts=extract(file)) for name, file in files.items()]))


def test_the_samples_are_the_series_that_they_were_made_as(library: Path) -> None:
    folders = [library, *(path for path in sorted(library.rglob("*")) if path.is_dir())]
    found = {
        (work.parent.key if work.parent else "", work.key, work.extra, work.editions[0].label, len(work.companions))
        for folder in folders
        for work in _read(library, folder)
        if work.editions
    }
    assert found == {
        ("1", "aired|1", "", "480p", 1),
        ("1", "aired|2 3", "", "480p", 0),
        ("2", "aired|1", "", "480p", 0),
        ("0", "aired|1", "", "480p", 0),
        ("1", "date|2021-03-09", "", "480p", 0),
        ("tidalpostoffice|2019", "extra|trailer|the tidal post office", "trailer", "180p", 0),
    }
