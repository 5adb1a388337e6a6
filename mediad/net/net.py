"""The daemon's way out, lent to each plugin instance."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self
from weakref import WeakSet

from mediad.net.lent import Lent
from mediad.net.outside import Outside
from mediad_sdk.host.http import Http

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mediad.config.models import Network
    from mediad.net.grants import Grant
    from mediad.net.sockets import Resolve
    from mediad.net.upstream import HostFigures
    from mediad_sdk.host import Clock


class Net:
    """Lends HTTP; entered once by the daemon, left when it stops.

    async with Net(config.network, clock, config.cache_dir / "http") as net:
        http = net.lend("plex", lambda: grant(permission, settings=settings))
    """

    def __init__(self, options: Network, clock: Clock, cache_dir: Path, resolve: Resolve | None = None) -> None:
        self._outside = Outside(options, clock, cache_dir, resolve)
        self._lent: WeakSet[Lent] = WeakSet()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._outside.aclose()

    def lend(self, instance: str, grant: Callable[[], Grant]) -> Http:
        """Give an instance its client; `grant` is asked at every call, so that a change holds at once."""
        lent = Lent(self._outside, instance, grant)
        self._lent.add(lent)
        return Http(lent)

    async def forget(self, instance: str) -> None:
        """Delete what was kept of an instance's answers."""
        await asyncio.to_thread(self._outside.cache.forget, instance)

    def figures(self) -> tuple[HostFigures, ...]:
        """Say what was counted, by instance and host; one that begins anew is counted with what is left of the old."""
        found: dict[tuple[str, str], HostFigures] = {}
        for each in (figures for lent in self._lent for figures in lent.figures()):
            before = found.get((each.instance, each.host))
            found[each.instance, each.host] = before + each if before else each
        return tuple(found[key] for key in sorted(found))
