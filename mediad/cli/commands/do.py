"""`mediad do`: what plugins do when they are told to."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.job import pair
from mediad.cli.naming import word
from mediad.cli.session import session

_COLUMNS = (("plugin", "PLUGIN"), ("id", "COMMAND"), ("told", "IS TOLD"), ("summary", "WHAT IT DOES"))


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
    offered = [each for each in here.client.pages("/api/v1/commands") if plugin in (None, each["plugin"])]
    if plugin is None or command is None:
        if plugin is not None and not offered:
            raise CommandError(f"No plugin '{plugin}' has a command.", code=Code.NOT_FOUND, remedy="See `mediad do`.")
        rows = offered if here.as_json else ({**each, "told": _arguments(each)} for each in offered)
        here.out.rows(rows, _COLUMNS, empty="No plugin has a command for you.")
        return
    if command not in {each["id"] for each in offered}:
        told = f"There is no command '{plugin} {command}'."
        raise CommandError(told, code=Code.NOT_FOUND, remedy="See `mediad do`.")
    body = {"args": dict(map(pair, args or ()))}
    done = here.client.post(f"/api/v1/commands/{word(plugin)}/{word(command)}", body)
    result: dict[str, Any] = done["result"] or {}
    here.out.whole(result, lambda facts: facts.items())  # its names are the plugin's own


def _arguments(command: dict[str, Any]) -> str:
    """Name what a command is told, as it is typed; what may be left out stands in brackets."""
    schema = command.get("args") or {}
    needed = set(schema.get("required", ()))
    names = (f"{name}=..." if name in needed else f"[{name}=...]" for name in schema.get("properties", {}))
    return " ".join(names)
