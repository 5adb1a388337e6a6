"""`mediad upgrade --check`: what a new daemon or SDK would break, before anything changes."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.db import become_owner
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from mediad.plugins.installing.upgrading import Target

_COLUMNS = (
    ("plugin", "PLUGIN"), ("package", "PACKAGE"), ("version", "VERSION"), ("where", "WHERE"), ("reason", "WHAT BREAKS"),
    ("remedy", "WHAT TO DO"),
)  # fmt: skip
_NOT_BY_US = "Upgrade it the way it was installed (docs/how-to/install.md); `mediad upgrade --check` looks ahead."


def upgrade(
    context: typer.Context,
    check: Annotated[bool, typer.Option("--check", help="Only say what would break.")] = False,
    sdk: Annotated[str, typer.Option(help="Version of the SDK that is planned.")] = "",
    wheel: Annotated[Path | None, typer.Option(help="Wheel of the daemon that is planned.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--from", help="Folder of wheels to look for the newest daemon in.")
    ] = None,
) -> None:
    """List the plugins that a new daemon or SDK would stop; the exit code is 1 when there are any."""
    from mediad.plugins.installing.upgrading import breaks, target  # noqa: PLC0415  # loaded for this command alone

    here = session(context)
    if not check:
        raise CommandError("mediad does not upgrade itself.", code=Code.USAGE, remedy=_NOT_BY_US)
    become_owner(here.config)
    planned = target(wheel=wheel, sdk=sdk) if sdk or wheel else _newest(here, folder)
    count, found = breaks(here.config.data_dir, planned)
    here.out.rows([asdict(each) for each in found], _COLUMNS, empty=_fine(count, planned))
    if found:
        raise CommandError(
            f"mediad {planned.version} with mediad-sdk {planned.sdk} would break this.", code=Code.FAILED
        )


def _fine(count: int, planned: Target) -> str:
    return f"All {count} plugins go with mediad {planned.version} and mediad-sdk {planned.sdk}."


def _newest(here: Session, folder: Path | None) -> Target:
    """Get the newest daemon from where pip gets packages, to look at it."""
    from mediad.plugins.installing.looking import newest  # noqa: PLC0415  # as above

    return asyncio.run(newest(here.config.data_dir, here.config.cache_dir, folder or here.config.packages.folder))
