"""`mediad scan`: look at the disks now, with a bar."""

from __future__ import annotations

from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.library import find
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.cli.client import Client
    from mediad.cli.output import Output

_ENDED = frozenset({"job.finished", "job.failed", "job.cancelled"})


def scan(
    context: typer.Context,
    library: Annotated[str | None, typer.Argument(help="Name of a library; default all.")] = None,
    path: Annotated[Path | None, typer.Option(help="Only this folder of it.", readable=False)] = None,
    quick: Annotated[bool, typer.Option(help="Trust the times of folders instead of looking at every file.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Change nothing; show what would change.")] = False,
) -> None:
    """Scan a library, or all of them, and wait for the end."""
    here = session(context)
    mode = "dry" if dry else "quick" if quick else "full"
    found = [find(here.client, library)] if library is not None else used(here.client)
    if not found:
        raise CommandError(
            "There is no library yet.", code=Code.NOT_FOUND, remedy="Declare one in the configuration, then reload it."
        )
    folder = None if path is None else str(path.absolute())
    failed = [each["name"] for each in found if not follow(here.client, here.out, each, mode=mode, path=folder)]
    if failed:
        raise CommandError(f"The scan failed: {', '.join(failed)}.", remedy="`mediad job list` shows why.")


def used(client: Client) -> list[dict[str, Any]]:
    """List the libraries that can be scanned: one that is not declared any more waits to be declared again."""
    return [each for each in client.pages("/api/v1/libraries") if each["detached"] is None]


def follow(
    client: Client, out: Output, library: dict[str, Any], *, mode: str = "full", path: str | None = None
) -> bool:
    """Start a scan, show a bar until it has ended, and say whether it ended well."""
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
    done = client.get(f"/api/v1/scans/{started['scan']}")
    if out.as_json:
        out.value(done)
    else:
        out.say(_summary(library["name"], done))
    return bool(done["state"] == "finished")


def _bounds(client: Client) -> tuple[int, int]:
    system = client.get("/api/v1/system")
    return system["events"]["first"], system["events"]["last"]


def _summary(name: str, done: dict[str, Any]) -> str:
    counts = done["counts"]
    told = [f"{counts[key]} {key}" for key in ("files", "added", "changed", "missing", "errors") if counts.get(key)]
    return f"{name}: {done['state']}, {', '.join(told) or 'nothing to do'}"
