"""`mediad doctor`: what is wrong, and what to do about it."""

from __future__ import annotations

from typing import Annotated

import typer

from mediad.cli.codes import CommandError
from mediad.cli.session import session

_COLUMNS = (("id", "CHECK"), ("state", "STATE"), ("detail", "WHAT WAS SEEN"), ("remedy", "WHAT TO DO"))


def doctor(
    context: typer.Context,
    health: Annotated[
        bool, typer.Option("--health", help="Only say by the exit code whether the daemon is ready.")
    ] = False,
) -> None:
    """Ask the daemon how it is; the exit code is 1 when something is down."""
    here = session(context)
    if health:
        if not here.client.is_there():
            raise typer.Exit(1)
        return
    report = here.client.get("/api/v1/system/health")
    here.out.rows(report["findings"], _COLUMNS, empty="Nothing is checked yet.")
    if report["state"] == "down":
        raise CommandError("Something is down.", remedy="The table says what to do.")
