"""`mediad db`: the database without the daemon: version, migrate up and down, snapshots."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.session import session

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from mediad.config.models import Config

app = typer.Typer(no_args_is_help=True, help="Database: up, down, snapshots. Stop the daemon first.")


@app.command()
def up(context: typer.Context) -> None:
    """Bring the database to this version of mediad; a snapshot is taken before."""
    here = session(context)
    asyncio.run(_up(here.config))
    here.out.say("The database is up to date.")


@app.command()
def down(
    context: typer.Context, to: Annotated[int, typer.Argument(min=0, help="Number of the migration to go back to.")]
) -> None:
    """Take migrations back, newest first."""
    here = session(context)
    asyncio.run(_down(here.config, to))
    here.out.say(f"The database is at migration {to}.")


@app.command()
def snapshots(context: typer.Context) -> None:
    """List the snapshots that were taken before migrations."""
    from pathlib import Path  # noqa: PLC0415  # beside the import below

    from mediad.storage.snapshot import snapshots as find  # noqa: PLC0415  # the storage loads for this command alone

    here = session(context)
    rows = [{"path": str(each)} for each in find(Path(here.config.database.removeprefix("sqlite:")))]
    here.out.rows(rows, (("path", "SNAPSHOT"),), empty="There are no snapshots.")


async def _up(config: Config) -> None:
    from mediad.storage.migrate import migrate_up, read_migrations  # noqa: PLC0415  # as above

    async with _ground(config) as ground:
        await migrate_up(ground, read_migrations(_engine(config)))


async def _down(config: Config, to: int) -> None:
    from mediad.storage.migrate import migrate_down, read_migrations  # noqa: PLC0415  # as above

    async with _ground(config) as ground:
        await migrate_down(ground, read_migrations(_engine(config)), to)


def _engine(config: Config) -> Any:
    return "sqlite" if config.database.startswith("sqlite:") else "postgres"


def _ground(config: Config) -> AbstractAsyncContextManager[Any]:
    from mediad.app import open_ground  # noqa: PLC0415  # the one place that names the engines

    return open_ground(config.database)
