"""`mediad db`: the database without the daemon: version, migrate up and down, snapshots."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.config.models import Config

app = typer.Typer(no_args_is_help=True, help="Database: up, down, snapshots. Stop the daemon first.")


@app.command()
def up(context: typer.Context) -> None:
    """Bring the database to this version of mediad; a snapshot is taken before."""
    from mediad.app.offline import upgrade  # noqa: PLC0415  # the storage loads for these commands alone

    here = session(context)
    become_owner(here.config)
    asyncio.run(upgrade(here.config.database))
    here.out.say(f"The database {_named(here.config)} is up to date.")


@app.command()
def down(
    context: typer.Context, to: Annotated[int, typer.Argument(min=0, help="Number of the migration to go back to.")]
) -> None:
    """Take migrations back, newest first."""
    from mediad.app.offline import downgrade  # noqa: PLC0415  # as above

    here = session(context)
    become_owner(here.config)
    asyncio.run(downgrade(here.config.database, to))
    here.out.say(f"The database {_named(here.config)} is at migration {to}.")


@app.command()
def snapshots(context: typer.Context) -> None:
    """List the snapshots that were taken before migrations."""
    from mediad.app.offline import snapshots as find  # noqa: PLC0415  # as above

    here = session(context)
    rows = [{"path": str(each)} for each in find(here.config.database)]
    here.out.rows(rows, (("path", "SNAPSHOT"),), empty=f"There are no snapshots of {_named(here.config)}.")


def become_owner(config: Config) -> None:
    """Let root act as the daemon's user: a file of root's would keep the daemon out, and PostgreSQL knows that name."""
    os.umask(0o077)  # the database holds hashes of passwords and keys
    if os.geteuid() == 0 and config.data_dir.is_dir():
        owner = config.data_dir.stat()
        os.setgroups([])
        os.setgid(owner.st_gid)
        os.setuid(owner.st_uid)


def _named(config: Config) -> str:
    """Name the database, without the password that its address may carry."""
    if config.database.startswith("sqlite:"):
        return config.database
    return f"{urlsplit(config.database).path.lstrip('/')} of PostgreSQL"
