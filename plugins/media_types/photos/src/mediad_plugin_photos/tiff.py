"""Directories of TIFF: what EXIF, most RAW formats and TIFF itself are made of (TIFF 6.0; BigTIFF's 64 bits as well).

Nothing in them is believed: entries, values and directories are counted, and no place is read twice as a directory.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING

from mediad_plugin_photos.content import BIG, LITTLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_plugin_photos.content import Content, Reader

MAX_ENTRIES = 512
"""Entries of one directory; EXIF has about sixty, a maker's note at most some hundred."""
MAX_DIRECTORIES = 40
MAX_NUMBERS = 4096
MAX_TEXT = 64 << 10
MOST = 1 << 63
"""No camera counts or measures so far, nor has a file so many bytes."""
MAGICS = frozenset((42, 43, 0x55, 0x4F52, 0x5352))
"""TIFF, BigTIFF, and what Panasonic and Olympus write in their place."""
BIG_TIFF = 43

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8, 129: 1}
_CODES = {1: "B", 2: "B", 3: "H", 4: "I", 5: "I", 6: "b", 7: "B", 8: "h", 9: "i", 10: "i", 11: "f", 12: "d", 13: "I"}
_CODES |= {16: "Q", 17: "q", 18: "Q", 129: "B"}
_RATIONALS = frozenset((5, 10))
_TEXTS = frozenset((1, 2, 7, 129))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its type, how many values it has, and where they are."""

    type: int
    count: int
    at: int


class Directory:
    """One directory: values by tag, and where the next one begins.

    Attributes:
        entries: The first entry of each tag.
        next: Where the directory after it begins, 0 for none.
    """

    __slots__ = ("_tiff", "entries", "next")

    def __init__(self, tiff: Tiff, entries: dict[int, Entry], following: int) -> None:
        self._tiff = tiff
        self.entries = entries
        self.next = following

    def __contains__(self, tag: int) -> bool:
        return tag in self.entries

    def numbers(self, tag: int) -> list[float]:
        """Give the values of a tag as numbers; a fraction over zero is none, nor what is beyond all measure."""
        entry = self.entries.get(tag)
        return self._tiff.numbers(entry) if entry else []

    def number(self, tag: int) -> float | None:
        """Give the first value."""
        return next(iter(self.numbers(tag)), None)

    def whole(self, tag: int) -> int:
        """Give the first value as a whole number, 0 where there is none."""
        return int(self.number(tag) or 0)

    def data(self, tag: int, most: int | None = None) -> bytes:
        """Give the bytes of a tag's values, or the first ones."""
        entry = self.entries.get(tag)
        return self._tiff.data(entry, most) if entry else b""

    def text(self, tag: int) -> str:
        """Give a tag's text up to its end."""
        entry = self.entries.get(tag)
        if entry is None or entry.type not in _TEXTS:
            return ""
        data = self._tiff.data(entry, MAX_TEXT).partition(b"\0")[0]
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("latin-1")

    def places(self, tag: int) -> list[int]:
        """Give offsets, as they point to directories and to pictures."""
        return [int(value) for value in self.numbers(tag)[:MAX_DIRECTORIES]]


class Tiff:
    """A file, or a block of EXIF, that begins with a byte order.

    Attributes:
        content: The bytes; offsets count from their beginning.
        reader: The byte order.
        first: Where the first directory begins; 0 where this is no TIFF.
    """

    def __init__(self, content: Content) -> None:
        head = content.piece(0, 16)
        self.content = content
        self.reader: Reader = BIG if head[:2] == b"MM" else LITTLE
        self.first = 0
        self._seen: set[int] = set()
        self._big = False
        if len(head) >= 8 and head[:2] in (b"MM", b"II") and self.reader.short(head, 2)[0] in MAGICS:  # noqa: PLR2004
            self._big = self.reader.short(head, 2)[0] == BIG_TIFF and len(head) == 16  # noqa: PLR2004  # its head
            self.first = self.reader.quad(head, 8)[0] if self._big else self.reader.long(head, 4)[0]

    def directory(self, at: int) -> Directory | None:
        """Read the directory at a place; None where there is none, or it was read before."""
        if at <= 0 or at in self._seen or len(self._seen) >= MAX_DIRECTORIES:
            return None
        self._seen.add(at)
        return self._read(at)

    def _read(self, at: int) -> Directory | None:
        wide = self._big
        width, head = (20, 8) if wide else (12, 2)
        counted = self.content.piece(at, head)
        if len(counted) < head:
            return None
        count = min(self.reader.quad(counted)[0] if wide else self.reader.short(counted)[0], MAX_ENTRIES)
        table = self.content.piece(at + head, count * width)
        entries: dict[int, Entry] = {}
        for place in range(0, len(table) - width + 1, width):
            tag, form = self.reader.short(table, place)[0], self.reader.short(table, place + 2)[0]
            values = self.reader.quad(table, place + 4)[0] if wide else self.reader.long(table, place + 4)[0]
            if form in _SIZES and tag not in entries:
                entries[tag] = self._entry(form, values, table, place, at + head)
        link = self.content.piece(at + head + count * width, 8 if wide else 4)
        if len(link) < (8 if wide else 4):
            return Directory(self, entries, 0)
        return Directory(self, entries, self.reader.quad(link)[0] if wide else self.reader.long(link)[0])

    def _entry(self, form: int, count: int, table: bytes, place: int, start: int) -> Entry:
        room, offset = (8, place + 12) if self._big else (4, place + 8)
        if count * _SIZES[form] <= room:
            return Entry(form, count, start + offset)
        return Entry(
            form, count, self.reader.quad(table, offset)[0] if self._big else self.reader.long(table, offset)[0]
        )

    def chain(self) -> Iterator[Directory]:
        """Give the directories that follow each other from the first one on."""
        at = self.first
        while directory := self.directory(at):
            yield directory
            at = directory.next

    def data(self, entry: Entry, most: int | None = None) -> bytes:
        """Give the bytes of an entry's values, as far as the file goes."""
        length = entry.count * _SIZES[entry.type]
        return self.content.piece(entry.at, length if most is None else min(length, most))

    def numbers(self, entry: Entry) -> list[float]:
        """Give the values of an entry."""
        pairs = entry.type in _RATIONALS
        size = _SIZES[entry.type]
        data = self.content.piece(entry.at, min(entry.count, MAX_NUMBERS) * size)
        count = len(data) // size
        form = Struct(f"{self.reader.order}{count * (2 if pairs else 1)}{_CODES[entry.type]}")
        values = form.unpack_from(data)
        if not pairs:
            return [value for value in values if -MOST < value < MOST]
        return [above / below for above, below in zip(values[::2], values[1::2], strict=True) if below]
