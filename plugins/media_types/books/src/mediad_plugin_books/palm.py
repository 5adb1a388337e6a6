"""Mobipocket, AZW, AZW3 (KF8) and PalmDOC: a Palm database whose first record describes the book.

Source: the MobileRead wiki's pages on PDB and MOBI.
"""

from __future__ import annotations

import re
import struct
from itertools import islice
from typing import TYPE_CHECKING, Any

from mediad_books import dates, ids, languages, people, titles
from mediad_books.facts import named, said
from mediad_plugin_books.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_RECORD = 4 << 20
MAX_PICTURE = 32 << 20
_HEAD = 78
_MAX_ENTRIES = 2000
MAX_NAMES, MAX_SUBJECTS = 200, 50
_NONE = 0xFFFFFFFF
_CLOCK = re.compile(r":\d\d\.\d{6}")
_KF8 = 8
_UTF8 = 65001
_HAS_EXTH = 0x40
_LOCKS = {1: "Mobipocket", 2: "Amazon"}
_LOCALES = {
    1: "ar", 2: "bg", 3: "ca", 4: "zh", 5: "cs", 6: "da", 7: "de", 8: "el", 9: "en", 10: "es", 11: "fi", 12: "fr",
    13: "he", 14: "hu", 15: "is", 16: "it", 17: "ja", 18: "ko", 19: "nl", 20: "no", 21: "pl", 22: "pt", 24: "ro",
    25: "ru", 26: "hr", 27: "sk", 28: "sq", 29: "sv", 31: "tr", 34: "uk",
}  # fmt: skip
"""Languages by the low byte of Windows' locale ids."""
_AUTHOR, _PUBLISHER, _OVERVIEW, _ISBN, _SUBJECT, _DATE, _CONTRIBUTOR, _RIGHTS = 100, 101, 103, 104, 105, 106, 108, 109
_ASIN, _KF8_AT, _FIXED, _COVER, _TITLE, _ASIN_2, _LANGUAGE, _DIRECTION = 113, 121, 122, 201, 503, 504, 524, 527


class Palm:
    """One Palm database."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        """Read its list of records.

        Raises:
            Damaged: The list is missing or leads nowhere.
        """
        self._stream, self._size = stream, size
        stream.seek(0)
        head = stream.read(_HEAD)
        if len(head) < _HEAD:
            raise Damaged("The book ends in its first lines.")
        self.name = head[:32].partition(b"\0")[0].decode("cp1252", "replace").replace("_", " ").strip()
        self.kind = head[60:68]
        (count,) = struct.unpack_from(">H", head, 76)  # in two bytes: the list has half a megabyte at most
        rows = stream.read(8 * count)
        self._starts = [struct.unpack_from(">I", rows, at)[0] for at in range(0, len(rows) - 7, 8)]
        if not self._starts:
            raise Damaged("The book has no records.")

    def record(self, number: int, most: int = MAX_RECORD) -> bytes:
        """Give a record's bytes; none where the list leads outside the file."""
        if not 0 <= number < len(self._starts):
            return b""
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._size
        if not 0 < start < end <= self._size:
            return b""
        self._stream.seek(start)
        return self._stream.read(min(end - start, most))


