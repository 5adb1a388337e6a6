"""Makes subjects anew from what is said about them, and writes down what differs from before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.merge import Said, merge
from mediad.library.catalogue.record import record
from mediad.library.catalogue.views import View, best_picture, better_name, inherit, parties_of, see
from mediad.storage.ports import claims, projections, subjects
from mediad_sdk.plain import dumps, loads

if TYPE_CHECKING:
    from mediad.library.catalogue.attached import Attached
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.papers import Filed
    from mediad.library.catalogue.shelf import Shelf
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Identity, Subject

MEMORY = "memory"
"""The instance of documents that are kept until somebody speaks of their subject again."""


class Refresh:
    """One round after another, parents first, until no child has to look again."""

    def __init__(self, ledger: Ledger, shelf: Shelf, kinds: KindTable) -> None:
        self._ledger = ledger
        self._shelf = shelf
        self._kinds = kinds
        self.views: dict[int, View] = {}
        self.doubts: set[int] = set()
        """Subjects whose presence may have changed: parties of present works, works that need no file."""

    async def run(self, ids: Iterable[int], filed: Filed, attached: Attached) -> None:
        """Refresh subjects, the parties that they credit, and the children of those that changed."""
        due = set(ids)
        while due:
            views = await self._look(due, filed)
            views += await self._meet(views)
            seen_otherwise = await self._inherit(views, attached)
            self.views.update((view.subject.id, view) for view in views)
            self.doubts |= await record(self._ledger.tx, self._kinds, views)
            below = await subjects.children(self._ledger.tx, seen_otherwise)
            due = {child for child, _ in below} - self.views.keys()

    async def _look(self, ids: set[int], filed: Filed) -> list[View]:
        await self._ledger.load(ids)
        present = [self._ledger.by_id[id_] for id_ in ids if id_ in self._ledger.by_id]
        await self._ledger.load(each.parent for each in present)
        existing = [each.id for each in present if not each.is_new]
        await self._shelf.load_subjects(existing)
        said = {**filed.said, **await self._said(existing)}
        locks = await self._locks(existing)
        views = []
        for subject in sorted(present, key=self._ledger.depth):
            papers, locked = said.get(subject.id, []), locks.get(subject.id)
            if len(papers) == 1 and not locked:
                fields, subject.data = papers[0].fields, papers[0].body
            else:
                fields = merge(papers, self._kinds.rules(subject.kind), locked).fields
                subject.data = dumps(fields)
            before = subject.availability
            views.append(see(self._kinds, subject, fields))
            if before != "{}" or subject.availability != "{}":  # such a work is present by what is said of it
                self.doubts.add(subject.id)
        return views

    async def _said(self, ids: Sequence[int]) -> dict[int, list[Said]]:
        rows = await claims.of_subjects(self._ledger.tx, "documents", ids)
        told = {row["subject"] for row in rows if row["folder"]}
        stale = [(row["id"],) for row in rows if row["instance"] == MEMORY and row["subject"] in told]
        await claims.run(self._ledger.tx, "delete_document", stale)
        out: dict[int, list[Said]] = {}
        for _, subject, source, instance, folder, file, body in rows:
            if instance != MEMORY or subject not in told:
                said = Said(source=source, fields=loads(body), instance=instance, folder=folder, file=file, body=body)
                out.setdefault(subject, []).append(said)
        return out

    async def _locks(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        out: dict[int, dict[str, Any]] = {}
        for subject, name, value in await claims.of_subjects(self._ledger.tx, "locks", ids):
            out.setdefault(subject, {})[name] = loads(value)
        return out

    async def _meet(self, views: Sequence[View]) -> list[View]:
        """Find or make the parties that are credited; give back those that have to be looked at."""
        named = [(view, *party) for view in views for party in parties_of(self._kinds, view)]
        spelled: dict[Identity, str] = {}
        for _, identity, credit in named:
            spelled[identity] = better_name(spelled.get(identity, credit["name"]), credit["name"])
        await self._ledger.admit(spelled)
        known = {identity: self._ledger.known[identity] for identity in spelled}
        due = [
            party for identity, party in known.items() if party.id not in self.views and _name(party, spelled[identity])
        ]
        for view, identity, credit in named:
            text = [str(credit.get(name) or "") for name in ("role", "as", "join", "character")]
            row = (len(view.credits), text[0], known[identity].id, text[1] or credit["name"], text[2], text[3])
            view.credits.append(row)
        await self._identify(named, known)
        looked = {view.subject.id: view for view in views}
        met = [see(self._kinds, party, loads(party.data)) for party in due]
        for each in met:
            if each.subject.id in looked:  # it is described in the same breath, without a name
                view = looked[each.subject.id]
                view.about, view.projection, view.words = each.about, each.projection, each.words
        return [each for each in met if each.subject.id not in looked]

    async def _identify(
        self, named: Sequence[tuple[View, Identity, Mapping[str, Any]]], known: Mapping[Identity, Any]
    ) -> None:
        ids = {
            (known[identity].id, str(each["scheme"]), str(each.get("entity") or ""), str(each["value"])): None
            for _, identity, credit in named
            for each in credit.get("ids") or ()
            if isinstance(each, dict) and each.get("scheme") and each.get("value")
        }
        await projections.run(self._ledger.tx, "insert_id", list(ids))

    async def _inherit(self, views: Sequence[View], attached: Attached) -> list[int]:
        existing = [view.subject.id for view in views if not view.subject.is_new]
        pictures: dict[int, list[tuple[str, int, str]]] = {}
        for subject, *picture in await projections.of(self._ledger.tx, "pictures", existing):
            pictures.setdefault(subject, []).append((picture[0], picture[1], picture[2]))
        again = []
        for view in views:
            id_ = view.subject.id
            own = (attached.pictures if view.subject.is_new else pictures).get(id_, [])
            if inherit(self._ledger, view, best_picture(own), self._shelf.duration(id_)):
                again.append(id_)
        return again


def _name(party: Subject, spelled: str) -> bool:
    """Name a party as it is credited, unless a document does; tell whether it must be looked at."""
    best = party.title if '"title"' in party.data else better_name(party.title, spelled)
    renamed, party.title = best != party.title, best
    return renamed or party.is_new
