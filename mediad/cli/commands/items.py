"""`mediad items`: list works, or show one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.commands.library import find
from mediad.cli.commands.search import table
from mediad.cli.naming import id_of, known
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECOND_MS = 1000
_SHORT, _PAGE = 50, 100
_NOTHING = "There is nothing yet. `mediad scan` looks at the disks."


def items(  # noqa: PLR0913, PLR0917  # each is an option of the command
    context: typer.Context,
    item: Annotated[str | None, typer.Argument(help="Id of a work, to show it whole.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind to list, such as film, album or artist.")] = None,
    query: Annotated[
        str | None,
        typer.Option(
            help="What to find, such as `kind:film year:1990..1999 genre:drama -tag:seen unwatched sort:-year`."
        ),
    ] = None,
    sort: Annotated[str | None, typer.Option(help="A published order, such as title or added.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="How many at most; default 50, with --long all.")] = None,
    long: Annotated[
        bool,
        typer.Option("--long", help="Every film, episode, track, photo and book, with what is above and its files."),
    ] = False,
    library: Annotated[str | None, typer.Option(help="With --long: only this library.")] = None,
) -> None:
    """List works of a kind, or show one with everything that is known of it."""
    here = session(context)
    if long:
        _lines(here, kind, library, limit)
        return
    limit = limit or _SHORT
    if item is None:
        found = here.client.pages("/api/v1/items", query=query, kind=kind, sort=sort, limit=min(limit + 1, _PAGE))
        table(here, found, limit, empty=_NOTHING if query is None else "Nothing was found.")
        return
    with known("work", item, listed_by="mediad items"):
        work = here.client.get(f"/api/v1/items/{id_of('work', item, listed_by='mediad items')}")
    here.out.whole(work, _facts)


def _lines(here: Session, kind: str | None, library: str | None, limit: int | None) -> None:
    meant = find(here.client, library)["id"] if library is not None else None
    found = here.client.pages("/api/v1/items/lines", kind=kind, library=meant, limit=min(limit or _PAGE, _PAGE))
    works = islice(found, limit)
    columns = (("kind", "KIND"), ("title", "TITLE"), ("year", "YEAR"), ("in", "PART OF"), ("files", "FILES"))
    shown = works if here.as_json else map(_row, works)
    here.out.rows(shown, columns, empty=_NOTHING)


def _row(line: dict[str, Any]) -> dict[str, Any]:
    files = [name for each in line["editions"] for name in each["files"]]
    return {**line, "in": " / ".join(line["parents"]), "files": "\n".join(files)}


def _facts(work: dict[str, Any]) -> list[tuple[str, Any]]:
    parent = work["parent"] or {}
    place = f"{work['position']['label']} of " if work["position"] else ""
    return [
        ("Title", work["title"]),
        ("Kind", work["kind"]),
        ("Date", work["date"]),
        ("In", f"{place}{parent['title']}" if parent else ""),
        *_credits(work["credits"]),
        *((_label(name), _plain(value)) for name, value in work["fields"].items() if name != "dates"),
        ("Ids", [f"{each['scheme']}:{each['value']}" for each in work["ids"]]),
        *(("Edition", _edition(each)) for each in work["editions"]),
        ("Id", work["id"]),
    ]


def _credits(credited: Iterable[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    by_role: dict[str, list[str]] = {}
    for each in credited:
        name = f"{each['name']} ({each['character']})" if each["character"] else each["name"]
        by_role.setdefault(_label(each["role"]), []).append(name)
    return list(by_role.items())


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _plain(value: Any) -> Any:
    """Write a field that may be a list of objects: their values, as they are read aloud."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values() if each not in (None, "", [], {}))
    return value


def _edition(edition: dict[str, Any]) -> str:
    """Write an edition: what it is, and the files that it is made of, each on its line."""
    facts = edition["facts"]
    length = facts.get("duration_ms", 0) // _SECOND_MS
    told = [
        edition["label"], f"{length // 60}:{length % 60:02}" if length else "", facts.get("container", ""),
        f"converted with {edition['profile']}" if edition["profile"] else "", edition["reason"],
    ]  # fmt: skip
    files = (file for part in edition["parts"] for file in part["files"])
    lines = [", ".join(each for each in told if each), f"  {edition['id']}"]
    return "\n".join([*lines, *map(_file, files)])


def _file(file: dict[str, Any]) -> str:
    return f"  {file['name']}" if file["state"] == "present" else f"  {file['name']} ({file['state']})"
