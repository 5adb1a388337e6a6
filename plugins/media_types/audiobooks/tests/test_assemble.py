from __future__ import annotations

import json
from typing import Any

import pytest

from mediad_plugin_audiobooks.assemble import assemble
from mediad_plugin_audiobooks.claim import claim

TAGS = {"album": "The Salt Ledger", "album_artist": "Edith Marlow", "composers": ["Jonas Wick"], "date": "2006"}


def one(make: Any, path: str, files: dict[str, Any]) -> dict[str, Any]:
    (work,) = make.works(path, files)
    return dict(make.told(work))


def test_a_folder_of_chapters_is_one_book_in_the_order_of_its_tags(make: Any) -> None:
    files = {
        f"{name}.mp3": make.sound(**TAGS, title=name, track=at) for at, name in enumerate(("Zeal", "Mast", "Apse"), 1)
    }
    told = one(make, "Edith Marlow/The Salt Ledger", files)
    assert told == {
        "title": "The Salt Ledger", "authors": ["Edith Marlow"], "narrators": ["Jonas Wick"], "year": "2006",
        "series": [],
        "parts": [["Zeal.mp3", "Mast.mp3", "Apse.mp3"]],
    }  # fmt: skip  # a table


def test_untagged_chapters_are_ordered_as_people_count(make: Any) -> None:
    names = [f"North Gate {number}.mp3" for number in (1, 2, 9, 10, 11)]
    told = one(make, "Aldo Ferri/North Gate", {name: make.sound() for name in names})
    assert (told["title"], told["authors"], told["parts"]) == ("North Gate", ["Aldo Ferri"], [names])


@pytest.mark.parametrize(("path", "title"), [("Edith Marlow/24", "24"), ("Edith Marlow", "1984")])
def test_a_number_may_be_a_title(make: Any, path: str, title: str) -> None:
    told = one(make, path, {f"{title}.m4b": make.sound(album=title, title=title, artist="Edith Marlow")})
    assert (told["title"], told["authors"]) == (title, ["Edith Marlow"])


@pytest.mark.parametrize("path", ["Edith Marlow", "Audiobooks/Edith Marlow", "Audiobooks/Edith Marlow/1984"])
def test_a_year_may_be_a_title_that_no_tag_says(make: Any, path: str) -> None:
    told = one(make, path, {"1984.m4b": make.sound()})
    assert (told["title"], told["authors"]) == ("1984", ["Edith Marlow"])


def test_where_only_some_tags_count_their_names_do(make: Any) -> None:
    files = {f"North Gate {number}.mp3": make.sound(track=track) for number, track in ((1, 9), (2, 3))}
    told = one(make, "Aldo Ferri/North Gate", {**files, "North Gate 10.mp3": make.sound()})
    assert told["parts"] == [["North Gate 1.mp3", "North Gate 2.mp3", "North Gate 10.mp3"]]


def test_five_bound_books_of_one_author_are_five_books(make: Any) -> None:
    titles = ("North Gate", "South Gate", "East Gate", "Gate 4", "The Gates Closed")
    works = make.works("Audiobooks/Aldo Ferri", {f"{title}.m4b": make.sound() for title in titles})
    assert sorted(make.told(work)["title"] for work in works) == sorted(titles)
    assert {tuple(make.told(work)["authors"]) for work in works} == {("Aldo Ferri",)}


@pytest.mark.parametrize(
    "name", ["Ember Part {}.m4b", "Ember - {} of 2.m4b", "Ember (Disc {}).m4b", "Ember, Teil {}.mp3"]
)
def test_parts_that_their_names_count_are_one_book(make: Any, name: str) -> None:
    files = {name.format(number): make.sound() for number in (1, 2)}
    told = one(make, "Audiobooks/Karla Weiß/Ember", files)
    assert (told["title"], told["parts"]) == ("Ember", [sorted(files)])


def test_discs_in_folders_are_one_work_whose_parts_follow_one_another(make: Any) -> None:
    tags = {"album": "South Gate", "artist": "Aldo Ferri"}
    first, second = (
        make.works(f"Aldo Ferri/South Gate/{folder}", {f"{at:02d} Track.mp3": make.sound(**tags) for at in (1, 2)})[0]
        for folder in ("CD1", "Disc 02")
    )
    assert first.key == second.key == "aldo ferri|south gate"
    places = [part.position for work in (first, second) for part in work.editions[0].parts]
    assert places == sorted(set(places))
    assert {edition.version for work in (first, second) for edition in work.editions} == {""}


def test_untagged_discs_are_called_after_the_folder_above(make: Any) -> None:
    for path in ("Audiobooks/Aldo Ferri/South Gate/CD1", "Audiobooks/Aldo Ferri/South Gate CD1"):
        told = one(make, path, {"01.mp3": make.sound(), "02.mp3": make.sound()})
        assert (told["title"], told["authors"]) == ("South Gate", ["Aldo Ferri"])


