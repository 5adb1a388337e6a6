"""`mediad match`: what a work is taken for elsewhere, what else it may be, and what a person says to that."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known
from mediad.cli.session import session

_LISTED = "mediad items"
_COLUMNS = (
    ("number", "NO."), ("title", "TITLE"), ("year", "YEAR"), ("score", "SCORE"), ("provider", "OF"), ("id", "ID"),
    ("taken", "TAKEN"),
)  # fmt: skip
_MATCHES = (("label", "OF"), ("state", "STATE"), ("title", "TITLE"), ("score", "SCORE"), ("id", "ID"))


def match(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="Id of a work.")],
    choose: Annotated[int | None, typer.Option(min=0, help="Take the candidate of this number; 0: none is it.")] = None,
    title: Annotated[str | None, typer.Option(help="Ask under another title than its own.")] = None,
    year: Annotated[int | None, typer.Option(help="Ask under another year than its own.")] = None,
) -> None:
    """Show what a work may be elsewhere, and what it is taken for; choose one, or none."""
    here = session(context)
    with known("work", item, listed_by=_LISTED):
        place = f"/api/v1/items/{id_of('work', item, listed_by=_LISTED)}"
        if choose == 0:
            here.client.change("DELETE", f"{place}/matches")
            found = []
        else:
            found = list(here.client.pages(f"{place}/candidates", query=title, year=year))
        if choose:
            here.client.post(f"{place}/matches", _chosen(found, choose))
        matches = list(here.client.pages(f"{place}/matches"))
    if choose is None:
        here.out.rows(_numbered(found, matches), _COLUMNS, empty="No provider has anything like it.")
        here.out.say("`--choose` with a number takes one, with 0 none.")
    else:
        here.out.rows(matches, _MATCHES, empty="There is no provider that knows such works.")


def _chosen(found: list[dict[str, Any]], number: int) -> dict[str, str]:
    if number > len(found):
        raise CommandError(
            f"There are {len(found)} candidates.", code=Code.REFUSED, remedy="Leave --choose out to see them."
        )
    return {name: found[number - 1][name] for name in ("provider", "id")}


def _numbered(found: list[dict[str, Any]], matches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken = {(each["provider"], each["id"]) for each in matches if each["id"]}
    return [
        {
            **each,
            "number": number,
            "title": " / ".join(each["titles"]),
            "taken": (each["provider"], each["id"]) in taken,
        }
        for number, each in enumerate(found, 1)
    ]
