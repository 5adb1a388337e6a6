"""`mediad demo`: from nothing to a served library, in one command (`make run`)."""

from __future__ import annotations

import fcntl
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path  # typer reads the hints at run time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.scan import follow, used
from mediad.cli.credentials import user_id
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.cli.client import Client
    from mediad_sdk.values.kinds import MediaType

_START_SECONDS = 60.0
_LOOK_EVERY = 0.1
_KEY_NAME = "make run"


def demo(
    context: typer.Context,
    media: Annotated[
        Path | None, typer.Option(help="Serve this folder instead of a small library made for the demo.")
    ] = None,
    place: Annotated[Path, typer.Option("--dir", help="Where the demo keeps everything.")] = Path("var"),
) -> None:
    """Serve a folder on this machine: make a small library if need be, start the daemon, scan, make a key."""
    here = session(context)
    place.mkdir(parents=True, exist_ok=True)
    _refuse_second(here, place)
    types = installed_types()
    served = media.absolute() if media else made_library(here, types, place / "demo")
    if not served.is_dir():
        raise CommandError(
            f"There is no folder {served}.", code=Code.NOT_FOUND, remedy="Give MEDIA=DIR an existing one."
        )
    config = here.config_path or written_config(place, served, types)
    daemon = subprocess.Popen(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-m", "mediad", "serve", "--config", str(config)], start_new_session=True
    )
    # Told to end in any way, or its terminal closed: the daemon is stopped, too. A script in the background hands down
    # signals that are ignored, so none is left as it was found.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        _show(Session(config_path=config, socket=here.socket, as_json=here.as_json), daemon)
        if daemon.wait() < 0:
            raise CommandError(
                f"The daemon was ended by {signal.Signals(-daemon.returncode).name}.",
                remedy="Start it again: what was acknowledged is there.",
            )
    except KeyboardInterrupt:
        pass
    finally:
        _stop(daemon)


def _refuse_second(here: Session, place: Path) -> None:
    """Leave a daemon alone that serves from here already: a second one would only scan through it."""
    lock = place / "mediad.db.lock"
    if lock.is_file() and _is_held(lock):
        known = Session(config_path=here.config_path or place / "mediad.toml", socket=here.socket, as_json=here.as_json)
        where = known.client.get("/api/v1/system")["address"] if known.client.is_there() else f"from {place}"
        raise CommandError(f"mediad serves {where} already.", remedy="Stop that one with Ctrl-C, or use it.")


def _is_held(lock: Path) -> bool:
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def installed_types() -> Sequence[MediaType]:
    """Ask the installed plugins for their media types."""
    import asyncio  # noqa: PLC0415  # only the demo loads plugins outside the daemon

    from mediad.app.offline import media_types  # noqa: PLC0415  # as above

    return asyncio.run(media_types())


def made_library(here: Session, types: Sequence[MediaType], folder: Path) -> Path:
    """Let each media type make its samples, once; each in a process of its own."""
    makers = [each for each in types if each.samples and not (folder / each.id).exists()]
    if not makers:
        return folder.absolute()
    with here.out.bar("Making a small library") as move:
        running = [(each, _maker(each, folder)) for each in makers]
        for done, (each, process) in enumerate(running, 1):
            if process.wait():
                raise CommandError(f"{each.label} could not make its samples.", remedy="Is ffmpeg installed?")
            (folder / f".{each.id}").rename(folder / each.id)
            move(done / len(running), each.label)
    return folder.absolute()


def _maker(media_type: MediaType, folder: Path) -> subprocess.Popen[bytes]:
    # Made beside its name and renamed when it is whole: a demo that was broken off starts anew.
    unfinished = folder / f".{media_type.id}"
    unfinished.mkdir(parents=True, exist_ok=True)
    module, _, function = media_type.samples.partition(":")
    code = f"import sys, pathlib, {module} as m; m.{function}(pathlib.Path(sys.argv[1]))"
    return subprocess.Popen([sys.executable, "-c", code, str(unfinished)])  # noqa: S603  # as declared by the plugin


def written_config(place: Path, served: Path, types: Sequence[MediaType]) -> Path:
    """Write the configuration of the demo: one library of every media type over one folder."""
    path = place / "mediad.toml"
    names = json.dumps([each.id for each in types])
    path.write_text(
        "# Written by `make run` at each start; copy it elsewhere before you change it.\n"
        '[log]\nlevel = "warning"\naccess = false\n\n[packages]\napprove = "all"\n\n'
        f"[storage]\ndata_dir = {json.dumps(str(place.absolute()))}\n\n"
        f'[libraries.demo]\nname = "Demo"\ntypes = {names}\nroots = [{json.dumps(str(served))}]\n'
    )
    return path


def _show(here: Session, daemon: subprocess.Popen[bytes]) -> None:
    client = here.client
    _wait(client, daemon)
    for library in used(client):
        follow(client, here.out, library)
    address = client.get("/api/v1/system")["address"]
    here.out.say(f"\nmediad serves  {address}\nAPI page       {address}/api/v1/docs")
    here.out.say(_key_line(client, str(here.config_path)))
    here.out.say("Stop it with Ctrl-C.")


def _wait(client: Client, daemon: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while not client.is_there():
        if daemon.poll() is not None:
            raise CommandError("The daemon did not start.", remedy="Its own lines above say why.")
        if time.monotonic() > until:
            raise CommandError(
                f"The daemon was not ready after {_START_SECONDS:.0f} s.", remedy="Look at its lines above."
            )
        time.sleep(_LOOK_EVERY)


def _key_line(client: Client, config: str) -> str:
    admin = user_id(client, "admin")
    keys: list[dict[str, Any]] = list(client.pages(f"/api/v1/users/{admin}/keys"))
    if any(key["name"] == _KEY_NAME and not key["revoked"] for key in keys):
        way = shlex.join([_shortest(Path(sys.executable).with_name("mediad")), "--config", config, "key", "add"])
        return f"An API key was shown at the first start; `{way}` makes another."
    made = client.post(f"/api/v1/users/{admin}/keys", {"name": _KEY_NAME, "scopes": ["*"]})
    return f"API key: {made['key']}"


def _shortest(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _stop(daemon: subprocess.Popen[bytes]) -> None:
    if daemon.poll() is None:
        os.kill(daemon.pid, signal.SIGTERM)
        daemon.wait()
