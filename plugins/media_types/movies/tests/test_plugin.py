from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module, resources
from typing import TYPE_CHECKING

from mediad_plugin_movies.assemble import assemble
from mediad_plugin_movies.claim import claim
from mediad_plugin_movies.plugin import MOVIES
from mediad_sdk.manifest import parse_manifest
from mediad_sdk.values.media import Entry, Extracted, Listing
from mediad_video.extract import extract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_declaration_names_code_that_is_there() -> None:
    for name in (MOVIES.claim, MOVIES.extract, MOVIES.assemble, MOVIES.samples):
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function))


def test_the_manifest_is_valid() -> None:
    text = resources.files("mediad_plugin_movies").joinpath("mediad-plugin.toml").read_text(encoding="utf-8")
    assert parse_manifest(tomllib.loads(text)).id == MOVIES.id


def test_the_daemon_imports_none_of_the_reading_code() -> None:
    script = (
        "import sys, mediad_plugin_movies.plugin; "
        "print([n for n in sys.modules if 'mediainfo' in n or n.endswith('.titles')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_samples_are_the_films_that_they_were_made_as(library: Path, mediad_file: Callable[[Path], object]) -> None:
    found = {}
    for folder in sorted(path for path in library.iterdir() if path.is_dir()):
        entries = tuple(Entry(name=path.name.encode(), size=path.stat().st_size) for path in sorted(folder.iterdir()))
        listing = Listing(path=folder.name.encode(), entries=entries)
        taken = claim(listing)
        assert taken is not None
        facts = [
            Extracted(name=name, facts=extract(mediad_file(folder / name.decode())))  # type: ignore[arg-type]  # a stand-in
            for name in taken.files
        ]
        for work in assemble(listing, facts):
            parts = [len(edition.parts) for edition in work.editions]
            found[work.key] = (work.extra, parts, len(work.companions), len(work.artwork))
    assert found == {
        "the lighthouse keeper s garden|2016": ("", [1, 1], 0, 1),
        "extra|trailer|the lighthouse keeper s garden 2016 trailer": ("trailer", [1], 0, 0),
        "nocturne for trains|1998": ("", [2], 0, 1),
        "千の灯|2004": ("", [1], 1, 1),
    }


def test_an_opening_without_credits_is_no_film() -> None:
    names = (b"[Group] Kaze - NCOP1 [1080p].mkv", b"[Group] Kaze - NCED [1080p].mkv")
    assert claim(Listing(path=b"Kaze/NC", entries=tuple(Entry(name=name, size=9) for name in names))) is None
