"""Works that are there more than once: which files are not needed, why, and how much room they take.

Of several editions of one version and quality the largest is kept, of several copies of a part the largest file, and of
what is equally large that which was found first. Files of equal bytes in several places are told of as well: a hard
link to the first of them frees the room, and every work stays. A file that another work needs is never one to go.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import duplicates as port
from mediad.storage.ports import lines, search
from mediad.storage.ports.libraries import shown
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer

ROUNDS, ROUND = 8, 500
"""How often works are looked at for one page, and how many at once: a page may be short, even empty, and go on."""
EDITION, COPY, BYTES = "edition", "copy", "bytes"
"""Why a file is not needed: a larger edition, a larger copy of the part, its bytes are elsewhere as well."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which works: of a kind, if one is named; `qualities`: also those of which editions differ in quality alone."""

    kind: str = ""
    qualities: bool = False


class Duplicates:
    """Finds works that are there more than once."""

    def __init__(self, kinds: KindTable) -> None:
        self._kinds = kinds

    async def page(
        self, reader: Reader, viewer: Viewer, sought: Sought, after: int, limit: int
    ) -> tuple[list[dict[str, Any]], int]:
        """Look for the next ones behind an internal id, 0 at first; say behind which to go on, 0 at the end."""
        kinds = [each.id for each in self._kinds.all() if each.bears_files and sought.kind in ("", each.id)]
        found: list[dict[str, Any]] = []
        for _ in range(ROUNDS):
            works = await lines.leaves(reader, viewer, kinds, after, ROUND)
            rows = await port.files(reader, viewer, [each["id"] for each in works])
            by_work = {id_: list(files) for id_, files in groupby(rows, key=lambda row: int(row["subject"]))}
            doubled = [id_ for id_, files in by_work.items() if is_double(files, qualities=sought.qualities)]
            chosen = doubled[: limit - len(found)]
            found += await _told(reader, viewer, {id_: by_work[id_] for id_ in chosen}, sought)
            if len(chosen) < len(doubled):
                return found, chosen[-1]
            if len(works) < ROUND:
                return found, 0
            after = works[-1]["id"]
            if len(found) == limit:
                break
        return found, after


def is_double(rows: Sequence[Row], *, qualities: bool) -> bool:
    """Tell whether a work is there more than once; two blank pages of one book are not."""
    parts = {(row["part"], row["id"]) for row in rows}
    of_edition = {(row["edition"], row["id"]) for row in rows}
    return (
        any(len(editions) > 1 for editions in _sizes(rows, qualities=qualities))
        or len({part for part, _ in parts}) < len(parts)
        or any((row["edition"], row[end]) not in of_edition for row in rows for end in ("first", "last") if row[end])
    )


def spare(rows: Sequence[Row], *, qualities: bool) -> dict[int, str]:
    """Name the files of a work that are not needed, and why."""
    kept = {max(sizes, key=lambda edition: (sizes[edition], -edition)) for sizes in _sizes(rows, qualities=qualities)}
    best = {row["part"]: row["id"] for row in sorted(rows, key=lambda row: (row["size"], -row["id"]))}
    own = {row["id"] for row in rows}
    found: dict[int, str] = {}
    needed: set[int] = set()
    for row in rows:
        if row["works"] == 1 and row["edition"] not in kept:
            found[row["id"]] = EDITION
        elif row["works"] == 1 and best[row["part"]] != row["id"]:
            found[row["id"]] = COPY
        elif row["first"] is not None and row["first"] not in own:
            found[row["id"]] = BYTES
        else:
            needed.add(row["id"])
    return {file: why for file, why in found.items() if file not in needed}


def _sizes(rows: Sequence[Row], *, qualities: bool) -> list[dict[int, int]]:
    """Give the bytes of each edition, those together that are there for the same thing."""
    alike: dict[tuple[str, str], dict[int, int]] = {}
    for row in rows:
        sizes = alike.setdefault((row["version"], "" if qualities else row["rendition"]), {})
        sizes[row["edition"]] = sizes.get(row["edition"], 0) + row["size"]
    return list(alike.values())


async def _told(
    reader: Reader, viewer: Viewer, works: Mapping[int, Sequence[Row]], sought: Sought
) -> list[dict[str, Any]]:
    """Write works as they are answered."""
    briefs = await search.shown(reader, viewer, works, len(works))
    firsts = {row["first"] for rows in works.values() for row in rows if row["first"] is not None}
    places = {row["id"]: _place(row) for row in await port.places(reader, firsts)}
    return [
        {**loads(briefs[id_]["brief"]), **_files(rows, spare(rows, qualities=sought.qualities), places)}
        for id_, rows in works.items()
        if id_ in briefs
    ]


def _files(rows: Sequence[Row], spared: Mapping[int, str], places: Mapping[int, dict[str, str]]) -> dict[str, Any]:
    files = [
        {
            "id": row["uid"], **_place(row), "edition": row["label"], "size": row["size"],
            "spare": spared.get(row["id"], ""),
            "same_as": places.get(row["first"]) if row["first"] != row["id"] else None,
        }
        for row in {row["id"]: row for row in rows}.values()
    ]  # fmt: skip
    return {
        "size": sum(each["size"] for each in files),
        "spare": sum(each["size"] for each in files if each["spare"]),
        "files": files,
    }


def _place(row: Row) -> dict[str, str]:
    path = [bytes(each) for each in (row["folder"], row["name"]) if each]
    return {"library": row["library"], "path": shown(b"/".join(path))}
