"""By whose eyes works are listed: what a query asks of a person, the command line asks of one by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mediad.cli.credentials import user_id

if TYPE_CHECKING:
    from mediad.cli.client import Client

SeenBy = Annotated[
    str | None,
    typer.Option("--user", help="As this user may see it, by what they did: for `unwatched`, `rating:` and the like."),
]


def user_of(client: Client, name: str | None) -> str | None:
    """Give the id of a user who is named."""
    return None if name is None else user_id(client, name)
