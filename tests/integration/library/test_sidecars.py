"""Sidecars in scans of a real disk: films that are pointers, and NFO files beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk import Sidecar
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from conftest import House

FILM = "Lamp (2011)/Lamp (2011)"
NFO = "<movie><title>Light</title><set><name>Lamps</name></set><uniqueid type='tmdb'>77</uniqueid></movie>"


async def column(house: House, name: str) -> list[Any]:
    return [row[0] for row in await house.storage.fetch_all(f"films.{name}")]


async def test_what_a_sidecar_says_is_a_layer_of_its_work_and_goes_with_it(films: House) -> None:
    nfo = films.put(f"{FILM}.nfo", NFO)
    result = await films.scan()
    assert (result["counts"]["opened"], result["counts"]["errors"]) == (3, 0)
    assert await column(films, "titles") == ["Light", "Sea"]
    assert await column(films, "collections") == ["Lamps"]
    [said] = await column(films, "said")
    assert loads(said)["ids"] == [{"scheme": "tmdb", "value": "77", "entity": "movie"}]
    beside = await films.storage.fetch_all("films.companions")
    assert [(role, loads(facts)) for role, facts in beside] == [("sidecar", {"format": "nfo"})]
    assert (await films.scan())["counts"]["opened"] == 0
    nfo.write_text(NFO.replace("Light", "Brighter"))
    assert (await films.scan())["counts"]["opened"] == 1
    assert await column(films, "titles") == ["Brighter", "Sea"]
    nfo.unlink()
    assert (await films.scan())["counts"]["opened"] == 0
    assert await column(films, "titles") == ["Lamp", "Sea"]
    assert (await column(films, "said"), await column(films, "collections")) == ([], [])


async def test_an_id_in_a_sidecar_makes_a_film_of_another_name_the_same(films: House) -> None:
    films.put(f"{FILM}.nfo", NFO)
    await films.scan()
    films.put("Lampe (2011)/Lampe (2011).strm", "https://example.org/lampe")
    films.put("Lampe (2011)/movie.nfo", "https://www.themoviedb.org/movie/77")
    await films.scan()
    assert await column(films, "titles") == ["Light", "Sea"]


async def test_a_sidecar_called_after_one_of_several_films_is_of_that_one(films: House) -> None:
    films.put("Two/A (2001).strm", "https://example.org/a")
    films.put("Two/B (2002) - 1080p.strm", "https://example.org/b")
    films.put("Two/B (2002).nfo", "<movie><title>Bee</title></movie>")
    films.put("Two/movie.nfo", "<movie><title>Whose?</title></movie>")
    films.put("Two/._A (2001).nfo", "<movie><title>A ghost</title></movie>")
    await films.scan()
    assert await column(films, "titles") == ["A", "Bee", "Lamp", "Sea"]


async def test_of_two_sidecars_of_one_film_the_first_name_of_the_format_decides(films: House) -> None:
    films.put("Lamp (2011)/movie.nfo", "<movie><title>Second</title></movie>")
    films.put("Lamp (2011)/any.nfo", "<movie><title>Third</title></movie>")
    films.put(f"{FILM}.NFO", "<movie><title>First</title></movie>")
    await films.scan()
    assert await column(films, "titles") == ["First", "Sea"]
    assert len(await column(films, "said")) == 1


async def test_a_sidecar_that_cannot_be_read_costs_itself_alone(films: House) -> None:
    films.put(f"{FILM}.nfo", '<!DOCTYPE movie [<!ENTITY a "a">]><movie><title>&a;</title></movie>')
    assert (await films.scan())["counts"]["errors"] == 1
    assert await column(films, "titles") == ["Lamp", "Sea"]
    file = (await films.files())[f"{FILM}.nfo".encode()]
    assert (file.error, file.type) == ("bad_sidecar", "sidecar:nfo")
    assert (await films.scan())["counts"]["opened"] == 0  # it is not opened again until it changes


@pytest.mark.parametrize(("read", "code"), [("blocks:dies", "crash"), ("deadly:read", "")])
async def test_a_reader_that_ends_its_worker_costs_its_sidecar_alone(films: House, read: str, code: str) -> None:
    films.tools.sidecars[:] = [Sidecar(id="nfo", label="x", kinds=("film",), names=("*.nfo",), read=read)]
    films.put(f"{FILM}.nfo", NFO)
    await films.scan()
    assert await column(films, "titles") == ["Lamp", "Sea"]
    assert (await films.files())[f"{FILM}.nfo".encode()].error == code


async def test_a_format_that_comes_or_goes_is_news_of_every_folder_at_the_next_scan(films: House) -> None:
    formats, films.tools.sidecars[:] = [*films.tools.sidecars], []
    films.put(f"{FILM}.nfo", NFO)
    await films.scan()
    assert await column(films, "titles") == ["Lamp", "Sea"]
    films.tools.sidecars[:] = formats
    assert (await films.scan())["counts"]["opened"] == 1
    assert await column(films, "titles") == ["Light", "Sea"]
    films.tools.sidecars.clear()
    await films.scan()
    assert await column(films, "titles") == ["Lamp", "Sea"]


async def test_thirty_sidecars_taken_away_are_no_loss_that_waits_for_approval(films: House) -> None:
    for number in range(30):
        films.put(f"Film {number} (2001)/Film {number} (2001).strm", "https://example.org/")
        films.put(f"Film {number} (2001)/movie.nfo", f"<movie><title>Number {number}</title></movie>")
    await films.scan()
    for path in films.root.rglob("movie.nfo"):
        path.unlink()
    counts = (await films.scan())["counts"]
    assert (counts["held"], counts["missing"]) == (0, 30)
    assert not [title for title in await column(films, "titles") if title.startswith("Number")]
