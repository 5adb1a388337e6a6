"""Application passwords as rows; what is secret in them is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.storage.ports import Reader, Transaction

OWNER = "@app_password"
"""Whose the sealed values are; no plugin instance can have this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppPassword:
    """An application password as it can be shown."""

    uid: str
    name: str
    created: int
    used: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An application password as it is kept; `bound` is the name that it was sealed under."""

    id: int
    uid: str
    bound: str
    secret: str


def bound(account: str, uid: str) -> str:
    """Name what a secret is sealed under: by public ids of the account and of the password."""
    return f"{account}/{uid}"


async def page(reader: Reader, account: int) -> list[AppPassword]:
    """List the application passwords of an account, newest first."""
    rows = await reader.fetch_all("app_passwords.page", (account,))
    return [AppPassword(uid=uid, name=name, created=created, used=used) for uid, name, created, used in rows]


async def of_account(reader: Reader, account: int, account_uid: str) -> list[Sealed]:
    """Give the application passwords of an account."""
    rows = await reader.fetch_all("app_passwords.of_account", (account,))
    return [Sealed(id=number, uid=uid, bound=bound(account_uid, uid), secret=secret) for number, uid, secret in rows]


async def all_sealed(reader: Reader) -> list[Sealed]:
    """Give every application password."""
    return [
        Sealed(id=number, uid=uid, bound=bound(account, uid), secret=secret)
        for number, uid, account, secret in await reader.fetch_all("app_passwords.sealed")
    ]


async def reseal(tx: Transaction, secrets: Mapping[int, str]) -> None:
    """Write secrets that were sealed anew, by internal id."""
    await tx.execute_many("app_passwords.reseal", [{"id": each, "secret": text} for each, text in secrets.items()])
