"""`mediad db`: the database without the daemon: migrate up and down, snapshots, copies and back."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.config.models import Config

app = typer.Typer(no_args_is_help=True, help="Database: up, down, snapshots, backup, restore.")
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
_UNTRIED: dict[str, Any] = {"readable": False}  # typer would refuse without saying who may read it


@app.command()
def up(context: typer.Context) -> None:
    """Bring the database to this version of mediad; a snapshot is taken before. Stop the daemon first."""
    from mediad.app.offline import upgrade  # noqa: PLC0415  # the storage loads for these commands alone

    here = session(context)
    become_owner(here.config)
    asyncio.run(upgrade(here.config.database))
    here.out.say(f"The database {_named(here.config)} is up to date.")


@app.command()
def down(
    context: typer.Context,
    to: Annotated[int, typer.Argument(min=0, help="Number of the migration to go back to; 0 empties the database.")],
    yes: Yes = False,
) -> None:
    """Take migrations back, newest first; a snapshot of SQLite is taken before. Stop the daemon first."""
    from mediad.app.offline import downgrade  # noqa: PLC0415  # as above

    here = session(context)
    _ask(f"Take {_named(here.config)} back to migration {to}? What later ones added is lost.", yes=yes)
    become_owner(here.config)
    snapshot = asyncio.run(downgrade(here.config.database, to))
    here.out.say(f"The database {_named(here.config)} is at migration {to}.")
    if snapshot:
        here.out.say(f"As it was: {snapshot}. `mediad db restore` puts it back.")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where the copy goes; it must not exist.", **_UNTRIED)],
) -> None:
    """Copy a SQLite database as it is at one moment; the daemon may run."""
    from mediad.app.offline import backup as copy  # noqa: PLC0415  # as above

    here = session(context)
    os.umask(0o077)
    copy(here.config.database, file.absolute())
    here.out.say(f"The database was copied to {file}.{_without_key(here.config)}")


@app.command()
def restore(
    context: typer.Context,
    snapshot: Annotated[Path, typer.Argument(help="A snapshot, or a copy that `backup` made.", **_UNTRIED)],
    yes: Yes = False,
) -> None:
    """Put a copy in the place of a SQLite database; the former one is kept beside it. Stop the daemon first."""
    from mediad.app.offline import restore as put_back  # noqa: PLC0415  # as above

    here = session(context)
    _ask(f"Put {snapshot} in the place of {_named(here.config)}?", yes=yes)
    become_owner(here.config)
    former = put_back(here.config.database, snapshot.absolute(), time.strftime("%Y%m%dT%H%M%S", time.gmtime()))
    here.out.say(f"The database {_named(here.config)} is as it was in {snapshot}. The former one: {former}.")


@app.command()
def snapshots(context: typer.Context) -> None:
    """List the snapshots that were taken before migrations."""
    from mediad.app.offline import snapshots as find  # noqa: PLC0415  # as above

    here = session(context)
    rows = [{"path": str(each)} for each in find(here.config.database)]
    here.out.rows(rows, (("path", "SNAPSHOT"),), empty=f"There are no snapshots of {_named(here.config)}.")


def _without_key(config: Config) -> str:
    """Say what a copy does not hold, so that nobody misses it on the day that they need it."""
    from mediad.vault.place import find_place  # noqa: PLC0415  # as above

    key = find_place(os.environ, config.storage.key_file, config.data_dir).path
    there = os.access(key, os.F_OK)
    return f" The key of its secrets is not in it: keep a copy of {key}, apart from this one." if there else ""


def _ask(question: str, *, yes: bool) -> None:
    """Let nobody do this by a slip; a script says --yes."""
    if not yes and not (sys.stdin.isatty() and typer.confirm(question)):
        raise CommandError("Nothing was done.", code=Code.USAGE, remedy="Give --yes to do it without being asked.")


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
