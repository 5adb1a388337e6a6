"""Errors as problem details (RFC 9457): one status for each error class, one JSON shape for all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from mediad.plugins.errors import PluginError, PluginPaused, whose
from mediad.storage.ports import ConstraintViolated, StorageFull, StorageUnavailable
from mediad.telemetry.masking import MASK
from mediad_sdk import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEM_MEDIA_TYPE = "application/problem+json"
# A name and no address: it is the same behind every proxy, and promises no page.
_PROBLEM_NAME = "urn:mediad:problem:"


class HttpProblem(errors.MediadError):
    """A refusal that only the HTTP room makes."""

    status: ClassVar[int] = 400
    code = "bad_request"

    def __init__(self, message: str = "", *, remedy: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.headers = headers or {}


class BodyMalformed(HttpProblem):
    """The body is not JSON."""

    code = "body_malformed"
    remedy = "Send one JSON value in UTF-8."


class RequestMalformed(HttpProblem):
    """The request is not HTTP, or a line of it is too long."""

    code = "request_malformed"
    remedy = "Send well-formed HTTP with an address and headers of 8 KiB at most."


class CursorInvalid(HttpProblem):
    """The cursor was not made by this list."""

    code = "cursor_invalid"
    remedy = "Start again without a cursor, and take over the value of `next` unchanged."


class QueryInvalid(errors.Invalid):
    """The query was refused."""

    code = "query_invalid"
    remedy = "Correct the named parameters; the API page shows what is expected."


class HostMissing(HttpProblem):
    """The request names no host, or more than one."""

    code = "host_missing"
    remedy = "Send one Host header."


class Unauthenticated(HttpProblem):
    """This needs a valid key."""

    status = 401
    code = "unauthenticated"
    remedy = "Send `Authorization: Bearer <key>`; `mediad key add` makes a key."


class CredentialsWrong(HttpProblem):
    """The name or the password is wrong."""

    status = 401
    code = "credentials_wrong"
    remedy = "Check both; an administrator can set a new password with `mediad user password`."


class SignInRefused(HttpProblem):
    """The sign-in was refused."""

    status = 403
    code = "sign_in_refused"
    remedy = "Begin it again."


class NoAccount(HttpProblem):
    """This belongs to a user, and who administers over the local socket is none."""

    status = 403
    code = "no_account"
    remedy = "Ask with the key of a user; `mediad key add --user NAME` makes one."


class OriginRefused(HttpProblem):
    """A page of another origin may not change anything here."""

    status = 403
    code = "origin_refused"
    remedy = "Add the origin to `server.cors_origins`, or send the request with a key and without a browser's cookie."


class RouteNotFound(HttpProblem):
    """There is nothing at this address."""

    status = 404
    code = "route_not_found"
    remedy = "Look the address up in the API page."


class MethodNotAllowed(HttpProblem):
    """This address does not answer to this method."""

    status = 405
    code = "method_not_allowed"
    remedy = "Use one of the methods in the Allow header."


class BodyTimeout(HttpProblem):
    """The body did not arrive in time."""

    status = 408
    code = "body_timeout"
    remedy = "Send the request again over a better connection."


class PreconditionFailed(HttpProblem):
    """It was changed since it was read."""

    status = 412
    code = "precondition_failed"
    remedy = "Read it again, and repeat the edit with the new ETag in If-Match."


class BodyTooLarge(HttpProblem):
    """The body is larger than this address takes."""

    status = 413
    code = "body_too_large"
    remedy = "Send less at once."


class MediaTypeRefused(HttpProblem):
    """The body is not of a type that this address takes."""

    status = 415
    code = "media_type_refused"
    remedy = "Send JSON with `Content-Type: application/json`."


class RangeNotSatisfiable(HttpProblem):
    """The range lies outside the file."""

    status = 416
    code = "range_not_satisfiable"
    remedy = "Ask for bytes below the size in the Content-Range header."


class HostRefused(HttpProblem):
    """This name is not one of the daemon's names."""

    status = 421
    code = "host_refused"
    remedy = "Add the name to `server.allowed_hosts`, or use the IP address."


class PreconditionRequired(HttpProblem):
    """An edit must say which version it changes."""

    status = 428
    code = "precondition_required"
    remedy = "Send the ETag that came with the resource in If-Match."


class TooManyRequests(HttpProblem):
    """Too many requests without a key from this address."""

    status = 429
    code = "too_many_requests"
    remedy = "Wait as long as Retry-After says, or send a key."


class NotReady(HttpProblem):
    """The daemon is not ready yet."""

    status = 503
    code = "not_ready"
    remedy = "Try again in a moment; readyz says what is missing."


_STATUS: dict[type[errors.MediadError], int] = {
    QueryInvalid: 400,
    PluginPaused: 503,
    PluginError: 500,
    errors.Invalid: 422,
    errors.Unsupported: 422,
    errors.UserError: 422,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Gone: 410,
    errors.Unavailable: 503,
    StorageUnavailable: 503,
    ConstraintViolated: 409,
    StorageFull: 507,
    errors.AuthError: 502,
    errors.PluginFault: 502,
    errors.MediadError: 500,
}


def status_of(kind: type[errors.MediadError]) -> int:
    """Say which status an error class is answered with; the nearest known ancestor decides."""
    if issubclass(kind, HttpProblem):
        return kind.status
    return next(_STATUS[base] for base in kind.__mro__ if base in _STATUS)


def title_of(kind: type[errors.MediadError]) -> str:
    """Take the title of an error from the first line of its docstring."""
    return (kind.__doc__ or kind.code).strip().splitlines()[0]


def headers_of(error: errors.MediadError) -> dict[str, str]:
    """Collect the headers that an error asks for."""
    headers = dict(error.headers) if isinstance(error, HttpProblem) else {}
    if isinstance(error, errors.Unavailable | StorageUnavailable) and error.retry_after is not None:
        headers["Retry-After"] = str(max(1, round(error.retry_after)))
    if status_of(type(error)) == Unauthenticated.status:
        headers["WWW-Authenticate"] = 'Bearer realm="mediad"'
    return headers


def document(error: errors.MediadError, request_id: str) -> bytes:
    """Write an error as the body of a problem answer; nothing of the inside of the daemon gets into it."""
    kind = type(error)
    body: dict[str, Any] = {
        "type": _PROBLEM_NAME + error.code,
        "title": title_of(kind),
        "status": status_of(kind),
        "detail": str(error),
        "code": error.code,
        "remedy": error.remedy,
        "request_id": request_id,
        **whose(error),
    }
    if isinstance(error, errors.Invalid) and error.places:
        body["errors"] = [{"pointer": place, "detail": sentence} for place, sentence in error.places]
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return MASK(text).encode("utf-8", "backslashreplace")


class Internal(errors.MediadError):
    """Something went wrong inside the daemon."""

    code = "internal"
    remedy = "The log names the cause beside this request id."
