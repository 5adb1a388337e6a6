"""Log lines of plugins; each carries the name of its plugin by itself."""

from __future__ import annotations

import logging
from typing import Any

from mediad.telemetry.plugin_lines import plugin_logger


class PluginLog:
    """Writes structured lines into the daemon's log."""

    def __init__(self, instance: str) -> None:
        self._logger = plugin_logger(instance)
        self._instance = instance

    def debug(self, event: str, **fields: Any) -> None:
        """Write what helps a developer."""
        self._write(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: Any) -> None:
        """Write what happened."""
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        """Write what should be looked at."""
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, **fields: Any) -> None:
        """Write what went wrong."""
        self._write(logging.ERROR, event, fields)

    def _write(self, level: int, event: str, fields: dict[str, Any]) -> None:
        if self._logger.isEnabledFor(level):
            self._logger.log(level, "%s", event, extra={"plugin": self._instance, "fields": fields})
