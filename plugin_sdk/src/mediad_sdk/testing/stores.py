"""What is a plugin's own, without a daemon: files and figures in memory, tables in a database in memory."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.host.database import Row
from mediad_sdk.host.files import Role

T = TypeVar("T")
BROAD: Mapping[str, Any] = {"fields": {}, "credits": (), "above": (), "below": {}, "credited": {}, "media": None}
"""What `Library.many` says of a work beyond the short form, where nothing is known."""
_UP = re.compile(r"^-- up$(.*?)^-- down$", re.MULTILINE | re.DOTALL)


class FakeFiles:
    """Files by role and name."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Role, str], bytes] = {}

    async def read(self, name: str, *, role: Role = "data") -> bytes:
        """Give a whole file."""
        if (role, name) not in self.kept:
            raise NotFound(f"There is no file {name} of this plugin.")
        return self.kept[role, name]

    async def write(self, name: str, data: bytes, *, role: Role = "data") -> None:
        """Keep a file."""
        if any(part in ("", ".", "..") for part in name.split("/")):
            raise Invalid(f"{name!r} is no name of a plugin's file.")
        self.kept[role, name] = bytes(data)

    async def delete(self, name: str, *, role: Role = "data") -> None:
        """Forget a file."""
        self.kept.pop((role, name), None)

    async def names(self, folder: str = "", *, role: Role = "data") -> Sequence[str]:
        """Name the files in a folder and below it."""
        return sorted(name for at, name in self.kept if at == role and name.startswith(f"{folder}/" if folder else ""))


class FakeMetrics:
    """Figures by name."""

    def __init__(self) -> None:
        self.values: dict[str, float] = {}

    def count(self, name: str, by: float = 1, **labels: str) -> None:  # noqa: ARG002  # told apart by the daemon alone
        """Count something."""
        self.values[name] = self.values.get(name, 0) + by

    def set(self, name: str, value: float, **labels: str) -> None:  # noqa: ARG002  # as above
        """Say how much there is."""
        self.values[name] = value


class FakeRows:
    """What a unit of work holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, /, **values: Any) -> Sequence[Row]:
        """Give the rows of a query."""
        return [dict(row) for row in self._connection.execute(sql, values)]

    async def execute(self, sql: str, /, **values: Any) -> None:
        """Change something."""
        self._connection.execute(sql, values)


class FakeDatabase:
    """Tables in memory; `migrate` makes them from the plugin's own migrations."""

    dialect = "sqlite"

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row

    def migrate(self, folder: Path) -> None:
        """Run the migrations of a folder, in order."""
        for path in sorted(folder.glob("[0-9]*.sql")):
            if not path.name.endswith(".postgres.sql"):
                up = _UP.search(path.read_text(encoding="utf-8"))
                self._connection.executescript(up[1] if up else "")

    async def fetch(self, sql: str, /, **values: Any) -> Sequence[Row]:
        """Give the rows of a query."""
        return await FakeRows(self._connection).fetch(sql, **values)

    async def write(self, unit: Callable[[FakeRows], Awaitable[T]]) -> T:
        """Run a unit of work: all of it, or nothing."""
        self._connection.execute("BEGIN")
        try:
            result = await unit(FakeRows(self._connection))
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
        return result

    def __del__(self) -> None:
        self._connection.close()
