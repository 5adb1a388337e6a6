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


class Plugin(Shape):
    """One instance of a plugin.

    Attributes:
        id: Name of the plugin.
        instance: Name of this instance; that of the plugin unless it was given one.
        distribution: The package that it came in.
        version: Version of that package.
        name: What a person reads.
        summary: What it is for.
        state: `running`, or why it is not: `disabled`, `failed`, `refused` ...
        reason: Why it is not running.
        remedy: What to do about it.
        error: The error behind it: `code`, `message`; or null.
        brings: Ids of what it brings, by sort.
        permissions: What it may do beyond its own, each with the reason that it gives.
        paused: What of it is paused after failures.
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


def routes(plugins: Plugins) -> list[Route]:
    """Give the routes of plugins."""

    async def all_plugins(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "plugins", [_shown(report) for report in plugins.states()])

    async def one(call: Call[None, None]) -> Answer:
        name = call.params["instance"]
        for report in plugins.states():
            if report.instance == name:
                return single(written(_shown(report)))
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


def _shown(report: Report) -> dict[str, Any]:
    shown = asdict(report)
    return {"id": shown.pop("plugin"), **shown}
