"""What only libarchive reads: what RAR, 7z or a rare method of ZIP compressed. It is handed bytes, never a path."""

from __future__ import annotations

import os
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

from mediad_plugin_comics.archives.members import Member, path
from mediad_plugin_comics.errors import Damaged, Encrypted, NeedsLibrary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 5.0
"""How long members are unpacked; pages behind are counted, but not measured."""
_CHUNK = 64 << 10
PACKED_TARS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
"""How a TAR that was compressed as a whole begins, and by what."""
_FORMATS = {b"Rar!\x1a\x07\x00": "rar", b"Rar!\x1a\x07\x01": "rar5", b"7z\xbc\xaf\x27\x1c": "7zip"}
_LOCKED = "encrypted"
"""What libarchive says in whatever sentence of members that ask for a password."""


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
        Encrypted: It asks for a password.
        NeedsLibrary: There is nobody to read it.
    """
    library = _library()
    stream.seek(0)
    head = stream.read(8)
    stream.seek(0)
    packing = next((name for mark, name in PACKED_TARS.items() if head.startswith(mark)), "")
    form = next((name for mark, name in _FORMATS.items() if head.startswith(mark)), "tar" if packing else "zip")
    try:
        with library.stream_reader(stream, form, packing or "all", block_size=_CHUNK) as archive:
            for number, entry in enumerate(archive):
                name = path(_text(entry.pathname) or f"{number}")
                yield Member(name, entry.size or 0, is_folder=not entry.isfile), entry
    except library.ArchiveError as error:
        raise _refusal(error) from error
    except ValueError as error:
        raise Damaged(f"The archive cannot be unpacked: {error}.") from error


def _text(name: str | bytes | None) -> str:
    # What is no UTF-8 is given as bytes.
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else name or ""


def _refusal(error: Any) -> Damaged | Encrypted:
    """Say what libarchive says, if it says anything."""
    why = error.msg or "it is damaged"
    return Encrypted("The archive is encrypted.") if _LOCKED in why else Damaged(f"It cannot be unpacked: {why}.")


def heads(stream: BinaryIO, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
    """Give the first bytes of members; what stands behind a damaged place is left out.

    Raises:
        Encrypted: They ask for a password.
    """
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
    """Give the first bytes of a member; what is damaged ends where it is damaged."""
    out = bytearray()
    try:
        for block in entry.get_blocks(min(size, _CHUNK)):
            out += block
            if len(out) >= size:
                break
    except _library().ArchiveError as error:
        if isinstance(refusal := _refusal(error), Encrypted):
            raise refusal from error
    return bytes(out[:size])
