from __future__ import annotations

import pytest

from mediad_names.texts import read


@pytest.mark.parametrize(
    "name",
    [
        "Ada Moor - The Tide (2011) [EPUB]",
        "Ada Moor - The Tide.epub",
        "The Tide - Ada Moor.epub",
        "Moor, Ada - The Tide.epub",
        "The Tide - Moor, Ada.epub",
        "The Tide by Ada Moor [EPUB]",
        "Ada.Moor-The.Tide.2011.RETAIL.ePub-GRP",
        "Ada Moor - The Tide (2011, Heron Press).epub",
        "Ada Moor - Tides [01] - The Tide (retail) (epub)",
        "Ada Moor - The Tide (Tides Trilogy 1) [ENG] [epub]",
        "Ada Moor - The Tide [German] (v5.0) (epub)",
        "/books/Ada Moor/The Tide (123)/The Tide - Ada Moor.epub",
        "Ada Moor Collection/The Tide - Ada Moor (epub)",
    ],
)
def test_author_and_title_in_either_order(name: str) -> None:
    found = read(name, "book")
    assert (found["author"], found["title"], found["format"]) == ("Ada Moor", "The Tide", "EPUB")
    assert found["match"] is True


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("A. B. Moor", "A. B. Moor"),
        ("Le Moor, Ada B.", "Ada B. Le Moor"),
        ("van Moor, Ada", "Ada van Moor"),
        ("O'Moor, Ada", "Ada O'Moor"),
        ("Ada Moor, Ben Low", "Ada Moor, Ben Low"),
        ("Moor, Ada & Low, Ben", "Ada Moor & Ben Low"),
        ("Ada Moor, Jr.", "Ada Moor, Jr."),
    ],
)
def test_last_and_first_are_turned_and_several_authors_are_kept(printed: str, author: str) -> None:
    assert read(f"{printed} - The Tide.epub", "book")["author"] == author


@pytest.mark.parametrize(
    "name",
    [
        "Ada Moor - Ebb 03 - The Tide.epub",
        "Ada Moor - Ebb 3 - The Tide.epub",
        "Ada Moor - [Ebb 03] - The Tide.epub",
        "Ada Moor - Ebb, Book 3 - The Tide.epub",
        "Ada Moor - The Tide - Ebb Vol 3.epub",
        "Ada Moor - The Tide (Ebb #3).epub",
        "Ada Moor - The Tide (Ebb, Book 3).epub",
        "Ada Moor - The Tide [Ebb 3].epub",
        "Ebb 3 - The Tide - Ada Moor.epub",
        "Moor, Ada - Ebb #3 - The Tide (retail) (epub)",
    ],
)
def test_the_place_in_a_series(name: str) -> None:
    found = read(name, "book")
    assert (found["author"], found["title"], found["series"], found["index"]) == ("Ada Moor", "The Tide", "Ebb", 3)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ebb (1887) #3", {"series": "Ebb", "index": 3}),
        ("Ebb (1887) #3 (of 4) (1889)", {"series": "Ebb", "index": 3, "year": 1889}),
        ("2.0 - The Tide", {"name": "The Tide", "index": 2}),
        ("0 - The Tide", {"name": "The Tide", "index": 0}),
        ("2.5 - The Tide (1889)", {"name": "The Tide", "index": 2.5, "year": 1889}),
        ("The Tide (1889)", {"name": "The Tide", "year": 1889}),
        ("Ebb v01 c120", {"name": "Ebb v01 c120", "volume": "1", "index": 120}),
        ("Ebb c120", {"name": "Ebb c120", "index": 120}),
        ("Ebb - Volume 01 [Heron][Scans]", {"title": "Ebb", "name": "Ebb - Volume 01", "volume": "1"}),
        ("The Ebb of Tides - 3 Side Stories [x][y]", {"title": "The Ebb of Tides"}),
        ("Ebb 03 - The Tide", {"series": "Ebb", "index": 3, "title": "The Tide"}),
        ("The Tide - A Novel (2011)", {"name": "The Tide - A Novel", "year": 2011}),
    ],
)
def test_books_whose_names_tell_no_author(name: str, expected: dict[str, object]) -> None:
    found = read(name, "book")
    assert "author" not in found
    told = {field: found.get(field) for field in ("name", "title", "series", "index", "volume", "year")}
    assert {field: value for field, value in told.items() if value is not None} == expected


