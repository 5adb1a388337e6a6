from __future__ import annotations

import pytest

from mediad_names.texts import read

_TOM = "\u0422\u043e\u043c"
_GLAVA = "\u0413\u043b\u0430\u0432\u0430"


def _told(name: str, kind: str = "comic") -> tuple[object, object, object]:
    found = read(name, kind)
    return found.get("title"), found.get("volume"), found.get("chapter")


@pytest.mark.parametrize(
    ("name", "volume", "chapter"),
    [
        ("Iron Gull v01 (2016) (Digital) (grp).cbz", "1", None),
        ("Iron_Gull_v01-02_[Grp]", "1-2", None),
        ("Iron Gull v01-v02", "1-2", None),
        ("Iron Gull - Vol. 3 Ch. 11-14", "3", "11-14"),
        ("Iron Gull - c001-008 (v01) [Grp]", "1", "1-8"),
        ("Iron Gull c01-c04", None, "1-4"),
        ("Iron Gull v01ch02", "1", "2"),
        ("Iron Gull [Volume 11].cbz", "11", None),
        ("Iron Gull (Ch 59-67) (Ongoing)", None, "59-67"),
        ("[Grp] Iron Gull - 011v2 [ABCD]", None, "11"),
        ("Iron Gull Chapter 51v2", None, "51"),
        ("Iron Gull - Ch. 12 v2", None, "12"),
        ("Iron Gull - Episode 406 (52 Pages).7z", None, "406"),
        ("Iron_Gull_150-153b_GRP.zip", None, "150-153.5"),
        ("Iron Gull 001 - 012", None, "1-12"),
        ("Iron Gull 025.5", None, "25.5"),
        ("Iron Gull 12", None, "12"),
        ("Iron Gull S01 014 (digital)", "1", "14"),
        ("Iron Gull Season 2 Ch 4", "2", "4"),
        ("Iron Gull (Season 2) - Ch. 4", "2", "4"),
        ("Iron Gull v6.5", "6.5", None),
        ("Iron Gull, Chapter 01 [Grp][v2]", None, "1"),
        ("(C90) [Grp] Iron Gull 3", None, "3"),
        ("Iron Gull (03)", None, "3"),
        ("Iron Gull Vol. 01 - The threads of Time", "1", None),
        ("Iron Gull - Vol. 03.5 Ch. 023.5 - Volume 3 Extras", "3.5", "23.5"),
        ("Iron Gull - Vol.tbd Chapter 27.001", None, "27.001"),
        ("Iron.Gull.Vol.01.Ch.001", "1", "1"),
        ("Iron Gull 012 (v02) (Digital)", "2", "12"),
        ("Iron Gull [v03]", "3", None),
    ],
)
def test_volumes_and_chapters(name: str, volume: str | None, chapter: str | None) -> None:
    assert _told(name, "manga") == ("Iron Gull", volume, chapter)


@pytest.mark.parametrize(
    ("name", "volume", "chapter"),
    [
        ("Iron Gull #12", None, "12"),
        ("Iron Gull (2014) #012.1 (2015)", None, "12.1"),
        ("Iron Gull #-1", None, "-1"),
        ("Iron Gull #\u00bd", None, "0.5"),
        ("Iron Gull #12AU (2013)", None, "12"),
        ("Iron Gull V2000 #57", "2000", "57"),
        ("Iron Gull Vol.2000 #57 (December, 2004)", "2000", "57"),
        ("Iron Gull v2 017 - The Eye that doomed Iron Gull v2", "2", "17"),
        ("Iron Gull (2014-2016) 012", None, "12"),
        ("Iron Gull 04 (of 6) (1999)", None, "4"),
        ("Iron Gull 12 (1988) (c2c) (Grp-DCP)", None, "12"),
        ("Iron Gull (1 of 6)", None, "1"),
        ("Iron Gull 03 - Iron Gull's Little Life (2004)", None, "3"),
        ("Iron Gull 033.5 - Crow Team-Up 14 (2006)", None, "33.5"),
        ("Iron Gull T3 - Rubedo, l'oeuvre (A & B)", "3", None),
        ("Iron_Gull_-Tome_2", "2", None),
        ("iron-gull-chapter-123", None, "123"),
        ("Iron Gull No.3 (1994)", None, "3"),
        ("Iron Gull Book One (2014)", "1", None),
        ("Iron Gull (2012)/Iron Gull #1 (2012)", None, "1"),
    ],
)
def test_issues(name: str, volume: str | None, chapter: str | None) -> None:
    title, *counts = _told(name)
    assert str(title).replace("-", " ").casefold() == "iron gull"
    assert counts == [volume, chapter]


