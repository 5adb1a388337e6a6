"""People as protocols with a sign-in of their own are lent them: a check of credentials, and nothing to keep."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from mediad_sdk.errors import AuthError
from mediad_sdk.values.delivery import Caller

if TYPE_CHECKING:
    from mediad.accounts.identities import Identities, Identity

_MOST = 1_000


class Passwords(Protocol):
    """Checks application passwords."""

    async def by_password(self, name: str, password: str, *, address: str = "") -> Identity:
        """Find who signs in with an application password."""

    async def by_digest(self, name: str, digest: str, salt: str, *, address: str = "") -> Identity:
        """Find who sends `md5(password + salt)`."""


class Vouched:
    """Remembers whom the daemon vouched for, so that a plugin cannot make a caller up."""

    def __init__(self) -> None:
        self._known: OrderedDict[Caller, Identity] = OrderedDict()

    def note(self, identity: Identity) -> Caller:
        """Vouch for somebody."""
        caller = Caller(user=identity.uid, name=identity.name, permissions=identity.permissions)
        self._known[caller] = identity
        self._known.move_to_end(caller)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return caller

    def identity(self, caller: Caller) -> Identity:
        """Give the identity behind a caller; raises `AuthError` for one that was made up."""
        if (found := self._known.get(caller)) is None:
            raise AuthError("The sign-in gave a caller whom nobody has checked.")
        return found


class Doorkeeper:
    """Obeys the SDK's `People`."""

    def __init__(self, identities: Identities, passwords: Passwords, vouched: Vouched) -> None:
        self._identities = identities
        self._passwords = passwords
        self._vouched = vouched

    async def by_key(self, key: str) -> Caller:
        """Find the owner of an API key; a session's token is none."""
        found = await self._identities.of(key)
        if found is None or not found.key:
            raise AuthError("The API key is wrong.")
        return self._vouched.note(found)

    async def by_password(self, name: str, password: str, *, address: str = "") -> Caller:
        """Check an application password."""
        return self._vouched.note(await self._passwords.by_password(name, password, address=address))

    async def by_digest(self, name: str, digest: str, salt: str, *, address: str = "") -> Caller:
        """Check a salted digest of an application password."""
        return self._vouched.note(await self._passwords.by_digest(name, digest, salt, address=address))
