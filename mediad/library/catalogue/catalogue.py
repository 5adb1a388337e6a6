"""The catalogue's door: ingest what media types made of folders, release what files no longer hold, edit, merge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.arrange import arrange
from mediad.library.catalogue.assigned import assigned
from mediad.library.catalogue.attached import Attached, Attachments
from mediad.library.catalogue.gathered import gather
from mediad.library.catalogue.identity import resolve
from mediad.library.catalogue.ledger import Ledger
from mediad.library.catalogue.merge import MATCHED
from mediad.library.catalogue.merging import Merger
from mediad.library.catalogue.nodes import nodes_of
from mediad.library.catalogue.papers import Documents, Filed, file_word
from mediad.library.catalogue.plan import plan
from mediad.library.catalogue.presence import Presence
from mediad.library.catalogue.refresh import Refresh
from mediad.library.catalogue.shelf import Shelf
from mediad.library.values import Assembled, Ingested, Plan
from mediad.storage.ports import Reader, Transaction, claims, detail, editions, inventory, subjects
from mediad_sdk.plain import dumps

if TYPE_CHECKING:
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Identity, Subject
    from mediad_sdk.host import Clock


class Catalogue:
    """Works, who they are and what is said about them; every method is part of the caller's unit of work."""

    def __init__(self, kinds: KindTable, clock: Clock) -> None:
        self.kinds = kinds
        self._clock = clock

    async def ingest(self, tx: Transaction, batch: Sequence[Assembled]) -> Ingested:
        """Take in what media types made of some folders.

        It replaces what earlier ingests of the same folders and types said. Works are found again by their identity,
        or by their files; saying the same once more changes nothing.
        """
        unit = _Unit(tx, self.kinds, self._clock.now_ms())
        batch = await assigned(unit.ledger, batch)
        nodes = nodes_of(batch)
        await unit.shelf.load_folders(batch)
        for old, into in await resolve(unit.ledger, unit.shelf, self.kinds, nodes):
            await unit.merge(old, into)
        arrangement = await arrange(unit.ledger, unit.shelf, self.kinds, nodes)
        arrangement.withdraw(batch)
        sourced = arrangement.touched | await unit.shelf.write()
        filed = await Documents(unit.ledger, self.kinds, batch).file(nodes)
        attached = await Attachments(unit.ledger, self.kinds, batch).attach(nodes)
        fresh = {node.known.id: {node.said.library.id} for node in nodes if node.known.is_new and node.editions}
        return await unit.settle(sourced, filed, attached, fresh)

    async def release(self, tx: Transaction, files: Sequence[int], folders: Sequence[int] = ()) -> Ingested:
        """Look again at the works of files and folders whose state changed or that moved to another library."""
        unit = _Unit(tx, self.kinds, self._clock.now_ms())
        held = await editions.subjects_of(tx, files, folders)
        await unit.ledger.load(held)
        await editions.prefer(tx, held)
        return await unit.settle(set(), Filed(), Attached(), {}, doubts=held)

    async def describe(self, tx: Transaction, subject: Subject, collections: Sequence[str]) -> Ingested:
        """Merge the documents of a subject anew that providers spoke of, also of the collections that it is in."""
        unit = _Unit(tx, self.kinds, self._clock.now_ms())
        unit.ledger.keep([subject])
        attached = await gather(unit.ledger, self.kinds, subject, collections)
        return await unit.settle(set(), Filed(touched={subject.id}), attached, {}, doubts=[subject.id])

    async def refresh(self, tx: Transaction, subjects: Sequence[int]) -> Ingested:
        """Merge the documents of some subjects anew, as after an edit or a change of a kind's rules."""
        unit = _Unit(tx, self.kinds, self._clock.now_ms())
        return await unit.settle(set(), Filed(touched=set(subjects)), Attached(), {}, doubts=subjects)

    async def edit(
        self, tx: Transaction, subject: int, account: int, *, lock: Mapping[str, Any], unlock: Sequence[str] = ()
    ) -> Ingested:
        """Lock fields to what a person says, or leave them to their sources again; a lock to null hides a field."""
        now = self._clock.now_ms()
        await detail.lock(tx, [(subject, name, dumps(value), account, now) for name, value in lock.items()])
        await detail.unlock(tx, [(subject, name) for name in unlock])
        return await self.refresh(tx, [subject])

    async def found(self, tx: Transaction, identity: Identity, fields: Mapping[str, Any], instance: str) -> Subject:
        """Make a work that a person says there is; where one is called so, it is that one."""
        unit = _Unit(tx, self.kinds, self._clock.now_ms())
        await unit.ledger.admit({identity: str(fields["title"])})
        subject = unit.ledger.known[identity]
        if subject.is_new:
            filed = await file_word(unit.ledger, self.kinds, subject, fields, instance)
            await unit.settle(set(), filed, Attached(), {})
        return subject

    async def merge(self, tx: Transaction, old: int, into: int) -> Ingested:
        """Make one subject of two, because a person says so; what people did moves, the old id leads to the other."""
        unit = _Unit(tx, self.kinds, self._clock.now_ms())
        await unit.ledger.load([old, into])
        await subjects.match(tx, unit.ledger.by_id[old].identity, into)
        await claims.run(tx, "match_documents", [(old,)])
        await unit.merge(unit.ledger.by_id[old], unit.ledger.by_id[into])
        return await unit.settle(set(), Filed(), Attached(), {})

    async def split(self, tx: Transaction, subject: int) -> Ingested:
        """Take back what people merged into a subject: its folders are read anew by the next scan, which parts them.

        What people did stays with the subject, and so do the old ids, which lead there.
        """
        await subjects.unmatch(tx, subject)
        said = [row for row in await claims.of_subjects(tx, "documents", [subject]) if row["instance"] == MATCHED]
        await claims.run(tx, "delete_document", [(row["id"],) for row in said])
        await inventory.dirty(tx, sorted({row["folder"] for row in said}))
        return await self.refresh(tx, [subject])

    async def would(self, reader: Reader, batch: Sequence[Assembled]) -> Plan:
        """Say what an ingest would find and add, and write nothing."""
        return await plan(reader, nodes_of(batch), self.kinds)


