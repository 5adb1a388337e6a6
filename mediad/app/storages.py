"""Which engine an address means; nobody else names one. A backend is imported only where it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from mediad.storage.statements import Engine
    from mediad.storage.units import Storage

_SQLITE = "sqlite:"


def sqlite_path(address: str) -> Path | None:
    """Give the file of a SQLite address, None for PostgreSQL."""
    return Path(address.removeprefix(_SQLITE)) if address.startswith(_SQLITE) else None


def engine_of(address: str) -> Engine:
    """Name the engine of an address."""
    return "sqlite" if address.startswith(_SQLITE) else "postgres"


def open_storage(address: str) -> AbstractAsyncContextManager[Storage]:
    """Open a database, migrated to what this version of mediad expects."""
    if (path := sqlite_path(address)) is not None:
        from mediad.storage.sqlite import open_sqlite  # noqa: PLC0415  # one engine is loaded, never both

        return open_sqlite(path)
    from mediad.storage.postgres import open_postgres  # noqa: PLC0415  # as above

    return open_postgres(address)


def open_ground(address: str) -> AbstractAsyncContextManager[Any]:
    """Open a database as its migrations need it."""
    if (path := sqlite_path(address)) is not None:
        from mediad.storage.sqlite import open_sqlite_ground  # noqa: PLC0415  # as above

        return open_sqlite_ground(path)
    from mediad.storage.postgres import open_postgres_ground  # noqa: PLC0415  # as above

    return open_postgres_ground(address)
