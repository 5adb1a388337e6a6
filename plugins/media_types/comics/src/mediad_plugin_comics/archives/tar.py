"""TAR: headers of 512 bytes, one in front of each member (POSIX ustar and pax, GNU long names)."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from mediad_plugin_comics.archives.members import MAX_NAME, Member, checked, path
from mediad_plugin_comics.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BLOCK = 512
_LONG_NAME, _PAX, _GLOBAL, _LONG_LINK = b"L", b"x", b"g", b"K"
_FILES, _FOLDERS = (b"0", b"\0", b"7"), (b"5",)
_MAX_EXTRA = 64 << 10


class Tar:
    """A TAR archive that was listed."""

    format = "tar"
    comment = b""
    in_order = False

    def __init__(self, stream: BinaryIO, members: list[Member]) -> None:
        self._stream = stream
        self.members = members

    def heads(self, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
        """Give the first bytes of members."""
        for member in sorted(wanted, key=lambda each: each.offset):
            self._stream.seek(member.offset)
            yield member, self._stream.read(min(wanted[member], member.size))


def is_old(head: bytes) -> bool:
    """Tell whether a file begins like an archive from before ustar: its first header's sum is right."""
    return len(head) == BLOCK and head[0] > 0 and _has_sum(head)


def read(stream: BinaryIO, size: int) -> Tar:
    """List an archive.

    Raises:
        Damaged: Its first header is none.
        Bomb: Its headers are lies.
    """
    members = checked(_members(stream, size), size)
    if not members:
        raise Damaged("The archive holds nothing that can be read.")
    return Tar(stream, members)


def _members(stream: BinaryIO, size: int) -> Iterator[Member]:
    at, name = 0, ""
    while at + BLOCK <= size:
        stream.seek(at)
        head = stream.read(BLOCK)
        length = _number(head[124:136])
        if length is None or not _has_sum(head):
            return
        kind = head[156:157]
        begin = at + BLOCK
        at = begin + -(-length // BLOCK) * BLOCK
        if kind in (_LONG_NAME, _PAX):
            name = _long(stream.read(min(length, _MAX_EXTRA)), kind) or name
        elif kind not in (_GLOBAL, _LONG_LINK):
            text = path(name or _short(head))
            yield Member(text, length, length, begin, is_folder=kind not in _FILES or text.endswith("/"))
            name = ""


def _has_sum(head: bytes) -> bool:
    said = _number(head[148:156])
    return said is not None and said == sum(head[:148]) + 8 * 0x20 + sum(head[156:])


def _number(text: bytes) -> int | None:
    if text[:1] == b"\x80":  # GNU: in binary where octal digits do not suffice
        return int.from_bytes(text[1:], "big")
    digits = text.strip(b" \0")
    try:
        return max(int(digits, 8), 0) if digits else 0
    except ValueError:
        return None


def _short(head: bytes) -> str:
    name, prefix = head[:100].partition(b"\0")[0], head[345:500].partition(b"\0")[0]
    joined = prefix + b"/" + name if prefix and head[257:262] == b"ustar" else name
    return joined.decode("utf-8", "replace")


def _long(data: bytes, kind: bytes) -> str:
    if kind == _LONG_NAME:
        return data.partition(b"\0")[0][: 4 * MAX_NAME].decode("utf-8", "replace")
    # pax: lines of `LENGTH KEY=VALUE`
    while data:
        digits, _, _ = data[:12].partition(b" ")
        if not digits.isdigit() or not int(digits):
            return ""
        line, data = data[: int(digits)], data[int(digits) :]
        key, _, value = line.partition(b" ")[2].partition(b"=")
        if key == b"path":
            return value.rstrip(b"\n")[: 4 * MAX_NAME].decode("utf-8", "replace")
    return ""
