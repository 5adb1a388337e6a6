"""A trial: an instance made with settings that nobody kept yet, to ask its check named `connection`."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mediad.plugins.claims import Claims
from mediad.plugins.registry import Registry
from mediad_sdk.errors import MediadError, Unsupported
from mediad_sdk.values.health import Health, HealthCheck

if TYPE_CHECKING:
    from mediad.plugins.find import Found
    from mediad.plugins.instance import Instance

CHECK = "connection"
TRIED: ContextVar[Mapping[str, Any] | None] = ContextVar("settings on trial", default=None)
"""The settings of the trial that is under way: they say whom its instance may reach, and not those that are kept."""


async def try_connection(instance: Instance, settings: Mapping[str, Any]) -> Health:
    """Make a plugin with settings, by the same walls as always, ask its check, and give it up.

    Its lifespan is not entered: a trial begins nothing. What it declares is seen by nobody.

    Args:
        instance: A new one that nobody holds; see `Roster.again`.
        settings: What it is made with.
    """

    async def given(_found: Found, _address: str, _configured: Mapping[str, Any]) -> Mapping[str, Any]:
        return settings

    instance.muted = True
    instance.around = replace(instance.around, registry=Registry(), claims=Claims(), given=given)
    tried = TRIED.set(settings)
    try:
        await instance.load()
        return await _asked(instance)
    except Unsupported:
        raise
    except MediadError as error:
        return Health(state="down", detail=str(error), remedy=error.remedy)
    finally:
        TRIED.reset(tried)
        await instance.leave()


async def _asked(instance: Instance) -> Health:
    if instance.error is not None:
        raise instance.error
    for check in instance.brought.all(HealthCheck):
        if check.id == CHECK:
            return await check.check()
    raise Unsupported(
        f"{instance.address} has no health check named {CHECK!r}, which tries settings.",
        remedy="Set them, then look at its state: `mediad plugin list`.",
    )