@pytest.mark.parametrize(
    ("name", "title", "chapter"),
    [
        ("Area 51 - 012", "Area 51", "12"),
        ("Gull 2099 005 (2013)", "Gull 2099", "5"),
        ("Gull 2077 - Night Team 04.cbz", "Gull 2077 - Night Team", "4"),
        ("Gull No. 8 036 (2021)", "Gull No. 8", "36"),
        ("300 01 (of 05)", "300", "1"),
        ("20 Days of Gull 003", "20 Days of Gull", "3"),
        ("Gull - Episode 3 - Golden Night #02", "Gull - Episode 3 - Golden Night", "2"),
        ("Gull 3rd Season 05", "Gull 3rd Season", "5"),
        ("7thGULL 01", "7thGULL", "1"),
    ],
)
def test_a_number_of_the_title_stays_there(name: str, title: str, chapter: str) -> None:
    assert _told(name) == (title, None, chapter)


def test_a_number_of_the_title_is_no_chapter_beside_a_volume() -> None:
    assert _told("Gull Psycho 100 v02 (2019)") == ("Gull Psycho 100", "2", None)


@pytest.mark.parametrize(
    ("name", "title", "volume", "chapter"),
    [
        ("\u9752\u306e\u6642\u4ee3 \u7b2c23\u5dfb", "\u9752\u306e\u6642\u4ee3", "23", None),
        ("\u3010Grp\u3011\u9752\u306e\u6642\u4ee3 \u7b2c01\u5dfb", "\u9752\u306e\u6642\u4ee3", "1", None),
        ("\u9752\u306e\u6642\u4ee33", "\u9752\u306e\u6642\u4ee3", None, "3"),
        ("[Grp]\u9752\u306e\u6642\u4ee3\u3000\u7b2c10\u8a71", "\u9752\u306e\u6642\u4ee3", None, "10"),
        ("\u9752\u8272\u65f6\u4ee3 \u7b2c\u5341\u4e8c\u8bdd", "\u9752\u8272\u65f6\u4ee3", None, "12"),
        ("Gull \u7b2c\u4e00\u767e\u4e8c\u5341\u4e09\u8bdd", "Gull", None, "123"),
        ("\u9752\u306e\u6642\u4ee3 3\u5dfb 4\u8a71", "\u9752\u306e\u6642\u4ee3", "3", "4"),
        ("\ud478\ub978 \uc2dc\uc98c2 12\ud654", "\ud478\ub978", "2", "12"),
        ("\u9752\u8272\u65f6\u4ee3 \u5377\uff15", "\u9752\u8272\u65f6\u4ee3", "5", None),
        ("\ud478\ub978 \uc2dc\uc808 \uc81c7.5\uad8c", "\ud478\ub978 \uc2dc\uc808", "7.5", None),
        ("\ud478\ub978 \uc2dc\uc808 38-1\ud654", "\ud478\ub978 \uc2dc\uc808", None, "38"),
        ("\ud478\ub978 \uc2dc\uc808 1-5\ud654", "\ud478\ub978 \uc2dc\uc808", None, "1-5"),
        ("\ud478\ub978 \uc2dc\uc808 13\ud68c", "\ud478\ub978 \uc2dc\uc808", "13", "13"),
        (f"Gull {_TOM} 1 {_GLAVA} 3", "Gull", "1", "3"),
        (f"Gull {_TOM} 1 3-4 {_GLAVA}", "Gull", "1", "3-4"),
        (f"Gull 2 {_TOM}", "Gull", "2", None),
        ("Gull \u0e40\u0e25\u0e48\u0e21\u0e17\u0e35\u0e48 5", "Gull", "5", None),
        ("Gull \u0e15\u0e2d\u0e19\u0e17\u0e35\u0e48 2", "Gull", None, "2"),
        ("Gull \u0e40\u0e25\u0e48\u0e21 4 \u0e1a\u0e17\u0e17\u0e35\u0e48 10", "Gull", "4", "10"),
        ("Gull T\u1eadp 3 Ch\u01b0\u01a1ng 5", "Gull", "3", "5"),
    ],
)  # fmt: skip
def test_counts_in_other_languages(name: str, title: str, volume: str | None, chapter: str | None) -> None:
    assert _told(name, "manga") == (title, volume, chapter)


