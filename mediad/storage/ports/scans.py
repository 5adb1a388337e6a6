"""Scans as rows: one row a scan, whatever happens to the daemon in between."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.storage.ports.libraries import shown
from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A scan that runs: its internal id, and what it counted before it was interrupted."""

    id: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScan:
    """A scan to begin; its public id is that of its job, so that a resumed job finds it again."""

    uid: str
    library: int
    mode: str
    path: bytes
    started: int


async def begin(tx: Transaction, scan: NewScan) -> Begun:
    """Make a scan's row or take it up again, and end those of the library that stopped without a word."""
    number = await tx.reserve("scan")
    row = await tx.fetch_one("scans.begin", (number, scan.uid, scan.library, scan.mode, scan.path, scan.started))
    await tx.execute("scans.supersede", {"now": scan.started, "library": scan.library, "uid": scan.uid})
    if row is None:
        raise NotFound(f"the scan {scan.uid} was not begun")
    return Begun(id=row[0], counts=json.loads(row[1]))


async def counted(tx: Transaction, scan: int, counts: Mapping[str, int]) -> None:
    """Keep how far a scan is."""
    await tx.execute("scans.counts", {"counts": json.dumps(dict(counts)), "id": scan})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a scan ended: `finished`, `failed` or `cancelled`."""

    state: str
    at: int
    counts: Mapping[str, int]
    report: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""


async def end(tx: Transaction, scan: int, ended: Ended) -> None:
    """End a scan."""
    row = (ended.state, ended.at, json.dumps(dict(ended.counts)), json.dumps(dict(ended.report)), ended.message, scan)
    await tx.execute("scans.end", row)


async def page(
    reader: Reader,
    *,
    library: str = "",
    libraries: Sequence[int] | None = None,
    state: str = "",
    below: int = 1 << 62,
    limit: int = 50,
) -> tuple[list[dict[str, Any]], int]:
    """List scans, newest first, and the id below which the next page begins (0: there is none).

    `library` is one by public id; `libraries` are those that somebody may see, None is all of them.
    """
    params = {
        "below": below, "library": library, "every": int(libraries is None), "libraries": json.dumps(libraries or ()),
        "state": state, "limit": limit + 1,
    }  # fmt: skip  # one row
    rows = await reader.fetch_all("scans.page", params)
    more = len(rows) > limit
    rows = rows[:limit]
    return [as_json(row) for row in rows], rows[-1][0] if more else 0


async def one(reader: Reader, uid: str) -> dict[str, Any]:
    """Show one scan; raises `NotFound`."""
    row = await reader.fetch_one("scans.one", (uid,))
    if row is None:
        raise NotFound(f"there is no scan {uid}")
    return as_json(row)


def as_json(row: Row) -> dict[str, Any]:
    """Show a scan as the API does."""
    _, uid, library, mode, path, state, started, finished, counts, report, message = row
    return {
        "id": uid, "library": library, "mode": mode, "path": shown(bytes(path)), "state": state, "started": started,
        "finished": finished, "counts": json.loads(counts), "report": json.loads(report), "message": message,
    }  # fmt: skip  # one row
