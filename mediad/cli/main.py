"""The command `mediad`: its options, its nouns, and how it ends."""

from __future__ import annotations

from pathlib import Path  # typer reads the hints
from typing import Annotated, Any

import typer

from mediad.cli.codes import CommandError
from mediad.cli.commands import (
    app_password,
    config,
    db,
    do,
    doctor,
    download,
    encode,
    items,
    job,
    key,
    library,
    plugin,
    schedule,
    secrets,
    smart_list,
    user,
)
from mediad.cli.commands.assign import assign
from mediad.cli.commands.demo import demo
from mediad.cli.commands.duplicates import duplicates
from mediad.cli.commands.lock import lock
from mediad.cli.commands.match import match
from mediad.cli.commands.parse import parse
from mediad.cli.commands.preview import preview
from mediad.cli.commands.scan import scan
from mediad.cli.commands.search import search
from mediad.cli.commands.upgrade import upgrade
from mediad.cli.session import Session, session
from mediad_sdk.errors import MediadError

_UNTRIED: dict[str, Any] = {"readable": False}  # typer would refuse without saying who may read it
app = typer.Typer(
    name="mediad", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="One small daemon for every medium on a NAS.",
)  # fmt: skip


@app.callback()
def options(
    context: typer.Context,
    config_path: Annotated[
        Path | None,
        typer.Option("--config", help="The configuration file; default $MEDIAD_CONFIG, then the system's.", **_UNTRIED),
    ] = None,
    socket: Annotated[
        Path | None, typer.Option(help="The daemon's Unix socket, instead of the configured one.", **_UNTRIED)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, one value a line, for programs.")] = False,
) -> None:
    """Keep what stands before the command's name."""
    context.obj = Session(config_path=config_path, socket=socket, as_json=as_json)


@app.command()
def serve(context: typer.Context) -> None:
    """Run the daemon in the foreground."""
    from mediad.app.life import main as daemon  # noqa: PLC0415  # the daemon is not loaded for any other command

    path = session(context).config_path
    raise typer.Exit(daemon(["--config", str(path)] if path else []))


for name, noun in (
    ("app-password", app_password), ("config", config), ("db", db), ("job", job), ("key", key), ("library", library),
    ("list", smart_list), ("plugin", plugin), ("schedule", schedule), ("secrets", secrets), ("user", user),
):  # fmt: skip
    app.add_typer(noun.app, name=name)
app.add_typer(download.app, name="download")
for command in (
    do.do, download.notify, scan, search, items.items, duplicates, match, assign, lock, encode.encode, preview, parse,
    doctor.doctor, demo, upgrade,
):  # fmt: skip
    app.command()(command)


def main(arguments: list[str]) -> None:
    """Run one command and end the process with its code."""
    try:
        app(_with_json_first(arguments), standalone_mode=True)
    except CommandError as error:
        _end(error, error.exit_code)
    except MediadError as error:
        _end(error, 1)


def _with_json_first(arguments: list[str]) -> list[str]:
    """Let `--json` stand anywhere before `--`: people add it at the end of the line that they have."""
    own, rest = arguments, list[str]()
    if "--" in arguments:
        own, rest = arguments[: arguments.index("--")], arguments[arguments.index("--") :]
    plain = [each for each in own if each != "--json"]
    return [*(["--json"] if len(plain) < len(own) else []), *plain, *rest]


def _end(error: MediadError, code: int) -> None:
    from mediad.cli.output import Output  # noqa: PLC0415  # a command that ended well has its own

    Output().error(str(error), error.remedy)
    raise SystemExit(code)
