"""`mediad items`: list works, or show one."""

from __future__ import annotations

from typing import Annotated

import typer

from mediad.cli.commands.search import COLUMNS
from mediad.cli.naming import id_of
from mediad.cli.session import session


def items(
    context: typer.Context,
    item: Annotated[str | None, typer.Argument(help="Id of a work, to show it whole.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind to list, such as film, album or artist.")] = None,
    sort: Annotated[str | None, typer.Option(help="A published order, such as title or added.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
) -> None:
    """List works of a kind, or show one with everything that is known of it."""
    here = session(context)
    if item is not None:
        here.out.value(here.client.get(f"/api/v1/items/{id_of('work', item, listed_by='mediad items')}"))
        return
    found = here.client.pages("/api/v1/items", most=limit, kind=kind, sort=sort, limit=min(limit, 100))
    here.out.rows(found, COLUMNS, empty="There is nothing yet. `mediad scan` looks at the disks.")