@pytest.mark.parametrize(
    ("path", "title", "series", "year", "narrators"),
    [
        ("Edith Marlow/Coast/Vol 1 - 1994 - Salt {Jonas Wick}", "Salt", [("Coast", "1")], "1994", ["Jonas Wick"]),
        ("Edith Marlow/Coast/1994 - Book 1 - Salt", "Salt", [("Coast", "1")], "1994", []),
        ("Edith Marlow/Coast/1. Salt", "Salt", [("Coast", "1")], "", []),
        ("Edith Marlow/Coast/Book 1 - Salt", "Salt", [("Coast", "1")], "", []),
        ("Edith Marlow/1994 - Salt", "Salt", [], "1994", []),
        ("Edith Marlow/Salt (1994)", "Salt", [], "1994", []),
        ("Edith Marlow/Salt (Unabridged)", "Salt", [], "", []),
    ],
)
def test_folders_say_series_year_and_reader(
    make: Any, path: str, title: str, series: list[Any], year: str, narrators: list[str]
) -> None:
    for files in (("01.mp3", "02.mp3"), ("audiobook.m4b",)):
        told = one(make, f"Audiobooks/{path}", {name: make.sound() for name in files})
        assert told | {"parts": []} == {
            "title": title, "authors": ["Edith Marlow"], "narrators": narrators, "year": year, "series": series,
            "parts": [],
        }  # fmt: skip  # a table


@pytest.mark.parametrize(
    "tags",
    [
        {"series": "Coast", "series_position": "2"},
        {"movement": "Coast", "movement_number": "2"},
        {"grouping": "Coast, Book 2"},
        {"grouping": "Coast #2"},
        {"album": "Salt (Coast, Book 2)"},
        {"album": "Salt: Coast, Book 2"},
    ],
)
def test_tags_say_the_series_in_many_ways(make: Any, tags: dict[str, str]) -> None:
    told = one(make, "Audiobooks/x", {"a.m4b": make.sound(**{"album": "Salt", "artist": "Edith Marlow", **tags})})
    assert (told["title"], told["series"]) == ("Salt", [("Coast", "2")])


@pytest.mark.parametrize(
    ("tags", "narrators"),
    [
        ({"artist": "Ada Moor", "narrators": ["Jonas Wick"], "composers": ["X Y"]}, ["Jonas Wick"]),
        ({"artist": "Ada Moor", "composers": ["Jonas Wick; Eva Ek"]}, ["Jonas Wick", "Eva Ek"]),
        ({"album_artist": "Ada Moor", "artist": "Jonas Wick"}, ["Jonas Wick"]),
        ({"album_artist": "Ada Moor", "artist": "Ada Moor", "composers": ["Ada Moor"]}, []),
    ],
)
def test_who_reads_is_told_by_tags_of_songs(make: Any, tags: dict[str, Any], narrators: list[str]) -> None:
    told = one(make, "Audiobooks/x", {"a.m4b": make.sound(album="Salt", **tags)})
    assert (told["authors"], told["narrators"]) == (["Ada Moor"], narrators)


def test_who_only_reads_is_no_author(make: Any) -> None:
    sound = make.sound(album="Salt", album_artist="Ada Moor", artist="Jonas Wick")
    [work] = make.works("Audiobooks/x", {"a.m4b": sound})
    credits_ = {(each["name"], each["kind"]) for said in work.documents for each in said.fields.get("credits", ())}
    assert credits_ == {("Ada Moor", "author"), ("Jonas Wick", "narrator")}


def test_papers_go_before_tags_and_what_they_do_not_say_stays(make: Any) -> None:
    paper = {
        "title": "Salt",
        "authors": ["Ada Moor"],
        "series": ["Coast #2"],
        "publishedYear": 1994,
        "asin": "B002RI9ZQ8",
    }
    (work,) = make.works("Audiobooks/x", {
        "a.m4b": make.sound(**TAGS), "metadata.json": json.dumps(paper), "reader.txt": "Eva Ek",
        "desc.txt": "About salt.",
    })  # fmt: skip  # a table
    told = make.told(work)
    assert told | {"parts": []} == {
        "title": "Salt", "authors": ["Ada Moor"], "narrators": ["Eva Ek"], "year": "1994", "series": [("Coast", "2")],
        "parts": [],
    }  # fmt: skip  # a table
    assert work.editions[0].version == "B002RI9ZQ8"
    assert work.key == "ada moor|salt"


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"authors": 7, "series": [[]], "chapters": [1]}', "[" * 100_000, '{"title": {}}']
)
def test_a_paper_that_lies_says_nothing(make: Any, text: str) -> None:
    told = one(make, "Audiobooks/x", {"a.m4b": make.sound(**TAGS), "metadata.json": text})
    assert (told["title"], told["authors"]) == ("The Salt Ledger", ["Edith Marlow"])


