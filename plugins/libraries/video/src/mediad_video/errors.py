"""Why a file cannot be read as a film."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class Empty(Unsupported):
    """The file has no bytes."""

    code = "empty"
    remedy = "Copy the file again; it may not have finished."


class NotVideo(Unsupported):
    """The file is not video of a kind that is known here, whatever its name says."""

    code = "not_video"
    remedy = "Check what the file really is, or remove it from the library's folder."


class Truncated(Unsupported):
    """The file ends before what its own head promises."""

    code = "truncated"
    remedy = "Copy the file again; it may not have finished."
