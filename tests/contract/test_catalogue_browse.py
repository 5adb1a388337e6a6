"""What people are shown: lists, facets, children, search; each only what they may see, on both engines the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import of_file, says, toy

from mediad.storage.ports.browse import Page, Wanted, published
from mediad.storage.ports.search import search
from mediad_sdk import Kind, Position, Reference, Relation, Work
from mediad_sdk.errors import Gone, Invalid, NotFound

if TYPE_CHECKING:
    from contract.toy_library import Disk


def film(title: str, year: int = 2000, age: int | None = None, **fields: Any) -> Work:
    certificates = [{"country": "DE", "value": str(age), "age": age}] if age is not None else []
    document = says(title, dates=[{"value": str(year)}], certificates=certificates, **fields)
    return toy(title, title.encode(), documents=(document,))


def titles(page: Page) -> list[str]:
    return [json.loads(item)["title"] for item in page.items]


async def walk(disk: Disk, *libraries: str, limit: int = 2, **wanted: Any) -> list[str]:
    """Walk every page of a list, which is the same as bytes."""
    seen: list[str] = []
    after = None
    for _ in range(20):
        asked = Wanted(kinds=("toy",), limit=limit, after=after, **wanted)
        page = await disk.browser.items(disk.storage, disk.viewer(*libraries), asked)
        text, following = await disk.browser.page(disk.storage, disk.viewer(*libraries), asked)
        assert (json.loads(b"[%b]" % text), following) == ([json.loads(item) for item in page.items], page.after)
        seen += titles(page)
        after = page.after
        if after is None:
            return seen
    raise AssertionError("the walk does not end")


async def test_pages_join_without_gaps_and_doubles(disk: Disk) -> None:
    await disk.say("a", *(film(f"Film {number}") for number in range(7)))
    assert await walk(disk) == [f"Film {number}" for number in range(7)]
    assert await walk(disk, limit=7) == [f"Film {number}" for number in range(7)]


async def test_several_libraries_are_one_list_and_a_shared_work_is_in_it_once(disk: Disk) -> None:
    await disk.say("a", *(film(f"Film {number}") for number in (1, 2, 4, 6)))
    await disk.say("b", *(film(f"Film {number}") for number in (2, 3, 4, 5)), library="second")
    for limit in (1, 2, 3, 4, 5, 6, 7):
        assert await walk(disk, limit=limit) == [f"Film {number}" for number in range(1, 7)]
    assert await walk(disk, "second") == [f"Film {number}" for number in (2, 3, 4, 5)]


async def test_a_page_is_one_json_text(disk: Disk) -> None:
    await disk.say("a", film("Film", 1999, credits=[{"name": "Ann", "role": "maker", "join": " & "}, {"name": "Bo"}]))
    page = await disk.browser.items(disk.storage, disk.viewer(), Wanted(kinds=("toy",)))
    body = json.loads(page.text("cursor"))
    assert body["next"] == "cursor"
    [brief] = body["items"]
    assert brief == {
        "id": await disk.uid("toy", "film"),
        "kind": "toy",
        "title": "Film",
        "year": 1999,
        "by": "Ann",
        "added": disk.clock.now,
    }


async def test_a_list_turns_around(disk: Disk) -> None:
    await disk.say("a", film("Old", 1950), film("New", 2020), film("Middle", 1980))
    assert await walk(disk, sort="newest") == ["New", "Middle", "Old"]


async def test_a_facet_filters_and_counts(disk: Disk) -> None:
    await disk.say("a", film("A", genres=["Drama", "Science Fiction"]), film("B", genres=["drama"]), film("C"))
    assert await walk(disk, facet=("genre", "DRAMA")) == ["A", "B"]
    found = await disk.browser.facets(disk.storage, disk.viewer(), "toy", "genre")
    assert [(each["value"], each["count"]) for each in found] == [("drama", 2), ("science fiction", 1)]
    rest = await disk.browser.facets(disk.storage, disk.viewer(), "toy", "genre", after="drama")
    assert [each["label"] for each in rest] == ["Science Fiction"]


async def test_a_work_in_two_libraries_counts_once(disk: Disk) -> None:
    await disk.say("a", film("A", genres=["Drama"]), film("B", genres=["Drama"]))
    await disk.say("b", film("A", genres=["Drama"]), film("C", genres=["Drama"]), library="second")
    found = await disk.browser.facets(disk.storage, disk.viewer(), "toy", "genre")
    assert [each["count"] for each in found] == [3]


async def test_facets_follow_an_edit(disk: Disk) -> None:
    await disk.say("a", film("A", genres=["Drama"]))
    await disk.say("a", film("A", genres=["Comedy"]))
    found = await disk.browser.facets(disk.storage, disk.viewer(), "toy", "genre")
    assert [each["value"] for each in found] == ["comedy"]


async def test_a_party_lists_what_it_is_credited_for(disk: Disk) -> None:
    ann = {"name": "Ann", "role": "maker"}
    await disk.say("a", film("B", credits=[ann, {"name": "Ann", "role": "actor"}]), film("A", credits=[ann]), film("C"))
    [party] = [id_ for _, id_ in await disk.rows("ids", "person")]
    assert await walk(disk, party=party, role="maker", limit=1) == ["A", "B"]
    assert await walk(disk, party=party, limit=1) == ["A", "B"]
    assert await walk(disk, party=party, role="actor") == ["B"]


async def test_children_come_by_place_and_placeless_ones_last(disk: Disk) -> None:
    box = Work(kind="box", key="box", documents=(says("Box"),))
    labels: list[float | None] = [3, None, 1, 0.5, None, 2]
    pieces = [
        Work(
            kind="piece",
            key=str(at),
            parent=box,
            position=None if value is None else Position(label=f"{value:g}", value=value),
            documents=(says(f"{value}-{at}"),),
            editions=(of_file(b"%d" % at),),
        )
        for at, value in enumerate(labels)
    ]
    await disk.say("a", *pieces)
    [parent] = [id_ for _, id_ in await disk.rows("ids", "box")]
    seen: list[str] = []
    after = None
    while True:
        page = await disk.browser.children(disk.storage, disk.viewer(), parent, after=after, limit=2)
        seen += titles(page)
        after = page.after
        if after is None:
            break
    assert seen == ["0.5-3", "1-2", "2-5", "3-0", "None-1", "None-4"]


async def test_a_collection_has_its_members_below_it_by_place(disk: Disk) -> None:
    def member(title: str, place: float | None, **more: Any) -> Work:
        position = None if place is None else Position(label=f"{place:g}", value=place)
        target = Reference(kind="shelf", key="shelf", title="Shelf")
        return toy(
            title, title.encode(), relations=(Relation(type="collection", target=target, position=position),), **more
        )

    adult = (says("Adult", certificates=[{"age": 18}]),)
    await disk.say(
        "a", member("B", None), member("Two", 2), member("Half", 0.5), member("A", None), member("Also two", 2)
    )
    await disk.say("b", member("Adult", 1, documents=adult), member("Elsewhere", 3), library="second")
    [parent] = [id_ for _, id_ in await disk.rows("ids", "shelf")]
    seen: list[str] = []
    after = None
    child = disk.viewer("main", max_age=12)
    for _ in range(5):
        page = await disk.browser.children(disk.storage, child, parent, after=after, limit=2)
        seen += titles(page)
        after = page.after
        if after is None:
            break
    assert seen == ["Half", "Two", "Also two", "B", "A"]
    everything = await disk.browser.children(disk.storage, disk.viewer(), parent)
    assert titles(everything) == ["Half", "Adult", "Two", "Also two", "Elsewhere", "B", "A"]


async def test_a_child_sees_what_is_for_children(disk: Disk) -> None:
    await disk.say("a", film("For all", age=0), film("For grown-ups", age=18), film("Unrated"))
    assert await disk.titles("toy", max_age=12) == ["For all", "Unrated"]
    assert await disk.titles("toy", max_age=12, sort="newest") == ["For all", "Unrated"]
    text, _ = await disk.browser.page(disk.storage, disk.viewer(max_age=12), Wanted(kinds=("toy",)))
    assert [each["title"] for each in json.loads(b"[%b]" % text)] == ["For all", "Unrated"]
    found = await disk.browser.facets(disk.storage, disk.viewer(max_age=12), "toy", "year")
    assert [each["count"] for each in found] == [2]
    with pytest.raises(NotFound):
        await disk.items.item(disk.storage, disk.viewer(max_age=12), await disk.uid("toy", "for grown ups"))


async def test_an_age_holds_for_what_is_below(disk: Disk) -> None:
    box = Work(kind="box", key="box", documents=(says("Box", certificates=[{"age": 16}]),))
    await disk.say("a", Work(kind="piece", key="1", parent=box, documents=(says("P"),), editions=(of_file(b"1"),)))
    assert await disk.titles("piece", max_age=12) == []
    assert await disk.titles("piece", max_age=16) == ["P"]


async def test_an_unpublished_list_is_refused_with_what_is_published(disk: Disk) -> None:
    await disk.library()
    with pytest.raises(Invalid) as refused:
        await disk.titles("toy", sort="newest", facet=("genre", "x"))
    assert "genre by title" in refused.value.places[0][1]
    with pytest.raises(Invalid, match="no kind 'toys'"):
        await disk.titles("toys")


def test_what_is_published_is_every_sort_and_the_default_one_with_each_filter() -> None:
    kind = Kind(id="k", label="K", plural="Ks")
    assert [(each.sort, each.filter) for each in published([kind])] == [
        ("title", ""),
        ("added", ""),
        ("title", "party"),
    ]


async def test_what_is_rated_and_has_no_certificate_is_for_adults(disk: Disk) -> None:
    def rated(title: str, age: int | None = None, **work: Any) -> Work:
        certificates = [{"value": str(age), "age": age}] if age is not None else []
        return toy(
            title,
            title.encode(),
            kind="reel",
            documents=(says(title, certificates=certificates, genres=[title]),),
            **work,
        )

    trailer = toy("Trailer", b"t", kind="reel", parent=rated("Saw"), extra="trailer")
    await disk.say("a", rated("Saw"), rated("Up", 6), trailer, film("Song"))
    assert await disk.titles("reel", max_age=12) == ["Up"]
    assert await disk.titles("reel", max_age=18) == await disk.titles("reel") == ["Saw", "Up"]
    assert await disk.titles("toy", max_age=0) == ["Song"]
    child = disk.viewer(max_age=12)
    assert [each["value"] for each in await disk.browser.facets(disk.storage, child, "reel", "genre")] == ["up"]
    assert (await search(disk.storage, child, "saw")).items == []
    for key in ("saw", "trailer"):
        with pytest.raises(NotFound):
            await disk.items.item(disk.storage, child, await disk.uid("reel", key))
    assert [(await disk.item("reel", key))["age"] for key in ("saw", "up", "trailer")] == [None, 6, None]


async def test_who_is_known_by_hidden_works_alone_is_hidden_with_them(disk: Disk) -> None:
    def by(title: str, age: int, *names: str) -> Work:
        saga = Relation(type="collection", target=Reference(kind="shelf", key=names[0].lower(), title=names[0]))
        certificates = [{"value": str(age), "age": age}]
        document = says(title, certificates=certificates, credits=[{"name": name} for name in names])
        return toy(title, title.encode(), documents=(document,), relations=(saga,))

    await disk.say("a", by("Saw", 18, "Jigsaw", "Both"), by("Up", 0, "Carl", "Both"))
    await disk.say("b", by("Old", 0, "Jigsaw"), library="second")
    assert await disk.titles("person") == ["Both", "Carl", "Jigsaw"]
    assert await disk.titles("person", "main", max_age=12) == ["Both", "Carl"]
    assert await disk.titles("shelf", "main", max_age=12) == ["Carl"]
    assert await disk.titles("person", max_age=12) == ["Both", "Carl", "Jigsaw"]
    child, uid = disk.viewer("main", max_age=12), await disk.uid("person", "jigsaw")
    text, _ = await disk.browser.page(disk.storage, child, Wanted(kinds=("person",)))
    assert b"Jigsaw" not in text
    assert (await search(disk.storage, child, "jigsaw")).items == []
    assert len((await search(disk.storage, disk.viewer(max_age=12), "jigsaw")).items) == 3
    with pytest.raises(NotFound):
        await disk.items.item(disk.storage, child, uid)
    assert (await disk.items.item(disk.storage, disk.viewer(max_age=12), uid))["title"] == "Jigsaw"


async def test_values_that_somebody_may_not_see_do_not_end_the_walk(disk: Disk) -> None:
    works = [film(str(at), age=0 if at > 5 else 18, genres=[f"g{at}"]) for at in range(10)]
    await disk.say("a", *works)
    await disk.say("b", *works[7:], library="second")
    child = disk.viewer(max_age=6)
    seen: list[object] = []
    while found := await disk.browser.facets(
        disk.storage, child, "toy", "genre", after=str(seen[-1]) if seen else "", limit=2
    ):
        seen += [each["value"] for each in found]
    assert seen == ["g6", "g7", "g8", "g9"]


async def test_children_of_one_place_stand_by_label_and_title(disk: Disk) -> None:
    box = Work(kind="box", key="box", documents=(says("Box"),))
    places = [("b", 1, "A"), ("a", 1, "Z"), ("a", 1, "B"), ("", None, "Y"), ("", None, "X"), ("9", 0, "Q")]
    await disk.say(
        "a",
        *[
            toy(
                title,
                title.encode(),
                kind="piece",
                parent=box,
                position=None if value is None else Position(label=label, value=value),
            )
            for label, value, title in places
        ],
    )
    [subject] = [id_ for _, id_ in await disk.rows("ids", "box")]
    for limit in (1, 2, 50):
        seen, after = [], None
        while True:
            page = await disk.browser.children(disk.storage, disk.viewer(), subject, after=after, limit=limit)
            seen += titles(page)
            if (after := page.after) is None:
                break
        assert seen == ["Q", "B", "Z", "A", "X", "Y"]


async def test_search_wants_every_word_and_completes_the_last(disk: Disk) -> None:
    await disk.say("a", film("The Thin Red Line"), film("Thin Ice"), film("Red", overview="A thin judge."))
    assert await disk.found("thin") == ["Thin Ice", "The Thin Red Line", "Red"]
    assert await disk.found("red thi") == ["The Thin Red Line", "Red"]
    assert await disk.found("hin") == []
    assert await disk.found("thin RED line") == ["The Thin Red Line"]


async def test_search_knows_every_title_script_and_sign(disk: Disk) -> None:
    titles_ = [{"value": "千と千尋の神隠し"}]
    await disk.say(
        "a", film("Spirited Away", titles=titles_), film("!!!"), film("Björk"), film('O\'Brien "quoted" * AND')
    )
    assert await disk.found("千尋") == ["Spirited Away"]
    assert await disk.found("bjork") == ["Björk"]
    assert await disk.found("!!!") == ["!!!"]
    assert await disk.found("o'brien and") == ['O\'Brien "quoted" * AND']
    assert await disk.found("") == await disk.found("   ") == []


async def test_an_exact_title_comes_first_and_pages_of_results_join(disk: Disk) -> None:
    await disk.say("a", film("Alien Nation"), film("Aliens"), film("Alien"), film("My Alien"))
    assert await disk.found("alien") == ["Alien", "Aliens", "Alien Nation", "My Alien"]
    assert await disk.found("alien", limit=2, offset=2) == ["Alien Nation", "My Alien"]
    assert await disk.found("alien", kinds=["person"]) == []


async def test_search_knows_years_plots_parts_and_ids(disk: Disk) -> None:
    ids = [{"scheme": "imdb", "entity": "title", "value": "tt0113277"}]
    await disk.say(
        "a",
        film("Heat", 1995, ids=ids, credits=[{"name": "Pacino", "character": "Vincent Hanna"}]),
        film("Body Heat", 1981, overview="Made before 1995."),
        film("Up", 1981, overview="Of body heat."),
        film("Ocean's Eleven", 2001),
    )
    assert await disk.found("body heat 1981") == ["Body Heat", "Up"]
    assert await disk.found("heat 1995") == ["Heat", "Body Heat"]
    assert await disk.found("hanna") == await disk.found("tt0113277") == ["Heat"]
    for text in ("oceans eleven", "ocean's 11", "oceans 2001"):
        assert await disk.found(text) == ["Ocean's Eleven"]


async def test_a_title_is_found_though_a_thousand_plots_have_its_words(disk: Disk) -> None:
    await disk.say("a", *(film(f"F{at}", overview="The man.") for at in range(1_001)), film("The Man"))
    assert (await disk.found("the man"))[0] == "The Man"


@pytest.mark.parametrize("typed", ["matirx", "matrx", "mattrix", "natrix", "marrix", "atrix", "the matrxi reloaded"])
async def test_search_forgives_one_slip_a_word_where_little_is_found(disk: Disk, typed: str) -> None:
    await disk.say("a", film("The Matrix Reloaded"), film("Heat"), film("Mat"))
    assert await disk.found(typed) == ["The Matrix Reloaded"]


async def test_what_is_spelled_so_comes_before_what_is_a_slip_away(disk: Disk) -> None:
    await disk.say("a", film("Meat"), film("Heat"), film("He"), film("Heart"))
    assert await disk.found("heat") == ["Heat", "Meat", "Heart"]
    await disk.say("b", film("Heat 2"), film("Heated"))
    assert await disk.found("heat") == ["Heat", "Heat 2", "Heated"]
    assert await disk.found("hes") == []  # too short for a slip


async def test_of_a_word_that_many_works_have_a_rare_kind_and_the_best_titles_are_found(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediad.storage.ports.search.LOOKED_AT", 40)
    await disk.say("a", *(film(f"In Love {at:02}") for at in range(41)), toy("Crazy Love", b"crazy", kind="reel"))
    assert await disk.found("love", kinds=["reel"]) == ["Crazy Love"]
    await disk.say("b", film("Love"), film("The Love"), film("Lovely"))
    assert (await disk.found("love"))[:3] == (await disk.found("lov"))[:3] == ["Love", "Lovely", "The Love"]


async def test_a_name_that_many_works_have_finds_who_is_called_so_and_what_is(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediad.storage.ports.search.LOOKED_AT", 40)
    credited = [{"name": "Mira Halloran", "role": "maker"}]
    await disk.say("a", *(film(f"Song {at:02}", credits=credited) for at in range(41)), film("On Halloran"))
    assert (await disk.found("halloran"))[:3] == ["On Halloran", "Mira Halloran", "Song 00"]
    assert (await disk.found("hallo"))[:3] == ["On Halloran", "Mira Halloran", "Song 00"]
    assert (await disk.found("mira halloran"))[:2] == ["Mira Halloran", "Song 00"]


async def test_search_forgets_old_titles(disk: Disk) -> None:
    await disk.say("a", toy("One", b"1"))
    await disk.say("a", toy("Two", b"1"))
    assert (await disk.found("one"), await disk.found("two")) == ([], ["Two"])


async def test_extras_are_neither_listed_nor_found(disk: Disk) -> None:
    owner = toy("Film", b"1")
    await disk.say("a", toy("Trailer", b"2", parent=owner, extra="trailer"))
    assert await disk.titles("toy") == ["Film"]
    assert await disk.found("trailer") == []
    [extra] = (await disk.item("toy", "film"))["extras"]
    assert (await disk.items.item(disk.storage, disk.viewer(), extra["id"]))["parent"]["title"] == "Film"


async def test_documents_show_what_lost_the_merge(disk: Disk) -> None:
    await disk.say("a", toy("T", b"1", documents=(says("N"), says("T", source="tags", file=b"1"))))
    uid = await disk.uid("toy", "t")
    documents = await disk.items.documents(disk.storage, disk.viewer(), uid)
    assert [(each["source"], each["fields"]["title"]) for each in documents] == [("name", "N"), ("tags", "T")]
    assert (await disk.items.item(disk.storage, disk.viewer(), uid))["provenance"] == {"title": ["tags"]}


async def test_an_unknown_id_is_not_found_and_a_removed_one_is_gone(disk: Disk) -> None:
    await disk.library()
    with pytest.raises(NotFound):
        await disk.items.item(disk.storage, disk.viewer(), "nobody")
    await disk._run("toy.gone", ("ghost",))
    with pytest.raises(Gone):
        await disk.items.item(disk.storage, disk.viewer(), "ghost")


async def test_somebody_sees_what_they_did(disk: Disk) -> None:
    await disk.say("a", film("Film"))
    uid = await disk.uid("toy", "film")
    await disk._run("toy.account", (1, "account", "Ann", "ann"))
    await disk._run("toy.favour", (1, 80, 5, 2, uid))
    await disk._run("toy.progress", (1, 60_000, 9, uid))
    state = (await disk.items.item(disk.storage, disk.viewer(account=1), uid))["state"]
    assert (state["rating"], state["plays"], state["progress"][0]["position"]) == (80, 2, 60_000)
    assert (await disk.items.item(disk.storage, disk.viewer(), uid))["state"] is None


async def test_ingesting_the_same_again_changes_no_row(disk: Disk) -> None:
    works = [
        film("Film", genres=["Drama"], credits=[{"name": "Ann", "role": "maker"}], ids=[{"scheme": "a", "value": "1"}]),
        toy("Extra", b"x", parent=toy("Film"), extra="trailer"),
    ]
    await disk.say("a", *works)
    said = await disk.said("a", *works)
    disk.clock.now += 1_000

    async def unit(tx: Any) -> int:
        before = await tx.fetch_value("toy.changes")
        await disk.catalogue.ingest(tx, [said])
        return int(await tx.fetch_value("toy.changes") - before)

    assert await disk.storage.write(unit) == 0


@pytest.mark.parametrize("kind", ["no kind", 'a"b', "*", "\u00b6", "", "toy)", "x" * 100])
async def test_a_search_for_what_is_no_kind_finds_nothing(disk: Disk, kind: str) -> None:
    await disk.say("a", toy("Alpha", b"1"))
    assert (await search(disk.storage, disk.viewer(), "alpha", kinds=(kind,))).items == []
    assert await disk.found("alpha", kinds=("toy", kind)) == ["Alpha"]
