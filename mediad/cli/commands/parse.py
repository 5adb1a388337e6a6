"""`mediad parse`: what names of files say, without a daemon."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from mediad.plugins.names import Reader

_ENDINGS = {
    "comic": frozenset({"cbz", "cbr", "cb7", "cbt"}),
    "book": frozenset({"epub", "pdf", "mobi", "azw", "azw3", "kfx", "fb2", "djvu", "lit"}),
    "audiobook": frozenset({"m4b", "aa", "aax"}),
    "music": frozenset(
        {"mp3", "flac", "m4a", "ogg", "oga", "opus", "wma", "wav", "aiff", "aif", "ape", "wv", "dsf", "cue"}
    ),
}
"""What a name that ends so is of; any other ending is asked of the readers."""
_VIDEO = "film or series"
_KINDS = (
    *("tv", "anime", "movie", "video", "music", "book", "comic", "manga", "audiobook", "subtitle", "sidecar"),
    *("tv_dir", "season_dir", "show_dir", "music_dir"),
)
_FOR_PROGRAMS = frozenset({"match", "titles", "title_clean", "language"})
"""What says for programs once more what another field says."""
_QUESTION = 'Write a line {"input": NAME, "kind": KIND}.'
_COUNTED = frozenset({"season", "episodes"})
"""What is implied of both was only made of the digits of a larger number."""
_UNKNOWN = "Unknown"
_NOTHING = frozenset({None, "", (), False, _UNKNOWN})
_FIRST_VERSION = ("version", 1)


def parse(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="Names or paths; with --json they come on standard input.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="What the names are of: tv, anime, movie, music, book, comic, manga ...; default a guess."),
    ] = None,
) -> None:
    """Show what the names of files say.

    With --json it reads a line {"input": NAME, "kind": KIND} and writes a line of fields for each, as long as there are
    any; `match` tells whether the name says what it is at all. A line that is no question gets an `error` in its
    place, and the exit code is 2. People see what stands in the name, and what it was read as.
    """
    here, read = session(context), _reader()
    if kind is not None and kind not in _KINDS:
        raise CommandError(
            f"Nothing reads names of kind {kind}.", code=Code.USAGE, remedy=f"Kinds: {', '.join(_KINDS)}."
        )
    if here.as_json and not names:
        _answer(read, sys.stdin, kind)
        return
    for each in names or ():
        of = kind if kind is not None else _guess(read, each)
        implied = read(each, of).implied
        here.out.whole(_read(read, each, of), lambda fields: _for_people(fields, implied, of))  # noqa: B023  # called at once


def _guess(read: Reader, name: str) -> str | None:
    """Guess what a name is of: by its ending, else by who reads in it what others would not; None is a video."""
    ending = name.rpartition(".")[2].lower()
    for kind, endings in _ENDINGS.items():
        if ending in endings:
            return kind
    video, album = read(name, None), read(name, "music").fields
    if album.get("artist") and album.get("audio_quality", _UNKNOWN) != _UNKNOWN:
        return "music"
    if video.sure and not video.implied >= _COUNTED:
        return None
    comic = read(name, "comic").fields
    if comic.get("title") and (comic.get("chapter") or comic.get("volume")):
        return "comic"
    return next((kind for kind in ("music", "book") if read(name, kind).fields.get("match")), None)


def _for_people(fields: Mapping[str, Any], implied: Collection[str], kind: str | None) -> list[tuple[str, Any]]:
    """Leave out what is empty, what stands in no word of the name, and a list beside the one that it holds."""
    told = [("Read as", kind or _VIDEO)]
    for name, value in fields.items():
        if name in _FOR_PROGRAMS or name in implied or (name, value) == _FIRST_VERSION or value in _NOTHING:
            continue
        if name == "episode" and fields.get("episodes"):
            continue
        told.append((name.replace("_", " ").capitalize(), value))
    return told


def _reader() -> Reader:
    from mediad.plugins.names import reader  # noqa: PLC0415  # no other command needs one

    if (found := reader()) is None:
        remedy = "Install mediad-standard, or mediad-names."
        raise CommandError("Nothing that reads names is installed.", code=Code.MISSING, remedy=remedy)
    return found


def _answer(read: Reader, lines: Iterable[str], kind: str | None) -> None:
    """Answer every line in its place, one that is no question with an error; those are told of in the end."""
    wrong: list[int] = []
    for number, line in enumerate(lines, 1):
        try:
            answer = _asked(read, line, kind)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            wrong.append(number)
            answer = {"match": False, "error": f"Line {number} is no question. {_QUESTION}"}
        sys.stdout.write(json.dumps(answer) + "\n")
    if wrong:
        which = "line is" if len(wrong) == 1 else "lines are"
        raise CommandError(
            f"{len(wrong)} {which} no question, the first is {wrong[0]}.", code=Code.USAGE, remedy=_QUESTION
        )


def _asked(read: Reader, line: str, kind: str | None) -> dict[str, Any]:
    """Answer one line; anything but an object with a text `input` is refused."""
    asked = json.loads(line)
    name, of = asked["input"], asked.get("kind", kind)
    if not isinstance(name, str):
        raise TypeError
    return _read(read, name, of if isinstance(of, str) else None)


def _read(read: Reader, name: str, kind: str | None) -> dict[str, Any]:
    fields = dict(read(name, kind).fields)
    return {"match": bool(fields.get("title")), **fields}
