"""A context without a daemon: it remembers what a plugin did with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound
from mediad_sdk.host import Context
from mediad_sdk.testing.ffmpeg import FakeFfmpeg
from mediad_sdk.testing.http import FakeHttp
from mediad_sdk.testing.people import FakePeople
from mediad_sdk.testing.personal import FakePersonal
from mediad_sdk.testing.stores import BROAD, FakeDatabase, FakeFiles, FakeMetrics
from mediad_sdk.values.events import Event
from mediad_sdk.values.lists import Listing, Page


class HandClock:
    """A clock that goes on when it is told to; waiting moves it."""

    def __init__(self, now_ms: int = 1_700_000_000_000) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        """Give the time that was set."""
        return self.ms

    def monotonic(self) -> float:
        """Give the same time in seconds."""
        return self.ms / 1000

    async def sleep(self, seconds: float) -> None:
        """Go on by this much, and let others run."""
        self.ms += int(seconds * 1000)
        await asyncio.sleep(0)


class FakeLog:
    """Keeps `(level, event, fields)`."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, dict[str, Any]]] = []

    def debug(self, event: str, **fields: Any) -> None:
        """Keep a line."""
        self.lines.append(("debug", event, fields))

    def info(self, event: str, **fields: Any) -> None:
        """Keep a line."""
        self.lines.append(("info", event, fields))

    def warning(self, event: str, **fields: Any) -> None:
        """Keep a line."""
        self.lines.append(("warning", event, fields))

    def error(self, event: str, **fields: Any) -> None:
        """Keep a line."""
        self.lines.append(("error", event, fields))


class FakeJobs:
    """Keeps `(type, args)`; a key that is taken gives the job that has it."""

    def __init__(self) -> None:
        self.queued: list[tuple[str, dict[str, Any]]] = []
        self._keys: dict[tuple[str, str], str] = {}

    async def enqueue(
        self,
        type: str,  # noqa: A002  # the name in the Protocol
        args: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        priority: int = 0,  # noqa: ARG002  # as above
        delay: float = 0,  # noqa: ARG002  # as above
        owner: str = "",  # noqa: ARG002  # as above
    ) -> str:
        """Keep a job and give its id."""
        if key and (known := self._keys.get((type, key))):
            return known
        self.queued.append((type, dict(args or {})))
        made = f"job-{len(self.queued)}"
        self._keys[type, key] = made
        return made


class FakeEvents:
    """Keeps events."""

    def __init__(self) -> None:
        self.published: list[Event] = []

    async def publish(self, event: Event) -> None:
        """Keep an event."""
        self.published.append(event)