@pytest.mark.parametrize(
    ("name", "extra", "chapter"),
    [
        ("Iron Gull Annual #002 (2013)", "annual", "2"),
        ("Iron Gull v1 Annual 1 (1967)", "annual", "1"),
        ("Iron Gull OneShot", "one-shot", None),
        ("Iron Gull - One-Shot (2014)", "one-shot", None),
        ("Iron Gull Hors S\u00e9rie - Les eaux", "hors-serie", None),
        ("Iron Gull - HS 02", "hors-serie", "2"),
        ("Iron_Gull_Omake_June_2012_GRP", "omake", None),
        ("Iron Gull - Bonus Chapter.zip", "extra", None),
        ("Iron Gull TPB (2016) (Digital)", "collection", None),
        ("Iron Gull - 3 Side Stories [x]", "side story", None),
        ("Iron Gull Special 1", "special", "1"),
    ],
)
def test_extras_are_named_and_are_not_specials(name: str, extra: str, chapter: str | None) -> None:
    found = read(name, "comic")
    assert (found["title"], found["extra"], found.get("chapter")) == ("Iron Gull", extra, chapter)
    assert "special" not in found


def test_a_book_of_drawings_is_no_part_of_the_series() -> None:
    assert read("Iron Gull Art Collection", "manga") == {"name": "Iron Gull Art Collection", "extra": "artbook"}


def test_a_special_is_marked() -> None:
    assert read("Iron Gull - SP02 Extra (2019) (Digital)", "manga")["special"] is True
    assert "special" not in read("SPY Gull 01", "manga")


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("Iron Gull Omnibus v05 (2015)", "Omnibus"),
        ("Iron_Gull_Omnibus_Edition_v01_[Heron]", "Omnibus Edition"),
        ("Iron Gull (Uncensored) v01", "Uncensored"),
        ("Iron Gull {Full Beak Edition} v01", None),
        ("Iron Gull - c003 (v01) [Full Color]", None),
    ],
)
def test_editions(name: str, edition: str | None) -> None:
    found = read(name, "manga")
    assert (found["title"], found.get("edition")) == ("Iron Gull", edition)


@pytest.mark.parametrize("name", ["Vol 1.cbz", "c001", "Vol. 04 Ch. 054.5", "012 - Some Title"])
def test_a_count_alone_has_no_title(name: str) -> None:
    assert "title" not in read(name, "manga")


@pytest.mark.parametrize("name", ["Iron Gull Art Collection.cbz", "Iron Gull", "Iron Gull 1985", "Level 1 Gull"])
def test_a_name_that_nothing_counts_is_only_a_name(name: str) -> None:
    found = read(name, "manga")
    assert found["name"] == name.removesuffix(".cbz")
    assert not found.keys() & {"title", "volume", "chapter"}


def test_languages_and_year_stand_in_brackets() -> None:
    found = read("[Grp] Iron Gull (2014) - Vol.2 [ENG][fr].rar", "manga")
    assert (found["languages"], found["year"]) == (("English", "French"), 2014)


