from __future__ import annotations

import pytest

from mediad_books import dates, ids, languages, people, titles


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marlow, Edith", ["Edith Marlow"]),
        ("Edith Marlow", ["Edith Marlow"]),
        ("Low, Ben, Jr.", ["Ben Low, Jr."]),
        ("Ben Low, Jr.", ["Ben Low, Jr."]),
        ("Marlow, Edith, Low, Ben", ["Edith Marlow", "Ben Low"]),
        ("Edith Marlow and Ben Low", ["Edith Marlow", "Ben Low"]),
        ("Sand and Sea", ["Sand and Sea"]),
        ("García Márquez, G.", ["G. García Márquez"]),
        ("夏目漱石、正岡子規", ["夏目漱石", "正岡子規"]),
    ],
)
def test_people_are_told_apart(text: str, names: list[str]) -> None:
    assert people.split(text) == names


@pytest.mark.parametrize(
    "name", ["J. R. R. Moor", "J.R.R. Moor", "Moor, J. R. R.", "Moor J.R.R.", "JRR Moor", "j r r moor"]
)
def test_one_person_has_one_key_however_written(name: str) -> None:
    assert people.key(name) == "jrr moor"


@pytest.mark.parametrize(
    ("text", "scheme", "id_"),
    [
        ("urn:isbn:978-3-16-148410-0", "", ("isbn", "9783161484100")),
        ("0-306-40615-2", "", ("isbn", "9780306406157")),
        ("0306406152", "ISBN", ("isbn", "9780306406157")),
        ("B002RI9ZQ8", "MOBI-ASIN", ("asin", "B002RI9ZQ8")),
        ("https://doi.org/10.1000/182", "URI", ("doi", "10.1000/182")),
        ("12345", "goodreads", ("goodreads", "12345")),
        ("unknown", "", None),
        ("7", "calibre", None),
    ],
)
def test_an_identifier_has_one_form(text: str, scheme: str, id_: tuple[str, str] | None) -> None:
    found = ids.identifier(text, scheme)
    assert (found and (found["scheme"], found["value"])) == id_


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022-05-09T00:00:00+00:00", "2022-05-09"), ("1882", "1882"), ("2009/5", "2009-05"),
        ("05.06.2003", "2003-06-05"),
        ("0101-01-01T00:00:00+00:00", ""), ("May 2009", "2009"), ("20190102", "2019-01-02"), ("2009-13-45", "2009"),
    ],
)  # fmt: skip  # a table
def test_a_date_is_told_as_far_as_it_is_known(text: str, date: str) -> None:
    assert dates.date(text) == date


@pytest.mark.parametrize(
    ("text", "code"),
    [("eng", "en"), ("en_us", "en-US"), ("Deutsch", "de"), ("zh-Hans-CN", "zh-Hans-CN"), ("und", ""), ("?", "")],
)
def test_a_language_has_its_shortest_code(text: str, code: str) -> None:
    assert languages.code(text) == code


@pytest.mark.parametrize("text", ["Unknown", "untitled", "Microsoft Word - salt.doc", "salt.indd", " ", "salt_final"])
def test_what_programs_write_is_no_title(text: str) -> None:
    assert not titles.is_title(text, "salt_final")


def test_html_becomes_text_and_paragraphs_lines() -> None:
    assert titles.plain("<p>Salt &amp; <b>ink</b></p><p>1 &lt; 2</p>") == "Salt & ink\n1 < 2"
