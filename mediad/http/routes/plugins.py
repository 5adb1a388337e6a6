"""Plugins: what is installed, what it brings, and how it is."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mediad.http.answers import PageOf, single
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.shapes import Shape, short, written
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.http.answers import Answer
    from mediad.plugins.states import Report
    from mediad.plugins.trace import Traced

Value = TypeVar("Value")


class Plugins(Protocol):
    """The host of the plugins."""

    def states(self) -> Sequence[Report]:
        """Tell everything about every instance."""

    def all(self, cls: type[Value], /) -> Sequence[Value]:
        """Give everything of a class that plugins bring."""

    def by_instance(self, cls: type[Value], /) -> Mapping[str, Sequence[Value]]:
        """Give the same by the address of the instance that brings it."""

    def trace(self, instance: str, after: int, /) -> Sequence[Traced] | None:
        """Give the last calls of an instance after a number, oldest first; None when there is no such instance."""

    async def enable(self, instance: str, /) -> None:
        """Let an instance run, now and from now on."""

    async def disable(self, instance: str, /) -> None:
        """Let an instance run no more."""

    async def reload(self, instance: str, /) -> Sequence[str]:
        """Take a plugin's code anew; gives what still refers to the old code."""

    async def admit(self) -> Sequence[str]:
        """Let those run that safe mode kept from it; gives their names."""


class Plugin(Shape):
    """One instance of a plugin.

    Attributes:
        id: Name of the plugin.
        instance: Name of this instance; that of the plugin unless it was given one.
        distribution: The package that it came in.
        version: Version of that package.
        name: What a person reads.
        summary: What it is for.
        state: `found`, `loaded`, `running`; `degraded` when some of it is paused; else why it does not run: `disabled`,
            `incompatible`, `needs_approval`, `needs_settings`, `failed`, `quarantined`.
        reason: Why it is in this state, where that is not what was wished.
        remedy: What to do about it.
        error: The error behind it: `code`, `message`; or null.
        brings: Ids of what it brings, by sort.
        permissions: What it may do beyond its own, each with the reason that it gives.
        paused: What of it is paused after failures.
        paused_until: When each of these is called again.
        isolation: `inline`, or `process` when it runs in a process of its own.
        files: `own` when that process reaches no files but its own; `open` when it may open whatever the daemon may: in
            the daemon itself, and on a kernel without Landlock.
        finishing: Calls that still run on the code it had before it was reloaded or disabled.
    """

    id: str
    instance: str
    distribution: str
    version: str
    name: str
    summary: str
    state: str
    reason: str
    remedy: str
    error: dict[str, Any] | None
    brings: dict[str, list[str]]
    permissions: dict[str, str]
    paused: list[str]
    paused_until: dict[str, int]
    isolation: str
    files: str
    finishing: int


def routes(plugins: Plugins) -> list[Route]:
    """Give the routes of plugins."""

    async def all_plugins(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "plugins", [shown(report) for report in plugins.states()])

    async def one(call: Call[None, None]) -> Answer:
        name = call.params["instance"]
        for report in plugins.states():
            if report.instance == name:
                return single(written(shown(report)))
        raise NotFound(f"There is no plugin {name[:100]!r}.", remedy="See the list of plugins.")

    return [
        Route(
            method="GET", path=f"{API}/plugins", name="list_plugins", permission="plugins.read", handler=all_plugins,
            summary="Every installed plugin with its state.", answer=PageOf(Plugin), fields=True, tag="plugins",
            query=ShortQuery,
        ),
        Route(
            method="GET", path=f"{API}/plugins/{{instance}}", name="get_plugin", permission="plugins.read", handler=one,
            summary="One plugin.", answer=Plugin, problems=(NotFound,), tag="plugins",
        ),
    ]  # fmt: skip


def shown(report: Report) -> dict[str, Any]:
    """Show one instance as the API does."""
    shown = asdict(report)
    return {"id": shown.pop("plugin"), **shown}
