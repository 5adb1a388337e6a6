"""Tables of a plugin's own, in the daemon's database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

Row = Mapping[str, Any]
Result = TypeVar("Result")


class Rows(Protocol):
    """What a unit of work holds; parameters are named, `:name`, in both dialects."""

    async def fetch(self, sql: str, /, **values: Any) -> Sequence[Row]:
        """Give the rows of a query."""

    async def execute(self, sql: str, /, **values: Any) -> None:
        """Change something."""


class Database(Protocol):
    """Tables that the plugin's migrations made; their names begin with its id and `__`, as in `recipes__cooked`.

    `migrations/NNNN_name.sql` in the package, with sections `-- up` and `-- down`; `NNNN_name.sqlite.sql` and
    `NNNN_name.postgres.sql` where the dialects differ. They run before the plugin's code does.
    """

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgres`."""

    async def fetch(self, sql: str, /, **values: Any) -> Sequence[Row]:
        """Give the rows of a query, outside of any unit of work."""

    async def write(self, unit: Callable[[Rows], Awaitable[Result]]) -> Result:
        """Run a unit of work in one transaction; it awaits nothing else, may be repeated, and is durable in the end."""
