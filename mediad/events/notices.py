"""Notices: what people are told outside of mediad, by whom, and of which events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from mediad.events.audience import Audience
from mediad.events.notifying import NOTIFY
from mediad.events.subscribers import wants
from mediad_sdk.values.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mediad.events.feed import Feed
    from mediad_sdk.host import Jobs
    from mediad_sdk.values.events import Event
    from mediad_sdk.values.notices import Notifier

Level: TypeAlias = Literal["info", "success", "warning", "failure"]
_LONGEST = 500
_LEVELS: Mapping[str, Level] = {
    "failed": "failure", "down": "failure", "quarantined": "failure",
    "held": "warning", "degraded": "warning", "offline": "warning", "opened": "warning",
    "finished": "success", "added": "success", "online": "success",
}  # fmt: skip
"""What the last word of an event's type, or its state, says of how grave it is."""


class Told:
    """Follows what happens and puts notices of it into the queue.

    Args:
        wishes: Which events go to whom: types, as subscriptions name them, and addresses of notifiers (all when empty).
    """

    def __init__(
        self,
        feed: Feed,
        jobs: Jobs,
        wishes: Callable[[], Sequence[tuple[Sequence[str], Sequence[str]]]],
        notifiers: Callable[[], Mapping[str, Notifier]],
    ) -> None:
        self._feed = feed
        self._jobs = jobs
        self._wishes = wishes
        self._notifiers = notifiers

    async def run(self) -> None:
        """Follow until cancelled."""
        _, last = await self._feed.bounds()
        async for event in self._feed.follow(last, Audience()):
            for types, to in self._wishes():
                if wants(types, event.type):
                    await self._tell(event, to)

    async def _tell(self, event: Event, to: Sequence[str]) -> None:
        addressed = list(to or self._notifiers())
        if not addressed or event.data.get("type") == NOTIFY:  # a notice that fails is no news for who failed
            return
        notice = notice_of(event)
        told = {"title": notice.title, "body": notice.body, "level": notice.level, "event": notice.event}
        await self._jobs.enqueue(NOTIFY, {"notice": told, "to": addressed}, key=f"notice {event.sequence} {addressed}")


def notice_of(event: Event) -> Notice:
    """Put an event into words: its type, and its facts a line each."""
    last = event.type.rpartition(".")[2]
    level = _LEVELS.get(str(event.data.get("state", last)), "info")
    facts = [f"{key}: {_short(value)}" for key, value in event.data.items() if value not in ("", None, [], {})]
    return Notice(title=f"mediad: {event.type}", body="\n".join(facts), level=level, event=event.type)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
