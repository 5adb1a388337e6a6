"""`mediad plugin forget`, and `remove --data`: the end of what a plugin keeps."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.job import finished
from mediad.cli.naming import known, standing, word
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediad.cli.session import Session

_ADDRESS = "/api/v1/plugin-data"
_KILO = 1024


def forget(
    context: typer.Context,
    plugin: Annotated[str, typer.Argument(help="Name of the plugin, which is gone or disabled.")],
    yes: Annotated[bool, typer.Option("--yes", help="Remove it without being asked.")] = False,
) -> None:
    """Remove all that a plugin keeps which is gone: tables, values, files, settings, secrets. It does not come back."""
    here = session(context)
    for each in here.client.pages("/api/v1/plugins"):
        if each["id"] == plugin and each["state"] != "disabled":
            remedy = (
                f"Disable it first: `mediad plugin disable {plugin}`. "
                f"What was installed goes with all of it: `mediad plugin remove {plugin} --data`."
            )
            raise CommandError(standing(each), code=Code.REFUSED, remedy=remedy)
    end(here, ask(here, [plugin], yes=yes))


def ask(here: Session, plugins: Iterable[str], *, yes: bool) -> list[str]:
    """Show what would be removed, and let somebody say yes; gives those who keep anything."""
    keeping = []
    for plugin in plugins:
        with known("data of a plugin", plugin, listed_by="mediad plugin list"):
            found = here.client.get(f"{_ADDRESS}/{word(plugin)}")
        if _keeps(found):
            here.out.whole(found, _facts)
            keeping.append(plugin)
    question = f"Remove all this of {', '.join(keeping)} for good?"
    if keeping and not yes and not (sys.stdin.isatty() and typer.confirm(question)):
        remedy = "Give --yes to remove it without being asked."
        raise CommandError("Nothing was removed.", code=Code.USAGE, remedy=remedy)
    return keeping


def end(here: Session, plugins: Iterable[str]) -> None:
    """Remove it."""
    for plugin in plugins:
        started = here.client.change("DELETE", f"{_ADDRESS}/{word(plugin)}?confirm={word(plugin)}")
        finished(here, started["job"], f"Forgetting {plugin}")
        here.out.say(f"Nothing is kept of {plugin} any more.")


def plugins_of(here: Session, names: Sequence[str]) -> list[str]:
    """Give the plugins that are meant by their names or by those of their packages, while they are there."""
    wanted = {_spelt(name) for name in names}
    there = here.client.pages("/api/v1/plugins")
    found = [each["id"] for each in there if {_spelt(each["id"]), _spelt(each["distribution"])} & wanted]
    if not found:
        remedy = "See `mediad plugin list`. What is kept of one that is gone: `mediad plugin forget NAME`."
        raise CommandError(f"No plugin is called {', '.join(names)}.", code=Code.NOT_FOUND, remedy=remedy)
    return list(dict.fromkeys(found))


def gone(here: Session) -> Iterator[dict[str, Any]]:
    """Give plugins that are gone and keep something, as rows of the list of plugins."""
    for each in here.client.pages(_ADDRESS):
        if not each["installed"]:
            remedy = f"`mediad plugin forget {each['plugin']}` removes it."
            reason = f"it is not installed; kept of it are: {', '.join(each['keeps'])}"
            name = {"id": each["plugin"], "instance": each["plugin"], "version": ""}
            yield {**name, "state": "gone", "reason": reason, "remedy": remedy}


def _spelt(name: str) -> str:
    return name.lower().replace("_", "-")


def _keeps(kept: dict[str, Any]) -> bool:
    return any(kept[what] for what in ("tables", "values", "settings", "approved", "jobs", "links", "works", "files"))


def _facts(kept: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("Plugin", kept["plugin"]),
        *((f"Table {name}", f"{rows} rows") for name, rows in kept["tables"].items()),
        ("Values", kept["values"] or ""),
        ("Settings", f"{kept['settings']}, {kept['secrets']} of them secret" if kept["settings"] else ""),
        ("Approval", "what it asked for is approved" if kept["approved"] else ""),
        ("Jobs", f"{kept['jobs']} wait" if kept["jobs"] else ""),
        ("People", f"{kept['links']} sign in by it" if kept["links"] else ""),
        ("Works", f"it said something of {kept['works']}" if kept["works"] else ""),
        ("Files", f"{kept['files']}, {-(-kept['bytes'] // _KILO)} KiB" if kept["files"] else ""),
    ]
