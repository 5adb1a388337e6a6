"""Works here, found by what Plex knows of its own."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from mediad_plugin_plex.items import SCHEMES
from mediad_sdk.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from mediad_plugin_plex.items import Item
    from mediad_sdk.host import Library

KINDS = {"film": "movie", "episode": "episode"}
"""Kinds of works here, and what Plex calls them."""
_STEP = 200


class Works:
    """An index of the works that one person may see."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, str, str], str] = {}
        self._by_name: dict[tuple[str, str], str] = {}

    @classmethod
    async def of(cls, library: Library, user: str) -> Works:
        """Read every film and episode."""
        made = cls()
        for kind, theirs in KINDS.items():
            async for chunk in _chunks(library, kind, user):
                made._learn(theirs, await library.many(chunk, user=user))
        return made

    def find(self, item: Item) -> str:
        """Give the id of the work that an item is: by external ids, then by the name of its file; "" for none."""
        for scheme in SCHEMES:
            if found := self._by_id.get((item.type, scheme, item.ids.get(scheme, ""))):
                return found
        names = (_name(file) for file in item.files)
        return next(filter(None, (self._by_name.get((item.type, name)) for name in names)), "")

    def _learn(self, type_: str, works: Sequence[Mapping[str, Any]]) -> None:
        for work in works:
            for each in work.get("fields", {}).get("ids", ()):
                if each["scheme"] in SCHEMES:
                    self._by_id[type_, each["scheme"], str(each["value"])] = work["id"]
            if media := work.get("media"):
                key = type_, media["name"]
                self._by_name[key] = (
                    "" if key in self._by_name else work["id"]
                )  # a name that two works have says nothing


async def _chunks(library: Library, kind: str, user: str) -> AsyncIterator[list[str]]:
    """Give the ids of a kind, many at once; there are none where no plugin brings the kind."""
    chunk: list[str] = []
    try:
        async for short in library.items(kind, user=user):
            chunk.append(short["id"])
            if len(chunk) == _STEP:
                yield chunk
                chunk = []
    except Invalid:
        return
    if chunk:
        yield chunk


def _name(file: str) -> str:
    return PureWindowsPath(file).name if "\\" in file else PurePosixPath(file).name
