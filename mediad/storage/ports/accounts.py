"""Accounts, roles, rights, sessions and keys as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad.storage.ports import Reader, Row, Transaction

TOPIC = "accounts"
"""Announced with every commit that changes who may do what; whoever keeps identities forgets them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A user."""

    id: int
    uid: str
    name: str
    role: str
    password: str
    max_age: int | None
    disabled: bool
    created: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role: what its members may do, and in which libraries (by name, or `*`)."""

    name: str
    permissions: frozenset[str]
    libraries: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library as far as rights are concerned; `slug` is its name in the configuration, "" through the API."""

    id: int
    uid: str
    name: str
    slug: str = ""

    def is_called(self, names: Iterable[str]) -> bool:
        """Tell whether one of these names means it: its key in the configuration, its name or its public id."""
        return not {self.slug or self.uid, self.name, self.uid}.isdisjoint(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An API key as it can be shown: its hash stays below."""

    uid: str
    name: str
    hint: str
    scopes: tuple[str, ...]
    created: int
    expires: int | None
    used: int | None
    revoked: int | None


def _account(row: Row | None) -> Account | None:
    if row is None:
        return None
    return Account(
        id=row["id"], uid=row["uid"], name=row["name"], role=row["role"], password=row["password"],
        max_age=row["max_age"], disabled=bool(row["disabled"]), created=row["created"], revision=row["revision"],
    )  # fmt: skip


async def by_uid(reader: Reader, uid: str) -> Account:
    """Find an account; raises `NotFound`."""
    if (account := _account(await reader.fetch_one("accounts.by_uid", (uid,)))) is None:
        raise NotFound(f"there is no user {uid}")
    return account


async def by_id(reader: Reader, number: int) -> Account | None:
    """Find an account by its internal id."""
    return _account(await reader.fetch_one("accounts.by_id", (number,)))


async def by_name(reader: Reader, folded: str) -> Account | None:
    """Find an account by its folded name."""
    return _account(await reader.fetch_one("accounts.by_name", (folded,)))


async def page(reader: Reader, *, after: str, limit: int) -> list[tuple[Account, str]]:
    """List accounts by name after a folded one, each with its folded name."""
    rows = await reader.fetch_all("accounts.page", {"after": after, "limit": limit})
    return [(account, row["folded"]) for row in rows if (account := _account(row))]


async def role(reader: Reader, name: str) -> Role:
    """Find a role; one that is not declared any more may do nothing."""
    row = await reader.fetch_one("accounts.role", (name,))
    return _role(row) if row else Role(name=name, permissions=frozenset(), libraries=(), origin="gone")


async def roles(reader: Reader) -> list[Role]:
    """List the roles."""
    return [_role(row) for row in await reader.fetch_all("accounts.roles")]


def _role(row: Row) -> Role:
    name, permissions, libraries, origin = row
    return Role(
        name=name, permissions=frozenset(json.loads(permissions)), libraries=tuple(json.loads(libraries)), origin=origin
    )


async def declare_roles(tx: Transaction, declared: Sequence[Role]) -> None:
    """Write the roles of the configuration."""
    rows = [
        (each.name, json.dumps(sorted(each.permissions)), json.dumps(list(each.libraries)), each.origin)
        for each in declared
    ]
    await tx.execute_many("accounts.declare_role", rows)
    tx.announce(TOPIC)


async def libraries(reader: Reader) -> list[Library]:
    """List the libraries that rights can be given for."""
    rows = await reader.fetch_all("accounts.libraries")
    return [
        Library(id=number, uid=uid, name=name, slug=json.loads(settings).get("slug", ""))
        for number, uid, name, settings in rows
    ]


async def rights(reader: Reader, account: int) -> dict[int, str]:
    """Show the rights of an account that differ from its role's: library to `none`, `read` or `edit`."""
    rows = await reader.fetch_all("accounts.rights", (account,))
    return {library: level for library, level in rows}  # noqa: C416  # a row is no pair


async def set_rights(tx: Transaction, account: int, levels: Mapping[int, str]) -> None:
    """Replace the rights of an account that differ from its role's."""
    await tx.execute("accounts.clear_rights", (account,))
    await tx.execute_many("accounts.give_right", [(account, library, level) for library, level in levels.items()])
    tx.announce(TOPIC)


async def keys(reader: Reader, account: int) -> list[Key]:
    """List the keys of an account, newest first."""
    return [
        Key(
            uid=uid, name=name, hint=hint, scopes=tuple(json.loads(scopes)), created=created, expires=expires,
            used=used, revoked=revoked,
        )
        for uid, name, hint, scopes, created, expires, used, revoked in await reader.fetch_all(
            "accounts.keys", (account,)
        )
    ]  # fmt: skip
