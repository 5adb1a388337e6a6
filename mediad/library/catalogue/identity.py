"""Who the works of a batch are.

The ladder: a subject of the same kind, scope, parent and key is the same one. Where there is none, but the work's files
were all that an older subject of its kind had (a new tag, a corrected title), that subject takes the new key and keeps
its id and what people did. Where both exist, the older one is merged into the one that has the key. A container follows
its children: it takes the new key when the batch moves all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mediad.storage.ports import subjects
from mediad.storage.ports.subjects import Subject

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.catalogue.shelf import Shelf

Merges = list[tuple[Subject, Subject]]


async def resolve(ledger: Ledger, shelf: Shelf, nodes: Sequence[Node]) -> Merges:
    """Give every node its subject, level by level; give back which subjects became one: (old, remaining)."""
    former = await _Former.of(ledger, shelf, nodes)
    merges: Merges = []
    for _, level in groupby(sorted(nodes, key=_depth), key=_depth):
        merges += await _resolve_level(ledger, former, list(level))
    return merges


def _depth(node: Node) -> int:
    return node.depth


async def _resolve_level(ledger: Ledger, former: _Former, level: list[Node]) -> Merges:
    wanted = {node.identity: node.work.key for node in level}
    await ledger.find(wanted)
    merges: Merges = []
    for node in level if former else ():
        old = former.of_node.get(node)
        if old is None or old.identity in wanted or ledger.by_id.get(old.id) is not old:
            continue
        now = ledger.known.get(node.identity)
        if now is None:
            ledger.rekey(old, node.identity)
        elif now is not old and not now.is_new:
            merges.append((old, now))
            del former.of_node[node]
    await ledger.create(wanted)
    for node in level:
        node.subject = ledger.known[node.identity]
    return list({old.id: (old, now) for old, now in merges}.values())


class _Former:
    """Which subject a node's files, or its children, made up before."""

    def __init__(self) -> None:
        self.of_node: dict[Node, Subject] = {}

    def __bool__(self) -> bool:
        return bool(self.of_node)

    @classmethod
    async def of(cls, ledger: Ledger, shelf: Shelf, nodes: Sequence[Node]) -> _Former:
        """Look the files' subjects up, then their containers, a level at a time; for a first scan there are none."""
        former = cls()
        sources = {node: node.sources for node in nodes if node.editions}
        olds = {subject for found in sources.values() for source in found for subject in shelf.subjects_of(source)}
        if not olds:
            return former
        await ledger.load(olds)
        await ledger.load(ledger.by_id[old].parent for old in olds)
        paths = {_path(ledger, ledger.by_id[old]) for old in olds}
        moved = {node: own for node, own in sources.items() if _path_of(node) not in paths}
        await shelf.load_subjects(
            subject for own in moved.values() for source in own for subject in shelf.subjects_of(source)
        )
        former._bearers(ledger, shelf, moved)
        await former._containers(ledger)
        return former

    def _bearers(self, ledger: Ledger, shelf: Shelf, sources: dict[Node, frozenset[tuple[int, int]]]) -> None:
        for node, own in sources.items():
            olds = {id_ for source in own for id_ in shelf.subjects_of(source)}
            fitting = [ledger.by_id[id_] for id_ in olds if id_ in ledger.by_id and self._fits(ledger.by_id[id_], node)]
            if len(fitting) == 1 and shelf.living(fitting[0].id) <= own:
                self.of_node[node] = fitting[0]

    async def _containers(self, ledger: Ledger) -> None:
        moved = self.of_node
        while moved:
            above = _parents(moved)
            await ledger.load({old for olds in above.values() for old in olds})
            single = {node: next(iter(olds)) for node, olds in above.items() if len(olds) == 1 and 0 not in olds}
            below = await _children(ledger, single.values())
            leaving = {old.id for old in self.of_node.values()}
            moved = {
                node: ledger.by_id[old]
                for node, old in single.items()
                if node not in self.of_node and self._fits(ledger.by_id[old], node) and below.get(old, set()) <= leaving
            }
            self.of_node.update(moved)

    @staticmethod
    def _fits(old: Subject, node: Node) -> bool:
        return old.kind == node.kind and old.scope == node.said.library.scope and not old.is_new


def _path(ledger: Ledger, subject: Subject) -> tuple[object, ...]:
    """Name a subject and its parent by their keys: files whose work is still called so need no second look."""
    above = ledger.by_id.get(subject.parent)
    return subject.kind, subject.scope, subject.key, above.key if above else None


def _path_of(node: Node) -> tuple[object, ...]:
    return node.kind, node.said.library.scope, node.work.key, node.parent.work.key if node.parent else None


def _parents(moved: dict[Node, Subject]) -> dict[Node, set[int]]:
    above: dict[Node, set[int]] = {}
    for node, old in moved.items():
        if node.parent is not None:
            above.setdefault(node.parent, set()).add(old.parent)
    return above


async def _children(ledger: Ledger, parents: Iterable[int]) -> dict[int, set[int]]:
    below: dict[int, set[int]] = {}
    for child, parent in await subjects.children(ledger.tx, set(parents)):
        below.setdefault(parent, set()).add(child)
    return below
