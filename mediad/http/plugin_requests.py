"""What a plugin gets of a request, with its credentials and without them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from mediad.http.inputs import read_body
from mediad.http.problems import QueryInvalid
from mediad_sdk.values.http import Request

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from aiohttp import web

    from mediad.accounts.identities import Identity

LARGEST_BODY = 1 << 20
_CREDENTIALS = frozenset({"authorization", "cookie", "proxy-authorization"})
_FORM = "application/x-www-form-urlencoded"


async def read_request(raw: web.BaseRequest, path: str, params: Mapping[str, str], address: str) -> Request:
    """Read a request with everything in it; nobody's, until somebody is known to call."""
    body = await read_body(raw, LARGEST_BODY)
    form = body.decode("utf-8", "replace") if raw.content_type == _FORM else ""
    found = bare_request(raw, path, address, form)
    for name, values in found.parameters.items():
        if any("\0" in value for value in values):
            raise QueryInvalid("A parameter holds a NUL.", places=((name, "may not hold a NUL"),))
    return replace(found, params=params, body=body)


def bare_request(raw: web.BaseRequest, path: str, address: str, form: str = "") -> Request:
    """Make a request of what is known before its body is read."""
    query = parse_qsl(raw.raw_path.partition("?")[2], keep_blank_values=True)
    parameters: dict[str, list[str]] = {}
    for name, value in (*query, *parse_qsl(form, keep_blank_values=True)):
        parameters.setdefault(name, []).append(value)
    return Request(
        method=raw.method, path=path, params={}, query=dict(query), body=b"", user="", permissions=frozenset(),
        headers={name.lower(): value for name, value in raw.headers.items()}, address=address,
        parameters={name: tuple(values) for name, values in parameters.items()},
    )  # fmt: skip


def for_handler(request: Request, actor: Identity | None, secret: Collection[str] = ()) -> Request:
    """Give the request as a handler gets it: with its caller, without credentials."""
    given = {name: value for name, value in request.parameters.items() if name not in secret}
    return replace(
        request,
        headers={name: value for name, value in request.headers.items() if name not in _CREDENTIALS},
        query={name: value for name, value in request.query.items() if name not in secret},
        parameters=given,
        body=b"" if secret and len(given) != len(request.parameters) else request.body,
        user=actor.uid if actor else "",
        permissions=actor.permissions if actor else frozenset(),
    )
