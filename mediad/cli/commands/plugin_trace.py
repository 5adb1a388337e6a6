"""`mediad plugin trace`: what a plugin was asked last, and how long it took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.naming import known, word
from mediad.cli.output import moment
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.cli.session import Session

_LOOK_EVERY = 0.5


def trace(
    context: typer.Context,
    plugin: Annotated[str, typer.Argument(help="Name of the instance.")],
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until Ctrl-C.")] = False,
) -> None:
    """Show the last calls of a plugin: when, how long, how long on the event loop, how they ended, what for."""
    here = session(context)
    address = f"/api/v1/plugins/{word(plugin)}/trace"
    with known("plugin", plugin, listed_by="mediad plugin list"):
        last = _show(here, address, 0)
    if not last and not follow and not here.out.as_json:
        here.out.say(f"Nothing was asked of it yet; `mediad plugin show {plugin}` says how it is.")
    while follow:
        time.sleep(_LOOK_EVERY)
        last = _show(here, address, last)


def _show(here: Session, address: str, after: int) -> int:
    """Show the calls after a number, and give the number of the last one."""
    for call in here.client.pages(address, after=after):
        after = call["number"]
        if here.out.as_json:
            here.out.value(call)
        else:
            here.out.say(_line(call))
    return after


def _line(call: dict[str, Any]) -> str:
    times = f"{call['ms']:>10.1f} ms {call['loop_ms']:>8.1f} ms loop"
    return f"{moment(call['started'])} {times}  {call['outcome']:<14} {call['hook']}  {call['correlation_id']}".rstrip()
