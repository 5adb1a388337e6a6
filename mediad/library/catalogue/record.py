"""Writes down what follows from views: credits, ids, other orders, words. Of known subjects only what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.storage.ports import projections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad.library.catalogue.views import View
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Transaction

Rows = dict[int, list[tuple[Any, ...]]]
"""Rows by subject."""


async def record(tx: Transaction, kinds: KindTable, views: Sequence[View]) -> set[int]:
    """Write views down; give back the parties that known subjects credit otherwise than before."""
    await _add(tx, [view for view in views if view.subject.is_new])
    known = {view.subject.id: view for view in views if not view.subject.is_new}
    await _ids(tx, kinds, known)
    await _orders(tx, known)
    await _words(tx, known)
    return await _credits(tx, known)


async def _add(tx: Transaction, views: Sequence[View]) -> None:
    await projections.run(tx, "insert_credit", [row for view in views for row in _credit_rows(view)])
    await projections.run(tx, "insert_id", [(view.subject.id, *each) for view in views for each in view.ids])
    await projections.run(tx, "insert_ordering", [row for view in views for row in _order_rows(view)])
    await projections.learn_words(tx, [(view.subject.id, view.words) for view in views if view.words])


async def _credits(tx: Transaction, views: Mapping[int, View]) -> set[int]:
    before = await _rows(tx, "credits", views)
    other = [view for id_, view in views.items() if set(before.get(id_, ())) != {*_credit_rows(view)}]
    await projections.run(tx, "delete_credits", [(view.subject.id,) for view in other])
    await projections.run(tx, "insert_credit", [row for view in other for row in _credit_rows(view)])
    left = {row[3] for view in other for row in before.get(view.subject.id, ())}
    return left | {row[2] for view in other for row in view.credits}


async def _orders(tx: Transaction, views: Mapping[int, View]) -> None:
    before = await _rows(tx, "orderings", views)
    other = [view for id_, view in views.items() if set(before.get(id_, ())) != {*_order_rows(view)}]
    await projections.run(tx, "delete_orderings", [(view.subject.id,) for view in other])
    await projections.run(tx, "insert_ordering", [row for view in other for row in _order_rows(view)])


async def _ids(tx: Transaction, kinds: KindTable, views: Mapping[int, View]) -> None:
    """Write ids; a party keeps those that credits gave it."""
    wanted = {(id_, *each) for id_, view in views.items() for each in view.ids}
    there = {row for rows in (await _rows(tx, "ids", views)).values() for row in rows}
    gone = [row for row in there - wanted if not kinds.is_party(views[row[0]].subject.kind)]
    await projections.run(tx, "delete_id", gone)
    await projections.run(tx, "insert_id", sorted(wanted - there))


async def _words(tx: Transaction, views: Mapping[int, View]) -> None:
    known = {id_: rows[0][1] for id_, rows in (await _rows(tx, "words", views)).items()}
    other = [(id_, view.words) for id_, view in views.items() if known.get(id_, "") != view.words]
    await projections.forget_words(tx, [(id_, known[id_]) for id_, _ in other if id_ in known])
    await projections.learn_words(tx, [(id_, words) for id_, words in other if words])


def _credit_rows(view: View) -> list[tuple[Any, ...]]:
    id_, kind, key = view.subject.id, view.subject.kind, view.projection.default
    return [(id_, *row, kind, key) for row in view.credits]


def _order_rows(view: View) -> list[tuple[Any, ...]]:
    return [(view.subject.id, *row) for row in view.orderings]


async def _rows(tx: Transaction, what: str, ids: Iterable[int]) -> Rows:
    out: Rows = {}
    for row in await projections.of(tx, what, ids):
        out.setdefault(row[0], []).append(tuple(row))
    return out
