"""Writes small books byte by byte: EPUB, PDF, Mobipocket, FictionBook; for the samples, and for tests."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

WORDS = "The harbour lay still and the lamps were lit one after another along the quay. "
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_DAY = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One book as its file shall say it."""

    title: str
    authors: tuple[str, ...] = ()
    language: str = "en"
    date: str = ""
    isbn: str = ""
    publisher: str = ""
    overview: str = ""
    subjects: tuple[str, ...] = ()
    series: str = ""
    number: str = ""
    chapters: int = 3
    cover: bytes = b""
    more: str = ""
    members: dict[str, bytes] = field(default_factory=dict)


def metadata(book: Sample) -> str:
    """Give the metadata of a package."""
    out = [f"<dc:title>{escape(book.title)}</dc:title>", f"<dc:language>{book.language}</dc:language>"]
    out += [f'<dc:creator opf:role="aut">{escape(name)}</dc:creator>' for name in book.authors]
    out += [f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in (
        ("date", book.date), ("publisher", book.publisher), ("description", book.overview)
    ) if text]  # fmt: skip  # a table
    out += [f"<dc:subject>{escape(text)}</dc:subject>" for text in book.subjects]
    if book.isbn:
        out.append(f'<dc:identifier opf:scheme="ISBN">{book.isbn}</dc:identifier>')
    if book.series:
        out.append(f'<meta name="calibre:series" content={quoteattr(book.series)}/>')
        out.append(f'<meta name="calibre:series_index" content="{book.number}"/>')
    return "".join([*out, book.more])


def package(book: Sample) -> str:
    """Give a package with its manifest and spine."""
    numbers = range(1, book.chapters + 1)
    items = "".join(f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>' for at in numbers)
    picture = (
        '<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>' if book.cover else ""
    )
    spine = "".join(f'<itemref idref="c{at}"/>' for at in numbers)
    return (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{metadata(book)}</metadata><manifest>{picture}{items}</manifest><spine>{spine}</spine></package>"
    )


def epub(book: Sample) -> bytes:
    """Make an EPUB."""
    page = f"<html><head><title>x</title></head><body><p>{WORDS * 20}</p></body></html>"
    members: dict[str, bytes] = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER.encode(),
        "OEBPS/content.opf": package(book).encode(),
        **{f"OEBPS/c{at}.xhtml": page.encode() for at in range(1, book.chapters + 1)},
        **({"OEBPS/cover.jpg": book.cover} if book.cover else {}),
        **book.members,
    }
    return archive(members)


def archive(members: dict[str, bytes]) -> bytes:
    """Make a ZIP archive, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in members.items():
            held.writestr(
                zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def pdf(title: str = "", author: str = "", *, pages: int = 3, info: str = "", xmp: str = "") -> bytes:
    """Make a PDF with a table of objects."""
    kids = " ".join(f"{at + 10} 0 R" for at in range(pages))
    meta = " /Metadata 4 0 R" if xmp else ""
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R{meta} >>",
        2: f"<< /Type /Pages /Count {pages} /Kids [{kids}] /MediaBox [0 0 420 595] >>",
        3: f"<< /Title {_string(title)} /Author {_string(author)} /CreationDate (D:20190102030405Z) {info} >>",
        **({4: f"<< /Type /Metadata /Length {len(xmp.encode())} >>\nstream\n{xmp}\nendstream"} if xmp else {}),
        **{at + 10: "<< /Type /Page /Parent 2 0 R >>" for at in range(pages)},
    }
    return table_of(objects, "/Root 1 0 R /Info 3 0 R")


def _string(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>" if text else "()"


def table_of(objects: dict[int, str], trailer: str) -> bytes:
    """Make a PDF of numbered objects."""
    out, places = b"%PDF-1.4\n", {}
    for number, text in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    size = max(objects) + 1
    rows = [f"{places[at]:010d} 00000 n \n" if at in places else "0000000000 65535 f \n" for at in range(size)]
    table = f"xref\n0 {size}\n{''.join(rows)}trailer\n<< /Size {size} {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + table.encode()


def mobi(book: Sample, *, version: int = 6, lock: int = 0) -> bytes:
    """Make a Mobipocket book; from version 8 on it is KF8, which shops call AZW3."""
    entries = [(100, name) for name in book.authors] + [(105, name) for name in book.subjects]
    entries += [(101, book.publisher), (103, book.overview), (104, book.isbn), (106, book.date), (524, book.language)]
    pairs = [(kind, text.encode()) for kind, text in entries if text]
    pairs += [(201, bytes(4))] if book.cover else []
    rows = b"".join(struct.pack(">II", kind, len(data) + 8) + data for kind, data in pairs)
    exth = b"EXTH" + struct.pack(">II", len(rows) + 12, len(pairs)) + rows
    title = book.title.encode()
    header = bytearray(232)
    struct.pack_into(">4sIIII", header, 0, b"MOBI", 232, 2, 65001, 7)
    struct.pack_into(">I", header, 20, version)
    struct.pack_into(">II", header, 68, 16 + 232 + len(exth), len(title))
    struct.pack_into(">I", header, 92, 2)
    struct.pack_into(">I", header, 112, 0x40)
    first = struct.pack(">HHIHHHH", 1, 0, len(WORDS), 1, 4096, lock, 0) + bytes(header) + exth + title + bytes(2)
    records = [first, WORDS.encode(), *([book.cover] if book.cover else [])]
    at = 78 + 8 * len(records) + 2
    rows = b""
    for number, record in enumerate(records):
        rows += struct.pack(">II", at, number)
        at += len(record)
    head = b"sample".ljust(32, b"\0") + bytes(28) + b"BOOKMOBI" + bytes(8) + struct.pack(">H", len(records))
    return head + rows + bytes(2) + b"".join(records)


def fb2(book: Sample, *, encoding: str = "utf-8") -> bytes:
    """Make a FictionBook."""
    people = "".join(_person(name) for name in book.authors)
    series = f'<sequence name={quoteattr(book.series)} number="{book.number}"/>' if book.series else ""
    cover = '<coverpage><image l:href="#cover.jpg"/></coverpage>' if book.cover else ""
    picture = f'<binary id="cover.jpg" content-type="image/jpeg">{base64.b64encode(book.cover).decode()}</binary>'
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info>'
        f"<genre>prose</genre>{people}<book-title>{escape(book.title)}</book-title>"
        f"<annotation><p>{escape(book.overview)}</p></annotation><date>{book.date}</date>{cover}"
        f"<lang>{book.language}</lang>{series}</title-info><publish-info><publisher>{escape(book.publisher)}</publisher>"
        f"<isbn>{book.isbn}</isbn></publish-info></description><body><section><p>{WORDS * 10}</p></section></body>"
        f"{picture if book.cover else ''}</FictionBook>"
    )
    return text.encode(encoding)


def _person(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"<author><first-name>{escape(first)}</first-name><last-name>{escape(last)}</last-name></author>"
