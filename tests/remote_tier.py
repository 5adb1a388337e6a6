"""The tier `process` with one plugin in it, and a context whose services remember."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.plugins.declarations import Brought, declare
from mediad.plugins.find import Found
from mediad.plugins.flights import Flights
from mediad.plugins.guard import Guard
from mediad.plugins.registry import Registry
from mediad.plugins.remote import ProcessTier
from mediad.plugins.remote_restarts import Restarts
from mediad.plugins.watch import Watch
from mediad.workers.plugin import Allowance
from mediad.workers.process import Processes
from mediad_sdk.host.http import Http, HttpAnswer, HttpRequest
from mediad_sdk.manifest import Manifest
from mediad_sdk.testing import fake_context
from mediad_sdk.values.commands import Command

if TYPE_CHECKING:
    from mediad_sdk.host import Context

SUBJECTS = Path(__file__).parent / "integration/plugins/subjects"


class Database:
    """Remembers statements; a unit is rolled back when it raises."""

    dialect = "sqlite"

    def __init__(self) -> None:
        self.done: list[str] = []

    async def fetch(self, sql: str, /, **values: Any) -> Any:
        return [{"sql": sql, **values}]

    async def execute(self, sql: str, /, **values: Any) -> None:
        self.done.append(sql)

    async def write(self, unit: Any) -> Any:
        before = list(self.done)
        try:
            return await unit(self)
        except BaseException:
            self.done = before
            raise


class Metrics:
    """Remembers figures."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        self.told.append((name, by, labels))

    def set(self, name: str, value: float, **labels: str) -> None:
        self.told.append((name, value, labels))


class Ffmpeg:
    """Gives three chunks, and remembers how often it was left."""

    def __init__(self) -> None:
        self.left = 0

    async def probe(self, file: str) -> Any:
        return {"format": {"name": file}}

    @asynccontextmanager
    async def stream(self, file: str, arguments: Any) -> AsyncIterator[AsyncIterator[bytes]]:
        async def chunks() -> AsyncIterator[bytes]:
            for chunk in (b"a", b"b", b"c"):
                yield chunk

        try:
            async with asyncio.timeout(30):  # needs the task that entered it
                yield chunks()
        finally:
            self.left += 1


class Stream:
    """A long answer."""

    status = 206
    headers: dict[str, str] = {}  # noqa: RUF012  # nobody writes into it

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in (b"1", b"2"):
            yield piece


class Carrier:
    """Answers every request, and remembers it."""

    def __init__(self) -> None:
        self.asked: list[HttpRequest] = []

    async def send(self, request: HttpRequest) -> HttpAnswer:
        self.asked.append(request)
        return HttpAnswer(status=200, content=b'{"found": 1}', url=request.url)

    @asynccontextmanager
    async def open(self, request: HttpRequest) -> AsyncIterator[Stream]:
        self.asked.append(request)
        yield Stream()


def context(**services: Any) -> Any:
    """Make a context in which everything is granted."""
    films = [{"id": f"f{n}", "kind": "film", "title": f"{n}"} for n in range(5)]
    made = fake_context("subject", works=films)
    given = {"database": Database(), "metrics": Metrics(), "ffmpeg": Ffmpeg(), "http": Http(Carrier()), **services}
    return replace(made, **given)


@dataclass
class Subject:
    """One plugin in a process."""

    plugin: Any
    guard: Guard
    context: Any
    brought: Brought
    processes: Processes
    changes: list[str] = field(default_factory=list)

    async def run(self, do: str, *args: Any) -> Any:
        """Let it do something."""
        run, _ = self.brought.all(Command)
        return await run.run({"do": do, "with": list(args)})


def found(entry: str, settings: str = "") -> Found:
    """Describe what is installed."""
    manifest = Manifest(id="subject", name="Subject", requires_sdk=">=0", settings=settings)
    point = EntryPoint("subject", entry, "mediad.plugins")
    return Found(id="subject", distribution="subject", version="1.0", entry=point, folder=SUBJECTS, manifest=manifest)


@asynccontextmanager
async def subject(
    lent: Context | None = None,
    *,
    settings: dict[str, Any] | None = None,
    allowance: Allowance | None = None,
    own: Path | None = None,
    limit: float = 15.0,
    live: bool = True,
) -> AsyncIterator[Subject]:
    """Give the plugin of `subjects/remote_subject.py` in a child of its own."""
    lent = lent or context()
    guard = Guard("subject", watch=Watch(), version="1.0", roots=(str(SUBJECTS),))
    async with Processes([str(SUBJECTS)]) as processes:
        allowed = allowance or Allowance()
        tier = ProcessTier(
            processes=processes, allow=lambda _: allowed, own=own, limit=limit, restarts=lambda: Restarts(first=0.05)
        )
        model = "remote_subject:Settings" if settings is not None else ""
        plugin: Any = await tier(found("remote_subject:plugin", model), settings or {}, lent, guard)
        registry = Registry()
        registry.register("subject", plugin, guard.blame(""))
        brought = declare(guard, lambda hook: registry.hook("subject", hook), Flights())
        made = Subject(plugin, guard, lent, brought, processes)
        guard.on_change = lambda: made.changes.append(guard.away or guard.quarantine)
        try:
            with _told():
                if live:
                    async with plugin.mediad_lifespan():
                        yield made
                else:
                    yield made
        finally:
            await plugin.aclose()
    assert not processes.abandoned


@contextmanager
def _told() -> Iterator[None]:
    """Let the log tell what it tells in a daemon."""
    log = logging.getLogger("mediad")
    before = log.level
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.setLevel(before)


async def until(true: Any, seconds: float = 10) -> None:
    """Wait, but not for ever."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)
