"""Makes subjects anew from what is said about them, and writes down what differs from before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.merge import Said, merge
from mediad.library.catalogue.texts import dumps, loads
from mediad.library.catalogue.views import View, best_picture, better_name, inherit, parties_of, see
from mediad.storage.ports import claims, projections, subjects

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
            await self._write(views)
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
            if {before, subject.availability} != {"{}"}:  # such a work is present by what is said of it
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

    async def _write(self, views: Sequence[View]) -> None:
        new = [view for view in views if view.subject.is_new]
        await self._write_new(new)
        await self._write_changed({view.subject.id: view for view in views if not view.subject.is_new})

    async def _write_new(self, views: Sequence[View]) -> None:
        tx = self._ledger.tx
        await projections.run(tx, "insert_credit", [row for view in views for row in _credits(view)])
        await projections.run(tx, "insert_id", [(view.subject.id, *each) for view in views for each in view.ids])
        await projections.run(
            tx, "insert_ordering", [(view.subject.id, *row) for view in views for row in view.orderings]
        )
        await projections.learn_words(tx, [(view.subject.id, view.words) for view in views if view.words])

    async def _write_changed(self, views: Mapping[int, View]) -> None:
        tx = self._ledger.tx
        before = {name: await _rows(tx, name, views) for name in ("credits", "orderings", "ids", "words")}
        recredited = [view for id_, view in views.items() if set(before["credits"].get(id_, ())) != {*_credits(view)}]
        for view in recredited:
            self.doubts |= {row[3] for row in before["credits"].get(view.subject.id, ())} | {
                row[2] for row in view.credits
            }
        await projections.run(tx, "delete_credits", [(view.subject.id,) for view in recredited])
        await projections.run(tx, "insert_credit", [row for view in recredited for row in _credits(view)])
        reordered = [
            view for id_, view in views.items() if set(before["orderings"].get(id_, ())) != {*_orderings(view)}
        ]
        await projections.run(tx, "delete_orderings", [(view.subject.id,) for view in reordered])
        await projections.run(tx, "insert_ordering", [row for view in reordered for row in _orderings(view)])
        await self._write_ids(views, before["ids"])
        known = {id_: rows[0][1] for id_, rows in before["words"].items()}
        other = [(id_, view.words) for id_, view in views.items() if known.get(id_, "") != view.words]
        await projections.forget_words(tx, [(id_, known[id_]) for id_, _ in other if id_ in known])
        await projections.learn_words(tx, [(id_, words) for id_, words in other if words])

    async def _write_ids(self, views: Mapping[int, View], before: Mapping[int, list[tuple[Any, ...]]]) -> None:
        """Write ids; a party keeps those that credits gave it."""
        wanted = {(id_, *each) for id_, view in views.items() for each in view.ids}
        there = {row for rows in before.values() for row in rows}
        gone = [row for row in there - wanted if not self._kinds.is_party(views[row[0]].subject.kind)]
        await projections.run(self._ledger.tx, "delete_id", gone)
        await projections.run(self._ledger.tx, "insert_id", sorted(wanted - there))


def _name(party: Subject, spelled: str) -> bool:
    """Name a party as it is credited, unless a document does; tell whether it must be looked at."""
    best = party.title if '"title"' in party.data else better_name(party.title, spelled)
    renamed, party.title = best != party.title, best
    return renamed or party.is_new


def _credits(view: View) -> list[tuple[Any, ...]]:
    id_, kind, key = view.subject.id, view.subject.kind, view.projection.default
    return [(id_, *row, kind, key) for row in view.credits]


def _orderings(view: View) -> list[tuple[Any, ...]]:
    return [(view.subject.id, *row) for row in view.orderings]


async def _rows(tx: Any, what: str, ids: Iterable[int]) -> dict[int, list[tuple[Any, ...]]]:
    out: dict[int, list[tuple[Any, ...]]] = {}
    for row in await projections.of(tx, what, ids):
        out.setdefault(row[0], []).append(tuple(row))
    return out