class FakeStore:
    """A store in memory; what goes in comes out as JSON makes it."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    async def get(self, key: str) -> Any:
        """Give a value, or None."""
        return json.loads(self.values[key]) if key in self.values else None

    async def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        self.values[key] = json.dumps(value, allow_nan=False)

    async def delete(self, key: str) -> None:
        """Forget a key."""
        self.values.pop(key, None)


class FakeLibrary:
    """The works that a test puts in: mappings with `id`, `kind` and `title`."""

    def __init__(self, works: Sequence[Mapping[str, Any]] = ()) -> None:
        self.works = list(works)
        self.said: dict[str, dict[str, Any]] = {}

    async def item(self, uid: str, /, *, user: str = "") -> Mapping[str, Any]:  # noqa: ARG002  # everybody sees all
        """Give one work."""
        for work in self.works:
            if work["id"] == uid:
                return work
        raise NotFound(f"There is no item {uid}.")

    async def say(self, uid: str, fields: Mapping[str, Any], /) -> None:
        """Keep what was said of a work."""
        self.said[(await self.item(uid))["id"]] = dict(fields)

    async def search(
        self,
        text: str,
        /,
        *,
        kinds: Sequence[str] = (),
        limit: int = 20,
        offset: int = 0,
        user: str = "",  # noqa: ARG002  # as above
    ) -> Sequence[Mapping[str, Any]]:
        """Find works whose title has the text."""
        found = [work for work in self.works if text.casefold() in str(work["title"]).casefold()]
        return [work for work in found if not kinds or work["kind"] in kinds][offset : offset + limit]

    async def items(self, kind: str, /, *, user: str = "") -> AsyncIterator[Mapping[str, Any]]:  # noqa: ARG002  # as above
        """Walk the works of a kind by title."""
        for work in sorted(self.works, key=lambda work: str(work["title"])):
            if work["kind"] == kind:
                yield work

    async def many(self, uids: Sequence[str], /, *, user: str = "") -> Sequence[Mapping[str, Any]]:  # noqa: ARG002  # as above
        """Give those of these works that are there; what a test left out is empty."""
        known = {work["id"]: {**BROAD, **work} for work in self.works}
        return [known[uid] for uid in dict.fromkeys(uids) if uid in known]

    async def page(self, listing: Listing, /, *, limit: int = 50, cursor: str = "", user: str = "") -> Page:  # noqa: ARG002  # as above
        """Give a page of the works of a kind, or below a work, as they were put in."""
        start, end = int(cursor or 0), int(cursor or 0) + limit
        found = [work for work in self.works if _is_listed(work, listing)]
        return Page(items=tuple(found[start:end]), next=str(end) if end < len(found) else "")

    async def sample(
        self,
        kind: str,
        count: int,
        /,
        *,
        library: str = "",  # noqa: ARG002  # as above
        user: str = "",  # noqa: ARG002  # as above
    ) -> Sequence[Mapping[str, Any]]:
        """Give the first works of a kind."""
        return [work for work in self.works if work["kind"] == kind][:count]

    async def facets(
        self,
        kind: str,  # noqa: ARG002  # as above
        name: str,  # noqa: ARG002  # as above
        /,
        *,
        after: str = "",  # noqa: ARG002  # as above
        limit: int = 100,  # noqa: ARG002  # as above
        library: str = "",  # noqa: ARG002  # as above
        user: str = "",  # noqa: ARG002  # as above
    ) -> Sequence[Mapping[str, Any]]:
        """Give none."""
        return []

    async def libraries(self, *, user: str = "") -> Sequence[Mapping[str, Any]]:  # noqa: ARG002  # as above
        """Give none."""
        return []


def _is_listed(work: Mapping[str, Any], listing: Listing) -> bool:
    parent = work.get("parent") or {}
    return parent.get("id") == listing.parent if listing.parent else work["kind"] == listing.kind


class FakeTasks:
    """Runs what is started; `settle` waits for it, so that a failure shows in the test."""

    def __init__(self) -> None:
        self.started: dict[str, asyncio.Future[None]] = {}

    def start(self, work: Callable[[], Awaitable[None]], *, name: str) -> None:
        """Start a task."""
        self.started[name] = asyncio.ensure_future(work())

    async def settle(self) -> None:
        """Wait for every task."""
        await asyncio.gather(*self.started.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeContext(Context):
    """A context whose services are fakes; their types say what they remember."""

    plugin: str = "plugin"
    instance: str = "plugin"
    log: FakeLog = field(default_factory=FakeLog)
    clock: HandClock = field(default_factory=HandClock)
    jobs: FakeJobs = field(default_factory=FakeJobs)
    events: FakeEvents = field(default_factory=FakeEvents)
    store: FakeStore = field(default_factory=FakeStore)
    library: FakeLibrary = field(default_factory=FakeLibrary)
    tasks: FakeTasks = field(default_factory=FakeTasks)
    http: FakeHttp = field(default_factory=FakeHttp)
    database: FakeDatabase = field(default_factory=FakeDatabase)
    files: FakeFiles = field(default_factory=FakeFiles)
    metrics: FakeMetrics = field(default_factory=FakeMetrics)
    people: FakePeople = field(default_factory=FakePeople)
    personal: FakePersonal = field(default_factory=lambda: FakePersonal(FakeLibrary(), HandClock()))
    ffmpeg: FakeFfmpeg = field(default_factory=FakeFfmpeg)


def fake_context(plugin: str, *, works: Sequence[Mapping[str, Any]] = ()) -> FakeContext:
    """Make a context for a plugin, over a library of these works."""
    library, clock = FakeLibrary(works), HandClock()
    personal = FakePersonal(library, clock)
    return FakeContext(plugin=plugin, instance=plugin, library=library, clock=clock, personal=personal)


@dataclass(slots=True, kw_only=True)
class FakeJobRun:
    """What a job's handler holds; remembers progress, log and checkpoint."""

    args: Mapping[str, Any] = field(default_factory=dict)
    id: str = "job-1"
    attempt: int = 1
    checkpoint: Mapping[str, Any] = field(default_factory=dict)
    fractions: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    async def save(self, checkpoint: Mapping[str, Any]) -> None:
        """Keep a checkpoint."""
        self.checkpoint = dict(checkpoint)

    async def progress(self, fraction: float, message: str = "") -> None:  # noqa: ARG002  # as in the Protocol
        """Keep how far it is."""
        self.fractions.append(fraction)

    async def log(self, message: str, *, level: str = "info") -> None:  # noqa: ARG002  # as in the Protocol
        """Keep a line."""
        self.lines.append(message)
