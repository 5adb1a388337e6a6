"""Packages of plugins: what was installed beside the daemon, and changing it where the configuration lets."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import Field

from mediad.http.answers import Answer, PageOf, single
from mediad.http.packages import JOB, PackagesOff
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.jobs import Started, accepted
from mediad.http.shapes import WHOLE, Body, Shape, short, written
from mediad.http.who import who

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.http.routes.jobs import Queue
    from mediad.plugins.installing.generations import Generation
    from mediad.plugins.installing.places import Places
    from mediad.plugins.installing.running import Adopted

_READ, _MANAGE = "plugins.read", "system.manage"
Requirement = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9]")]


class Packages(Protocol):
    """What was installed beside the daemon."""

    @property
    def api(self) -> bool:
        """Whether it may be changed over the API."""

    @property
    def places(self) -> Places:
        """Where it lies."""

    async def adopt(self) -> Adopted:
        """Take over what was installed, as far as a running process can."""


class InstalledGeneration(Shape):
    """What was installed together.

    Attributes:
        number: Its number, counted for each environment.
        own: The plugin whose own environment it is; empty for the one that plugins share.
        current: Whether it is the one that a start takes.
        base: The generation that it was made from, where a rollback goes; 0 for none.
        created: When it was made: milliseconds since 1970, UTC.
        asked: What people asked for; everything else came along.
        packages: Versions by the name of the package.
        plugins: Versions by the name of the plugin.
    """

    number: int
    own: str
    current: bool
    base: int
    created: int
    asked: list[str]
    packages: dict[str, str]
    plugins: dict[str, str]


class PackageWish(Body):
    """What is to be installed or brought up to date.

    Attributes:
        packages: Names, with versions where it matters: `mediad-plugin-comics`, `mediad-plugin-comics>=1,<2`. None with
            `upgrade` means all that is there; what cannot be brought up to date is left, with the reason.
        upgrade: Take the newest versions of what is there, too.
        approve: Allow what the plugins ask for; without it the job ends and says what that is.
    """

    packages: list[Requirement] = Field(max_length=50, examples=[["mediad-plugin-comics"]])
    upgrade: bool = False
    approve: bool = False


class RollbackWish(Body):
    """Where to go back to.

    Attributes:
        to: Number of a generation; the one before when left out.
    """

    to: Annotated[int, Field(ge=0, le=1_000_000), WHOLE] | None = None


class TakenOver(Shape):
    """What a running daemon took over.

    Attributes:
        reloaded: Plugins that run anew.
        removed: Plugins that are gone.
        failed: Plugins that go on as they were, since the new code does not start; with the reason.
        needs_restart: Plugins that wait for the next start, with the reason: a library of theirs is loaded in another
            version, and one process cannot have both.
    """

    reloaded: list[str]
    removed: list[str]
    failed: dict[str, str]
    needs_restart: dict[str, str]


def routes(packages: Packages, queue: Queue) -> list[Route]:
    """Give the routes of packages."""

    async def listed(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "packages", await asyncio.to_thread(_rows, packages.places))

    async def begin(call: Call[Any, Any], action: str, **more: Any) -> Answer:
        if not packages.api:
            raise PackagesOff
        return accepted(call, await queue.enqueue(JOB, {"action": action, **more}, owner=who(call).uid))

    async def install(call: Call[None, PackageWish]) -> Answer:
        wish = call.body
        action = "upgrade" if wish.upgrade else "install"
        return await begin(call, action, packages=wish.packages, approve=wish.approve)

    async def remove(call: Call[None, None]) -> Answer:
        return await begin(call, "remove", packages=[call.params["name"]])

    async def rollback(call: Call[None, RollbackWish]) -> Answer:
        return await begin(call, "rollback", to=call.body.to)

    async def adopt(_: Call[None, None]) -> Answer:
        return single(written(asdict(await packages.adopt())))

    path, refused = f"{API}/packages", (PackagesOff,)
    return [
        Route(
            method="GET", path=path, name="list_packages", permission=_READ, handler=listed, query=ShortQuery,
            summary="What was installed beside the daemon, newest first.", answer=PageOf(InstalledGeneration),
            tag="plugins",
        ),
        Route(
            method="POST", path=path, name="install_packages", permission=_MANAGE, handler=install, body=PackageWish,
            summary="Install packages of plugins, or bring them up to date.", answer=Started, status=202,
            problems=refused, tag="plugins",
        ),
        Route(
            method="DELETE", path=f"{path}/{{name}}", name="remove_package", permission=_MANAGE, handler=remove,
            summary="Take a package away; its plugins end at once.", answer=Started, status=202,
            problems=refused, tag="plugins",
        ),
        Route(
            method="POST", path=f"{path}/rollback", name="roll_packages_back", permission=_MANAGE, handler=rollback,
            body=RollbackWish, summary="Go back to what was installed before.", answer=Started, status=202,
            problems=refused, tag="plugins",
        ),
        Route(
            method="POST", path=f"{path}/adopt", name="adopt_packages", permission=_MANAGE, handler=adopt,
            summary="Take over what was installed since the daemon started.", answer=TakenOver, tag="plugins",
        ),
    ]  # fmt: skip


def _rows(places: Places) -> list[Mapping[str, Any]]:
    return [
        _row(each, own=own, current=each.number == generations.current_number())
        for own, generations in places.every()
        for each in generations.all()
    ]


def _row(generation: Generation, *, own: str, current: bool) -> Mapping[str, Any]:
    return {
        "number": generation.number, "own": own, "current": current, "base": generation.base,
        "created": generation.created, "asked": list(generation.asked),
        "packages": {each.name: each.version for each in generation.lock},
        "plugins": {each.id: each.version for each in generation.plugins},
    }  # fmt: skip
