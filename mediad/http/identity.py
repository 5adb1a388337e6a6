"""Who asks: from a header, a cookie or a local peer to an identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mediad.http.problems import RequestMalformed
from mediad_sdk.permissions import EVERYTHING

if TYPE_CHECKING:
    from multidict import MultiMapping

    from mediad.accounts.identities import Identity
    from mediad.http.limits import RateLimit
    from mediad.http.peers import Peer

COOKIE = "mediad_session"
_BEARER = "bearer "
_NONE: tuple[str, ...] = ()


class Authenticator(Protocol):
    """What the accounts room lends: the identity behind a token, and that of local processes."""

    def recall(self, token: str) -> Identity | None:
        """Give the identity of a token from memory alone; None says nothing about the token."""

    def proven(self, token: str) -> bool:
        """Tell, from memory alone, whether a token stood for somebody when it was last looked up."""

    async def of(self, token: str) -> Identity | None:
        """Find who a key or session token stands for; None when it is unknown, expired or revoked."""

    async def local(self) -> Identity:
        """Give the identity that local processes of the daemon's own user act as."""


def may(identity: Identity, permission: str) -> bool:
    """Say whether an identity holds a permission."""
    return permission in identity.permissions or EVERYTHING in identity.permissions


def bearer_token(headers: MultiMapping[str]) -> str | None:
    """Take the token out of the Authorization header; other schemes are nobody's, and two headers nobody's as well."""
    given = headers.getall("Authorization", _NONE)
    if len(given) > 1:  # whoever stands before us may have looked at the other one
        raise RequestMalformed("The request has more than one Authorization header.", remedy="Send one.")
    if not given or given[0][:7].lower() != _BEARER:
        return None
    return given[0][7:].strip() or None


async def identify(
    authenticator: Authenticator, limit: RateLimit, token: str | None, peer: Peer, *, counted: bool = True
) -> Identity | None:
    """Find who asks: a token decides alone; without one, a direct local peer is the administrator.

    Only who is nobody counts against an address, but the look-up that tells is paid before: a token that never stood
    for anybody in this process takes one of its address's requests, and gets it back when it proves good. So an
    address that has none left costs no work on the database. Keys in use pass, for they are proven, and stay so when
    rights change; a key that is new to the process waits as long as Retry-After says. Addresses that never count
    (health) look nothing up.
    """
    if token is None:
        if peer.local:
            return await authenticator.local()
        if counted:
            limit.take(peer.address)
        return None
    if (known := authenticator.recall(token)) is not None or not counted:
        return known
    proven = authenticator.proven(token)
    if not proven:
        limit.take(peer.address)
    found = await authenticator.of(token)
    if found is not None and not proven:
        limit.give_back(peer.address)
    return found
