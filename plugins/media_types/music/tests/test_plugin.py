from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module, resources
from typing import TYPE_CHECKING

from mediad_plugin_music.assemble import assemble
from mediad_plugin_music.claim import claim
from mediad_plugin_music.extract import extract
from mediad_plugin_music.plugin import MUSIC
from mediad_sdk.manifest import parse_manifest
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_declaration_names_code_that_is_there() -> None:
    for name in (MUSIC.claim, MUSIC.extract, MUSIC.assemble, MUSIC.artwork, MUSIC.samples):
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function))


def test_the_manifest_is_valid() -> None:
    text = resources.files("mediad_plugin_music").joinpath("mediad-plugin.toml").read_text(encoding="utf-8")
    assert parse_manifest(tomllib.loads(text)).id == MUSIC.id


def test_the_daemon_imports_none_of_the_reading_code() -> None:
    script = (
        "import sys, mediad_plugin_music.plugin; print([n for n in sys.modules if 'tinytag' in n or 'extract' in n])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_common_files_are_read_without_tinytag(library: Path) -> None:
    script = (
        "import sys\nfrom io import BytesIO\nfrom types import SimpleNamespace\n"
        "from mediad_plugin_music.extract import extract\n"
        "for path in sys.argv[1:]:\n"
        "    data = open(path, 'rb').read()\n"
        "    extract(SimpleNamespace(name=path, size=len(data), open=lambda: BytesIO(data)))\n"
        "print([name for name in sys.modules if 'tinytag' in name])"
    )
    files = [str(next(library.rglob(f"*.{ending}"))) for ending in ("flac", "ogg", "mp3", "m4a")]
    done = subprocess.run([sys.executable, "-c", script, *files], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_samples_are_the_albums_that_they_were_made_as(
    library: Path, mediad_file: Callable[[Path], object]
) -> None:
    albums = set()
    titles = 0
    for folder in sorted({path.parent for path in library.rglob("*.*")}):
        entries = tuple(
            Entry(name=path.name.encode(), size=path.stat().st_size)
            for path in sorted(folder.iterdir())
            if path.is_file()
        )
        listing = Listing(path=str(folder.relative_to(library)).encode(), entries=entries)
        taken = claim(listing)
        if taken is None:
            continue
        facts = [
            Extracted(name=name, facts=extract(mediad_file(folder / name.decode())))  # type: ignore[arg-type]  # a stand-in
            for name in taken.files
        ]
        for work in assemble(listing, facts):
            titles += work.kind == "track"
            above = work.parent.parent or work.parent if work.parent else None
            albums.add(above.key if above else "")
    assert titles == 15
    assert albums == {
        "mira halloran|paper lanterns||2014",
        "mira halloran|the long coast||2019",
        "norrebro strygekvartet|traeer||2009",
        "various artists|northern rooms||2021",
    }
