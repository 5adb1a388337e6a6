"""`mediad app-password`: passwords for apps that sign in with a name and a password."""

from __future__ import annotations

from typing import Annotated

import typer

from mediad.cli.commands.key import User, user_id
from mediad.cli.naming import id_of, known
from mediad.cli.session import session

app = typer.Typer(no_args_is_help=True, help="Application passwords: add, list, revoke.")
_LISTED = "mediad app-password list"
_COLUMNS = (("id", "ID"), ("name", "NAME"), ("used", "USED"))


@app.command()
def add(
    context: typer.Context, name: Annotated[str, typer.Argument(help="The app that it is for.")], user: User = "admin"
) -> None:
    """Make a password for one app and show it once. The account's own password stays out of apps."""
    here = session(context)
    made = here.client.post(f"/api/v1/users/{user_id(here.client, user)}/app-passwords", {"name": name})
    if here.as_json:
        here.out.value(made)
    else:
        here.out.say(f"User: {user}\nPassword: {made['password']}")


@app.command("list")
def list_app_passwords(context: typer.Context, user: User = "admin") -> None:
    """List the application passwords of a user."""
    here = session(context)
    found = here.client.pages(f"/api/v1/users/{user_id(here.client, user)}/app-passwords")
    here.out.rows(found, _COLUMNS, empty="There are no application passwords.")


@app.command()
def revoke(
    context: typer.Context, password: Annotated[str, typer.Argument(help="Id of the application password.")]
) -> None:
    """Revoke an application password; it is dead at once."""
    here = session(context)
    address = f"/api/v1/me/app-passwords/{id_of('application password', password, listed_by=_LISTED)}"
    with known("application password", password, listed_by=_LISTED):
        here.client.change("DELETE", address)
    here.out.say(f"Revoked the application password {password}.")
