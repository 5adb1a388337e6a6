"""Figures of a plugin's own; they appear as `mediad_plugin_<id>_<name>`."""

from __future__ import annotations

from typing import Protocol


class Metrics(Protocol):
    """Counters and gauges. Names are `a-z`, `0-9` and `_`; at most 100 series an instance."""

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Count something that happened."""

    def set(self, name: str, value: float, **labels: str) -> None:
        """Say how much of something there is."""
