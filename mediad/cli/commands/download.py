"""`mediad download`: what connected clients fetch; and `mediad notify`: tell people something outside of mediad."""

from __future__ import annotations

import base64
from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.job import finished
from mediad.cli.naming import known, word
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.cli.session import Session

app = typer.Typer(no_args_is_help=True, help="Downloads of connected clients: list, add, pause, resume, remove.")
_LISTED = "mediad download list"
_COLUMNS = (
    ("client", "CLIENT"),
    ("id", "ID"),
    ("state", "STATE"),
    ("done", "DONE"),
    ("name", "NAME"),
    ("message", "MESSAGE"),
)
Client = Annotated[str, typer.Argument(metavar="CLIENT", help="The client, as `qbittorrent/torrents`.")]
Uid = Annotated[str, typer.Argument(metavar="ID", help="The download's id.")]


@app.command("list")
def list_downloads(context: typer.Context) -> None:
    """List the downloads of every client that answers."""
    here = session(context)
    rows = [{**each, "done": f"{each['progress']:.0%}"} for each in here.client.pages("/api/v1/downloads")]
    here.out.rows(rows, _COLUMNS, empty="Nothing is downloaded.")


@app.command()
def add(
    context: typer.Context,
    client: Client,
    what: Annotated[str, typer.Argument(help="An address (http, magnet), or the path of a torrent or nzb file.")],
    name: Annotated[str, typer.Option(help="What to call it.")] = "",
    category: Annotated[str, typer.Option(help="The client's word for where it goes.")] = "",
    paused: Annotated[bool, typer.Option("--paused", help="Take it, and do not begin.")] = False,
) -> None:
    """Let a client fetch something."""
    here = session(context)
    source = {"url": what} if ":" in what and not Path(what).exists() else {"data": _encoded(Path(what))}
    body = {**source, "name": name, "category": category, "paused": paused}
    with known("client", client, listed_by="mediad download list"):
        made = here.client.post(f"/api/v1/downloads/{_client(client)}", body)
    if here.as_json:
        here.out.value(made)
    else:
        here.out.say(f"{client} has it: {made['id']}")


@app.command()
def pause(context: typer.Context, client: Client, uid: Uid) -> None:
    """Stop a download for a while."""
    _tell(session(context), client, uid, "pause")


@app.command()
def resume(context: typer.Context, client: Client, uid: Uid) -> None:
    """Let a download go on."""
    _tell(session(context), client, uid, "resume")


@app.command()
def remove(
    context: typer.Context,
    client: Client,
    uid: Uid,
    files: Annotated[bool, typer.Option("--files", help="Remove its files too.")] = False,
) -> None:
    """Forget a download."""
    here = session(context)
    with known("download", uid, listed_by=_LISTED):
        path = f"/api/v1/downloads/{_client(client)}/{word(uid)}?files={str(files).lower()}"
        here.client.change("DELETE", path)
    here.out.say(f"Removed {uid}.")


def notify(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="One line.")],
    body: Annotated[str, typer.Argument(help="More.")] = "",
    to: Annotated[
        list[str] | None, typer.Option(help="Who passes it on, as `apprise/all`; all when not given.")
    ] = None,
) -> None:
    """Tell people something outside of mediad, by every notifier or some."""
    here = session(context)
    job = here.client.post("/api/v1/notices", {"title": title, "body": body, "notifiers": to or []})["job"]
    told: dict[str, Any] = finished(here, job, "Telling")["result"]
    if here.as_json:
        here.out.value(told)
    else:
        here.out.say(f"Told by {', '.join(told['told'])}.")


def _tell(here: Session, client: str, uid: str, verb: str) -> None:
    with known("download", uid, listed_by=_LISTED):
        here.client.post(f"/api/v1/downloads/{_client(client)}/{word(uid)}/{verb}")


def _client(given: str) -> str:
    instance, slash, name = given.partition("/")
    if not slash:
        remedy = "Write instance/id, as the first column of `mediad download list` shows it."
        raise CommandError(f"{given!r} names no client.", code=Code.USAGE, remedy=remedy)
    return f"{word(instance)}/{word(name)}"


def _encoded(path: Path) -> str:
    try:
        return base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError as error:
        remedy = "Give an address, or the path of a file."
        raise CommandError(f"{path} cannot be read: {error.strerror}.", code=Code.USAGE, remedy=remedy) from error
