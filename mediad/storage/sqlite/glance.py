"""Short reads on the loop itself.

A visit to a thread costs as much as finding fifty rows by an index: two wake-ups, and every step of SQLite then
competes for the interpreter (measured: 160 us of a page). So a read is tried here first, within a budget of two
milliseconds that SQLite's progress handler watches. What takes longer is given to a thread, and so is the same
statement for a while, which doubles each time: a disk that is slow or asleep holds the loop for a few rows, not for a
page, and a processor that was busy with something else for a moment changes next to nothing.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mediad.storage.statements import Params, Statement
    from mediad.storage.units import Meter, Row

BUDGET_SECONDS = 0.002
STEPS = 250
"""Steps of SQLite's machine between two looks at the clock: about ten rows of a list."""
LONGEST_ABSENCE = 128
"""Calls for which a statement that was too slow, again and again, goes to a thread at once."""


class Glance:
    """A connection for reads that are over before anybody notices."""

    def __init__(
        self, path: Path, meter: Meter, pragmas: Sequence[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = path
        self._meter = meter
        self._pragmas = pragmas
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._until = 0.0
        self._away: dict[str, tuple[int, int]] = {}  # calls that are left to the thread, and how many those were

    def fetch(self, statement: Statement, params: Params) -> Sequence[Row] | None:
        """Give the rows, or None when a thread must find them."""
        left, length = self._away.get(statement.name, (0, 0))
        if left:
            self._away[statement.name] = left - 1, length
            return None
        started = self._meter.clock()
        self._until = self._clock() + BUDGET_SECONDS
        try:
            rows = self._open().execute(statement.sql, statement.bind(params)).fetchall()
        except sqlite3.Error:  # too slow, busy, or wrong: the thread says which
            length = min(2 * length or 1, LONGEST_ABSENCE)
            self._away[statement.name] = length, length
            return None
        if length:
            del self._away[statement.name]
        self._meter.statement(statement.name, started)
        return rows

    def close(self) -> None:
        """Close the connection, if one was opened."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, isolation_level=None, timeout=0)
            self._connection.row_factory = sqlite3.Row
            for pragma in self._pragmas:
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.set_progress_handler(self._late, STEPS)
        return self._connection

    def _late(self) -> bool:
        return self._clock() > self._until
