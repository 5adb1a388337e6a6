"""The library and people's own things as plugins are lent them, on every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import KINDS, Disk, of_file, says, toy

from mediad.host.library import Reading
from mediad.host.personal import PersonalData
from mediad.storage.ports.ids import new_uids
from mediad_sdk import Edition, Part, Position, Source, Work
from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.values.lists import Listing

if TYPE_CHECKING:
    from mediad.storage.ports import Transaction
    from mediad.storage.ports.viewer import Viewer

ANN = 1


class Sight:
    """Ann sees the libraries that are named; plugins see all."""

    def __init__(self, disk: Disk, *libraries: str, max_age: int | None = None) -> None:
        self.disk = disk
        self.libraries = libraries
        self.max_age = max_age

    async def of(self, user: str, library: str = "") -> Viewer:
        names = [name for name, ref in self.disk.libraries.items() if ref.uid == library] if library else self.libraries
        if not user:
            return self.disk.viewer(*names)
        return self.disk.viewer(*names, account=ANN, max_age=self.max_age)


def lent(disk: Disk, *libraries: str, max_age: int | None = None) -> Reading:
    return Reading(disk.storage, KINDS, Sight(disk, *libraries, max_age=max_age))  # type: ignore[arg-type]  # stands for it


async def personal(disk: Disk, *libraries: str) -> PersonalData:
    async def unit(tx: Transaction) -> None:
        row = {"id": ANN, "uid": new_uids(5, 1)[0], "name": "Ann", "folded": "ann", "role": "member"}
        await tx.execute("accounts.add", {**row, "password": "", "max_age": None, "created": 5})

    await disk.storage.write(unit)
    return PersonalData(disk.storage, disk.clock, Sight(disk, *libraries))  # type: ignore[arg-type]  # stands for it


def box(title: str, *, trays: int = 2, pieces: int = 3, by: str = "Ann") -> list[Work]:
    """Make a box with trays, and pieces in them: a work, works in it, and works in those."""
    made = Work(
        kind="box", key=title, documents=(says(title, credits=[{"name": by, "role": "artist", "kind": "maker"}]),)
    )
    out = []
    for tray in range(1, trays + 1):
        place = Position(value=tray, label=str(tray))
        holder = Work(kind="tray", key=str(tray), parent=made, documents=(says(f"Tray {tray}"),), position=place)
        for number in range(1, pieces + 1):
            name = f"{title} {tray}-{number}"
            file = of_file(name.encode(), facts={"duration_ms": 1000 * number, "bit_rate": 128_000})
            place = Position(value=number, label=str(number))
            key = {"key": str(number), "parent": holder, "documents": (says(name),)}
            out.append(Work(kind="piece", editions=(file,), position=place, **key))
    return out


def titles(works: Any) -> list[str]:
    return [each["title"] for each in works]


async def test_a_card_tells_what_is_above_and_below_and_what_can_be_played(disk: Disk) -> None:
    await disk.say("a", *box("Songs"))
    library = lent(disk)
    [piece] = await library.many([(await library.search("Songs 2-3"))[0]["id"]])
    assert [(each["kind"], each["title"], each["position"]) for each in piece["above"]] == [
        ("tray", "Tray 2", "2"), ("box", "Songs", ""),
    ]  # fmt: skip
    assert (piece["media"]["name"], piece["media"]["start_ms"], piece["media"]["end_ms"]) == ("Songs 2-3", 0, None)
    assert piece["media"]["facts"]["bit_rate"] == 128_000
    [whole] = await library.many([await disk.uid("box", "Songs")])
    assert whole["below"] == {"tray": {"count": 2, "duration_ms": 0}, "piece": {"count": 6, "duration_ms": 12_000}}
    assert whole["media"] is None
    [credit] = whole["credits"]
    assert (credit["name"], credit["role"], credit["kind"]) == ("Ann", "artist", "maker")
    [maker] = await library.many([credit["id"]])
    assert maker["credited"] == {"box": {"artist": 1}}


async def test_cards_come_in_the_order_that_was_asked_for_each_once(disk: Disk) -> None:
    await disk.say("a", *(toy(name, name.encode()) for name in "ABC"))
    ids = [await disk.uid("toy", name.lower()) for name in "CAB"]
    library = lent(disk)
    assert titles(await library.many([ids[0], "unknown", ids[1], ids[0], ids[2]])) == ["C", "A", "B"]
    assert await library.many([]) == []


async def test_what_somebody_may_not_see_is_on_no_card_and_in_no_count(disk: Disk) -> None:
    await disk.say("a", *box("Songs", trays=1, pieces=1))
    await disk.say("b", *box("Songs", trays=1, pieces=3), library="second")
    await disk.say("c", toy("Elsewhere", b"e"), library="third")
    library, everything = lent(disk, "main"), lent(disk)
    [whole] = await library.many([await disk.uid("box", "Songs"), await disk.uid("toy", "elsewhere")], user="ann")
    assert whole["below"]["piece"]["count"] == 1
    [whole, _] = await everything.many([await disk.uid("box", "Songs"), await disk.uid("toy", "elsewhere")])
    assert whole["below"]["piece"]["count"] == 3


async def test_a_work_for_others_is_not_there(disk: Disk) -> None:
    rated = says("Saw", certificates=[{"age": 18}], credits=[{"name": "Jig", "role": "maker", "kind": "maker"}])
    await disk.say("a", toy("Saw", b"s", documents=(rated,)))
    ids = [await disk.uid("toy", "saw"), await disk.uid("maker", "jig")]
    assert await lent(disk, "main", max_age=12).many(ids, user="ann") == []
    assert titles(await lent(disk, "main").many(ids)) == ["Saw", "Jig"]


async def test_of_several_editions_the_best_that_is_one_file_is_played(disk: Disk) -> None:
    halves = Edition(version="halves", facts={"lossless": True, "bit_rate": 9}, parts=(
        Part(sources=(Source(file=b"1"),)), Part(sources=(Source(file=b"2"),), position=1)))  # fmt: skip
    few = of_file(b"few", version="few", facts={"bit_rate": 64_000})
    many = of_file(b"many", version="many", facts={"bit_rate": 320_000})
    exact = of_file(b"exact", version="exact", facts={"bit_rate": 200_000, "lossless": True})
    await disk.say("a", toy("Toy", editions=(halves, few, many, exact)))
    library = lent(disk)
    uid = await disk.uid("toy", "toy")
    assert (await library.many([uid]))[0]["media"]["name"] == "exact"
    await disk.lose(await disk.file(await disk.folder("a"), b"exact"))
    assert (await library.many([uid]))[0]["media"]["name"] == "many"


async def test_pages_join_and_a_cursor_of_nothing_is_refused(disk: Disk) -> None:
    await disk.say("a", *(toy(f"Toy {number}", str(number).encode()) for number in range(5)))
    await disk.say("b", toy("Toy 2", b"2"), library="second")
    library, seen, cursor = lent(disk), [], ""
    while True:
        page = await library.page(Listing(kind="toy"), limit=2, cursor=cursor)
        seen += titles(page.items)
        if not (cursor := page.next):
            break
    assert seen == [f"Toy {number}" for number in range(5)]
    second = disk.libraries["second"].uid
    assert titles((await library.page(Listing(kind="toy", library=second))).items) == ["Toy 2"]
    for wrong in ("x", "zz.1", "00.x"):
        with pytest.raises(Invalid):
            await library.page(Listing(kind="toy"), cursor=wrong)
    with pytest.raises(Invalid):
        await library.page(Listing(kind="toy", sort="weight"))


async def test_what_is_below_a_work_and_by_somebody_is_listed(disk: Disk) -> None:
    await disk.say("a", *box("One"), *box("Two", by="Bo"))
    library = lent(disk)
    box_uid, maker = await disk.uid("box", "One"), await disk.uid("maker", "bo")
    assert titles((await library.page(Listing(parent=box_uid))).items) == ["Tray 1", "Tray 2"]
    assert titles((await library.page(Listing(kind="box", party=maker, role="artist"))).items) == ["Two"]
    assert (await library.page(Listing(kind="box", party=maker, role="driver"))).items == ()


async def test_a_sample_is_of_a_kind_holds_each_once_and_reaches_all(disk: Disk) -> None:
    await disk.say("a", *box("Songs", trays=2, pieces=5), toy("Toy", b"t"))
    await disk.say("b", toy("Hidden", b"h"), library="second")
    library = lent(disk, "main")
    drawn = titles(await library.sample("piece", 100, user="ann"))
    assert len(drawn) == len(set(drawn)) == 10
    assert len(await library.sample("piece", 3, user="ann")) == 3
    assert titles(await library.sample("toy", 5, user="ann")) == ["Toy"]
    found = {title for _ in range(60) for title in titles(await library.sample("piece", 2, user="ann"))}
    assert len(found) == 10


async def test_libraries_are_those_that_one_may_see(disk: Disk) -> None:
    await disk.library("main")
    await disk.library("second")
    assert [each["name"] for each in await lent(disk).libraries()] == ["main", "second"]
    [seen] = await lent(disk, "second").libraries(user="ann")
    assert (seen["id"], seen["scanning"]) == (disk.libraries["second"].uid, False)


async def test_plays_count_for_the_works_above_and_the_best_comes_first(disk: Disk) -> None:
    await disk.say("a", *box("One"), *box("Two"))
    await disk.say("b", *box("Hidden"), library="second")
    library, own = lent(disk), await personal(disk, "main")
    songs = {title: (await library.search(title))[0]["id"] for title in ("One 1-1", "One 2-2", "Two 1-1")}
    for title, at in (("One 1-1", 10), ("One 2-2", 20), ("One 1-1", 30), ("Two 1-1", 40)):
        await own.played("ann", songs[title], at)
    assert titles(await own.works("ann", "box", "played")) == ["Two", "One"]
    assert titles(await own.works("ann", "box", "plays")) == ["One", "Two"]
    assert titles(await own.works("ann", "box", "plays", limit=1, offset=1)) == ["Two"]
    assert titles(await own.works("ann", "piece", "plays")) == ["One 1-1", "Two 1-1", "One 2-2"]
    states = await own.states("ann", [*songs.values(), "unknown"])
    assert (states[songs["One 1-1"]]["plays"], states[songs["One 1-1"]]["played"]) == (2, 30)
    with pytest.raises(NotFound):
        await own.played("ann", await disk.uid("box", "Hidden"))


async def test_ratings_favourites_and_places_are_listed_by_kind(disk: Disk) -> None:
    await disk.say("a", *(toy(name, name.encode()) for name in "ABC"))
    own = await personal(disk)
    a, b, c = [await disk.uid("toy", name) for name in "abc"]
    await own.rate("ann", a, 40)
    await own.rate("ann", b, 90)
    for each in (c, a):
        disk.clock.now += 1000
        await own.favour("ann", each, favourite=True)
    assert titles(await own.works("ann", "toy", "rating")) == ["B", "A"]
    assert titles(await own.works("ann", "toy", "favourite")) == ["A", "C"]
    assert await own.works("ann", "box", "favourite") == []
    await own.progress("ann", b, 500, 1000)
    [begun] = await own.works("ann", "toy", "progress")
    assert (begun["title"], begun["position_ms"]) == ("B", 500)
    await own.progress("ann", b, 990, 1000)
    assert await own.works("ann", "toy", "progress") == []
    await own.rate("ann", b, None)
    assert titles(await own.works("ann", "toy", "rating")) == ["A"]
    for refused in (own.rate("ann", a, 101), own.works("ann", "toy", "weight")):  # type: ignore[arg-type]  # what it refuses
        with pytest.raises(Invalid):
            await refused
    with pytest.raises(NotFound):
        await own.lists("")


async def test_a_list_is_saved_whole_or_not_at_all(disk: Disk) -> None:
    await disk.say("a", toy("A", b"a"), toy("B", b"b"))
    own = await personal(disk)
    a, b = await disk.uid("toy", "a"), await disk.uid("toy", "b")
    uid = await own.save_list("ann", "First", [a, b, a])
    assert titles(await own.list_entries("ann", uid)) == ["A", "B", "A"]
    with pytest.raises(NotFound):
        await own.save_list("ann", "Second", [a, "unknown"], uid)
    [kept] = await own.lists("ann")
    assert (kept["name"], kept["entries"]) == ("First", 3)
    assert await own.save_list("ann", "Second", [b], uid) == uid
    assert titles(await own.list_entries("ann", uid)) == ["B"]
    await own.delete_list("ann", uid)
    with pytest.raises(NotFound):
        await own.list_entries("ann", uid)
