"""`mediad lock`: say what fields of a work are, whatever its sources say, or leave them to the sources again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Mapping

_LISTED = "mediad items"
_WORDS = frozenset({"genres", "tags", "languages", "countries"})
"""Fields that are lists of words, which may be written with commas between them."""
_DATES = "dates"
_COLUMNS = (("field", "FIELD"), ("value", "VALUE"))
_EXAMPLE = "Write it as `title=Solaris`, `genres=Drama,Noir` or `dates=1972`."


def lock(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="Id of a work.")],
    fields: Annotated[
        list[str] | None,
        typer.Argument(metavar="FIELD=VALUE", help="What a field is: text, words with commas between them, or JSON."),
    ] = None,
    unlock: Annotated[
        list[str] | None, typer.Option(help="Leave this field to its sources again; repeat for more.")
    ] = None,
) -> None:
    """Say what fields of a work are, and keep them so whatever its sources say; alone, list what is locked.

    A locked field stands on every scan, above tags, sidecars and providers, until `--unlock` names it.
    """
    here = session(context)
    place = f"/api/v1/items/{id_of('work', item, listed_by=_LISTED)}"
    with known("work", item, listed_by=_LISTED):
        work = here.client.get(place)
    if free := [name for name in unlock or () if name not in work["locks"]]:
        told = f"`mediad lock {item}` lists what is."
        raise CommandError(f"{free[0]} is not locked.", code=Code.REFUSED, remedy=told)
    values = dict(map(_field, fields or ()))
    if values or unlock:
        edit = {"lock": values, "unlock": unlock or []}
        work = here.client.change("PATCH", place, edit, revision=work["revision"])
    locked = [{"field": name, "value": _shown(_value(work, name))} for name in work["locks"]]
    here.out.rows(locked, _COLUMNS, empty="Nothing of it is locked.")


def _field(said: str) -> tuple[str, Any]:
    name, sign, text = said.partition("=")
    if not (name and sign and text.strip()):
        raise CommandError(f"{said!r} says no value of a field.", code=Code.USAGE, remedy=_EXAMPLE)
    try:
        value = json.loads(text) if text.lstrip()[:1] in "[{" else text
    except ValueError as error:
        raise CommandError(f"The value of {name} is no JSON: {error}.", code=Code.USAGE, remedy=_EXAMPLE) from error
    if value is text and name in _WORDS:
        return name, [word.strip() for word in text.split(",") if word.strip()]
    return name, [{"value": text}] if value is text and name == _DATES else value


def _value(work: Mapping[str, Any], name: str) -> object:
    return work[name] if work.get(name) is not None else work["fields"].get(name)


def _shown(value: object) -> str:
    """Write a value as it could be typed."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
