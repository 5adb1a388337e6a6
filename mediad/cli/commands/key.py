"""`mediad key`: API keys, the first one too."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from mediad.cli.credentials import Credentials, User

app = typer.Typer(no_args_is_help=True, help="API keys: add, list, revoke.")
_DAY_MS = 86_400_000
_KEYS = Credentials(
    noun="key", place="keys", one="/api/v1/keys", command="mediad key",
    columns=(("id", "ID"), ("name", "NAME"), ("hint", "BEGINS"), ("scopes", "SCOPES"), ("revoked", "REVOKED")),
)  # fmt: skip


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What the key is for.")] = "command line",
    user: User = "admin",
    scope: Annotated[
        list[str] | None, typer.Option(help="A permission, such as items.read; default all the user has.")
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=36_500, help="After how many days it dies; default never.")
    ] = None,
) -> None:
    """Make a key and show it once. Whoever may use the daemon's socket needs no key to do this."""
    expires = None if days is None else int(time.time() * 1000) + days * _DAY_MS
    body = {"name": name, "scopes": scope or ["*"], "expires": expires}
    _KEYS.add(context, user, body, lambda made: f"API key: {made['key']}")


@app.command("list")
def list_keys(context: typer.Context, user: User = "admin") -> None:
    """List the keys of a user."""
    _KEYS.list(context, user)


@app.command()
def revoke(context: typer.Context, key: Annotated[str, typer.Argument(help="Id of the key.")]) -> None:
    """Revoke a key; it is dead at once."""
    _KEYS.revoke(context, key)
