"""The protocol's errors by number, and which of ours they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.errors import AuthError, Forbidden, Gone, Invalid, NotFound, UserError

if TYPE_CHECKING:
    from mediad_sdk.errors import MediadError

GENERIC = 0
MISSING = 10
CLIENT_TOO_OLD = 20
SERVER_TOO_OLD = 30
WRONG = 40
TWO_WAYS = 43
WRONG_KEY = 44
FORBIDDEN = 50
NOT_FOUND = 70

_CODE = "subsonic_"
_NUMBERS: dict[type[MediadError], int] = {AuthError: WRONG, Forbidden: FORBIDDEN, NotFound: NOT_FOUND, Gone: NOT_FOUND}
_STATUS = {
    "route_not_found": 404,
    "method_not_allowed": 405,
    "body_timeout": 408,
    "body_too_large": 413,
    "range_not_satisfiable": 416,
    "host_refused": 421,
    "too_many_requests": 429,
    "rate_limited": 429,
}
_SAID = frozenset(
    {
        "unavailable", "unsupported", "source_away", "picture_damaged", "picture_too_large", "picture_crash",
        "picture_timeout", "encode_failed", "source_unreadable",
    }
)  # fmt: skip  # a list of codes
"""What keeps bytes from being sent, and is no fault of the server."""


class Refused(UserError):
    """The request cannot be answered; the protocol's number is in the code, which is kept between processes, too."""

    code = _CODE

    def __init__(self, number: int, message: str, *, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.code = f"{_CODE}{number}"  # type: ignore[misc]  # one class, and a code for each number


def missing(name: str) -> Refused:
    """Name a parameter that is not there."""
    return Refused(MISSING, f"Required parameter is missing: {name}.")


def number_of(error: MediadError) -> int:
    """Give the protocol's number of an error."""
    if error.code.startswith(_CODE):
        return int(error.code.removeprefix(_CODE))
    if error.code == "route_not_found":
        return NOT_FOUND
    return next((_NUMBERS[each] for each in type(error).__mro__ if each in _NUMBERS), GENERIC)


def status_of(error: MediadError) -> int:
    """Give the HTTP status: 200 for what the protocol itself refuses, so that apps read why; else what HTTP says."""
    if error.code in _STATUS:
        return _STATUS[error.code]
    is_ours = isinstance(error, (UserError, Invalid, *_NUMBERS)) or error.code in _SAID
    return 200 if is_ours else 500
