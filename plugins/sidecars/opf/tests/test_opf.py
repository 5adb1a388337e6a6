from __future__ import annotations

import pytest

from mediad_plugin_opf import read, write
from mediad_plugin_opf.errors import BadSidecar
from mediad_sdk.testing import MemoryFile

CALIBRE = """<?xml version='1.0' encoding='utf-8'?>
<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="uuid_id" version="2.0">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
        <!-- mine -->
        <dc:identifier opf:scheme="calibre" id="calibre_id">12</dc:identifier>
        <dc:identifier opf:scheme="ISBN">9783161484100</dc:identifier>
        <dc:title>The Salt Ledger</dc:title>
        <dc:creator opf:file-as="Marlow, Edith" opf:role="aut">Edith Marlow</dc:creator>
        <dc:contributor opf:file-as="calibre" opf:role="bkp">calibre (6.13.0) [https://calibre-ebook.com]</dc:contributor>
        <dc:date>1998-04-02T00:00:00+00:00</dc:date>
        <dc:description>&lt;p&gt;A ledger.&lt;/p&gt;</dc:description>
        <dc:language>eng</dc:language>
        <dc:subject>Fiction</dc:subject>
        <meta name="calibre:series" content="The Lantern Coast"/>
        <meta name="calibre:series_index" content="2.0"/>
        <meta name="calibre:rating" content="8"/>
        <meta name="calibre:user_metadata:#shelf" content="{&quot;x&quot;: 1}"/>
        <unknown kind="x">kept</unknown>
    </metadata>
    <guide><reference href="cover.jpg" title="Cover" type="cover"/></guide>
</package>
"""


def test_what_calibre_wrote_is_read() -> None:
    assert read.book(MemoryFile("metadata.opf", CALIBRE.encode())) == {
        "title": "The Salt Ledger",
        "credits": [{"name": "Edith Marlow", "role": "author", "kind": "author"}],
        "dates": [{"value": "1998-04-02", "use": "original"}],
        "overview": "A ledger.",
        "languages": ["en"],
        "genres": ["Fiction"],
        "ids": [{"scheme": "isbn", "value": "9783161484100", "entity": "edition"}],
        "collections": [{"title": "The Lantern Coast", "number": "2"}],
        "people": [{"rating": 80, "source": "opf"}],
    }


def test_what_says_all_of_it_already_is_left_as_it_is() -> None:
    data = CALIBRE.replace('id="calibre_id"', "id='calibre_id'").encode()
    assert write.book(read.fields(data), data) == data


KNOWN = {
    "title": "The Salt Ledger & Other Tales", "sort_title": "Salt Ledger, The",
    "credits": [
        {"name": "Edith Marlow", "role": "author", "kind": "author"},
        {"name": "Jon Dahl", "role": "translator", "kind": "author"},
    ],
    "dates": [{"value": "1999", "use": "original"}], "publisher": "Quayside", "overview": "One <b> & two",
    "languages": ["sv"], "genres": ["Mystery", "Sea"], "collections": [{"title": "Coast", "number": "3.5"}],
    "ids": [
        {"scheme": "isbn", "value": "9783161484100", "entity": "edition"},
        {"scheme": "asin", "value": "B002RI9ZQ8", "entity": "edition"},
    ],
}  # fmt: skip  # a table


def test_what_is_known_is_written_where_it_differs_and_all_else_stays() -> None:
    data = write.book(KNOWN, CALIBRE.encode())
    told = read.fields(data)
    assert {name: value for name, value in told.items() if name != "people"} == KNOWN
    for kept in (
        "<!-- mine -->",
        'opf:file-as="Marlow, Edith"',
        "calibre (6.13.0)",
        "#shelf",
        '<unknown kind="x">kept',
        "<guide>",
    ):
        assert kept in data.decode()
    assert write.book(KNOWN, data) == data


def test_a_file_is_made_where_there_is_none() -> None:
    data = write.book(KNOWN, b"")
    assert read.fields(data) == KNOWN
    assert write.book(KNOWN, data) == data


def test_what_an_opf_cannot_say_is_not_written_again_and_again() -> None:
    known = {**KNOWN, "collections": [{"title": "Coast", "number": "3.5"}, {"title": "Sea", "number": "1"}]}
    data = write.book({**known, "overview": "One < two.\n\nThree."}, CALIBRE.encode())
    assert write.book({**known, "overview": "One < two.\n\nThree."}, data) == data
    assert read.fields(data)["overview"] == "One < two.\nThree."


def test_a_package_of_epub_3_is_not_written_over() -> None:
    with pytest.raises(BadSidecar, match="EPUB 3"):
        write.book(KNOWN, CALIBRE.replace('version="2.0"', 'version="3.0"').encode())


@pytest.mark.parametrize("data", [b"no xml", b"<package><metadata>", b"<a/>", b"<a>" * 500])
def test_what_cannot_be_kept_is_not_written_over(data: bytes) -> None:
    with pytest.raises(BadSidecar):
        write.book(KNOWN, data)


@pytest.mark.parametrize("data", [b"", b"no xml", b"<a>" * 500, b" " * (9 << 20)])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(BadSidecar):
        read.fields(data)


def test_no_entity_is_expanded() -> None:
    entity = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><package'
    data = CALIBRE.replace("<package", entity, 1).replace(">The Salt Ledger<", ">Salt&x;<")
    assert read.fields(data.encode())["title"] == "Salt"


@pytest.mark.parametrize("title", ["Unknown", "", "untitled"])
def test_a_placeholder_says_nothing(title: str) -> None:
    assert "title" not in read.fields(CALIBRE.replace("The Salt Ledger", title).encode())
