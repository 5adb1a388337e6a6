"""`mediad user`: who may use the daemon."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.credentials import find_user, user_id
from mediad.cli.naming import id_of, known
from mediad.cli.session import session

app = typer.Typer(
    no_args_is_help=True, help="Users: add, list, change, remove, set a password, link with who they are elsewhere."
)
Name = Annotated[str, typer.Argument(help="Name of the user.")]
_COLUMNS = (("name", "NAME"), ("role", "ROLE"), ("max_age", "UP TO AGE"), ("disabled", "DISABLED"), ("id", "ID"))
_LINKS = (("instance", "METHOD"), ("subject", "WHO THERE"), ("made", "ADDED BY IT"), ("id", "ID"))
_METHODS = (("instance", "METHOD"), ("label", "LABEL"), ("takes", "TAKES"), ("address", "ADDRESS"))


@app.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help="administrator, member, guest, or a role of the configuration.")] = "member",
    max_age: Annotated[int | None, typer.Option(min=0, help="Sees works up to this age only.")] = None,
) -> None:
    """Add a user; `mediad user password` or `mediad key add` gives a way in."""
    here = session(context)
    made = here.client.post("/api/v1/users", {"name": name, "role": role, "max_age": max_age})
    if here.as_json:
        here.out.value(made)
    else:
        here.out.say(f"Added {made['name']} as {made['role']}.")


@app.command("list")
def list_users(context: typer.Context) -> None:
    """List the users."""
    here = session(context)
    here.out.rows(here.client.pages("/api/v1/users"), _COLUMNS, empty="There are no users.")


@app.command()
def change(
    context: typer.Context,
    name: Name,
    role: Annotated[str | None, typer.Option(help="Another role.")] = None,
    disable: Annotated[bool | None, typer.Option("--disable/--enable", help="Whether the user is kept out.")] = None,
) -> None:
    """Change a user."""
    here = session(context)
    body = {key: value for key, value in (("role", role), ("disabled", disable)) if value is not None}
    if not body:
        raise CommandError("Nothing was said to change.", code=Code.USAGE, remedy="Give --role, --disable or --enable.")
    user = find_user(here.client, name)
    here.client.change("PATCH", f"/api/v1/users/{user['id']}", body, revision=user["revision"])
    here.out.say(f"Changed {user['name']}.")


@app.command()
def remove(context: typer.Context, name: Name) -> None:
    """Remove a user with ratings, progress, lists and keys."""
    here = session(context)
    here.client.change("DELETE", f"/api/v1/users/{user_id(here.client, name)}")
    here.out.say(f"Removed {name}.")


@app.command()
def password(context: typer.Context, name: Name) -> None:
    """Set a password; it is asked for, or read from standard input."""
    here = session(context)
    new = getpass.getpass("New password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    here.client.change("PUT", f"/api/v1/users/{user_id(here.client, name)}/password", {"new": new})
    here.out.say(f"Set the password of {name}.")


@app.command("sign-ins")
def list_sign_ins(context: typer.Context) -> None:
    """List the ways to sign in that plugins bring."""
    here = session(context)
    found = ({**each, "takes": " or ".join(each["takes"])} for each in here.client.pages("/api/v1/sign-ins"))
    here.out.rows(found, _METHODS, empty="No plugin brings a way to sign in.")


@app.command()
def links(context: typer.Context, name: Name) -> None:
    """List who a user is elsewhere."""
    here = session(context)
    found = here.client.pages(f"/api/v1/users/{user_id(here.client, name)}/links")
    here.out.rows(found, _LINKS, empty=f"{name} is linked with nobody.")


@app.command()
def link(
    context: typer.Context,
    name: Name,
    method: Annotated[str, typer.Argument(help="Plugin instance of the sign-in method, such as oidc.")],
    subject: Annotated[str, typer.Argument(help="Who they are there, as the log says when it refuses them.")],
) -> None:
    """Let somebody whom a sign-in method knows in as this user."""
    here = session(context)
    body = {"instance": method, "subject": subject}
    here.client.post(f"/api/v1/users/{user_id(here.client, name)}/links", body)
    here.out.say(f"Linked {name} with {subject} of {method}.")


@app.command()
def unlink(context: typer.Context, name: Name, link: Annotated[str, typer.Argument(help="Id of the link.")]) -> None:
    """Undo a link, and end the sessions that came by it."""
    here = session(context)
    listed = f"mediad user links {name}"
    address = f"/api/v1/users/{user_id(here.client, name)}/links/{id_of('link', link, listed_by=listed)}"
    with known("link", link, listed_by=listed):
        here.client.change("DELETE", address)
    here.out.say(f"Undid the link {link}.")
