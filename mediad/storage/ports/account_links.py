"""Who the people of our accounts are elsewhere, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it can be shown.

    Attributes:
        uid: Its public id.
        instance: The plugin instance that says who they are.
        subject: Their permanent id there.
        made: Whether the account was made at the first sign-in.
    """

    uid: str
    instance: str
    subject: str
    made: bool
    created: int
    used: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Whose account a link leads to."""

    id: int
    account: int
    made: bool


async def by_subject(reader: Reader, instance: str, subject: str) -> Linked | None:
    """Find who somebody is here; None for nobody."""
    row = await reader.fetch_one("account_links.by_subject", {"instance": instance, "subject": subject})
    return Linked(id=row["id"], account=row["account"], made=bool(row["made"])) if row is not None else None


async def of_account(reader: Reader, account: int) -> list[Link]:
    """List the links of an account, newest first."""
    return [
        Link(uid=uid, instance=instance, subject=subject, made=bool(made), created=created, used=used)
        for uid, instance, subject, made, created, used in await reader.fetch_all(
            "account_links.of_account", (account,)
        )
    ]
