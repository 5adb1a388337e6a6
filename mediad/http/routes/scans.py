"""Scans: what each saw and did; what it held back, and what it could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from mediad.http.answers import Answer, PageOf, single
from mediad.http.route import API, Call, PageQuery, Route
from mediad.http.routes.jobs import NEWEST
from mediad.http.routes.libraries import MANAGE, seen
from mediad.http.shapes import Body, Flag, Shape, Uid, Walk, written
from mediad.http.who import who
from mediad.library.inventory.deciding import decide_hold
from mediad.library.inventory.watching import SCAN
from mediad.storage.ports import holds, jobs, libraries, problems
from mediad.storage.ports import scans as port
from mediad_sdk.errors import Conflict, NotFound

if TYPE_CHECKING:
    from mediad.accounts.identities import Identity
    from mediad.library.inventory.scene import Tools
    from mediad.storage.ports import Reader

State = Literal["queued", "running", "finished", "failed", "cancelled"]
_DECISIONS = {"approve": "approved", "reject": "rejected"}


class Scan(Shape):
    """A scan.

    Attributes:
        id: Its public id, that of its job.
        library: Id of the library.
        mode: How it looks.
        path: The folder that it is about; empty is all.
        state: How it is.
        started: When it began: milliseconds since 1970, UTC.
        finished: When it ended: milliseconds since 1970, UTC, or null.
        counts: What it found: `files`, `added`, `changed`, `moved`, `missing`, `errors` ...
        report: What was `left_out` and what was `passed_over`, each with its reason; for a dry scan the `plan`.
        message: What a person reads.
    """

    id: str
    library: str
    mode: Literal["full", "quick", "dry", "again"]
    path: str
    state: State
    started: int
    finished: int | None
    counts: dict[str, int]
    report: dict[str, Any]
    message: str


class Hold(Shape):
    """A loss that waits for a person.

    Attributes:
        id: Its public id.
        library: Id of the library.
        root: Id of the root.
        path: The folder whose files are not there.
        files: How many files.
        reason: Why it is held.
        created: Since when: milliseconds since 1970, UTC.
        decided: When it was decided: milliseconds since 1970, UTC, or null.
        decision: What became of it; empty while it waits.
    """

    id: str
    library: str
    root: str
    path: str
    files: int
    reason: str
    created: int
    decided: int | None
    decision: Literal["", "approved", "rejected", "healed"]


class ReadProblem(Shape):
    """A file or folder that could not be read or understood; a folder has no id.

    Attributes:
        path: The file or folder.
        code: What is wrong, for programs.
        reason: What is wrong, and what to do.
        since: Since when: milliseconds since 1970, UTC.
        id: Public id of the file; null for a folder.
    """

    path: str
    code: str
    reason: str
    since: int
    id: str | None = None


class ScansQuery(PageQuery):
    """Which scans.

    Attributes:
        library: Only scans of this library.
        state: Only scans in this state; all when empty.
    """

    library: Uid | None = None
    state: Literal["", "queued", "running", "finished", "failed", "cancelled"] = ""


class HoldsQuery(PageQuery):
    """Which holds.

    Attributes:
        all: `true` shows those that were decided, too.
    """

    all: Flag = "false"


class Decision(Body):
    """What to do about a hold.

    Attributes:
        decision: `approve` takes the files for gone, `reject` keeps them as they are.
    """

    decision: Literal["approve", "reject"]


class Scans:
    """Answers about scans, holds and problems."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._storage: Reader = tools.storage
        self._scans: Walk[ScansQuery] = Walk("scans", NEWEST)
        self._holds: Walk[HoldsQuery] = Walk("holds", NEWEST)
        self._problems: Walk[PageQuery] = Walk("problems")

    async def all_scans(self, call: Call[ScansQuery, None]) -> Answer:
        """List scans, newest first."""
        query, actor = call.query, who(call)
        visible = None if actor.libraries is None else actor.viewer.libraries
        found, following = await port.page(
            self._storage, library=query.library or "", libraries=visible, state=query.state,
            below=self._scans.place(query), limit=query.limit,
        )  # fmt: skip
        return self._scans.page(found, following)

    async def one(self, call: Call[None, None]) -> Answer:
        """Show a scan, also one whose job has not begun."""
        uid = call.params["id"]
        try:
            scan = await port.one(self._storage, uid)
        except NotFound:
            scan = _waiting(await self._job(uid))
        if not _sees(who(call), scan["library"]):
            raise NotFound(f"there is no scan {uid}")
        return single(written(scan))

    async def holds(self, call: Call[HoldsQuery, None]) -> Answer:
        """List what waits for a decision."""
        library, query = await seen(self._storage, call), call.query
        found = await holds.page(
            self._storage, library.id, every=query.all == "true", below=self._holds.place(query), limit=query.limit
        )
        return self._holds.page([each.as_json() for each in found], found[-1].id if len(found) == query.limit else None)

    async def decide(self, call: Call[None, Decision]) -> Answer:
        """Believe a loss, or not."""
        library, uid = await seen(self._storage, call), call.params["hold"]
        hold = await holds.by_uid(self._storage, uid)
        if hold is None or hold.library != library.id:
            raise NotFound(f"{library.name} has no hold {uid}.")
        actor = who(call)
        await decide_hold(self._tools, uid, _DECISIONS[call.body.decision], actor.account or None)
        decided = await holds.by_uid(self._storage, uid)
        return single(written((decided or hold).as_json()))

    async def problems(self, call: Call[PageQuery, None]) -> Answer:
        """List what could not be read or is not whole; folders come first."""
        library, limit = await seen(self._storage, call), call.query.limit
        place = self._problems.place(call.query)
        found = await problems.of_library(self._storage, library.id, after=place, limit=limit)
        places = [each.pop("after") for each in found]
        return self._problems.page(found, places[-1] if len(found) == limit else None)

    async def _job(self, uid: str) -> dict[str, Any]:
        job = await jobs.one(self._storage, uid)
        library = await libraries.by_uid(self._storage, str(job["args"].get("library", "")))
        if job["type"] != SCAN or library is None:
            raise NotFound(f"there is no scan {uid}")
        return job


