"""What can go wrong in the store, the same tree on both engines.

StorageError
 +- StorageUnavailable      not now: the database is away or busy; try again after `retry_after` seconds
 |   +- StorageContended    other units changed the same rows, again and again
 +- CommitInDoubt           the answer to COMMIT was lost: done or not done, ask again by a key of your own
 +- ConstraintViolated      the rows contradict a rule of the schema
 +- StorageFull             no room left on the disk; nothing was changed
 +- StorageInterrupted      the statement was stopped by us
 +- StorageDamaged          the database file is not sound
 +- StorageRefused          the database must not be opened like this (second daemon, network file system, newer schema)
 +- MigrationFailed         a migration was undone; the database is as it was
"""

# these are states and answers; the base alone is called an error

from __future__ import annotations

from mediad_sdk.errors import MediadError


class StorageError(MediadError):
    """The database refused a statement."""

    code = "storage_failed"
    remedy = "Look at the log for the statement's name and the database's own words; if it persists, report it."


class StorageUnavailable(StorageError):
    """The database does not answer now."""

    code = "storage_unavailable"
    remedy = "Wait: mediad reconnects by itself. If it lasts, check that the database server runs and can be reached."

    def __init__(self, message: str = "", *, retry_after: float = 1.0, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after = retry_after


class StorageContended(StorageUnavailable):
    """Other changes to the same rows came first, again and again."""

    code = "storage_contended"
    remedy = "Try again."


class CommitInDoubt(StorageError):
    """The database went away while it was committing: the change may have been made or not."""

    code = "commit_in_doubt"
    remedy = "Look whether the change is there before making it again."


class ConstraintViolated(StorageError):
    """The change contradicts what is stored already."""

    code = "constraint_violated"
    remedy = "Read the row again and repeat the change on what is there now."


class StorageFull(StorageError):
    """There is no room left on the database's disk; nothing was changed."""

    code = "storage_full"
    remedy = "Free some space on the disk that holds the database; mediad goes on by itself."


class StorageInterrupted(StorageError):
    """The statement took too long and was stopped."""

    code = "storage_interrupted"


class StorageDamaged(StorageError):
    """The database file is damaged."""

    code = "storage_damaged"
    remedy = "Stop mediad and put a copy in its place with `mediad db restore FILE`, which keeps the damaged file."


class StorageRefused(StorageError):
    """The database must not be opened like this."""

    code = "storage_refused"


class MigrationFailed(StorageError):
    """The database could not be brought to the schema of this version; it was left as it was."""

    code = "migration_failed"
    remedy = "Nothing was changed. Start the previous version of mediad again and report the cause given here."
