"""Why a file cannot be read as a photo."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class Empty(Unsupported):
    """The file has no bytes."""

    code = "empty"
    remedy = "Copy the file again; it may not have finished."


class NotPhoto(Unsupported):
    """The file is no picture and no clip of a kind that is known here, whatever its name says."""

    code = "not_photo"
    remedy = "Check what the file really is, or remove it from the library's folder."


class Damaged(Unsupported):
    """The file begins like a picture, but tells no size."""

    code = "damaged"
    remedy = "Restore the file from a backup or copy it again."
