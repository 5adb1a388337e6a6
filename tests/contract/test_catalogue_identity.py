"""Who a work is, through new tags, moved files, lost disks and second libraries."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import Disk, of_file, says, toy

from mediad.storage.ports.subjects import Moved
from mediad_sdk import Position, Reference, Relation, Work
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.storage.units import Transaction


def box(title: str, *names: bytes, key: str = "") -> list[Work]:
    """A box of pieces, one file each."""
    above = Work(
        kind="box",
        key=key or title.lower(),
        documents=(says(title, credits=[{"name": "Ann", "role": "artist"}]),),
    )
    return [
        Work(
            kind="piece",
            key=name.decode(),
            parent=above,
            position=Position(label=str(at), value=at),
            documents=(says(f"Piece {name.decode()}", source="tags", file=name),),
            editions=(of_file(name),),
        )
        for at, name in enumerate(names)
    ]


async def like(disk: Disk, uid: str, *, plays: int = 1, favourite: int = 5, rating: int | None = 80) -> None:
    if not await disk.rows("favours"):
        await disk._run("toy.account", (1, "account", "Ann", "ann"))
    await disk._run("toy.favour", (1, rating, favourite, plays, uid))


async def tell(disk: Disk, file: int, folder: int, name: bytes) -> None:
    await disk._run("toy.move", (folder, name, file))
    disk.files = {key: value for key, value in disk.files.items() if value != file} | {(folder, name): file}


async def test_a_new_tag_keeps_id_and_what_people_did(disk: Disk) -> None:
    await disk.say("a", toy("Tpyo", b"1.mkv"))
    uid = await disk.uid("toy", "tpyo")
    await like(disk, uid)
    told = await disk.say("a", toy("Typo", b"1.mkv"))
    assert (told.added, told.changed, told.merged) == ([], [uid], [])
    assert await disk.uid("toy", "typo") == uid
    assert await disk.titles("toy") == ["Typo"]
    assert await disk.rows("favours") == [(uid, 80, 5, 1)]


async def test_a_new_album_tag_keeps_the_album(disk: Disk) -> None:
    await disk.say("a", *box("Tpyo", b"1", b"2"))
    uid = await disk.uid("box", "tpyo")
    told = await disk.say("a", *box("Typo", b"1", b"2"))
    assert told.added == []
    assert await disk.uid("box", "typo") == uid
    assert await disk.titles("box") == ["Typo"]


async def test_an_album_that_lost_a_track_keeps_its_id_through_a_new_tag(disk: Disk) -> None:
    await disk.say("a", *box("Tpyo", b"1", b"2", b"3"))
    uid = await disk.uid("box", "tpyo")
    await disk.lose(2)
    await disk.say("a", *box("Tpo", b"1", b"3"))
    assert await disk.uid("box", "tpo") == uid
    await disk._run("toy.state", ("missing", 3))  # in the same breath as the new tag
    told = await disk.say("a", *box("Typo", b"1"))
    assert (told.added, await disk.uid("box", "typo"), await disk.titles("box")) == ([], uid, ["Typo"])


def discs(title: str, *names: bytes) -> list[Work]:
    """A box of trays, one piece on each."""
    above = Work(kind="box", key=title.lower(), documents=(says(title),))
    trays = [Work(kind="tray", key=name.decode(), parent=above, documents=(says("Disc"),)) for name in names]
    return [
        Work(kind="piece", key="1", parent=tray, documents=(says(f"P{tray.key}"),), editions=(of_file(name),))
        for tray, name in zip(trays, names, strict=True)
    ]


async def kept(disk: Disk, *kinds: str) -> list[str]:
    return sorted(uid for uid, kind, *_ in await disk.rows("subjects") if kind in kinds)


async def test_a_new_tag_keeps_an_album_of_discs_and_all_its_tracks(disk: Disk) -> None:
    await disk.say("cd1", *discs("Tpyo", b"1", b"2"))
    await disk.say("cd3", *discs("Tpyo", b"3"))
    uid, below = await disk.uid("box", "tpyo"), await kept(disk, "tray", "piece")
    await disk.lose(2)
    batch = [await disk.said("cd1", *discs("Typo", b"1")), await disk.said("cd3", *discs("Typo", b"3"))]
    told = await disk.ingest(*batch)
    assert (told.added, await disk.uid("box", "typo"), await disk.titles("box")) == ([], uid, ["Typo"])
    assert await kept(disk, "tray", "piece") == below


async def test_an_album_of_discs_keeps_what_people_did_when_its_discs_are_told_apart(disk: Disk) -> None:
    await disk.say("cd1", *discs("Tpyo", b"1"))
    await disk.say("cd2", *discs("Tpyo", b"2"))
    uid = await disk.uid("box", "tpyo")
    await like(disk, uid)
    below = await kept(disk, "tray", "piece")
    await disk.say("cd1", *discs("Typo", b"1"))
    told = await disk.say("cd2", *discs("Typo", b"2"))
    now = await disk.uid("box", "typo")
    assert (told.merged, await disk.rows("favours")) == ([(uid, now)], [(now, 80, 5, 1)])
    assert await kept(disk, "tray", "piece") == below


async def test_a_track_that_joins_another_album_leaves_the_old_one_as_it_is(disk: Disk) -> None:
    await disk.say("a", *box("One", b"1", b"2"))
    one, piece = await disk.uid("box", "one"), await disk.uid("piece", "2")
    await disk.say("a", *box("One", b"1"), *box("Two", b"2"))
    assert await disk.titles("box") == ["One", "Two"]
    assert (await disk.uid("box", "one"), await disk.uid("piece", "2")) == (one, piece)
    assert (await disk.item("piece", "2"))["parent"]["title"] == "Two"


async def test_a_tag_that_names_another_work_merges_into_it(disk: Disk) -> None:
    await disk.say("a", toy("Right", b"1.mkv"))
    await disk.say("b", toy("Wrong", b"2.mkv"))
    right, wrong = await disk.uid("toy", "right"), await disk.uid("toy", "wrong")
    await like(disk, right, plays=2, favourite=3, rating=None)
    await like(disk, wrong, plays=1, favourite=9, rating=60)
    await disk._run("toy.progress", (1, 10, 1, wrong))
    await disk._run("toy.list", (1, "list", 1))
    await disk._run("toy.entry", (1, 0, wrong, ""))
    await disk._run("toy.entry", (1, 1, "", "Unknown - Toy.mkv"))
    told = await disk.say("b", toy("Right", b"2.mkv"))
    assert told.merged == [(wrong, right)]
    assert await disk.rows("favours") == [(right, 60, 9, 3)]
    assert await disk.rows("entries", 1) == [(right, ""), (None, "Unknown - Toy.mkv")]
    assert len((await disk.item("toy", "right"))["editions"]) == 2
    with pytest.raises(Moved, match=right):
        await disk.items.item(disk.storage, disk.viewer(), wrong)
    assert await disk.found("wrong") == []


async def test_albums_that_become_one_merge_with_their_tracks(disk: Disk) -> None:
    await disk.say("a", *box("Right", b"1"))
    await disk.say("b", *box("Wrong", b"2"))
    right, wrong = await disk.uid("box", "right"), await disk.uid("box", "wrong")
    told = await disk.say("b", *box("Right", b"2"))
    assert told.merged == [(wrong, right)]
    assert await disk.titles("piece") == ["Piece 1", "Piece 2"]
    assert await disk.titles("box") == ["Right"]
    assert await disk.rows("orphans") == [(0,)]


async def test_a_person_may_merge_two_works(disk: Disk) -> None:
    await disk.say("a", *box("Right", b"1"))
    await disk.say("b", *box("Wrong", b"1"))
    ids = dict(await disk.rows("ids", "box"))

    async def unit(tx: Transaction) -> Any:
        return await disk.catalogue.merge(tx, ids["wrong"], ids["right"])

    await disk.storage.write(unit)
    for _ in range(2):
        assert await disk.titles("box") == ["Right"]
        assert len((await disk.item("piece", "1"))["editions"]) == 2
        told = await disk.say("b", *box("Wrong", b"1"))  # a later scan says it again, and undoes nothing
        assert told.added == []


async def test_a_moved_file_keeps_work_edition_and_id(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1.mkv"))
    before = await disk.item("toy", "film")
    there = await disk.folder("b")
    await tell(disk, 1, there, b"1.mkv")
    await disk.say("a")
    await disk.say("b", toy("Film", b"1.mkv"))
    after = await disk.item("toy", "film")
    assert [after["id"], after["editions"]] == [before["id"], before["editions"]]


async def test_a_moved_file_keeps_its_edition_whichever_folder_is_told_first(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1.mkv"))
    before = await disk.item("toy", "film")
    there = await disk.folder("b")
    await tell(disk, 1, there, b"1.mkv")
    await disk.ingest(await disk.said("b", toy("Film", b"1.mkv")), await disk.said("a"))
    assert (await disk.item("toy", "film"))["editions"] == before["editions"]


async def test_a_lost_file_takes_its_work_off_every_list_and_brings_it_back_whole(disk: Disk) -> None:
    await disk.say("a", *box("Box", b"1"))
    before = await disk.item("piece", "1")
    await like(disk, before["id"])
    await disk.lose(1)
    await disk.say("a")
    assert [await disk.titles(kind) for kind in ("box", "piece", "person")] == [[], [], []]
    assert await disk.found("piece") == []
    assert (await disk.item("piece", "1"))["title"] == "Piece 1"
    await disk.lose(1, state="present")
    await disk.say("a", *box("Box", b"1"))
    after = await disk.item("piece", "1")
    assert [await disk.titles(kind) for kind in ("box", "piece", "person")] == [["Box"], ["Piece 1"], ["Ann"]]
    assert (after["id"], after["editions"]) == (before["id"], before["editions"])
    assert await disk.rows("favours") == [(before["id"], 80, 5, 1)]


async def test_an_unreachable_file_stays_listed(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1.mkv"))
    told = await disk.lose(1, state="unreachable")
    assert told.changed == []
    assert await disk.titles("toy") == ["Film"]


async def test_a_file_that_is_no_work_any_more_is_withdrawn(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1.mkv"), toy("Sample", b"2.mkv"))
    await disk.say("a", toy("Film", b"1.mkv"), also={b"2.mkv": None})
    assert await disk.titles("toy") == ["Film"]
    assert (await disk.item("toy", "sample"))["editions"] == []


async def test_what_only_one_folder_said_is_forgotten_with_it(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1.mkv", documents=(says("Film", genres=["Drama"]),)))
    await disk.say("b", toy("Film", b"2.mkv", documents=(says("Film", genres=["Comedy"]),)))
    assert (await disk.item("toy", "film"))["fields"]["genres"] == ["Drama", "Comedy"]
    await disk.say("a", also={b"1.mkv": None})
    assert (await disk.item("toy", "film"))["fields"]["genres"] == ["Comedy"]
    assert await disk.titles("toy", facet=("genre", "drama")) == []


async def test_two_libraries_share_a_work_and_see_their_own_files(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1.mkv"))
    await disk.say("b", toy("Film", b"2.mkv"), toy("Other", b"3.mkv"), library="second")
    assert await disk.titles("toy", "main") == ["Film"]
    assert await disk.titles("toy", "second") == ["Film", "Other"]
    assert await disk.titles("toy") == ["Film", "Other"]
    uid = await disk.uid("toy", "film")
    files = await disk.items.files(disk.storage, disk.viewer("second"), uid)
    assert [file["name"] for file in files] == ["2.mkv"]
    with pytest.raises(NotFound):
        await disk.items.item(disk.storage, disk.viewer("main"), await disk.uid("toy", "other"))


async def test_an_isolated_library_shares_nothing(disk: Disk) -> None:
    await disk.library("private", isolated=True)
    documents = (says("Film", credits=[{"name": "Ann"}], overview="Secret."),)
    await disk.say("a", toy("Film", b"1.mkv", documents=documents), library="private")
    await disk.say("b", toy("Film", b"2.mkv"))
    assert len({uid for uid, kind, *_ in await disk.rows("subjects") if kind == "toy"}) == 2
    assert await disk.titles("person", "main") == []
    assert await disk.found("secret", "main") == []


async def test_names_in_two_spellings_are_one_party_with_the_better_one(disk: Disk) -> None:
    for at, name in enumerate(("BJORK", "Björk", "bjork")):
        await disk.say(str(at), toy(f"T{at}", b"%d" % at, documents=(says(f"T{at}", credits=[{"name": name}]),)))
    assert await disk.titles("person") == ["Björk"]


async def test_an_unknown_target_is_a_stub_until_somebody_speaks_of_it(disk: Disk) -> None:
    target = Reference(kind="shelf", key="saga", title="Saga")
    await disk.say("a", toy("Film", b"1.mkv", relations=(Relation(type="collection", target=target),)))
    assert await disk.titles("shelf") == ["Saga"]
    uid = await disk.uid("shelf", "saga")
    await disk.say("b", Work(kind="shelf", key="saga", documents=(says("The Saga"),)))
    assert (await disk.uid("shelf", "saga"), await disk.titles("shelf")) == (uid, ["The Saga"])


async def test_a_locked_field_stands_whatever_is_said(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1.mkv"))
    [(subject, _)] = [(id_, key) for key, id_ in await disk.rows("ids", "toy")]

    async def unit(tx: Transaction) -> Any:
        return await disk.catalogue.edit(tx, subject, 1, lock={"title": "Mine"})

    await disk.storage.write(unit)
    await disk.say("a", toy("Other", b"1.mkv"))
    item = await disk.item("toy", "other")
    assert (item["title"], item["locks"], item["provenance"]["title"]) == ("Mine", ["title"], ["lock"])
    assert await disk.titles("toy") == await disk.found("mine") == ["Mine"]

    async def undo(tx: Transaction) -> Any:
        return await disk.catalogue.edit(tx, subject, 1, lock={}, unlock=("title",))

    await disk.storage.write(undo)
    assert await disk.titles("toy") == ["Other"]


async def test_a_new_title_of_an_album_shows_in_its_tracks(disk: Disk) -> None:
    await disk.say("a", *box("Box", b"1"))
    await disk.say("b", Work(kind="box", key="box", documents=(says("The Box", source="sidecar"),)))
    viewer = disk.viewer()
    [subject] = [id_ for key, id_ in await disk.rows("ids", "box")]
    page = await disk.browser.children(disk.storage, viewer, subject)
    assert [json.loads(item)["parent"]["title"] for item in page.items] == ["The Box"]


async def test_a_plan_names_what_is_new_and_writes_nothing(disk: Disk) -> None:
    await disk.say("a", *box("Box", b"1"))
    batch = [await disk.said("a", *box("Box", b"1", b"2")), await disk.said("b", *box("New", b"1"))]
    plan = await disk.catalogue.would(disk.storage, batch)
    assert (dict(plan.new), dict(plan.known)) == ({"piece": 2, "box": 1}, {"box": 1, "piece": 1})
    assert plan.titles == ["New", "Piece 1", "Piece 2"]
    assert await disk.titles("box") == ["Box"]


FOLDERS: dict[str, list[Work]] = {
    "a": box("Box", b"1", b"2"),
    "b": [*box("Box", b"3"), toy("Film", b"f.mkv", documents=(says("Film", genres=["Drama"]), says("Flm", "tags")))],
    "c": [
        toy("Film", b"g.mkv", documents=(says("FILM", "sidecar", genres=["Comedy"], credits=[{"name": "ann"}]),)),
        toy("Trailer", b"t.mkv", parent=toy("Film"), extra="trailer"),
    ],
    "d": [toy("Film", b"h.mkv", relations=(Relation(type="collection", target=Reference(kind="shelf", key="s")),))],
}


async def shown(disk: Disk) -> Any:
    """Everything that people can see, without ids and times."""
    kinds = ("box", "piece", "toy", "person", "shelf")
    film = await disk.item("toy", "film")
    return {
        "lists": {kind: await disk.titles(kind) for kind in kinds},
        "fields": [film["title"], film["fields"], film["provenance"], len(film["editions"]), len(film["extras"])],
        "genres": [await disk.titles("toy", facet=("genre", name)) for name in ("Drama", "Comedy")],
        "found": sorted(await disk.found("film")),
        "credits": [each["name"] for each in film["credits"]],
    }


async def test_the_order_in_which_folders_are_told_does_not_matter(disk: Disk) -> None:
    seen = []
    for at, order in enumerate(permutations(FOLDERS)):
        other = Disk(disk.storage, offset=at * 1_000)
        await other.library(f"library {at}", isolated=True)
        for folder, works in FOLDERS.items():  # ids are given before anything is told, as a walk does
            await other.said(folder, *works, library=f"library {at}")
        for folder in order:
            await other.say(folder, *FOLDERS[folder], library=f"library {at}")
        seen.append(await shown(other))
    assert seen == [seen[0]] * len(seen)


async def test_batches_of_any_size_come_to_the_same(disk: Disk) -> None:
    seen = []
    for at, sizes in enumerate(((4,), (1, 3), (2, 2), (3, 1))):
        other = Disk(disk.storage, offset=at * 1_000)
        await other.library(f"library {at}", isolated=True)
        batch = [await other.said(folder, *works, library=f"library {at}") for folder, works in FOLDERS.items()]
        for size in sizes:
            await other.ingest(*batch[:size])
            batch = batch[size:]
        seen.append(await shown(other))
    assert seen == [seen[0]] * len(seen)


async def test_a_party_may_be_described_and_credited_in_one_breath(disk: Disk) -> None:
    ann = Work(kind="person", key="ann", documents=(says(source="sidecar", overview="She sings."),))
    await disk.say("a", ann, toy("Film", b"1", documents=(says("Film", credits=[{"name": "Ann"}]),)))
    assert await disk.titles("person") == ["Ann"]
    assert (await disk.item("person", "ann"))["fields"] == {"overview": "She sings."}


async def test_half_an_album_that_gets_a_new_tag_leaves_the_other_half_alone(disk: Disk) -> None:
    await disk.say("a", *box("One", b"1"))
    await disk.say("b", *box("One", b"2"))
    one = await disk.uid("box", "one")
    await disk.say("b", *box("Two", b"2"))
    assert (await disk.titles("box"), await disk.uid("box", "one")) == (["One", "Two"], one)
    told = await disk.say("a", *box("Two", b"1"))
    assert told.merged == [(one, await disk.uid("box", "two"))]
    assert await disk.titles("box") == ["Two"]


async def test_a_copy_adds_its_file_and_nothing_else(disk: Disk) -> None:
    def photo(file: bytes, label: str) -> Work:
        return toy("Photo", editions=(of_file(file, label=label),))

    await disk.say("a", photo(b"1.jpg", "First"), also={b"1.jpg": b"same"})
    await disk.say("b", photo(b"2.jpg", "Second"), also={b"2.jpg": b"same"})
    assert [each["label"] for each in (await disk.item("toy", "photo"))["editions"]] == ["First"]
    assert (await disk.say("a", photo(b"1.jpg", "First"))).changed == []


async def test_what_is_remembered_gives_way_to_what_is_said(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1", documents=(says("Film", genres=["Drama"]),)))
    await disk.lose(1)
    await disk.say("a")
    assert (await disk.item("toy", "film"))["fields"] == {"genres": ["Drama"]}
    await disk.say("b", toy("Film", b"2", documents=(says("Film", overview="New."),)))
    assert (await disk.item("toy", "film"))["fields"] == {"overview": "New."}
    assert len(await disk.items.documents(disk.storage, disk.viewer(), await disk.uid("toy", "film"))) == 1


async def test_what_several_folders_said_is_remembered_once(disk: Disk) -> None:
    def film(file: bytes, genre: str) -> Work:
        return toy("Film", file, documents=(says("Film", genres=[genre]), says("Film", source="tags", file=file)))

    await disk.say("a", film(b"1", "Drama"))
    await disk.say("b", film(b"2", "Crime"))
    await disk.lose(1, 2)
    await disk.ingest(await disk.said("a"), await disk.said("b"))
    kept = await disk.items.documents(disk.storage, disk.viewer(), await disk.uid("toy", "film"))
    assert sorted(each["source"] for each in kept) == ["name", "tags", "tags"]
    await disk.say("c", toy("Film", b"3"))
    kept = await disk.items.documents(disk.storage, disk.viewer(), await disk.uid("toy", "film"))
    assert [each["source"] for each in kept] == ["name"]


async def test_an_extra_makes_neither_its_owner_nor_anybody_present(disk: Disk) -> None:
    extra = says("Trailer", credits=[{"name": "Ann"}])
    await disk.say("a", toy("Trailer", b"1", parent=toy("Film"), extra="trailer", documents=(extra,)))
    assert [await disk.titles(kind) for kind in ("toy", "person")] == [[], []]


async def test_two_works_may_swap_their_names(disk: Disk) -> None:
    await disk.say("a", toy("One", b"1"), toy("Two", b"2"))
    await disk.say("a", toy("Two", b"1"), toy("One", b"2"))
    assert await disk.titles("toy") == ["One", "Two"]
    files = [each["name"] for each in await disk.items.files(disk.storage, disk.viewer(), await disk.uid("toy", "one"))]
    assert files == ["2"]
