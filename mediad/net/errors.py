"""What the network room raises beside the SDK's errors."""

from __future__ import annotations

from mediad_sdk.errors import Unavailable


class NoAnswer(Unavailable):
    """The other side gave no answer that can be used.

    Attributes:
        sent: Whether it may have acted on the request.
        again: Whether asking again may help.
    """

    def __init__(self, message: str, *, remedy: str = "", sent: bool = True, again: bool = True) -> None:
        super().__init__(message, remedy=remedy)
        self.sent = sent
        self.again = again