def test_an_nfo_of_lines_says_who_reads(make: Any) -> None:
    nfo = "Title:  Salt\nAuthor: Ada Moor\nRead By.......: Jonas Wick\nSeries Name: Coast\nPosition in Series: 2\n"
    told = one(make, "Audiobooks/x", {"a.mp3": make.sound(), "book.nfo": nfo})
    assert (told["title"], told["narrators"], told["series"]) == ("Salt", ["Jonas Wick"], [("Coast", "2")])


def test_chapters_run_through_all_parts(make: Any) -> None:
    inside = [{"start": 0, "end": 20_000, "title": "Dawn"}, {"start": 20_000, "end": None, "title": "Noon"}]
    (work,) = make.works("Audiobooks/x", {
        "1.mp3": make.sound(1, title="One"), "2.mp3": make.sound(2, title="Two", chapters=inside),
        "3.mp3": make.sound(1),
    })  # fmt: skip  # a table
    marks = [(mark.start, mark.title) for mark in work.editions[0].marks]
    assert marks == [(0, "One"), (60_000, "Dawn"), (80_000, "Noon"), (180_000, "Part 3")]
    assert work.editions[0].facts["duration_ms"] == 240_000


def test_a_cue_sheet_marks_a_single_file(make: Any) -> None:
    tracks = [
        {"number": 1, "file": "x.wav", "start": 0, "title": "A"},
        {"number": 2, "file": "x.wav", "start": 9000, "title": "B"},
    ]
    (work,) = make.works("Audiobooks/x", {"a.mp3": make.sound(), "a.cue": {"cue": {"tracks": tracks}}})
    assert [(mark.start, mark.title) for mark in work.editions[0].marks] == [(0, "A"), (9000, "B")]
    assert len(work.editions[0].parts) == 1


def test_one_book_bound_and_in_chapters_is_one_work_with_two_editions(make: Any) -> None:
    files = {"The Salt Ledger.m4b": make.sound(**TAGS)}
    files |= {f"{at:02d}.mp3": make.sound(**TAGS, track=at) for at in (1, 2)}
    told = one(make, "Audiobooks/Edith Marlow/The Salt Ledger", files)
    assert told["parts"] == [["01.mp3", "02.mp3"], ["The Salt Ledger.m4b"]]


def test_two_books_in_one_folder_are_told_apart_by_their_albums(make: Any) -> None:
    files = {
        f"{title} {at}.mp3": make.sound(album=title, artist="Aldo Ferri", track=at)
        for title in ("North", "South")
        for at in (1, 2)
    }
    works = make.works("Audiobooks/Aldo Ferri", files)
    assert sorted(make.told(work)["title"] for work in works) == ["North", "South"]


def test_a_locked_book_is_a_work_that_cannot_be_played(make: Any) -> None:
    (work,) = make.works("", {"a.aax": {**make.sound(**TAGS), "lock": "Audible"}})
    assert make.told(work)["title"] == "The Salt Ledger"
    assert (work.editions[0].status, work.editions[0].reason) == ("unreadable", "The book is locked by Audible (DRM).")


def test_a_damaged_part_leaves_a_book_incomplete_and_a_damaged_book_unreadable(make: Any) -> None:
    (work,) = make.works("Audiobooks/Aldo Ferri/North Gate", {"1.mp3": make.sound(), "2.mp3": "damaged"})
    assert (work.editions[0].status, work.editions[0].reason) == ("incomplete", "2: The file is damaged.")
    (work,) = make.works("Audiobooks/Aldo Ferri", {"North Gate.m4b": "damaged"})
    assert (make.told(work)["title"], work.editions[0].status) == ("North Gate", "unreadable")


def test_abridged_is_a_reading_of_its_own(make: Any) -> None:
    (work,) = make.works("Audiobooks/Aldo Ferri/North Gate (Abridged)", {"1.mp3": make.sound(), "2.mp3": make.sound()})
    assert (make.told(work)["title"], work.editions[0].version) == ("North Gate", "abridged")


def test_what_lies_above_discs_belongs_to_the_book(make: Any) -> None:
    folder = make.listing("Audiobooks/Aldo Ferri/South Gate", ["cover.jpg"], ("CD1", "CD2"))
    assert claim(folder) is not None
    (work,) = assemble(folder, [])
    assert (work.key, [picture.file for picture in work.artwork], work.editions) == (
        "aldo ferri|south gate",
        [b"cover.jpg"],
        (),
    )
