"""Which file a conversion is made of: the best edition of a work that can be read now and is one file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mediad.encoding.command import WHOLE, Piece
from mediad.encoding.errors import SourceAway
from mediad.storage.ports import encodes, subjects
from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound, Unsupported

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row
    from mediad_sdk.values.encoding import SourceFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An edition that can be converted.

    Attributes:
        name: The file's name for people, without its ending.
        piece: The stretch of the file that the edition is.
        identity: What it was when it was read: a conversion of something else is out of date.
    """

    id: int
    uid: str
    version: str
    marks: str
    name: str
    path: bytes
    root: bytes
    piece: Piece
    library: int
    library_uid: str
    identity: Mapping[str, Any]

    def cut(self, facts: SourceFacts) -> SourceFacts:
        """Give the facts of the stretch, where those of the whole file are known."""
        start, end = self.piece.start, self.piece.end
        if not start and end is None:
            return facts
        end = facts.duration_ms if end is None else end
        return replace(facts, duration_ms=None if end is None else max(0, end - start))


async def choose(reader: Reader, item: str, edition: str = "", libraries: Collection[int] | None = None) -> Source:
    """Find the source of a conversion.

    Args:
        reader: The database.
        item: The work's public id.
        edition: The edition's, "" for the best.
        libraries: Internal ids of the libraries that it may be taken from, None for all.

    Raises:
        NotFound: There is no such work or edition.
        Unsupported: It is nothing that can be converted, with the reason.
        SourceAway: Its file cannot be read now.
    """
    rows = await encodes.sources(reader, await subjects.id_of(reader, item))
    if libraries is not None:
        rows = [row for row in rows if row["library"] in libraries]
    editions = [list(each) for _, each in groupby(rows, key=lambda row: row["id"])]
    if edition:
        editions = [each for each in editions if each[0]["uid"] == edition]
    if not editions:
        if edition:
            raise NotFound(f"The work {item} has no edition {edition} that was found on a disk.")
        raise Unsupported("The work has no file of its own.", remedy="Convert what is in it, one by one.")
    editions.sort(key=_rank)
    return _first(editions)


def _first(editions: Sequence[Sequence[Row]]) -> Source:
    problem: Exception | None = None
    for each in editions:
        try:
            return _source(each)
        except (Unsupported, SourceAway) as error:
            problem = problem or error
    raise problem or AssertionError


def _rank(rows: Sequence[Row]) -> tuple[Any, ...]:
    facts = json.loads(rows[0]["facts"])
    heights = [facts.get("height"), *(each.get("height") for each in facts.get("streams") or ())]
    return (
        not facts.get("lossless"), -max((each or 0 for each in heights), default=0), -(facts.get("bit_rate") or 0),
        rows[0]["id"],
    )  # fmt: skip  # lossless first, then the largest


def _source(rows: Sequence[Row]) -> Source:
    head = rows[0]
    if head["status"] != "ok":
        raise Unsupported(f"The edition cannot be converted: {head['reason'] or head['status']}")
    if len({row["part"] for row in rows if row["role"] == "main"}) != 1:
        raise Unsupported("The edition consists of several files; only one file can be converted.")
    row = _usable([row for row in rows if row["role"] == "main"])
    folder = bytes(row["folder_path"])
    return Source(
        id=row["id"],
        uid=row["uid"],
        version=row["version"],
        marks=row["marks"],
        name=bytes(row["name"]).decode("utf-8", "replace").rpartition(".")[0] or "result",
        path=b"/".join(part for part in (bytes(row["root_path"]), folder, bytes(row["name"])) if part),
        root=bytes(row["root_path"]),
        piece=_piece(row["selector"]),
        library=row["library"],
        library_uid=row["library_uid"],
        identity={"size": row["size"], "mtime_ns": row["mtime_ns"], "selector": row["selector"]},
    )


def _usable(rows: Sequence[Row]) -> Row:
    files = [row for row in rows if row["file"] is not None]
    if not files:
        raise Unsupported("The edition is a whole folder, such as a disc; only one file can be converted.")
    for row in files:
        if row["state"] == "present" and row["root_state"] == "online":
            return row
    reason = files[0]["root_reason"] or f"the file is {files[0]['state']}"
    raise SourceAway(f"The source cannot be read: {reason}")


def _piece(selector: str) -> Piece:
    if not selector:
        return WHOLE
    facts = json.loads(selector)
    if facts.get("kind") != "time":
        raise Unsupported(f"The edition is a piece of a file ({facts.get('kind')}) that cannot be cut out.")
    return Piece(start=int(facts.get("start") or 0), end=facts.get("end"))
