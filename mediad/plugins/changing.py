"""What people do to plugins while the daemon runs: switch on and off, set anew, reload.

An instance is never changed: a new one is made beside it, and takes its place when it is there. What runs on the old
code finishes on it. When the new one cannot be loaded or started, the old one stays, or is put back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad.plugins.choices import lift, switch
from mediad.plugins.errors import ended
from mediad.plugins.leftovers import Leftovers
from mediad_sdk.errors import Conflict, NotFound

if TYPE_CHECKING:
    from mediad.plugins.crew import Crew
    from mediad.plugins.find import Found
    from mediad.plugins.inline import Inline
    from mediad.plugins.instance import Given, Instance
    from mediad.plugins.roster import Roster
    from mediad.plugins.states import Wish

_LIVE = frozenset({"loaded", "running", "degraded", "quarantined"})
_SETTLE = 0.05
"""Seconds in which those who are not asked any more let go."""
_log = logging.getLogger(__name__)


class Changing:
    """Changes who is there; one change at a time.

    Args:
        roster: Makes instances and loads them.
        crew: Holds them.
        inline: Holds the code of those that run here.
        installed: Lists what is installed.
        waive: Hears that a person wants an instance to run, whatever kept it from that; "" is all of them.
    """

    def __init__(
        self,
        roster: Roster,
        crew: Crew,
        inline: Inline,
        installed: Callable[[], Sequence[Found]],
        waive: Callable[[str], None],
    ) -> None:
        self._roster = roster
        self._crew = crew
        self._inline = inline
        self._installed = installed
        self._waive = waive

    async def enable(self, address: str) -> None:
        """Load and start an instance, and keep that somebody wants it; lifts its quarantine."""
        olds = self._crew.named(address)
        if any(self._roster.said(each) is False for each in olds):
            raise _written(olds[0], "false")
        self._waive(address)
        await switch(self._roster.choices, address, enabled=True)
        if any(each.state in ("running", "degraded") for each in olds):
            return
        plugin = olds[0].found.id
        if not any(_is_live(each) for each in self._crew.of(plugin)):
            self._inline.set_aside(olds[0].found)  # what failed to be imported may be whole by now
        found = await self._find(plugin)
        await self._exchange(olds, [each for each in self._line_up(found) if each.address == address])

    async def disable(self, address: str) -> None:
        """Stop an instance, and keep that nobody wants it."""
        olds = self._crew.named(address)
        if any(self._roster.said(each) for each in olds):
            raise _written(olds[0], "true")
        await switch(self._roster.choices, address, enabled=False)
        await self._exchange(olds, self._like(olds))

    async def remove(self, plugin: str) -> None:
        """Let all instances of a plugin go whose package is gone; what runs on their code finishes."""
        if olds := self._crew.of(plugin):
            await self._exchange(olds, [])
            self._inline.set_aside(olds[0].found)

    async def reload(self, address: str) -> tuple[str, ...]:
        """Import a plugin's code anew for all its instances; gives what still refers to the old code.

        Raises:
            Conflict: The new code cannot be loaded or started; the old one goes on.
        """
        plugin = _plugin_of(self._crew, address)
        found = await self._find(plugin)
        olds = self._crew.of(plugin)
        await lift(self._roster.choices, [each.address for each in olds])
        former = self._inline.set_aside(olds[0].found if olds else found[0])
        leftovers = Leftovers(former, olds)
        await self._exchange(olds, self._line_up(found), partial(self._inline.put_back, former))
        busy = self._crew.finishing(address)
        del olds, former
        await asyncio.sleep(_SETTLE)
        return leftovers.find() if not busy else (f"{busy} calls that have not ended",)

    async def reconfigure(self, address: str) -> None:
        """Make an instance anew from the same code, with the settings that it has now.

        Raises:
            Conflict: It does not start with them; it goes on with the former ones.
        """
        olds = self._crew.named(address)
        await self._exchange(olds, self._like(olds))

    async def admit(self) -> list[str]:
        """Waive what keeps instances from running, and load those that nothing else does; gives their names."""
        self._waive("")
        admitted = []
        for old in [each for each in self._crew.present if each.state == "disabled"]:
            news = self._like([old])
            await self._exchange([old], news)
            admitted += [new.address for new in news if new.state != "disabled"]
        return admitted

    async def adopt(self, wishes: Mapping[str, Wish]) -> None:
        """Let plugins be as the configuration now wishes; whoever cannot goes on as before, and says so."""
        before, self._roster.wishes = self._roster.wishes, wishes
        changed = [name for name in {**before, **wishes} if before.get(name) != wishes.get(name)]
        for plugin in changed:
            if olds := self._crew.of(plugin):
                await self._follow(plugin, olds)

    async def _follow(self, plugin: str, olds: Sequence[Instance]) -> None:
        distributions = {each.found.distribution: each.found for each in olds}
        news = self._line_up(list(distributions.values()))
        for address in dict.fromkeys(each.address for each in [*olds, *news]):
            before, after = ([each for each in group if each.address == address] for group in (olds, news))
            try:
                await self._exchange(before, after)
            except Conflict as error:
                _log.error("plugin %s: %s", plugin, error)

    async def _find(self, plugin: str) -> list[Found]:
        if found := [each for each in await asyncio.to_thread(self._installed) if each.id == plugin]:
            return found
        raise NotFound(f"There is no plugin {plugin[:100]!r} installed.", remedy="Install it first.")

    def _like(self, olds: Sequence[Instance]) -> list[Instance]:
        return [new for old in olds for new in self._line_up([old.found]) if new.address == old.address]

    def _line_up(self, found: Sequence[Found]) -> list[Instance]:
        return [each for one in found for each in self._roster.line_up(one, muted=True)]

    async def _exchange(
        self, olds: Sequence[Instance], news: Sequence[Instance], put_code_back: Callable[[], None] = lambda: None
    ) -> None:
        """Let new instances take the places of old ones, or leave the old ones there and raise `Conflict`."""
        live = {each.address: each for each in olds if _is_live(each)}
        await self._roster.load(sorted(news, key=self._roster.order))
        if lost := _lost(live, news):
            put_code_back()
            await self._stay(live, news, lost)
        resting = [each for each in live.values() if not each.flights]
        await asyncio.gather(*(each.rest() for each in resting))
        await asyncio.gather(*(each.start() for each in news))
        if lost := _lost(live, news):
            put_code_back()
            await self._put_back(resting)
            await self._stay(live, news, lost)
        self._crew.put(news, olds)
        await asyncio.gather(*(self._crew.let_go(each) for each in live.values()))

    async def _put_back(self, resting: Sequence[Instance]) -> None:
        for old in resting:
            self._crew.put([await _started_again(self._roster, old)], [old])

    async def _stay(self, live: Mapping[str, Instance], news: Sequence[Instance], lost: Instance) -> None:
        """Leave everything as it was, and say why."""
        await asyncio.gather(*(each.leave() for each in news))
        for each in live.values():
            if each in self._crew.present and each.state != "failed":
                each.around.claims.take(each.guard, each.carried)
        raise _refused(lost, [each for each in self._crew.present if each.address == lost.address and _is_live(each)])


def _plugin_of(crew: Crew, address: str) -> str:
    try:
        return crew.named(address)[0].found.id
    except NotFound:
        return address  # perhaps it was installed since the start


async def _started_again(roster: Roster, old: Instance) -> Instance:
    again = roster.again(old)
    again.around, again.note = replace(again.around, given=_kept(old.settings)), old.note
    await again.load()
    await again.start()
    return again


def _kept(settings: Mapping[str, Any]) -> Given:
    async def given(_found: Found, _address: str, _configured: Mapping[str, Any]) -> Mapping[str, Any]:
        return settings

    return given


def _is_live(instance: Instance) -> bool:
    return instance.state in _LIVE


def _lost(live: Mapping[str, Instance], news: Sequence[Instance]) -> Instance | None:
    """Give the first new instance that failed where an old one lives."""
    good = {each.address for each in news if _is_live(each)}
    failed = (each for each in news if each.error is not None and each.address in live and each.address not in good)
    return next(failed, None)


def _refused(lost: Instance, staying: Sequence[Instance]) -> Conflict:
    error = lost.error
    reason, remedy = (error.reason, error.remedy) if error else ("it does not start", "")
    for each in staying:
        each.note, each.error = f"it goes on as it was before the last change: {reason}", error
    return Conflict(f"The plugin {lost.address} goes on as it was: {ended(reason)}", remedy=remedy)


def _written(instance: Instance, value: str) -> Conflict:
    place = f"plugins.{instance.found.id}"
    if instance.address != instance.found.id:
        place += f".instances.{instance.name}"
    return Conflict(
        f"The configuration says `enabled = {value}` for {instance.address}, and its word counts.",
        remedy=f"Change or remove `{place}.enabled` there, then `mediad config reload`.",
    )
