"""A plugin's model of settings, looked at where its code may run: here when it is here anyway, else in a child."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

from mediad.plugins.errors import SETTINGS, Blame, PluginError
from mediad.plugins.threads import Escaped, in_thread
from mediad_sdk.data import dataclass
from mediad_sdk.hooks import GROUP
from mediad_sdk.runner import settings_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mediad.plugins.find import Found
    from mediad.workers.process import Processes

LIMIT = 5.0
_NOTHING: Mapping[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a model says of itself.

    Attributes:
        schema: Its JSON Schema; the order of the properties is that of the form.
        version: Its version.
        secrets: Names of the fields that hold a secret.
    """

    schema: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    version: int = 1
    secrets: frozenset[str] = frozenset()

    @property
    def properties(self) -> Mapping[str, Any]:
        """The fields by name, in the order of the form."""
        found: Mapping[str, Any] = self.schema.get("properties", {})
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a model says of settings: as they are after its migration, and each mistake by its JSON pointer."""

    data: Mapping[str, Any]
    places: tuple[tuple[str, str], ...] = ()


class Models:
    """Asks models.

    Args:
        processes: Owns the children; without it everything is asked here.
        own: Gives the folder of packages of a plugin that has its own, by its id.
    """

    def __init__(
        self, processes: Processes | None = None, own: Callable[[str], Path | None] = lambda _plugin: None
    ) -> None:
        self._processes = processes
        self._own = own

    async def describe(self, found: Found, *, here: bool | None = None) -> Description:
        """Let a model describe itself; `here` imports it into the daemon when that has not been done."""
        if not reference(found):
            return Description()
        told = await self._ask(found, "describe", {}, here=here)
        return Description(schema=told["schema"], version=told["version"], secrets=frozenset(told["secrets"]))

    async def review(
        self, found: Found, version: int, data: Mapping[str, Any], over: Mapping[str, Any], *, here: bool | None = None
    ) -> Review:
        """Let a model bring settings up to date and check them, together with what lies over them."""
        if not reference(found):
            places = tuple((f"/{key}", "is no setting: the plugin has none") for key in {**data, **over})
            return Review(data=data, places=places)
        given = {
            "version": version,
            "data": dict(data),
            "over": dict(over),
            "secrets": texts([*data.values(), *over.values()]),
        }
        told = await self._ask(found, "review", given, here=here)
        return Review(data=told["data"], places=tuple((pointer, why) for pointer, why in told["places"]))

    async def _ask(self, found: Found, operation: str, given: Mapping[str, Any], *, here: bool | None) -> Any:
        imported = reference(found).partition(":")[0] in sys.modules
        if self._processes is None or (imported if here is None else here):
            return await self._asked_here(found, getattr(settings_model, operation), given)
        return await self._asked_in_child(found, self._processes, operation, given)

    async def _asked_here(self, found: Found, ask: Callable[..., Any], given: Mapping[str, Any]) -> Any:
        entry = EntryPoint(name=found.id, value=reference(found), group=GROUP)
        try:
            return await in_thread(f"settings-{found.id}", LIMIT, lambda: ask(entry.load(), **given))
        except TimeoutError:
            raise invalid(found, f"its settings took longer than {LIMIT:g} s") from None
        except Escaped as error:
            raise invalid(found, settings_model.said(error.error, given.get("secrets", ()))) from None
        except Exception as error:  # noqa: BLE001  # the wall: whatever a model raises is its plugin's failure
            raise invalid(found, settings_model.said(error, given.get("secrets", ()))) from None

    async def _asked_in_child(
        self, found: Found, processes: Processes, operation: str, given: Mapping[str, Any]
    ) -> Any:
        from mediad.workers.child import Child  # noqa: PLC0415  # imported when first used: most plugins run here
        from mediad.workers.errors import WorkerError  # noqa: PLC0415  # as above
        from mediad.workers.process import Limits, Reach  # noqa: PLC0415  # as above

        own = await asyncio.to_thread(self._own, found.id)
        reach = Reach(read=[own] if own else [])
        target = "mediad_sdk.runner.settings_model:operations"
        try:
            async with Child.spawn(processes, "plugin", target, Limits(cpu=60, nice=0), reach=reach) as child:
                order = {"reference": reference(found), "own": [str(own)] if own else [], **given}
                told = await child.request(operation, order, seconds=LIMIT)
        except WorkerError as error:
            raise invalid(found, f"its settings could not be looked at: {error}") from None
        if told["fault"]:
            raise invalid(found, told["fault"])
        return told["answer"]


def reference(found: Found) -> str:
    """Give `module:Class` of a plugin's settings, "" for none."""
    return found.manifest.settings if found.manifest else ""


def texts(values: Sequence[Any]) -> list[str]:
    """Give every text in some values, however deep."""
    found: list[str] = []
    for each in values:
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, Mapping):
            found += texts([*each.values()])
        elif isinstance(each, list | tuple):
            found += texts(each)
    return found


def invalid(found: Found, why: str, *, instance: str = "", remedy: str = "") -> PluginError:
    """Say that settings are of no use."""
    blame = Blame(plugin=instance or found.id, version=found.version, hook=SETTINGS)
    return PluginError("settings_invalid", why, blame=blame, remedy=remedy)
