"""Ways in: passwords that open sessions, and API keys."""

from __future__ import annotations

import json
import logging
from dataclasses import field
from typing import TYPE_CHECKING

from mediad.accounts.passwords import LONGEST
from mediad.accounts.tokens import KEY, SESSION, digest, hint, new_token
from mediad.accounts.users import Profile
from mediad.storage.ports import accounts as port
from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.permissions import EVERYTHING, PERMISSIONS
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.accounts.passwords import Passwords
    from mediad.accounts.users import Users
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock

SESSION_MS = 24 * 3_600_000
_log = logging.getLogger("mediad.accounts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The program that somebody signs in with: what it calls itself, and where it is."""

    agent: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session that was opened: its token, and when it ends in milliseconds since 1970."""

    token: str = field(repr=False)
    expires: int


class Access:
    """Opens sessions, makes and revokes keys."""

    def __init__(self, storage: Storage, clock: Clock, passwords: Passwords) -> None:
        self._storage = storage
        self._clock = clock
        self._passwords = passwords

    async def check(self, name: str, password: str) -> port.Account | None:
        """Find whose name and password these are; None for nobody, who takes as long."""
        account = await port.by_name(self._storage, fold(name))
        usable = account if account and not account.disabled else None
        right = await self._passwords.check(usable.password if usable else "", password[:LONGEST])
        return usable if right else None

    async def open(self, account: port.Account, client: Client, *, method: str = "") -> Opened:
        """Open a session; `method` is the plugin instance that vouched for them."""
        token, now = new_token(SESSION), self._clock.now_ms()
        row = {
            "token": digest(token), "account": account.id, "created": now, "expires": now + SESSION_MS,
            "agent": client.agent[:200], "address": client.address, "method": method,
        }  # fmt: skip
        await self._storage.write(lambda tx: tx.execute("accounts.open_session", row))
        _log.info("%r signed in by %s from %s", account.name, method or "password", client.address or "here")
        return Opened(token=token, expires=now + SESSION_MS)

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
