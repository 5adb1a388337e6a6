"""Snapshots of a SQLite database beside it: what a failed migration or a damaged file is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 3


def snapshot_path(database: Path, version: int, stamp: str) -> Path:
    """Names the snapshot that is taken before a schema version is left."""
    return database.with_name(f"{database.name}.v{version:04d}-{stamp}.snapshot")


def snapshots(database: Path) -> list[Path]:
    """Lists a database's snapshots, oldest first."""
    return sorted(database.parent.glob(f"{database.name}.v*.snapshot"), key=lambda path: path.stat().st_mtime_ns)


def prune(database: Path, keep: int = KEPT) -> None:
    """Removes all but the newest snapshots."""
    for path in snapshots(database)[:-keep]:
        path.unlink(missing_ok=True)
