"""The daemon's life: start, tell systemd, serve, reload on SIGHUP, stop on SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.app.building import build
from mediad.app.renewal import Renewal
from mediad.app.upkeep import share_one_heap
from mediad.config.errors import ConfigError
from mediad.config.load import find, load
from mediad.http.server import AddressInUseError, AddressRefusedError, SocketFolderError
from mediad.plugins.installing.trial import spared
from mediad.telemetry import logs
from mediad.telemetry.notify import Notifier
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mediad.app.house import House
    from mediad.config.models import Config

EX_CONFIG = 78
_LEAVE_SECONDS = 20.0
"""What the end may take beside the time that running requests get."""
_log = logging.getLogger("mediad")


def main(arguments: Sequence[str]) -> int:
    """Run the daemon until it is told to stop; gives the exit code."""
    parser = argparse.ArgumentParser(prog="mediad serve", description="Run the daemon in the foreground.")
    parser.add_argument("--config", type=Path, help="the configuration file; default $MEDIAD_CONFIG, then the system's")
    path = parser.parse_args(arguments).config or find(os.environ)
    try:
        config = load(path, os.environ)
    except ConfigError as error:
        return _refused(error, EX_CONFIG)
    os.umask(0o077)  # the database holds hashes of passwords and keys
    logs.configure(config.log.level, config.log.format, sys.stderr, os.environ)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every tick
    share_one_heap()
    try:
        asyncio.run(Life(config, path, os.environ).run())
    except MediadError as error:
        if isinstance(error, AddressInUseError | AddressRefusedError | SocketFolderError):
            spared(config.data_dir)
        return _refused(error, 1)
    return 0


class Life:
    """One run of the daemon."""

    def __init__(self, config: Config, path: Path | None, environ: Mapping[str, str]) -> None:
        self._config = config
        self._path = path
        self._environ = environ
        self._notifier = Notifier(environ)
        self._stop = asyncio.Event()
        self._hears: list[Callable[[], None]] = []
        self._reload = asyncio.Event()

    async def run(self) -> None:
        """Build the house, live in it, and leave it as it was found."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end)
        loop.add_signal_handler(signal.SIGHUP, self._reload.set)
        renewal = Renewal(self._config, partial(load, self._path, self._environ), self._notifier)
        async with build(self._config, renewal, self._hears.append) as house:
            _settle_memory()
            self._notifier.ready(f"serving on port {house.listening.port}")
            house.installed.ready(house.plugins.states())
            _log.info("ready", extra={"port": house.listening.port, "database": house.storage.engine})
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(house.run()), group.create_task(self._notifier.watch(house.is_alive))]
                tasks.append(group.create_task(self._reloading(house)))
                await self._stop.wait()
                self._notifier.stopping()
                self._notifier.extend_timeout(self._config.server.drain_seconds + _LEAVE_SECONDS)
                for task in tasks:
                    task.cancel()

    def _end(self) -> None:
        """Be told to end; a start goes on until it is over, and may be killed for that."""
        self._stop.set()
        for each in self._hears:
            each()

    async def _reloading(self, house: House) -> None:
        while True:
            await self._reload.wait()
            self._reload.clear()
            # A daemon that runs is worth more than a change that does not fit; the log and the health tell of it.
            with suppress(Exception):
                await house.reload()


def _settle_memory() -> None:
    """Let collections leave alone what stays for good, and come seldom: a batch of a scan is some 100,000 objects.

    With the interpreter's own numbers a tenth of a scan would go into looking for cycles that are not there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _refused(error: MediadError, code: int) -> int:
    sys.stderr.write("\n".join(filter(None, (f"mediad: {error}", error.remedy))) + "\n")
    return code
