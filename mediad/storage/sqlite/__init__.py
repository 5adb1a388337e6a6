"""SQLite: one file, one writer, for a machine of one's own."""

from mediad.storage.sqlite.engine import SqliteOptions, SqliteStorage, open_sqlite, open_sqlite_ground

__all__ = ["SqliteOptions", "SqliteStorage", "open_sqlite", "open_sqlite_ground"]
