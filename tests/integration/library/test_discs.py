"""Discs as folders: read as a whole, with the film whose folder they lie in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import discs

if TYPE_CHECKING:
    from conftest import House

FILM = "Harbour (2003)"
STREAMS = ((0x1011, b"\x1b\x62\0\0\0"), (0x1100, b"\x81\x31deu"))


async def edition(house: House) -> tuple[str, dict[str, Any]]:
    """Give the status and the facts of the only edition of the film."""
    [row] = await house.storage.fetch_all("films.editions", ("Harbour",))
    return row[0], json.loads(row[2])


def put_playlist(house: House, seconds: int) -> None:
    path = house.root / FILM / "BDMV/PLAYLIST/00000.mpls"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(discs.mpls(("00000", 0, seconds), streams=STREAMS))


async def test_a_disc_that_goes_on_being_copied_is_read_again(films: House) -> None:
    discs.m2ts(films.root / FILM / "BDMV/STREAM/00000.m2ts", seconds=1)
    put_playlist(films, 60)
    await films.scan()
    status, facts = await edition(films)
    assert (status, facts["duration_ms"]) == ("ok", 60_000)
    assert [stream.get("language") for stream in facts["streams"]] == [None, "de"]
    before = (await films.scan())["counts"]
    assert before["opened"] == 0, "nothing changed"
    put_playlist(films, 90)
    counts = (await films.scan())["counts"]
    assert (counts["files"], counts["folders"]) == (before["files"], before["folders"]), "it is counted once"
    assert (await edition(films))[1]["duration_ms"] == 90_000
    assert (await films.scan())["counts"]["opened"] == 0, "it is read once for a change"


async def test_a_disc_that_leads_out_of_its_root_tells_nothing_of_what_lies_there(films: House) -> None:
    outside = films.root.parent / "outside/STREAM"
    discs.m2ts(outside / "00000.m2ts", seconds=1)
    (films.root / FILM / "BDMV/PLAYLIST").mkdir(parents=True)
    (films.root / FILM / "BDMV/STREAM").symlink_to(outside)
    (films.root / FILM / "BDMV/PLAYLIST/00000.mpls").symlink_to(outside / "00000.m2ts")
    await films.scan()
    assert await edition(films) == ("unreadable", {})
