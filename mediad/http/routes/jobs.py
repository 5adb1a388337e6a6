"""Jobs: what waits, runs and ended, with its log; start a plugin's, cancel and retry.

Jobs of the core have routes of their own (a scan, a conversion), with their own permissions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

from pydantic import AfterValidator, Field, ValidationError

from mediad.http.answers import Answer, PageOf, single
from mediad.http.identity import may
from mediad.http.route import API, Call, PageQuery, Route
from mediad.http.shapes import LATEST, Body, Shape, Walk, written
from mediad.http.who import who
from mediad.storage.ports import jobs as port
from mediad_sdk.calls import settled
from mediad_sdk.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mediad.storage.ports import Reader
    from mediad_sdk.values.commands import Command
    from mediad_sdk.values.jobs import JobType

NEWEST = 2**62
_READ, _MANAGE = "jobs.read", "jobs.manage"


class Queue(Protocol):
    """The queue, as far as people change it."""

    async def enqueue(self, job: str, args: Mapping[str, Any], *, owner: str = "") -> str:
        """Put a job into the queue and give its public id."""

    async def cancel(self, uid: str) -> None:
        """End a waiting job, or ask a running one to stop."""

    async def retry(self, uid: str) -> None:
        """Give a failed or cancelled job all its attempts again."""


class Job(Shape):
    """A job; `result` and `args` are shown of one job alone.

    Attributes:
        id: Its public id.
        type: The full name: `plugin.job`.
        lane: The queue in the queue that it waits in.
        state: How it is.
        priority: Higher goes first.
        attempts: How often it was begun.
        max_attempts: How often it may be.
        progress: From 0 to 1.
        message: What it does, or did last.
        error: What went wrong last: `code`, `message`, `remedy`; or null.
        created: When it was put into the queue: milliseconds since 1970, UTC.
        due: When it may begin: milliseconds since 1970, UTC.
        started: When its last attempt began: milliseconds since 1970, UTC, or null.
        finished: When it ended: milliseconds since 1970, UTC, or null.
        args: What it was given.
        result: What it gave.
    """

    id: str
    type: str
    lane: str
    owner: str = Field(description="Id of the user whom it is done for; empty for the daemon itself.")
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
    """A line of a job's log.

    Attributes:
        line: Its number, from 1.
        at: When it was written: milliseconds since 1970, UTC.
        level: `debug`, `info`, `warning` or `error`.
        message: The line.
    """

    line: int
    at: int
    level: str
    message: str


def _finite(args: dict[str, Any]) -> dict[str, Any]:
    json.dumps(args, allow_nan=False)  # a NaN would be stored, and make every page with this job no JSON
    return args


Arguments = Annotated[dict[str, Any], AfterValidator(_finite)]
"""What people tell a job or a command; JSON."""


class NewJob(Body):
    """Which job, and what it gets."""

    type: str = Field(min_length=1, max_length=200, description="The full name: `plugin.job`.")
    args: Arguments = Field(default_factory=dict, description="What its plugin says that it takes.")


class JobsQuery(PageQuery):
    """Which jobs.

    Attributes:
        state: Only jobs in this state; all when empty.
    """

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
    """Work that was begun: the id of its job.

    Attributes:
        job: Id of the job; see `/jobs/{id}`.
    """

    job: str


def chosen(job: NewJob, offered: Sequence[JobType]) -> JobType:
    """Find the job that a plugin offers under a name."""
    for each in offered:
        if each.id == job.type:
            return each
    names = ", ".join(sorted(each.id for each in offered)) or "none"
    place = ("/type", f"no plugin offers the job {job.type!r}")
    raise Invalid("The job is not known.", places=(place,), remedy=f"The jobs of plugins: {names}.")


async def checked(args: Mapping[str, Any], known: JobType | Command) -> Mapping[str, Any]:
    """Let the model that the plugin declares check and complete the arguments; without one, they are as they are."""
    if known.args is None:
        return args
    try:
        made: Mapping[str, Any] = (await settled(known.args.model_validate(args))).model_dump(mode="json")
    except Invalid as error:  # of a model in a process of its own
        places = tuple((f"/args{place}", sentence) for place, sentence in error.places)
        raise Invalid(f"{known.id} does not take these arguments.", places=places) from None
    except ValidationError as error:
        places = tuple(("".join(f"/{step}" for step in ("args", *each["loc"])), each["msg"]) for each in error.errors())
        raise Invalid(f"{known.id} does not take these arguments.", places=places) from None
    return made


async def reached(storage: Reader, call: Call[Any, Any], permission: str) -> dict[str, Any]:
    """Find a job that the caller may reach with this permission, or because it is done for them."""
    job, actor = await port.one(storage, call.params["id"]), who(call)
    if not may(actor, permission) and job["owner"] != actor.uid:
        raise NotFound(f"there is no job {job['id']}")
    return job


def _whose(call: Call[Any, Any]) -> str:
    """Tell whose jobs the caller lists: "" is all."""
    return "" if may(who(call), _READ) else who(call).uid


def routes(storage: Reader, queue: Queue, offered: Callable[[], Sequence[JobType]]) -> list[Route]:
    """Give the routes of jobs; `offered` names those of plugins."""
    walk: Walk[JobsQuery] = Walk("jobs", NEWEST)
    lines: Walk[LogQuery] = Walk("log")

    async def all_jobs(call: Call[JobsQuery, None]) -> Answer:
        query = call.query
        jobs, following = await port.page(
            storage, state=query.state, type_=query.type, below=walk.place(query), limit=query.limit,
            owner=_whose(call),
        )  # fmt: skip
        return walk.page(jobs, following)

    async def start(call: Call[None, NewJob]) -> Answer:
        known = chosen(call.body, offered())
        return accepted(call, await queue.enqueue(known.id, await checked(call.body.args, known), owner=who(call).uid))

    async def one(call: Call[None, None]) -> Answer:
        return single(written(await reached(storage, call, _READ)))

    async def log(call: Call[LogQuery, None]) -> Answer:
        await reached(storage, call, _READ)
        after = max(call.query.after, lines.place(call.query))
        found = await port.log(storage, call.params["id"], after=after, limit=call.query.limit)
        return lines.page(found, found[-1]["line"] if len(found) == call.query.limit else None)

    async def cancel(call: Call[None, None]) -> Answer:
        await reached(storage, call, _MANAGE)
        await queue.cancel(call.params["id"])
        return single(written(await port.one(storage, call.params["id"])))

    async def retry(call: Call[None, None]) -> Answer:
        await queue.retry(call.params["id"])
        return accepted(call, call.params["id"])

    path = f"{API}/jobs/{{id:uuid}}"
    return [
        Route(
            method="GET", path=f"{API}/jobs", name="list_jobs", permission=_READ, own="me.read", handler=all_jobs,
            summary="Jobs, newest first: all, or one's own.", query=JobsQuery, answer=PageOf(Job), fields=True,
            tag="jobs",
        ),
        Route(
            method="POST", path=f"{API}/jobs", name="start_job", permission=_MANAGE, handler=start, status=202,
            summary="Start a job that a plugin offers.", body=NewJob, answer=Started, tag="jobs",
        ),
        Route(
            method="GET", path=path, name="get_job", permission=_READ, own="me.read", handler=one, tag="jobs",
            summary="One job with its arguments and its result.", answer=Job, problems=(NotFound,),
        ),
        Route(
            method="GET", path=f"{path}/log", name="get_job_log", permission=_READ, own="me.read", handler=log,
            summary="What a job wrote.", query=LogQuery, answer=PageOf(LogLine), problems=(NotFound,), tag="jobs",
        ),
        Route(
            method="POST", path=f"{path}/cancel", name="cancel_job", permission=_MANAGE, own="me.write", handler=cancel,
            summary="End a waiting job, or ask a running one to stop.", answer=Job, problems=(NotFound, Conflict),
            tag="jobs",
        ),
        Route(
            method="POST", path=f"{path}/retry", name="retry_job", permission=_MANAGE, handler=retry, status=202,
            summary="Put a job that failed, was cancelled or waits for its next attempt into the queue again.",
            answer=Started, problems=(NotFound, Conflict), tag="jobs",
        ),
    ]  # fmt: skip