@pytest.mark.parametrize(
    ("name", "author", "title"),
    [
        ("Low Tide - A. B. Moor.epub", "A. B. Moor", "Low Tide"),
        ("Low Tide - Ada Moor & Ben Low.epub", "Ada Moor & Ben Low", "Low Tide"),
        ("Low by the Tide by Ada Moor [epub]", "Ada Moor", "Low by the Tide"),
        ("Ada Moor - Tide, Part Two.epub", "Ada Moor", "Tide, Part Two"),
        ("Ada Moor - Tide, 2nd Edition.epub", "Ada Moor", "Tide, 2nd Edition"),
        ("Ada Moor - Low, and High.epub", "Ada Moor", "Low, and High"),
        ("Catch 22 - Ada Moor.epub", "Ada Moor", "Catch 22"),
        ("/books/Ada Moor/Low Tide (123)/Low Tide - Ada Moor.azw3", "Ada Moor", "Low Tide"),
        ("/books/Ada Moor/Ada Moor - Low Tide.epub", "Ada Moor", "Low Tide"),
        ("Low Tide by Ada Moor", "Ada Moor", "Low Tide"),
        ("Stand by Tide - Ada Moor.epub", "Ada Moor", "Stand by Tide"),
    ],
)
def test_which_side_names_the_author(name: str, author: str, title: str) -> None:
    found = read(name, "book")
    assert (found["author"], found["title"]) == (author, title)


def test_a_place_without_its_series_is_kept() -> None:
    found = read("Ada Moor - The Tide (Book 3)", "book")
    assert (found["title"], found["index"], found.get("series")) == ("The Tide", 3, None)


@pytest.mark.parametrize("kind", ["EPUB", "AZW3", "MOBI", "PDF", "M4B", "FB2", "DJVU", "FLAC", "MP3"])
def test_formats_are_known_in_brackets_and_as_endings(kind: str) -> None:
    assert read(f"Ada Moor - The Tide [{kind.lower()}]", "book")["format"] == kind
    assert read(f"Ada Moor - The Tide.{kind.lower()}", "book")["format"] == kind


@pytest.mark.parametrize(
    ("name", "language", "kind"),
    [
        ("Ada Moor - The Tide [ENG] (mobi)", ("English",), "MOBI"),
        ("Ada Moor - The Tide (Deutsch).pdf", ("German",), "PDF"),
        ("The Tide by Ada Moor EPUB", None, "EPUB"),
        ("Ada Moor - The Tide (2011) MP3 64kbps", None, "MP3"),
        ("Ada Moor - The Tide 2011", None, "Unknown"),
    ],
)
def test_language_and_format(name: str, language: tuple[str, ...] | None, kind: str) -> None:
    found = read(name, "book")
    assert (found["title"], found.get("languages"), found["format"]) == ("The Tide", language, kind)


def test_a_year_can_be_the_title() -> None:
    for name in ("Ada Moor - 1984 (epub)", "1984 - Ada Moor (epub)"):
        found = read(name, "book")
        assert (found["author"], found["title"]) == ("Ada Moor", "1984")


@pytest.mark.parametrize("name", ["SOME SHOUTED WORDS", "3f2a9cbb7e1d4f5a8b6c7d8e9f0a1b2c", "The Tide", ""])
def test_a_bare_name_is_no_release(name: str) -> None:
    assert read(name, "book")["match"] is False


def test_an_author_can_have_particles() -> None:
    for name in ("Ada de la Moor - Silver Tides (epub)", "Ada van Moor - Silver Tides.epub"):
        found = read(name, "book")
        assert (str(found["author"]).split()[-1], found["title"]) == ("Moor", "Silver Tides")


def test_a_title_with_its_year_in_brackets_is_no_author() -> None:
    assert read("Silver Tides (2014).epub", "book")["name"] == "Silver Tides"


def test_an_author_with_initials_is_found_without_a_dash() -> None:
    found = read("The Tide Ada B C Moor", "book")
    assert (found["author"], found["title"]) == ("Ada B C Moor", "The Tide")


def test_an_audiobook_is_read_as_a_book() -> None:
    found = read("Ada Moor - The Tide (Unabridged) [M4B]", "audiobook")
    assert (found["author"], found["title"], found["format"]) == ("Ada Moor", "The Tide", "M4B")
