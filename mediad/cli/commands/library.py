"""`mediad library`: what is served, what is held back, what could not be read."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known, means
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from mediad.cli.client import Client

app = typer.Typer(no_args_is_help=True, help="Libraries: list, problems, holds, approve, reject, accept a root.")
Name = Annotated[str, typer.Argument(help="Name of the library.")]
Hold = Annotated[str, typer.Argument(help="Id of the hold.")]
_COLUMNS = (("name", "NAME"), ("types", "TYPES"), ("state", "STATE"), ("reason", "REASON"), ("id", "ID"))
_PROBLEMS = (("path", "PATH"), ("code", "CODE"), ("reason", "REASON"))
_HOLDS = (("id", "ID"), ("path", "FOLDER"), ("files", "FILES"), ("reason", "REASON"))


@app.command("list")
def list_libraries(context: typer.Context) -> None:
    """List the libraries with the state of their roots."""
    here = session(context)
    rows = here.client.pages("/api/v1/libraries")
    shown = rows if here.as_json else (_with_state(each, _held(here.client, each)) for each in rows)
    here.out.rows(shown, _COLUMNS, empty="There are no libraries.")


def _held(client: Client, library: dict[str, Any]) -> int:
    return sum(each["files"] for each in client.pages(f"/api/v1/libraries/{library['id']}/holds"))


def _with_state(library: dict[str, Any], held: int) -> dict[str, Any]:
    states = {root["state"] for root in library["roots"]}
    reasons = [root["reason"] for root in library["roots"] if root["reason"]]
    if held:
        way = f"`mediad library holds {shlex.quote(library['name'])}`"
        reasons.append(f"{held} files wait for approval as gone: {way}")
    return {**library, "state": ", ".join(sorted(states)), "reason": "; ".join(reasons)}


@app.command()
def problems(context: typer.Context, name: Name) -> None:
    """List disks that are away, and folders, files and editions that could not be read or are not whole."""
    here = session(context)
    library = find(here.client, name)
    away = [
        {"path": root["path"], "code": root["state"], "reason": root["reason"], "since": root["since"]}
        for root in library["roots"]
        if root["state"] in {"offline", "held"}
    ]
    found = here.client.pages(f"/api/v1/libraries/{library['id']}/problems")
    here.out.rows([*away, *found], _PROBLEMS, empty="Everything could be read.")


@app.command()
def holds(context: typer.Context, name: Name) -> None:
    """List losses that wait for approval."""
    here = session(context)
    found = here.client.pages(f"/api/v1/libraries/{find(here.client, name)['id']}/holds")
    here.out.rows(found, _HOLDS, empty="Nothing is held back.")


@app.command()
def approve(context: typer.Context, name: Name, hold: Hold) -> None:
    """Believe that the files of a hold are gone."""
    _decide(session(context), name, hold, "approve")


@app.command()
def reject(context: typer.Context, name: Name, hold: Hold) -> None:
    """Keep the files of a hold as unreachable."""
    _decide(session(context), name, hold, "reject")


@app.command("accept-root")
def accept_root(
    context: typer.Context, name: Name, path: Annotated[str, typer.Argument(help="The root, by its path.")]
) -> None:
    """Take the disk that is at a root's path now for the one that was there; what it lacks is held at the next scan."""
    here = session(context)
    library = find(here.client, name)
    root = next((each["id"] for each in library["roots"] if each["path"] == path), None)
    if root is None:
        paths = ", ".join(each["path"] for each in library["roots"])
        raise CommandError(f"{name} has no root {path}.", code=Code.NOT_FOUND, remedy=f"Its roots: {paths}")
    here.client.post(f"/api/v1/libraries/{library['id']}/roots/{root}/accept")
    here.out.say(f"What is at {path} now is that root of {library['name']}. `mediad scan` looks at it.")


def _decide(here: Session, name: str, hold: str, decision: str) -> None:
    library, listed = find(here.client, name), f"mediad library holds {shlex.quote(name)}"
    address = f"/api/v1/libraries/{library['id']}/holds/{id_of('hold', hold, listed_by=listed)}"
    with known("hold", hold, listed_by=listed):
        decided = here.client.post(address, {"decision": decision})
    end = "are missing from now on" if decision == "approve" else "stay, unreachable until they are back"
    here.out.say(f"{decided['files']} files of {library['name']} {end}.")


def find(client: Client, name: str) -> dict[str, Any]:
    """Find a library by its name, its name in the configuration, or its id."""
    for library in client.pages("/api/v1/libraries"):
        if means(library, name):
            return library
    raise CommandError(f"There is no library {name!r}.", code=Code.NOT_FOUND, remedy="See `mediad library list`.")