@pytest.mark.parametrize(
    ("name", "volume", "chapter"),
    [
        ("Iron Gull #12 - #15", None, "12-15"),
        ("Iron Gull #12-#15", None, "12-15"),
        ("Iron Gull 012 - 015 (2010)", None, "12-15"),
        ("Iron Gull 12 - 15", None, "12-15"),
        ("Iron Gull Ch. 1 - 10", None, "1-10"),
        ("Iron Gull Chapter 1 to 10", None, "1-10"),
        ("Iron Gull c001 ~ c010", None, "1-10"),
        ("Iron Gull v01 - v03", "1-3", None),
        ("Iron Gull Vol 1 to 3", "1-3", None),
        ("Iron Gull v1~3", "1-3", None),
        ("Iron Gull v01 - 012", "1", "12"),
        ("Iron Gull v01 - c05", "1", "5"),
    ],
)
def test_ranges_are_written_with_spaces_and_words(name: str, volume: str | None, chapter: str | None) -> None:
    assert _told(name) == ("Iron Gull", volume, chapter)


def test_a_number_of_the_title_begins_no_range() -> None:
    assert _told("Gull 51 - 060") == ("Gull 51", None, "60")
    assert _told("Gull 2099 - 012") == ("Gull 2099", None, "12")


@pytest.mark.parametrize(
    ("name", "volume", "chapter"),
    [
        ("Iron Gull Vol. III", "3", None),
        ("Iron Gull Volume IV (2010)", "4", None),
        ("Iron Gull Book II", "2", None),
        ("Iron Gull Tome XII - La nuit", "12", None),
        ("Iron Gull - Band IX", "9", None),
        ("Iron Gull Chapter VII", None, "7"),
        ("Iron Gull Chapter Two", None, "2"),
        ("Iron Gull - Issue One (2010)", None, "1"),
    ],
)
def test_roman_and_spelled_numerals_count_behind_a_word(name: str, volume: str | None, chapter: str | None) -> None:
    assert _told(name) == ("Iron Gull", volume, chapter)


def test_a_roman_numeral_of_the_title_stays_there() -> None:
    assert _told("Iron Gull II 003 (2010)") == ("Iron Gull II", None, "3")
    assert read("Iron Gull Volume Vix", "comic")["name"] == "Iron Gull Volume Vix"


@pytest.mark.parametrize(
    ("name", "volume", "chapter"),
    [
        ("the-iron-gull-vol-3", "3", None),
        ("the-iron-gull-v03-c012", "3", "12"),
        ("the-iron-gull-12", None, "12"),
        ("the-iron-gull-chapter-12-5", None, "12.5"),
    ],
)
def test_names_of_addresses_have_hyphens_for_spaces(name: str, volume: str | None, chapter: str | None) -> None:
    assert _told(name) == ("the iron gull", volume, chapter)


@pytest.mark.parametrize(
    ("name", "volume", "chapter"),
    [
        ("Iron Gull - S2 E05", "2", "5"),
        ("Iron Gull S2E05", "2", "5"),
        ("Iron Gull [S2] Ch. 5", "2", "5"),
        ("Iron Gull Vol. 3 No. 5", "3", "5"),
        ("Iron Gull Vol.1 Cap.3", "1", "3"),
        ("Iron Gull Numero 12", None, "12"),
        ("Iron Gull N.12", None, "12"),
        ("Iron Gull (2012) (Issue 5)", None, "5"),
        ("Iron Gull - c005x1 (v02)", "2", "5"),
        ("Iron Gull #001A (2017)", None, "1"),
        ("Iron Gull Deel 4", "4", None),
    ],
)
def test_further_words_that_count(name: str, volume: str | None, chapter: str | None) -> None:
    assert _told(name) == ("Iron Gull", volume, chapter)


@pytest.mark.parametrize(
    ("name", "title", "volume", "chapter"),
    [
        ("Iron Gull/v01/c001.cbz", "Iron Gull", "1", "1"),
        ("Iron Gull (2016)/001.cbz", "Iron Gull", None, "1"),
        ("Iron Gull/Vol. 2/03.cbz", "Iron Gull", "2", "3"),
        ("Iron Gull v01-v09 (Digital)/Vol 3.cbz", "Iron Gull", "3", None),
        ("Area 51/Ch. 4.cbz", "Area 51", None, "4"),
        ("Tern Press/Iron Gull 012.cbz", "Iron Gull", None, "12"),
        ("Tern Press/Iron Gull.cbz", None, None, None),
    ],
)
def test_a_folder_names_what_only_counts(name: str, title: str | None, volume: str | None, chapter: str | None) -> None:
    assert _told(name) == (title, volume, chapter)
