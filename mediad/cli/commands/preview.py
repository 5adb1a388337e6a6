"""`mediad preview`: what mediad would make of a folder, before anything is configured."""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from itertools import chain
from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.passed import passed_over
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from mediad.app.preview import Seen

_PROBLEMS = 20


def preview(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to look at; nothing in it is changed.")],
    types: Annotated[
        str | None,
        typer.Option(help="Media types to look with, with commas between them, such as movies,tv; default all."),
    ] = None,
    problems: Annotated[bool, typer.Option("--problems", help="Name every file that cannot be used.")] = False,
) -> None:
    """Show what mediad would make of a folder, without a daemon, a network or a trace.

    For people a tree; with --json a line for each film, episode, track, photo, book, audiobook and comic, and on
    standard error a line for each file that cannot be used, and for each reason why something was passed over.
    """
    import asyncio  # noqa: PLC0415  # hardly another command needs these two

    from mediad.app.preview import preview as looked_at  # noqa: PLC0415  # as above

    here = session(context)
    names = [each.strip() for each in (types or "").split(",") if each.strip()]
    if types is not None and not names:
        raise CommandError("--types names none.", code=Code.USAGE, remedy="Name some, as movies,tv, or leave it out.")
    with here.out.bar(f"Looking at {folder}") as move:
        try:
            seen = asyncio.run(_stoppable(looked_at(folder, names, move)))
        except asyncio.CancelledError:
            raise typer.Exit(128 + signal.SIGTERM) from None
        move(1.0, "")
    if here.as_json:
        for each in seen.lines:
            here.out.value({name: value for name, value in each.items() if name != "id"})
        unusable = ({name: wrong[name] for name in ("path", "code", "reason")} for wrong in seen.problems)
        for told in chain(unusable, seen.passed):
            sys.stderr.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    from mediad.cli.shelf import tree  # noqa: PLC0415  # programs get lines

    here.out.tree(tree(str(folder), seen.leaves))
    here.out.say(_summary(seen, None if problems else _PROBLEMS))


async def _stoppable(looking: Coroutine[Any, Any, Seen]) -> Seen:
    """Clear up as Ctrl-C does when the terminal is closed, or a time is over."""
    import asyncio  # noqa: PLC0415  # as above

    task = asyncio.current_task()
    for number in (signal.SIGTERM, signal.SIGHUP):
        if task is not None and signal.getsignal(number) is signal.SIG_DFL:
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await looking


def _summary(seen: Seen, most: int | None) -> str:
    from mediad.cli.shelf import many  # noqa: PLC0415  # programs get lines

    kinds = Counter(each.line["kind"] for each in seen.leaves)
    told = ", ".join(
        f"{count} {kind.replace('_', ' ') if count == 1 else many(kind)}" for kind, count in sorted(kinds.items())
    )
    rows = [f"{told or 'Nothing that an installed media type knows'}, of {seen.counts.get('files', 0)} files."]
    rows += [f"  {each['path']}: {each['reason']}" for each in seen.problems[:most]]
    if (more := len(seen.problems) - len(rows) + 1) > 0:
        rows.append(f"  and {more} more that cannot be used; --problems names all.")
    rows += passed_over(seen.passed)
    return "\n".join(rows)
