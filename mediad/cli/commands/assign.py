"""`mediad assign`: say that the files of a work are another one, or take that back."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known
from mediad.cli.session import session

_LISTED = "mediad items"


def assign(  # noqa: PLR0913, PLR0917  # each is an option of the command
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="Id of the work that the files are in now.")],
    to: Annotated[str | None, typer.Option(help="Id of the work that they are.")] = None,
    at: Annotated[
        list[float] | None, typer.Option(help="Its place below that work, level by level: --at 2 --at 5 is S02E05.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Or its title, where it is not there yet.")] = None,
    year: Annotated[int | None, typer.Option(help="Its year.")] = None,
    kind: Annotated[str, typer.Option(help="Its kind, where it is another one.")] = "",
    parent: Annotated[str | None, typer.Option(help="Id of what it belongs to, as a season.")] = None,
    position: Annotated[float | None, typer.Option(help="Its place there.")] = None,
    edition: Annotated[list[str] | None, typer.Option(help="Only this edition; repeat for more.")] = None,
    file: Annotated[list[str] | None, typer.Option(help="Only the files of this name; repeat for more.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was assigned to this work.")] = False,
) -> None:
    """Say what the files of a work really are; that stands on every scan, until it is taken back.

    Works that were joined by mistake are parted so, edition by edition or file by file.
    """
    here = session(context)
    place = f"/api/v1/items/{id_of('work', item, listed_by=_LISTED)}"
    if undo:
        with known("work", item, listed_by=_LISTED):
            here.client.change("DELETE", f"{place}/assignment")
        here.out.say("Taken back; the library is looked at now.")
        return
    if not to and not title:
        raise CommandError("Say which work it is.", code=Code.REFUSED, remedy="Add --to with an id, or --title.")
    with known("work", item, listed_by=_LISTED):
        work = here.client.get(place) if file else {}
    body: dict[str, Any] = {
        "kind": kind,
        "title": title or "",
        "year": year,
        "position": position,
        "editions": edition or [],
    }
    body |= {"item": to, "place": at or [], "parent": parent, "files": _files(work, file or [])}
    done = here.client.post(f"{place}/assignment", body)
    here.out.whole(done, lambda told: [("Work", told["item"]), ("Scan", told["job"])])


def _files(work: dict[str, Any], names: list[str]) -> list[str]:
    """Give the ids of the files of some names."""
    every = [file for edition in work.get("editions", ()) for part in edition["parts"] for file in part["files"]]
    ids = {name: file["id"] for file in every for name in (file["name"], file["name"].rpartition("/")[2])}
    if unknown := [name for name in names if name not in ids]:
        told = f"The work has no file {unknown[0]!r}."
        raise CommandError(told, code=Code.NOT_FOUND, remedy=f"`mediad items {work['id']}` names them.")
    return [ids[name] for name in names]
