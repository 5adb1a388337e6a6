"""What only libarchive reads: members that RAR or 7z compressed. It is handed bytes, never a path."""

from __future__ import annotations

import os
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

from mediad_plugin_comics.archives.members import Member, path
from mediad_plugin_comics.errors import Damaged, NeedsLibrary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 5.0
"""How long members are unpacked; pages behind are counted, but not measured."""
_CHUNK = 64 << 10
_FORMATS = {b"Rar!\x1a\x07\x00": "rar", b"Rar!\x1a\x07\x01": "rar5", b"7z\xbc\xaf\x27\x1c": "7zip"}


@cache
def _library() -> Any:
    # Else the name is looked for with a compiler, if there is one.
    os.environ.setdefault("LIBARCHIVE", "libarchive.so.13")
    try:
        import libarchive  # noqa: PLC0415  # loads a C library
    except (ImportError, OSError, AttributeError) as error:
        raise NeedsLibrary("The archive is compressed, and libarchive is not installed.") from error
    return libarchive


def entries(stream: BinaryIO) -> Iterator[tuple[Member, Any]]:
    """Give each member with the entry that reads it, as long as the next one is not asked for.

    Raises:
        Damaged: The archive cannot be read so far.
        NeedsLibrary: There is nobody to read it.
    """
    library = _library()
    stream.seek(0)
    head = stream.read(8)
    stream.seek(0)
    form = next(name for mark, name in _FORMATS.items() if head.startswith(mark))
    try:
        with library.stream_reader(stream, form, block_size=_CHUNK) as archive:
            for number, entry in enumerate(archive):
                name = path(entry.pathname or f"{number}")
                yield Member(name, entry.size or 0, is_folder=not entry.isfile), entry
    except (library.ArchiveError, ValueError) as error:
        raise Damaged(f"The archive cannot be unpacked: {error}.") from error


def heads(stream: BinaryIO, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
    """Give the first bytes of members; what stands behind a damaged place is left out."""
    names = {member.name: (member, size) for member, size in wanted.items()}
    end = monotonic() + SECONDS
    try:
        for found, entry in entries(stream):
            member, size = names.pop(found.name, (None, 0))
            if member is not None:
                yield member, _head(entry, size)
            if not names or monotonic() > end:
                return
    except Damaged:
        return


def _head(entry: Any, size: int) -> bytes:
    out = bytearray()
    for block in entry.get_blocks(min(size, _CHUNK)):
        out += block
        if len(out) >= size:
            break
    return bytes(out[:size])
