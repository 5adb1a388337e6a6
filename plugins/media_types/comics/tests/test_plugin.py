from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module, resources

from mediad_plugin_comics.plugin import COMICS
from mediad_sdk.manifest import parse_manifest

from .conftest import lines, works


def test_the_declaration_names_code_that_is_there() -> None:
    for name in (COMICS.claim, COMICS.extract, COMICS.assemble, COMICS.artwork, COMICS.samples):
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function))


def test_the_manifest_is_valid() -> None:
    text = resources.files("mediad_plugin_comics").joinpath("mediad-plugin.toml").read_text(encoding="utf-8")
    assert parse_manifest(tomllib.loads(text)).id == COMICS.id


def test_the_daemon_imports_none_of_the_reading_code() -> None:
    script = (
        "import sys, mediad_plugin_comics.plugin; "
        "print([n for n in sys.modules if n.startswith(('libarchive', 'mediad_names', 'mediad_comicinfo'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_samples_are_the_comics_that_they_were_made_as(tree: dict[str, bytes]) -> None:
    lamp = "\u591c\u306e\u706f\u53f0"
    found = lines(tree)
    assert set(found.values()) == {
        ("the last ferry|2011", "-"),
        ("tin harbour|2019", "1"),
        ("tin harbour|2019", "2"),
        ("tin harbour|2019", "Annual 1"),
        (f"{lamp}|", "1"),
        (f"{lamp}|", "5"),
        (f"{lamp}|", "6"),
    }
    assert len(found) == len(tree)
    spreads = [edition.facts.get("spreads") for _, work in works(tree) for edition in work.editions]
    assert spreads.count([2]) == 1
