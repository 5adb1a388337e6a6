from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_books.making import Sample, epub, fb2, mobi, pdf

SALT = Sample(title="The Salt Ledger", authors=("Edith Marlow",), date="1998", isbn="9783161484100")
BARE = Sample(title="Unknown", authors=("Unknown",))
TEXT = b"Once upon a time " * 2000


def test_one_book_in_four_formats_is_one_work_with_four_editions(make: Any) -> None:
    (work,) = make.works("Edith Marlow/The Salt Ledger", {
        "The Salt Ledger.epub": epub(SALT), "The Salt Ledger.mobi": mobi(SALT), "The Salt Ledger.pdf": pdf(),
        "The Salt Ledger.txt": TEXT, "cover.jpg": b"x",
    })  # fmt: skip  # a table
    assert make.told(work) == {
        "title": "The Salt Ledger", "authors": ["Edith Marlow"], "year": "1998", "series": [],
        "formats": ["epub", "mobi", "pdf", "txt"],
    }  # fmt: skip  # a table
    assert [picture.file for picture in work.artwork] == [b"cover.jpg"]


def test_formats_of_one_book_have_one_key_in_whatever_folder_they_lie(make: Any) -> None:
    keys = {
        make.works(path, {name: data})[0].key
        for path, name, data in (
            ("epub", "Edith Marlow - The Salt Ledger.epub", epub(SALT)),
            ("pdf", "Marlow, Edith - Salt Ledger, The.pdf", pdf()),
            ("mobi/Edith Marlow", "The Salt Ledger.mobi", mobi(BARE)),
            ("Edith Marlow/The Salt Ledger (12)", "The Salt Ledger - Edith Marlow.fb2", fb2(SALT)),
            ("", "The Salt Ledger by Edith Marlow.azw3", mobi(BARE, version=8)),
        )
    }
    assert keys == {"edith marlow|salt ledger"}


def test_a_folder_of_one_authors_books_is_a_work_each(make: Any) -> None:
    titles = ("The Salt Ledger", "A Ferry After Dark", "Low Water")
    works = make.works("Edith Marlow", {f"{title}.pdf": pdf() for title in titles})
    assert sorted(make.told(work)["title"] for work in works) == sorted(titles)
    assert {tuple(make.told(work)["authors"]) for work in works} == {("Edith Marlow",)}


def test_what_calibre_keeps_in_one_folder_is_one_book_whatever_its_files_say(make: Any) -> None:
    files = {
        "Salt - Marlow.epub": epub(SALT),
        "Salzbuch.pdf": pdf("Das Salzbuch", "E. Marlow", xmp=""),
        "metadata.opf": b"x",
    }
    (work,) = make.works("Edith Marlow/Salt (7)", files)
    assert make.told(work)["formats"] == ["epub", "pdf"]


def test_two_books_of_one_format_beside_an_opf_are_two_books(make: Any) -> None:
    files = {f"Edith Marlow - {title}.epub": epub(BARE) for title in ("Salt", "Low Water")} | {"metadata.opf": b"x"}
    assert sorted(make.told(work)["title"] for work in make.works("", files)) == ["Low Water", "Salt"]


@pytest.mark.parametrize("title", ["Unknown", "untitled", "Microsoft Word - salt.doc", "", "salt_ledger-final"])
def test_a_title_that_says_nothing_gives_way_to_the_name(make: Any, title: str) -> None:
    book = Sample(title=title, authors=("calibre",))
    (work,) = make.works("", {"salt_ledger-final.epub": epub(book)})
    assert make.told(work)["title"] == "salt ledger-final"
    assert make.told(work)["authors"] == []


def test_what_a_program_wrote_into_a_pdf_gives_way_to_a_name_that_tells_its_author(make: Any) -> None:
    (work,) = make.works("", {"Edith Marlow - The Salt Ledger (1998).pdf": pdf("final draft 3", "J. Typist")})
    assert make.told(work) == {
        "title": "The Salt Ledger", "authors": ["Edith Marlow"], "year": "1998", "series": [], "formats": ["pdf"],
    }  # fmt: skip  # a table
    (scan,) = make.works("", {"ledger-7b.pdf": pdf("The Salt Ledger", "Edith Marlow")})
    assert make.told(scan)["title"] == "The Salt Ledger"


