"""The query language over real rows: sets, walks, what people did, doubles; the same answer on both engines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from contract.test_catalogue_browse import film
from contract.toy_library import KINDS, TOY, of_file, says, toy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediad.library.kinds import KindTable
from mediad.library.query import Mistake, parse
from mediad.library.query.asking import Asking
from mediad.storage.ports import subjects, userdata
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.search import search
from mediad_sdk import Facet, Kind, Position, Reference, Relation, Work

if TYPE_CHECKING:
    from contract.toy_library import Disk

    from mediad.storage.ports import Transaction
    from mediad.storage.ports.viewer import Viewer

DAY = 24 * 3_600_000
ADULT = (says("Adult", certificates=[{"age": 18}]),)


async def asked(
    disk: Disk, text: str, viewer: Viewer | None = None, limit: int = 3, kinds: KindTable = KINDS
) -> list[str]:
    """Walk every page of an answer; give the titles."""
    asking = Asking(disk.storage, kinds, disk.clock)
    seen: list[str] = []
    after = None
    for _ in range(200):
        page = await asking.page(viewer or disk.viewer(), parse(text), after=after, limit=limit)
        assert len(page.items) <= limit
        seen += [json.loads(item)["title"] for item in page.items]
        after = page.after
        if after is None:
            return seen
    raise AssertionError("the answer does not end")


async def films(disk: Disk) -> None:
    credited = [{"name": "Ridley Scott", "role": "maker"}]
    await disk.say(
        "a",
        film("Alien", 1979, genres=["Horror", "Science Fiction"], credits=credited),
        film("Blade Runner", 1982, genres=["Science Fiction"], credits=credited),
        film("Gladiator", 2000, genres=["Drama"], credits=credited),
        film("Heat", 1995, genres=["Crime", "Drama"]),
        film("The Thing", 1982, genres=["Horror"]),
        toy("Untimely", b"u"),
    )


@pytest.fixture(params=[5_000, 0], ids=["set", "walk"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Answer from sets where there are some, and by walks alone."""
    monkeypatch.setattr("mediad.storage.ports.queries.GATHERED", request.param)
    monkeypatch.setattr("mediad.library.query.asking._ROUND", 2)
    return int(request.param)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("kind:toy", ["Alien", "Blade Runner", "Gladiator", "Heat", "The Thing", "Untimely"]),
        ('genre:"science fiction"', ["Alien", "Blade Runner"]),
        ("genre:horror,crime", ["Alien", "Heat", "The Thing"]),
        ("kind:toy genre:drama -genre:crime", ["Gladiator"]),
        ("kind:plaything genre:drama -genre:crime", ["Gladiator"]),
        ("kind:toy -genre:horror sort:-title", ["Untimely", "Heat", "Gladiator", "Blade Runner"]),
        ("kind:toy year:1980..1999", ["Blade Runner", "Heat", "The Thing"]),
        ("kind:toy year:1982 genre:horror", ["The Thing"]),
        ("kind:toy year:<1982", ["Alien"]),
        ("kind:toy year:>1995", ["Gladiator"]),
        ("kind:toy sort:-newest", ["Gladiator", "Heat", "Blade Runner", "The Thing", "Alien", "Untimely"]),
        ("kind:toy sort:newest", ["Alien", "The Thing", "Blade Runner", "Heat", "Gladiator", "Untimely"]),
        ("kind:toy sort:newest limit:4", ["Alien", "The Thing", "Blade Runner", "Heat"]),
        ('by:"Ridley Scott" year:..1990', ["Alien", "Blade Runner"]),
        ("by:scott -by:scott", []),
        ("kind:person,toy", ["Alien", "Blade Runner", "Gladiator", "Heat", "Ridley Scott", "The Thing", "Untimely"]),
        ("kind:toy duplicates:yes", []),
        ("kind:toy year:1982,1995..2000 duplicates:no", ["Blade Runner", "Gladiator", "Heat", "The Thing"]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("way")
async def test_every_condition_alone_and_together(disk: Disk, text: str, titles: list[str]) -> None:
    await films(disk)
    assert await asked(disk, text) == titles


async def test_words_rank_and_other_conditions_narrow(disk: Disk) -> None:
    await films(disk)
    await disk.say("b", film("Alien Nation", 1988, genres=["Crime"]), film("Aliens", 1986))
    assert await asked(disk, "alien") == ["Alien", "Aliens", "Alien Nation"]
    assert await asked(disk, "alien sort:-newest") == ["Alien Nation", "Aliens", "Alien"]
    assert await asked(disk, "alien -nation") == ["Alien", "Aliens"]
    assert await asked(disk, "alien genre:crime") == ["Alien Nation"]
    assert await asked(disk, "alien limit:2") == ["Alien", "Aliens"]
    assert await asked(disk, "the thing") == ["The Thing"]
    assert await asked(disk, "ridley") == ["Ridley Scott", "Alien", "Gladiator", "Blade Runner"]


async def test_words_forgive_a_slip_in_queries_too(disk: Disk) -> None:
    await films(disk)
    assert await asked(disk, "gladiatro") == await asked(disk, "gladiatro sort:title") == ["Gladiator"]
    assert await asked(disk, "gladiatro genre:horror") == []
    assert await asked(disk, "kind:toy -gladiatro sort:title limit:1") == ["Alien"]


async def test_words_that_many_works_have_are_sorted_whole(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediad.storage.ports.search.LOOKED_AT", 5)
    await disk.say("a", *(film(f"Song {at:02}", 1990 + at) for at in range(12)), film("Heat", 2020))
    assert await asked(disk, "song sort:-newest") == [f"Song {at:02}" for at in reversed(range(12))]
    assert await asked(disk, "son kind:toy year:2000..") == ["Song 10", "Song 11"]


async def test_a_time_is_a_date_or_an_age(disk: Disk) -> None:
    await disk.say("a", film("Old"))
    disk.clock.now += 40 * DAY  # it was 2027-01-15
    await disk.say("b", film("New"))
    disk.clock.now += DAY
    assert await asked(disk, "kind:toy added:<30d") == await asked(disk, "kind:toy added:2w") == ["New"]
    assert await asked(disk, "kind:toy added:>30d") == await asked(disk, "kind:toy added:2027-01") == ["Old"]
    assert await asked(disk, "kind:toy added:1d..6w") == ["New", "Old"]
    assert await asked(disk, "kind:toy added:2027 sort:added") == ["Old", "New"]
    assert await asked(disk, "kind:toy added:2027-01-16..2027-02") == ["New"]


async def test_what_people_did_is_theirs(disk: Disk) -> None:
    await films(disk)
    me = disk.viewer(account=7)
    alien, heat, thing = [
        await subjects.id_of(disk.storage, await disk.uid("toy", key)) for key in ("alien", "heat", "the thing")
    ]

    async def unit(tx: Transaction) -> None:
        row = {"id": 7, "uid": new_uids(0, 1)[0], "name": "Ann", "folded": "ann", "role": "member", "password": ""}
        await tx.execute("accounts.add", {**row, "max_age": None, "created": 0})
        await userdata.rate(tx, me.account, alien, 90)
        await userdata.play(tx, me.account, heat, at=1)
        await userdata.set_progress(tx, me.account, thing, userdata.Progress(locator="time", fraction=0.5, updated=1))

    await disk.storage.write(unit)
    assert await asked(disk, "rating:>80", me) == ["Alien"]
    assert await asked(disk, "rating:..80", me) == []
    assert await asked(disk, "watched", me) == ["Heat"]
    assert await asked(disk, "is:started,watched", me) == ["Heat", "The Thing"]
    assert await asked(disk, "kind:toy unwatched year:1979..2000 genre:horror", me) == ["Alien", "The Thing"]
    with pytest.raises(Mistake, match="character 10"):
        await asked(disk, "kind:toy unwatched")


async def test_doubles_are_editions_copies_and_equal_files(disk: Disk) -> None:
    twice = (of_file(b"one.mkv", rendition="1080p"), of_file(b"two.mkv", rendition="1080p", label="2"))
    other = (of_file(b"hd.mkv", rendition="1080p"), of_file(b"sd.mkv", rendition="480p"))
    await disk.say("a", toy("Twice", editions=twice), toy("Better", editions=other), toy("Once", b"once"))
    assert await asked(disk, "duplicates:yes") == ["Twice"]
    assert await asked(disk, "kind:toy duplicates:no") == ["Better", "Once"]


def by_artist(kind: Kind) -> Kind:
    return replace(kind, facets=(*kind.facets, Facet(name="artist", field="credits", role="album_artist")))


@pytest.mark.usefixtures("way")
async def test_what_is_below_a_kind_that_is_listed_by_people_is_asked_by_its_own_credits(disk: Disk) -> None:
    def piece(title: str, *credits_: tuple[str, str]) -> Work:
        credited = [{"name": name, "role": role, "kind": "maker"} for name, role in credits_]
        return toy(title, title.encode(), kind="piece", parent=box, documents=(says(title, credits=credited),))

    box = Work(kind="box", key="box", documents=(says("Box", credits=[{"name": "Ann", "role": "album_artist"}]),))
    pieces = (
        piece("Alone", ("Ann", "artist")), piece("Guest", ("Bob", "artist"), ("Ann", "featured")),
        piece("Both", ("Ann", "artist"), ("Bob", "artist")), piece("Written", ("Ann", "composer")),
    )  # fmt: skip
    await disk.say("a", *pieces)
    kinds = KindTable([replace(TOY, kinds=tuple(by_artist(each) if each.id == "box" else each for each in TOY.kinds))])
    assert await asked(disk, "kind:piece artist:ann", kinds=kinds) == ["Alone", "Both"]
    assert await asked(disk, "kind:piece artist:bob", kinds=kinds) == ["Both", "Guest"]
    assert await asked(disk, 'kind:piece artist:Ann -artist:"BOB"', kinds=kinds) == ["Alone"]
    assert await asked(disk, "kind:piece artist:nobody", kinds=kinds) == []
    for text, said in (
        ("kind:toy artist:ann", "no kind that is asked for has `artist:`"),
        ("kind:piece maker:x", "no kind"),
        ("kind:toy kind:piece", "no kind is left"),
    ):
        with pytest.raises(Mistake) as refused:
            await asked(disk, text, kinds=kinds)
        assert said in refused.value.places[0][1]


def member(title: str, place: float | None, *shelves: str, **more: Any) -> Work:
    position = None if place is None else Position(label=f"{place:g}", value=place)
    held = [Relation(type="collection", target=shelf(name), position=position) for name in shelves]
    return toy(title, title.encode(), relations=tuple(held), **more)


def shelf(title: str) -> Reference:
    return Reference(kind="shelf", key=title.lower(), title=title)


async def discworld(disk: Disk) -> None:
    cycle, watch = "Discworld", "Discworld: The Watch"
    await disk.say(
        "a",
        member("Sourcery", 5, cycle), member("Guards! Guards!", 8, cycle, watch), member("Atlas", None, cycle),
        member("Equal Rites", 3, cycle), member("Almanac", None, cycle), member("Unheld", 1),
    )  # fmt: skip


async def test_what_is_in_a_collection_is_asked_for_by_title_or_id_and_comes_in_its_order(disk: Disk) -> None:
    await discworld(disk)
    cycle = ["Equal Rites", "Sourcery", "Guards! Guards!", "Almanac", "Atlas"]
    uid = await disk.uid("shelf", "discworld")
    for text in ("in:discworld", f"in:{uid}", f"kind:toy in:{uid.upper()}", "in:Discworld sort:position"):
        assert await asked(disk, text) == cycle, text
    assert await asked(disk, "in:Discworld sort:-position") == [*cycle[2::-1], "Almanac", "Atlas"]
    assert await asked(disk, "in:Discworld sort:title") == sorted(cycle)
    assert await asked(disk, "in:watch") == await asked(disk, "in:Discworld in:watch") == ["Guards! Guards!"]
    assert await asked(disk, "in:watch,Discworld limit:2") == cycle[:2]
    assert await asked(disk, "in:Discworld -in:watch -atlas") == ["Equal Rites", "Sourcery", "Almanac"]
    assert await asked(disk, "kind:toy -in:Discworld") == ["Unheld"]
    assert await asked(disk, "in:Discworld guards") == ["Guards! Guards!"]
    assert await asked(disk, "in:Nowhere") == await asked(disk, f"in:{uid[:-1]}0") == []


async def test_search_finds_a_series_and_behind_it_what_is_in_it(disk: Disk) -> None:
    await discworld(disk)
    await disk.say("b", toy("A Discworld Companion", b"c"), member("Adult", 4, "Discworld", documents=ADULT))
    members = ["Equal Rites", "Sourcery", "Guards! Guards!", "Atlas", "Almanac"]
    rest = ["A Discworld Companion", "Discworld: The Watch"]
    found = await disk.found("Discworld")
    assert found[0] == "Discworld"
    assert found[1:7] == [members[0], "Adult", *members[1:]]
    assert sorted(found[7:]) == rest
    assert await disk.found("discworld", limit=2, offset=2) == found[2:4]
    assert "Equal Rites" not in await disk.found("discworl")


async def test_what_is_below_a_work_comes_in_the_order_of_its_tree(disk: Disk) -> None:
    def at(place: int) -> Position:
        return Position(label=f"{place}", value=place)

    box = Work(kind="box", key="box", documents=(says("The Box"),))
    trays = [
        Work(kind="tray", key=f"{place}", parent=box, documents=(says(f"Tray {place}"),), position=at(place))
        for place in (2, 1)
    ]
    pieces = [
        toy(f"{tray.key}-{place}", f"{tray.key}-{place}".encode(), kind="piece", parent=tray, position=at(place))
        for tray in trays for place in (2, 1)
    ]  # fmt: skip
    await disk.say("a", *pieces, toy("Loose", b"l", kind="piece", parent=box))
    whole = ["Tray 1", "1-1", "1-2", "Tray 2", "2-1", "2-2", "Loose"]
    assert await asked(disk, 'in:"the box"') == whole
    assert await asked(disk, "kind:piece in:box") == [each for each in whole if "Tray" not in each]
    assert await asked(disk, 'in:"tray 2"') == ["2-1", "2-2"]


async def test_more_than_a_set_in_a_collection_is_walked_in_the_usual_order(disk: Disk, way: int) -> None:
    await discworld(disk)
    usual = ["Almanac", "Atlas", "Equal Rites", "Guards! Guards!", "Sourcery"]
    assert sorted(await asked(disk, "kind:toy in:Discworld")) == usual
    assert (await asked(disk, "kind:toy in:Discworld") == usual) is (way == 0)


async def test_nobody_looks_into_what_they_may_not_see(disk: Disk) -> None:
    await discworld(disk)
    await disk.say("b", member("Elsewhere", 1, "Discworld"), library="second")
    child = disk.viewer(max_age=12)
    await disk.say("c", member("Adult", 2, "Discworld", documents=ADULT))
    assert "Adult" not in await asked(disk, "in:Discworld", child)
    found = (await search(disk.storage, child, "discworld")).items
    assert ("Sourcery" in str(found), "Adult" in str(found)) == (True, False)
    first = disk.viewer(next(iter(disk.libraries)))
    assert "Elsewhere" not in await asked(disk, "in:Discworld", first)
    assert await asked(disk, f"in:{await disk.uid('shelf', 'discworld: the watch')}", disk.viewer("second")) == []


def shot(name: str, month: str, cell: str) -> Work:
    cells = [cell[:length] for length in range(2, 7)]
    return toy(name, name.encode(), kind="reel", documents=(says(name, month=month, cells=cells, genres=["g"]),))


@pytest.mark.usefixtures("way")
async def test_works_are_found_by_where_and_counted_by_when_and_where(disk: Disk) -> None:
    await disk.say(
        "a",
        shot("Berlin", "2021-08", "u33dc0"), shot("Potsdam", "2021-08", "u33615"), shot("Lima", "2021-12", "6mc5qy"),
        shot("Fiji", "2022-01", "ruyc58"),
    )  # fmt: skip
    assert await asked(disk, "kind:reel box:52/12..53/14") == ["Berlin", "Potsdam"]
    assert await asked(disk, "box:52.5/13.3..52.6/13.5") == ["Berlin"]
    assert await asked(disk, "box:-90/-180..90/180 month:2021-08..2021") == ["Berlin", "Lima", "Potsdam"]
    assert await asked(disk, "box:-30/170..0/-170") == ["Fiji"]
    with pytest.raises(Mistake):
        await asked(disk, "box:52,13..53,14")
    seen = {"reader": disk.storage, "viewer": disk.viewer(), "kind": "reel"}
    months = await disk.browser.facets(**seen, name="month", span=("2021-08", "2021"))
    assert [(each["label"], each["count"]) for each in months] == [("2021-08", 2), ("2021-12", 1)]
    assert [each["label"] for each in await disk.browser.facets(**seen, name="month", after="2021 08")] == [
        "2021-12", "2022-01",
    ]  # fmt: skip
    assert await disk.browser.counts(**seen, name="cell", values=["u3", "6m", "xx"]) == {"u3": 2, "6m": 1}
    await disk.say("a", shot("Berlin", "2021-08", "u33dc0"), library="second")
    assert await disk.browser.counts(**seen | {"viewer": disk.viewer()}, name="cell", values=["u3"]) == {"u3": 2}


async def test_nobody_finds_what_they_may_not_see(disk: Disk) -> None:
    await disk.say("a", film("Open", genres=["x"]), film("Adult", age=18, genres=["x"]))
    await disk.say("b", film("Elsewhere", genres=["x"]), library="second")
    child = disk.viewer(max_age=12)
    for text in ("kind:toy", "genre:x", "kind:toy sort:-added", "genre:x sort:-newest", "open", "adult"):
        assert "Adult" not in await asked(disk, text, child)
    assert await asked(disk, "genre:x library:second") == ["Elsewhere"]
    assert await asked(disk, "genre:x -library:second -open") == ["Adult"]


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("x kind:song", 2, "there is box"),
        ("kind:toy -kind:toy", 9, "no kind is left"),
        ("colour:red", 0, "there is no `colour:`"),
        ("kind:toy sort:size", 9, "sorted by size: there is added, newest, title"),
        ("kind:toy,tray sort:newest", 14, "not all"),
        ("kind:person genre:x", 12, "no kind"),
        ("year:last", 0, "1990..1999"),
        ("added:2024-13", 0, "2024-05"),
        ("added:<30x", 0, "<30d"),
        ("duration:long", 0, "90m"),
        ("duplicates:maybe", 0, "`yes` or `no`"),
        ("by:a..b", 0, "no range"),
        ("kind:toy in:a..b", 9, "no range"),
        ("library:none", 0, "mediad library list"),
        ('kind:toy shelf:"Discworld"', 9, "asked for with `in:`"),
        ("kind:toy box:1/1..2/2", 9, "has `box:`"),
        ("kind:toy -box:1/1..2/2", 9, "has `box:`"),
    ],
)  # fmt: skip
async def test_a_mistake_names_its_place_and_what_there_is(disk: Disk, text: str, at: int, said: str) -> None:
    await disk.say("a", film("One"))
    with pytest.raises(Mistake, match=f"character {at + 1}\\b") as refused:
        await asked(disk, text)
    assert said in refused.value.places[0][1]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    works=st.lists(st.tuples(st.integers(1990, 1994), st.sets(st.sampled_from("abc"))), max_size=12),
    low=st.integers(1989, 1995), genre=st.sampled_from("abc"), limit=st.integers(1, 5),
)  # fmt: skip
async def test_sets_and_walks_answer_as_a_look_at_every_work(
    disk: Disk, works: list[tuple[int, set[str]]], low: int, genre: str, limit: int
) -> None:
    library = f"library {len(disk.libraries)}"
    names = [f"{library} {at:02}" for at in range(len(works))]
    made = [film(name, year, genres=sorted(genres)) for name, (year, genres) in zip(names, works, strict=True)]
    await disk.say("a", *made, library=library)
    me, text = disk.viewer(library), f"kind:toy genre:{genre} year:{low}.."
    right = [name for name, (year, genres) in zip(names, works, strict=True) if genre in genres and year >= low]
    with pytest.MonkeyPatch.context() as patch:
        assert await asked(disk, text, me, limit) == right
        patch.setattr("mediad.storage.ports.queries.GATHERED", 0)
        patch.setattr("mediad.library.query.asking._ROUND", 2)
        patch.setattr("mediad.library.query.asking.LOOKED_AT", 4)
        assert await asked(disk, text, me, limit) == right
        assert await asked(disk, f"{text} sort:-title", me, limit) == right[::-1]
