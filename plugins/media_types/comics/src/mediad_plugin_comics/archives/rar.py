"""RAR 4 and 5: the headers of members, and the bytes of those that are only stored (rarlab.com/technote.htm).

Most comics are stored, since pictures do not shrink. What is compressed is left to libarchive.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from mediad_plugin_comics.archives import foreign
from mediad_plugin_comics.archives.members import Member, checked, path
from mediad_plugin_comics.errors import Encrypted, Truncated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIGNATURE_4, SIGNATURE_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
STORED_4, STORED_5 = 0x30, 0
_MAIN_4, _FILE_4, _END_4 = 0x73, 0x74, 0x7B
_HAS_DATA_4, _ENCRYPTED_4, _LARGE_4, _UNICODE_4, _FOLDER_4, _SECRET_4 = 0x8000, 0x04, 0x100, 0x200, 0xE0, 0x80
_FILE_5, _CRYPT_5, _END_5 = 2, 4, 5
_HAS_EXTRA_5, _HAS_DATA_5, _IS_FOLDER_5, _HAS_TIME_5, _HAS_SUM_5 = 1, 2, 1, 2, 4
_EXTRA_CRYPT_5 = 1
_WHOLE_4 = 2
_MAX_HEADER = 64 << 10
_VINT = 10


class Rar:
    """A RAR archive that was listed."""

    format = "rar"
    comment = b""

    def __init__(self, stream: BinaryIO, members: list[Member], stored: int) -> None:
        self._stream = stream
        self.members = members
        self._stored = stored
        self.in_order = any(each.method != stored for each in members if not each.is_folder)

    def heads(self, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
        """Give the first bytes of members: of stored ones from their place, of others by libarchive."""
        packed = {member: size for member, size in wanted.items() if member.method != self._stored}
        for member in sorted(wanted.keys() - packed.keys(), key=lambda each: each.offset):
            self._stream.seek(member.offset)
            yield member, self._stream.read(min(wanted[member], member.packed))
        if packed:
            yield from foreign.heads(self._stream, packed)


def read(stream: BinaryIO, size: int) -> Rar:
    """List an archive.

    Raises:
        Encrypted: Its headers or all of its members need a password.
        Truncated: It ends within a header.
        Bomb: Its headers are lies.
    """
    stream.seek(0)
    is_new = stream.read(len(SIGNATURE_5)) == SIGNATURE_5
    try:
        members = checked(_members_5(stream, size) if is_new else _members_4(stream, size), size)
    except (struct.error, IndexError) as error:
        raise Truncated("The archive ends within the header of a member.") from error
    if members and all(member.is_encrypted or member.is_folder for member in members):
        raise Encrypted("The archive is encrypted.")
    return Rar(stream, members, STORED_5 if is_new else STORED_4)


def _members_4(stream: BinaryIO, size: int) -> Iterator[Member]:
    at = len(SIGNATURE_4)
    while at + 7 <= size:
        stream.seek(at)
        kind, flags, length = struct.unpack("<2xBHH", stream.read(7))
        if length < 7:  # noqa: PLR2004  # a header is at least this long
            raise Truncated("The archive is damaged within.")
        if kind == _MAIN_4 and flags & _SECRET_4:
            raise Encrypted("The archive's list is encrypted.")
        if kind == _END_4:
            return
        head = stream.read(min(length - 7, _MAX_HEADER))
        data = struct.unpack_from("<L", head)[0] if flags & _HAS_DATA_4 else 0
        if kind == _FILE_4:
            member = _file_4(head, flags, at + length)
            data = member.packed
            yield member
        at += length + data


def _file_4(head: bytes, flags: int, data: int) -> Member:
    packed, size, method, name_size = struct.unpack_from("<LL10xBH", head)
    begin = 25
    if flags & _LARGE_4:
        high_packed, high_size = struct.unpack_from("<LL", head, begin)
        packed, size, begin = packed | high_packed << 32, size | high_size << 32, begin + 8
    raw = head[begin : begin + name_size]
    return Member(
        path(_name_4(raw) if flags & _UNICODE_4 else _plain(raw)), size, packed, data, method,
        is_folder=flags & _FOLDER_4 == _FOLDER_4, is_encrypted=bool(flags & _ENCRYPTED_4),
    )  # fmt: skip


def _plain(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _name_4(raw: bytes) -> str:
    """Read a name that is there twice: as bytes, and packed as 16-bit units against those bytes."""
    short, mark, packed = raw.partition(b"\0")
    if not mark or not packed:
        return _plain(short)
    high, at, flags, left, out = packed[0], 1, 0, 0, bytearray()
    while at < len(packed):
        if not left:
            flags, left, at = packed[at], 8, at + 1
        left -= 2
        kind = flags >> left & 3
        taken, made = _unit_4(packed, at, kind, high, short[len(out) // 2 :])
        out += made
        at += taken
    return out.decode("utf-16-le", "replace")


def _unit_4(packed: bytes, at: int, kind: int, high: int, own: bytes) -> tuple[int, bytes]:
    """Give how many bytes one step of a packed name takes, and the units that it makes.

    A step is a byte, a byte with the name's own high byte, a whole unit, or a run of what stands in the plain name.
    """
    byte = packed[at] if at < len(packed) else 0
    if kind < _WHOLE_4:
        return 1, bytes((byte, high if kind else 0))
    if kind == _WHOLE_4:
        return 2, packed[at : at + 2].ljust(2, b"\0")
    run = own[: (byte & 0x7F) + 2]
    if byte & 0x80 and at + 1 < len(packed):
        return 2, b"".join(bytes(((each + packed[at + 1]) & 0xFF, high)) for each in run)
    return 1, b"".join(bytes((each, 0)) for each in run)


def _members_5(stream: BinaryIO, size: int) -> Iterator[Member]:
    at = len(SIGNATURE_5)
    while at + 7 <= size:
        stream.seek(at + 4)  # behind the sum
        length, taken = _vint(stream.read(_VINT), 0)
        begin = at + 4 + taken
        stream.seek(begin)
        head = stream.read(min(length, _MAX_HEADER))
        kind, place = _vint(head, 0)
        flags, place = _vint(head, place)
        extra, place = _vint(head, place) if flags & _HAS_EXTRA_5 else (0, place)
        data, place = _vint(head, place) if flags & _HAS_DATA_5 else (0, place)
        if kind == _CRYPT_5:
            raise Encrypted("The archive's list is encrypted.")
        if kind == _END_5:
            return
        if kind == _FILE_5:
            yield _file_5(head, place, head[max(len(head) - extra, 0) :], (begin + length, data))
        at = begin + length + data


def _file_5(head: bytes, at: int, extra: bytes, data: tuple[int, int]) -> Member:
    flags, at = _vint(head, at)
    size, at = _vint(head, at)
    _, at = _vint(head, at)
    at += 4 * bool(flags & _HAS_TIME_5) + 4 * bool(flags & _HAS_SUM_5)
    packing, at = _vint(head, at)
    _, at = _vint(head, at)
    length, at = _vint(head, at)
    return Member(
        path(head[at : at + length].decode("utf-8", "replace")), size, data[1], data[0], packing >> 7 & 7,
        is_folder=bool(flags & _IS_FOLDER_5), is_encrypted=_is_encrypted_5(extra),
    )  # fmt: skip


def _is_encrypted_5(extra: bytes) -> bool:
    at = 0
    while at < len(extra):
        length, begin = _vint(extra, at)
        if _vint(extra, begin)[0] == _EXTRA_CRYPT_5:
            return True
        at = begin + max(length, 1)
    return False


def _vint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, and give what stands behind it."""
    value = 0
    for step in range(_VINT):
        byte = data[at + step]
        value |= (byte & 0x7F) << 7 * step
        if byte < 0x80:  # noqa: PLR2004  # the last byte has no high bit
            return value, at + step + 1
    raise Truncated("A number in a header has no end.")
