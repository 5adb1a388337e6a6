"""What people did with works: ratings, favourites, plays, progress and lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.storage.ports import Reader, Row, Transaction
    from mediad.storage.ports.viewer import Viewer

FROM_THE_TOP = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far somebody is: milliseconds, a page, or a place in a text, and the fraction of the whole."""

    locator: Literal["time", "page", "text"]
    fraction: float
    position: int = 0
    place: str = ""
    finished: bool = False
    edition: str = ""
    updated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a list: a work by its internal id, or what the list names and nobody knows yet."""

    subject: int = 0
    unresolved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of a list of a known revision; `entries` replaces them all, None leaves them."""

    revision: int
    name: str
    entries: Sequence[Entry] | None
    now: int


async def state(reader: Reader, account: int, subject: int) -> dict[str, Any]:
    """Show what one user did with one work."""
    row = await reader.fetch_one("userdata.state", {"account": account, "subject": subject})
    rating, favourite, plays, played, ordering, imported = row or (None, None, 0, None, "", "")
    rows = await reader.fetch_all("userdata.progress_of", {"account": account, "subject": subject})
    progress = [_progress(each) for each in rows]
    return {
        "rating": rating, "favourite": favourite is not None, "favoured": favourite, "plays": plays, "played": played,
        "ordering": ordering, "imported": imported, "progress": progress,
    }  # fmt: skip


