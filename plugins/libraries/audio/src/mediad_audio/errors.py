"""Why a file cannot be read as music."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class Empty(Unsupported):
    """The file has no bytes."""

    code = "empty"
    remedy = "Copy the file again; it may not have finished."


class NotAudio(Unsupported):
    """The file is not audio of a kind that is known here, whatever its name says."""

    code = "not_audio"
    remedy = "Check what the file really is, or remove it from the library's folder."


class Damaged(Unsupported):
    """The file begins like audio, but cannot be read to its end."""

    code = "damaged"
    remedy = "Restore the file from a backup or copy it again."


class Truncated(Damaged):
    """The file ends before the sound that it declares does."""

    code = "truncated"
    remedy = "Copy the file again; it may not have finished."
