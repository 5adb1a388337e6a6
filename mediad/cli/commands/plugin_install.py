"""`mediad plugin install` and its kin: change what is installed beside the daemon, whether it runs or not."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Sequence
from dataclasses import asdict
from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.db import become_owner
from mediad.cli.commands.plugin_data import ask, end, plugins_of
from mediad.cli.naming import standing
from mediad.cli.output import moment
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from mediad.plugins.installing.gathering import Options
    from mediad.plugins.installing.generations import Generation
    from mediad.plugins.installing.ground import Outcome
    from mediad.plugins.installing.install import Installer
    from mediad.plugins.installing.plan import Plan

_Result = TypeVar("_Result")
_UNTRIED: dict[str, Any] = {"readable": False}  # the daemon's user reads it, and says why it cannot
_What = Annotated[list[str], typer.Argument(help="A name such as mediad-plugin-comics, a wheel, or a bundle.")]
_From = Annotated[
    Path | None,
    typer.Option("--from", help="Take packages from this folder of wheels, and from nowhere else.", **_UNTRIED),
]
_Source = Annotated[
    bool, typer.Option("--allow-source", help="Take packages as source code, too; building them runs their code.")
]
_Own = Annotated[
    bool, typer.Option("--own-environment", help="Give the plugin packages of its own; for isolation = 'process'.")
]
_Yes = Annotated[bool, typer.Option("--yes", help="Approve what the plugins ask for without being asked.")]
_RESTART = "It takes effect when the daemon is started anew: `systemctl restart mediad`."
_STARTING = "The daemon is not ready, and goes on with what it began with."
_UNTAKEN = (
    "It runs on as it was until the daemon is started anew, and does not run then. Install a version that does; "
    "`mediad plugin generations` shows where `mediad plugin rollback --to` can go."
)
_LEFT = "Look for versions of them that fit: `mediad plugin upgrade NAME` tries one alone and says all that is wrong."
_COLUMNS = (
    ("number", "GENERATION"), ("made", "MADE"), ("packages", "PACKAGES"), ("current", "CURRENT"), ("own", "OF ITS OWN"),
)  # fmt: skip


def install(
    context: typer.Context, what: _What, folder: _From = None, allow_source: _Source = False,
    own_environment: _Own = False, yes: _Yes = False,
) -> None:  # fmt: skip  # one option a word
    """Install plugins: names, wheels or bundles."""
    here = session(context)
    installer = _installer(here, yes=yes)
    options = _options(here, folder, allow_source=allow_source, own=own_environment)
    _tell(here, _run(installer.install(_absolute(what), options)))


def upgrade(
    context: typer.Context,
    what: Annotated[list[str] | None, typer.Argument(help="What to bring up to date; all when left out.")] = None,
    folder: _From = None, allow_source: _Source = False, own_environment: _Own = False, yes: _Yes = False,
) -> None:  # fmt: skip  # as above
    """Bring plugins to their newest versions, or to a wheel's or bundle's."""
    here = session(context)
    installer = _installer(here, yes=yes)
    options = _options(here, folder, allow_source=allow_source, own=own_environment)
    if what or own_environment:
        _tell(here, _run(installer.upgrade(_absolute(what or []), options)))
        return
    done = _run(installer.upgrade_all(options))
    for outcome in done:
        _tell(here, outcome)
    if left := sorted({package for outcome in done for package in outcome.left}):
        raise CommandError(f"Not brought up to date: {_listed(left)}.", remedy=_LEFT)


def remove(
    context: typer.Context,
    what: Annotated[list[str], typer.Argument(help="Name of the package or of the plugin.")],
    data: Annotated[bool, typer.Option("--data", help="Remove what they keep, too; the daemon has to run.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Remove what they keep without being asked.")] = False,
) -> None:
    """Take plugins away; what they keep stays unless it is said."""
    here = session(context)
    keeping = ask(here, plugins_of(here, what), yes=yes) if data else []
    _tell(here, _run(_installer(here).remove(what)))
    end(here, keeping)


def rollback(
    context: typer.Context,
    to: Annotated[int | None, typer.Option(help="Number of the generation; the one before when left out.")] = None,
    plugin: Annotated[str, typer.Option(help="The plugin whose own environment goes back.")] = "",
) -> None:
    """Go back to the packages that were there before."""
    here = session(context)
    _tell(here, _run(_installer(here).rollback(to, plugin=plugin)))


def bundle(
    context: typer.Context,
    what: _What,
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    folder: _From = None,
    allow_source: _Source = False,
) -> None:
    """Put plugins with all that they need into one file, for a machine without a line."""
    here = session(context)
    work = _installer(here).bundle(what, output.absolute(), _options(here, folder, allow_source=allow_source))
    plan = _run(work)
    here.out.say(f"{output} holds {_listed(plan.added)}. `mediad plugin install {output}` installs it.")


def generations(context: typer.Context) -> None:
    """List what was installed, newest first, and where a rollback can go."""
    here = session(context)
    become_owner(here.config)
    from mediad.plugins.installing.places import Places  # noqa: PLC0415  # loaded for these commands alone

    rows = [
        {**_row(one), "current": one.number == each.current_number(), "own": own}
        for own, each in Places(here.config.data_dir).every()
        for one in each.all()
    ]
    here.out.rows(rows, _COLUMNS, empty="Nothing was installed.")


def _row(generation: Generation) -> dict[str, Any]:
    packages = [f"{each.name} {each.version}" for each in generation.lock]
    return {"number": generation.number, "made": moment(generation.created), "packages": packages}


def _installer(here: Session, *, yes: bool = False) -> Installer:
    """Become the daemon's user, and get ready to change what is installed."""
    from mediad.plugins.installing.install import Installer  # noqa: PLC0415  # as above

    become_owner(here.config)
    _check_access(here.config.data_dir)

    async def tell(_step: str, sentence: str) -> None:
        here.out.say(sentence)

    async def approve(plan: Plan) -> bool:
        for line in _asked(plan):
            here.out.say(line)
        return yes or (sys.stdin.isatty() and typer.confirm("Install this?"))

    return Installer(data_dir=here.config.data_dir, cache_dir=here.config.cache_dir, tell=tell, approve=approve)


