"""The editions that one unit of work deals with: read once, changed in memory, written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mediad.storage.ports import Transaction, editions
from mediad.storage.ports.editions import EditionRow, PartKey, PartRow, SourceKey
from mediad.storage.ports.ids import new_uids
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from mediad.library.values import Assembled

NEW = -1
"""A part's id, or a source's preference, before it was written."""


class Shelf:
    """Every edition that this unit knows, by id, subject and source."""

    def __init__(self, tx: Transaction, now: int) -> None:
        self._tx = tx
        self._now = now
        self._loaded: set[int] = set()
        self.rows: dict[int, EditionRow] = {}
        self._by_subject: dict[int, list[EditionRow]] = {}
        self._by_source: dict[SourceKey, list[EditionRow]] = {}
        self._fresh = 0
        self._gone_sources: list[tuple[int, int, int]] = []
        self._gone_parts: list[tuple[int]] = []
        self._gone: list[tuple[int]] = []

    def keep(self, found: Iterable[EditionRow]) -> None:
        """Remember editions."""
        for each in found:
            if each.id not in self.rows:
                self.rows[each.id] = each
                self._by_subject.setdefault(each.subject, []).append(each)
                for source in each.sources():
                    self._by_source.setdefault(source, []).append(each)

    async def load_folders(self, batch: Sequence[Assembled]) -> None:
        """Read what the batch's folders held before."""
        folders = list({said.folder for said in batch})
        claimed = list({folder for said in batch for folder in said.folders.values()})
        self.keep(await editions.of_folders(self._tx, folders, claimed))

    async def load_subjects(self, ids: Iterable[int]) -> None:
        """Read every edition of some subjects."""
        missing = set(ids) - self._loaded
        self._loaded |= missing
        self.keep(await editions.of_subjects(self._tx, missing))

    def subjects_of(self, source: SourceKey) -> set[int]:
        """Give the subjects that a source makes up."""
        return {each.subject for each in self._by_source.get(source, ())}

    def sources_of(self, subject: int) -> set[SourceKey]:
        """Give everything that a subject is made of."""
        return {source for each in self._by_subject.get(subject, ()) for source in each.sources()}

    def living(self, subject: int) -> set[SourceKey]:
        """Give what a subject is made of and that is not lost."""
        return {source for each in self._by_subject.get(subject, ()) for source in each.sources() - each.lost}

    def of(self, subject: int) -> list[EditionRow]:
        """Give the editions of a subject."""
        return self._by_subject.get(subject, [])

    def duration(self, subject: int) -> int:
        """Give the length of a subject's longest edition in milliseconds, 0 when none has one."""
        for row in self.of(subject):
            if row.duration is None:
                row.duration = int(loads(row.facts).get("duration_ms") or 0)
        return max((row.duration or 0 for row in self.of(subject)), default=0)

    def holding(self, source: SourceKey) -> list[EditionRow]:
        """Give the editions that a source belongs to."""
        return self._by_source.get(source, [])

    def move(self, row: EditionRow, subject: int) -> None:
        """Let an edition belong to another subject."""
        if row.subject != subject:
            self._by_subject[row.subject].remove(row)
            self._by_subject.setdefault(subject, []).append(row)
            row.subject = subject

    def add(self, row: EditionRow) -> EditionRow:
        """Put a new edition on the shelf; its real id is given when it is written."""
        self._fresh -= 1
        row.id = self._fresh
        self.rows[row.id] = row
        self._by_subject.setdefault(row.subject, []).append(row)
        return row

    def add_source(self, row: EditionRow, key: PartKey, source: SourceKey, home: int) -> None:
        """Let a source hold a part."""
        row.parts.setdefault(key, PartRow(NEW)).sources[source] = NEW
        row.homes[source[0]] = home
        self._by_source.setdefault(source, []).append(row)

    def drop_source(self, row: EditionRow, key: PartKey, source: SourceKey) -> None:
        """Take a source back, with the part that it leaves empty, and the edition that has no part then."""
        part = row.parts[key]
        if part.sources.pop(source) != NEW:
            self._gone_sources.append((part.id, *source))
        if not part.sources:
            del row.parts[key]
            self._gone_parts.append((part.id,))
        if source not in row.sources():
            self._by_source[source].remove(row)
        if not row.parts:
            self.drop(row)

    def vacate(self, row: EditionRow) -> None:
        """Take all that an edition is made of back, for something else to take its place."""
        for part in row.parts.values():
            self._gone_sources += [(part.id, *source) for source in part.sources]
            self._gone_parts.append((part.id,))
        for source in row.sources():
            self._by_source[source].remove(row)
        row.parts, row.homes, row.lost = {}, {}, set()

    def drop(self, row: EditionRow) -> None:
        """Take an edition back."""
        del self.rows[row.id]
        self._by_subject[row.subject].remove(row)
        self._gone.append((row.id,))

    async def write(self) -> set[int]:
        """Write everything; give back the subjects whose sources are not as they were."""
        tx = self._tx
        await editions.run(tx, "delete_source", self._gone_sources)
        await editions.run(tx, "delete_part", self._gone_parts)
        await editions.run(tx, "delete", self._gone)
        await self._number()
        written = await editions.write(tx, self.rows.values(), self._now)
        return {row.subject for row in written} | await self._write_parts()

    async def _number(self) -> None:
        new = [row for row in self.rows.values() if row.id < 0]
        first = await self._tx.reserve("edition", len(new)) if new else 0
        for offset, (row, uid) in enumerate(zip(new, new_uids(self._now, len(new)), strict=True)):
            row.id, row.uid = first + offset, uid

    async def _write_parts(self) -> set[int]:
        fresh = [(row, key, part) for row in self.rows.values() for key, part in row.parts.items() if part.id == NEW]
        first = await self._tx.reserve("part", len(fresh)) if fresh else 0
        for offset, (_, _, part) in enumerate(fresh):
            part.id = first + offset
        await editions.run(self._tx, "insert_part", [(part.id, row.id, *key) for row, key, part in fresh])
        touched = [
            (row, part) for row in self.rows.values() for part in row.parts.values() if NEW in part.sources.values()
        ]
        sources = [
            (part.id, *source, int(source == min(part.sources)))
            for _, part in touched
            for source, state in part.sources.items()
            if state == NEW
        ]
        await editions.run(self._tx, "insert_source", sources)
        return {row.subject for row, _ in touched}
