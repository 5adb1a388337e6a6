"""`mediad plugin enable` and its like: they change who is there while the daemon runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.naming import known, standing, word
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.cli.session import Session

Name = Annotated[str, typer.Argument(metavar="PLUGIN", help="Name of the instance.")]


def enable(context: typer.Context, plugin: Name) -> None:
    """Let a plugin run, now and from now on; lifts its quarantine."""
    _say(session(context), _change(context, plugin, "enable"))


def disable(context: typer.Context, plugin: Name) -> None:
    """Let a plugin run no more; what runs on its code finishes."""
    _say(session(context), _change(context, plugin, "disable"))


def reload(context: typer.Context, plugin: Name) -> None:
    """Take a plugin's code anew, for all its instances; without it nothing changes when the new code fails."""
    here = session(context)
    found = _change(context, plugin, "reload")
    _say(here, found["plugin"])
    for each in found["held"]:
        here.out.say(f"Its old code stays in memory: {each}.")


def leave_safe_mode(context: typer.Context) -> None:
    """Let the plugins run that safe mode kept from it."""
    here = session(context)
    admitted = here.client.post("/api/v1/system/leave-safe-mode")["plugins"]
    if here.as_json:
        here.out.value({"plugins": admitted})
    here.out.say(f"Running again: {', '.join(admitted)}." if admitted else "Safe mode kept no plugin from running.")


def _change(context: typer.Context, plugin: str, verb: str) -> dict[str, Any]:
    with known("plugin", plugin, listed_by="mediad plugin list"):
        return dict(session(context).client.post(f"/api/v1/plugins/{word(plugin)}/{verb}"))


def _say(here: Session, plugin: dict[str, Any]) -> None:
    """Say how it is; whatever keeps it from running is a failure of the command, unless that was asked for."""
    if here.as_json:
        here.out.value(plugin)
    here.out.say(standing(plugin))
    if plugin["finishing"]:
        here.out.say(f"{plugin['finishing']} calls finish on its former code.")
    if plugin["state"] not in ("running", "disabled"):
        here.out.say(plugin["remedy"])
        raise typer.Exit(1)