async def states(reader: Reader, account: int, uids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Show what one user did with many works, by public id; works that they did nothing with are left out."""
    rows = await reader.fetch_all("userdata.states", {"account": account, "uids": json.dumps(list(uids))})
    return {row[0]: {"rating": row[1], "favoured": row[2], "plays": row[3], "played": row[4]} for row in rows}


async def works(reader: Reader, viewer: Viewer, kind: str, by: str, *, limit: int, offset: int) -> list[dict[str, Any]]:
    """List works of a kind by what a user did: `favourite`, `rating`, `played`, `plays` or `progress`."""
    who = {"account": viewer.account, "libraries": json.dumps(viewer.libraries), "age": viewer.age}
    params = {**who, "kind": kind, "limit": limit, "offset": offset, "by": by}
    rows = await reader.fetch_all("userdata.works_played" if by == "plays" else f"userdata.works_{by}", params)
    names = ("position_ms", "updated")  # of those by progress alone
    return [{**json.loads(row[1]), **dict(zip(names, tuple(row)[2:], strict=False))} for row in rows]


def _progress(row: Sequence[Any]) -> dict[str, Any]:
    names = ("edition", "locator", "position", "place", "fraction", "finished", "updated")
    return {**dict(zip(names, row, strict=True)), "finished": bool(row[5])}


async def ids(reader: Reader, viewer: Viewer, uids: Sequence[str]) -> dict[str, int]:
    """Find those of some works that the user may see: public id to internal id."""
    params = {"uids": json.dumps(list(uids)), "libraries": json.dumps(viewer.libraries), "age": viewer.age}
    rows = await reader.fetch_all("userdata.ids", params)
    return {uid: number for uid, number in rows}  # noqa: C416  # a row is no pair


async def rate(tx: Transaction, account: int, subject: int, rating: int | None) -> None:
    """Keep a rating from 0 to 100, or take it back."""
    await tx.execute("userdata.rate", {"account": account, "subject": subject, "rating": rating})


async def favour(tx: Transaction, account: int, subject: int, since: int | None) -> None:
    """Make a work a favourite, or no favourite any more; one that is one keeps its first moment."""
    await tx.execute("userdata.favour", {"account": account, "subject": subject, "favourite": since})


async def play(tx: Transaction, account: int, subject: int, *, at: int, client: str = "") -> None:
    """Remember a play and count it."""
    row = {"account": account, "subject": subject, "edition": 0, "at": at, "client": client}
    await tx.execute("userdata.add_play", {"id": await tx.reserve("play"), **row})
    await tx.execute("userdata.count_play", {"account": account, "subject": subject, "played": at})


async def set_progress(tx: Transaction, account: int, subject: int, progress: Progress) -> None:
    """Keep how far somebody is; what is older than the known place changes nothing."""
    edition = 0
    if progress.edition:
        edition = await tx.fetch_value("userdata.edition", {"uid": progress.edition, "subject": subject})
        if edition is None:
            raise NotFound(f"the work has no edition {progress.edition}")
    row = {
        "account": account, "subject": subject, "edition": edition, "locator": progress.locator,
        "position": progress.position, "place": progress.place, "fraction": progress.fraction,
        "finished": int(progress.finished), "updated": progress.updated,
    }  # fmt: skip
    await tx.execute("userdata.set_progress", row)


async def clear_progress(tx: Transaction, account: int, subject: int) -> None:
    """Forget how far somebody is."""
    await tx.execute("userdata.clear_progress", {"account": account, "subject": subject})


async def recent(
    reader: Reader,
    viewer: Viewer,
    what: Literal["favourites", "unfinished"],
    *,
    after: tuple[int, int] = (FROM_THE_TOP, FROM_THE_TOP),
    limit: int = 50,
) -> tuple[list[str], tuple[int, int] | None]:
    """List favourites or unfinished works, newest first: their JSON, and where the next page begins."""
    before, below = after
    params = {
        "account": viewer.account, "libraries": json.dumps(viewer.libraries), "age": viewer.age, "before": before,
        "below": below, "limit": limit + 1,
    }  # fmt: skip
    rows = await reader.fetch_all(f"userdata.{what}", params)
    more = len(rows) > limit
    rows = rows[:limit]
    return [_began(row) for row in rows], (rows[-1][0], rows[-1][1]) if more else None


def _began(row: Row) -> str:
    """Put how far somebody is, where the row has it, behind the short form of the work."""
    brief, began = str(row[2]), tuple(row)[3:]
    return f'{brief[:-1]},"progress":{json.dumps(_progress(began))}}}' if began else brief


async def add_list(tx: Transaction, account: int, name: str, now: int) -> str:
    """Add a list and give its public id."""
    uid = new_uids(now, 1)[0]
    row = {"id": await tx.reserve("user_list"), "uid": uid, "account": account, "name": name}
    await tx.execute("userdata.add_list", {**row, "created": now, "changed": now})
    return uid


async def lists(reader: Reader, account: int) -> list[dict[str, Any]]:
    """Show the lists of a user."""
    rows = await reader.fetch_all("userdata.lists", (account,))
    names = ("id", "name", "created", "changed", "revision", "entries")
    return [dict(zip(names, row, strict=True)) for row in rows]


async def one_list(reader: Reader, viewer: Viewer, uid: str) -> dict[str, Any]:
    """Show a list with those of its entries that the user may see; raises `NotFound`."""
    row = await reader.fetch_one("userdata.list", {"uid": uid, "account": viewer.account})
    if row is None:
        raise NotFound(f"there is no list {uid}")
    number, uid, name, created, changed, revision = row
    rows = await reader.fetch_all("userdata.entries", (number,))
    subjects = json.dumps([each[2] for each in rows if each[2]])
    seen = await reader.fetch_all("userdata.seen", {"subjects": subjects, "libraries": json.dumps(viewer.libraries)})
    visible = {each[0] for each in seen}
    entries = [
        {"position": position, "unresolved": unresolved, "item": json.loads(brief) if subject else None}
        for position, unresolved, subject, brief, age in rows
        if not subject or (subject in visible and (age or 0) <= viewer.age)
    ]
    return {"id": uid, "name": name, "created": created, "changed": changed, "revision": revision, "entries": entries}


async def change_list(tx: Transaction, viewer: Viewer, uid: str, change: Change) -> None:
    """Rename a list of a known revision, and replace its entries when some are given."""
    row = await tx.fetch_one("userdata.list", {"uid": uid, "account": viewer.account})
    if row is None:
        raise NotFound(f"there is no list {uid}")
    if not await tx.execute(
        "userdata.change_list", {"name": change.name, "changed": change.now, "id": row[0], "revision": change.revision}
    ):
        raise Conflict("the list was changed meanwhile", remedy="Read it again and repeat the change.")
    if change.entries is not None:
        await tx.execute("userdata.clear_entries", (row[0],))
        rows = [(row[0], at, entry.subject, entry.unresolved) for at, entry in enumerate(change.entries)]
        await tx.execute_many("userdata.add_entry", rows)


async def remove_list(tx: Transaction, account: int, uid: str) -> None:
    """Remove a list; raises `NotFound`."""
    if not await tx.execute("userdata.remove_list", {"uid": uid, "account": account}):
        raise NotFound(f"there is no list {uid}")
