"""What all archives have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from mediad_plugin_comics.errors import Bomb

MAX_MEMBERS = 20_000
MAX_NAME = 1024
MAX_INFLATED = 8 << 30
"""Bytes that all members together may say they inflate to; an omnibus of 4,000 pages has one."""
MAX_RATIO = 200
"""Times that an archive beyond that may inflate; pictures hardly do at all."""


@dataclass(frozen=True, slots=True)
class Member:
    """One name in an archive.

    Attributes:
        name: The path inside, with `/` between its steps; only ever compared and shown, never opened.
        size: Bytes when inflated, as the archive says.
        packed: Bytes in the archive.
        offset: Where it begins in the file: its header in a ZIP, its bytes elsewhere.
        method: How it is packed, in the format's own numbers.
        is_folder: Whether it is a folder, a link or anything else without bytes of its own.
        is_encrypted: Whether a password is needed.
    """

    name: str
    size: int = 0
    packed: int = 0
    offset: int = 0
    method: int = 0
    is_folder: bool = False
    is_encrypted: bool = False


class Archive(Protocol):
    """An archive that was listed."""

    format: str
    members: list[Member]
    comment: bytes
    in_order: bool
    """Whether it is read from its beginning on, so that a second look costs as much as the first."""

    def heads(self, wanted: Mapping[Member, int]) -> Iterator[tuple[Member, bytes]]:
        """Give the first so many bytes of members, in the order of the archive; what cannot be read is left out.

        Raises:
            NeedsLibrary: They are packed in a way that nothing here reads.
        """


def checked(members: Iterable[Member], size: int, most: int | None = None) -> list[Member]:
    """Refuse a list that no honest archive has; `most` are the bytes that its members may inflate to whatever its size.

    Raises:
        Bomb: It has too many members, or they inflate beyond all measure.
    """
    out: list[Member] = []
    inflated, free = 0, MAX_INFLATED if most is None else most
    for member in members:  # one that is compressed as a whole inflates on the way to the next
        out.append(member)
        inflated += member.size
        if len(out) > MAX_MEMBERS:
            raise Bomb(f"The archive lists more than {MAX_MEMBERS} members.")
        if inflated > free and inflated > MAX_RATIO * size:
            raise Bomb(f"The archive says that its members inflate to {inflated >> 20} MiB or more.")
    return out


def path(name: str) -> str:
    """Give a member's name as it is compared: one kind of slash, no control signs, not longer than any honest one."""
    plain = name.replace("\\", "/")[:MAX_NAME]
    return "".join(each if each.isprintable() else "\ufffd" for each in plain)
