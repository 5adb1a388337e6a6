"""`mediad plugin settings` and its neighbours: what plugins are told, and what they may do."""

from __future__ import annotations

import getpass
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import known, word
from mediad.cli.output import moment
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.cli.session import Session

Name = Annotated[str, typer.Argument(help="Name of the instance.")]
Pairs = Annotated[list[str] | None, typer.Argument(help="Settings as KEY=VALUE.", metavar="[KEY=VALUE]...")]
Secret = Annotated[
    list[str] | None, typer.Option("--secret", help="A secret to ask for, or to read a line for from standard input.")
]
Unset = Annotated[list[str] | None, typer.Option("--unset", help="A setting to take back to its default.")]
_LISTED = "mediad plugin list"
_COLUMNS = (("key", "SETTING"), ("value", "VALUE"), ("from", "FROM"), ("place", "WHERE"), ("about", "WHAT IT IS"))
_ASKED = (("name", "PERMISSION"), ("bounds", "BOUNDS"), ("approved", "APPROVED"), ("reason", "REASON"))


def settings(context: typer.Context, plugin: Name) -> None:
    """Show the settings of a plugin; of secrets only whether they are set."""
    here = session(context)
    found = _ask(here, plugin, "GET", "settings")
    if here.as_json:
        here.out.value(found)
        return
    here.out.rows(_rows(found), _COLUMNS, empty=f"{plugin} has no settings.")
    if found["problem"]:
        here.out.error(f"The plugin cannot use them: {found['problem']}.")
    for each in found["errors"]:
        here.out.error(f"{each['pointer']}: {each['detail']}")


def set_settings(
    context: typer.Context, plugin: Name, pairs: Pairs = None, secret: Secret = None, unset: Unset = None
) -> None:
    """Change settings of a plugin; it begins anew with them. A secret is never an argument: others could read it."""
    here = session(context)
    found = _ask(here, plugin, "GET", "settings")
    wanted = {**_wanted(found["schema"], pairs, secret), **dict.fromkeys(unset or ())}
    if not wanted:
        raise CommandError("Nothing was said to set.", code=Code.USAGE, remedy="Give KEY=VALUE, --secret or --unset.")
    changed = _ask(here, plugin, "PATCH", "settings", wanted, revision=found["changed"] or 0)
    if here.as_json:
        here.out.value(changed)
    else:
        here.out.say(f"Set {', '.join(wanted)} of {plugin}.")


def try_settings(context: typer.Context, plugin: Name, pairs: Pairs = None, secret: Secret = None) -> None:
    """Try the settings of a plugin with these changes, which are not kept."""
    here = session(context)
    schema = _ask(here, plugin, "GET", "settings")["schema"]
    found = _ask(here, plugin, "POST", "settings/test", _wanted(schema, pairs, secret))
    here.out.whole(found, lambda each: [(name.capitalize(), each[name]) for name in ("state", "detail", "remedy")])
    if found["state"] == "down":
        raise typer.Exit(Code.FAILED)


def approve(
    context: typer.Context,
    plugin: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Approve without being asked.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take an approval back instead.")] = False,
) -> None:
    """Show what a plugin asks for, and approve it."""
    here = session(context)
    if withdraw:
        _ask(here, plugin, "POST", "permissions/withdraw")
        here.out.say(f"Nothing that {plugin} asks for is approved any more.")
        return
    asked = _ask(here, plugin, "GET", "permissions")
    if not here.as_json:
        here.out.rows(map(_bounded, asked["permissions"]), _ASKED, empty=f"{plugin} asks for nothing.")
    if asked["approved"]:
        here.out.say(f"Nothing of {plugin} waits for approval.")
        return
    if not yes and not (sys.stdin.isatty() and typer.confirm(f"Approve what {plugin} asks for?")):
        raise CommandError(
            "Nothing was approved.", code=Code.USAGE, remedy="Give --yes to approve without being asked."
        )
    _ask(here, plugin, "POST", "permissions/approve")
    here.out.say(f"Approved what {plugin} asks for.")


def _ask(
    here: Session, plugin: str, method: str, what: str, body: Any = None, *, revision: int | None = None
) -> dict[str, Any]:
    address = f"/api/v1/plugins/{word(plugin)}/{what}"
    with known("plugin", plugin, listed_by=_LISTED):
        if method == "GET":
            found = here.client.get(address)
        elif method == "POST":
            found = here.client.post(address, body)
        else:
            found = here.client.change(method, address, body, revision=revision)
    return dict(found)


def _rows(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key, described in found["schema"].get("properties", {}).items():
        origin = found["origins"][key]
        about = described.get("description") or described.get("title", "")
        yield {"key": key, "value": _shown(found["values"][key], described), **origin, "about": about}


def _shown(value: Any, described: dict[str, Any]) -> str:
    if not described.get("writeOnly"):
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    since = f", {moment(value['changed'])}" if value["changed"] else ""
    return value["problem"] or (f"(set{since})" if value["set"] else "(not set)")


def _bounded(asked: dict[str, Any]) -> dict[str, Any]:
    bounds = "; ".join(
        f"{key} {', '.join(value) if isinstance(value, list) else value}" for key, value in asked["facts"].items()
    )
    return {**asked, "bounds": bounds}


def _wanted(schema: dict[str, Any], pairs: list[str] | None, secrets: list[str] | None) -> dict[str, Any]:
    """Read what is to be set: pairs as the schema types them, secrets from whoever types them."""
    fields = schema.get("properties", {})
    wanted = {}
    for pair in pairs or ():
        key, equals, text = pair.partition("=")
        if not equals:
            raise CommandError(f"{pair!r} is not KEY=VALUE.", code=Code.USAGE, remedy="Write it as KEY=VALUE.")
        if fields.get(key, {}).get("writeOnly"):
            remedy = f"Give `--secret {key}`: it is asked for, or read from standard input."
            raise CommandError(
                f"{key} is a secret, and arguments can be read by others.", code=Code.USAGE, remedy=remedy
            )
        wanted[key] = text if _is_text(fields.get(key, {})) else _value(text)
    for key in secrets or ():
        typed = getpass.getpass(f"{key}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        wanted[key] = typed if _is_text(fields.get(key, {})) else _value(typed)
    return wanted


def _is_text(field: dict[str, Any]) -> bool:
    return "string" in {field.get("type"), *(each.get("type") for each in field.get("anyOf", ()))}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


COMMANDS = {"settings": settings, "set": set_settings, "test": try_settings, "approve": approve}
"""By name."""
