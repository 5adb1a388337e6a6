"""What an administrator does to the settings and permissions of plugins: each change is kept, then taken at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from mediad.plugins.reporting import report
from mediad.plugins.settings import Current, Target, hide
from mediad.telemetry.masking import MASK
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.plugins.approval import Approvals, Asked
    from mediad.plugins.find import Found
    from mediad.plugins.instance import Instance
    from mediad.plugins.settings import Settings

_UNTOUCHED = frozenset({"needs_approval", "incompatible"})
"""States in which nothing of a plugin is imported, not even to show its settings."""


class Host(Protocol):
    """Who holds the instances."""

    def instance(self, address: str) -> Instance:
        """Give the instance of an address; raises `NotFound`."""

    def instances(self, plugin: str) -> list[Instance]:
        """Give every instance of a plugin."""

    async def try_out(self, instance: str, settings: Mapping[str, Any]) -> Health:
        """Make an instance with other settings, ask its check `connection`, and give it up."""

    async def reconfigure(self, instance: str) -> None:
        """Let an instance begin anew; raises `Conflict` when it goes on as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The settings of an instance as they can be shown.

    Attributes:
        instance: Its address.
        schema: JSON Schema of the settings.
        values: By key, in the order of the form; of a secret only whether it is set, since when, and what is wrong.
        origins: By key: `configuration`, `api` or `default`, and the place in the configuration.
        problem: Why the plugin cannot use them.
        errors: Mistakes in them.
        changed: When they were changed through the API, 0 for never; their revision.
        changed_by: By whom, "" for the local administrator.
    """

    instance: str
    schema: Mapping[str, Any]
    values: Mapping[str, Any]
    origins: Mapping[str, Mapping[str, str]]
    problem: str
    errors: tuple[tuple[str, str], ...]
    changed: int
    changed_by: str


class Administration:
    """Shows, changes and tries settings; shows and approves permissions.

    Args:
        place: Says where the configuration sets a key: of a plugin, by the name of the instance and the key.
    """

    def __init__(
        self, host: Host, settings: Settings, approvals: Approvals, place: Callable[[str, str, str], str]
    ) -> None:
        self._host = host
        self._settings = settings
        self._approvals = approvals
        self._place = place

    async def settings(self, address: str) -> Shown:
        """Show the settings of an instance."""
        instance = self._instance(address)
        return self._shown(instance, await self._settings.now(_target(instance)))

    async def change(
        self, address: str, wanted: Mapping[str, Any], *, whole: bool, revision: int, by: str = ""
    ) -> Shown:
        """Keep new settings and let the plugin begin anew with them.

        Raises:
            Invalid: They do not fit.
            Conflict: They are not of this revision any more, or the plugin does not start with them: nothing changed.
        """
        instance = self._instance(address)
        target = _target(instance)
        current = await self._settings.now(target)
        if current.kept.changed != revision:
            raise Conflict("The settings were changed meanwhile.", remedy="Read them again and repeat the change.")
        await self._settings.change(target, current, wanted, whole=whole, by=by)
        try:
            await self._host.reconfigure(address)
        except Conflict:
            await self._settings.put_back(target, current.kept)
            raise
        return await self.settings(address)

    async def test(self, address: str, wanted: Mapping[str, Any], *, whole: bool = False) -> Health:
        """Try settings that nobody kept yet."""
        target = _target(self._instance(address))
        current = await self._settings.now(target)
        candidate = await self._settings.candidate(target, current, wanted, whole=whole)
        trial = f"{address} on trial"
        hide(target, current.description, candidate.data, owner=trial)
        try:
            found = await self._host.try_out(address, {**candidate.data, **target.configured})
            return Health(state=found.state, detail=MASK(found.detail), remedy=MASK(found.remedy))
        finally:
            MASK.hide(trial, ())

    async def permissions(self, address: str) -> list[Asked]:
        """Show what a plugin asks for."""
        return await self._approvals.asked(self._host.instance(address).found)

    async def approve(self, address: str, *, by: str = "") -> list[Asked]:
        """Approve what a plugin asks for, and let it begin."""
        found = self._host.instance(address).found
        await self._approvals.approve(found, by=by)
        return await self._begin_anew(found)

    async def withdraw(self, address: str) -> list[Asked]:
        """Take an approval back; a plugin that asks for something ends."""
        found = self._host.instance(address).found
        await self._approvals.withdraw(found.id)
        return await self._begin_anew(found)

    async def _begin_anew(self, found: Found) -> list[Asked]:
        for each in self._host.instances(found.id):
            await self._host.reconfigure(each.address)
        return await self._approvals.asked(found)

    def _instance(self, address: str) -> Instance:
        instance = self._host.instance(address)
        if instance.state in _UNTOUCHED or instance.found.manifest is None:
            told = report(instance)
            raise Conflict(f"Nothing of {address} is imported: {told.reason}.", remedy=told.remedy)
        return instance

    def _shown(self, instance: Instance, current: Current) -> Shown:
        values, origins = {}, {}
        for key, field in current.description.properties.items():
            configured = key in instance.wish.settings
            kept = key in current.opened.data or key in current.opened.lost
            place = self._place(instance.found.id, instance.name, key) if configured else ""
            origins[key] = {"from": "configuration" if configured else "api" if kept else "default", "place": place}
            if key in current.description.secrets:
                sealed = None if configured else current.kept.secrets.get(key)
                lost = "" if configured else current.opened.lost.get(key, "")
                values[key] = {"set": configured or kept, "changed": sealed and sealed.changed, "problem": lost}
            else:
                values[key] = {**current.opened.data, **instance.wish.settings}.get(key, field.get("default"))
        return Shown(
            instance=instance.address, schema=current.description.schema, values=values, origins=origins,
            problem=current.problem, errors=current.places, changed=current.kept.changed,
            changed_by=current.kept.changed_by,
        )  # fmt: skip


def _target(instance: Instance) -> Target:
    return Target(found=instance.found, address=instance.address, configured=instance.wish.settings)
