"""Takes the configuration anew while the daemon runs, and says how that went until it goes well."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from mediad.config.changes import changes
from mediad_sdk.errors import MediadError
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.config.models import Config
    from mediad.telemetry.notify import Notifier

_log = logging.getLogger("mediad")
_REMEDY = "Correct it, then `mediad config reload` (or `systemctl reload mediad`); until then the former one holds."


class Renewal:
    """Reloads, one after the other: each is told to systemd from its beginning to its end, well or not."""

    def __init__(self, config: Config, read: Callable[[], Config], notifier: Notifier) -> None:
        self._started = config
        self._read = read
        self._notifier = notifier
        self._turn = asyncio.Lock()
        self._refusal = ""
        self._waiting: tuple[str, ...] = ()

    async def take(self, adopt: Callable[[Config], Awaitable[None]]) -> tuple[str, ...]:
        """Read the configuration and put it in force; gives the keys whose change waits for the next start.

        With a mistake in it, or when `adopt` cannot take it, the old one stays in force and the error is raised.
        """
        async with self._turn:
            self._notifier.reloading()
            try:
                config = await asyncio.to_thread(self._read)
                await adopt(config)
            except Exception as error:
                self._refuse(error)
                raise
            self._refusal = ""
            self._waiting = tuple(each.key for each in changes(self._started, config) if each.needs_restart)
            if self._waiting:
                _log.warning("these settings are taken at the next start: %s", ", ".join(self._waiting))
            self._notifier.ready("serving")
            return self._waiting

    async def health(self) -> Health:
        """Tell whether the configuration in the files is the one in force."""
        if self._refusal:
            detail = f"the last reload was refused: {self._refusal}"
            return Health(state="degraded", detail=detail, remedy=_REMEDY)
        if self._waiting:
            detail = f"these settings are taken at the next start: {', '.join(self._waiting)}"
            return Health(state="ok", detail=detail, remedy="Restart the daemon when it suits.")
        return Health(state="ok")

    def _refuse(self, error: Exception) -> None:
        expected = isinstance(error, MediadError)
        self._refusal = "; ".join(str(error).splitlines()) if expected else f"{type(error).__name__}: {error}"
        _log.error("the configuration stays as it was: %s", error, exc_info=None if expected else error)
        self._notifier.ready(f"serving with its former configuration, the reload was refused: {self._refusal}")
