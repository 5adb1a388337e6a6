"""`mediad app-password`: passwords for apps that sign in with a name and a password."""

from __future__ import annotations

from typing import Annotated

import typer

from mediad.cli.credentials import Credentials, User

app = typer.Typer(no_args_is_help=True, help="Application passwords: add, list, revoke.")
_PASSWORDS = Credentials(
    noun="application password", place="app-passwords", one="/api/v1/me/app-passwords", command="mediad app-password",
    columns=(("id", "ID"), ("name", "NAME"), ("used", "USED")),
)  # fmt: skip


@app.command()
def add(
    context: typer.Context, name: Annotated[str, typer.Argument(help="The app that it is for.")], user: User = "admin"
) -> None:
    """Make a password for one app and show it once. The account's own password stays out of apps."""
    _PASSWORDS.add(context, user, {"name": name}, lambda made: f"User: {user}\nPassword: {made['password']}")


@app.command("list")
def list_app_passwords(context: typer.Context, user: User = "admin") -> None:
    """List the application passwords of a user."""
    _PASSWORDS.list(context, user)


@app.command()
def revoke(
    context: typer.Context, password: Annotated[str, typer.Argument(help="Id of the application password.")]
) -> None:
    """Revoke an application password; it is dead at once."""
    _PASSWORDS.revoke(context, password)
