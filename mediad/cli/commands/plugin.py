"""`mediad plugin`: what is installed and how it is."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Any

import typer

from mediad.cli.commands.plugin_changes import disable, enable, leave_safe_mode, reload
from mediad.cli.commands.plugin_data import forget, gone
from mediad.cli.commands.plugin_install import bundle, generations, install, remove, rollback, upgrade
from mediad.cli.commands.plugin_settings import COMMANDS
from mediad.cli.commands.plugin_trace import trace
from mediad.cli.naming import known, word
from mediad.cli.output import moment
from mediad.cli.session import session

app = typer.Typer(
    no_args_is_help=True, help="Plugins: list, show, enable, disable, reload, install, upgrade, roll back, remove."
)
_ERROR = (
    ("Last error", "message"), ("Kind", "kind"), ("In", "hook"), ("For", "correlation_id"), ("Its remedy", "remedy"),
)  # fmt: skip
_COLUMNS = (
    ("instance", "PLUGIN"),
    ("version", "VERSION"),
    ("state", "STATE"),
    ("reason", "REASON"),
    ("remedy", "REMEDY"),
)


@app.command("list")
def list_plugins(context: typer.Context) -> None:
    """List the plugins with their state, and those that are gone and left something behind."""
    here = session(context)
    rows = chain(here.client.pages("/api/v1/plugins"), gone(here))
    here.out.rows(rows, _COLUMNS, empty="No plugin is installed.")


@app.command()
@app.command("info", hidden=True)  # its former name
def show(context: typer.Context, plugin: Annotated[str, typer.Argument(help="Name of the instance.")]) -> None:
    """Show everything about one plugin."""
    here = session(context)
    with known("plugin", plugin, listed_by="mediad plugin list"):
        found = here.client.get(f"/api/v1/plugins/{word(plugin)}")
    here.out.whole(found, _facts)


_FILES = {
    "own": "files of its own, and programs and libraries of the system",
    "open": "whatever the daemon may",
}


def _facts(plugin: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("Plugin", plugin["instance"]),
        ("Name", plugin["name"]),
        ("Summary", plugin["summary"]),
        ("Package", f"{plugin['distribution']} {plugin['version']}".strip()),
        ("State", plugin["state"]),
        ("Reason", plugin["reason"]),
        ("Remedy", plugin["remedy"]),
        *((what.replace("_", " ").capitalize(), names) for what, names in plugin["brings"].items()),
        *((f"May use {name}", why) for name, why in plugin["permissions"].items()),
        ("Paused", [f"{hook} until {moment(until)}" for hook, until in plugin["paused_until"].items()]),
        ("Runs in", "a process of its own" if plugin["isolation"] == "process" else "the daemon"),
        ("May open", _FILES[plugin["files"]]),
        ("Finishing", f"{plugin['finishing']} calls on its former code" if plugin["finishing"] else ""),
        *_last_error(plugin["error"] or {}),
    ]


def _last_error(error: dict[str, Any]) -> list[tuple[str, Any]]:
    """Tell the last error in the shape that it has everywhere."""
    return [(label, error.get(key, "")) for label, key in _ERROR] if error else []


_CHANGES = (enable, disable, reload, leave_safe_mode)
for command in (*_CHANGES, trace, install, upgrade, rollback, remove, forget, bundle, generations):
    app.command()(command)
for name, command in COMMANDS.items():
    app.command(name)(command)
