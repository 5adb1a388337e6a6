"""Jobs: what waits, runs and ended, with its log; cancel and retry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import Field

from mediad.http.answers import Answer, PageOf, single
from mediad.http.route import API, Call, PageQuery, Route
from mediad.http.shapes import LATEST, Shape, Walk, written
from mediad.storage.ports import jobs as port
from mediad_sdk.errors import Conflict, NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader

NEWEST = 2**62


class Queue(Protocol):
    """The queue, as far as people change it."""

    async def cancel(self, uid: str) -> None:
        """End a waiting job, or ask a running one to stop."""

    async def retry(self, uid: str) -> None:
        """Give a failed or cancelled job all its attempts again."""


class Job(Shape):
    """A job; `result` and `args` are shown of one job alone."""

    id: str
    type: str
    lane: str
    state: Literal["queued", "running", "finished", "failed", "cancelled"]
    priority: int
    attempts: int
    max_attempts: int
    cancel_requested: bool = Field(description="It was asked to stop.")
    progress: float
    message: str
    error: dict[str, Any] | None
    created: int
    due: int
    started: int | None
    finished: int | None
    args: dict[str, Any] = Field(default_factory=dict)
    result: Any = None


class LogLine(Shape):
    """A line of a job's log."""

    line: int
    at: int
    level: str
    message: str


class JobsQuery(PageQuery):
    """Which jobs."""

    state: Literal["", "queued", "running", "finished", "failed", "cancelled"] = ""
    type: str = Field(default="", max_length=200, description="The full name: `plugin.job`.")


class LogQuery(PageQuery):
    """Where in the log."""

    after: int = Field(default=0, ge=0, le=LATEST, description="The last line that is known.")


def accepted(call: Call[Any, Any], uid: str, **more: str) -> Answer:
    """Answer 202: work was begun, and here is its job."""
    location = ("Location", f"{call.base_path}{API}/jobs/{uid}")
    return Answer(body=written({"job": uid, **more}).encode(), status=202, headers=(location,))


class Started(Shape):
    """Work that was begun: the id of its job."""

    job: str


def routes(storage: Reader, queue: Queue) -> list[Route]:
    """Give the routes of jobs."""
    walk: Walk[JobsQuery] = Walk("jobs", NEWEST)
    lines: Walk[LogQuery] = Walk("log")

    async def all_jobs(call: Call[JobsQuery, None]) -> Answer:
        query = call.query
        jobs, following = await port.page(
            storage, state=query.state, type_=query.type, below=walk.place(query), limit=query.limit
        )
        return walk.page(jobs, following)

    async def one(call: Call[None, None]) -> Answer:
        return single(written(await port.one(storage, call.params["id"])))

    async def log(call: Call[LogQuery, None]) -> Answer:
        await port.one(storage, call.params["id"])
        after = max(call.query.after, lines.place(call.query))
        found = await port.log(storage, call.params["id"], after=after, limit=call.query.limit)
        return lines.page(found, found[-1]["line"] if len(found) == call.query.limit else None)

    async def cancel(call: Call[None, None]) -> Answer:
        await queue.cancel(call.params["id"])
        return await one(call)

    async def retry(call: Call[None, None]) -> Answer:
        await queue.retry(call.params["id"])
        return accepted(call, call.params["id"])

    path = f"{API}/jobs/{{id:uuid}}"
    return [
        Route(
            method="GET", path=f"{API}/jobs", name="list_jobs", permission="jobs.read", handler=all_jobs, tag="jobs",
            summary="Jobs, newest first.", query=JobsQuery, answer=PageOf(Job), fields=True,
        ),
        Route(
            method="GET", path=path, name="get_job", permission="jobs.read", handler=one, tag="jobs",
            summary="One job with its arguments and its result.", answer=Job, problems=(NotFound,),
        ),
        Route(
            method="GET", path=f"{path}/log", name="get_job_log", permission="jobs.read", handler=log, tag="jobs",
            summary="What a job wrote.", query=LogQuery, answer=PageOf(LogLine), problems=(NotFound,),
        ),
        Route(
            method="POST", path=f"{path}/cancel", name="cancel_job", permission="jobs.manage", handler=cancel,
            summary="End a waiting job, or ask a running one to stop.", answer=Job, problems=(NotFound, Conflict),
            tag="jobs",
        ),
        Route(
            method="POST", path=f"{path}/retry", name="retry_job", permission="jobs.manage", handler=retry, status=202,
            summary="Put a failed or cancelled job into the queue again.", answer=Started,
            problems=(NotFound, Conflict), tag="jobs",
        ),
    ]  # fmt: skip
