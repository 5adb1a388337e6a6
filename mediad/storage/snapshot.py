"""Snapshots of a SQLite database beside it, and copies elsewhere: what a loss or a damaged file is answered with."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from mediad.storage.errors import StorageError, StorageRefused

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


def copy(database: Path, target: Path) -> None:
    """Copies a database as it is at one moment, also while a daemon writes to it; the copy is there whole or not."""
    if target.exists():
        raise StorageRefused(f"{target} exists already.", remedy="Name a file that does not exist yet.")
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)  # it holds the hashes of keys and passwords
        with closing(_opened(database)) as source, closing(sqlite3.connect(partial)) as into:
            source.backup(into)  # all pages in one step: what is written meanwhile waits in the log, and is not in it
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            f"{database} cannot be copied to {target}: {error}.",
            remedy="Name a database of mediad, and a file in a folder that exists and may be written.",
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def put_back(snapshot: Path, database: Path, stamp: str) -> Path:
    """Puts a copy in the place of a database that nobody uses; gives where the former one is kept, whole or damaged."""
    fresh = database.with_name(f"{database.name}.restored")
    fresh.unlink(missing_ok=True)
    copy(snapshot, fresh)
    former = database.with_name(f"{database.name}.before-{stamp}")
    if database.exists():
        os.link(database, former)  # at no moment is there none
    for log in ("-wal", "-shm"):  # SQLite would play the log of the former one into the fresh one
        with suppress(FileNotFoundError):
            database.with_name(f"{database.name}{log}").replace(former.with_name(f"{former.name}{log}"))
    fresh.replace(database)
    return former


def _opened(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)  # never made when it is not there
