"""`mediad plugin`: what is installed and how it is."""

from __future__ import annotations

from typing import Annotated

import typer

from mediad.cli.naming import word
from mediad.cli.session import session

app = typer.Typer(no_args_is_help=True, help="Plugins: list, info.")
_COLUMNS = (
    ("instance", "PLUGIN"),
    ("version", "VERSION"),
    ("state", "STATE"),
    ("reason", "REASON"),
    ("remedy", "REMEDY"),
)


@app.command("list")
def list_plugins(context: typer.Context) -> None:
    """List the plugins with their state."""
    here = session(context)
    here.out.rows(here.client.pages("/api/v1/plugins"), _COLUMNS, empty="No plugin is installed.")


@app.command()
def info(context: typer.Context, plugin: Annotated[str, typer.Argument(help="Name of the instance.")]) -> None:
    """Show everything about one plugin."""
    here = session(context)
    here.out.value(here.client.get(f"/api/v1/plugins/{word(plugin)}"))
