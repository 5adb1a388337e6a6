from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.storage.ports import userdata as port
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from engines import Database

    from mediad.storage.ports import Storage, Transaction

NOW = 1_700_000_000_000
ANN, LIBRARY, HIDDEN = 1, 10, 11
VIEWER = Viewer(account=ANN, libraries=(LIBRARY,), max_age=12)
WORKS = {1: LIBRARY, 2: LIBRARY, 3: HIDDEN, 4: LIBRARY}
ADULT = 4


@pytest.fixture
async def works(database: Database) -> AsyncIterator[Storage]:
    """Two works that Ann sees, one in a library that she does not, and one for adults."""

    async def unit(tx: Transaction) -> None:
        row = {"id": ANN, "uid": new_uids(NOW, 1)[0], "name": "Ann", "folded": "ann", "role": "member"}
        await tx.execute("accounts.add", {**row, "password": "", "max_age": 12, "created": NOW})
        for number, library in WORKS.items():
            name = f"work {number}"
            row = {"id": number, "uid": name, "brief": json.dumps({"title": name})}
            await tx.execute("userdata_test.work", {**row, "age": 18 if number == ADULT else None})
            await tx.execute("userdata_test.present", {"subject": number, "library": library})
            await tx.execute("userdata_test.edition", {"id": number, "uid": f"edition {number}", "subject": number})

    async with database.open(sql=(Path(__file__).parent / "sql",)) as storage:
        await storage.write(unit)
        yield storage


async def titles(works: Storage, what: str, **options: object) -> list[str]:
    items, _ = await port.recent(works, VIEWER, what, **options)  # type: ignore[arg-type]  # as the test says
    return [json.loads(item)["title"] for item in items]


async def test_ratings_favourites_and_plays_are_kept_side_by_side(works: Storage) -> None:
    async def unit(tx: Transaction) -> None:
        await port.rate(tx, ANN, 1, 80)
        await port.favour(tx, ANN, 1, NOW)
        await port.favour(tx, ANN, 1, NOW + 5)
        await port.play(tx, ANN, 1, at=NOW + 1, client="phone")
        await port.play(tx, ANN, 1, at=NOW)

    await works.write(unit)
    state = await port.state(works, ANN, 1)
    assert (state["rating"], state["favoured"], state["plays"], state["played"]) == (80, NOW, 2, NOW + 1)
    await works.write(lambda tx: port.favour(tx, ANN, 1, None))
    assert (await port.state(works, ANN, 1))["favourite"] is False
    assert (await port.state(works, ANN, 2))["plays"] == 0


async def test_older_progress_never_overwrites_newer(works: Storage) -> None:
    newer = port.Progress(locator="time", position=9000, fraction=0.9, updated=NOW + 10)
    older = port.Progress(locator="time", position=100, fraction=0.1, updated=NOW)
    for progress in (newer, older):
        await works.write(lambda tx, progress=progress: port.set_progress(tx, ANN, 1, progress))
    (kept,) = (await port.state(works, ANN, 1))["progress"]
    assert (kept["position"], kept["fraction"], kept["finished"], kept["edition"]) == (9000, 0.9, False, "")


async def test_progress_is_kept_by_edition_and_only_by_one_of_the_work(works: Storage) -> None:
    page = port.Progress(locator="page", position=3, fraction=0.3, edition="edition 1", updated=NOW)
    await works.write(lambda tx: port.set_progress(tx, ANN, 1, page))
    assert (await port.state(works, ANN, 1))["progress"][0]["edition"] == "edition 1"
    with pytest.raises(NotFound):
        await works.write(lambda tx: port.set_progress(tx, ANN, 2, page))


async def test_favourites_show_only_what_the_user_may_see_newest_first(works: Storage) -> None:
    for offset, number in enumerate(WORKS):
        await works.write(lambda tx, n=number, at=NOW + offset: port.favour(tx, ANN, n, at))
    assert await titles(works, "favourites") == ["work 2", "work 1"]
    first, after = await port.recent(works, VIEWER, "favourites", limit=1)
    assert after is not None
    second, end = await port.recent(works, VIEWER, "favourites", limit=1, after=after)
    assert (len(first), len(second), end) == (1, 1, None)
    assert first != second


async def test_finished_works_leave_the_list_of_unfinished_ones(works: Storage) -> None:
    for number, finished in ((1, False), (2, True)):
        progress = port.Progress(locator="time", fraction=0.5, finished=finished, updated=NOW)
        await works.write(lambda tx, n=number, p=progress: port.set_progress(tx, ANN, n, p))
    assert await titles(works, "unfinished") == ["work 1"]
    await works.write(lambda tx: port.clear_progress(tx, ANN, 1))
    assert await titles(works, "unfinished") == []


async def test_a_list_keeps_its_order_and_what_it_could_not_resolve(works: Storage) -> None:
    uid = await works.write(lambda tx: port.add_list(tx, ANN, "evening", NOW))
    entries = [
        port.Entry(subject=2),
        port.Entry(unresolved="../gone.mp3"),
        port.Entry(subject=3),
        port.Entry(subject=1),
    ]
    change = port.Change(revision=1, name="night", entries=entries, now=NOW + 1)
    await works.write(lambda tx: port.change_list(tx, VIEWER, uid, change))
    shown = await port.one_list(works, VIEWER, uid)
    assert (shown["name"], shown["revision"]) == ("night", 2)
    assert [(entry["unresolved"], entry["item"] and entry["item"]["title"]) for entry in shown["entries"]] == [
        ("", "work 2"),
        ("../gone.mp3", None),
        ("", "work 1"),
    ]
    with pytest.raises(Conflict):
        await works.write(lambda tx: port.change_list(tx, VIEWER, uid, change))
    assert (await port.lists(works, ANN))[0]["entries"] == 4


async def test_a_list_is_its_owners_alone(works: Storage) -> None:
    uid = await works.write(lambda tx: port.add_list(tx, ANN, "mine", NOW))
    other = Viewer(account=2, libraries=(LIBRARY,))
    with pytest.raises(NotFound):
        await port.one_list(works, other, uid)
    with pytest.raises(NotFound):
        await works.write(lambda tx: port.remove_list(tx, other.account, uid))
    await works.write(lambda tx: port.remove_list(tx, ANN, uid))
    assert await port.lists(works, ANN) == []
