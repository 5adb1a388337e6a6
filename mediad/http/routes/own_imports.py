"""What one takes over from files: what they say that one did, and playlists.

Nobody's files say whose ratings they hold; so they are imported for the one who asks, and never for all.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pydantic import Field

from mediad.http.answers import Answer, created, single
from mediad.http.route import API, Call, Route
from mediad.http.routes.own_lists import WholeList
from mediad.http.shapes import Body, Name, Shape, written
from mediad.http.who import person
from mediad.storage.ports import imports, libraries, userdata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mediad.storage.ports import Storage, Transaction
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Clock

_BATCH = 500
_BODY = 2 << 20
_MOST = 5000
_LONGEST = 1000


class Imported(Shape):
    """What came of an import."""

    works: int = Field(description="Of how many works the files said something that one had not said oneself.")


class Playlist(Body):
    """A playlist as its file has it."""

    name: Name
    m3u: str = Field(max_length=1 << 20, description="The text of an `.m3u8` file.")
    folder: str = Field(default="", max_length=4096, description="Where the file lies: its relative paths begin there.")


class OwnImports:
    """Answers about what the caller takes over from files."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def people(self, call: Call[None, None]) -> Answer:
        """Take over what files say that somebody did."""
        actor, after, works = person(call), 0, 0
        while True:
            said, after = await imports.page(self._storage, actor.viewer, after=after, limit=_BATCH)

            async def unit(tx: Transaction, said: Sequence[imports.Said] = said) -> int:
                return await imports.take(tx, actor.account, said, self._clock.now_ms())

            works += await self._storage.write(unit) if said else 0
            if not after:
                return single(written({"works": works}))

    async def playlist(self, call: Call[None, Playlist]) -> Answer:
        """Make a list of a playlist; what no file of the library is stays as it is written."""
        actor, body, now = person(call), call.body, self._clock.now_ms()
        roots = await self._roots(actor.viewer)
        entries = [await self._entry(actor.viewer, roots, each, body.folder) for each in entries_of(body.m3u)]

        async def unit(tx: Transaction) -> str:
            uid = await userdata.add_list(tx, actor.account, body.name, now)
            change = userdata.Change(revision=1, name=body.name, entries=entries[:_MOST], now=now)
            await userdata.change_list(tx, actor.viewer, uid, change)
            return uid

        uid = await self._storage.write(unit)
        found = await userdata.one_list(self._storage, actor.viewer, uid)
        return created(written(found), f"{call.base_path}{API}/me/lists/{uid}", found["revision"])

    async def _roots(self, viewer: Viewer) -> list[tuple[int, bytes]]:
        every = await libraries.all_libraries(self._storage)
        return [(root.id, root.path) for each in every if each.id in viewer.libraries for root in each.roots]

    async def _entry(
        self, viewer: Viewer, roots: Sequence[tuple[int, bytes]], written_: str, folder: str
    ) -> userdata.Entry:
        for root, path in below(roots, written_, folder):
            if found := await imports.work_at(self._storage, viewer, root, path):
                return userdata.Entry(subject=found)
        return userdata.Entry(unresolved=written_[:_LONGEST])


def entries_of(m3u: str) -> Iterator[str]:
    """Give what a playlist names, a line each; comments are none."""
    for line in m3u.removeprefix("\ufeff").splitlines():
        if (text := line.strip()) and not text.startswith("#"):
            yield text


def below(roots: Sequence[tuple[int, bytes]], written_: str, folder: str) -> Iterator[tuple[int, bytes]]:
    """Give the places below roots that an entry may mean: an absolute path, one from a folder, or from each root."""
    path = unquote(written_.removeprefix("file://")) if written_.startswith("file://") else written_.replace("\\", "/")
    if "://" in path:
        return
    whole = os.fsencode(posixpath.normpath(posixpath.join("/", folder, path)))
    for root, place in roots:
        if whole.startswith(place.rstrip(b"/") + b"/"):
            yield root, whole[len(place.rstrip(b"/")) + 1 :]
        elif not folder and not path.startswith("/"):
            yield root, whole[1:]


def routes(storage: Storage, clock: Clock) -> list[Route]:
    """Give the routes of what one takes over."""
    answers = OwnImports(storage, clock)
    return [
        Route(
            method="POST", path=f"{API}/me/imports", name="import_people", permission="me.write", tag="me",
            summary="Take over the ratings and plays that files hold; what one said oneself stays.",
            handler=answers.people, answer=Imported,
        ),
        Route(
            method="POST", path=f"{API}/me/playlists", name="import_playlist", permission="me.write", tag="me",
            summary="Make a list of a playlist's text; what it names and nobody knows is kept.",
            handler=answers.playlist, body=Playlist, answer=WholeList, status=201, max_body=_BODY,
        ),
    ]  # fmt: skip
