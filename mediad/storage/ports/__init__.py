"""The storage door of the rooms: the interface of the engines, and one module an aggregate.

A port is a class over a `Transaction` or a `Reader` that runs named statements of `storage/sql/<aggregate>.sql`. It is
written once for both engines; where the dialects differ, the statement has two texts under one name.
"""

from __future__ import annotations

from mediad.storage.errors import ConstraintViolated, StorageError, StorageFull, StorageUnavailable
from mediad.storage.units import Reader, Row, Storage, Transaction

__all__ = [
    "ConstraintViolated", "Reader", "Row", "Storage", "StorageError", "StorageFull", "StorageUnavailable",
    "Transaction",
]  # fmt: skip  # two lines say it
