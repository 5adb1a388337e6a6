"""`mediad search`: find works by their words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = (
    ("kind", "KIND"),
    ("title", "TITLE"),
    ("year", "YEAR"),
    ("by", "BY"),
    ("parent.title", "PART OF"),
    ("id", "ID"),
)


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
    found = here.client.pages("/api/v1/search", q=" ".join(words), kind=kind, limit=min(limit + 1, 100))
    table(here, found, limit, empty="Nothing was found.")


def table(here: Session, works: Iterator[dict[str, Any]], limit: int, *, empty: str) -> None:
    """Show works up to a limit, and say when there are more."""
    here.out.rows(islice(works, limit), _COLUMNS, empty=empty)
    if next(works, None) is not None:
        here.out.say(f"There are more than these {limit}; --limit shows more.")
