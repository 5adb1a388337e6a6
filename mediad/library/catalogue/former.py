"""Which subjects the files of a batch made up before: who a work was, whatever it is called now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from mediad.library.catalogue.merge import MATCHED
from mediad.storage.ports import claims, subjects
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.catalogue.shelf import Shelf
    from mediad.storage.ports.editions import EditionRow, SourceKey
    from mediad.storage.ports.subjects import Subject

Sources: TypeAlias = Mapping["Node", frozenset["SourceKey"]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A subject that a person made of several works: no new name takes one of them away.

    Attributes:
        subject: The subject.
        is_own: Whether the node is the work that the others were merged into.
    """

    subject: Subject
    is_own: bool


class Former:
    """Which subject a node's files, or its children, made up before."""

    def __init__(self, ledger: Ledger, shelf: Shelf) -> None:
        self._ledger = ledger
        self._shelf = shelf
        self.of_node: dict[Node, Subject] = {}
        self.homes: dict[Node, set[int]] = {}
        """Where the files of nodes with ids are now, whether or not they are all that is there."""
        self.kept: dict[Node, Kept] = {}

    @classmethod
    async def of(cls, ledger: Ledger, shelf: Shelf, nodes: Sequence[Node]) -> Former:
        """Look the files' subjects up, then their containers, a level at a time; for a first scan there are none."""
        former = cls(ledger, shelf)
        sources = {node: node.sources for node in nodes if node.editions}
        olds = {subject for found in sources.values() for source in found for subject in shelf.subjects_of(source)}
        if not olds:
            return former
        await _load_chains(ledger, olds)
        paths = {_path(ledger, old) for old in olds}
        moved = {node: own for node, own in sources.items() if _has_ids(node) or _path_of(node) not in paths}
        await shelf.load_subjects(
            subject for own in moved.values() for source in own for subject in shelf.subjects_of(source)
        )
        former._bearers(moved)
        await former._containers()
        await former._keep(moved)
        return former

    def home(self, node: Node) -> Subject | None:
        """Give the only subject that the files of a node with ids are in now."""
        homes = [self._ledger.by_id[id_] for id_ in self.homes.get(node, ()) if id_ in self._ledger.by_id]
        return homes[0] if len(homes) == 1 else None

    async def lives(self, subject: Subject) -> bool:
        """Tell whether a subject, or anything below it, has something that is not lost."""
        await self._shelf.load_subjects([subject.id])
        if self._shelf.living(subject.id):
            return True
        return bool(await _staying(self._ledger, self._shelf, [subject.id], set()))

    def _bearers(self, sources: Sources) -> None:
        ledger, shelf = self._ledger, self._shelf
        for node, own in sources.items():
            olds = {id_ for source in own for id_ in shelf.subjects_of(source)}
            fitting = [ledger.by_id[id_] for id_ in olds if id_ in ledger.by_id and _fits(ledger.by_id[id_], node)]
            if len(fitting) == 1 and shelf.living(fitting[0].id) <= own:
                self.of_node[node] = fitting[0]
            if _has_ids(node):
                self._settle(node, olds)

    def _settle(self, node: Node | None, ids: set[int]) -> None:
        """Note where a node is, and what is above it: all levels above were read."""
        above = {id_: self._ledger.by_id[id_] for id_ in ids if id_ in self._ledger.by_id}
        while node is not None and above:
            if node.ids:
                self.homes.setdefault(node, set()).update(id_ for id_, old in above.items() if _fits(old, node))
            node, parents = node.parent, {old.parent for old in above.values()}
            above = {id_: self._ledger.by_id[id_] for id_ in parents if id_ in self._ledger.by_id}

    async def _containers(self) -> None:
        ledger, shelf, moved = self._ledger, self._shelf, self.of_node
        while moved:
            above = _parents(moved)
            await ledger.load({old for olds in above.values() for old in olds})
            single = {node: next(iter(olds)) for node, olds in above.items() if len(olds) == 1 and 0 not in olds}
            leaving = {old.id for old in self.of_node.values()}
            staying = await _staying(ledger, shelf, single.values(), leaving)
            moved = {
                node: ledger.by_id[old]
                for node, old in single.items()
                if node not in self.of_node and _fits(ledger.by_id[old], node) and old not in staying
            }
            self.of_node.update(moved)

    async def _keep(self, sources: Sources) -> None:
        """Find what people matched among the subjects that nodes would leave, and whose part of it each node is."""
        ledger, shelf = self._ledger, self._shelf
        rows: dict[Node, list[EditionRow]] = {}
        for node, own in sources.items():
            held = [row for source in own for row in shelf.holding(source)]
            above: Node | None = node
            while above is not None:
                rows.setdefault(above, []).extend(held)
                above = above.parent
        chains = {row.subject: _chain(ledger, row.subject) for held in rows.values() for row in held}
        matched = await subjects.have_matches(ledger.tx, {id_ for chain in chains.values() for id_ in chain})
        said = {
            (row["subject"], row["folder"]): row["instance"]
            for row in (await claims.of_subjects(ledger.tx, "documents", matched) if matched else ())
        }
        for node, held in rows.items() if matched else ():
            olds = {id_ for row in held for id_ in chains[row.subject] if _fits(ledger.by_id[id_], node)}
            if node not in self.of_node and len(olds) == 1 and olds <= matched:
                [old] = olds
                is_own = any(said.get((old, row.folder)) not in (None, MATCHED) for row in held)
                self.kept[node] = Kept(ledger.by_id[old], is_own)


def _fits(old: Subject, node: Node) -> bool:
    return old.kind == node.kind and old.scope == node.said.library.scope and not old.is_new


def _has_ids(node: Node | None) -> bool:
    return node is not None and (bool(node.ids) or _has_ids(node.parent))


async def _load_chains(ledger: Ledger, ids: set[int]) -> None:
    while ids:
        await ledger.load(ids)
        ids = {ledger.by_id[id_].parent for id_ in ids if id_ in ledger.by_id} - {0}


def _path(ledger: Ledger, id_: int) -> tuple[object, ...]:
    """Name a subject and all above it by their keys: files whose work is still called so need no second look."""
    subject = ledger.by_id.get(id_)
    return (subject.kind, subject.scope, subject.key, *_path(ledger, subject.parent)) if subject else ()


def _path_of(node: Node | None) -> tuple[object, ...]:
    return (node.kind, node.said.library.scope, node.work.key, *_path_of(node.parent)) if node else ()


def _chain(ledger: Ledger, id_: int) -> list[int]:
    """Give a subject and all that is above it, which `_load_chains` has read."""
    subject = ledger.by_id.get(id_)
    return [id_, *_chain(ledger, subject.parent)] if subject else []


def _parents(moved: dict[Node, Subject]) -> dict[Node, set[int]]:
    above: dict[Node, set[int]] = {}
    for node, old in moved.items():
        if node.parent is not None:
            above.setdefault(node.parent, set()).add(old.parent)
    return above


async def _staying(ledger: Ledger, shelf: Shelf, ids: Iterable[int], leaving: set[int]) -> set[int]:
    """Find the containers that keep something: a living work, however deep, that does not leave with the batch."""
    staying: set[int] = set()
    tops = {id_: id_ for id_ in ids}
    while tops:
        rows = await subjects.children(ledger.tx, tops)
        tops = {child: tops[parent] for child, parent in rows if child not in leaving}
        await shelf.load_subjects(tops)
        staying |= {top for id_, top in tops.items() if shelf.living(id_)}
    return staying
