"""Cards: many works at once in the breadth that other programs' lists show, at the cost of a few reads."""

from __future__ import annotations

import json
import random
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer

_DRAWS = 8
"""Rounds of drawing; a kind that is rarer than they find is read from its list."""
_FEW = 2_000
"""Works of a rare kind that take part."""


async def cards(reader: Reader, viewer: Viewer, uids: Sequence[str]) -> list[dict[str, Any]]:
    """Read the cards of those works that somebody may see, in the order that was asked for."""
    who = {"libraries": json.dumps(viewer.libraries), "age": viewer.age}
    rows = await reader.fetch_all("cards.subjects", {**who, "uids": json.dumps(list(uids))})
    ids = json.dumps([row["id"] for row in rows])
    credits_ = _by_first(await reader.fetch_all("cards.credits", {"ids": ids}))
    below = _by_first(await reader.fetch_all("cards.below", {**who, "ids": ids}))
    credited = _by_first(await reader.fetch_all("cards.credited", {**who, "ids": ids}))
    media = _by_first(await reader.fetch_all("cards.media", {"ids": ids, "libraries": who["libraries"]}))
    found = {
        row["uid"]: {
            **_head(row),
            "credits": [_credit(each) for each in credits_.get(row["id"], ())],
            "below": {each["kind"]: {"count": each[2], "duration_ms": each[3]} for each in below.get(row["id"], ())},
            "credited": _counts(credited.get(row["id"], ())),
            "media": _media(media.get(row["id"], ())),
        }
        for row in rows
    }
    return [found[uid] for uid in dict.fromkeys(uids) if uid in found]


async def sample(reader: Reader, viewer: Viewer, kind: str, count: int) -> list[str]:
    """Draw works of a kind, each as likely as any other; gives them in short.

    Internal ids are drawn, and kept where they are such works: what a draw costs does not grow with the library.
    """
    last = int(await reader.fetch_value("cards.last"))
    who = {"libraries": json.dumps(viewer.libraries), "age": viewer.age, "kind": kind}
    found: dict[int, str] = {}
    for _ in range(_DRAWS):
        wanted = min(last, 16 * (count - len(found)))
        ids = random.sample(range(1, last + 1), wanted)  # no secret is drawn
        rows = list(await reader.fetch_all("cards.drawn", {**who, "ids": json.dumps(ids)}))
        random.shuffle(rows)
        found.update((row["id"], row["brief"]) for row in rows)
        if len(found) >= count or wanted == last:
            return list(found.values())[:count]
    return await _of_few(reader, viewer, kind, count)


async def _of_few(reader: Reader, viewer: Viewer, kind: str, count: int) -> list[str]:
    found: dict[int, str] = {}
    for library in viewer.libraries:
        place = {"library": library, "kind": kind, "sort": "title", "key": b"", "id": 0}
        rows = await reader.fetch_all("browse.page", {**place, "age": viewer.age, "limit": _FEW})
        found.update((row["subject"], row["brief"]) for row in rows)
    return random.sample(list(found.values()), min(count, len(found)))


async def libraries(reader: Reader, viewer: Viewer) -> list[dict[str, Any]]:
    """List the libraries that somebody may see."""
    return [
        {"id": row["uid"], "name": row["name"], "types": json.loads(row["types"]), "scanning": row["scan"] == "running"}
        for row in await reader.fetch_all("cards.libraries")
        if row["id"] in viewer.libraries
    ]


def _by_first(rows: Iterable[Row]) -> dict[int, list[Row]]:
    out: dict[int, list[Row]] = {}
    for row in rows:
        out.setdefault(row[0], []).append(row)
    return out


def _head(row: Row) -> dict[str, Any]:
    facts = ("kind", "title", "position")
    above = [
        {"id": row[floor], **{fact: row[f"{floor}_{fact}"] for fact in facts}}
        for floor in ("parent", "grand")
        if row[floor]
    ]
    return {**json.loads(row["brief"]), "fields": json.loads(row["data"]), "above": above}


def _credit(row: Row) -> dict[str, Any]:
    return {"role": row["role"], "name": row["name"], "join": row["joined"], "id": row["uid"], "kind": row["kind"]}


def _counts(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for row in rows:
        out.setdefault(row["kind"], {})[row["role"]] = row["count"]
    return out


def _media(rows: Sequence[Row]) -> dict[str, Any] | None:
    """Choose the best of the editions that are one file: lossless first, then the most bits."""
    editions = [list(each) for _, each in groupby(rows, key=lambda row: row["edition"])]
    one = [(json.loads(each[0]["facts"]), each[0]) for each in editions if len({row["part"] for row in each}) == 1]
    if not one:
        return None
    facts, row = max(one, key=lambda each: (bool(each[0].get("lossless")), each[0].get("bit_rate") or 0))
    return {"file": row["file"], "name": row["name"], "size": row["size"], "facts": facts, **_piece(row["selector"])}


def _piece(selector: str) -> Mapping[str, int | None]:
    cut = json.loads(selector) if selector else {}
    return {"start_ms": int(cut.get("start") or 0), "end_ms": cut.get("end")}
