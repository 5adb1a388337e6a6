"""Folders that must not lie in each other, named with both places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad.config import ConfigError
from mediad.config.overlaps import own_place

if TYPE_CHECKING:
    from tests.unit.config.conftest import Folder

FILMS = "[libraries.films]\nname = 'F'\ntypes = ['m']\nroots = ['/f']\n"
SONGS = "[libraries.songs]\nname = 'S'\ntypes = ['m']\nroots = ['{root}']\n"
ROOT = "mediad.toml:4: libraries.films.roots: the root /f of the library films"


def refusal(folder: Folder, text: str, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        folder.load(text, environ)
    return [str(mistake).replace(f"{folder.path}/", "") for mistake in caught.value.mistakes]


@pytest.mark.parametrize("made", ["/f/made", "/f", "/", "/x/../f/made", "//f/made"])
def test_results_neither_lie_in_a_root_nor_around_one(folder: Folder, made: str) -> None:
    assert refusal(folder, f"{FILMS}[encoding]\ndirectory = '{made}'") == [
        (
            f"{ROOT} and the directory {made} of conversions (encoding.directory in mediad.toml:6) overlap: "
            "results would be scanned as new works"
        )
    ]


def test_the_places_of_the_daemon_do_not_lie_in_a_root(folder: Folder) -> None:
    text = f"{FILMS}[storage]\ndata_dir = '/f/state'\ncache_dir = '/f/cache'\n[encoding]\ndirectory = '/made'\n"
    assert refusal(folder, text) == [
        (
            f"{ROOT} and the data directory /f/state (storage.data_dir in mediad.toml:6) overlap: "
            "its files would be scanned"
        ),
        (
            f"{ROOT} and the cache directory /f/cache (storage.cache_dir in mediad.toml:7) overlap: "
            "its files would be scanned"
        ),
    ]


def test_defaults_do_not_lie_in_a_root_either(folder: Folder) -> None:
    mistakes = refusal(folder, FILMS.replace("/f", str(folder.path)))
    data, derived = mistakes
    assert "(the default of storage.data_dir)" in data
    assert "(the default of encoding.directory)" in derived
    assert all(mistake.startswith("mediad.toml:4: libraries.films.roots") for mistake in mistakes)
    assert "storage.data_dir of $STATE_DIRECTORY" in refusal(folder, FILMS, {"STATE_DIRECTORY": "/f/state"})[0]


def test_what_was_converted_is_no_root(folder: Folder) -> None:
    (mistake,) = refusal(folder, FILMS.replace("/f", "/state/derived/x"), {"STATE_DIRECTORY": "/state"})
    assert "the directory /state/derived of conversions (the default of encoding.directory)" in mistake


@pytest.mark.parametrize("root", ["/f", "/f/deep", "/", "/g/../f/"])
def test_no_root_lies_in_another_in_whatever_file(folder: Folder, root: str) -> None:
    folder.write(SONGS.format(root=root), "conf.d/songs.toml")
    (mistake,) = refusal(folder, FILMS, {"STATE_DIRECTORY": "/state"}) if root != "/" else refusal(folder, FILMS)[-1:]
    shown = root.rstrip("/") or "/"
    assert mistake == (
        f"conf.d/songs.toml:4: libraries.songs.roots: the root {shown} of the library songs and the root /f of the "
        "library films (libraries.films.roots in mediad.toml:4) overlap: a file belongs to one root"
    )


def test_a_root_of_the_api_is_judged_alike(folder: Folder) -> None:
    config = folder.load("[storage]\ndata_dir = '/state'")
    found = {path: own_place(config, path) for path in ("/", "//state", "/state/x/..", "/state/demo", "/srv")}
    assert found == {
        "/": "the data directory /state", "//state": "the data directory /state",
        "/state/x/..": "the data directory /state", "/state/demo": "", "/srv": "",
    }  # fmt: skip
    assert own_place(config, "/state/derived/x") == "the directory /state/derived of conversions"


def test_neighbours_and_a_root_inside_the_data_directory_are_no_overlap(folder: Folder) -> None:
    text = FILMS.replace("/f", "/state/demo") + SONGS.format(root="/state/demo2")
    config = folder.load(text + "[storage]\ndata_dir = '/state'\n[encoding]\ndirectory = '/state/demo-made'")
    assert len(config.libraries) == 2
