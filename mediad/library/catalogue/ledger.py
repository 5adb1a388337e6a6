"""The subjects that one unit of work deals with: read once, changed in memory, written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mediad.storage.ports import Transaction, subjects
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.subjects import Identity, Subject


class Ledger:
    """Every subject that this unit knows, by id and by identity."""

    def __init__(self, tx: Transaction, now: int) -> None:
        self.tx = tx
        self.now = now
        self.by_id: dict[int, Subject] = {}
        self.known: dict[Identity, Subject] = {}
        self.added: dict[int, Subject] = {}
        self.matched: set[Identity] = set()
        """Identities that a person said are another subject."""

    def keep(self, found: Iterable[Subject]) -> None:
        """Remember subjects; one that is known already stays as this unit changed it."""
        for each in found:
            if each.id not in self.by_id:
                self.by_id[each.id] = each
                self.known[each.identity] = each

    async def load(self, ids: Iterable[int]) -> None:
        """Read subjects by id."""
        self.keep(await subjects.load(self.tx, set(ids) - self.by_id.keys() - {0}))

    async def find(self, wanted: Iterable[Identity]) -> None:
        """Read those of these subjects that exist, and those that a person said they are.

        Below a new parent there can be none.
        """
        asked = [each for each in wanted if self._may_exist(each)]
        self.keep(await subjects.find(self.tx, asked))
        matched = await subjects.matched(self.tx, [each for each in asked if each not in self.known])
        await self.load(matched.values())
        self.known.update({identity: self.by_id[id_] for identity, id_ in matched.items() if id_ in self.by_id})
        self.matched |= matched.keys()

    def _may_exist(self, identity: Identity) -> bool:
        if identity in self.known:
            return False
        parent = self.by_id.get(identity[2])
        return parent is None or not parent.is_new

    async def create(self, wanted: Mapping[Identity, str]) -> None:
        """Make the subjects that do not exist, with what they are called for want of a document."""
        missing = [(identity, title) for identity, title in wanted.items() if identity not in self.known]
        if not missing:
            return
        first = await self.tx.reserve("subject", len(missing))
        uids = new_uids(self.now, len(missing))
        for offset, (identity, title) in enumerate(missing):
            new = Subject(first + offset, uids[offset], *identity, title=title, added=self.now)
            self.by_id[new.id] = self.known[identity] = new
            self.added[new.id] = new

    async def admit(self, wanted: Mapping[Identity, str]) -> None:
        """Find these subjects, and make those that do not exist."""
        await self.find(wanted)
        await self.create(wanted)

    def rekey(self, subject: Subject, identity: Identity) -> None:
        """Give a subject another identity; id, public id and what people did stay."""
        if self.known.get(subject.identity) is subject:
            del self.known[subject.identity]
        subject.kind, subject.scope, subject.parent, subject.key = identity
        self.known[identity] = subject

    def forget(self, subject: Subject) -> None:
        """Drop a subject that is no more."""
        self.by_id.pop(subject.id, None)
        if self.known.get(subject.identity) is subject:
            del self.known[subject.identity]
        self.added.pop(subject.id, None)

    def depth(self, subject: Subject) -> int:
        """Count the levels above a subject, as far as they are known here."""
        depth = 0
        while (parent := self.by_id.get(subject.parent)) is not None:
            subject, depth = parent, depth + 1
        return depth

    async def write(self) -> list[Subject]:
        """Write what is new or changed; give back those that were changed."""
        return await subjects.write(self.tx, self.by_id.values(), self.now)
