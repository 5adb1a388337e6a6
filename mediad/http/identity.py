"""Who asks: from a header, a cookie or a local peer to an identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mediad_sdk.permissions import EVERYTHING

if TYPE_CHECKING:
    from mediad.accounts.identities import Identity
    from mediad.http.peers import Peer

COOKIE = "mediad_session"
_BEARER = "bearer "


class Authenticator(Protocol):
    """What the accounts room lends: the identity behind a token, and that of local processes."""

    async def of(self, token: str) -> Identity | None:
        """Find who a key or session token stands for; None when it is unknown, expired or revoked."""

    async def local(self) -> Identity:
        """Give the identity that local processes of the daemon's own user act as."""


def may(identity: Identity, permission: str) -> bool:
    """Say whether an identity holds a permission."""
    return permission in identity.permissions or EVERYTHING in identity.permissions


def bearer_token(authorization: str | None) -> str | None:
    """Take the token out of an Authorization header; other schemes are nobody's."""
    if authorization is None or authorization[:7].lower() != _BEARER:
        return None
    return authorization[7:].strip() or None


async def identify(authenticator: Authenticator, token: str | None, peer: Peer) -> Identity | None:
    """Find who asks: a token decides alone; without one, a direct local peer is the administrator."""
    if token is not None:
        return await authenticator.of(token)
    if peer.local:
        return await authenticator.local()
    return None
