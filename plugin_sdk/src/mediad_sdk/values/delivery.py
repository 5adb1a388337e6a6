"""Delivery protocols: other programs' APIs, spoken by mediad under a path of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError
from mediad_sdk.values.http import Request, Response, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whom a protocol's own sign-in found; `context.people` gives one.

    Attributes:
        user: The public id of the account.
        name: Its name.
        permissions: What it may do.
    """

    user: str
    name: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A protocol that existing apps speak.

    Its routes lie at the root of the server, below `prefix`. Each names its permission, and the daemon checks it
    against the caller that `sign_in` found, before the handler runs.

    Attributes:
        id: Permanent name: `opensubsonic`.
        label: What people read.
        prefix: `/rest`; nobody else's, and none of the daemon's own.
        routes: The routes below the prefix; the permission `public` stands for what anybody may ask.
        sign_in: Finds the caller by the protocol's own rules; here, and only here, the request carries its credentials.
            None means nobody: routes that need somebody are refused. Raise `AuthError` for wrong credentials.
        refuse: Gives errors the protocol's own shape and status: those of the daemon, of `sign_in` and of handlers.
        credentials: Names of parameters that only `sign_in` may see; they are taken out of what handlers get.
    """

    id: str
    label: str
    prefix: str
    routes: tuple[Route, ...]
    sign_in: Annotated[Callable[[Request], Awaitable[Caller | None]], Call(limit=10, strikes=0)]
    refuse: Annotated[Callable[[Request, MediadError], Response], Call(inline=True)]
    credentials: tuple[str, ...] = ()
