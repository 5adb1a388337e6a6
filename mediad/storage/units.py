"""The interface of both engines: readers, units of work, and the word that goes out after a commit."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from mediad.storage.statements import Engine, Named, Params

Row: TypeAlias = Any  # sqlite3.Row or asyncpg.Record: unpacks like a tuple, answers row[0] and row["name"]
T = TypeVar("T")

EVERYTHING = "*"
"""The topic that stands for all: heard when announcements may have been missed."""

SLOW_SECONDS = 1.0

_log = logging.getLogger(__name__)


class Reader(Protocol):
    """Whoever can run a named statement that reads."""

    @property
    def engine(self) -> Engine:
        """Which dialect is spoken."""

    async def fetch_all(self, name: Named, params: Params = ()) -> Sequence[Row]:
        """Runs a statement and returns its rows."""

    async def fetch_one(self, name: Named, params: Params = ()) -> Row | None:
        """Returns the first row, or None."""

    async def fetch_value(self, name: Named, params: Params = ()) -> Any:
        """Returns the first column of the first row, or None."""


class Transaction(Reader, Protocol):
    """What a unit of work writes through; it awaits nothing else, for on SQLite the one writer waits for it."""

    async def execute(self, name: Named, params: Params = ()) -> int:
        """Runs a statement and returns the number of rows that it changed."""

    async def execute_many(self, name: Named, rows: Iterable[Params]) -> None:
        """Runs a statement for each row in one go: the way to write more than a few."""

    async def reserve(self, name: str, count: int = 1) -> int:
        """Takes `count` ids in a row from a sequence and returns the first."""

    def announce(self, *topics: str) -> None:
        """Tells the listeners of these topics, on every node, once the unit has been committed."""


Unit: TypeAlias = Callable[[Transaction], Awaitable[T]]


class Storage(Reader, Protocol):
    """A database that is open.

    A single `fetch_*` is the cheapest read; `read()` gives several statements one snapshot; `write` runs a unit of work
    and returns its result after the commit. A caller that is cancelled before its unit began takes it back;
    a unit that began is finished and committed whatever becomes of the caller.
    """

    @property
    def committed(self) -> Committed:
        """Who is told what was committed."""

    def read(self) -> AbstractAsyncContextManager[Reader]:
        """Lends a reader whose statements all see the same moment."""

    async def write(self, unit: Unit[T]) -> T:
        """Runs a unit of work and returns its result after the commit."""

    def figures(self) -> Figures:
        """Returns what was counted so far."""


class Fetching(ABC):
    """The other fetches, on top of `fetch_all`."""

    @abstractmethod
    async def fetch_all(self, name: Named, params: Params = ()) -> Sequence[Row]:
        """Returns every row of a statement."""

    async def fetch_one(self, name: Named, params: Params = ()) -> Row | None:
        """Returns the first row, or None."""
        rows = await self.fetch_all(name, params)
        return rows[0] if rows else None

    async def fetch_value(self, name: Named, params: Params = ()) -> Any:  # a column's type is its statement's
        """Returns the first column of the first row, or None."""
        rows = await self.fetch_all(name, params)
        return rows[0][0] if rows else None


Listener: TypeAlias = Callable[[frozenset[str]], None]


class Committed:
    """Who listens to what was committed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with the topics of each commit; returns how to stop it. It must be quick and not raise."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def deliver(self, topics: frozenset[str]) -> None:
        """Tells every listener, once for a commit."""
        for listener in tuple(self._listeners) if topics else ():
            try:
                listener(topics)
            except Exception:  # noqa: BLE001  # the commit stands; the other listeners and the writer must not suffer
                _log.exception("a listener failed on %s", sorted(topics))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the engine counted since it was opened."""

    statements: int
    statement_seconds: float
    slow: int
    units: int
    commits: int
    waiting: int


class Meter:
    """Counts what the engine does and names what was slow; parameters are never logged."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.clock = clock
        self.statements = self.slow = self.units = self.commits = self.waiting = 0
        self.seconds = 0.0

    def statement(self, name: str, started: float) -> None:
        """Notes a statement that began at `started`."""
        seconds = self.clock() - started
        self.statements += 1
        self.seconds += seconds
        if seconds > SLOW_SECONDS:
            self.slow += 1
            _log.warning("slow statement %s: %.3f s", name, seconds)

    def unit(self, unit: object, started: float) -> None:
        """Notes a unit of work that began at `started`."""
        seconds = self.clock() - started
        self.units += 1
        if seconds > SLOW_SECONDS:
            _log.warning("slow unit of work %s: %.3f s", getattr(unit, "__qualname__", type(unit).__name__), seconds)

    def figures(self) -> Figures:
        """The counts as they are now."""
        return Figures(
            statements=self.statements,
            statement_seconds=self.seconds,
            slow=self.slow,
            units=self.units,
            commits=self.commits,
            waiting=self.waiting,
        )
