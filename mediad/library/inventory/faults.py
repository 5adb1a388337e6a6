"""Faults of media types: told at the folder that they cost, and once a scan in the log; no disk is ever blamed."""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING

from mediad.storage.ports import ConstraintViolated, StorageError
from mediad.storage.ports.libraries import shown
from mediad.workers.errors import WorkerFailed
from mediad.workers.results import StepError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.storage.ports.libraries import Root
    from mediad.workers.errors import WorkerError
    from mediad.workers.results import FolderResult

_log = logging.getLogger(__name__)
_LONGEST = 500


class Faults:
    """The faults of one scan that were told already: ten thousand folders may have the same."""

    def __init__(self) -> None:
        self._told: set[StepError] = set()

    def tell(self, results: Iterable[FolderResult]) -> None:
        """Write what is news into the log."""
        for result in results:
            for error in result.errors:
                if error not in self._told:
                    self._told.add(error)
                    where = shown(result.path) or "the root"
                    words = "%s failed at %s in %s: %s (told once a scan)"
                    _log.warning(words, error.type, error.step, where, error.reason)


def is_of_works(error: Exception) -> bool:
    """Tell whether works may be why a batch was not written; a database that is away or full is another matter."""
    return not isinstance(error, StorageError) or isinstance(error, ConstraintViolated) or type(error) is StorageError


def refused(result: FolderResult, error: Exception) -> FolderResult:
    """Take the works out of a folder's result, because they could not be taken in."""
    reason = f"its works cannot be taken in: {type(error).__name__}: {error}"[:_LONGEST]
    errors = tuple(StepError(type=kind, step="assemble", code="error", reason=reason) for kind in result.works)
    return dataclasses.replace(result, works={}, errors=(*result.errors, *errors))


def of_disk(error: WorkerError) -> bool:
    """Tell whether the system itself refused something; whatever else ends a worker is no word about the disk."""
    return isinstance(error, WorkerFailed) and error.errno is not None


def broken_off(root: Root, error: WorkerError) -> Root:
    """Say that the scan of a root broke off; the root stays what it is."""
    _log.error("the scan of %s broke off", root.text, exc_info=error)
    reason = f"The scan of {root.text} broke off: {error}. The log has more; nothing was removed. Scan again."
    return dataclasses.replace(root, reason=reason)
