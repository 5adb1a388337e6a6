"""External ids decide who a work is: before its name, and whatever came first."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import Disk, of_file, says, toy

from mediad_sdk import Work

if TYPE_CHECKING:
    from mediad.storage.units import Transaction

TMDB, IMDB, MB = ("tmdb", "movie"), ("imdb", "title"), ("mb", "release")


def named(*ids: tuple[tuple[str, str], str], **fields: Any) -> dict[str, Any]:
    return {"ids": [{"scheme": scheme, "entity": entity, "value": value} for (scheme, entity), value in ids], **fields}


def film(title: str, file: bytes, *ids: tuple[tuple[str, str], str]) -> Work:
    return toy(title, file, documents=(says(title, **named(*ids)),))


def album(title: str, release: str, *files: bytes) -> list[Work]:
    above = Work(kind="box", key=title.lower(), documents=(says(title, **named((MB, release))),))
    return [
        Work(kind="piece", key=name[-1:].decode(), parent=above, documents=(says("P"),), editions=(of_file(name),))
        for name in files
    ]


async def works(disk: Disk, kind: str = "toy") -> list[str]:
    return [title for _, of, title, _ in await disk.rows("subjects") if of == kind]


async def test_one_id_under_two_names_is_one_work(disk: Disk) -> None:
    await disk.say("a", film("Leon", b"1", (TMDB, "101")))
    uid = await disk.uid("toy", "leon")
    told = await disk.say("b", film("The Professional", b"2", (TMDB, "101")))
    assert (told.added, told.changed) == ([], [uid])
    assert [len(item["editions"]) for item in [await disk.item("toy", "leon")]] == [2]
    assert (await disk.say("b", film("The Professional", b"2", (TMDB, "101")))).changed == []


async def test_one_id_under_two_names_is_one_work_in_one_batch(disk: Disk) -> None:
    batch = [
        await disk.said("a", film("Leon", b"1", (TMDB, "101"))),
        await disk.said("b", film("The Professional", b"2", (TMDB, "101"))),
    ]
    await disk.ingest(*batch)
    assert len(await works(disk)) == 1


@pytest.mark.parametrize("at_once", [True, False])
async def test_two_ids_of_one_scheme_are_two_works_of_one_name(disk: Disk, *, at_once: bool) -> None:
    batch = [await disk.said(f"{at}", film("Alone", b"%d" % at, (TMDB, f"{at}"))) for at in (111, 222)]
    for part in [batch] if at_once else [[each] for each in batch]:
        await disk.ingest(*part)
    assert await disk.titles("toy") == ["Alone", "Alone"]
    before = await disk.rows("subjects")
    for each in reversed(batch):  # a later scan says it again
        told = await disk.ingest(each)
        assert (told.added, told.changed, told.merged) == ([], [], [])
    assert await disk.rows("subjects") == before


async def test_ids_of_two_schemes_do_not_contradict_each_other(disk: Disk) -> None:
    await disk.say("a", film("Alone", b"1", (TMDB, "111")))
    await disk.say("b", film("Alone", b"2", (IMDB, "tt1")))
    await disk.say("c", film("Seul", b"3", (IMDB, "tt1"), (TMDB, "999")))
    assert await disk.titles("toy") == ["Alone"]
    assert len((await disk.item("toy", "alone"))["editions"]) == 3


async def test_ids_that_the_kind_does_not_name_decide_nothing(disk: Disk) -> None:
    await disk.say("a", film("One", b"1", (("tmdb", "tv"), "5"), (("isbn", ""), "7")))
    await disk.say("b", film("Two", b"2", (("tmdb", "tv"), "5"), (("isbn", ""), "7")))
    await disk.say("c", film("One", b"3", (("tmdb", "tv"), "6")))
    assert await disk.titles("toy") == ["One", "Two"]


async def test_an_id_that_arrives_later_finds_its_work(disk: Disk) -> None:
    await disk.say("a", film("Film", b"1"))
    await disk.say("b", film("Film", b"2"))
    uid = await disk.uid("toy", "film")
    assert (await disk.say("b", film("Film", b"2", (TMDB, "5")))).added == []
    assert (await disk.say("a", film("Le Film", b"1", (TMDB, "5")))).added == []
    item = await disk.item("toy", "film")
    assert (item["id"], len(item["editions"])) == (uid, 2)


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_wrong_id_costs_neither_work_anything(disk: Disk, caplog: Any, *, at_once: bool) -> None:
    alien, brazil = film("Alien", b"1", (TMDB, "348")), film("Brazil", b"2")
    for folder, work in (("b", brazil), ("a", film("Alien", b"1") if at_once else alien)):
        await disk.say(folder, work)
    before = await disk.rows("uid", "toy", "alien"), await disk.rows("uid", "toy", "brazil")
    wrong = film("Brazil", b"2", (TMDB, "348"))
    for _ in range(2):  # a later scan says it again
        told = await disk.ingest(await disk.said("a", alien), await disk.said("b", wrong))
        assert (told.added, told.merged, await disk.titles("toy")) == ([], [], ["Alien", "Brazil"])
        assert "'Alien' and 'Brazil' have one id, tmdb:movie:348" in caplog.text
    assert (await disk.say("c", film("Alien", b"3", (TMDB, "348")))).added == []
    await disk.ingest(await disk.said("a", alien), await disk.said("c", film("Alien", b"3", (TMDB, "348"))))
    assert len((await disk.item("toy", "alien"))["editions"]) == 2
    await disk.say("b", film("Brazil", b"2", (TMDB, "68")))
    assert (await disk.rows("uid", "toy", "alien"), await disk.rows("uid", "toy", "brazil")) == before
    assert [each["value"] for each in (await disk.item("toy", "brazil"))["ids"]] == ["68"]


async def test_a_wrong_release_id_costs_neither_album_anything(disk: Disk) -> None:
    await disk.say("a", *album("One", "1", b"x1", b"x2"))
    await disk.say("b", *album("Two", "2", b"y1", b"y2"))
    before = sorted(await disk.rows("ids", "box") + await disk.rows("ids", "piece"))
    for release in ("1", "1", "2"):
        told = await disk.say("b", *album("Two", release, b"y1", b"y2"))
        assert (told.added, told.merged, await disk.titles("box")) == ([], [], ["One", "Two"])
    assert sorted(await disk.rows("ids", "box") + await disk.rows("ids", "piece")) == before


async def test_an_album_stays_who_it_was_when_a_deleted_track_takes_its_id_along(disk: Disk) -> None:
    await disk.say("a", *album("Mix", "1", b"x1", b"x2", b"x3"))
    uid = await disk.uid("box", "mix")
    await disk.lose(1)
    told = await disk.say("a", *album("Mix", "2", b"x2", b"x3"))
    assert (told.added, await disk.uid("box", "mix"), await disk.titles("box")) == ([], uid, ["Mix"])


async def test_a_new_name_and_an_id_together_make_two_works_one(disk: Disk) -> None:
    await disk.say("a", film("Leon", b"1", (TMDB, "101")))
    await disk.say("b", film("Tpyo", b"2"))
    first, second = await disk.uid("toy", "leon"), await disk.uid("toy", "tpyo")
    told = await disk.say("b", film("The Professional", b"2", (TMDB, "101")))
    assert told.merged == [(second, first)]


async def test_an_id_finds_its_work_again_when_all_that_it_had_is_lost(disk: Disk) -> None:
    await disk.say("a", film("Leon", b"1", (TMDB, "101")))
    first = await disk.uid("toy", "leon")
    await disk.lose(1)
    await disk.say("b", film("The Professional", b"2"))
    second = await disk.uid("toy", "the professional")
    told = await disk.say("b", film("The Professional", b"2", (TMDB, "101")))
    assert told.merged == [(second, first)]


async def test_a_corrected_id_keeps_the_work(disk: Disk) -> None:
    await disk.say("a", film("Alone", b"1", (TMDB, "111")))
    uid = await disk.uid("toy", "alone")
    told = await disk.say("a", film("Alone", b"1", (TMDB, "222")))
    assert (told.added, await disk.uid("toy", "alone")) == ([], uid)
    assert [each["value"] for each in (await disk.item("toy", "alone"))["ids"]] == ["222"]


async def test_a_name_is_believed_before_a_sidecar(disk: Disk) -> None:
    await disk.say("a", film("Right", b"1", (TMDB, "1")))
    wrong, right = named((TMDB, "2")), named((TMDB, "1"))
    await disk.say("b", toy("Rihgt", b"2", documents=(says("Wrong", "sidecar", **wrong), says("Rihgt", **right))))
    assert len((await disk.item("toy", "right"))["editions"]) == 2


async def test_an_isolated_library_finds_no_id_elsewhere(disk: Disk) -> None:
    await disk.library("private", isolated=True)
    await disk.say("a", film("One", b"1", (TMDB, "1")))
    await disk.say("b", film("Two", b"2", (TMDB, "1")), library="private")
    assert (await disk.titles("toy", "main"), await disk.titles("toy", "private")) == (["One"], ["Two"])


async def test_two_releases_of_one_name_are_two_albums_with_their_own_tracks(disk: Disk) -> None:
    for _ in range(2):
        await disk.say("green", *album("Weezer", "g", b"g1", b"g2"))
        await disk.say("blue", *album("Weezer", "b", b"b1", b"b2"))
    assert (await works(disk, "box"), len(await works(disk, "piece"))) == (["Weezer", "Weezer"], 4)


async def test_a_release_in_two_folders_is_one_album_and_follows_its_new_id(disk: Disk) -> None:
    for release in ("g", "b"):
        await disk.say("cd1", *album("Box", release, b"x1"))
        await disk.say("cd2", *album("Box", release, b"x2"))
        assert await disk.titles("box") == ["Box"]
        assert len(await disk.titles("piece")) == 2


async def test_the_order_in_which_ids_are_told_does_not_matter(disk: Disk) -> None:
    folders = {
        "a": film("Alone", b"1", (TMDB, "111")),
        "b": film("Alone", b"2", (TMDB, "222")),
        "c": film("Solo", b"3", (TMDB, "222"), (IMDB, "tt2")),
        "d": film("Alone", b"4"),
    }
    seen = []
    for at, order in enumerate(permutations(folders)):
        other = Disk(disk.storage, offset=at * 1_000)
        await other.library(f"library {at}", isolated=True)
        for again in range(2):
            for folder in order:
                told = await other.say(folder, folders[folder], library=f"library {at}")
                assert not again or told.added == []
        page = [title for title in await other.titles("toy") if title]
        seen.append(len(page))
    assert seen == [2] * len(seen)


async def test_ids_of_two_works_name_the_one_that_the_better_scheme_names(disk: Disk) -> None:
    await disk.say("a", film("One", b"1", (IMDB, "tt1")))
    await disk.say("b", film("Two", b"2", (TMDB, "2")))
    await disk.say("c", film("Three", b"3", (IMDB, "tt1"), (TMDB, "2")))
    assert [len((await disk.item("toy", key))["editions"]) for key in ("one", "two")] == [1, 2]


async def merge(disk: Disk, old: str, into: str) -> None:
    ids = dict(await disk.rows("ids", "toy"))

    async def unit(tx: Transaction) -> Any:
        return await disk.catalogue.merge(tx, ids[old], ids[into])

    await disk.storage.write(unit)


@pytest.mark.parametrize("source", ["name", "sidecar"])
async def test_a_person_s_match_keeps_the_title_of_what_it_was_merged_into(disk: Disk, source: str) -> None:
    await disk.say("a", toy("The Bodyguard", b"1", documents=(says("The Bodyguard", source, overview="A guard."),)))
    await disk.say("b", film("Yojimbo", b"2"))
    await merge(disk, "the bodyguard", "yojimbo")
    for _ in range(2):
        item = await disk.item("toy", "yojimbo")
        assert (item["title"], item["fields"]["overview"]) == ("Yojimbo", "A guard.")
        await disk.say("a", toy("The Bodyguard", b"1", documents=(says("The Bodyguard", source, overview="A guard."),)))
        await disk.say("b", film("Yojimbo", b"2"))


async def test_a_person_s_match_outlives_a_new_name(disk: Disk) -> None:
    await disk.say("a", film("The Bodyguard", b"1"))
    await disk.say("b", film("Yojimbo", b"2"))
    uid = await disk.uid("toy", "yojimbo")
    await merge(disk, "the bodyguard", "yojimbo")
    told = await disk.say("a", film("Bodyguard", b"1"))
    assert (told.added, await disk.titles("toy")) == ([], ["Yojimbo"])
    told = await disk.say("b", film("Yojinbo", b"2"))
    assert (told.added, await disk.titles("toy")) == ([], ["Yojinbo"])
    assert await disk.uid("toy", "yojinbo") == uid
    assert len((await disk.item("toy", "yojinbo"))["editions"]) == 2
    for title, file in (("Bodyguard", b"1"), ("The Bodyguard", b"1")):
        assert (await disk.say("a", film(title, file))).added == []


async def test_a_person_s_match_stands_above_an_id(disk: Disk) -> None:
    await disk.say("a", film("Alone", b"1", (TMDB, "111")))
    await disk.say("b", film("Yojimbo", b"2", (TMDB, "222")))
    await merge(disk, "alone", "yojimbo")
    for id_ in ("111", "333"):
        assert (await disk.say("a", film("Alone", b"1", (TMDB, id_)))).added == []
    await disk.say("c", film("Alone", b"3", (TMDB, "444")))
    assert await disk.titles("toy") == ["Alone", "Yojimbo"]


async def split(disk: Disk, kind: str, key: str) -> None:
    ids = dict(await disk.rows("ids", kind))

    async def unit(tx: Transaction) -> Any:
        return await disk.catalogue.split(tx, ids[key])

    await disk.storage.write(unit)


@pytest.mark.parametrize("ids", [(), ((TMDB, "111"),)], ids=["plain", "with an id"])
async def test_what_a_person_merged_can_be_split_again(disk: Disk, ids: tuple[Any, ...]) -> None:
    works_ = {"a": film("The Bodyguard", b"1", *ids), "b": film("Yojimbo", b"2", (TMDB, "222"))}
    for folder, work in works_.items():
        await disk.say(folder, work)
    uid = await disk.uid("toy", "yojimbo")
    await merge(disk, "the bodyguard", "yojimbo")
    await disk.say("a", works_["a"])
    assert await disk.rows("dirty") == []
    await split(disk, "toy", "yojimbo")
    assert await disk.rows("dirty") == [(b"a",)]
    await disk.say("a", works_["a"])
    assert await disk.titles("toy") == ["The Bodyguard", "Yojimbo"]
    item = await disk.item("toy", "yojimbo")
    assert (item["id"], len(item["editions"]), [each["value"] for each in item["ids"]]) == (uid, 1, ["222"])
    assert len((await disk.item("toy", "the bodyguard"))["editions"]) == 1


async def test_albums_that_were_merged_are_split_with_their_tracks(disk: Disk) -> None:
    said = {"a": album("One", "1", b"x1", b"x2"), "b": album("Two", "2", b"x1", b"x3")}
    for folder, works_ in said.items():
        await disk.say(folder, *works_)
    ids = dict(await disk.rows("ids", "box"))

    async def unit(tx: Transaction) -> Any:
        return await disk.catalogue.merge(tx, ids["two"], ids["one"])

    await disk.storage.write(unit)
    await split(disk, "box", "one")
    await disk.say("b", *said["b"])
    assert (await disk.titles("box"), len(await disk.titles("piece"))) == (["One", "Two"], 4)
    for key, count in (("one", 2), ("two", 2)):
        [subject] = [id_ for name, id_ in await disk.rows("ids", "box") if name == key]
        assert len((await disk.browser.children(disk.storage, disk.viewer(), subject)).items) == count


async def test_albums_that_a_person_matched_stay_one_through_a_new_tag(disk: Disk) -> None:
    await disk.say("a", *album("One", "1", b"x1"))
    await disk.say("b", *album("Two", "2", b"x1"))
    ids = dict(await disk.rows("ids", "box"))

    async def unit(tx: Transaction) -> Any:
        return await disk.catalogue.merge(tx, ids["two"], ids["one"])

    await disk.storage.write(unit)
    for title, release in (("Two!", "2"), ("Two", "3"), ("2", "4")):
        await disk.say("b", *album(title, release, b"x1"))
        assert (await disk.titles("box"), len(await disk.titles("piece"))) == (["One"], 1)
