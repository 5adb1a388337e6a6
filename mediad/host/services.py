"""The daemon's services as one plugin instance sees them: its own names, its own keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mediad_sdk.errors import Invalid, Unavailable

if TYPE_CHECKING:
    from mediad_sdk.host import Clock, Events, Jobs
    from mediad_sdk.values.events import Event

Service = TypeVar("Service")
Late = Callable[[], Service | None]
"""Gives a service that is made after the plugins were loaded, since it wants to know what they bring."""


def at_hand(service: Late[Service], name: str) -> Service:
    """Give a service, or say that the daemon is not so far yet."""
    if (found := service()) is None:
        remedy = "Do this in `mediad_lifespan`, a job or a handler, not in the factory."
        raise Unavailable(f"The service `{name}` is not there before the daemon has started.", remedy=remedy)
    return found


class PluginJobs:
    """The queue; a bare id is a job of the plugin itself."""

    def __init__(self, instance: str, jobs: Late[Jobs]) -> None:
        self._instance = instance
        self._jobs = jobs

    async def enqueue(
        self,
        type: str,  # noqa: A002  # the name in the Protocol
        args: Mapping[str, Any] | None = None,
        *,
        key: str = "",
        priority: int = 0,
        delay: float = 0,
        owner: str = "",
    ) -> str:
        """Put a job into the queue."""
        full = type if "." in type else f"{self._instance}.{type}"
        queue = at_hand(self._jobs, "jobs")
        return await queue.enqueue(full, args, key=key, priority=priority, delay=delay, owner=owner)


class PluginEvents:
    """Events; a plugin speaks in its own name only."""

    def __init__(self, instance: str, clock: Clock, events: Late[Events]) -> None:
        self._instance = instance
        self._clock = clock
        self._events = events

    async def publish(self, event: Event) -> None:
        """Record an event of this plugin."""
        if not event.type.startswith(f"{self._instance}."):
            remedy = f"Name it `{self._instance}.{event.type}`."
            raise Invalid(f"An event of a plugin begins with the plugin's name, not {event.type!r}.", remedy=remedy)
        await at_hand(self._events, "events").publish(replace(event, at=event.at or self._clock.now_ms()))


class Lately:
    """Stands for a service until it is there."""

    def __init__(self, service: Late[Any], name: str) -> None:
        self._service = service
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """Give what the service has under this name."""
        return getattr(at_hand(self._service, self._name), name)


class Texts(Protocol):
    """Where the texts of one instance are kept."""

    async def get(self, key: str) -> str | None:
        """Give a text, or None."""

    async def put(self, key: str, value: str) -> None:
        """Keep a text."""

    async def delete(self, key: str) -> None:
        """Forget a key."""


class PluginKeyValue:
    """The small store of one instance: JSON over its texts."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def get(self, key: str) -> Any:
        """Give the value of a key, or None."""
        text = await self._texts.get(key)
        return None if text is None else json.loads(text)

    async def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        try:
            text = json.dumps(value, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise Invalid(
                f"The value of {key!r} is not JSON: {error}.", remedy="Keep texts, numbers, lists and dicts."
            ) from error
        await self._texts.put(key, text)

    async def delete(self, key: str) -> None:
        """Forget a key."""
        await self._texts.delete(key)
