"""Application passwords: made for one app, for protocols that sign in with a name and a password.

They are generated, never chosen, and shown once. Protocols that send digests need them in the clear, so they are
sealed and not hashed. The account's own password is never taken for one.
"""

from __future__ import annotations

import secrets
from hashlib import md5
from hmac import compare_digest
from typing import TYPE_CHECKING

from mediad.accounts.failures import Failures
from mediad.accounts.identities import FORGET_ON, USED_EVERY_MS, Identity
from mediad.storage.ports import accounts, app_passwords
from mediad.storage.ports.ids import new_uids
from mediad.vault.errors import SecretLost
from mediad_sdk.data import dataclass
from mediad_sdk.errors import AuthError, Conflict, NotFound
from mediad_sdk.storable import storable
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.accounts.identities import Identities
    from mediad.storage.ports import Storage, Transaction
    from mediad.vault.vault import Vault
    from mediad_sdk.host import Clock

MOST = 50
"""Application passwords of one account: each is tried when one of them signs in."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 5, 5  # 123 bits, to be typed on a television
_MOST_KNOWN = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    identity: Identity
    passwords: tuple[app_passwords.Sealed, ...]


class AppPasswords:
    """Makes, revokes and checks application passwords."""

    def __init__(self, storage: Storage, clock: Clock, identities: Identities, vault: Vault) -> None:
        self._storage = storage
        self._clock = clock
        self._identities = identities
        self._vault = vault
        self._failures = Failures(clock)
        self._known: dict[str, _Known] = {}  # some protocols sign in with every request
        self._heard = 0
        self._used: dict[int, int] = {}
        storage.committed.subscribe(self._hear)

    async def add(self, account: accounts.Account, name: str) -> tuple[str, str]:
        """Make one; gives its public id and the password, which is never shown again."""
        password, now = new_password(), self._clock.now_ms()
        uid = new_uids(now, 1)[0]
        async with self._vault.sealing() as ring:
            sealed = ring.seal(app_passwords.OWNER, app_passwords.bound(account.uid, uid), password)

            async def unit(tx: Transaction) -> None:
                if await tx.fetch_value("app_passwords.count", (account.id,)) >= MOST:
                    raise Conflict(f"An account has {MOST} application passwords.", remedy="Revoke one first.")
                row = {"uid": uid, "account": account.id, "name": name, "secret": sealed, "created": now}
                await tx.execute("app_passwords.add", {"id": await tx.reserve("app_password"), **row})
                tx.announce(accounts.TOPIC)

            await self._storage.write(unit)
        return uid, password

    async def revoke(self, uid: str, *, owner: int | None = None) -> None:
        """Revoke one, of this owner alone when one is given; raises `NotFound`."""
        held_by = await self._storage.fetch_value("app_passwords.owner", (uid,))
        if held_by is None or owner not in (None, held_by):
            raise NotFound(f"There is no application password {uid}.")

        async def unit(tx: Transaction) -> None:
            await tx.execute("app_passwords.remove", (uid,))
            tx.announce(accounts.TOPIC)

        await self._storage.write(unit)

    async def by_password(self, name: str, password: str, *, address: str = "") -> Identity:
        """Find who signs in with an application password; raises `AuthError`, or `RateLimited` after many failures."""
        given = password.encode("utf-8", "surrogatepass")
        return await self._of(name, address, lambda known: compare_digest(known, given))

    async def by_digest(self, name: str, digest: str, salt: str, *, address: str = "") -> Identity:
        """Find who sends `md5(password + salt)` in hex; raises as `by_password` does."""
        given, behind = digest.lower().encode("utf-8", "surrogatepass"), salt.encode("utf-8", "surrogatepass")
        return await self._of(name, address, lambda known: compare_digest(_md5(known + behind), given))

    async def _of(self, name: str, address: str, is_it: Callable[[bytes], bool]) -> Identity:
        folded = fold(storable(name))
        self._failures.check(folded, address)
        known = await self._look_up(folded)
        matching = await self._matching(known.passwords if known else (), is_it)
        self._failures.check(folded, address)  # again: guesses that are tried at the same time are many as well
        if known is None or matching is None:
            self._failures.count(folded, address)
            raise AuthError("The name or the application password is wrong.")
        await self._note_use(matching.id)
        return known.identity

    async def _matching(
        self, passwords: tuple[app_passwords.Sealed, ...], is_it: Callable[[bytes], bool]
    ) -> app_passwords.Sealed | None:
        """Try every password, whichever fits, and one where there are none: the time tells nothing."""
        ring = await self._vault.ring()
        found = None
        for each in passwords:
            try:
                opened = ring.open(app_passwords.OWNER, each.bound, each.secret)
            except SecretLost:
                continue  # `mediad secrets check` names it
            found = each if is_it(opened.encode()) else found
        if not passwords:
            is_it(new_password().encode())
        return found

    async def _look_up(self, folded: str) -> _Known | None:
        if (known := self._known.get(folded)) is not None:
            return known
        heard = self._heard
        account = await accounts.by_name(self._storage, folded)
        identity = await self._identities.of_account(account.id) if account else None
        if account is None or identity is None:
            return None
        sealed = await app_passwords.of_account(self._storage, account.id, account.uid)
        found = _Known(identity=identity, passwords=tuple(sealed))
        if heard == self._heard:  # else what was read may be the opposite of what was committed meanwhile
            self._known[folded] = found
            if len(self._known) > _MOST_KNOWN:
                del self._known[next(iter(self._known))]
        return found

    async def _note_use(self, number: int) -> None:
        now = self._clock.now_ms()
        if now - self._used.get(number, 0) >= USED_EVERY_MS:
            self._used[number] = now
            await self._storage.write(lambda tx: tx.execute("app_passwords.used", {"now": now, "id": number}))

    def _hear(self, topics: frozenset[str]) -> None:
        if topics & FORGET_ON:
            self._heard += 1
            self._known.clear()


def new_password() -> str:
    """Make an application password: groups of letters and digits that nobody mistakes for each other."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _md5(text: bytes) -> bytes:
    return md5(text, usedforsecurity=False).hexdigest().encode()  # as the protocols have it; the password is random
