"""Why a picture could not be made, and for how long the answer holds: a file stays damaged, a busy machine does not.

| what happened in the worker                                   | code                   | answer | seconds |
|---------------------------------------------------------------|------------------------|--------|---------|
| the decoder refused the bytes                                 | `picture_damaged`      | 422    | 600     |
| it wanted more memory or more pixels than it may have         | `picture_too_large`    | 422    | 600     |
| it ended by a signal: the decoder has a fault                 | `picture_crash`        | 422    | 600     |
| it took too long                                              | `picture_timeout`      | 503    | 60      |
| the disk refused or hung, the file changed, memory was short   | `unavailable`          | 503    | 0       |
"""

from __future__ import annotations

import time
from copy import copy
from typing import ClassVar

from mediad.workers.errors import WorkerFailed, WorkerStopped
from mediad_sdk.errors import MediadError, Unavailable, Unsupported

_LASTING, _PASSING = 600.0, 60.0
_MOST = 1000
_OUTSIZED = ("memory", "too_large", "output_too_large")
_ELSEWHERE = ("changed", "load_failed")
_BOMB = "DecompressionBomb"


class PictureDamagedError(Unsupported):
    """The picture cannot be shown."""

    code = "picture_damaged"
    remedy = "Replace the picture file, or the picture inside the media file."
    lasts: ClassVar[float] = _LASTING


class PictureTooLargeError(PictureDamagedError):
    """The picture is larger than a worker may decode."""

    code = "picture_too_large"
    remedy = "Save the picture with fewer pixels."


class PictureCrashError(PictureDamagedError):
    """The decoder of the picture ended on it."""

    code = "picture_crash"
    remedy = "Replace the picture file; if other programs show it, the plugin that decodes it has a fault."


class PictureTimeoutError(Unavailable):
    """The picture took too long to make."""

    code = "picture_timeout"
    remedy = "Ask again in a minute; if this repeats, save the picture with fewer pixels or in another format."
    lasts: ClassVar[float] = _PASSING


def reason(error: MediadError, name: str) -> MediadError:
    """Give what is answered for a failure in a worker.

    Args:
        error: What the worker, or the daemon about it, said.
        name: The picture, for people.
    """
    said = f"{name} has no picture that can be shown: {error}"
    if isinstance(error, WorkerStopped):
        return _stopped(error, name, said)
    if not isinstance(error, WorkerFailed) or error.errno is not None or error.data["code"] in _ELSEWHERE:
        return Unavailable(f"{name} cannot be read now: {error}")
    code = error.data["code"]
    if code == "timeout":
        return PictureTimeoutError(said, retry_after=_PASSING)
    if code in _OUTSIZED or _BOMB in error.data["reason"]:
        return PictureTooLargeError(said)
    return PictureDamagedError(said)


def _stopped(error: WorkerStopped, name: str, said: str) -> MediadError:
    if error.why == "crash":
        return PictureCrashError(said)
    if error.why == "timeout" and not error.hung:
        return PictureTimeoutError(said, retry_after=_PASSING)
    return Unavailable(f"{name} cannot be read now: {error}")


class Failed:
    """Pictures that could not be made a moment ago: nobody decodes them again for each one who looks.

    Copies of errors are kept and raised: an error that was raised holds on to the bytes of its picture.
    """

    def __init__(self) -> None:
        self._until: dict[str, tuple[float, MediadError]] = {}

    def check(self, key: str) -> None:
        """Raise what a picture failed with, while that holds."""
        if (found := self._until.get(key)) and time.monotonic() < found[0]:
            raise copy(found[1])

    def note(self, key: str, error: MediadError) -> None:
        """Remember a failure for as long as it lasts."""
        if lasts := getattr(error, "lasts", 0.0):
            if len(self._until) >= _MOST:
                self._until.clear()
            self._until[key] = time.monotonic() + lasts, copy(error)
