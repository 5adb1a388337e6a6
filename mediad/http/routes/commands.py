"""Commands of plugins: what they offer, and doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from mediad.http.answers import Answer, PageOf, single
from mediad.http.identity import may
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.jobs import Arguments, checked
from mediad.http.shapes import Body, Shape, short, written
from mediad.http.who import who
from mediad_sdk.errors import Forbidden, NotFound
from mediad_sdk.values.commands import Command

if TYPE_CHECKING:
    from mediad.http.routes.plugins import Plugins


class PluginCommand(Shape):
    """Something that a plugin does when it is told to.

    Attributes:
        plugin: The plugin instance.
        id: The command's name within it.
        summary: What it does.
        permission: What one must be allowed to use it.
        args: JSON Schema of its arguments, or null when it takes any.
    """

    plugin: str
    id: str
    summary: str
    permission: str
    args: dict[str, Any] | None


class Told(Body):
    """What a command is told."""

    args: Arguments = Field(default_factory=dict, description="What its plugin says that it takes.")


class Done(Shape):
    """What came of it.

    Attributes:
        result: What the command gave: facts by name, or null.
    """

    result: dict[str, Any] | None


def routes(plugins: Plugins) -> list[Route]:
    """Give the routes of commands."""

    async def all_commands(call: Call[ShortQuery, None]) -> Answer:
        actor, offered = who(call), plugins.by_instance(Command)
        shown = [_shown(name, each) for name, some in offered.items() for each in some if may(actor, each.permission)]
        return short(call.query, "commands", shown)

    async def run(call: Call[None, Told]) -> Answer:
        command = _chosen(plugins, call.params["instance"], call.params["id"])
        if not may(who(call), command.permission):
            remedy = f"Ask an administrator for the permission {command.permission}."
            raise Forbidden(f"This command needs the permission {command.permission}.", remedy=remedy)
        result = await command.run(await checked(call.body.args, command))
        return single(written({"result": result}))

    # A command names its own permission; to be signed in is what all have in common.
    return [
        Route(
            method="GET", path=f"{API}/commands", name="list_commands", permission="me.read", handler=all_commands,
            summary="Commands of plugins that one may use.", answer=PageOf(PluginCommand), query=ShortQuery,
            tag="plugins",
        ),
        Route(
            method="POST", path=f"{API}/commands/{{instance}}/{{id}}", name="run_command", permission="me.read",
            handler=run, summary="Let a plugin do something.", body=Told, answer=Done, tag="plugins",
            problems=(NotFound, Forbidden),
        ),
    ]  # fmt: skip


def _chosen(plugins: Plugins, instance: str, name: str) -> Command:
    for each in plugins.by_instance(Command).get(instance, ()):
        if each.id == name:
            return each
    raise NotFound(f"There is no command {instance[:100]} {name[:100]}.", remedy="See the list of commands.")


def _shown(instance: str, command: Command) -> dict[str, Any]:
    schema = command.args.model_json_schema() if command.args is not None else None
    return {
        "plugin": instance, "id": command.id, "summary": command.summary, "permission": command.permission,
        "args": schema,
    }  # fmt: skip
