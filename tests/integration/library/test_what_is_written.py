"""What is written of a film, and how its file is called: as other programs read it and look for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad_plugin_nfo.document import FILM
from mediad_plugin_nfo.read import fields

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import House


async def scanned(house: House, *names: str) -> None:
    for name in names:
        house.put(name, f"https://example.org/{name}")
    await house.declare(types=("movies",), sidecars=["nfo"])
    await house.scan()


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text().replace(old, new))


def written(house: House) -> list[str]:
    return sorted(str(each.relative_to(house.root)) for each in house.root.rglob("*.nfo"))


async def test_where_only_names_speak_of_a_work_nothing_is_written(films: House) -> None:
    await scanned(films, "Reef {tmdb-68} (1985)/Reef {tmdb-68} (1985).strm")
    assert await films.write() == {"written": 0, "same": 3, "left": 0}
    assert written(films) == []


async def test_what_names_say_heads_a_file_that_says_more(films: House) -> None:
    await scanned(films)
    await films.lock("films.film", "Lamp", genres=["Drama"])
    assert (await films.write())["written"] == 1
    said = fields(FILM, (films.root / "Lamp (2011)/Lamp (2011).nfo").read_bytes())
    assert said == {"title": "Lamp", "dates": [{"value": "2011", "use": "original"}], "genres": ["Drama"]}


async def test_what_names_say_is_not_put_into_what_a_person_wrote(films: House) -> None:
    file = films.put("Lamp (2011)/movie.nfo", "<movie><plot>Dark.</plot></movie>")
    await scanned(films)
    assert (await films.write())["written"] == 0
    await films.lock("films.film", "Lamp", genres=["Drama"])
    assert (await films.write())["written"] == 1
    assert fields(FILM, file.read_bytes()) == {"overview": "Dark.", "genres": ["Drama"]}


async def test_a_heading_follows_the_name_that_it_was_made_of(films: House) -> None:
    await scanned(films)
    await films.lock("films.film", "Lamp", genres=["Drama"])
    await films.write()
    for name in ("strm", "nfo"):
        (films.root / f"Lamp (2011)/Lamp (2011).{name}").rename(films.root / f"Lamp (2011)/Lamp (2012).{name}")
    (films.root / "Lamp (2011)").rename(films.root / "Lamp (2012)")
    await films.scan()
    await films.write()
    said = fields(FILM, (films.root / "Lamp (2012)/Lamp (2012).nfo").read_bytes())
    assert (said["dates"], said["genres"]) == ([{"value": "2012", "use": "original"}], ["Drama"])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Reef (1985)/Reef (1985).cd1.strm", "Reef (1985)/Reef (1985).cd2.strm"), "Reef (1985)/movie.nfo"),
        (("Reef (1985)/Reef (1985) - 1080p.strm", "Reef (1985)/Reef (1985) - 480p.strm"), "Reef (1985)/movie.nfo"),
        (("Two/Reef (1985).cd1.strm", "Two/Reef (1985).cd2.strm", "Two/Tide (1990).strm"), "Two/Reef (1985).nfo"),
        (("Reef (1985).cd1.strm", "Reef (1985).cd2.strm"), "Reef (1985).nfo"),  # others may come into the root
        (("Two/Reef (1985).strm", "Two/Tide (1990).strm"), "Two/Reef (1985).nfo"),
    ],
)
async def test_a_file_is_called_as_others_look_for_it_and_is_read_again(
    films: House, names: tuple[str, ...], expected: str
) -> None:
    await scanned(films, *names)
    await films.lock("films.film", "Reef", genres=["Drama"])
    assert (await films.write())["written"] == 1
    assert written(films) == [expected]
    change(films.root / expected, "Drama", "Comedy")
    await films.scan()
    [said] = [row[0] for row in await films.storage.fetch_all("films.said")]
    assert said == '{"genres":["Comedy"]}'
