from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_books.errors import Damaged, Empty
from mediad_plugin_books.extract import artwork, extract
from mediad_plugin_books.making import Sample, archive, epub, package

REFINED = """
<dc:title id="t1">The Salt Ledger</dc:title><meta refines="#t1" property="title-type">main</meta>
<dc:title id="t2">A Novel of the Coast</dc:title><meta refines="#t2" property="title-type">subtitle</meta>
<meta refines="#t1" property="file-as">Salt Ledger, The</meta>
<dc:creator id="c1">Edith Marlow</dc:creator><meta refines="#c1" property="role" scheme="marc:relators">aut</meta>
<meta refines="#c1" property="file-as">Marlow, Edith</meta>
<dc:creator id="c2">Jon Dahl</dc:creator><meta refines="#c2" property="role" scheme="marc:relators">trl</meta>
<dc:contributor id="c3">calibre (6.13)</dc:contributor><meta refines="#c3" property="role">bkp</meta>
<meta property="belongs-to-collection" id="s1">The Lantern Coast</meta>
<meta refines="#s1" property="collection-type">series</meta><meta refines="#s1" property="group-position">2.5</meta>
<dc:identifier>urn:isbn:978-3-16-148410-0</dc:identifier><dc:identifier>doi:10.1000/182</dc:identifier>
<dc:identifier>urn:uuid:12C1DF3E-DF35-4FCF-918B-643FF15A7870</dc:identifier>
<meta property="rendition:layout">pre-paginated</meta>
"""


def facts(make: Any, **said: Any) -> dict[str, Any]:
    return dict(extract(make.whole("x.epub", epub(Sample(**{"title": "T", **said})))))


def test_what_refines_a_title_a_person_or_a_collection_is_told_with_it(make: Any) -> None:
    data = epub(Sample(title="", more=REFINED))
    found = extract(make.whole("x.epub", data.replace(b"<dc:title></dc:title>", b"")))
    assert found["title"] == "The Salt Ledger: A Novel of the Coast"
    assert found["sort_title"] == "Salt Ledger, The"
    assert [(each["name"], each["role"]) for each in found["credits"]] == [
        ("Edith Marlow", "author"),
        ("Jon Dahl", "translator"),
    ]
    assert found["series"] == [{"title": "The Lantern Coast", "number": "2.5"}]
    assert [(each["scheme"], each["value"]) for each in found["ids"]] == [
        ("isbn", "9783161484100"),
        ("doi", "10.1000/182"),
        ("uuid", "12c1df3e-df35-4fcf-918b-643ff15a7870"),
    ]
    assert found["layout"] == "fixed"
    assert found["pages"] == 3


def test_calibre_says_series_and_numbers_in_its_own_way(make: Any) -> None:
    assert facts(make, series="Coast", number="2.0")["series"] == [{"title": "Coast", "number": "2"}]


def test_a_member_without_a_name_is_passed_over(make: Any) -> None:
    data = epub(Sample(title="T", members={"OEBPS/x": b""})).replace(b"OEBPS/x", b"\0EBPS/x")
    assert extract(make.whole("x.epub", data))["title"] == "T"


def test_a_column_of_pages_in_calibre_tells_them_in_either_version(make: Any) -> None:
    column = '{"#value#": 321, "datatype": "int"}'.replace('"', "&quot;")
    old = f'<meta name="calibre:user_metadata:#pages" content="{column}"/>'
    new = f'<meta property="calibre:user_metadata">{{"#pages": {column}}}</meta>'
    assert [facts(make, more=each)["pages"] for each in (old, new)] == [321, 321]
    assert "pages" not in facts(make, more='<meta name="calibre:user_metadata:#pages" content="[[["/>')


