"""`mediad parse`: what names of files say, without a daemon."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.plugins.names import Reader


def parse(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="Names or paths; with --json they come on standard input.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="What the names are of: tv, anime, movie, music, book, comic, manga; default a guess."),
    ] = None,
) -> None:
    """Show what the names of files say.

    With --json it reads a line {"input": NAME, "kind": KIND} and writes a line of fields for each, as long as there are
    any; `match` tells whether the name says what it is at all.
    """
    here, read = session(context), _reader()
    if here.as_json and not names:
        _answer(read, sys.stdin, kind)
        return
    for each in names or ():
        here.out.whole(_read(read, each, kind), lambda fields: fields.items())


def _reader() -> Reader:
    from mediad.plugins.names import reader  # noqa: PLC0415  # no other command needs one

    if (found := reader()) is None:
        remedy = "Install mediad-standard, or mediad-names."
        raise CommandError("Nothing that reads names is installed.", code=Code.MISSING, remedy=remedy)
    return found


def _answer(read: Reader, lines: Iterable[str], kind: str | None) -> None:
    """Answer every line in its order; one that is no question ends it, by its number."""
    for number, line in enumerate(lines, 1):
        try:
            asked = json.loads(line)
            name, of = str(asked["input"]), asked.get("kind", kind)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise CommandError(
                f"Line {number} is no question.", code=Code.USAGE, remedy='Write a line {"input": NAME, "kind": KIND}.'
            ) from error
        sys.stdout.write(json.dumps(_read(read, name, of if isinstance(of, str) else None)) + "\n")


def _read(read: Reader, name: str, kind: str | None) -> dict[str, Any]:
    fields = dict(read(name, kind).fields)
    return {"match": bool(fields.get("title")), **fields}
