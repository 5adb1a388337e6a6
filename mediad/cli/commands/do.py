"""`mediad do`: what plugins do when they are told to."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from mediad.cli.commands.job import pair
from mediad.cli.naming import known, word
from mediad.cli.session import session

_COLUMNS = (("plugin", "PLUGIN"), ("id", "COMMAND"), ("summary", "WHAT IT DOES"))


def do(
    context: typer.Context,
    plugin: Annotated[
        str | None, typer.Argument(help="Name of the instance; without it the commands are listed.")
    ] = None,
    command: Annotated[str | None, typer.Argument(help="Name of the command.")] = None,
    args: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE", help="What it gets; a value is JSON, or else text.")
    ] = None,
) -> None:
    """Let a plugin do something; without a command, list what there is."""
    here = session(context)
    if plugin is None or command is None:
        rows = [each for each in here.client.pages("/api/v1/commands") if plugin in (None, each["plugin"])]
        here.out.rows(rows, _COLUMNS, empty="No plugin has a command for you.")
        return
    body = {"args": dict(map(pair, args or ()))}
    with known("command", f"{plugin} {command}", listed_by="mediad do"):
        done = here.client.post(f"/api/v1/commands/{word(plugin)}/{word(command)}", body)
    result: dict[str, Any] = done["result"] or {}
    here.out.whole(result, lambda facts: facts.items())  # its names are the plugin's own