def _waiting(job: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": job["id"], "library": job["args"]["library"], "mode": job["args"].get("mode", "full"),
        "path": job["args"].get("path", ""), "state": job["state"], "started": job["created"],
        "finished": job["finished"], "counts": {}, "report": {}, "message": job["message"],
    }  # fmt: skip


def _sees(actor: Identity, library: str) -> bool:
    return actor.libraries is None or library in actor.libraries


def routes(tools: Tools) -> list[Route]:
    """Give the routes of scans, holds and problems."""
    answers = Scans(tools)
    library = f"{API}/libraries/{{id:uuid}}"
    return [
        Route(
            method="GET", path=f"{API}/scans", name="list_scans", permission=MANAGE, handler=answers.all_scans,
            summary="Scans, newest first.", query=ScansQuery, answer=PageOf(Scan), fields=True, tag="scans",
        ),
        Route(
            method="GET", path=f"{API}/scans/{{id:uuid}}", name="get_scan", permission=MANAGE, handler=answers.one,
            summary="One scan; of a dry run with its plan.", answer=Scan, problems=(NotFound,), tag="scans",
        ),
        Route(
            method="GET", path=f"{library}/holds", name="list_holds", permission=MANAGE, handler=answers.holds,
            summary="Losses that wait for a decision; with `all` the decided ones, too.", query=HoldsQuery,
            answer=PageOf(Hold), problems=(NotFound,), tag="libraries",
        ),
        Route(
            method="POST", path=f"{library}/holds/{{hold:uuid}}", name="decide_hold", permission=MANAGE, body=Decision,
            summary="Approve or reject a loss; the first decision stands.", handler=answers.decide, answer=Hold,
            problems=(NotFound, Conflict), tag="libraries",
        ),
        Route(
            method="GET", path=f"{library}/problems", name="list_problems", permission=MANAGE, query=PageQuery,
            summary="Files and folders that could not be read, with the reason.", handler=answers.problems,
            answer=PageOf(ReadProblem), problems=(NotFound,), tag="libraries",
        ),
    ]  # fmt: skip
