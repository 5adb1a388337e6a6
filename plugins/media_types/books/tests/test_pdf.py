from __future__ import annotations

import random
import zlib
from hashlib import md5, sha256
from typing import Any

import pytest

from mediad_books import people
from mediad_plugin_books.extract import artwork, extract
from mediad_plugin_books.making import pdf, table_of
from mediad_plugin_books.pdf import locks
from mediad_plugin_books.pdf.xmp import MAX_AUTHORS
from mediad_sdk.errors import PluginFault

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:c="http://calibre-ebook.com/xmp-namespace" '
    'xmlns:s="http://calibre-ebook.com/xmp-namespace-series-index"><r:RDF><r:Description><dc:title><r:Alt>'
    r"<r:li>Salt \(1838-1875\)</r:li></r:Alt></dc:title><dc:date><r:Seq><r:li>2011-02-03T00:00:00+00:00</r:li></r:Seq>"
    "</dc:date><x:Identifier xmlns:x='http://ns.adobe.com/xap/1.0/' xmlns:q='http://ns.adobe.com/xmp/Identifier/qual/1.0/'>"
    "<r:Bag><r:li r:parseType='Resource'><q:Scheme>goodreads</q:Scheme><r:value>4711</r:value></r:li></r:Bag>"
    "</x:Identifier>"
    "<c:title_sort>Salt</c:title_sort><dc:creator><r:Seq><r:li>Ada Moor</r:li></r:Seq></dc:creator>"
    "<c:series r:parseType='Resource'><r:value>Coast</r:value><s:series_index>2.50</s:series_index></c:series>"
    "</r:Description></r:RDF></x:xmpmeta>"
)


def read(make: Any, data: bytes) -> dict[str, Any]:
    return dict(extract(make.whole("x.pdf", data)))


def test_a_document_says_its_title_its_author_its_pages_and_their_size(make: Any) -> None:
    found = read(make, pdf("Über Salz", "Moor, Ada", pages=12, info="/Producer (a\\(b\\)\\101)"))
    assert (found["title"], found["credits"][0]["name"], found["pages"]) == ("Über Salz", "Ada Moor", 12)
    assert (found["width_pt"], found["height_pt"], found["version"]) == (420, 595, "1.4")
    assert found["dates"] == [{"value": "2019-01-02", "use": "edition"}]
    assert found["info"]["producer"] == "a(b)A"


def test_what_a_publisher_says_in_xmp_goes_before_what_a_program_wrote(make: Any) -> None:
    found = read(make, pdf("Microsoft Word - x.doc", "admin", xmp=XMP))
    assert (found["title"], found["credits"][0]["name"]) == ("Salt (1838-1875)", "Ada Moor")
    assert found["series"] == [{"title": "Coast", "number": "2.5"}]
    assert (found["sort_title"], found["dates"]) == ("Salt", [{"value": "2011-02-03", "use": "original"}])
    assert found["ids"] == [{"scheme": "goodreads", "value": "4711", "entity": "book"}]


def test_a_text_in_xmp_that_lost_a_letter_yields_to_what_the_document_says_itself(make: Any) -> None:
    found = read(make, pdf("“Salt”", xmp=XMP.replace("Salt", "\ufffdSalt\ufffd")))
    assert (found["title"], found["sort_title"]) == ("“Salt”", "\ufffdSalt\ufffd")


def test_what_a_library_writes_where_nobody_said_anything_says_nothing(make: Any) -> None:
    found = read(make, pdf("untitled", "anonymous", info="/Subject (unspecified)"))
    assert not {"title", "credits", "overview"} & set(found)
    assert found["info"]["author"] == "anonymous"


def test_a_page_is_as_large_as_what_is_seen_of_it(make: Any) -> None:
    page = "<< /Type /Page /MediaBox [0 0 420 595] /CropBox [20 30 300.1234 {}] /Rotate 90 >>"
    for upper, size in ((400, (280.123, 370)), (30, (420, 595))):
        document = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Kids [3 0 R] /Count 1 >>", 3: page.format(upper)}
        found = read(make, table_of(document, "/Root 1 0 R"))
        assert (found["width_pt"], found["height_pt"], found["rotation"]) == (*size, 90)


