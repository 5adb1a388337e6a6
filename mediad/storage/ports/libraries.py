"""Libraries and their roots as rows: what is declared, and what became of each root."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction

TOPIC = "libraries"
"""Announced when a library or the state of a root changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A folder of a disk that belongs to a library.

    Attributes:
        facts: What it is recognised by; empty until it was seen once.
        state: `new`, `online`, `offline` (not there), `held` (something else is there) or `detached`.
        reason: Why it is not online, and what to do.
        since: When that began, ms.
    """

    id: int
    uid: str
    library: int
    path: bytes
    facts: Mapping[str, Any] = field(default_factory=dict)
    state: str = "new"
    reason: str = ""
    since: int = 0

    @property
    def text(self) -> str:
        """The path for people."""
        return shown(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library with its roots.

    Attributes:
        types: Media types, best first.
        origin: `file` or `api`: who may change it.
        settings: `slug` (its name in the configuration), `watch`, `scan` (cron), `ignore` (names and globs).
        detached: When it left the configuration, None while it is declared.
    """

    id: int
    uid: str
    name: str
    types: tuple[str, ...]
    isolated: bool = False
    origin: str = "api"
    settings: Mapping[str, Any] = field(default_factory=dict)
    created: int = 0
    detached: int | None = None
    revision: int = 1
    roots: tuple[Root, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Show it as the API does."""
        return {
            "id": self.uid,
            "name": self.name,
            "types": list(self.types),
            "isolated": self.isolated,
            "origin": self.origin,
            "slug": self.settings.get("slug"),
            "settings": {name: value for name, value in self.settings.items() if name != "slug"},
            "created": self.created,
            "detached": self.detached,
            "revision": self.revision,
            "roots": [
                {"id": root.uid, "path": root.text, "state": root.state, "reason": root.reason, "since": root.since}
                for root in self.roots
            ],
        }


def shown(path: bytes) -> str:
    """Give a path or name for people; bytes that are no UTF-8 show as a replacement sign."""
    return path.decode("utf-8", "replace")


async def all_libraries(reader: Reader) -> list[Library]:
    """List every library, detached ones too, by name."""
    roots: dict[int, list[Root]] = {}
    for row in await reader.fetch_all("libraries.roots"):
        root = _root(row)
        roots.setdefault(root.library, []).append(root)
    return [_library(row, tuple(roots.get(row[0], ()))) for row in await reader.fetch_all("libraries.all")]


async def by_uid(reader: Reader, uid: str) -> Library | None:
    """Find a library by its public id."""
    return next((library for library in await all_libraries(reader) if library.uid == uid), None)


async def hold(tx: Transaction, uid: str) -> None:
    """Keep a library from everybody else who would hold it, until the end of this unit."""
    await tx.fetch_one("libraries.hold", (uid,))


async def add(tx: Transaction, library: Library) -> None:
    """Make a library with its roots; its ids come from `reserve`."""
    await tx.execute("libraries.add", (library.id, library.uid, *_columns(library), library.created))
    await add_roots(tx, library.roots)
    tx.announce(TOPIC)


async def add_roots(tx: Transaction, roots: Sequence[Root]) -> None:
    """Make roots."""
    await tx.execute_many(
        "libraries.add_root", [(each.id, each.uid, each.library, each.path, each.since) for each in roots]
    )


async def change(tx: Transaction, library: Library) -> None:
    """Change what a library is; a detached one is back."""
    await tx.execute("libraries.change", (*_columns(library), library.id))
    tx.announce(TOPIC)


async def detach(tx: Transaction, library: Library, at: int, reason: str) -> None:
    """Note that a library is not declared any more; nothing of it is deleted."""
    await tx.execute("libraries.detach", {"at": at, "id": library.id})
    for root in library.roots:
        await root_state(tx, root, "detached", reason, at)


async def root_state(tx: Transaction, root: Root, state: str, reason: str, at: int) -> None:
    """Note what became of a root."""
    if (root.state, root.reason) != (state, reason):
        await tx.execute("libraries.root_state", {"state": state, "reason": reason, "since": at, "id": root.id})
        tx.announce(TOPIC)


async def root_facts(tx: Transaction, root: Root, facts: Mapping[str, Any]) -> None:
    """Keep what a root is recognised by."""
    if root.facts != facts:
        await tx.execute("libraries.root_facts", {"facts": json.dumps(dict(facts)), "id": root.id})


async def forget(tx: Transaction, library: int) -> None:
    """Forget a library, its roots, scans and holds, once its files are gone from the tables."""
    for name in ("scans.delete_of", "holds.delete_of", "libraries.delete_roots"):
        await tx.execute(name, {"library": library})
    await tx.execute("libraries.delete", {"id": library})
    tx.announce(TOPIC)


def as_path(text: str) -> bytes:
    """Turn a path as people write it into bytes, without a trailing slash."""
    return os.path.normpath(os.fsencode(text))


def _columns(library: Library) -> tuple[object, ...]:
    return (
        library.name,
        json.dumps(list(library.types)),
        int(library.isolated),
        library.origin,
        json.dumps(dict(library.settings)),
    )


def _root(row: Row) -> Root:
    number, uid, library, path, facts, state, reason, since = row
    return Root(
        id=number, uid=uid, library=library, path=bytes(path), facts=json.loads(facts), state=state, reason=reason,
        since=since,
    )  # fmt: skip  # one row


def _library(row: Row, roots: tuple[Root, ...]) -> Library:
    number, uid, name, types, isolated, origin, settings, created, detached, revision = row
    return Library(
        id=number, uid=uid, name=name, types=tuple(json.loads(types)), isolated=bool(isolated), origin=origin,
        settings=json.loads(settings), created=created, detached=detached, revision=revision, roots=roots,
    )  # fmt: skip  # one row
