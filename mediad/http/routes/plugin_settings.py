"""The settings and the permissions of plugins: shown, changed, tried, approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import Field

from mediad.http.answers import Answer, single
from mediad.http.problems import PreconditionFailed
from mediad.http.route import API, Call, Route
from mediad.http.shapes import Shape, written
from mediad.http.who import who
from mediad_sdk.errors import Conflict, Invalid, NotFound, Unsupported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.plugins.administration import Shown
    from mediad.plugins.approval import Asked
    from mediad_sdk.values.health import Health

MANAGE = "plugins.manage"
Wanted = dict[str, Any]


class Administration(Protocol):
    """What an administrator does to plugins."""

    async def settings(self, address: str) -> Shown:
        """Show the settings of an instance."""

    async def change(
        self, address: str, wanted: Mapping[str, Any], *, whole: bool, revision: int, by: str = ""
    ) -> Shown:
        """Keep new settings and let the plugin begin anew with them."""

    async def test(self, address: str, wanted: Mapping[str, Any], *, whole: bool = False) -> Health:
        """Try settings that nobody kept yet."""

    async def permissions(self, address: str) -> Sequence[Asked]:
        """Show what a plugin asks for."""

    async def approve(self, address: str, *, by: str = "") -> Sequence[Asked]:
        """Approve what a plugin asks for, and let it begin."""

    async def withdraw(self, address: str) -> Sequence[Asked]:
        """Take an approval back."""


class Mistake(Shape):
    """A mistake in settings.

    Attributes:
        pointer: Where, as a JSON pointer.
        detail: What is wrong there.
    """

    pointer: str
    detail: str


class Origin(Shape):
    """Where a setting comes from.

    Attributes:
        place: Where in the configuration; empty when it does not stand there.
    """

    origin: str = Field(
        alias="from", description="`configuration`, which wins and cannot be changed here, `api` or `default`."
    )
    place: str


class PluginSettings(Shape):
    """The settings of a plugin.

    Attributes:
        instance: Name of the instance.
        origins: Where each comes from, by key.
        problem: Why the plugin cannot use them; empty when it can.
        errors: Mistakes in them.
        changed: When they were last changed here: milliseconds since 1970, UTC; null is never.
        changed_by: Id of the user who did it; empty for the local administrator.
    """

    instance: str
    described: dict[str, Any] = Field(
        alias="schema", description="JSON Schema, its fields in the order of a form; `writeOnly` marks secrets."
    )
    values: dict[str, Any] = Field(
        description="By key. A secret is never shown: `set`, `changed` in milliseconds or null, and a `problem`."
    )
    origins: dict[str, Origin]
    problem: str
    errors: list[Mistake]
    changed: int | None
    changed_by: str


class Tested(Shape):
    """What a trial found.

    Attributes:
        state: `ok`, `degraded` or `down`.
        detail: What was seen.
        remedy: What to do about it.
    """

    state: str
    detail: str
    remedy: str


class AskedFor(Shape):
    """A permission that a plugin asks for.

    Attributes:
        name: Its name.
        sentence: What it lets the plugin do.
        reason: Why the plugin asks for it.
        facts: What bounds it, such as its hosts.
        former: What bounded it when it was approved, or null.
        approved: Whether it is approved as it is.
    """

    name: str
    sentence: str
    reason: str
    facts: dict[str, Any]
    former: dict[str, Any] | None
    approved: bool


class PluginPermissions(Shape):
    """What a plugin asks for.

    Attributes:
        approved: Whether all of it is approved.
        permissions: Each permission.
    """

    approved: bool
    permissions: list[AskedFor]


def routes(plugins: Administration) -> list[Route]:
    """Give the routes of settings and permissions."""

    async def show(call: Call[None, None]) -> Answer:
        return _settings(await plugins.settings(call.params["instance"]))

    async def patch(call: Call[None, Wanted]) -> Answer:
        return await _changed(plugins, call, whole=False)

    async def put(call: Call[None, Wanted]) -> Answer:
        return await _changed(plugins, call, whole=True)

    async def test(call: Call[None, Wanted]) -> Answer:
        return single(written(asdict(await plugins.test(call.params["instance"], call.body))))

    async def permissions(call: Call[None, None]) -> Answer:
        return _permissions(await plugins.permissions(call.params["instance"]))

    async def approve(call: Call[None, None]) -> Answer:
        return _permissions(await plugins.approve(call.params["instance"], by=who(call).uid))

    async def withdraw(call: Call[None, None]) -> Answer:
        return _permissions(await plugins.withdraw(call.params["instance"]))

    path = f"{API}/plugins/{{instance}}"
    kept, asked = f"{path}/settings", f"{path}/permissions"
    return [
        Route(
            method="GET", path=kept, name="get_plugin_settings", permission=MANAGE, handler=show, tag="plugins",
            summary="The settings of a plugin; secrets only as whether they are set.", answer=PluginSettings,
            problems=(NotFound, Conflict),
        ),
        Route(
            method="PATCH", path=kept, name="change_plugin_settings", permission=MANAGE, handler=patch, body=Wanted,
            summary="Change some settings; null takes one back to its default. The plugin begins anew with them.",
            answer=PluginSettings, if_match=True, problems=(NotFound, Conflict, Invalid), tag="plugins",
        ),
        Route(
            method="PUT", path=kept, name="set_plugin_settings", permission=MANAGE, handler=put, body=Wanted,
            summary="Give all settings; secrets that are not named stay, for nobody can read them to send them back.",
            answer=PluginSettings, if_match=True, problems=(NotFound, Conflict, Invalid), tag="plugins",
        ),
        Route(
            method="POST", path=f"{kept}/test", name="test_plugin_settings", permission=MANAGE, handler=test,
            summary="Try the settings with these changes, which are not kept: asks the plugin's check `connection`.",
            body=Wanted, answer=Tested, problems=(NotFound, Conflict, Invalid, Unsupported), tag="plugins",
        ),
        Route(
            method="GET", path=asked, name="get_plugin_permissions", permission="plugins.read", handler=permissions,
            summary="What a plugin asks for, and what of it is approved.", answer=PluginPermissions, tag="plugins",
            problems=(NotFound,),
        ),
        Route(
            method="POST", path=f"{asked}/approve", name="approve_plugin", permission=MANAGE, handler=approve,
            summary="Approve what a plugin asks for; it begins.", answer=PluginPermissions, tag="plugins",
            problems=(NotFound, Conflict),
        ),
        Route(
            method="POST", path=f"{asked}/withdraw", name="withdraw_approval", permission=MANAGE, handler=withdraw,
            summary="Take an approval back; a plugin that asks for something ends.", answer=PluginPermissions,
            problems=(NotFound, Conflict), tag="plugins",
        ),
    ]  # fmt: skip


async def _changed(plugins: Administration, call: Call[None, Wanted], *, whole: bool) -> Answer:
    name = call.params["instance"]
    revision = (await plugins.settings(name)).changed
    if call.expected not in (None, revision):
        raise PreconditionFailed
    return _settings(await plugins.change(name, call.body, whole=whole, revision=revision, by=who(call).uid))


def _settings(shown: Shown) -> Answer:
    body = asdict(shown) | {
        "errors": [{"pointer": pointer, "detail": detail} for pointer, detail in shown.errors],
        "changed": shown.changed or None,
    }
    return single(written(body), shown.changed)


def _permissions(asked: Sequence[Asked]) -> Answer:
    shown = {"approved": all(each.approved for each in asked), "permissions": [asdict(each) for each in asked]}
    return single(written(shown))