def test_a_page_that_is_larger_than_any_is_no_fact(make: Any) -> None:
    for box in (f"0 0 {'9' * 400} 0.5", f"0 0 {'9' * 300} 5", f"0.1 0 {'9' * 400}.5 5", f"0 -{'9' * 400} 5 5"):
        page = f"<< /Type /Page /MediaBox [{box}] >>"
        document = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Kids [3 0 R] /Count 1 >>", 3: page}
        found = read(make, table_of(document, "/Root 1 0 R"))
        assert found["pages"] == 1
        assert not {"width_pt", "height_pt"} & set(found)


def test_of_more_authors_than_any_book_has_the_first_are_told_each_with_how_they_are_sorted(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{one}{two}{three}".title() for one in signs for two in signs for three in "aeiou"]
    names = "".join(f"<r:li>Ada {word}</r:li>" for word in words)
    sort = " &amp; ".join(f"{word}, Ada" for word in words[1:])
    packet = XMP.replace("<r:li>Ada Moor</r:li>", names).replace(
        "<c:title", f"<c:author_sort>{sort}</c:author_sort><c:title"
    )
    folded = []
    monkeypatch.setattr(people, "key", lambda name, key=people.key: folded.append(name) or key(name))
    found = read(make, pdf("Salt", "admin", xmp=packet))
    assert found["credits"][:2] == [
        {"name": "Ada Aaa", "role": "author"},
        {"name": "Ada Aae", "role": "author", "sort": "Aae, Ada"},
    ]
    assert len(found["credits"]) == MAX_AUTHORS
    assert len(folded) <= len(words) + MAX_AUTHORS


def test_a_document_says_its_language_and_in_which_direction_it_is_read(make: Any) -> None:
    root = "<< /Type /Catalog /Pages 2 0 R /Lang (ja-JP) /ViewerPreferences << /Direction /R2L >> >>"
    found = read(make, table_of({1: root, 2: "<< /Kids [] /Count 1 >>"}, "/Root 1 0 R"))
    assert (found["languages"], found["direction"]) == (["ja-JP"], "rtl")


def test_a_document_whose_tables_are_wrong_is_searched(make: Any) -> None:
    data = pdf("Salt", pages=4)
    assert read(make, data.replace(b"startxref\n", b"startxref\n9"))["pages"] == 4
    assert read(make, data[: data.index(b"startxref")])["title"] == "Salt"


def test_a_document_that_was_changed_says_what_was_said_last_and_what_was_said_before(make: Any) -> None:
    first = pdf("Salt", "Ada Moor", pages=4)
    at, before = len(first), first.index(b"xref\n")
    changed = f"3 0 obj\n<< /Title (Salt and Ink) >>\nendobj\nxref\n3 1\n{at:010d} 00000 n \n"
    trailer = f"trailer\n<< /Size 20 /Prev {before} >>\nstartxref\n{at + changed.index('xref')}\n%%EOF\n"
    found = read(make, first + changed.encode() + trailer.encode())
    assert (found["title"], found["pages"]) == ("Salt and Ink", 4)


def test_objects_are_found_in_streams_of_objects(make: Any) -> None:
    inner = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Count 7 /Kids [] >>",
        3: "<< /Title (Packed) >>",
    }
    head, body = "", ""
    for number, text in inner.items():
        head += f"{number} {len(body)} "
        body += f"{text} "
    packed = zlib.compress((head + body).encode())
    out = b"%PDF-1.5\n"
    at = len(out)
    said = f"4 0 obj << /Type /ObjStm /N 3 /First {len(head)} /Filter /FlateDecode /Length {len(packed)} >>"
    out += b"%s\nstream\n%s\nendstream endobj\n" % (said.encode(), packed)
    table = len(out)
    rows = [bytes(4), *(b"\x02" + (4).to_bytes(2, "big") + bytes([index]) for index in range(3))]
    rows += [b"\x01" + at.to_bytes(2, "big") + b"\0", b"\x01" + table.to_bytes(2, "big") + b"\0"]
    before, predicted = bytes(4), b""
    for row in rows:
        predicted += b"\x02" + bytes((mine - above) & 0xFF for mine, above in zip(row, before, strict=True))
        before = row
    data = zlib.compress(predicted)
    out += (
        b"5 0 obj << /Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Info 3 0 R /Filter /FlateDecode /Length %d "
        b"/DecodeParms << /Predictor 12 /Columns 4 >> >>\nstream\n%s\nendstream endobj\nstartxref\n%d\n%%%%EOF"
        % (len(data), data, table)
    )
    found = read(make, out)
    assert (found["title"], found["pages"]) == ("Packed", 7)


