"""What plugins keep: shown whether they are installed or gone, and removed when somebody names it twice."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from pydantic import Field

from mediad.http.answers import Answer, PageOf, single
from mediad.http.kept import JOB
from mediad.http.route import API, Call, Query, Route, ShortQuery
from mediad.http.routes.jobs import Started, accepted
from mediad.http.shapes import Shape, short, written
from mediad.http.who import who
from mediad_sdk.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.http.kept import Kept, KeptWhole
    from mediad.http.routes.jobs import Queue

_READ, _MANAGE = "plugins.read", "system.manage"


class PluginData(Protocol):
    """What plugins keep."""

    async def all(self) -> Sequence[Kept]:
        """List the plugins that keep something."""

    async def one(self, plugin: str, /) -> KeptWhole:
        """Count what a plugin keeps; raises `NotFound` when it is nothing."""

    async def check(self, plugin: str, /) -> None:
        """Refuse to remove what a plugin keeps that runs, or of which nothing is kept."""


class KeptOf(Shape):
    """That a plugin keeps something.

    Attributes:
        plugin: Name of the plugin.
        installed: Whether it is there; else it is gone, and this is what is left.
        keeps: What it is: `tables`, `values`, `settings`, `approvals`, `sign-ins`, `files`.
    """

    plugin: str
    installed: bool
    keeps: list[str]


class WholeKeptOf(Shape):
    """All that a plugin keeps.

    Attributes:
        plugin: Name of the plugin.
        installed: Whether it is there.
        tables: Rows by table.
        values: Keys of its store.
        settings: Settings that were set over the API.
        secrets: Those of them that are secret.
        approved: Whether somebody approved what it asked for.
        jobs: Jobs that wait for it.
        links: People who sign in by it.
        works: Works that it said something of.
        files: Its files, those of its cache among them.
        bytes: How large they are.
    """

    plugin: str
    installed: bool
    tables: dict[str, int]
    values: int
    settings: int
    secrets: int
    approved: bool
    jobs: int
    links: int
    works: int
    files: int
    bytes: int


class ConfirmQuery(Query):
    """The word that nobody says by a slip."""

    confirm: str = Field(default="", max_length=100, description="The name of the plugin once more.")


def routes(data: PluginData, queue: Queue) -> list[Route]:
    """Give the routes of what plugins keep."""

    async def listed(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "plugin_data", [asdict(each) for each in await data.all()])

    async def one(call: Call[None, None]) -> Answer:
        return single(written(asdict(await data.one(call.params["plugin"]))))

    async def forget(call: Call[ConfirmQuery, None]) -> Answer:
        plugin = call.params["plugin"]
        await data.check(plugin)
        if call.query.confirm != plugin:
            places = (("/confirm", f"say {plugin}: nothing of it comes back"),)
            raise Invalid("This is not confirmed.", places=places, remedy="Give the plugin's name as `confirm`.")
        return accepted(call, await queue.enqueue(JOB, {"plugin": plugin}, owner=who(call).uid))

    path = f"{API}/plugin-data"
    return [
        Route(
            method="GET", path=path, name="list_plugin_data", permission=_READ, handler=listed, query=ShortQuery,
            summary="The plugins that keep something, also those that are gone.", answer=PageOf(KeptOf), tag="plugins",
        ),
        Route(
            method="GET", path=f"{path}/{{plugin}}", name="get_plugin_data", permission=_READ, handler=one,
            summary="All that a plugin keeps, counted.", answer=WholeKeptOf, problems=(NotFound,), tag="plugins",
        ),
        Route(
            method="DELETE", path=f"{path}/{{plugin}}", name="forget_plugin", permission=_MANAGE, handler=forget,
            summary="Remove all that a plugin keeps which is gone or disabled: nothing of it comes back.",
            query=ConfirmQuery, answer=Started, status=202, problems=(NotFound, Conflict, Invalid), tag="plugins",
        ),
    ]  # fmt: skip
