"""People without accounts: whom a test lets in."""

from __future__ import annotations

import hashlib

from mediad_sdk.errors import AuthError
from mediad_sdk.values.delivery import Caller


class FakePeople:
    """The people whom a test lets in: callers by name, with their application passwords."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, Caller]] = {}

    def add(self, name: str, password: str, *permissions: str) -> Caller:
        """Let somebody in, by name and password, or by the password as a key."""
        caller = Caller(user=f"user-{name}", name=name, permissions=frozenset(permissions))
        self.known[name] = password, caller
        return caller

    async def by_key(self, key: str) -> Caller:
        """Find the owner of a key."""
        for password, caller in self.known.values():
            if password == key:
                return caller
        raise AuthError("The key is wrong.")

    async def by_password(self, name: str, password: str, *, address: str = "") -> Caller:  # noqa: ARG002  # not counted
        """Check a password."""
        known, caller = self.known.get(name, ("", None))
        if caller is None or known != password:
            raise AuthError("Name or password is wrong.")
        return caller

    async def by_digest(self, name: str, digest: str, salt: str, *, address: str = "") -> Caller:  # noqa: ARG002  # as above
        """Check a digest of a password and a salt."""
        known, caller = self.known.get(name, ("", None))
        if caller is None or hashlib.md5(f"{known}{salt}".encode(), usedforsecurity=False).hexdigest() != digest:
            raise AuthError("Name or password is wrong.")
        return caller
