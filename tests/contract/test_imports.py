"""What files say that people did reaches the one who asks, and gives way to what they said themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import says, toy
from hypothesis import given
from hypothesis import strategies as st

from mediad.storage.ports import imports, userdata
from mediad.storage.ports.ids import new_uids

if TYPE_CHECKING:
    from contract.toy_library import Disk

ANN = 7
BOTH = [{"source": "nfo", "rating": 80}, {"plays": 3, "played": 1_000, "favourite": True}]


def told(title: str, people: Any, **more: Any) -> Any:
    return toy(title, f"{title}.mkv".encode(), documents=(says(title, source="sidecar", people=people, **more),))


@pytest.fixture
async def shelf(disk: Disk) -> Disk:
    """A few works whose files say something, nothing, or nonsense, and Ann."""
    adult = [{"value": "18", "age": 18}]
    await disk.say("a", told("Said", BOTH), told("Adult", BOTH, certificates=adult), toy("Silent", b"silent.mkv"))
    await disk.say("b", told("Odd", [{"rating": 900, "plays": "3", "favourite": "yes"}, 5]), told("Flat", "5 stars"))
    await disk.say("c", told("Elsewhere", BOTH), library="hidden")
    await disk.storage.write(lambda tx: tx.execute("toy.account", (ANN, new_uids(1, 1)[0], "Ann", "ann")))
    return disk


async def take(shelf: Disk, limit: int = 50) -> int:
    viewer, after, taken = shelf.viewer("main", account=ANN, max_age=12), 0, 0
    while True:
        said, after = await imports.page(shelf.storage, viewer, after=after, limit=limit)
        taken += await shelf.storage.write(lambda tx, said=said: imports.take(tx, ANN, said, shelf.clock.now))  # type: ignore[misc]  # a default binds it
        if not after:
            return taken


async def state(shelf: Disk, title: str, account: int = ANN) -> dict[str, Any]:
    [(number,)] = await shelf.rows("number", await shelf.uid("toy", title))
    return await userdata.state(shelf.storage, account, number)


async def change(shelf: Disk, title: str, act: Any, *given_: Any, **named: Any) -> None:
    [(number,)] = await shelf.rows("number", await shelf.uid("toy", title))
    await shelf.storage.write(lambda tx: act(tx, ANN, number, *given_, **named))


async def test_what_files_say_is_taken_for_one_account_of_what_it_may_see(shelf: Disk) -> None:
    assert await take(shelf, limit=1) == 1
    said = await state(shelf, "said")
    assert (said["rating"], said["plays"], said["played"], said["imported"]) == (80, 3, 1_000, "nfo")
    assert said["favoured"] == shelf.clock.now
    for title in ("adult", "silent", "odd", "flat", "elsewhere"):
        assert (await state(shelf, title))["imported"] == "", title
    assert (await state(shelf, "said", account=ANN + 1))["rating"] is None


async def test_an_import_may_be_repeated_and_follows_its_files(shelf: Disk) -> None:
    await take(shelf)
    began = shelf.clock.now
    shelf.clock.now += 1_000
    await take(shelf)
    assert (await state(shelf, "said"))["favoured"] == began
    await shelf.say("a", told("Said", [{"rating": 60, "source": "POPM"}]))
    await take(shelf)
    said = await state(shelf, "said")
    assert (said["rating"], said["plays"], said["favourite"], said["imported"]) == (60, 0, False, "POPM")


@pytest.mark.parametrize("own", ["rate", "favour", "play", "rate before"])
async def test_what_somebody_said_themselves_stays(shelf: Disk, own: str) -> None:
    if own != "rate before":
        await take(shelf)
    act: Any = {"favour": userdata.favour, "play": userdata.play}.get(own, userdata.rate)
    await (change(shelf, "said", act, at=5_000) if own == "play" else change(shelf, "said", act, 40))
    before = await state(shelf, "said")
    assert before["imported"] == ""
    assert await take(shelf) == 0
    assert await state(shelf, "said") == before


async def test_a_file_of_a_playlist_is_the_work_that_it_makes_up(shelf: Disk) -> None:
    viewer = shelf.viewer("main", account=ANN, max_age=12)
    root = shelf.libraries["main"].id
    assert await imports.work_at(shelf.storage, viewer, root, b"a/Said.mkv")
    for path in (b"a/Adult.mkv", b"a/None.mkv", b"Said.mkv", b"b/Said.mkv"):
        assert await imports.work_at(shelf.storage, viewer, root, path) == 0, path


FIELDS = st.sampled_from(["rating", "plays", "played", "favourite", "source"])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner)))
def test_whatever_a_file_says_is_a_state_or_nothing(people: Any) -> None:
    said = imports.said_of(1, people)
    assert said.rating is None or 0 <= said.rating <= 100
    assert said.plays >= 0
    assert 0 < len(said.source) <= 100
