"""Why a file cannot be read as a book."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class Empty(Unsupported):
    """The file has no bytes."""

    code = "empty"
    remedy = "Copy the file again; it may not have finished."


class NotBook(Unsupported):
    """The file is no book of a kind that is known here, whatever its name says."""

    code = "not_a_book"
    remedy = "Check what the file really is, or remove it from the library's folder."


class Damaged(Unsupported):
    """The file begins like a book, but cannot be read."""

    code = "damaged"
    remedy = "Restore the file from a backup or copy it again."
