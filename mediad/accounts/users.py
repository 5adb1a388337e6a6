"""Users and their rights: added, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.accounts.passwords import LONGEST, SHORTEST
from mediad.storage.ports import accounts as port
from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Invalid
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from mediad.accounts.passwords import Passwords
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock

LEVELS = ("none", "read", "edit")
_LAST = "This is the last administrator; make another one first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What can be said of a user; `libraries` holds rights by library id that differ from the role's."""

    name: str
    role: str
    max_age: int | None = None
    disabled: bool = False
    libraries: Mapping[int, str] | None = None


class Users:
    """Makes and changes users."""

    def __init__(self, storage: Storage, clock: Clock, passwords: Passwords) -> None:
        self._storage = storage
        self._clock = clock
        self._passwords = passwords

    async def add(
        self,
        profile: Profile,
        password: str = "",
        and_then: Callable[[Transaction, int], Awaitable[None]] | None = None,
    ) -> port.Account:
        """Add a user; raises `Conflict` when the name is taken, `Invalid` when something is wrong with it.

        `and_then` gets the new internal id in the same transaction: both happen, or neither.
        """
        await self._check(profile)
        hashed = await self._hash(password) if password else ""
        now = self._clock.now_ms()
        uid = new_uids(now, 1)[0]

        async def unit(tx: Transaction) -> None:
            number = await tx.reserve("account")
            row = {
                "id": number, "uid": uid, "name": profile.name, "folded": fold(profile.name), "role": profile.role,
                "password": hashed, "max_age": profile.max_age, "created": now,
            }  # fmt: skip
            if not await tx.execute("accounts.add", row):
                raise Conflict(f"the name {profile.name!r} is taken", remedy="Choose another name.")
            await port.set_rights(tx, number, profile.libraries or {})
            if and_then is not None:
                await and_then(tx, number)

        await self._storage.write(unit)
        return await port.by_uid(self._storage, uid)

    async def change(self, uid: str, profile: Profile, revision: int) -> port.Account:
        """Change a user of a known revision; raises `Conflict` when it was changed meanwhile."""
        await self._check(profile)
        account = await port.by_uid(self._storage, uid)
        other = await port.by_name(self._storage, fold(profile.name))
        if other is not None and other.id != account.id:
            raise Conflict(f"the name {profile.name!r} is taken", remedy="Choose another name.")

        async def unit(tx: Transaction) -> None:
            row = {
                "name": profile.name, "folded": fold(profile.name), "role": profile.role, "max_age": profile.max_age,
                "disabled": int(profile.disabled), "uid": uid, "revision": revision,
            }  # fmt: skip
            if not await tx.execute("accounts.change", row):
                raise Conflict("the user was changed meanwhile", remedy="Read it again and repeat the change.")
            if profile.libraries is not None:
                await port.set_rights(tx, account.id, profile.libraries)
            await self._keep_one(tx)
            tx.announce(port.TOPIC)

        await self._storage.write(unit)
        return await port.by_uid(self._storage, uid)

    async def remove(self, uid: str) -> None:
        """Remove a user with all that it did."""
        await port.by_uid(self._storage, uid)

        async def unit(tx: Transaction) -> None:
            await tx.execute("accounts.remove", (uid,))
            await self._keep_one(tx)
            tx.announce(port.TOPIC)

        await self._storage.write(unit)

    async def set_password(self, uid: str, password: str) -> None:
        """Give a user another password; every session of the user ends."""
        hashed = await self._hash(password)
        account = await port.by_uid(self._storage, uid)

        async def unit(tx: Transaction) -> None:
            await tx.execute("accounts.set_password", {"password": hashed, "uid": uid})
            await tx.execute("accounts.close_sessions", (account.id,))
            tx.announce(port.TOPIC)

        await self._storage.write(unit)

    async def change_password(self, uid: str, old: str, new: str) -> None:
        """Let a user choose another password; raises `Invalid` when the old one is wrong."""
        account = await port.by_uid(self._storage, uid)
        if not await self._passwords.check(account.password, old[:LONGEST]):
            raise Invalid("the old password is wrong", places=(("/old", "is not the password"),))
        await self.set_password(uid, new)

    async def _check(self, profile: Profile) -> None:
        places = []
        if not profile.name.strip():
            places.append(("/name", "must not be empty"))
        roles = [role.name for role in await port.roles(self._storage)]
        if profile.role not in roles:
            places.append(("/role", f"is none of {', '.join(roles)}"))
        known = {library.id for library in await port.libraries(self._storage)}
        if any(library not in known or level not in LEVELS for library, level in (profile.libraries or {}).items()):
            places.append(("/libraries", f"a known library and one of {', '.join(LEVELS)}"))
        if places:
            raise Invalid("the user cannot be saved", places=tuple(places), remedy="Correct the named places.")

    async def _hash(self, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            sentence = f"between {SHORTEST} and {LONGEST} characters"
            raise Invalid("the password cannot be used", places=(("/password", sentence),))
        return await self._passwords.hash(password)

    async def _keep_one(self, tx: Transaction) -> None:
        if not await tx.fetch_value("accounts.administrators"):
            raise Conflict("nobody could administer any more", remedy=_LAST)
