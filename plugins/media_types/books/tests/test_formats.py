from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mediad_plugin_books.errors import Damaged, NotBook
from mediad_plugin_books.extract import artwork, extract
from mediad_plugin_books.making import Sample, archive, fb2, mobi
from mediad_plugin_books.palm import MAX_NAMES, MAX_SUBJECTS

BOOK = Sample(
    title="Маяк", authors=("Анна Морская",), language="ru", date="2003-05-06", isbn="9783161484100", publisher="Причал",
    overview="Свет и соль.", series="Берег", number="2", cover=b"\xff\xd8 a cover",
)  # fmt: skip  # a table
ISBN = {"scheme": "isbn", "value": "9783161484100", "entity": "edition"}


def read(make: Any, name: str, data: bytes) -> dict[str, Any]:
    return dict(extract(make.whole(name, data)))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_a_fictionbook_is_read_in_any_encoding(make: Any, encoding: str) -> None:
    found = read(make, "x.fb2", fb2(BOOK, encoding=encoding))
    assert (found["title"], found["credits"][0]["name"]) == ("Маяк", "Анна Морская")
    assert found["series"] == [{"title": "Берег", "number": "2"}]
    assert (found["publisher"], found["ids"], found["overview"]) == ("Причал", [ISBN], "Свет и соль.")
    assert found["words"] == 150


def test_a_fictionbook_that_does_not_say_its_encoding_is_of_russia(make: Any) -> None:
    for encoding in ("windows-1251", "utf-8"):
        data = fb2(BOOK, encoding=encoding).replace(f' encoding="{encoding}"'.encode(), b"")
        assert read(make, "x.fb2", data)["title"] == "Маяк"


def test_a_series_in_a_series_and_every_number_of_a_fictionbook_are_told(make: Any) -> None:
    data = fb2(BOOK).replace(b' number="2"/>', b' number="2"><sequence name="Sea" number="1"/></sequence>')
    found = read(make, "x.fb2", data.replace(b"<isbn>", b"<isbn>0-306-40615-2, "))
    assert [(each["title"], each["number"]) for each in found["series"]] == [("Берег", "2"), ("Sea", "1")]
    assert [each["value"] for each in found["ids"]] == ["9780306406157", "9783161484100"]


def test_the_time_at_which_calibre_converted_a_book_is_no_date_of_it(make: Any) -> None:
    data = mobi(replace(BOOK, date="2026-11-22T03:15:09.551481+00:00"))
    assert "dates" not in read(make, "x.mobi", data)


def test_a_fictionbook_in_an_archive_is_read_with_its_cover(make: Any) -> None:
    data = archive({"book.fb2": fb2(BOOK)})
    assert read(make, "x.fb2.zip", data)["title"] == "Маяк"
    assert artwork(make.whole("x.fb2.zip", data)) == BOOK.cover
    assert artwork(make.whole("x.fb2", fb2(BOOK))) == BOOK.cover


def test_an_archive_without_a_fictionbook_is_no_book(make: Any) -> None:
    with pytest.raises(NotBook):
        read(make, "x.fb2.zip", archive({"a.txt": b"x"}))


@pytest.mark.parametrize(("version", "format_"), [(6, "mobi"), (8, "azw3")])
def test_a_mobipocket_book_says_everything_in_its_first_record(make: Any, version: int, format_: str) -> None:
    found = read(make, "x.mobi", mobi(BOOK, version=version))
    assert (found["format"], found["title"], found["languages"]) == (format_, "Маяк", ["ru"])
    assert (found["credits"][0]["name"], found["ids"]) == ("Анна Морская", [ISBN])
    assert found["dates"] == [{"value": "2003-05-06", "use": "original"}]
    assert artwork(make.whole("x.mobi", mobi(BOOK, version=version))) == BOOK.cover


def test_of_more_people_and_subjects_than_any_book_has_the_first_are_told(make: Any) -> None:
    many = tuple(f"Ada M{'o' * at}r" for at in range(2 * MAX_NAMES))
    found = read(make, "x.mobi", mobi(replace(BOOK, authors=many, subjects=(";".join(many),))))
    assert (len(found["credits"]), len(found["subjects"])) == (MAX_NAMES, MAX_SUBJECTS)


def test_a_book_that_a_shop_locked_keeps_what_it_says(make: Any) -> None:
    found = read(make, "x.azw", mobi(BOOK, lock=2))
    assert (found["lock"], found["title"]) == ("Amazon", "Маяк")


@pytest.mark.parametrize("at", range(78, 400, 7))
def test_a_mobipocket_book_that_lies_ends_in_facts_or_in_a_code(make: Any, at: int) -> None:
    data = bytearray(mobi(BOOK))
    data[at : at + 4] = b"\xff\xff\xff\xff"
    try:
        found = read(make, "x.mobi", bytes(data))
    except (Damaged, NotBook):
        return
    assert found["format"] in ("mobi", "azw3")


CORE = b"<cp:core xmlns:cp='a' xmlns:dc='b'><dc:title>Salt</dc:title><dc:creator>Moor, Ada</dc:creator></cp:core>"


def test_a_document_of_a_word_processor_says_its_title_and_who_wrote_it(make: Any) -> None:
    for member, ending in (("docProps/core.xml", "docx"), ("meta.xml", "odt")):
        found = read(make, f"x.{ending}", archive({member: CORE}))
        assert (found["format"], found["title"], found["credits"][0]["name"]) == (ending, "Salt", "Ada Moor")


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("x.djvu", b"AT&TFORM\0\0", "djvu"), ("x.rtf", b"{\\rtf1 hello", "rtf"), ("x.txt", b"Once upon a time", "txt"),
        ("x.chm", b"ITSF\3\0", "chm"), ("x.lit", b"ITOLITLS", "lit"),
    ],
)  # fmt: skip  # a table
def test_of_other_formats_the_name_of_the_format_is_known(make: Any, name: str, data: bytes, format_: str) -> None:
    assert read(make, name, data) == {"format": format_}


def test_a_kindle_file_that_is_locked_says_so(make: Any) -> None:
    assert read(make, "x.azw", b"\xeaDRMION\xee" + bytes(50)) == {"format": "kfx", "lock": "Amazon"}


@pytest.mark.parametrize("name", ["x.epub", "x.pdf", "x.mobi", "x.fb2", "x.djvu"])
def test_what_is_no_book_is_refused_whatever_it_is_called(make: Any, name: str) -> None:
    with pytest.raises(NotBook):
        read(make, name, b"\x89PNG\r\n\x1a\n" + bytes(3000))