class Header:
    """The first record of a Mobipocket book."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        is_mobi = data[16:20] == b"MOBI"
        self.lock = _LOCKS.get(self._short(12), "")
        self.text_length = self._long(4)
        self.version = self._long(36) if is_mobi else 0
        self.encoding = "utf-8" if self._long(28) == _UTF8 else "cp1252"
        self.language = _LOCALES.get(self._long(92) & 0xFF, "") if is_mobi else ""
        self.first_image = self._long(108) if is_mobi else _NONE
        self.title = self._text(self._piece(self._long(84), self._long(88))) if is_mobi else ""
        self.entries = self._exth() if is_mobi and self._long(128) & _HAS_EXTH else {}

    def _long(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 4], "big")

    def _short(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 2], "big")

    def _piece(self, at: int, length: int) -> bytes:
        return self._data[at : at + min(length, MAX_RECORD)]

    def _text(self, data: bytes) -> str:
        return data.decode(self.encoding, "replace").strip("\0 ")

    def _exth(self) -> dict[int, list[bytes]]:
        at = 16 + self._long(20)
        out: dict[int, list[bytes]] = {}
        if self._data[at : at + 4] != b"EXTH":
            return out
        count, at = self._long(at + 8), at + 12
        for _ in range(min(count, _MAX_ENTRIES)):
            length = self._long(at + 4)
            if length < 8 or at + length > len(self._data):  # noqa: PLR2004  # type and length are eight bytes
                break
            out.setdefault(self._long(at), []).append(self._data[at + 8 : at + length])
            at += length
        return out

    def texts(self, kind: int) -> list[str]:
        """Give the texts of a kind of entry."""
        return [text for data in self.entries.get(kind, ()) if (text := self._text(data))]

    def text(self, *kinds: int) -> str:
        """Give the first text of the kinds, or ""."""
        return next((text for kind in kinds for text in self.texts(kind)), "")

    def number(self, kind: int) -> int | None:
        """Give the number that an entry holds."""
        data = next(iter(self.entries.get(kind, ())), b"")
        return int.from_bytes(data, "big") if len(data) == 4 else None  # noqa: PLR2004  # bytes of a number


def read(stream: BinaryIO, size: int) -> dict[str, Any]:
    """Give the facts of a book."""
    palm = Palm(stream, size)
    head = Header(palm.record(0))
    if palm.kind != b"BOOKMOBI":
        return said({"format": "pdb", "title": palm.name, "lock": head.lock})
    return said({
        "format": "azw3" if head.version >= _KF8 else "mobi",
        "version": str(head.version or ""),
        "lock": head.lock,
        "title": titles.line(head.text(_TITLE) or head.title or palm.name),
        "credits": _credits(head),
        "languages": [code] if (code := languages.code(head.text(_LANGUAGE)) or head.language) else [],
        "publisher": titles.line(head.text(_PUBLISHER)),
        "dates": [{"value": date, "use": "original"}] if (date := _published(head)) else [],
        "subjects": [*islice(_subjects(head), MAX_SUBJECTS)],
        "overview": titles.plain(head.text(_OVERVIEW)),
        "ids": ids.distinct([
            ids.identifier(head.text(_ISBN), "isbn"), ids.identifier(head.text(_ASIN, _ASIN_2), "asin"),
        ]),
        "rights": titles.line(head.text(_RIGHTS)),
        "layout": "fixed" if head.text(_FIXED).lower() == "true" else "",
        "direction": "rtl" if head.text(_DIRECTION) == "rtl" else "",
        "text_bytes": head.text_length,
        "cover": "record" if head.number(_COVER) not in (None, _NONE) else "",
    })  # fmt: skip  # a table


def _published(head: Header) -> str:
    """Give the date of the book; Calibre writes when it converted one of no date, to the microsecond."""
    told = head.text(_DATE)
    return "" if _CLOCK.search(told) else dates.date(told)


def _subjects(head: Header) -> Iterator[str]:
    return (titles.line(each, 200) for text in head.texts(_SUBJECT) for each in text.split(";") if each.strip())


def _credits(head: Header) -> list[dict[str, str]]:
    told = (name for text in head.texts(_AUTHOR) for name in people.split(titles.line(text, 1000)))
    authors = islice(told, MAX_NAMES)
    others = [titles.line(text, 300) for text in head.texts(_CONTRIBUTOR)[:MAX_NAMES]]
    made = [name for name in others if not name.lower().startswith(("calibre", "kindlegen", "mobi"))]
    return [*named(authors, "author"), *named(made, "contributor")]


def artwork(stream: BinaryIO, size: int) -> bytes | None:
    """Give the cover inside a book; of one that is both Mobipocket and KF8 either half has it."""
    palm = Palm(stream, size)
    head = Header(palm.record(0))
    at = head.number(_COVER)
    if palm.kind != b"BOOKMOBI" or at is None or _NONE in (at, head.first_image):
        return None
    return palm.record(head.first_image + at, MAX_PICTURE) or None
