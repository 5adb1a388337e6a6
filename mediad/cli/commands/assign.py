"""`mediad assign`: say that the files of a work are another one, or what a work really is, or take that back."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTED = "mediad items"
_OPTIONS = {
    "item": "--to", "place": "--at", "title": "--title", "year": "--year", "kind": "--kind", "parent": "--parent",
    "position": "--position", "editions": "--edition", "files": "--file",
}  # fmt: skip  # a table
_FIELDS = re.compile(rf"/(?P<pointer>{'|'.join(_OPTIONS)})\b|`(?P<name>{'|'.join(_OPTIONS)})`")


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

    Works that were joined by mistake are parted so, edition by edition or file by file. A work without files of its
    own, such as a show, takes the title and the year, which are locked; with --to it becomes the other one, with all
    that is below it.
    """
    here = session(context)
    place = f"/api/v1/items/{id_of('work', item, listed_by=_LISTED)}"
    with known("work", item, listed_by=_LISTED):
        work = here.client.get(place)
    is_whole = not work["editions"] and not edition and not file
    if undo:
        _take_back(here, place, work, is_whole=is_whole)
        return
    if not to and not title:
        raise CommandError("Say which work it is.", code=Code.REFUSED, remedy="Add --to with an id, or --title.")
    target = id_of("work", to, listed_by=_LISTED) if to else None
    body: dict[str, Any] = {"item": target, "title": title or "", "year": year}
    beside = {"place": at or [], "kind": kind, "position": position}
    beside["parent"] = id_of("work", parent, listed_by=_LISTED) if parent else None
    with _in_options():
        if is_whole:
            _correct(here, place, work, body, beside)
            return
        body |= beside | {"editions": edition or [], "files": _files(work, file or [])}
        done = here.client.post(f"{place}/assignment", body)
    here.out.whole(done, lambda told: [("Work", told["item"]), ("Scan", told["job"])])


def _correct(here: Session, place: str, work: dict[str, Any], meant: dict[str, Any], beside: dict[str, Any]) -> None:
    """Put right a work that only others lie below: by its title and year, or as one with another work."""
    if named := [_OPTIONS[name] for name, value in beside.items() if value]:
        told = f"{work['title']} has no files of its own: leave out {' and '.join(named)}."
        raise CommandError(told, code=Code.REFUSED, remedy="--title and --year, or --to, say what it is.")
    if meant["item"]:
        done = here.client.change("POST", f"{place}/merge", {"into": meant["item"]}, revision=work["revision"])
    else:
        lock = {"title": meant["title"]} | ({"dates": [{"value": f"{meant['year']:04}"}]} if meant["year"] else {})
        done = here.client.change("PATCH", place, {"lock": lock}, revision=work["revision"])
    here.out.whole(done, lambda told: [("Title", told["title"]), ("Date", told["date"]), ("Work", told["id"])])


def _take_back(here: Session, place: str, work: dict[str, Any], *, is_whole: bool) -> None:
    """Take back what was assigned to a work; of one without files what was locked, or else what became one with it."""
    if not is_whole:
        here.client.change("DELETE", f"{place}/assignment")
        here.out.say("Taken back; the library is looked at now.")
        return
    if locked := [name for name in ("title", "dates") if name in work["locks"]]:
        here.client.change("PATCH", place, {"unlock": locked}, revision=work["revision"])
    else:
        here.client.change("POST", f"{place}/split", {}, revision=work["revision"])
        here.out.say("Taken back; the next scan parts what became one.")
        return
    here.out.say("Taken back.")


@contextmanager
def _in_options() -> Iterator[None]:
    """Speak of the command's options where the daemon speaks of fields."""
    try:
        yield
    except CommandError as error:
        told = _FIELDS.sub(_option, str(error))
        raise CommandError(told, code=Code(error.exit_code), remedy=_FIELDS.sub(_option, error.remedy)) from error


def _option(found: re.Match[str]) -> str:
    return _OPTIONS[found["pointer"] or found["name"]]


def _files(work: dict[str, Any], names: list[str]) -> list[str]:
    """Give the ids of the files of some names."""
    every = [file for edition in work.get("editions", ()) for part in edition["parts"] for file in part["files"]]
    ids = {name: file["id"] for file in every for name in (file["name"], file["name"].rpartition("/")[2])}
    if unknown := [name for name in names if name not in ids]:
        told = f"The work has no file {unknown[0]!r}."
        raise CommandError(told, code=Code.NOT_FOUND, remedy=f"`mediad items {work['id']}` names them.")
    return [ids[name] for name in names]
