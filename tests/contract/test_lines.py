"""Leaf works as lines: flat, each with what the levels above it say, the same on both engines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import TOY, of_file, says, toy

from mediad.library.catalogue.lines import Lines
from mediad.library.kinds import KindTable
from mediad_sdk import Edition, Line, Part, Position, Reference, Relation, Source, Work

if TYPE_CHECKING:
    from contract.toy_library import Disk

SAID = {
    "toy": Line(leaf="episode", number="episodes", date="aired"),
    "box": Line(title="parents", credits=(("parents", "artist"),)),
    "tray": Line(number="disc"),
    "piece": Line(leaf="track", number="track", credits=(("authors", "author"),), fields=("guessed",)),
    "shelf": Line(title="series", number="index"),
}
KINDS = KindTable([replace(TOY, kinds=tuple(replace(each, line=SAID.get(each.id, Line())) for each in TOY.kinds))])


async def lines(disk: Disk, *libraries: str, page: int = 2) -> list[dict[str, Any]]:
    found = Lines(KINDS).all(disk.storage, disk.viewer(*libraries), page)
    return [{name: value for name, value in each.line.items() if name != "id"} async for each in found]


def credit(name: str, role: str, join: str = "") -> dict[str, str]:
    return {"name": name, "role": role, "join": join}


def box(title: str = "Album") -> Work:
    by = [credit("Ann", "artist", " & "), credit("Ben", "artist")]
    return Work(kind="box", key=title.lower(), documents=(says(title, credits=by, dates=[{"value": "1999-05"}]),))


async def test_a_leaf_carries_what_is_above_it(disk: Disk) -> None:
    tray = Work(kind="tray", key="2", parent=box(), position=Position(label="2", value=2))
    piece = toy("Song", b"02.flac", kind="piece", parent=tray, position=Position(label="7", value=7))
    await disk.say("a/b", piece)
    assert await lines(disk) == [
        {
            "kind": "track", "title": "Song", "year": 1999, "parents": ["Ann & Ben", "Album"], "track": 7, "disc": 2,
            "authors": [], "guessed": None, "series": None, "index": None,
            "editions": [{"label": "", "files": ["a/b/02.flac"]}],
        }
    ]  # fmt: skip  # one line


async def test_a_leaf_knows_what_its_line_only_names(disk: Disk) -> None:
    piece = toy("Song", b"02.flac", kind="piece", parent=box(), position=Position(label="7", value=7))
    await disk.say("a", piece)
    (leaf,) = await Lines(KINDS).page(disk.storage, disk.viewer(), 0, 10)
    assert [(each.title, each.year, bool(each.id)) for each in leaf.levels] == [
        ("Ann & Ben", None, False), ("Album", 1999, True),
    ]  # fmt: skip  # one leaf


async def test_a_field_that_a_kind_names_stands_in_the_line_as_it_is(disk: Disk) -> None:
    await disk.say("a", toy("Song", b"1.flac", kind="piece", documents=(says("Song", guessed=True, other=True),)))
    (line,) = await lines(disk)
    assert (line["guessed"], "other" in line) == (True, False)


async def test_a_document_fills_what_no_level_says(disk: Disk) -> None:
    piece = toy("Song", b"1.flac", kind="piece", parent=box(), documents=(says("Song", disc=1),))
    await disk.say("a", piece)
    (line,) = await lines(disk)
    assert (line["disc"], line["track"]) == (1, None)


async def test_a_collection_gives_its_title_and_the_place_in_it(disk: Disk) -> None:
    target = Reference(kind="shelf", key="saga", title="Saga")
    held = Relation(type="collection", target=target, position=Position(label="1.5", value=1.5))
    work = toy(
        "Book", b"b", kind="piece", relations=(held,), documents=(says("Book", credits=[credit("Eva", "author")]),)
    )
    await disk.say("a", work)
    (line,) = await lines(disk)
    assert (line["series"], line["index"], line["authors"]) == ("Saga", 1.5, ["Eva"])


@pytest.mark.parametrize(
    ("position", "written"),
    [
        (Position(label="1-3", value=1, end=3), [1, 2, 3]),
        (Position(label="4", value=4), [4]),
        (Position(label="1-9999999", value=1, end=9_999_999), list(range(1, 502))),
        (None, []),
    ],
)
async def test_a_range_of_episodes_is_a_list_that_ends(
    disk: Disk, position: Position | None, written: list[int]
) -> None:
    await disk.say("a", toy("Pilot", b"e", position=position))
    assert (await lines(disk))[0]["episodes"] == written


async def test_a_place_that_is_no_number_stands_as_printed(disk: Disk) -> None:
    for name, label in (("one", "A2"), ("two", "½")):
        await disk.say(name, toy(name, name.encode(), kind="piece", position=Position(label=label, value=2)))
    assert [each["track"] for each in await lines(disk)] == ["A2", "½"]


async def test_when_something_was_aired_is_no_year_of_what_it_belongs_to(disk: Disk) -> None:
    aired = says("Pilot", dates=[{"value": "2012-01-04", "use": "aired"}])
    await disk.say("a", toy("Pilot", b"e", documents=(aired,)))
    (line,) = await lines(disk)
    assert (line["year"], line["aired"]) == (None, "2012-01-04")


async def test_editions_name_their_files_in_order_and_copies_too(disk: Disk) -> None:
    parts = (
        Part(sources=(Source(file=b"cd2.avi"),), position=1),
        Part(sources=(Source(file=b"cd1.avi"), Source(file=b"copy.avi"))),
    )
    two = (Edition(parts=parts, rendition="sd", label="SD"), of_file(b"hd.mkv", rendition="hd", label="HD"))
    await disk.say("a", toy("Film", editions=two))
    (line,) = await lines(disk)
    assert line["editions"] == [
        {"label": "HD", "files": ["a/hd.mkv"]},
        {"label": "SD", "files": ["a/cd1.avi", "a/copy.avi", "a/cd2.avi"]},
    ]


async def test_a_folder_that_is_an_edition_stands_for_its_files(disk: Disk) -> None:
    whole = Edition(parts=(Part(sources=(Source(folder=b"BDMV"),)),))
    await disk.say("a", toy("Film", editions=(whole,)), folders=("BDMV",))
    assert (await lines(disk))[0]["editions"] == [{"label": "", "files": ["a/BDMV"]}]


async def test_lines_are_those_of_the_viewers_libraries_and_no_extras(disk: Disk) -> None:
    film = toy("Film", b"f")
    await disk.say("a", film, toy("Trailer", b"t", parent=film, extra="trailer"))
    await disk.say("b", toy("Other", b"o"), library="second")
    assert [each["title"] for each in await lines(disk, "second")] == ["Other"]
    assert sorted(each["title"] for each in await lines(disk)) == ["Film", "Other"]


async def test_a_level_above_that_could_bear_files_and_has_none_is_no_line(disk: Disk) -> None:
    volume = Work(kind="toy", key="volume", documents=(says("Volume"),))
    kinds = KindTable([replace(TOY, kinds=tuple(replace(each, line=Line(leaf="comic")) for each in TOY.kinds))])
    await disk.say("a", toy("Chapter", b"c", kind="toy", parent=volume))
    found = await Lines(kinds).page(disk.storage, disk.viewer(), 0, 10)
    assert [each.line["title"] for each in found] == ["Chapter"]


async def test_lost_files_are_in_no_line(disk: Disk) -> None:
    await disk.say("a", toy("Film", editions=(of_file(b"one", rendition="1"), of_file(b"two", rendition="2"))))
    await disk.lose(disk.files[disk.folders["main", "a"], b"one"])
    (line,) = await lines(disk)
    assert [each["files"] for each in line["editions"]] == [["a/two"]]


async def test_works_that_are_named_come_in_that_order_and_only_leaves(disk: Disk) -> None:
    await disk.say("a", toy("One", b"1"), toy("Two", b"2", kind="piece", parent=box()))
    found = await Lines(KINDS).page(disk.storage, disk.viewer(), 0, 10)
    named = [each.line["id"] for each in reversed(found)]
    above = [each.id for leaf in found for each in leaf.levels if each.id]
    told = await Lines(KINDS).of(disk.storage, disk.viewer(), [named[0], *above, named[1], "nobody"])
    assert [each.line for each in told] == [each.line for each in reversed(found)]
    assert await Lines(KINDS).of(disk.storage, disk.viewer(), []) == []


async def test_pages_join_without_gaps_and_one_kind_can_be_asked_for(disk: Disk) -> None:
    await disk.say("a", *(toy(f"{number}", f"{number}".encode()) for number in range(5)))
    await disk.say("b", toy("Song", b"s", kind="piece"))
    assert [each["title"] for each in await lines(disk)] == ["0", "1", "2", "3", "4", "Song"]
    for name in ("track", "piece"):
        found = await Lines(KINDS).page(disk.storage, disk.viewer(), 0, 10, name)
        assert [each.line["title"] for each in found] == ["Song"]
