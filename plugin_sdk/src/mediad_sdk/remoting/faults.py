"""Errors between processes: those of the SDK by their code, whatever else as the bug that it is."""

from __future__ import annotations

import asyncio
from traceback import format_exception
from typing import Any

from mediad_sdk.errors import (
    AuthError,
    Conflict,
    Forbidden,
    Gone,
    Invalid,
    MediadError,
    NotFound,
    PluginFault,
    RateLimited,
    Unavailable,
    Unsupported,
    UserError,
)

_CODES: dict[str, type[MediadError]] = {
    each.code: each
    for each in (
        MediadError, PluginFault, NotFound, Unavailable, RateLimited, AuthError, Unsupported, UserError, Invalid,
        Forbidden, Conflict, Gone,
    )
}  # fmt: skip  # a list to read, not to scroll
_KNOWN = frozenset(_CODES.values())
_TRACE = 8000
ORIGIN = "_mediad_origin"
"""What an error carries that may come back to where it was raised: there it is itself again."""


class RemoteBug(Exception):
    """Something that is no error of the SDK was raised on the other side; its traceback is a note, for the log."""

    def __init__(self, kind: str, message: str, trace: str = "") -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind
        self.message = message
        self.trace = trace
        if trace:
            self.add_note(f"Over there:\n{trace}")


def to_wire(error: BaseException, *, trace: bool = True) -> dict[str, Any]:
    """Write an error down; the traceback only where the other side may see our code."""
    if isinstance(error, asyncio.CancelledError):
        return {"cancelled": True}
    known = next((each for each in type(error).__mro__ if each in _KNOWN), None)
    if known is None:
        lines = "".join(format_exception(error))[-_TRACE:] if trace else ""
        if isinstance(error, RemoteBug):  # it comes from the side that it goes to
            return {"type": error.kind, "message": error.message, "trace": lines}
        return {"type": type(error).__name__, "message": str(error), "trace": lines}
    told: dict[str, Any] = {"base": known.code, "message": str(error)}
    told |= {name: str(getattr(error, name, "")) for name in ("code", "remedy")}
    for name in ("retry_after", "places", ORIGIN):
        if (value := getattr(error, name, None)) is not None:
            told[name] = value
    return told


def is_own(error: BaseException) -> bool:
    """Tell whether an error is of a class below those of the SDK, of which the other side knows nothing."""
    return isinstance(error, MediadError) and type(error) not in _KNOWN


def from_wire(told: dict[str, Any]) -> BaseException:
    """Read an error."""
    if told.get("cancelled"):
        return asyncio.CancelledError()
    known = _CODES.get(told.get("base", ""))
    if known is None:
        return RemoteBug(str(told.get("type", "Exception")), str(told.get("message", "")), str(told.get("trace", "")))
    more: dict[str, Any] = {}
    if issubclass(known, Unavailable):
        more["retry_after"] = told.get("retry_after")
    if issubclass(known, Invalid):
        more["places"] = tuple((str(place), str(sentence)) for place, sentence in told.get("places", ()))
    error = known(str(told.get("message", "")), remedy=str(told.get("remedy", "")), **more)
    if origin := told.get(ORIGIN):
        setattr(error, ORIGIN, origin)
    if code := str(told.get("code", "")):
        setattr(error, "code", code)  # noqa: B010  # of a class that is not known here
    return error