def _check_access(data_dir: Path) -> None:
    """Say who may do this, before anything is tried."""
    place = next(each for each in (data_dir.absolute(), *data_dir.absolute().parents) if os.access(each, os.F_OK))
    if not os.access(place, os.W_OK | os.X_OK):
        raise CommandError(
            f"You may not write to {place}.", code=Code.REFUSED,
            remedy="Run this as root or as the daemon's user: `sudo mediad plugin ...`.",
        )  # fmt: skip


def _options(here: Session, folder: Path | None, *, allow_source: bool, own: bool = False) -> Options:
    from mediad.plugins.installing.gathering import Options  # noqa: PLC0415  # as above

    return Options(folder=folder or here.config.packages.folder, code=allow_source, own=own)


def _absolute(words: Sequence[str]) -> list[str]:
    """Let a file be a file, whatever folder the daemon's user may enter."""
    return [str(Path(word).absolute()) if Path(word).is_file() else word for word in words]


def _run(work: Awaitable[_Result]) -> _Result:
    async def whole() -> _Result:
        return await work

    return asyncio.run(whole())


def _asked(plan: Plan) -> list[str]:
    """Say what would change, and what every plugin wants to be allowed."""
    lines = [f"New: {_listed(plan.added)}"] if plan.added else []
    lines += [f"Changed: {_listed(plan.changed)}"] if plan.changed else []
    lines += [f"Gone: {_listed(plan.removed)}"] if plan.removed else []
    return [*lines, *plan.asks()]


def _tell(here: Session, outcome: Outcome) -> None:
    """Say what came of it, and how it takes effect."""
    if here.as_json:
        told = {"told": list(outcome.told), "left": dict(outcome.left)}
        here.out.value({"generation": asdict(outcome.generation), "own": outcome.own, **told})
    for sentence in (*outcome.told, *outcome.stays()):
        here.out.say(sentence)
    there = ", ".join(f"{each.name} {each.version}" for each in outcome.generation.lock) or "nothing"
    where = f"The environment of {outcome.own}" if outcome.own else f"Generation {outcome.generation.number}"
    here.out.say(f"{where} holds {there}.")
    sentences, failed = _effect(here)
    for sentence in sentences:
        here.out.say(sentence)
    if failed:
        raise CommandError(f"Not taken over: {_listed(failed)}.", remedy=_UNTAKEN)


def _effect(here: Session) -> tuple[list[str], list[str]]:
    """Let a running daemon take it over; gives what came of it, and the plugins that go on as they were."""
    if not here.client.is_there():
        return ([_STARTING, _RESTART] if here.client.is_alive() else ["It takes effect when the daemon starts."]), []
    try:
        taken = here.client.post("/api/v1/packages/adopt")
    except CommandError as error:
        return [f"The daemon did not take it over: {error}", _RESTART], []
    said = [_standing(here, plugin) for plugin in taken["reloaded"]]
    said += [f"The plugin {plugin} is gone." for plugin in taken["removed"]]
    said += [f"{plugin} was not taken over: {reason}" for plugin, reason in taken["failed"].items()]
    said += [f"{plugin} waits: {reason}. {_RESTART}" for plugin, reason in taken["needs_restart"].items()]
    return said or ["The daemon runs with it."], list(taken["failed"])


def _standing(here: Session, plugin: str) -> str:
    """Say how a plugin is that was just taken over."""
    found = here.client.get(f"/api/v1/plugins/{plugin}")
    if found["state"] == "running":
        return f"The daemon runs {plugin} already."
    return f"{standing(found)} {found['remedy']}".strip()


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "nothing"
