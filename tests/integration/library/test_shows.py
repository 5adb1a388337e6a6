"""NFO files that mediad writes for shows, which have no files themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad.library.homes import home
from mediad_plugin_nfo.document import SHOW
from mediad_plugin_nfo.read import fields

if TYPE_CHECKING:
    from conftest import House


async def titles(house: House) -> list[str]:
    return [row[0] for row in await house.storage.fetch_all("shows.titles")]


def episodes(house: House, *paths: str) -> None:
    for path in paths:
        house.put(path, f"https://example.org/{path}")


@pytest.mark.parametrize(
    "paths",
    [
        ("Lantern (2011)/Season 01/Lantern - S01E01.strm", "Lantern (2011)/Season 02/Lantern - S02E01.strm"),
        ("Lantern (2011)/Season 01/Lantern - S01E01.strm",),
        ("Lantern (2011)/Lantern - S01E01.strm",),
    ],
    ids=["seasons", "one season", "none"],
)
async def test_what_is_known_of_a_show_is_written_into_its_folder_and_is_no_layer(
    series: House, paths: tuple[str, ...]
) -> None:
    episodes(series, *paths)
    await series.scan()
    await series.lock("shows.show", "Lantern", overview="Dark & deep.", genres=["Drama"])
    assert await series.write() == {"written": 1, "same": 0, "left": 0}
    [file] = series.root.rglob("*.nfo")
    assert file == series.root / "Lantern (2011)/tvshow.nfo"
    said = fields(SHOW, file.read_bytes())
    assert (said["title"], said["overview"], said["genres"]) == ("Lantern", "Dark & deep.", ["Drama"])
    counts = (await series.scan())["counts"]
    assert (counts["opened"], counts["added"], counts["errors"]) == (0, 0, 0)
    assert await titles(series) == ["Lantern"]
    assert await series.write() == {"written": 0, "same": 1, "left": 0}
    await series.lock("shows.show", "Lantern", overview="Bright.")
    assert (await series.write())["written"] == 1


async def test_what_a_person_wrote_of_a_show_stays(series: House) -> None:
    episodes(series, "Lantern/Season 01/Lantern - S01E01.strm")
    file = series.put("Lantern/tvshow.nfo", "<tvshow><title>Lamp</title><mine>kept</mine></tvshow>")
    await series.scan()
    assert await titles(series) == ["Lamp"]
    await series.lock("shows.show", "Lamp", overview="Dark.")
    assert (await series.write())["written"] == 1
    for kept in ("<title>Lamp</title>", "<mine>kept</mine>", "<plot>Dark.</plot>"):
        assert kept in file.read_text()


async def test_a_show_without_a_folder_of_its_own_gets_no_file(series: House) -> None:
    episodes(series, "Lantern - S01E01.strm", "downloads/Moss - S01E01.strm")
    await series.scan()
    assert await titles(series) == ["Lantern", "Moss"]
    assert await series.write() == {"written": 0, "same": 0, "left": 0}


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([b"TV/Lantern (2011)/Season 1", b"TV/Lantern (2011)/Season 2"], b"TV/Lantern (2011)"),
        ([b"TV/Lantern/Lantern.S01.1080p-GRP"], b"TV/Lantern"),
        ([b"Lantern Archive/TV/Lantern/Season 1"], b"Lantern Archive/TV/Lantern"),
        ([b"TV/Lanterns/Season 1"], b""),
        ([b"TV/Lantern.S01-GRP", b"TV/Lantern.S02-GRP"], b""),
        ([b""], b""),
        ([b"TV/Lantern/S1", b"Other/Lantern/S2"], b""),
        ([b"TV/\xff Lantern/1"], b"TV/\xff Lantern"),
    ],
)
def test_the_folder_of_a_show_is_called_after_it(paths: list[bytes], found: bytes) -> None:
    assert home(paths, "lantern") == found