@pytest.mark.parametrize(
    ("path", "name", "title", "series"),
    [
        ("", "Edith Marlow - [Coast 02] - A Ferry After Dark.epub", "A Ferry After Dark", ("Coast", "2")),
        ("", "A Ferry After Dark (Lantern Coast #2) - Edith Marlow.epub", "A Ferry After Dark", ("Lantern Coast", "2")),
        ("Edith Marlow", "Lantern Coast 02 - A Ferry After Dark.epub", "A Ferry After Dark", ("Lantern Coast", "2")),
        ("Edith Marlow/Lantern Coast", "02 - A Ferry After Dark.epub", "A Ferry After Dark", ("Lantern Coast", "2")),
        (
            "Books/Edith Marlow/Lantern Coast/02 - A Ferry After Dark", "A Ferry After Dark.epub", "A Ferry After Dark",
            ("Lantern Coast", "2"),
        ),
        ("Edith Marlow/Lantern Coast/Book 2.5 - Low Water", "Low Water.epub", "Low Water", ("Lantern Coast", "2.5")),
    ],
)  # fmt: skip  # a table
def test_a_series_is_found_in_names_and_in_folders(
    make: Any, path: str, name: str, title: str, series: tuple[str, str]
) -> None:
    (work,) = make.works(path, {name: epub(BARE)})
    told = make.told(work)
    assert (told["title"], told["authors"], told["series"]) == (title, ["Edith Marlow"], [series])


def test_a_series_in_the_title_of_a_file_is_taken_out_of_it(make: Any) -> None:
    (work,) = make.works("", {"x.epub": epub(Sample(title="Low Water (Lantern Coast, #3)", authors=("Edith Marlow",)))})
    assert make.told(work)["title"] == "Low Water"
    assert make.told(work)["series"] == [("Lantern Coast", "3")]


def test_two_editions_of_one_format_are_kept_apart_by_their_isbn(make: Any) -> None:
    other = Sample(title="The Salt Ledger", authors=("Edith Marlow",), isbn="9780306406157")
    (work,) = make.works("Edith Marlow", {"The Salt Ledger.epub": epub(SALT), "The Salt Ledger 2020.epub": epub(other)})
    assert {edition.version for edition in work.editions} == {"9783161484100", "9780306406157"}


def test_a_translation_that_its_name_tells_of_is_a_work_of_its_own(make: Any) -> None:
    names = ("Edith Marlow - Salt.epub", "Edith Marlow - Salt (German Edition).epub")
    assert len(make.works("", {name: epub(BARE) for name in names})) == 2


def test_a_locked_book_is_a_work_that_cannot_be_read(make: Any) -> None:
    (work,) = make.works("", {"x.azw": mobi(SALT, lock=2)})
    assert make.told(work)["title"] == "The Salt Ledger"
    assert (work.editions[0].status, work.editions[0].reason) == ("unreadable", "The book is locked by Amazon (DRM).")


def test_a_damaged_book_is_a_work_by_its_name(make: Any) -> None:
    (work,) = make.works("Edith Marlow", {"The Salt Ledger.epub": b"PK\3\4 and no more"})
    assert make.told(work)["authors"] == ["Edith Marlow"]
    assert (work.editions[0].status, work.editions[0].reason) == ("unreadable", "The file is damaged.")


def test_a_document_called_as_an_e_book_is_its_edition_beside_the_reading_too(make: Any) -> None:
    files = {"Edith Marlow - Salt.epub": epub(SALT), "Edith Marlow - Salt.pdf": pdf(), "Edith Marlow - Salt.m4b": b"x"}
    (work,) = make.works("", files)
    assert len(work.editions) == 2


def test_papers_of_music_and_films_notes_and_small_texts_are_no_books(make: Any) -> None:
    assert (
        make.works(
            "Nina Vale/Harbour", {"01.flac": b"x", "Digital Booklet.pdf": pdf(), "Nina Vale - Harbour.pdf": pdf()}
        )
        == []
    )
    named_after = {"01.flac": b"x", "Nina Vale - Harbour.pdf": pdf()}
    assert make.works("Nina Vale - Harbour (1979)", named_after) == []
    assert make.works("", {"readme.txt": TEXT, "Edith Marlow - Salt.txt": b"short", "notes.docx": b"x"}) == []
    assert make.works("", {"a.jpg": b"x", ".hidden.epub": epub(SALT), "part.epub.part": b"x", "zero.epub": b""}) == []


def test_a_pdf_beside_a_film_is_a_book_where_it_tells_an_author_who_did_not_make_the_film(make: Any) -> None:
    heap = {"Film (2001).mkv": b"x", "Edith Marlow - The Salt Ledger.pdf": pdf(), "Film notes.pdf": pdf()}
    assert [make.told(work)["title"] for work in make.works("", heap)] == ["The Salt Ledger"]
    found = make.works("", heap | {"Ada Fern - Moss.epub": epub(Sample(title="Moss", authors=("Ada Fern",)))})
    assert sorted(make.told(work)["title"] for work in found) == ["Moss", "The Salt Ledger"]


def test_a_picture_called_after_a_book_is_its_cover_and_no_work(make: Any) -> None:
    first, second = make.works("", {
        "Edith Marlow - Low Water.epub": epub(BARE), "Edith Marlow - Low Water.jpg": b"x",
        "Edith Marlow - Salt.epub": epub(BARE), "cover.jpg": b"x",
    })  # fmt: skip  # a table
    assert [[picture.file for picture in work.artwork] for work in (first, second)] == [
        [b"Edith Marlow - Low Water.jpg"],
        [],
    ]
