"""Exit codes: the same for every command, and documented in the reference."""

from __future__ import annotations

from enum import IntEnum

from mediad_sdk.errors import MediadError


class Code(IntEnum):
    """What a command's end means."""

    DONE = 0
    FAILED = 1
    """What was asked for was tried and failed."""
    USAGE = 2
    """The command line was not understood."""
    MISSING = 3
    """Something must be installed first."""
    AWAY = 4
    """The daemon does not answer on its socket."""
    REFUSED = 5
    """The daemon refused: a mistake in what was asked, or not allowed."""
    NOT_FOUND = 6
    """There is no such thing."""
    CONFIGURATION = 78
    """The configuration has mistakes (EX_CONFIG of sysexits.h, so that systemd does not restart in vain)."""


class CommandError(MediadError):
    """The command ends here, with a sentence and a code."""

    def __init__(self, message: str, *, code: Code = Code.FAILED, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.exit_code = code
