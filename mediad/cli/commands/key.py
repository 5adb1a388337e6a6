"""`mediad key`: API keys, the first one too."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.cli.client import Client

app = typer.Typer(no_args_is_help=True, help="API keys: add, list, revoke.")
User = Annotated[str, typer.Option("--user", help="Name of the user.")]
_LISTED = "mediad key list"
_DAY_MS = 86_400_000
_COLUMNS = (("id", "ID"), ("name", "NAME"), ("hint", "BEGINS"), ("scopes", "SCOPES"), ("revoked", "REVOKED"))


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
    here = session(context)
    expires = None if days is None else int(time.time() * 1000) + days * _DAY_MS
    body = {"name": name, "scopes": scope or ["*"], "expires": expires}
    made = here.client.post(f"/api/v1/users/{user_id(here.client, user)}/keys", body)
    if here.as_json:
        here.out.value(made)
    else:
        here.out.say(f"API key: {made['key']}")


@app.command("list")
def list_keys(context: typer.Context, user: User = "admin") -> None:
    """List the keys of a user."""
    here = session(context)
    found = here.client.pages(f"/api/v1/users/{user_id(here.client, user)}/keys")
    here.out.rows(found, _COLUMNS, empty="There are no keys.")


@app.command()
def revoke(context: typer.Context, key: Annotated[str, typer.Argument(help="Id of the key.")]) -> None:
    """Revoke a key; it is dead at once."""
    here = session(context)
    address = f"/api/v1/keys/{id_of('key', key, listed_by=_LISTED)}"
    with known("key", key, listed_by=_LISTED):
        here.client.change("DELETE", address)
    here.out.say(f"Revoked the key {key}.")


def user_id(client: Client, name: str) -> str:
    """Find a user's id by name."""
    return str(find_user(client, name)["id"])


def find_user(client: Client, name: str) -> dict[str, Any]:
    """Find a user by name."""
    for user in client.pages("/api/v1/users"):
        if user["name"].casefold() == name.casefold():
            return user
    raise CommandError(f"There is no user {name!r}.", code=Code.NOT_FOUND, remedy="See `mediad user list`.")
