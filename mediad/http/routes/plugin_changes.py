"""What people do to plugins while the daemon runs: enable, disable, reload; leave safe mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.answers import Answer, single
from mediad.http.route import API, Call, Handler, Route
from mediad.http.routes.plugins import Plugin, shown
from mediad.http.shapes import Shape, written
from mediad_sdk.errors import Conflict, NotFound

if TYPE_CHECKING:
    from mediad.http.routes.plugins import Plugins

MANAGE = "plugins.manage"


class Reloaded(Shape):
    """A plugin that runs on new code.

    Attributes:
        plugin: How it is now.
        held: What still refers to the old code, so that it stays in memory; empty when it is gone.
    """

    plugin: Plugin
    held: list[str]


class Admitted(Shape):
    """The end of safe mode.

    Attributes:
        plugins: The instances that were let run again.
    """

    plugins: list[str]


def routes(plugins: Plugins) -> list[Route]:
    """Give the routes that change plugins."""

    def now(name: str) -> dict[str, object]:
        return next(shown(report) for report in plugins.states() if report.instance == name)

    async def enable(call: Call[None, None]) -> Answer:
        await plugins.enable(call.params["instance"])
        return single(written(now(call.params["instance"])))

    async def disable(call: Call[None, None]) -> Answer:
        await plugins.disable(call.params["instance"])
        return single(written(now(call.params["instance"])))

    async def reload(call: Call[None, None]) -> Answer:
        held = await plugins.reload(call.params["instance"])
        return single(written({"plugin": now(call.params["instance"]), "held": list(held)}))

    async def admit(_: Call[None, None]) -> Answer:
        return single(written({"plugins": list(await plugins.admit())}))

    return [
        _changing("enable", enable, "Let a plugin run, now and from now on; lifts its quarantine.", Plugin),
        _changing("disable", disable, "Let a plugin run no more; what runs on its code finishes.", Plugin),
        _changing("reload", reload, "Take a plugin's code anew, for all its instances.", Reloaded),
        Route(
            method="POST", path=f"{API}/system/leave-safe-mode", name="leave_safe_mode", permission=MANAGE,
            handler=admit, summary="Let the plugins run that safe mode kept from it.", answer=Admitted, tag="plugins",
        ),
    ]  # fmt: skip


def _changing(verb: str, handler: Handler, summary: str, answer: type[Shape]) -> Route:
    return Route(
        method="POST", path=f"{API}/plugins/{{instance}}/{verb}", name=f"{verb}_plugin", permission=MANAGE,
        handler=handler, summary=summary, answer=answer, problems=(NotFound, Conflict), tag="plugins",
    )  # fmt: skip