def test_each_of_several_authors_is_sorted_as_calibre_says_of_all_of_them(make: Any) -> None:
    both = 'opf:role="aut" opf:file-as="Low, Ada &amp; Moor, Ben"'
    said = [f"<dc:creator {both}>Ben Moor</dc:creator><dc:creator {both}>Ada Low</dc:creator>"]
    said.append(f"<dc:creator {both}>Ben Moor &amp; Ada Low</dc:creator>")
    for more in said:
        assert [(each["name"], each["sort"]) for each in facts(make, more=more)["credits"]] == [
            ("Ben Moor", "Moor, Ben"),
            ("Ada Low", "Low, Ada"),
        ]


def test_people_stand_in_the_order_that_is_told_and_in_each_of_their_roles(make: Any) -> None:
    refine = "<meta refines='#{}' property='{}'>{}</meta>".format
    more = "<dc:creator id='a'>Ada Low</dc:creator><dc:creator id='b'>Ben Moor</dc:creator>"
    more += refine("a", "display-seq", 2) + refine("b", "display-seq", 1) + refine("a", "role", "aut")
    more += refine("b", "role", "aut") + refine("b", "role", "http://id.loc.gov/vocabulary/relators/ill")
    assert [(each["name"], each["role"]) for each in facts(make, more=more)["credits"]] == [
        ("Ben Moor", "author"),
        ("Ben Moor", "illustrator"),
        ("Ada Low", "author"),
    ]


@pytest.mark.parametrize(
    ("said", "people"),
    [
        (("Moor, Ada",), ["Ada Moor"]),
        (("Ada Moor; Ben Low",), ["Ada Moor", "Ben Low"]),
        (("Ada Moor & Ben Low",), ["Ada Moor", "Ben Low"]),
        (("Low, Ben, Jr.",), ["Ben Low, Jr."]),
        (("Unknown",), []),
        (("Ada Moor", "Ada Moor"), ["Ada Moor"]),
    ],
)
def test_people_are_told_upright_and_apart(make: Any, said: tuple[str, ...], people: list[str]) -> None:
    names = [each["name"] for each in facts(make, authors=said).get("credits", ())]
    assert list(dict.fromkeys(names)) == people


def test_words_of_the_spine_are_counted(make: Any) -> None:
    assert facts(make, chapters=2)["words"] == 2 * 20 * 15


def test_the_pages_of_a_printed_book_are_counted_where_they_are_marked(make: Any) -> None:
    nav = (
        b'<html><body><nav epub:type="page-list"><ol><li>1</li><li>2</li></ol></nav><nav><li>x</li></nav></body></html>'
    )
    data = epub(Sample(title="T", members={"OEBPS/nav.xhtml": nav}))
    item = '<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    book = package(Sample(title="T")).replace("<manifest>", item)
    data = epub(Sample(title="T", members={"OEBPS/nav.xhtml": nav, "OEBPS/content.opf": book.encode()}))
    assert extract(make.whole("x.epub", data))["pages"] == 2


COVER = b"\xff\xd8\xff\xe0 a picture"
PAGE = b'<html><body><img alt="" src="../images/front.jpg"/></body></html>'


@pytest.mark.parametrize(
    ("manifest", "more", "guide"),
    [
        ('<item id="x" href="images/front.jpg" media-type="image/jpeg" properties="cover-image"/>', "", ""),
        (
            '<item id="x" href="images/front.jpg" media-type="image/jpeg"/>', '<meta name="cover" content="x"/>', "",
        ),
        ("", '<meta name="cover" content="images/front.jpg"/>', ""),
        (
            '<item id="p" href="text/cover.xhtml" media-type="application/xhtml+xml"/>',
            "",
            '<guide><reference type="cover" href="text/cover.xhtml"/></guide>',
        ),
        ('<item id="cover-image" href="images/front.jpg" media-type="image/jpeg"/>', "", ""),
        ('<item id="x" href="images/FRONT%2ejpg" media-type="image/jpeg" properties="cover-image"/>', "", ""),
    ],
)  # fmt: skip  # a table
def test_a_cover_is_found_by_every_habit(make: Any, manifest: str, more: str, guide: str) -> None:
    book = package(Sample(title="T", more=more)).replace("<manifest>", f"<manifest>{manifest}")
    book = book.replace("</package>", f"{guide}</package>")
    members = {"OEBPS/content.opf": book.encode(), "OEBPS/images/front.jpg": COVER, "OEBPS/text/cover.xhtml": PAGE}
    assert artwork(make.whole("x.epub", epub(Sample(title="T", members=members)))) == COVER


