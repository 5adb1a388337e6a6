"""ZIP: the list at its end, and members inflated only as far as somebody asks (APPNOTE.TXT 6.3).

The list is read by hand: `zipfile` takes all of it into memory and believes it.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO

from mediad_plugin_comics.archives import foreign
from mediad_plugin_comics.archives.members import Member, checked, path
from mediad_plugin_comics.errors import Bomb, Damaged, Encrypted, Truncated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_LIST = 8 << 20
STORED, DEFLATED = 0, 8
_OURS = (STORED, DEFLATED)
"""Bzip2, LZMA and others, which 7-Zip offers, are read by libarchive."""
_END, _LIST, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_SIZE, _LIST_SIZE, _LOCAL_SIZE = 22, 46, 30
_END64_SIZE, _LOCATOR_SIZE = 56, 20
_TAIL = _END_SIZE + 0xFFFF
_IS_ENCRYPTED, _IS_UTF8 = 1, 1 << 11
_UNIX, _LINK = 3, 0o12
_ZIP64, _UNICODE_PATH = 0x0001, 0x7075
_FULL = 0xFFFFFFFF
_CHUNK = 16 << 10


class Zip:
    """A ZIP archive that was listed."""

    format = "zip"

    def __init__(self, stream: BinaryIO, members: list[Member], comment: bytes) -> None:
        self._stream = stream
        self.members = members
        self.comment = comment
        self.in_order = any(each.method not in _OURS for each in members)

    def heads(self, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
        """Give the first bytes of members."""
        packed = {member: size for member, size in wanted.items() if member.method not in _OURS}
        for member in sorted(wanted.keys() - packed.keys(), key=lambda each: each.offset):
            try:
                data = self._head(member, wanted[member])
            except (Damaged, zlib.error, struct.error):
                continue
            yield member, data
        if packed:
            yield from foreign.heads(self._stream, packed)

    def _head(self, member: Member, size: int) -> bytes:
        self._stream.seek(member.offset)
        local = self._stream.read(_LOCAL_SIZE)
        if local[:4] != _LOCAL:
            raise Damaged("A member is not where the list says.")
        name, extra = struct.unpack_from("<HH", local, 26)
        self._stream.seek(name + extra, 1)
        if member.method == STORED:
            return self._stream.read(min(size, member.packed))
        return self._inflated(member, size)

    def _inflated(self, member: Member, size: int) -> bytes:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        out, left = bytearray(), member.packed
        while len(out) < size and left > 0 and not inflate.eof:
            chunk = inflate.unconsumed_tail or self._stream.read(min(_CHUNK, left))
            if not inflate.unconsumed_tail:
                left -= len(chunk)
            if not chunk:
                break
            out += inflate.decompress(chunk, size - len(out))
        return bytes(out)


def ends_like_one(stream: BinaryIO, size: int) -> bool:
    """Tell whether a file that does not begin like a ZIP ends like one."""
    return _end(stream, size) is not None


def read(stream: BinaryIO, size: int) -> Zip:
    """List an archive.

    Raises:
        Truncated: It has no list.
        Damaged: Its list cannot be read.
        Encrypted: All of its members need a password.
        Bomb: Members lie in each other, or its list is a lie.
    """
    end = _end(stream, size)
    if end is None:
        raise Truncated("The archive ends before its list of members.")
    begin, length, shift, comment = end
    if length > MAX_LIST:
        raise Bomb(f"The list of members is {length >> 20} MiB.")
    stream.seek(begin)
    try:
        members = checked(_members(stream.read(length), shift), size)
    except struct.error as error:
        raise Damaged("The list of members breaks off.") from error
    _refuse_overlaps(members)
    if members and all(member.is_encrypted or member.is_folder for member in members):
        raise Encrypted("The archive is encrypted.")
    return Zip(stream, members, comment)


def _end(stream: BinaryIO, size: int) -> tuple[int, int, int, bytes] | None:
    """Find the list: where it begins, its length, what every offset is off by, and the archive's comment."""
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    at = tail.rfind(_END)
    while at >= 0 and len(tail) - at >= _END_SIZE:
        *_, length, offset, comment = struct.unpack_from("<4H2LH", tail, at + 4)
        place = max(0, size - _TAIL) + at
        if _FULL in (length, offset):
            place, length, offset = _end64(stream, place)
        # What stands in front of the archive moves all of it.
        shift = place - length - offset
        if shift >= 0:
            return place - length, length, shift, tail[at + _END_SIZE : at + _END_SIZE + comment]
        at = tail.rfind(_END, 0, at)
    return None


def _end64(stream: BinaryIO, place: int) -> tuple[int, int, int]:
    stream.seek(max(0, place - _LOCATOR_SIZE - _END64_SIZE))
    record = stream.read(_END64_SIZE)
    if record[:4] != b"PK\x06\x06":
        return place, _FULL, _FULL
    length, offset = struct.unpack_from("<QQ", record, 40)
    return place - _LOCATOR_SIZE - _END64_SIZE, length, offset


def _members(data: bytes, shift: int) -> Iterator[Member]:
    at = 0
    while data[at : at + 4] == _LIST:
        system, flags, method = struct.unpack_from("<xB2xHH", data, at + 4)
        packed, size, name, extra, comment = struct.unpack_from("<LLHHH", data, at + 20)
        attributes, offset = struct.unpack_from("<LL", data, at + 38)
        begin = at + _LIST_SIZE
        raw, more = data[begin : begin + name], data[begin + name : begin + name + extra]
        size, packed, offset = _large(more, [size, packed, offset])
        text = path(_name(raw, more, is_utf8=bool(flags & _IS_UTF8)))
        is_link = system == _UNIX and attributes >> 28 == _LINK
        yield Member(
            text, size, packed, offset + shift, method,
            is_folder=text.endswith("/") or is_link,
            is_encrypted=bool(flags & _IS_ENCRYPTED),
        )  # fmt: skip
        at = begin + name + extra + comment


def _extra(extra: bytes, kind: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        found, length = struct.unpack_from("<HH", extra, at)
        if found == kind:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


def _large(extra: bytes, values: list[int]) -> list[int]:
    """Put what did not fit into 32 bits in its place."""
    if _FULL not in values:
        return values
    more = _extra(extra, _ZIP64)
    large = iter(struct.unpack_from(f"<{len(more) // 8}Q", more))
    return [next(large, value) if value == _FULL else value for value in values]


def _name(raw: bytes, extra: bytes, *, is_utf8: bool) -> str:
    unicode = _extra(extra, _UNICODE_PATH)
    if unicode and struct.unpack_from("<L", unicode, 1)[0] == zlib.crc32(raw):
        return unicode[5:].decode("utf-8", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if is_utf8 else raw.decode("cp437")


def _refuse_overlaps(members: list[Member]) -> None:
    end = 0
    for member in sorted(members, key=lambda each: each.offset):
        if member.offset < end:
            raise Bomb("Members of the archive lie in each other.")
        end = member.offset + _LOCAL_SIZE + member.packed
