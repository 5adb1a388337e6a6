"""The logger of one plugin instance, in which a flood of lines is cut: it would drown all others, and fill a disk."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 200
WITHIN = 10.0
"""Seconds in which so many lines of one plugin are written; those beyond are counted."""
LONGEST = 10_000
"""Characters of one line."""


class Dam(logging.Filter):
    """Lets so many lines through, and tells by one line how many it left out.

    Args:
        logger: Whose lines they are; the telling line is written to its handlers.
    """

    def __init__(self, logger: logging.Logger, instance: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._logger = logger
        self._instance = instance
        self._clock = clock
        self._lock = threading.Lock()  # plain functions of plugins log in threads of theirs
        self._began = -WITHIN
        self._written = 0
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a line through, or count it."""
        now = self._clock()
        with self._lock:
            over, left_out = now - self._began >= WITHIN, self._left_out
            if over:
                self._began, self._written, self._left_out = now, 0, 0
            self._written += 1
            fits = self._written <= MOST
            if not fits:
                self._left_out += 1
        if over and left_out:
            self._tell(left_out)
        if not fits and self._left_out == 1:
            self._tell_later()
        if fits and len(text := record.getMessage()) > LONGEST:
            record.msg, record.args = f"{text[:LONGEST]}... and {len(text) - LONGEST} characters more", ()
        return fits

    def _tell_later(self) -> None:
        """Tell although it falls silent; where no loop runs, its next line does."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        loop.call_later(WITHIN, self._tell_rest)

    def _tell_rest(self) -> None:
        with self._lock:
            over = self._clock() - self._began >= WITHIN
            left_out, self._left_out = (self._left_out, 0) if over else (0, self._left_out)
        if left_out:
            self._tell(left_out)

    def _tell(self, left_out: int) -> None:
        words = "%d lines left out: more than %d within %g s"
        facts = {"plugin": self._instance}
        name = self._logger.name
        record = self._logger.makeRecord(
            name, logging.WARNING, "", 0, words, (left_out, MOST, WITHIN), None, extra=facts
        )
        self._logger.callHandlers(record)  # not through the dam again


def plugin_logger(instance: str) -> logging.Logger:
    """Give the logger of an instance, with its dam."""
    logger = logging.getLogger(f"mediad.plugin.{instance}")
    if not any(isinstance(each, Dam) for each in logger.filters):
        logger.addFilter(Dam(logger, instance))
    return logger
