"""Which series, volume and number a path means."""

from __future__ import annotations

import pytest

from mediad_plugin_comics.places import named

from .conftest import book, lines, works

BOOK = book()


@pytest.mark.parametrize(
    ("path", "series", "where"),
    [
        ("Gull (2016)/Gull 001 (2016).cbz", "gull|2016", "1"),
        ("Press/Gull (2016-2020)/001.cbz", "gull|2016", "1"),
        ("Gull/v01/c001.cbz", "gull|", "1"),
        ("Gull/Volume 1/Chapter 3.cbz", "gull|", "3"),
        ("Gull v01-v41 (Digital) (tern)/Gull v02 (2003) (Digital).cbz", "gull|", "2"),
        ("Gull/Vol.03 Ch.011.5.cbz", "gull|", "11.5"),
        ("Manga/Gull/01.cbz", "gull|", "1"),
        ("Gull (2014) #012.1 (2015-03).cbz", "gull|2014", "12.1"),
        ("Gull V2000 #57.cbz", "gull|2000", "57"),
        ("Comics/52/52 001 (2006).cbz", "52|", "1"),
        ("Comics/300 (1998).cbz", "300|1998", "-"),
        ("Comics/We3 (2004).cbz", "we3|2004", "-"),
        ("Comics/Ines Valder/We3 (2004).cbz", "we3|2004", "-"),
        ("Comics/Gull/Gull - The Lost Story.cbz", "gull|", "-"),
        ("Comics/Gull/Annuals/Annual 1.cbz", "gull|", "Annual 1"),
        ("Gull (2016)/Gull Annual 002.cbz", "gull|2016", "Annual 2"),
        ("Gull Annual (2016)/Gull Annual 001.cbz", "gull annual|2016", "1"),
        ("Gull Special 1.cbz", "gull|", "Special 1"),
        ("Gull v01-v03.cbz", "gull|", "1-3"),
        ("gull-egg/gull-egg-12.cbz", "gull egg|", "12"),
        ("\u9752\u306e\u6642\u4ee3/\u7b2c05\u5dfb.cbz", "\u9752\u306e\u6642\u4ee3|", "5"),
        ("\ud478\ub978/\ud478\ub978 12\ud654.cbz", "\ud478\ub978|", "12"),
        ("M\u00f6we/Tome 03 - La nuit.cbz", "mowe|", "3"),
        ("Gull #\u00bd.cbz", "gull|", "0.5"),
        ("X-Gull v1 #201 (September 2007).cbz", "x gull|", "201"),
        ("Comics/Gull/01. Gull.cbz", "gull|", "1"),
        ("Comics/Gull/1 Gull.cbz", "gull|", "1"),
        ("Comics/Gull/02. Egg.cbz", "gull|", "2"),
        ("Comics/Gull/20 Days of Egg.cbz", "20 days of egg|", "-"),
        ("Comics/Gull and Tern/Gull & Tern 001.cbz", "gull and tern|", "1"),
        ("Press/Gull/Gull 1999 (2016).cbz", "gull|", "1999"),
        ("Press/Gull 1999 (2016).cbz", "gull 1999|2016", "-"),
        ("Gull/Gull Book 03 (2013).cbz", "gull|", "3"),
        ("The Jungle Book/The Jungle Book 03 (2013).cbz", "the jungle book|", "3"),
        ("Gull/Digital/Gull 003.cbz", "gull|", "3"),
        ("Somewhere (EN)/Gull/Tern Scans_Chapter 3.cbz", "gull|", "3"),
        ("Gull/Gull -1 (1997).cbz", "gull|", "-1"),
        ("Gull/Gull - INT T01-03.cbz", "gull|", "1-3"),
        ("Gull/Gull - Edi\u00e7\u00e3o 07.cbz", "gull|", "7"),
        ("Gull/Gull Heft 12.cbz", "gull|", "12"),
        ("Gull/Gull nr 3 2015.cbz", "gull|", "3"),
        ("Gull/Gull 024.NOW (2014).cbz", "gull|", "24.NOW"),
        ("Gull_v3_012_2016.cbz", "gull|", "12"),
        ("Gull v01n02 (1977).cbz", "gull|", "2"),
        ("Gull - Book 02.cbz", "gull|", "2"),
        ("Gull - T01 \u00e0 T05.cbz", "gull|", "1-5"),
        ("Gull - Album 3.cbz", "gull|", "3"),
        ("Gull. Tom 3.cbz", "gull|", "3"),
        ("Gull \u00bd v03.cbz", "gull 1 2|", "3"),
        ("Gull - 03. The Egg.cbz", "gull|", "3"),
        ("Gull_Chapter 3.cbz", "gull|", "3"),
    ],
)
def test_names_and_folders_say_together_where_an_issue_belongs(path: str, series: str, where: str) -> None:
    assert lines({path: BOOK}) == {path: (series, where)}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Gull - T05 - La nuit", "La nuit"),
        ("Gull 01 - Gull the Greek (1968)", "Gull the Greek"),
        ("Gull v12 - c103 - The Egg", "The Egg"),
        ("Gull - 2020 - 01 - Wind", "Wind"),
        ("Gull v01 - 02", ""),
        ("Gull - 03. The Egg", "The Egg"),
        ("Volume 05 - Chapters 35-41", ""),
        ("Gull - The Lost Story", ""),
    ],
)
def test_what_stands_behind_the_count_is_the_title(name: str, title: str) -> None:
    assert named(name).title == title


@pytest.mark.parametrize("name", ["Gull #01 (of 12) (1986)", "Gull 01 [1 of 12] (1986)"])
def test_how_many_there_are_is_no_note_of_an_edition(name: str) -> None:
    assert (named(name).number, named(name).notes) == ("1", ())


def test_a_document_speaks_before_names_and_its_volume_may_be_the_year_of_the_run() -> None:
    info = "<Series>Tin Harbour</Series><Volume>2019</Volume><Number>07</Number>"
    assert lines({"x/scan_0001.cbz": book(info)}) == {"x/scan_0001.cbz": ("tin harbour|2019", "7")}


def test_minus_one_is_no_number_where_the_name_has_one() -> None:
    told = book("<Series>Gull</Series><Number>-1</Number>")
    assert lines({"Gull/Gull 004.cbz": told}) == {"Gull/Gull 004.cbz": ("gull|", "4")}


def test_numbers_that_look_alike_are_works_of_their_own() -> None:
    names = ("Gull #1.cbz", "Gull #-1.cbz", "Gull #1.5.cbz", "Gull #1-5.cbz", "Gull Annual 1.cbz", "Gull v1.cbz")
    assert len(works({f"Gull/{name}": BOOK for name in names})) == len(names)


def test_a_volume_whose_document_calls_it_an_issue_stays_a_volume() -> None:
    told = book("<Series>Gull</Series><Number>2</Number>")
    assert [work.kind for _, work in works({"Gull v02.cbz": told})] == ["comic_volume"]


def test_a_year_that_one_issue_tells_is_that_of_its_run() -> None:
    told = book("<Series>Gull</Series><Volume>2016</Volume><Number>1</Number>")
    found = lines({"Gull/Gull 001.cbz": told, "Gull/Gull 002.cbz": BOOK})
    assert {series for series, _ in found.values()} == {"gull|2016"}


def test_a_manga_by_volume_and_by_chapter_is_one_series_of_leaves() -> None:
    found = lines({"Gull/Gull v01.cbz": BOOK, "Gull/Gull v02 c011.cbz": BOOK, "Gull/Gull c020.cbz": BOOK})
    assert sorted(found.values()) == [("gull|", "1"), ("gull|", "11"), ("gull|", "20")]
