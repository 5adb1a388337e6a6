"""Who has which name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.plugins.errors import PluginError
from mediad_sdk.points import POINTS
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.events import Subscription
from mediad_sdk.values.kinds import MediaType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.plugins.declarations import Brought
    from mediad.plugins.guard import Guard

_TAKEN = "Disable one of the two plugins, or give the one that shall win a higher `priority`."


class Claims:
    """Names of the daemon's whole world are given once, to the first who asks; other names once in each plugin."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], Guard] = {}

    def take(self, guard: Guard, brought: Brought) -> None:
        """Take every name, or none and raise `PluginError` with whose it is; a successor takes those of its like."""
        wanted = list(_claims(guard.plugin, brought))
        others = {claim: owner for claim, owner in self._owners.items() if owner.plugin != guard.plugin}
        for position, (what, name) in enumerate(wanted):
            owner = others.get((what, name), guard if (what, name) in wanted[:position] else None)
            if owner is not None:
                message = f"it declares the {what} {name!r}, which {owner.plugin} has declared already"
                raise PluginError("taken_name", message, blame=guard.blame("declare"), remedy=_TAKEN)
        self._owners = {**others, **dict.fromkeys(wanted, guard)}

    def release(self, guard: Guard) -> None:
        """Give back the names of a plugin instance."""
        self._owners = {claim: owner for claim, owner in self._owners.items() if owner is not guard}


def _claims(plugin: str, brought: Brought) -> Iterator[tuple[str, str]]:
    names = brought.names()
    for point in POINTS:
        own = "" if point.scope == "world" else f"{plugin} "
        if point.value is not Subscription:  # several may wait for one event
            yield from ((point.name, own + name) for name in names.get(point.plural, ()))
    yield from (("kind", kind.id) for each in brought.all(MediaType) for kind in each.kinds)
    yield from (("prefix", each.prefix) for each in brought.all(Delivery))
