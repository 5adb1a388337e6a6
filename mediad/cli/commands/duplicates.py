"""`mediad duplicates`: what is there more than once, and what could be freed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.commands.library import find
from mediad.cli.output import size
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COLUMNS = (
    ("title", "TITLE"), ("kind", "KIND"), ("files", "FILES"), ("sizes", "SIZE"), ("why", "NOT NEEDED"),
    ("free", "TO FREE"),
)  # fmt: skip
_WHY = {"edition": "smaller edition", "copy": "another copy", "bytes": "same bytes as {path}", "": ""}


def duplicates(
    context: typer.Context,
    library: Annotated[str | None, typer.Option(help="Only this library.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind, such as film or track.")] = None,
    qualities: Annotated[
        bool, typer.Option("--qualities", help="Also works that are there in several qualities, as 2160p and 720p.")
    ] = False,
) -> None:
    """List works that are there more than once, with the files that are not needed; nothing is removed.

    Of several editions, or copies of a part, the largest is kept. For equal bytes elsewhere a hard link frees the room.
    """
    here = session(context)
    meant = find(here.client, library)["id"] if library is not None else None
    found = here.client.pages(
        "/api/v1/items/duplicates", library=meant, kind=kind, qualities="true" if qualities else None, limit=100
    )
    freed: dict[str, int] = {}
    works = _counted(found, freed)
    here.out.rows(works if here.as_json else map(_row, works), _COLUMNS, empty="Nothing is there more than once.")
    if freed:
        here.out.say(f"{len(freed)} files are not needed: {size(sum(freed.values()))} could be freed.")


def _counted(works: Iterable[dict[str, Any]], freed: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Pass works on, and note the bytes of each file that is not needed: several works may be made of one."""
    for work in works:
        freed |= {file["id"]: file["size"] for file in work["files"] if file["spare"]}
        yield work


def _row(work: dict[str, Any]) -> dict[str, Any]:
    """Write a work with a line for each of its files."""
    files = work["files"]
    year = f" ({work['year']})" if work.get("year") else ""
    above = f"{work['parent']['title']} / " if work.get("parent") else ""
    return {
        "title": f"{above}{work['title']}{year}",
        "kind": work["kind"],
        "files": "\n".join(file["path"] for file in files),
        "sizes": "\n".join(size(file["size"]) for file in files),
        "why": "\n".join(_WHY[file["spare"]].format(**file["same_as"] or {}) for file in files),
        "free": size(work["spare"]) if work["spare"] else "",
    }
