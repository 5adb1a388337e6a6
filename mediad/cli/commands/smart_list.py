"""`mediad list`: lists that fill themselves, each a query under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.search import table
from mediad.cli.seen import SeenBy, user_of
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.cli.client import Client

app = typer.Typer(no_args_is_help=True, help="Lists that fill themselves: add, list, show, change, remove.")
_COLUMNS = (("name", "NAME"), ("query", "QUERY"), ("owner", "OF"), ("id", "ID"))
_PLACE = "/api/v1/lists"

Given = Annotated[str, typer.Argument(metavar="LIST", help="Name or id of the list.")]


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Its name.")],
    query: Annotated[str, typer.Argument(help="What it asks, such as `kind:film unwatched sort:-year limit:50`.")],
) -> None:
    """Keep a query as a list of the house, which everybody may read, each by what they may see and did."""
    here = session(context)
    made = here.client.post(_PLACE, {"name": name, "query": query})
    here.out.whole(made, _facts)


@app.command("list")
def list_lists(context: typer.Context) -> None:
    """List them."""
    here = session(context)
    here.out.rows(here.client.pages(_PLACE), _COLUMNS, empty="There are none. `mediad list add` makes one.")


@app.command()
def show(
    context: typer.Context,
    given: Given,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    user: SeenBy = None,
) -> None:
    """Show what is in a list now."""
    here = session(context)
    address = f"{_PLACE}/{_meant(here.client, given)['id']}/items"
    found = here.client.pages(address, user=user_of(here.client, user), limit=min(limit + 1, 100))
    table(here, found, limit, empty="Nothing is in it now.")


@app.command()
def change(
    context: typer.Context,
    given: Given,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    query: Annotated[str | None, typer.Option(help="Another query.")] = None,
) -> None:
    """Change the name or the query of a list."""
    here = session(context)
    known = _meant(here.client, given)
    body = {"name": name or known["name"], "query": query or known["query"], "shared": known["shared"]}
    changed = here.client.change("PUT", f"{_PLACE}/{known['id']}", body, revision=known["revision"])
    here.out.whole(changed, _facts)


@app.command()
def remove(context: typer.Context, given: Given) -> None:
    """Remove a list; the works stay."""
    here = session(context)
    here.client.change("DELETE", f"{_PLACE}/{_meant(here.client, given)['id']}")
    here.out.say(f"The list {given} is gone.")


def _meant(client: Client, given: str) -> dict[str, Any]:
    """Find a list by its name or id."""
    named = [each for each in client.pages(_PLACE) if given.casefold() in {each["name"].casefold(), each["id"]}]
    if len(named) != 1:
        told = f"There is no list {given!r}." if not named else f"{len(named)} lists are called {given!r}."
        raise CommandError(told, code=Code.NOT_FOUND, remedy="`mediad list list` shows them with their ids.")
    return named[0]


def _facts(made: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("Name", made["name"]), ("Query", made["query"]), ("Id", made["id"])]
