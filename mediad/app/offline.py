"""What the command line does without a daemon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.app.storages import engine_of, open_ground, sqlite_path
from mediad.host.clock import SystemClock
from mediad.host.lending import Lending
from mediad.plugins.host import PluginHost
from mediad.plugins.preflight import Verdict
from mediad.storage.guards import held
from mediad.storage.migrate import migrate_down, migrate_up, read_migrations
from mediad.storage.snapshot import copy, put_back
from mediad.storage.snapshot import snapshots as find_snapshots
from mediad_sdk.errors import Invalid, Unavailable, Unsupported
from mediad_sdk.host.http import Http
from mediad_sdk.values.kinds import MediaType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from mediad.plugins.find import Found
    from mediad_sdk.host.http import HttpAnswer, HttpRequest, HttpStream


_UP = "Give its number or a lower one; `mediad db up` brings it to this version of mediad."


class _Nothing:
    """A store that keeps nothing: whoever only declares needs none."""

    async def get(self, key: str) -> str | None:  # noqa: ARG002  # the Protocol's
        return None

    async def put(self, key: str, value: str) -> None: ...

    async def delete(self, key: str) -> None: ...


class _Nowhere:
    """A way out that leads nowhere: who makes a client at the start may, and asks nobody."""

    async def send(self, request: HttpRequest) -> HttpAnswer:  # noqa: ARG002  # the Protocol's
        raise Unavailable("There is no network without a daemon.")

    def open(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:  # noqa: ARG002  # as above
        raise Unavailable("There is no network without a daemon.")


async def _as_it_is(found: Found) -> Verdict:  # noqa: ARG001  # the Protocol's
    """Import a plugin here at once: what it can end is one command, and a child for each would be most of its time."""
    return Verdict()


async def plugins() -> PluginHost:
    """Load the installed plugins for what they declare; none of them is started."""
    lend = Lending(
        clock=SystemClock(), texts=lambda _: _Nothing(), jobs=lambda: None, events=lambda: None, library=lambda: None,
        own=lambda _found, _instance: {"http": Http(_Nowhere())},
    )  # fmt: skip
    host = PluginHost(lend=lend, preflight=_as_it_is)
    await host.load()
    return host


async def media_types() -> Sequence[MediaType]:
    """Ask the installed plugins for their media types."""
    return (await plugins()).all(MediaType)


async def upgrade(address: str) -> None:
    """Bring a database to this version of mediad."""
    async with open_ground(address) as ground:
        await migrate_up(ground, read_migrations(engine_of(address)))


async def downgrade(address: str, to: int) -> Path | None:
    """Take a database's migrations back, newest first, until `to` is the last one; give the snapshot taken before."""
    async with open_ground(address) as ground:
        present = len(await ground.applied())
        if to > present:
            raise Invalid(f"The database is at migration {present}, which is before {to}.", remedy=_UP)
        steps = await migrate_down(ground, read_migrations(engine_of(address)), to)
    taken = snapshots(address) if steps else ()
    return taken[-1] if taken else None


def backup(address: str, target: Path) -> None:
    """Copy a SQLite database, also while a daemon uses it."""
    copy(_file(address, "pg_dump --format=custom --file FILE DATABASE"), target)


def restore(address: str, snapshot: Path, stamp: str) -> Path:
    """Put a copy in the place of a SQLite database that no daemon uses; give where the former one is kept."""
    path = _file(address, "pg_restore --clean --dbname DATABASE FILE")
    with held(path):
        return put_back(snapshot, path, stamp)


def _file(address: str, instead: str) -> Path:
    path = sqlite_path(address)
    if path is None:
        raise Unsupported("The database is one of PostgreSQL, whose own tools do this.", remedy=f"Use `{instead}`.")
    return path


def snapshots(address: str) -> Sequence[Path]:
    """Name the snapshots that were taken of a database before migrations; PostgreSQL's are its operator's."""
    path = sqlite_path(address)
    return [] if path is None else find_snapshots(path)
