"""Looks at the places that the daemon writes to, without waiting for a disk that does not answer."""

from __future__ import annotations

import asyncio
import shutil
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from mediad.plugins.threads import outcome, post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from mediad.config.models import Config


class Space(NamedTuple):
    """Bytes of the disk below a place."""

    total: int
    used: int
    free: int


Look = tuple[Space | None, BaseException | None]


class Places:
    """The places by name. A look is taken in a thread of its own, which a dead disk keeps, and keeps only once."""

    def __init__(
        self, places: Mapping[str, Path], *, seconds: float = 2.0, look: Callable[[Path], Space] | None = None
    ) -> None:
        self._places = places
        self._seconds = seconds
        self._look = look or (lambda path: Space(*shutil.disk_usage(path)))
        self._looks: dict[str, asyncio.Future[Look]] = {}

    def __iter__(self) -> Iterator[str]:
        """Name the places."""
        return iter(self._places)

    def __getitem__(self, name: str) -> Path:
        """Give the path of one."""
        return self._places[name]

    async def space(self, name: str) -> Space:
        """Ask how much room there is.

        Raises:
            OSError: The place is not there, or cannot be read; `TimeoutError` when its disk does not answer.
        """
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = self._started(name)
        await asyncio.wait({look}, timeout=self._seconds)
        if not look.done():
            raise TimeoutError(f"{self._places[name]} does not answer")
        self._looks.pop(name, None)
        space, error = look.result()
        if error is not None:
            raise error
        assert space is not None  # noqa: S101  # one of the two is
        return space

    async def answers(self, name: str) -> bool:
        """Tell whether a place is there and can be reached."""
        with suppress(OSError):
            return bool(await self.space(name))
        return False

    def _started(self, name: str) -> asyncio.Future[Look]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Look] = loop.create_future()
        path = self._places[name]

        def work() -> None:
            post(loop, future, outcome(self._look, path), None)

        threading.Thread(target=work, name=f"mediad-place-{name}", daemon=True).start()
        return future


def places_of(config: Config) -> Places:
    """Name the places that the daemon writes to; some are made when they are first needed."""
    return Places({"data": config.data_dir, "cache": config.cache_dir, "derived": config.derived_dir})
