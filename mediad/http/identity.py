"""Who asks: the actor of a request, and the port that turns a token into one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mediad.http.peers import Peer

EVERYTHING = "*"
COOKIE = "mediad_session"
_BEARER = "bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The user, key or local process on whose behalf a request runs.

    `viewer` is what the read ports of the storage filter by; `permissions` holds names, or `EVERYTHING`.
    """

    name: str
    permissions: frozenset[str] = frozenset()
    user: str | None = None
    key: str | None = None
    viewer: object = None

    def may(self, permission: str) -> bool:
        """Say whether this actor holds a permission."""
        return permission in self.permissions or EVERYTHING in self.permissions


class Authenticator(Protocol):
    """What the accounts room lends: tokens and the local administrator."""

    async def authenticate(self, token: str) -> Actor | None:
        """Find the actor of a key or session token; None when it is unknown, expired or revoked."""

    async def administrator(self) -> Actor:
        """Give the actor that local processes of the daemon's own user act as."""


def bearer_token(authorization: str | None) -> str | None:
    """Take the token out of an Authorization header; other schemes are nobody's."""
    if authorization is None or authorization[:7].lower() != _BEARER:
        return None
    return authorization[7:].strip() or None


async def identify(authenticator: Authenticator, token: str | None, peer: Peer) -> Actor | None:
    """Find who asks: a token decides alone; without one, a direct local peer is the administrator."""
    if token is not None:
        return await authenticator.authenticate(token)
    if peer.local:
        return await authenticator.administrator()
    return None
