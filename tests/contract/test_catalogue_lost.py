"""Files that are replaced, lost and forgotten: what people did stays with the work, in the edition that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from contract.toy_library import Disk, of_file, toy

from mediad_sdk import Edition, Part, Source

if TYPE_CHECKING:
    from mediad_sdk import Work


def film(file: bytes, title: str = "Film", **edition: str) -> Work:
    return toy(title, editions=(of_file(file, **edition),))


async def person(disk: Disk) -> None:
    await disk._run("toy.account", (1, "account", "Ann", "ann"))


async def watch(disk: Disk, edition: str, position: int, updated: int = 1) -> None:
    await disk._run("toy.progress_in", (1, position, updated, edition))


async def editions(disk: Disk) -> list[tuple[str, str]]:
    return [(each["id"], each["rendition"]) for each in (await disk.item("toy", "film"))["editions"]]


async def test_a_work_whose_file_was_replaced_keeps_its_id_through_a_new_name(disk: Disk) -> None:
    await disk.say("a", film(b"480.mkv", "Tpyo", rendition="480p"))
    uid = await disk.uid("toy", "tpyo")
    await disk.say("a", film(b"1080.mkv", "Tpyo", rendition="1080p"))
    await disk.lose(1)
    told = await disk.say("a", film(b"1080.mkv", "Typo", rendition="1080p"))
    assert (told.added, await disk.uid("toy", "typo")) == ([], uid)


async def test_a_work_with_a_file_elsewhere_is_not_renamed_by_one_folder(disk: Disk) -> None:
    await disk.say("a", film(b"1.mkv"))
    await disk.say("b", film(b"2.mkv"))
    await disk.lose(1, state="unreachable")
    told = await disk.say("b", film(b"2.mkv", "Other"))
    assert len(told.added) == 1
    assert await disk.titles("toy") == ["Film", "Other"]


async def test_a_lost_edition_is_not_shown_beside_one_that_can_be_used(disk: Disk) -> None:
    await disk.say("a", film(b"480.mkv", rendition="480p"), film(b"1080.mkv", rendition="1080p"))
    await disk.lose(1)
    assert [rendition for _, rendition in await editions(disk)] == ["1080p"]
    await disk.lose(1, state="present")
    assert sorted(rendition for _, rendition in await editions(disk)) == ["1080p", "480p"]


async def test_what_can_be_used_now_comes_before_what_may_come_back(disk: Disk) -> None:
    await disk.say("a", film(b"1.mkv", rendition="1080p"), film(b"2.mkv", rendition="480p"))
    await disk.lose(1, state="unreachable")
    assert [rendition for _, rendition in await editions(disk)] == ["480p", "1080p"]


async def test_a_part_that_is_lost_stays_named_in_an_edition_that_is_not(disk: Disk) -> None:
    parts = tuple(Part(sources=(Source(file=b"%d.mkv" % at),), position=at) for at in (0, 1))
    await disk.say("a", toy("Film", editions=(Edition(parts=parts),)))
    await disk.lose(2)
    [edition] = (await disk.item("toy", "film"))["editions"]
    assert [part["files"][0]["state"] for part in edition["parts"]] == ["present", "missing"]


async def test_progress_goes_on_in_the_edition_that_is_left_of_the_same_version(disk: Disk) -> None:
    await person(disk)
    await disk.say(
        "a",
        film(b"480.mkv", rendition="480p"),
        film(b"1080.mkv", rendition="1080p"),
        film(b"cut.mkv", version="cut", rendition="480p"),
    )
    by = {rendition + str(at): uid for at, (uid, rendition) in enumerate(await editions(disk))}
    await watch(disk, by["480p1"], 7)
    await disk.lose(1)
    assert await disk.rows("places") == [(by["1080p0"], 7)]


@pytest.mark.parametrize(("updated", "position"), [(1, 9), (3, 7)])
async def test_the_newer_of_two_places_stays(disk: Disk, updated: int, position: int) -> None:
    await person(disk)
    await disk.say("a", film(b"480.mkv", rendition="480p"), film(b"1080.mkv", rendition="1080p"))
    by = {rendition: uid for uid, rendition in await editions(disk)}
    await watch(disk, by["480p"], 7, updated)
    await watch(disk, by["1080p"], 9, 2)
    await disk.lose(1)
    assert await disk.rows("places") == [(by["1080p"], position)]


@pytest.mark.parametrize("forgotten", [False, True])
async def test_a_file_that_takes_the_place_of_a_lost_one_takes_its_edition(disk: Disk, *, forgotten: bool) -> None:
    await person(disk)
    await disk.say("a", film(b"480.mkv", rendition="480p"))
    [(uid, _)] = await editions(disk)
    await watch(disk, uid, 7)
    await disk.lose(1)
    await disk.say("a")
    if forgotten:
        await disk._run("toy.forget", (1,))
    await disk.say("b", film(b"1080.mkv", rendition="1080p"), library="second")
    assert await editions(disk) == [(uid, "1080p")]
    [part] = (await disk.item("toy", "film"))["editions"][0]["parts"]
    assert [(each["name"], each["preferred"]) for each in part["files"]] == [("1080.mkv", True)]
    assert await disk.rows("places") == [(uid, 7)]
    assert (await disk.say("b", film(b"1080.mkv", rendition="1080p"), library="second")).changed == []


async def test_another_version_does_not_take_the_place_of_a_lost_one(disk: Disk) -> None:
    await disk.say("a", film(b"1.mkv"))
    [(uid, _)] = await editions(disk)
    await disk.lose(1)
    await disk.say("b", film(b"2.mkv", version="cut"))
    [(other, _)] = await editions(disk)
    assert other != uid
    await disk.lose(1, state="present")
    assert {each for each, _ in await editions(disk)} == {uid, other}


async def test_a_copy_of_a_lost_file_is_the_one_that_is_used(disk: Disk) -> None:
    await disk.say("a", film(b"1.mkv"), also={b"1.mkv": b"same"})
    [(uid, _)] = await editions(disk)
    await disk.lose(1)
    await disk.say("b", film(b"2.mkv"), also={b"2.mkv": b"same"})
    [edition] = (await disk.item("toy", "film"))["editions"]
    files = [(each["name"], each["preferred"]) for each in edition["parts"][0]["files"]]
    assert (edition["id"], files) == (uid, [("2.mkv", True)])
