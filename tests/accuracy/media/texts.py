"""Books with metadata of their own: EPUB, MOBI and AZW3, FB2, PDF; and the OPF that Calibre keeps beside them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from accuracy.media.seeds import picture

_OLD = (2020, 1, 1, 0, 0, 0)
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>1</title></head><body><p>%s</p></body></html>'


def book(ending: str, facts: Mapping[str, Any], mark: int) -> bytes:
    """Give a book of a format that says `title, authors, series, index, year, isbn` of itself."""
    if ending in ("mobi", "azw3", "azw", "prc"):
        return mobi(facts, mark)
    if ending == "fb2":
        return fb2(facts, mark)
    if ending == "pdf":
        return pdf(facts, mark)
    if ending == "txt":
        return f"{facts.get('title', '')}\n\nIt was a quiet morning. {mark}\n".encode()
    return epub(facts, mark)


def opf(facts: Mapping[str, Any], mark: int = 0) -> str:
    """Write package metadata as Calibre does, who writes authors as people read them."""
    rows = [f'<dc:identifier id="id">urn:uuid:0000-{mark}</dc:identifier>', "<dc:language>en</dc:language>"]
    if "title" in facts:
        rows.append(f"<dc:title>{escape(str(facts['title']))}</dc:title>")
    rows += [f'<dc:creator opf:role="aut">{escape(name)}</dc:creator>' for name in facts.get("authors", ())]
    if "year" in facts:
        rows.append(f"<dc:date>{facts['year']}-01-01</dc:date>")
    if "isbn" in facts:
        rows.append(f'<dc:identifier opf:scheme="ISBN">{facts["isbn"]}</dc:identifier>')
    if "series" in facts:
        rows.append(f'<meta name="calibre:series" content="{escape(str(facts["series"]))}"/>')
        rows.append(f'<meta name="calibre:series_index" content="{facts.get("index", 1)}"/>')
    return (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{"".join(rows)}</metadata><manifest>'
        '<item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="cover" href="cover.jpg" media-type="image/jpeg"/></manifest>'
        '<spine><itemref idref="c1"/></spine></package>'
    )


def epub(facts: Mapping[str, Any], mark: int) -> bytes:
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": _CONTAINER.encode(),
            "content.opf": opf(facts, mark).encode(),
            "c1.xhtml": (_PAGE % ("It was a quiet morning. " * 40)).encode(),
            "cover.jpg": picture(mark),
        }
    )


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name, _OLD), body)
    return out.getvalue()


def fb2(facts: Mapping[str, Any], mark: int) -> bytes:
    people = ""
    for name in facts.get("authors", ()):
        first, _, last = name.rpartition(" ")
        people += f"<author><first-name>{escape(first)}</first-name><last-name>{escape(last)}</last-name></author>"
    series = (
        f'<sequence name="{escape(facts["series"])}" number="{facts.get("index", 1)}"/>' if "series" in facts else ""
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
        f"<description><title-info>{people}<book-title>{escape(str(facts.get('title', '')))}</book-title>"
        f"<lang>ru</lang>{series}</title-info><document-info><id>{mark}</id></document-info></description>"
        "<body><section><p>It was a quiet morning.</p></section></body></FictionBook>"
    ).encode()


def pdf(facts: Mapping[str, Any], mark: int) -> bytes:
    """Write one empty page and an Info dictionary; no title says nothing, as of most scans."""

    def text(value: str) -> bytes:
        return b"<" + (b"\xfe\xff" + value.encode("utf-16-be")).hex().encode() + b">"

    info = b"<< /Producer " + text(f"press {mark}")
    if "title" in facts:
        info += b" /Title " + text(str(facts["title"]))
    if facts.get("authors"):
        info += b" /Author " + text(", ".join(facts["authors"]))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] >>",
        info + b" >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + tail


def mobi(facts: Mapping[str, Any], mark: int) -> bytes:
    """Write a Palm database: the MOBI header with its EXTH records, and one record of plain text."""
    said = [(100, name) for name in facts.get("authors", ())]
    said += [(503, str(facts["title"]))] if "title" in facts else []
    said += [(106, f"{facts['year']}-01-01")] if "year" in facts else []
    said += [(104, str(facts["isbn"]))] if "isbn" in facts else []
    said.append((113, f"B00{mark:07d}"))
    rows = b"".join(struct.pack(">II", kind, 8 + len(value.encode())) + value.encode() for kind, value in said)
    exth = b"EXTH" + struct.pack(">II", 12 + len(rows), len(said)) + rows
    exth += bytes(-len(exth) % 4)
    title = str(facts.get("title", "")).encode()
    text = b"<html><body><p>It was a quiet morning.</p></body></html>"
    fields = bytearray(b"\xff" * 232)
    fields[:4] = b"MOBI"
    for at, value in ((4, 232), (8, 2), (12, 65001), (16, mark), (20, 6), (64, 2), (112, 0x40)):
        fields[at : at + 4] = struct.pack(">I", value)
    fields[68:76] = struct.pack(">II", 16 + 232 + len(exth), len(title))
    fields[76:80] = struct.pack(">I", 9)
    first = struct.pack(">HHIHHHH", 1, 0, len(text), 1, 4096, 0, 0) + bytes(fields) + exth + title + bytes(4)
    start = 78 + 8 * 2 + 2
    name = title[:31].replace(b" ", b"_").ljust(32, b"\0")
    head = name + bytes(28) + b"BOOKMOBI" + bytes(8) + struct.pack(">H", 2)
    return head + struct.pack(">IIII", start, 0, start + len(first), 2) + bytes(2) + first + text
