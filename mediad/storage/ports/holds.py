"""Holds as rows: losses that wait for a person, or for the files to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.storage.ports.libraries import shown
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A loss that is held.

    Attributes:
        path: The folder whose loss it is, relative to the root; `b""` for the root as a whole.
        files: How many were gone at once.
        decision: `approved`, `rejected` or `healed`; "" while it is open.
    """

    id: int
    uid: str
    root: int
    root_uid: str = ""
    root_path: bytes = b""
    library: int = 0
    library_uid: str = ""
    path: bytes = b""
    files: int = 0
    reason: str = ""
    created: int = 0
    decided: int | None = None
    decision: str = ""

    def as_json(self) -> dict[str, Any]:
        """Show it as the API does."""
        return {
            "id": self.uid, "library": self.library_uid, "root": self.root_uid,
            "path": shown(self.root_path + b"/" + self.path if self.path else self.root_path), "files": self.files,
            "reason": self.reason, "created": self.created, "decided": self.decided, "decision": self.decision,
        }  # fmt: skip  # one row


async def opened(tx: Transaction, hold: Hold, scan: int) -> None:
    """Keep a hold."""
    row = (hold.id, hold.uid, hold.root, scan, hold.path, hold.files, hold.reason, hold.created)
    await tx.execute("holds.open", row)


async def undecided(reader: Reader) -> list[Hold]:
    """List what waits for a decision."""
    return [_hold(row) for row in await reader.fetch_all("holds.undecided")]


async def page(reader: Reader, library: int, *, every: bool, below: int, limit: int) -> list[Hold]:
    """List the holds of a library, newest first; with `every` the decided ones, too."""
    params = {"library": library, "every": int(every), "below": below, "limit": limit}
    return [_hold(row) for row in await reader.fetch_all("holds.page", params)]


async def by_uid(reader: Reader, uid: str) -> Hold | None:
    """Find a hold."""
    row = await reader.fetch_one("holds.one", (uid,))
    return None if row is None else _hold(row)


async def decide(tx: Transaction, hold: int, decision: str, at: int, account: int | None = None) -> bool:
    """End a hold; False when somebody else did."""
    row = {"at": at, "decision": decision, "account": account, "id": hold}
    return bool(await tx.execute("holds.decide", row))


async def healed(reader: Reader, root: int) -> list[tuple[int, str]]:
    """Find the open holds of a root of which every file is back: (id, public id)."""
    return [(row[0], row[1]) for row in await reader.fetch_all("holds.healed", (root,))]


async def files(reader: Reader, hold: int) -> list[tuple[int, int]]:
    """List the files of a hold: (file, folder)."""
    return [(row[0], row[1]) for row in await reader.fetch_all("holds.files", (hold,))]


def _hold(row: Row) -> Hold:
    number, uid, root, root_uid, root_path, library, library_uid, path, count, reason, created, decided, decision = row
    return Hold(
        id=number, uid=uid, root=root, root_uid=root_uid, root_path=bytes(root_path), library=library,
        library_uid=library_uid, path=bytes(path), files=count, reason=reason, created=created, decided=decided,
        decision=decision,
    )  # fmt: skip  # one row
