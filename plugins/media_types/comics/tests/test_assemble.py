"""Which files are editions of one issue, and what is said of it."""

from __future__ import annotations

from typing import Any

from mediad_plugin_comics.extract import artwork
from mediad_sdk.testing import MemoryFile

from .conftest import book, cbz, lines, picture, works

BOOK = book()


def only(files: dict[str, bytes]) -> Any:
    [(_, work)] = works(files)
    return work


def test_formats_scans_translations_and_variants_are_editions_of_one_issue() -> None:
    names = (
        "Gull 001 (2016) (Digital) (Tern).cbz",
        "Gull 001 (2016) (c2c) (Skua-DCP).cbr",
        "Gull 001 [fr].cbz",
        "Gull 001 (Variant Cover B).cbz",
        "Gull 001 copy.cbz",
        "Gull 001.cbz",
    )
    work = only({f"Gull/{name}": BOOK for name in names})
    assert len({(edition.version, edition.rendition) for edition in work.editions}) == len(names)
    assert {edition.label for edition in work.editions} >= {"CBZ \u00b7 Digital \u00b7 Tern", "CBZ \u00b7 fr"}
    assert {edition.version for edition in work.editions} == {"", "french"}


def test_a_number_that_comes_back_in_a_later_year_is_of_another_run() -> None:
    found = lines({f"Gull {number:03d} ({year}).cbz": BOOK for year in (2011, 2016) for number in (1, 2)})
    assert set(found.values()) == {("gull|2011", "1"), ("gull|2011", "2"), ("gull|2016", "1"), ("gull|2016", "2")}
    again = lines({"Gull 001 (2011).cbz": BOOK, "Gull 013 (2012).cbz": BOOK, "Gull 014 (2012).cbz": BOOK})
    assert {series for series, _ in again.values()} == {"gull|"}


def test_a_folder_of_pages_is_one_edition_of_its_pages_in_order() -> None:
    pages = {f"Gull/c007/{number}.png": picture(number) for number in (1, 2, 10)}
    work = only(pages)
    assert [part.sources[0].file for part in work.editions[0].parts] == [b"1.png", b"2.png", b"10.png"]
    assert work.editions[0].facts["pages"] == 3
    assert work.artwork[0].file == b"1.png"


def test_a_document_among_pages_says_which_book_they_are() -> None:
    info = b"<ComicInfo><Series>Gull</Series><Number>7</Number><Title>Nest</Title></ComicInfo>"
    found = works({**{f"x/{number}.png": picture() for number in (1, 2, 3)}, "x/ComicInfo.xml": info})
    assert [(work.kind, work.parent.key if work.parent else "") for _, work in found] == [("comic_issue", "gull|")]


def test_what_documents_say_stands_in_front_of_names() -> None:
    info = "<Series>Gull</Series><Number>1</Number><Title>Nest</Title><AgeRating>Teen</AgeRating>"
    info += "<Writer>Ines Valder</Writer>"
    work = only({"Gull/Gull 001 - Egg (2016).cbz": book(info)})
    assert [(each.source, each.fields["title"]) for each in work.documents] == [("comicinfo", "Nest"), ("name", "Egg")]
    assert work.documents[0].fields["credits"] == [{"name": "Ines Valder", "role": "writer", "kind": "person"}]
    series = work.parent.documents[0]
    assert (series.source, series.fields["title"], series.fields["certificates"][0]["age"]) == ("comicinfo", "Gull", 13)


def test_story_arcs_are_reading_orders_with_a_place() -> None:
    info = "<Series>Gull</Series><Number>4</Number><StoryArc>The Storm</StoryArc><StoryArcNumber>9</StoryArcNumber>"
    [relation] = only({"Gull 004.cbz": book(info)}).relations
    assert (relation.target.kind, relation.target.key, relation.position.value) == ("reading_order", "the storm", 9)


def test_pages_that_are_two_are_spreads_unless_the_whole_book_is_wide() -> None:
    from mediad_plugin_comics.pages import spreads  # noqa: PLC0415  # one test alone

    assert spreads([(100, 150), (200, 150), None]) == [1]
    assert spreads([(200, 150)] * 5) == []
    assert spreads([(100, 150)] * 3, [{"index": 2, "double": True}, {"index": 9, "double": True}]) == [2]


def test_the_cover_is_what_a_document_or_a_name_says_else_the_first_page() -> None:
    first, second = picture(1), picture(2)
    said = b'<ComicInfo><Pages><Page Image="1" Type="FrontCover"/></Pages></ComicInfo>'
    assert artwork(MemoryFile("a.cbz", cbz({"1.png": first, "2.png": second, "ComicInfo.xml": said}))) == second
    assert artwork(MemoryFile("a.cbz", cbz({"1.png": first, "z cover.png": second}))) == second
    assert artwork(MemoryFile("a.cbz", cbz({"1.png": first, "2 back cover.png": second}))) == first


def test_a_damaged_comic_is_there_and_says_why() -> None:
    work = only({"Gull 001.cbz": BOOK[:-50]})
    assert (work.editions[0].status, bool(work.editions[0].reason)) == ("unreadable", True)
    empty = only({"Gull 002.cbz": cbz({"ComicInfo.xml": b"<ComicInfo/>"})})
    assert empty.editions[0].reason == "The archive holds no pictures."


def test_an_omnibus_stands_beside_the_volume_of_its_number() -> None:
    found = works({"Gull/Gull v01.cbz": BOOK, "Gull/Gull Omnibus v01.cbz": BOOK, "Gull/Gull v01-v03.cbz": BOOK})
    assert {work.key for _, work in found} == {"1", "omnibus|1", "1-3"}
