"""Libraries: what is served, from which folders, and how those are; made, changed, removed, scanned."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

from mediad.config.models import DAILY
from mediad.http.answers import Answer, PageOf, created, single
from mediad.http.identity import may
from mediad.http.problems import PreconditionFailed
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.jobs import Started, accepted
from mediad.http.routes.library_shapes import Library, LibraryEdit, NewLibrary, ScanWish, Settings, StartedScan
from mediad.http.shapes import short, written
from mediad.http.who import who
from mediad.library.inventory.deciding import remove_library
from mediad.library.inventory.declaring import Declaration, accept_root, change, create
from mediad.library.inventory.watching import SCAN, key_of
from mediad.library.wishes import refusals
from mediad.storage.ports import libraries as port
from mediad_sdk.errors import Conflict, Invalid, NotFound
from mediad_sdk.values.jobs import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mediad.accounts.identities import Identity
    from mediad.library.inventory.scene import Tools
    from mediad.storage.ports import Reader
    from mediad_sdk.host import Jobs

MANAGE = "libraries.manage"
REMOVE = "library.remove"
_OF_MANAGERS = ("roots", "settings", "slug")


class Libraries:
    """Answers about libraries."""

    def __init__(self, tools: Tools, jobs: Jobs, own_place: Callable[[str], str]) -> None:
        self._tools = tools
        self._own_place = own_place
        self._storage = tools.storage
        self._jobs = jobs

    async def all_libraries(self, call: Call[ShortQuery, None]) -> Answer:
        """List the libraries that the caller may see."""
        actor = who(call)
        libraries = [each for each in await port.all_libraries(self._storage) if sees(actor, each)]
        return short(call.query, "libraries", [_shown(each, actor) for each in libraries])

    async def one(self, call: Call[Any, Any]) -> Answer:
        """Show a library."""
        library = await seen(self._storage, call)
        return single(written(_shown(library, who(call))), library.revision)

    async def make(self, call: Call[None, NewLibrary]) -> Answer:
        """Make a library."""
        body = call.body
        self._check(body, body.types, body.roots)
        declaration = Declaration(
            name=body.name, types=tuple(body.types), roots=tuple(map(port.as_path, body.roots)),
            isolated=body.isolated, settings=body.over({"scan": DAILY}),
        )  # fmt: skip
        now = self._tools.clock.now_ms()
        library = await self._storage.write(lambda tx: create(tx, declaration, now))
        location = f"{call.base_path}{API}/libraries/{library.uid}"
        return created(written(library.as_json()), location, library.revision)

    async def change(self, call: Call[None, LibraryEdit]) -> Answer:
        """Change a library."""
        library, body = await seen(self._storage, call), call.body
        if call.expected not in (None, library.revision):
            raise PreconditionFailed
        self._check(body, body.types or (), body.roots or ())
        kept = tuple(root.path for root in library.roots if root.state != "detached")
        declaration = Declaration(
            name=body.name or library.name, types=tuple(body.types or library.types), isolated=library.isolated,
            roots=tuple(map(port.as_path, body.roots)) if body.roots else kept,
            settings=body.over(dict(library.settings)),
        )  # fmt: skip
        now = self._tools.clock.now_ms()
        await self._storage.write(lambda tx: change(tx, library.uid, declaration, now, library.revision))
        return await self.one(call)

    async def remove(self, call: Call[None, None]) -> Answer:
        """Take a library out of use at once; a job clears what it listed."""
        library = await seen(self._storage, call)
        await remove_library(self._tools, library.uid)
        args, owner = {"library": library.uid}, who(call).uid
        return accepted(call, await self._jobs.enqueue(REMOVE, args, key=library.uid, owner=owner))

    async def accept(self, call: Call[None, None]) -> Answer:
        """Take what is at a root's path now for the root."""
        library, uid = await seen(self._storage, call), call.params["root"]
        if uid not in {root.uid for root in library.roots}:
            raise NotFound(f"{library.name} has no root {uid}.")
        now = self._tools.clock.now_ms()
        await self._storage.write(lambda tx: accept_root(tx, uid, now))
        return await self.one(call)

    async def scan(self, call: Call[None, ScanWish]) -> Answer:
        """Let a library be scanned."""
        library, mode, path = await seen(self._storage, call), call.body.mode, call.body.path or ""
        if library.detached is not None:
            why = next((root.reason for root in library.roots), "Declare it again first.")
            raise Conflict(f"{library.name} is not in use.", remedy=why)
        if path and not any(_inside(port.as_path(path), root.path) for root in library.roots):
            raise Invalid("The folder is no part of the library.", places=(("/path", "lies in none of its roots"),))
        args = {"library": library.uid, "mode": mode, **({"path": path} if path else {})}
        key, owner = key_of(library.uid, mode, path), who(call).uid
        job = await self._jobs.enqueue(SCAN, args, key=key, priority=1, owner=owner)
        answer = accepted(call, job, scan=job)  # a scan has its job's id, so that a resumed job finds it again
        location = ("Location", f"{call.base_path}{API}/scans/{job}")
        return Answer(body=answer.body, status=answer.status, headers=(location,))

    def _check(self, body: Settings, types: Sequence[str], roots: Sequence[str]) -> None:
        from mediad.jobs.triggers import make_trigger  # noqa: PLC0415  # APScheduler costs 100 ms that no start needs

        places = [
            (f"/types/{at}", f"is none of {', '.join(sorted(self._tools.types)) or 'the media types: there are none'}")
            for at, each in enumerate(types)
            if each not in self._tools.types
        ]
        places += [
            (f"/roots/{at}", f"overlaps {own}, whose files are the daemon's own")
            for at, each in enumerate(roots)
            if (own := self._own_place(each))
        ]
        known = [self._tools.types[each] for each in types if each in self._tools.types]
        refused = refusals(body.sidecars or (), self._tools.sidecars, known)
        places += [(f"/sidecars/{at}", refused[each]) for at, each in enumerate(body.sidecars or ()) if each in refused]
        for name in ("scan", "quick"):
            if cron := getattr(body, name):
                try:
                    make_trigger(Schedule(id=name, job=SCAN, cron=cron), dt.UTC)
                except Invalid as error:
                    places.append((f"/{name}", error.remedy))
        if places:
            raise Invalid("The library cannot be saved.", places=tuple(places), remedy="Correct the named places.")


