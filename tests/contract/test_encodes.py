"""Conversions as rows, on both engines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shelf import LIBRARY, NOW, Shelf, open_shelf

from mediad.encoding.errors import SourceAway
from mediad.encoding.source import choose
from mediad.storage.ports import encodes as port
from mediad.storage.ports import libraries
from mediad_sdk.errors import NotFound, Unsupported

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from engines import Database

ROOT = Path("/media/films")
MADE = port.Derived(
    source=1,
    library=LIBRARY,
    library_uid="films",
    directory=b"/derived/films",
    name=b"source.h264-720p.mp4",
    display="film (H.264 720p).mp4",
    size=100,
    mtime_ns=7,
    profile="h264-720p",
    version="director",
    rendition="h264-720p",
    label="H.264 720p",
    facts={"duration_ms": 5, "source": {"size": 1}},
    marks='[{"start": 0}]',
)


@pytest.fixture
async def shelf(database: Database) -> AsyncIterator[Shelf]:
    async with open_shelf(database, ROOT) as opened:
        yield opened


async def register(shelf: Shelf, made: port.Derived = MADE) -> port.Registered:
    return await shelf.storage.write(lambda tx: port.register(tx, made, NOW))


async def rows(shelf: Shelf) -> tuple[int, ...]:
    return tuple(await shelf.storage.fetch_one("encodes_test.rows"))  # type: ignore[arg-type]  # there is one row


async def test_a_conversion_is_an_edition_of_its_work_in_a_root_of_its_library(shelf: Shelf) -> None:
    item = await shelf.add(1, ROOT / "film.mkv")
    made = await register(shelf)
    [row] = await shelf.conversions()
    assert (made.item, made.edition, made.file) == (item, row["uid"], row["file"])
    assert (row["subject"], row["derived_from"], row["profile"], row["version"]) == (1, 1, "h264-720p", "director")
    assert (bytes(row["name"]), row["size"], row["mtime_ns"], row["state"]) == (MADE.name, 100, 7, "present")
    assert (bytes(row["root"]), bytes(row["folder"]), row["library"]) == (MADE.directory, b"", LIBRARY)
    assert json.loads(row["facts"]) == MADE.facts
    assert row["marks"] == MADE.marks
    assert await port.find(shelf.storage, 1, "h264-720p") == made
    assert await port.find(shelf.storage, 1, "h264-480p") is None
    assert await port.files(shelf.storage) == [b"/derived/films/source.h264-720p.mp4"]


async def test_the_root_of_conversions_is_scanned_by_nobody(shelf: Shelf) -> None:
    await shelf.add(1, ROOT / "film.mkv")
    await register(shelf)
    [library] = await libraries.all_libraries(shelf.storage)
    assert [root.text for root in library.roots] == [str(ROOT)]
    assert await port.roots(shelf.storage) == [bytes(ROOT)]


async def test_registering_again_keeps_ids_and_writes_what_is_new(shelf: Shelf) -> None:
    await shelf.add(1, ROOT / "film.mkv")
    first = await register(shelf)
    before = await rows(shelf)
    second = await register(shelf, replace(MADE, size=200, facts={"source": {"size": 2}}))
    assert (second.edition, second.file) == (first.edition, first.file)
    assert await rows(shelf) == before
    found = await port.find(shelf.storage, 1, "h264-720p")
    assert found is not None
    assert (found.size, found.facts) == (200, {"source": {"size": 2}})


async def test_a_viewer_is_told_that_the_work_changed(shelf: Shelf) -> None:
    await shelf.add(1, ROOT / "film.mkv")
    await register(shelf)
    assert await shelf.storage.fetch_value("encodes_test.revision", (1,)) == 2
    [event] = await shelf.storage.fetch_all("events.new", (10,))
    assert event


async def test_a_source_that_left_meanwhile_gets_no_conversion(shelf: Shelf) -> None:
    await shelf.add(1, ROOT / "film.mkv")
    await shelf.run("drop", (1,))
    with pytest.raises(NotFound):
        await register(shelf)
    assert await shelf.conversions() == []


async def test_a_conversion_goes_with_its_source_when_works_merge(shelf: Shelf) -> None:
    await shelf.add(1, ROOT / "film.mkv")
    await shelf.add(2, ROOT / "same.mkv")
    await shelf.run("merge", {"subject": 2, "id": 1})
    made = await register(shelf)
    assert made.item == shelf.items[2]


async def test_a_removed_conversion_leaves_nothing_but_what_people_did(shelf: Shelf) -> None:
    item = await shelf.add(1, ROOT / "film.mkv")
    before = await rows(shelf)
    made = await register(shelf)
    [row] = await shelf.conversions()
    for account in (1, 2):
        person = {"id": account, "uid": f"person {account}", "name": str(account), "folded": str(account)}
        person |= {"role": "member", "password": "", "max_age": None, "created": NOW}
        await shelf.storage.write(lambda tx, person=person: tx.execute("accounts.add", person))
        await shelf.run("progress", {"account": account, "subject": 1, "edition": row["id"], "position": 50})
    await shelf.run("progress", {"account": 2, "subject": 1, "edition": 1, "position": 90})
    await shelf.run("play", {"id": 1, "account": 1, "subject": 1, "edition": row["id"]})
    assert await port.one(shelf.storage, made.edition) == {"item": item, "library": "films", "profile": "h264-720p"}
    path = await shelf.storage.write(lambda tx: port.remove(tx, made.edition, NOW))
    assert path == b"/derived/films/source.h264-720p.mp4"
    assert await rows(shelf) == before
    places = [[tuple(row) for row in await shelf.storage.fetch_all("encodes_test.places", (who,))] for who in (1, 2)]
    assert places == [[(1, 50)], [(1, 90)]]
    assert await shelf.storage.fetch_value("encodes_test.played") == 1
    with pytest.raises(NotFound):
        await shelf.storage.write(lambda tx: port.remove(tx, made.edition, NOW))


async def test_progress_in_a_conversion_whose_source_is_no_more_is_that_of_the_work(shelf: Shelf) -> None:
    await shelf.add(1, ROOT / "film.mkv")
    made = await register(shelf)
    [row] = await shelf.conversions()
    person = {"id": 1, "uid": "person", "name": "1", "folded": "1", "role": "member"}
    person |= {"password": "", "max_age": None, "created": NOW}
    await shelf.storage.write(lambda tx: tx.execute("accounts.add", person))
    await shelf.run("progress", {"account": 1, "subject": 1, "edition": row["id"], "position": 50})
    await shelf.run("drop", (1,))
    await shelf.storage.write(lambda tx: port.remove(tx, made.edition, NOW))
    assert [tuple(row) for row in await shelf.storage.fetch_all("encodes_test.places", (1,))] == [(0, 50)]


async def test_what_a_scan_found_cannot_be_removed_as_a_conversion(shelf: Shelf) -> None:
    await shelf.add(1, ROOT / "film.mkv")
    with pytest.raises(NotFound):
        await shelf.storage.write(lambda tx: port.remove(tx, shelf.editions[1], NOW))
    with pytest.raises(NotFound):
        await port.one(shelf.storage, shelf.editions[1])
    assert (await rows(shelf))[0] == 1


async def test_the_best_edition_is_converted_and_never_a_conversion(shelf: Shelf) -> None:
    item = await shelf.add(1, ROOT / "small.mkv", facts={"height": 480, "bit_rate": 9})
    await shelf.add(2, ROOT / "large.mkv", facts={"streams": [{"height": 2160}]}, work=1)
    await shelf.add(3, ROOT / "lossless.flac", facts={"lossless": True}, work=1)
    await register(shelf, replace(MADE, source=2))
    assert (await choose(shelf.storage, item)).id == 3
    chosen = await choose(shelf.storage, item, shelf.editions[2])
    assert (chosen.id, chosen.path, chosen.library_uid) == (2, b"/media/films/large.mkv", "films")
    assert chosen.name == "large"
    [made] = await shelf.conversions()
    with pytest.raises(NotFound):
        await choose(shelf.storage, item, made["uid"])
    assert (await choose(shelf.storage, item, libraries={LIBRARY})).id == 3
    with pytest.raises(NotFound):
        await choose(shelf.storage, item, shelf.editions[2], libraries={LIBRARY + 1})


async def test_what_cannot_be_converted_is_refused_with_the_reason(shelf: Shelf) -> None:
    disc = await shelf.add(1, None)
    with pytest.raises(Unsupported, match="whole folder"):
        await choose(shelf.storage, disc)
    page = await shelf.add(2, ROOT / "x.cbz", selector='{"kind": "pages", "start": 1, "end": 2, "name": ""}')
    with pytest.raises(Unsupported, match="pages"):
        await choose(shelf.storage, page)
    two = await shelf.add(3, ROOT / "a.avi")
    await shelf.run("part", {"id": 4, "edition": 3, "selector": ""})
    await shelf.run("source", {"part": 4, "file": 3, "folder": 0})
    with pytest.raises(Unsupported, match="several files"):
        await choose(shelf.storage, two)
    await shelf.run("work", {"id": 5, "uid": "album"})
    with pytest.raises(Unsupported, match="no file of its own"):
        await choose(shelf.storage, "album")
    with pytest.raises(NotFound):
        await choose(shelf.storage, "nothing")


async def test_a_root_that_is_away_is_told_with_its_reason(shelf: Shelf) -> None:
    item = await shelf.add(1, ROOT / "film.mkv")
    await shelf.run("root_state", {"state": "offline", "reason": "it is not mounted", "id": 1})
    with pytest.raises(SourceAway, match="not mounted"):
        await choose(shelf.storage, item)
