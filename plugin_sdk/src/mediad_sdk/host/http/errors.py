"""What a status means for a plugin."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Literal

from mediad_sdk.errors import AuthError, NotFound, PluginFault, RateLimited, Unavailable

_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)
_ABSENT = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_LATER = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY)


def raise_for(
    status: int, headers: Mapping[str, str], asked: tuple[str, str], expect: Collection[int] | Literal["any"] = ()
) -> None:
    """Turn a status that means failure into its error, unless it is expected.

    Of what was `asked`, method and host are told; path, query and headers may hold secrets.
    """
    if status < HTTPStatus.BAD_REQUEST or expect == "any" or status in expect:
        return
    method, host = asked
    said = f"{host} answered {method} with {status}."
    if status in _ABSENT:
        raise NotFound(said)
    if status in _REFUSED:
        raise AuthError(
            said, remedy="Look at the key or the password in the settings, and at what it is allowed there."
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RateLimited(f"{host} asked for a pause.", retry_after=pause(headers))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _LATER:
        raise Unavailable(said, retry_after=pause(headers))
    raise PluginFault(said, remedy="It did not take the request as it was; compare it with its documentation.")


def pause(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After`: seconds, or a date, which is compared with the other side's own clock where it tells it."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal() and said.isascii():
        return float(said[:9])
    then = _moment(said)
    if then is None:
        return None
    now = _moment(headers.get("date", ""))
    return max(0.0, then - (time.time() if now is None else now))


def _moment(text: str) -> float | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  # imported when first used: few answers have a date

    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