class _Unit:
    """What the steps of one unit share."""

    def __init__(self, tx: Transaction, kinds: KindTable, now: int) -> None:
        self.kinds = kinds
        self.ledger = Ledger(tx, now)
        self.shelf = Shelf(tx, now)
        self._merger = Merger(self.ledger)

    async def merge(self, old: Any, into: Any) -> None:
        """Merge two subjects; their editions are on the shelf of the remaining one from here on."""
        await self._merger.merge(old, into)
        for row in list(self.shelf.of(old.id)):
            self.shelf.move(row, into.id)
            row.stored = row.columns()

    async def settle(
        self,
        sourced: set[int],
        filed: Filed,
        attached: Attached,
        fresh: Mapping[int, set[int]],
        doubts: Sequence[int] | set[int] = (),
    ) -> Ingested:
        """Refresh what is said, then presence; tell what became of it all."""
        ledger, merger = self.ledger, self._merger
        moved = {each.id: each for each in ledger.by_id.values() if each.identity != each.former}
        doubted = {*doubts, *merger.doubts, *attached.targets, *moved, *(sourced - fresh.keys())}
        doubted |= {parent for each in moved.values() for parent in (each.parent, each.former[2]) if parent}
        refresh = Refresh(ledger, self.shelf, self.kinds)
        due = sourced | filed.touched | attached.touched | merger.touched | moved.keys() | ledger.added.keys()
        await refresh.run(due, filed, attached)
        changed = {each.id for each in await ledger.write()}
        presence = Presence(ledger, self.kinds, refresh.views, attached.related, changed)
        await presence.settle(fresh, doubted | refresh.doubts)
        return self._ingested(changed | presence.changed | sourced)

    def _ingested(self, changed: set[int]) -> Ingested:
        ledger = self.ledger
        added = [each.uid for each in ledger.added.values() if self._is_work(each)]
        known = [ledger.by_id[id_] for id_ in sorted(changed - ledger.added.keys()) if id_ in ledger.by_id]
        return Ingested(
            added=added, changed=[each.uid for each in known if self._is_work(each)], merged=self._merger.merged
        )

    def _is_work(self, subject: Any) -> bool:
        return not subject.extra and self.kinds.kind(subject.kind).form == "work"