async def seen(storage: Reader, call: Call[Any, Any]) -> port.Library:
    """Find the library that a path names; raises `NotFound` when the caller may not see it."""
    library = await port.by_uid(storage, call.params["id"])
    if library is None or not sees(who(call), library):
        raise NotFound(f"There is no library {call.params['id']}.", remedy="See the list of libraries.")
    return library


def sees(actor: Identity, library: port.Library) -> bool:
    """Tell whether somebody sees a library; one that is not declared any more is for those who manage all."""
    if library.detached is not None:
        return actor.libraries is None and may(actor, MANAGE)
    return library.id in actor.viewer.libraries


def _shown(library: port.Library, actor: Identity) -> dict[str, Any]:
    shown = library.as_json()
    return shown if may(actor, MANAGE) else {name: value for name, value in shown.items() if name not in _OF_MANAGERS}


def _inside(path: bytes, root: bytes) -> bool:
    return path == root or path.startswith(root.rstrip(b"/") + os.fsencode(os.sep))


def routes(tools: Tools, jobs: Jobs, own_place: Callable[[str], str] = lambda _: "") -> list[Route]:
    """Give the routes of libraries."""
    answers = Libraries(tools, jobs, own_place)
    every, path = f"{API}/libraries", f"{API}/libraries/{{id:uuid}}"
    return [
        Route(
            method="GET", path=every, name="list_libraries", permission="items.read", handler=answers.all_libraries,
            summary="The libraries that one may see.", answer=PageOf(Library), fields=True, tag="libraries",
            query=ShortQuery,
        ),
        Route(
            method="POST", path=every, name="make_library", permission=MANAGE, handler=answers.make, status=201,
            summary="Make a library.", body=NewLibrary, answer=Library, problems=(Conflict,), tag="libraries",
        ),
        Route(
            method="GET", path=path, name="get_library", permission="items.read", handler=answers.one, answer=Library,
            summary="One library with the state of its roots.", problems=(NotFound,), tag="libraries",
        ),
        Route(
            method="PATCH", path=path, name="change_library", permission=MANAGE, handler=answers.change,
            summary="Change a library.", body=LibraryEdit, answer=Library, if_match=True, tag="libraries",
            problems=(NotFound, Conflict),
        ),
        Route(
            method="DELETE", path=path, name="remove_library", permission=MANAGE, handler=answers.remove, status=202,
            summary="Remove a library; what people did with its works stays.", answer=Started, tag="libraries",
            problems=(NotFound, Conflict),
        ),
        Route(
            method="POST", path=f"{path}/scan", name="scan_library", permission=MANAGE, handler=answers.scan,
            summary="Look at the disks now; in the mode `dry` only tell what would change.", body=ScanWish,
            answer=StartedScan, status=202, problems=(NotFound, Conflict), tag="libraries",
        ),
        Route(
            method="POST", path=f"{path}/roots/{{root:uuid}}/accept", name="accept_root", permission=MANAGE,
            summary="Take the disk that is there now for the one that was; what it lacks is held at the next scan.",
            handler=answers.accept, answer=Library, problems=(NotFound,), tag="libraries",
        ),
    ]  # fmt: skip
