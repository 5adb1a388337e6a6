"""What a plugin keeps, as the API tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

JOB = "core.forget_plugin"
"""Removes it; the routes begin it, the daemon does it."""
_KILO = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """That a plugin keeps something, and what it is in words."""

    plugin: str
    installed: bool
    keeps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWhole:
    """All that a plugin keeps, counted."""

    plugin: str
    installed: bool
    tables: Mapping[str, int]
    values: int
    settings: int
    secrets: int
    approved: bool
    jobs: int
    links: int
    works: int
    files: int
    bytes: int

    def anything(self) -> bool:
        """Tell whether it is anything at all."""
        counts = (self.values, self.settings, self.approved, self.jobs, self.links, self.works, self.files)
        return bool(self.tables) or any(counts)

    def told(self) -> list[str]:
        """Say it in words."""
        rows = sum(self.tables.values())
        counts = [
            (len(self.tables), f"{len(self.tables)} tables with {rows} rows"), (self.values, f"{self.values} values"),
            (self.settings, f"{self.settings} settings, {self.secrets} of them secret"),
            (self.approved, "its approval"), (self.jobs, f"{self.jobs} jobs that wait"),
            (self.links, f"links of {self.links} people who sign in by it"),
            (self.works, f"what it said of {self.works} works"),
            (self.files, f"{self.files} files of {-(-self.bytes // _KILO)} KiB"),
        ]  # fmt: skip  # a row: how many, and the words
        return [words for count, words in counts if count] or ["nothing"]
