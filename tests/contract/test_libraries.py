"""Libraries as data, on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mediad.library.inventory.declaring import Declaration, accept_root, change, create, declare
from mediad.storage.ports import libraries
from mediad_sdk.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Storage

FILMS = Declaration(
    name="Films", types=("films",), roots=(b"/media/films",), slug="films", settings={"scan": "0 4 * * *"}
)
MUSIC = Declaration(name="Music", types=("music",), roots=(b"/media/music", b"/more/music"), slug="music")


async def put(storage: Storage, *declarations: Declaration) -> dict[str, libraries.Library]:
    """Declare, and give the libraries by name."""
    await storage.write(lambda tx: declare(tx, declarations, 5))
    return {each.name: each for each in await libraries.all_libraries(storage)}


async def test_declared_libraries_are_there_and_declaring_them_again_changes_nothing(storage: Storage) -> None:
    first = await put(storage, FILMS, MUSIC)
    assert [root.path for root in first["Music"].roots] == [b"/media/music", b"/more/music"]
    shown = first["Films"].as_json()
    assert (shown["slug"], shown["settings"]) == ("films", {"scan": "0 4 * * *"})
    assert shown["roots"][0]["state"] == "new"
    assert await put(storage, FILMS, MUSIC) == first


async def test_a_library_that_leaves_the_configuration_is_detached_and_comes_back_as_itself(storage: Storage) -> None:
    before = await put(storage, FILMS, MUSIC)
    gone = (await put(storage, MUSIC))["Films"]
    assert (gone.uid, gone.detached, gone.roots[0].state) == (before["Films"].uid, 5, "detached")
    assert "nothing was removed" in gone.roots[0].reason
    back = (await put(storage, FILMS, MUSIC))["Films"]
    assert (back.uid, back.detached, back.roots[0].uid) == (gone.uid, None, gone.roots[0].uid)
    assert back.roots[0].state == "new"


async def test_a_renamed_library_and_a_dropped_root_keep_their_rows(storage: Storage) -> None:
    before = await put(storage, MUSIC)
    after = (await put(storage, Declaration(name="Songs", types=("music",), roots=(b"/more/music",), slug="music")))[
        "Songs"
    ]
    assert after.uid == before["Music"].uid
    assert [root.state for root in after.roots] == ["detached", "new"]


@pytest.mark.parametrize(
    "roots", [(b"/media", b"/media/films"), (b"/media/films", b"/media/films"), (b"/", b"/x"), (b"films",)]
)
async def test_roots_that_overlap_or_are_no_paths_are_refused_with_a_sentence(
    storage: Storage, roots: tuple[bytes, ...]
) -> None:
    with pytest.raises(Invalid) as refused:
        await put(storage, Declaration(name="Films", types=("films",), roots=roots, slug="films"))
    assert "lies inside" in str(refused.value) or "no absolute path" in str(refused.value)
    assert await libraries.all_libraries(storage) == []


async def test_roots_of_two_libraries_may_not_overlap_either(storage: Storage) -> None:
    await put(storage, FILMS)
    inside = Declaration(name="More", types=("films",), roots=(b"/media/films/more",))
    with pytest.raises(Invalid, match=r"/media/films/more lies inside /media/films \(More, Films\)"):
        await storage.write(lambda tx: create(tx, inside, 6))


async def test_the_api_changes_its_own_libraries_alone(storage: Storage) -> None:
    films = (await put(storage, FILMS))["Films"]
    with pytest.raises(Conflict) as refused:
        await storage.write(lambda tx: change(tx, films.uid, MUSIC, 6))
    assert "[libraries.films]" in refused.value.remedy
    made = await storage.write(
        lambda tx: create(tx, Declaration(name="Songs", types=("music",), roots=(b"/songs",)), 6)
    )
    wider = Declaration(name="Songs", types=("music", "podcasts"), roots=(b"/songs",))
    await storage.write(lambda tx: change(tx, made.uid, wider, 7, made.revision))
    with pytest.raises(Conflict, match="meanwhile"):
        await storage.write(lambda tx: change(tx, made.uid, wider, 8, made.revision))
    found = await libraries.by_uid(storage, made.uid)
    assert found is not None
    assert found.types == ("music", "podcasts")
    with pytest.raises(Conflict, match="called Films"):
        await storage.write(lambda tx: create(tx, Declaration(name="Films", types=("films",), roots=(b"/f",)), 9))


async def test_of_many_changes_of_one_revision_at_once_one_counts(storage: Storage) -> None:
    songs = Declaration(name="Songs", types=("music",), roots=(b"/songs",))
    made = await storage.write(lambda tx: create(tx, songs, 6))

    async def renamed(number: int) -> None:
        other = replace(songs, name=f"Songs {number}")
        await storage.write(lambda tx: change(tx, made.uid, other, 7, made.revision))

    told = await asyncio.gather(*map(renamed, range(40)), return_exceptions=True)
    assert sum(isinstance(each, Conflict) for each in told) == 39


async def test_a_replaced_disk_can_be_accepted(storage: Storage) -> None:
    (root,) = (await put(storage, FILMS))["Films"].roots

    async def hold(tx: object) -> None:
        await libraries.root_facts(tx, root, {"inode": 1})  # type: ignore[arg-type]  # a transaction
        await libraries.root_state(tx, root, "held", "another disk", 6)  # type: ignore[arg-type]  # a transaction

    await storage.write(hold)
    await storage.write(lambda tx: accept_root(tx, root.uid, 7))
    (after,) = (await libraries.all_libraries(storage))[0].roots
    assert (after.state, dict(after.facts)) == ("new", {})
    with pytest.raises(NotFound):
        await storage.write(lambda tx: accept_root(tx, "nowhere", 7))
