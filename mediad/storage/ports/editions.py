"""Editions with their parts, and the files and folders that are their sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row, Transaction

PartKey: TypeAlias = tuple[str, int, str]
"""(role, position, selector as JSON, "" for the whole file)."""
SourceKey: TypeAlias = tuple[int, int]
"""(file, folder): one of them is 0."""


@dataclass(slots=True)
class PartRow:
    """A part with its sources: (file, folder) to whether it is the preferred one."""

    id: int
    sources: dict[SourceKey, int] = field(default_factory=dict)


@dataclass(slots=True)
class EditionRow:
    """One row of the table, in the order of its columns, and its parts."""

    id: int
    uid: str
    subject: int
    key: str
    version: str = ""
    rendition: str = ""
    label: str = ""
    facts: str = "{}"
    marks: str = "[]"
    status: str = "ok"
    reason: str = ""
    recipe: int = 0
    folder: int = 0
    origin: str = "scan"
    parts: dict[PartKey, PartRow] = field(default_factory=dict)
    homes: dict[int, int] = field(default_factory=dict)
    """Where its files are: file to folder."""
    lost: set[SourceKey] = field(default_factory=set)
    """Sources that are missing or forgotten."""
    duration: int | None = None
    """Milliseconds, once somebody asked."""
    stored: tuple[object, ...] | None = None

    def columns(self) -> tuple[object, ...]:
        """The row as it is now, without its parts."""
        return (
            self.id, self.uid, self.subject, self.key, self.version, self.rendition, self.label, self.facts,
            self.marks, self.status, self.reason, self.recipe, self.folder,
        )  # fmt: skip

    def sources(self) -> set[SourceKey]:
        """Every file and folder that it is made of."""
        return {source for part in self.parts.values() for source in part.sources}

    @property
    def is_vacant(self) -> bool:
        """Whether everything that it was made of is lost."""
        return bool(self.lost) and self.sources() <= self.lost


def _read(rows: Iterable[Row]) -> list[EditionRow]:
    found: dict[int, EditionRow] = {}
    for row in rows:
        edition = found.get(row[0])
        if edition is None:
            edition = found[row[0]] = EditionRow(*tuple(row)[:14])
            edition.stored = edition.columns()
        if row["part"] is not None:
            part = edition.parts.setdefault((row["role"], row["position"], row["selector"]), PartRow(row["part"]))
            if row["file"] is not None:
                source = row["file"], row["source_folder"]
                part.sources[source] = row["preferred"]
                edition.homes[row["file"]] = row["home"] or 0
                if row["state"] not in USABLE:
                    edition.lost.add(source)
    return list(found.values())


async def of_folders(reader: Reader, folders: Sequence[int], claimed: Sequence[int]) -> list[EditionRow]:
    """Read the editions that folders, their files, or claimed sub-folders hold."""
    return _read(await reader.fetch_all("editions.of_folders", (json.dumps(folders), json.dumps(claimed))))


async def of_subjects(reader: Reader, ids: Iterable[int]) -> list[EditionRow]:
    """Read the editions of subjects."""
    listed = list(ids)
    return _read(await reader.fetch_all("editions.of_subjects", (json.dumps(listed),))) if listed else []


async def contents(reader: Reader, files: Iterable[int]) -> dict[int, bytes]:
    """Give the content ids of files."""
    return {row[0]: row[1] for row in await reader.fetch_all("editions.contents", (json.dumps(list(files)),))}


async def subjects_of(reader: Reader, files: Sequence[int], folders: Sequence[int]) -> set[int]:
    """Give the subjects that files and folders are sources of."""
    rows = await reader.fetch_all("editions.subjects_of", (json.dumps(list(files)), json.dumps(list(folders))))
    return {row[0] for row in rows}


async def write(tx: Transaction, editions: Iterable[EditionRow], now: int) -> list[EditionRow]:
    """Write new and changed editions without their parts; give back those that are new or were changed."""
    new, changed, touched = [], [], []
    for each in editions:
        row = each.columns()
        if each.stored is None:
            new.append((*row, now))
        elif row != each.stored:
            changed.append((*row[2:], row[0]))
        else:
            continue
        each.stored = row
        touched.append(each)
    if new:
        await tx.execute_many("editions.insert", new)
    if changed:
        await tx.execute_many("editions.update", changed)
    return touched


async def run(tx: Transaction, name: str, rows: Sequence[Sequence[object]]) -> None:
    """Run one of this aggregate's statements for many rows, if there are any."""
    if rows:
        await tx.execute_many(f"editions.{name}", rows)


async def prefer(tx: Transaction, subjects: Iterable[int]) -> None:
    """Let each part of these subjects prefer the oldest source that is present, else one that may come back.

    Where people are in an edition that is lost counts for one of the same version that is not.
    """
    rows = await tx.fetch_all("editions.usable", (json.dumps(list(subjects)),))
    parts: dict[int, list[Row]] = {}
    for row in rows:
        parts.setdefault(row["part"], []).append(row)
    changes = []
    for sources in parts.values():
        best = min(sources, key=lambda row: (USABLE.get(row["state"], 2), row["file"], row["folder"]))
        changes += [
            (int(row is best), row["part"], row["file"], row["folder"])
            for row in sources
            if row["preferred"] != (row is best)
        ]
    await run(tx, "prefer", changes)
    carried = list(_heirs([row for row in rows if row["origin"] == "scan"]))
    await run(tx, "carry_progress", [(into, subject, edition) for subject, edition, into in carried])
    await run(tx, "drop_progress", [(subject, edition) for subject, edition, _ in carried])
    await run(tx, "carry_plays", [(into, subject, edition) for subject, edition, into in carried])


def _heirs(rows: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """Name (subject, lost edition, the one that goes on in its place): of one version, at best of one rendition."""
    live = {row["edition"]: row for row in rows if row["state"] in USABLE}
    lost = {row["edition"]: row for row in rows if row["edition"] not in live}
    for id_, row in lost.items():
        name = row["subject"], row["version"]
        heirs = [(each["rendition"] != row["rendition"], other) for other, each in live.items()
                 if (each["subject"], each["version"]) == name]  # fmt: skip
        if heirs:
            yield row["subject"], id_, min(heirs)[1]


USABLE = {"present": 0, "unreachable": 1}
"""States of files and folders that hold something, now or when their disk is back."""
