"""Files of a plugin's own, jailed by role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

Role = Literal["data", "cache"]
"""`data` is backed up and stays until the plugin is removed; `cache` may be emptied at any time."""


class Files(Protocol):
    """A folder for each role. Names are relative, `/` between their parts; none leads outside, links included."""

    async def read(self, name: str, *, role: Role = "data") -> bytes:
        """Give a whole file; raises `NotFound`."""

    async def write(self, name: str, data: bytes, *, role: Role = "data") -> None:
        """Write a file whole or not at all, and its folders with it; durable when this returns."""

    async def delete(self, name: str, *, role: Role = "data") -> None:
        """Remove a file; removing nothing is fine."""

    async def names(self, folder: str = "", *, role: Role = "data") -> Sequence[str]:
        """Name the files in a folder and below it, in order."""
