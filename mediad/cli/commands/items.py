"""`mediad items`: list works, or show one."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli import work
from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.library import find
from mediad.cli.commands.search import table
from mediad.cli.naming import id_of, known
from mediad.cli.seen import SeenBy, user_of
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT, _PAGE = 50, 100
_PARTY = "party"
"""The filter of the API by whoever is credited; `by:` in the language of queries."""
_NOTHING = "There is nothing yet. `mediad scan` looks at the disks."
_FOUND_NOTHING = "Nothing was found."
_LINES = (("kind", "KIND"), ("title", "TITLE"), ("year", "YEAR"), ("in", "PART OF"), ("files", "FILES"))
_BELOW = (
    ("position", "PLACE"),
    ("kind", "KIND"),
    ("title", "TITLE"),
    ("year", "YEAR"),
    ("length", "LENGTH"),
    ("id", "ID"),
)


def items(  # noqa: PLR0913, PLR0917  # each is an option of the command
    context: typer.Context,
    item: Annotated[str | None, typer.Argument(help="Id of a work, to show it whole.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind to list, such as film, album or artist.")] = None,
    query: Annotated[
        str | None,
        typer.Option(
            help="What to find, as `kind:film year:1990..1999 genre:drama -tag:seen`, with --user also `unwatched`."
        ),
    ] = None,
    sort: Annotated[str | None, typer.Option(help="A published order, such as title or added.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="How many at most; default 50, with --long all.")] = None,
    long: Annotated[
        bool,
        typer.Option("--long", help="Every film, episode, track, photo and book, with what is above it and its files."),
    ] = False,
    library: Annotated[str | None, typer.Option(help="Only this library.")] = None,
    user: SeenBy = None,
    kinds: Annotated[
        bool, typer.Option("--kinds", help="Name the kinds, and what each is filtered and sorted by.")
    ] = False,
) -> None:
    """List works of a kind, or show one with everything that is known of it."""
    here = session(context)
    if kinds:
        _kinds(here)
        return
    if item is not None:
        others = {"kind": kind, "query": query, "sort": sort, "library": library, "long": long or None, "user": user}
        _refuse(f"{item} is shown whole", **others)
        _show(here, item)
        return
    meant = find(here.client, library)["id"] if library is not None else None
    if long and query is None:
        _refuse("--long lists everything, in the order in which it was found", sort=sort, user=user)
    if query is not None:  # the language of queries says the rest as well
        query = " ".join([*([f"kind:{kind}"] if kind else ()), query, *([f"sort:{sort}"] if sort else ())])
        kind = sort = None
    asked: dict[str, Any] = {"query": query, "kind": kind, "sort": sort, "library": meant}
    asked["user"] = user_of(here.client, user)
    if long:
        _lines(here, asked, limit)
        return
    limit = limit or _SHORT
    asked["limit"] = min(limit + 1, _PAGE)
    found = here.client.pages("/api/v1/items", **asked)
    table(here, found, limit, empty=_NOTHING if query is None else _FOUND_NOTHING)


def _kinds(here: Session) -> None:
    """Show what can be asked of each kind, in the words that --query takes."""
    by_kind: dict[str, dict[str, set[str]]] = {}
    for each in here.client.pages("/api/v1/items/published"):
        if each["kind"]:
            known = by_kind.setdefault(each["kind"], {"filters": set(), "sorts": set()})
            known["sorts"].add(each["sort"])
            known["filters"].update({each["filter"]} - {"", _PARTY})
    rows = ({"kind": kind, **{name: sorted(some) for name, some in known.items()}} for kind, known in by_kind.items())
    here.out.rows(rows, (("kind", "KIND"), ("filters", "FILTERS"), ("sorts", "ORDERS")), empty="There are none.")


def _refuse(why: str, **given: object) -> None:
    """Refuse options that would be passed over in silence."""
    if named := [f"--{name}" for name, value in given.items() if value is not None]:
        raise CommandError(f"{why}: leave out {' and '.join(named)}.", code=Code.USAGE)


def _lines(here: Session, asked: dict[str, Any], limit: int | None) -> None:
    works = islice(here.client.pages("/api/v1/items/lines", **asked, limit=min(limit or _PAGE, _PAGE)), limit)
    empty = _NOTHING if asked["query"] is None and asked["kind"] is None else _FOUND_NOTHING
    here.out.rows(works if here.as_json else map(_row, works), _LINES, empty=empty)


def _row(line: dict[str, Any]) -> dict[str, Any]:
    files = [name for each in line["editions"] for name in each["files"]]
    return {**line, "kind": work.named(line["kind"]), "in": " / ".join(line["parents"]), "files": "\n".join(files)}


def _show(here: Session, item: str) -> None:
    """Show a work, and to people what is below it as well."""
    address = f"/api/v1/items/{id_of('work', item, listed_by='mediad items')}"
    with known("work", item, listed_by="mediad items"):
        found = here.client.get(address)
        here.out.whole(found, work.facts)
        if here.as_json:
            return
        below = here.client.pages(f"{address}/children", limit=_PAGE)
        if not found["editions"]:
            below = _below(here, found["title"], below)
        places = {each["item"]["id"]: each["position"]["label"] for each in found["related_by"] if each["position"]}
        if rows := [_child(each, places) for each in islice(below, _PAGE)]:
            here.out.say("")
            here.out.rows(rows, _BELOW, empty="")
        if next(below, None) is not None:
            here.out.say(f"There is more below it than these {_PAGE}.")


def _below(here: Session, title: str, children: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give what is below a work; where that is nothing, what somebody of that name is credited for."""
    first = next(children, None)
    if first is not None:
        return chain([first], children)
    name = title.replace("\\", "\\\\").replace('"', '\\"')
    return here.client.pages("/api/v1/items", query=f'by:"{name}"', limit=_PAGE)


def _child(brief: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    """Make a row of what is below a work, or has a place in a collection."""
    length = work.clock(brief["duration_ms"]) if brief.get("duration_ms") else ""
    return {
        **brief,
        "kind": work.named(brief["kind"]),
        "length": length,
        "position": brief.get("position") or places.get(brief["id"]),
    }