def encrypted(password: bytes, title: bytes = b"Secret Salt") -> bytes:
    """A document under the 40 bits of old; no password opens it where that is empty."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = bytes(range(32))
    key = md5((password + padding)[:32] + owner + (0xFFFFFFFC).to_bytes(4, "little") + b"id").digest()[:5]
    user = locks.rc4(key, padding)
    own = md5(key + b"\x03\0\0\0\0").digest()[:10]
    return table_of(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 5 /Kids [] >>",
            3: f"<< /Title <{locks.rc4(own, title).hex()}> >>",
            4: f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P -4 >>",
        },
        "/Root 1 0 R /Info 3 0 R /Encrypt 4 0 R /ID [(id) (id)]",
    )  # fmt: skip  # a table


def test_an_encrypted_document_that_everybody_may_open_is_read(make: Any) -> None:
    found = read(make, encrypted(b""))
    assert (found["title"], found["encrypted"], found.get("lock")) == ("Secret Salt", True, None)


def test_a_sealed_key_that_is_cut_off_opens_nothing(make: Any) -> None:
    salt = b"12345678"
    user = sha256(salt).digest() + salt + salt
    told = f"/Filter /Standard /V 5 /R 5 /O <00> /U <{user.hex()}> /UE <0102>"
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Count 1 /Kids [] >>", 4: f"<< {told} >>"}
    assert read(make, table_of(objects, "/Root 1 0 R /Encrypt 4 0 R"))["lock"] == "a password"


def test_one_that_only_a_password_opens_says_its_pages_and_no_title(make: Any) -> None:
    found = read(make, encrypted(b"x"))
    assert (found.get("title"), found["lock"], found["pages"]) == (None, "a password", 5)


def test_the_only_picture_of_the_first_page_is_the_cover(make: Any) -> None:
    data = table_of(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            3: "<< /Type /Page /Resources << /XObject << /I 4 0 R >> >> >>",
            4: "<< /Subtype /Image /Filter /DCTDecode /Length 9 >>\nstream\na picture\nendstream",
        },
        "/Root 1 0 R",
    )  # fmt: skip  # a table
    assert artwork(make.whole("x.pdf", data)) == b"a picture"


def outcome(make: Any, data: bytes) -> str:
    try:
        return str(read(make, data)["format"])
    except PluginFault as error:
        return error.code


LOOPS = [
    {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Kids [2 0 R] /Count 3 >>"},
    {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "2 0 R"},
    {1: "<< /Type /Catalog /Pages " + "[" * 5000 + " >>"},
    {1: "<< /Type /Catalog /Metadata 2 0 R >>", 2: "<< /Length 2 0 R >>\nstream\nx\nendstream"},
]


@pytest.mark.parametrize("objects", LOOPS)
def test_no_loop_and_no_depth_holds_a_reader(make: Any, objects: dict[int, str]) -> None:
    assert outcome(make, table_of(objects, "/Root 1 0 R /Prev 9")) in ("pdf", "damaged")


def test_whatever_is_changed_in_a_document_it_ends_in_facts_or_in_a_code(make: Any) -> None:
    whole = pdf("Salt", "Ada Moor", xmp=XMP)
    dice = random.Random(4029)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            data[dice.randrange(9, len(data))] = dice.choice(b"0123456789<>[]()/R \xff")
        assert outcome(make, bytes(data)) in ("pdf", "damaged")
