"""`mediad scan`: look at the disks now, with a bar."""

from __future__ import annotations

import shlex
from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.library import find
from mediad.cli.passed import passed_over
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.cli.client import Client
    from mediad.cli.output import Output

_COUNTS = ("files", "added", "changed", "moved", "missing", "held", "errors")
_ENDED = frozenset({"job.finished", "job.failed", "job.cancelled"})


def scan(
    context: typer.Context,
    library: Annotated[str | None, typer.Argument(help="Name of a library; default all.")] = None,
    path: Annotated[Path | None, typer.Option(help="Only this folder of it.", readable=False)] = None,
    quick: Annotated[bool, typer.Option(help="Trust the times of folders instead of looking at every file.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Open every file, also those whose size and time are as they were.")
    ] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Change nothing; show what would change.")] = False,
) -> None:
    """Scan a library, or all of them, and wait for the end.

    A file is opened again when its size or time differs. Some tag editors keep both: --again opens every file of the
    folder, once.

    It ends with 1 when a scan failed, or when a folder that was asked for could not be looked at: the disk is away, or
    there is no such folder. Each is named with its reason; the rest was scanned.
    """
    here = session(context)
    mode = "dry" if dry else "again" if again else "quick" if quick else "full"
    found = [find(here.client, library)] if library is not None else used(here.client)
    if not found:
        raise CommandError(
            "There is no library yet.", code=Code.NOT_FOUND, remedy="Declare one in the configuration, then reload it."
        )
    folder = None if path is None else str(path.absolute())
    ends = [(each["name"], follow(here.client, here.out, each, mode=mode, path=folder)) for each in found]
    if failed := [name for name, end in ends if end["state"] != "finished"]:
        raise CommandError(f"The scan failed: {', '.join(failed)}.", remedy="`mediad job list` shows why.")
    if left := [each["path"] for _, end in ends for each in left_out(end)]:
        raise CommandError(f"Not looked at: {', '.join(left)}.", remedy="Mend what is said above, then scan again.")


def used(client: Client) -> list[dict[str, Any]]:
    """List the libraries that can be scanned: one that is not declared any more waits to be declared again."""
    return [each for each in client.pages("/api/v1/libraries") if each["detached"] is None]


def follow(
    client: Client, out: Output, library: dict[str, Any], *, mode: str = "full", path: str | None = None
) -> dict[str, Any]:
    """Start a scan, show a bar until it has ended, and give how it ended."""
    _, last = _bounds(client)
    started = client.post(f"/api/v1/libraries/{library['id']}/scan", {"mode": mode, "path": path})
    with out.bar(f"Scanning {library['name']}") as move:
        for event in client.events(after=last):
            data = event["data"]
            if event["type"] == "job.progress" and data.get("id") == started["job"]:
                move(data["progress"], data["message"])
            elif event["type"] in _ENDED and data.get("id") == started["job"]:
                move(1.0, "")
                break
    done: dict[str, Any] = client.get(f"/api/v1/scans/{started['scan']}")
    if out.as_json:
        out.value(done)
    else:
        out.say(_summary(library["name"], done))
    return done


def left_out(done: dict[str, Any]) -> list[dict[str, str]]:
    """Give what a scan could not look at, each with its path and the reason."""
    found: list[dict[str, str]] = done["report"].get("left_out", [])
    return found


def _bounds(client: Client) -> tuple[int, int]:
    system = client.get("/api/v1/system")
    return system["events"]["first"], system["events"]["last"]


def _summary(name: str, done: dict[str, Any]) -> str:
    counts = done["counts"]
    told = [f"{counts[key]} {key}" for key in _COUNTS if counts.get(key)]
    lines = [f"{name}: {done['state']}, {', '.join(told) or 'nothing to do'}"]
    lines += [f"  {each['path']}: {each['state']}. {each['reason']}" for each in left_out(done)]
    for key, way in (("held", "`mediad library holds {}`"), ("errors", "`mediad library problems {}`")):
        if counts.get(key):
            lines.append(f"  {counts[key]} {key}: see {way.format(shlex.quote(name))}")
    lines += passed_over(done["report"].get("passed_over", ()))
    return "\n".join([*lines, *_forecast(done["report"].get("plan") or {})])


def _forecast(plan: dict[str, Any]) -> Iterator[str]:
    """Say what a dry run found: what would come, and what could not be read."""
    for word, kinds in (("new", plan.get("new", {})), ("known", plan.get("known", {}))):
        if kinds:
            yield f"  {word}: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}"
    yield from (f"  + {title}" for title in plan.get("titles", ()))
    yield from (f"  ! {reason}" for reason in plan.get("reasons", ()))
