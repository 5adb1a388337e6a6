"""Lists that fill themselves: queries kept under a name, of a person or of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Forbidden, NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a list says of itself.

    Attributes:
        query: In the query language, as it is written back.
        shared: Whether others may read it; those of the house are read by all.
    """

    name: str
    query: str
    shared: bool = False


async def readable(reader: Reader, account: int) -> list[Row]:
    """Show the lists that somebody may read; account 0 is the house."""
    return list(await reader.fetch_all("smart_lists.all", (account,)))


async def one(reader: Reader, account: int, uid: str) -> Row:
    """Find a list that somebody may read; raises `NotFound`."""
    row = await reader.fetch_one("smart_lists.one", {"uid": uid, "account": account})
    if row is None:
        raise NotFound(f"There is no list {uid}.", remedy="See the list of lists.")
    return row


async def own(reader: Reader, account: int, uid: str) -> Row:
    """Find a list that somebody may change: their own; raises `Forbidden` where they may only read it."""
    row = await one(reader, account, uid)
    if (row["account"] or 0) != account:
        raise Forbidden("The list is somebody else's.", remedy="Make one of your own of its query.")
    return row


async def add(tx: Transaction, account: int, draft: Draft, now: int) -> str:
    """Add a list and give its public id."""
    uid = new_uids(now, 1)[0]
    row = {"id": await tx.reserve("smart_list"), "uid": uid, "account": account or None, "now": now}
    await tx.execute("smart_lists.add", {**row, **_columns(draft)})
    return uid


async def change(tx: Transaction, id_: int, draft: Draft, *, revision: int, now: int) -> None:
    """Change a list of a known revision; raises `Conflict` where it is another by now."""
    if not await tx.execute("smart_lists.change", {"id": id_, "revision": revision, "now": now, **_columns(draft)}):
        raise Conflict("The list was changed meanwhile.", remedy="Read it again and repeat the change.")


async def remove(tx: Transaction, id_: int) -> None:
    """Remove a list."""
    await tx.execute("smart_lists.remove", (id_,))


def _columns(draft: Draft) -> dict[str, object]:
    return {"name": draft.name, "query": draft.query, "shared": int(draft.shared)}
