"""Who stands behind a token, kept in memory until a commit changes who may do what.

Other nodes hear of that commit too, so a revoked key is dead everywhere as soon as the revocation is durable.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad.accounts.tokens import KEY, SESSION, digest
from mediad.storage.ports import accounts as port
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.data import dataclass
from mediad_sdk.permissions import EVERYTHING

if TYPE_CHECKING:
    from mediad.storage.ports import Storage
    from mediad_sdk.host import Clock

MOST_KEPT = 10_000
NEVER = 2**62
USED_EVERY_MS = 3_600_000
"""The last use of a key is written at most this often."""
FORGET_ON = frozenset({port.TOPIC, "libraries", "*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An account, or a key of one, with everything that a request needs to know of it.

    Attributes:
        account: The account's internal id.
        uid: Its public id.
        name: Its name.
        role: Its role.
        permissions: What it may do, or `*`.
        editable: Libraries whose works it may change, beside the permission for it.
        viewer: What it may see.
        libraries: The same by public id; None is all, also those that come later.
        key: The public id of the API key, "" for a session.
        expires: When the token dies.
    """

    account: int
    uid: str
    name: str
    role: str
    permissions: frozenset[str]
    editable: tuple[int, ...]
    viewer: Viewer
    libraries: frozenset[str] | None
    key: str = ""
    expires: int = NEVER


class Identities:
    """Turns tokens into identities."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._known: dict[bytes, Identity | None] = {}  # None: it stood for somebody, and must be looked up anew
        self._people: dict[str, Identity] = {}
        self._heard = 0
        self._used: dict[int, int] = {}
        storage.committed.subscribe(self._hear)

    def recall(self, token: str) -> Identity | None:
        """Give the identity of a token from memory alone; None says nothing about the token."""
        found = self._known.get(digest(token))
        return found if found is not None and found.expires > self._clock.now_ms() else None

    def proven(self, token: str) -> bool:
        """Tell whether a token stood for somebody when it was last looked up, however much has changed since."""
        return digest(token) in self._known

    async def of(self, token: str) -> Identity | None:
        """Find who a token stands for; None when it is unknown, expired, revoked or of a disabled account."""
        if (known := self.recall(token)) is not None or not token.startswith((KEY, SESSION)):
            return known
        hashed, heard = digest(token), self._heard
        found = await (self._of_key(hashed) if token.startswith(KEY) else self._of_session(hashed))
        self._known.pop(hashed, None)
        if found is None:
            return None
        # What was read before a commit that forgets may be its opposite: it serves this request and no other.
        self._known[hashed] = found if heard == self._heard else None
        if len(self._known) > MOST_KEPT:
            del self._known[next(iter(self._known))]
        return found

    async def of_account(self, number: int, *, key: str = "", expires: int = NEVER) -> Identity | None:
        """Make the identity of an account; None when it is gone or disabled."""
        account = await port.by_id(self._storage, number)
        if account is None or account.disabled:
            return None
        role = await port.role(self._storage, account.role)
        seen, editable, every = await self._libraries(account, role)
        return Identity(
            account=account.id, uid=account.uid, name=account.name, role=role.name, permissions=role.permissions,
            editable=tuple(editable), key=key, expires=expires, libraries=None if every else frozenset(seen.values()),
            viewer=Viewer(account=account.id, libraries=tuple(sorted(seen)), max_age=account.max_age),
        )  # fmt: skip

    async def of_user(self, uid: str) -> Identity | None:
        """Give the identity of an account by its public id; None when it is gone or disabled."""
        if (known := self._people.get(uid)) is not None:
            return known
        heard = self._heard
        row = await self._storage.fetch_one("accounts.by_uid", (uid,))
        found = await self.of_account(row["id"]) if row is not None else None
        if found is not None and heard == self._heard:
            self._people[uid] = found
        return found

    async def local(self) -> Identity:
        """Give the identity of who administers on this host: everything, as nobody's account."""
        libraries = tuple(sorted(each.id for each in await port.libraries(self._storage)))
        return Identity(
            account=0, uid="", name="local administrator", role="administrator", permissions=frozenset({EVERYTHING}),
            editable=libraries, viewer=Viewer(account=0, libraries=libraries), libraries=None,
        )  # fmt: skip

    async def _libraries(self, account: port.Account, role: port.Role) -> tuple[dict[int, str], list[int], bool]:
        rights = await port.rights(self._storage, account.id)
        every = EVERYTHING in role.libraries and "none" not in rights.values()
        seen: dict[int, str] = {}
        editable = []
        for library in await port.libraries(self._storage):
            granted = EVERYTHING in role.libraries or library.is_called(role.libraries)
            level = rights.get(library.id, "edit" if granted else "none")
            if level != "none":
                seen[library.id] = library.uid
            if level == "edit":
                editable.append(library.id)
        return seen, editable, every

    async def _of_key(self, hashed: bytes) -> Identity | None:
        row = await self._storage.fetch_one("accounts.key", {"token": hashed, "now": self._clock.now_ms()})
        if row is None:
            return None
        number, uid, account, scopes, expires = row
        owner = await self.of_account(account, key=uid, expires=expires or NEVER)
        await self._note_use(number)
        return owner and _scoped(owner, frozenset(json.loads(scopes)))

    async def _of_session(self, hashed: bytes) -> Identity | None:
        row = await self._storage.fetch_one("accounts.session", {"token": hashed, "now": self._clock.now_ms()})
        return await self.of_account(row[0], expires=row[1]) if row else None

    async def _note_use(self, number: int) -> None:
        now = self._clock.now_ms()
        if now - self._used.get(number, 0) >= USED_EVERY_MS:
            self._used[number] = now
            await self._storage.write(lambda tx: tx.execute("accounts.used_key", {"now": now, "id": number}))

    def _hear(self, topics: frozenset[str]) -> None:
        if topics & FORGET_ON:
            self._heard += 1
            self._known = dict.fromkeys(self._known)
            self._people.clear()


def _scoped(owner: Identity, scopes: frozenset[str]) -> Identity:
    """Leave a key what it asked for, and never more than its owner has."""
    if EVERYTHING in scopes:
        return owner
    held = scopes if EVERYTHING in owner.permissions else owner.permissions & scopes
    return Identity(
        account=owner.account, uid=owner.uid, name=owner.name, role=owner.role, permissions=held,
        editable=owner.editable, viewer=owner.viewer, libraries=owner.libraries, key=owner.key, expires=owner.expires,
    )  # fmt: skip
