"""`mediad library`: what is served, what is held back, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, means
from mediad.cli.session import session

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
    here.out.rows(rows if here.as_json else map(_with_state, rows), _COLUMNS, empty="There are no libraries.")


def _with_state(library: dict[str, Any]) -> dict[str, Any]:
    states = {root["state"] for root in library["roots"]}
    reasons = [root["reason"] for root in library["roots"] if root["reason"]]
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
    _decide(session(context).client, name, hold, "approve")


@app.command()
def reject(context: typer.Context, name: Name, hold: Hold) -> None:
    """Keep the files of a hold as unreachable."""
    _decide(session(context).client, name, hold, "reject")


@app.command("accept-root")
def accept_root(
    context: typer.Context, name: Name, path: Annotated[str, typer.Argument(help="The root, by its path.")]
) -> None:
    """Take the disk that is at a root's path now for the one that was there; what it lacks is held at the next scan."""
    client = session(context).client
    library = find(client, name)
    root = next((each["id"] for each in library["roots"] if each["path"] == path), None)
    if root is None:
        paths = ", ".join(each["path"] for each in library["roots"])
        raise CommandError(f"{name} has no root {path}.", code=Code.NOT_FOUND, remedy=f"Its roots: {paths}")
    client.post(f"/api/v1/libraries/{library['id']}/roots/{root}/accept")


def _decide(client: Client, name: str, hold: str, decision: str) -> None:
    known = id_of("hold", hold, listed_by=f"mediad library holds {name}")
    client.post(f"/api/v1/libraries/{find(client, name)['id']}/holds/{known}", {"decision": decision})


def find(client: Client, name: str) -> dict[str, Any]:
    """Find a library by its name, its name in the configuration, or its id."""
    for library in client.pages("/api/v1/libraries"):
        if means(library, name):
            return library
    raise CommandError(f"There is no library {name!r}.", code=Code.NOT_FOUND, remedy="See `mediad library list`.")
