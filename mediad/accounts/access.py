"""Ways in: passwords that open sessions, and API keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad.accounts.passwords import LONGEST
from mediad.accounts.tokens import KEY, SESSION, digest, hint, new_token
from mediad.accounts.users import Profile
from mediad.storage.ports import accounts as port
from mediad.storage.ports.ids import new_uids
from mediad_sdk.errors import AuthError, Invalid, NotFound
from mediad_sdk.permissions import EVERYTHING, PERMISSIONS
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.accounts.passwords import Passwords
    from mediad.accounts.users import Users
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock

SESSION_MS = 24 * 3_600_000


class Access:
    """Opens sessions, makes and revokes keys."""

    def __init__(self, storage: Storage, clock: Clock, passwords: Passwords) -> None:
        self._storage = storage
        self._clock = clock
        self._passwords = passwords

    async def sign_in(self, name: str, password: str, *, agent: str = "", address: str = "") -> tuple[str, int]:
        """Check a password and open a session; gives its token and when it ends. Raises `AuthError`."""
        account = await port.by_name(self._storage, fold(name))
        usable = account if account and not account.disabled else None
        if not await self._passwords.check(usable.password if usable else "", password[:LONGEST]) or usable is None:
            raise AuthError("the name or the password is wrong")
        token, now = new_token(SESSION), self._clock.now_ms()
        row = {
            "token": digest(token), "account": usable.id, "created": now, "expires": now + SESSION_MS,
            "agent": agent[:200], "address": address,
        }  # fmt: skip
        await self._storage.write(lambda tx: tx.execute("accounts.open_session", row))
        return token, now + SESSION_MS

    async def sign_out(self, token: str) -> None:
        """End a session."""

        async def unit(tx: Transaction) -> None:
            await tx.execute("accounts.close_session", (digest(token),))
            tx.announce(port.TOPIC)

        await self._storage.write(unit)

    async def add_key(
        self, account: int, name: str, scopes: Sequence[str] = (EVERYTHING,), *, expires: int | None = None
    ) -> tuple[str, str]:
        """Make an API key; gives its public id and the key itself, which is never shown again."""
        unknown = [scope for scope in scopes if scope != EVERYTHING and scope not in PERMISSIONS]
        if unknown or not scopes:
            raise Invalid("a key needs known scopes", places=(("/scopes", f"unknown: {', '.join(unknown) or 'none'}"),))
        token, now = new_token(KEY), self._clock.now_ms()
        if expires is not None and expires <= now:
            raise Invalid("a key needs a time to live", places=(("/expires", "is past"),))
        uid = new_uids(now, 1)[0]

        async def unit(tx: Transaction) -> None:
            row = {
                "id": await tx.reserve("api_key"), "uid": uid, "account": account, "name": name,
                "token": digest(token), "hint": hint(token), "scopes": json.dumps(list(scopes)), "created": now,
                "expires": expires,
            }  # fmt: skip
            await tx.execute("accounts.add_key", row)

        await self._storage.write(unit)
        return uid, token

    async def revoke_key(self, uid: str, *, owner: int | None = None) -> None:
        """Revoke a key, of this owner alone when one is given; raises `NotFound`."""
        held_by = await self._storage.fetch_value("accounts.key_owner", (uid,))
        if held_by is None or owner not in (None, held_by):
            raise NotFound(f"there is no key {uid}")

        async def unit(tx: Transaction) -> None:
            await tx.execute("accounts.revoke_key", {"now": self._clock.now_ms(), "uid": uid})
            tx.announce(port.TOPIC)

        await self._storage.write(unit)

    async def first_key(self, users: Users) -> str | None:
        """Make the first administrator and a key for it; None when there is one already."""
        if await self._storage.fetch_value("accounts.administrators"):
            return None
        account = await users.add(Profile(name="admin", role="administrator"))
        _, token = await self.add_key(account.id, "first key")
        return token