def test_the_first_picture_of_the_first_page_is_a_cover_where_nothing_else_is(make: Any) -> None:
    members = {"OEBPS/c1.xhtml": b'<html><body><image href="front.jpg"/></body></html>', "OEBPS/front.jpg": COVER}
    assert artwork(make.whole("x.epub", epub(Sample(title="T", members=members)))) == COVER


def test_a_picture_that_inflates_beyond_all_measure_is_no_cover(make: Any) -> None:
    assert artwork(make.whole("x.epub", epub(Sample(title="T", cover=bytes((32 << 20) + 1))))) is None


ENCRYPTED = (
    '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/><CipherData><CipherReference URI="{}"/></CipherData>'
    "</EncryptedData></encryption>"
)


@pytest.mark.parametrize(
    ("algorithm", "path", "seller", "lock"),
    [
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/c1.xhtml", "META-INF/rights.xml", "Adobe ADEPT"),
        ("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OEBPS/c1.xhtml", "META-INF/license.lcpl", "Readium LCP"),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/c1.xhtml", "META-INF/sinf.xml", "Apple FairPlay"),
        ("http://www.idpf.org/2008/embedding", "OEBPS/font.otf", "META-INF/x", None),
        ("http://ns.adobe.com/pdf/enc#RC", "OEBPS/font.ttf", "META-INF/rights.xml", None),
    ],
)
def test_a_locked_book_says_who_locked_it_and_a_hidden_font_is_no_lock(
    make: Any, algorithm: str, path: str, seller: str, lock: str | None
) -> None:
    members = {"META-INF/encryption.xml": ENCRYPTED.format(algorithm, path).encode(), seller: b"<rights/>"}
    found = extract(make.whole("x.epub", epub(Sample(title="T", authors=("Ada Moor",), members=members))))
    assert found.get("lock") == lock
    assert found["title"] == "T"


def test_no_entity_is_expanded_and_a_book_that_declares_one_keeps_what_else_it_says(make: Any) -> None:
    entity = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "laugh">]>'
    book = package(Sample(title="a", authors=("Ada Moor",))).replace("<package", f"{entity}<package", 1)
    data = epub(Sample(title="a", members={"OEBPS/content.opf": book.replace(">a<", ">&x;&y;&eacute;<").encode()}))
    assert extract(make.whole("x.epub", data))["title"] == "é"


def test_a_title_in_html_is_told_as_text_and_a_huge_one_is_cut(make: Any) -> None:
    assert facts(make, title="<b>Salt</b> &amp; Ink")["title"] == "Salt & Ink"
    assert len(facts(make, title="A" * 1_000_000)["title"]) == 500


@pytest.mark.parametrize(
    "members",
    [
        {"mimetype": b"application/epub+zip"},
        {"META-INF/container.xml": b'<container><rootfile full-path="../../etc/passwd"/></container>'},
        {"OEBPS/content.opf": b"this is no package"},
        {"OEBPS/content.opf": b"<a>" * 200_000},
    ],
)
def test_a_book_without_a_package_is_damaged(make: Any, members: dict[str, bytes]) -> None:
    with pytest.raises(Damaged):
        extract(make.whole("x.epub", archive(members)))


def test_a_book_that_breaks_off_is_damaged_and_one_without_bytes_empty(make: Any) -> None:
    whole = epub(Sample(title="T"))
    with pytest.raises(Damaged):
        extract(make.whole("x.epub", whole[: len(whole) // 2]))
    with pytest.raises(Empty):
        extract(make.whole("x.epub", b""))


def test_a_book_without_its_container_or_its_mimetype_is_read(make: Any) -> None:
    book = archive({"a/b.opf": package(Sample(title="Found", chapters=0)).encode()})
    assert extract(make.whole("x.epub", book))["title"] == "Found"
