from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module, resources
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos.plugin import PHOTOS
from mediad_sdk.manifest import parse_manifest

if TYPE_CHECKING:
    from pathlib import Path


def test_the_declaration_names_code_that_is_there() -> None:
    for name in (PHOTOS.claim, PHOTOS.extract, PHOTOS.assemble, PHOTOS.artwork, PHOTOS.samples):
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function))


def test_the_manifest_is_valid() -> None:
    text = resources.files("mediad_plugin_photos").joinpath("mediad-plugin.toml").read_text(encoding="utf-8")
    assert parse_manifest(tomllib.loads(text)).id == PHOTOS.id


def test_the_daemon_imports_none_of_the_reading_code() -> None:
    script = (
        "import sys, mediad_plugin_photos.plugin; "
        "print([n for n in sys.modules if n.startswith('PIL') or n.endswith(('.exif', '.shots'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_samples_are_the_photos_that_they_were_made_as(library: Path, make: Any) -> None:
    found = {}
    for folder in sorted(path for path in library.rglob("*") if path.is_dir()):
        for work in make.walked(folder, library):
            labels = [edition.label for edition in work.editions]
            roles = [companion.role for companion in work.companions]
            related = [f"{each.type} {each.target.title or each.target.key}" for each in work.relations]
            found[work.editions[0].parts[0].sources[0].file.decode()] = (labels, roles, related)
    album, party = ["collection Coast Walk"], ["depicts Ada Lindqvist", "collection Garden Party"]
    stack = ["stack 2022 03 05t14 02 11240|orrin six|img 20220305 140211 burst002 cover"]
    assert found == {
        "DSC_0412.JPG": (["JPEG", "RAW DNG"], [], album),
        "DSC_0413.JPG": (["JPEG"], ["sidecar"], ["depicts Ada Lindqvist", "depicts Northmoor", *album]),
        "DSC_0414.JPG": (["JPEG"], [], album),
        "PANO_0415.jpg": (["JPEG"], [], album),
        "IMG_20220305_140211_BURST001.jpg": (["JPEG"], [], stack),
        "IMG_20220305_140211_BURST002_COVER.jpg": (["JPEG"], [], []),
        "IMG_20220305_140211_BURST003.jpg": (["JPEG"], [], stack),
        "IMG_2041.JPG": (["JPEG", "JPEG · edited"], [], []),
        "IMG_2050.JPG": (["JPEG"], ["motion"], []),
        "VID_20220702_113000.mp4": (["MP4"], [], []),
        "Screenshot_20220620-081502.png": (["PNG"], [], []),
        "garden.jpg": (["JPEG", "JPEG · edited"], ["sidecar"], party),
    }
