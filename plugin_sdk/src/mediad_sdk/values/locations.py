"""Storage locations: where files are that no path leads to. Experimental: no plugin uses this yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One entry of a folder.

    Attributes:
        name: Its name in the folder, as bytes.
        folder: Whether it is a folder.
        size: Bytes, 0 for a folder.
        modified_ns: When it changed, in ns since 1970; 0 where unknown.
    """

    name: bytes
    folder: bool = False
    size: int = 0
    modified_ns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageLocation:
    """A place with folders and files. Lost for a moment is `Unavailable`, and never an empty listing.

    Attributes:
        id: Permanent name, the scheme of its addresses: `s3`.
        label: What people read.
        list: Lists a folder.
        read: Gives so many bytes of a file from an offset.
        write: Writes a file whole, or not at all; None where it only reads.
    """

    id: str
    label: str
    list: Annotated[Callable[[bytes], Awaitable[Sequence[Stored]]], Call(limit=60)]
    read: Annotated[Callable[[bytes, int, int], Awaitable[bytes]], Call(limit=60)]
    write: Annotated[Callable[[bytes, bytes], Awaitable[None]], Call(limit=600)] | None = None
