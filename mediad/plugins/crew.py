"""The instances that are there, in their order, and those that only finish what they began."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mediad.plugins.instance import Instance
    from mediad.plugins.roster import Roster


class Crew:
    """Holds every instance.

    Args:
        roster: Knows their order.
        on_brought: Hears that what plugins bring is not what it was.
    """

    def __init__(self, roster: Roster, on_brought: Callable[[], None]) -> None:
        self.present: list[Instance] = []
        self._roster = roster
        self._on_brought = on_brought
        self._leaving: dict[asyncio.Task[None], Instance] = {}

    def named(self, address: str) -> list[Instance]:
        """Give the instances of an address: one for each distribution that claims it; raises `NotFound`."""
        if found := [each for each in self.present if each.address == address]:
            return found
        raise NotFound(f"There is no plugin {address[:100]!r}.", remedy="See the list of plugins.")

    def of(self, plugin: str) -> list[Instance]:
        """Give the instances of a plugin."""
        return [each for each in self.present if each.found.id == plugin]

    def finishing(self, address: str) -> int:
        """Count the calls that run on code which an address had before."""
        return sum(len(each.flights) for each in self._leaving.values() if each.address == address)

    def put(self, joining: Iterable[Instance], leaving: Iterable[Instance] = ()) -> None:
        """Let instances come and go."""
        gone = list(leaving)
        stay = [each for each in self.present if each not in gone]
        self.present = sorted([*stay, *joining], key=self._roster.order)
        for each in self.present:
            each.tell()
        self._on_brought()

    async def let_go(self, instance: Instance) -> None:
        """Stop an instance that nobody asks any more: at once, or when what runs on its code has ended."""
        task = asyncio.create_task(instance.leave(), name=f"{instance.address}: leaving")
        self._leaving[task] = instance
        task.add_done_callback(self._leaving.pop)
        await asyncio.sleep(0)
        if not instance.flights:
            await task

    async def stop(self) -> None:
        """Stop everybody."""
        for task in list(self._leaving):
            task.cancel()
        everybody = [*self.present, *self._leaving.values()]
        await asyncio.gather(*(each.stop() for each in everybody))
