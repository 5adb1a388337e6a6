"""`mediad search`: find works by their words."""

from __future__ import annotations

from typing import Annotated

import typer

from mediad.cli.session import session

COLUMNS = (("kind", "KIND"), ("title", "TITLE"), ("year", "YEAR"), ("parent.title", "IN"), ("id", "ID"))


def search(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(help="Words of titles, people, albums ...; the last may be a beginning.")
    ],
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind, such as film or track; repeat for more.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
) -> None:
    """Find works, people and albums by their words."""
    here = session(context)
    found = here.client.pages("/api/v1/search", most=limit, q=" ".join(words), kind=kind, limit=min(limit, 100))
    here.out.rows(found, COLUMNS, empty="Nothing was found.")
