"""Where the objects of a file lie: its tables, looked up where they stand, or a search where they are wrong."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad_plugin_books.pdf.packing import BROKEN, MAX_STREAM, inflated
from mediad_plugin_books.pdf.syntax import BadSyntax, Reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Place = tuple[int, int]
    """Where an object is: 1 and its offset, or 2 and the number of the stream that it is packed in."""
    Row = Callable[[int], Place | None]

IN_FILE, PACKED = 1, 2
MAX_OBJECT = 1 << 20
MAX_SEARCHED = 96 << 20
_WINDOW = 4 << 10
_TAIL = 2048
_MAX_TABLES = 64
_ROW = 20
_OBJECT = re.compile(rb"[\0\t\n\f\r ]*(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj")
_ANY_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[ \t\r\n]{1,4}\d{1,5}[ \t\r\n]{1,4}obj\b")
_SECTION = re.compile(rb"[\0\t\n\f\r ]*(\d{1,10})[ \t]+(\d{1,10})[ \t]*\r?\n?")
_START = re.compile(rb"startxref[\0\t\n\f\r ]*(\d{1,12})")
_TRAILER = re.compile(rb"trailer[\0\t\n\f\r ]*(?=<<)")


class File:
    """The bytes of one file, and the objects that stand in them."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self.size = stream, size

    def piece(self, at: int, length: int) -> bytes:
        """Give just these bytes, as far as the file goes."""
        at = max(0, at)
        self._stream.seek(at)
        return self._stream.read(max(0, min(length, self.size - at)))

    def object_at(self, at: int, number: int | None = None) -> tuple[Any, int | None]:
        """Read an object, and tell where the bytes of its stream begin.

        Raises:
            BadSyntax: There stands none, or another.
        """
        for length in (_WINDOW, MAX_OBJECT):
            data = self.piece(at, length)
            found = _OBJECT.match(data)
            if not found or (number is not None and int(found[1]) != number):
                raise BadSyntax
            reader = Reader(data, found.end())
            try:
                value = reader.value()
            except BadSyntax:
                continue
            reader.skip()
            if data.startswith(b"stream", reader.at) and isinstance(value, dict):
                begin = reader.at + len(b"stream")
                return value, at + begin + (2 if data.startswith(b"\r\n", begin) else 1)
            return value, None
        raise BadSyntax

    def dictionary(self, at: int) -> dict[str, Any]:
        """Read the next dictionary."""
        for length in (_WINDOW, MAX_OBJECT):
            data = self.piece(at, length)
            try:
                value = Reader(data, data.index(b"<<")).value()
            except (BadSyntax, ValueError):
                continue
            return value if isinstance(value, dict) else {}
        raise BadSyntax


class Tables:
    """The tables of one file.

    Attributes:
        trailer: Where everything begins: `Root`, `Info`, `Encrypt`, `ID`.
    """

    def __init__(self, file: File) -> None:
        self._file = file
        self._rows: list[Row] = []
        self.trailer: dict[str, Any] = {}
        starts = [*_START.finditer(file.piece(file.size - _TAIL, _TAIL))]
        try:
            self._follow(int(starts[-1][1]) if starts else -1)
        except BROKEN:
            self._rows.clear()

    def place(self, number: int) -> Place | None:
        """Tell where an object is."""
        return next((place for row in self._rows if (place := row(number))), None)

    def _follow(self, at: int) -> None:
        """Read the tables from the newest to the oldest; each file has few, and none twice."""
        seen: set[int] = set()
        waiting = [at]
        while waiting and len(seen) < _MAX_TABLES:
            at = waiting.pop()
            if 0 <= at < self._file.size and at not in seen:
                seen.add(at)
                trailer = self._table(at)
                self.trailer = {**trailer, **self.trailer}
                waiting += [each for name in ("Prev", "XRefStm") if isinstance(each := trailer.get(name), int)]

    def _table(self, at: int) -> dict[str, Any]:
        head = self._file.piece(at, _WINDOW)
        if not head.lstrip().startswith(b"xref"):
            return self._packed_table(at)
        at += head.index(b"xref") + len(b"xref")
        while found := _SECTION.match(self._file.piece(at, 64)):
            first, count = int(found[1]), int(found[2])
            at += found.end()
            self._rows.append(partial(self._row, at, first, count))
            at += count * _ROW
        return self._file.dictionary(at)

    def _row(self, at: int, first: int, count: int, number: int) -> Place | None:
        if not first <= number < first + count:
            return None
        row = self._file.piece(at + (number - first) * _ROW, _ROW)
        return (IN_FILE, int(row[:10])) if row[17:18] == b"n" and row[:10].isdigit() else None

    def _packed_table(self, at: int) -> dict[str, Any]:
        trailer, begin = self._file.object_at(at)
        if not isinstance(trailer, dict) or begin is None:
            raise BadSyntax
        widths = [int(each) for each in trailer.get("W", ())][:3]
        index = trailer.get("Index") or [0, int(trailer.get("Size") or 0)]
        width = sum(widths)
        data = self._file.piece(begin, min(int(trailer.get("Length") or 0), MAX_STREAM))
        rows, at = inflated(trailer, data), 0
        for first, count in zip(index[::2], index[1::2], strict=False):
            self._rows.append(partial(_packed_row, rows[at : at + count * width], widths, first))
            at += count * width
        return trailer

    def search(self) -> list[int]:
        """Find every object by its own words, and give their numbers; the last of a number is the newest."""
        data = self._file.piece(0, MAX_SEARCHED)
        found = {int(each[1]): (IN_FILE, each.start()) for each in _ANY_OBJECT.finditer(data)}
        self._rows = [found.get]
        self.trailer = {}
        for each in _TRAILER.finditer(data):
            try:
                value = Reader(data, each.end()).value()
            except BadSyntax:
                continue
            self.trailer |= value if isinstance(value, dict) else {}
        return list(found)


def _packed_row(rows: bytes, widths: list[int], first: int, number: int) -> Place | None:
    width = sum(widths)
    at = (number - first) * width
    if number < first or at + width > len(rows) or not width:
        return None
    fields = []
    for each in widths:
        fields.append(int.from_bytes(rows[at : at + each], "big"))
        at += each
    kind = fields[0] if widths[0] else IN_FILE
    return (kind, fields[1]) if kind in (IN_FILE, PACKED) else None
