"""A batch as nodes: each work of each folder, with its place in the tree and the sources of its editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from mediad.storage.ports.editions import PartKey, SourceKey
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.library.values import Assembled
    from mediad.storage.ports.subjects import Identity, Subject
    from mediad_sdk.wire import FlatEdition, FlatWork

Pieces: TypeAlias = dict[PartKey, list[SourceKey]]


@dataclass(slots=True, eq=False)
class Node:
    """One work as one folder says it."""

    said: Assembled
    work: FlatWork
    parent: Node | None
    depth: int
    subject: Subject | None = None
    editions: list[tuple[FlatEdition, Pieces]] = field(default_factory=list)
    sources: frozenset[SourceKey] = frozenset()
    """Every file and folder that its editions are made of."""
    key: str = ""
    """The match key, or that of the work it is by its ids."""
    ids: Sequence[tuple[str, str, str]] = ()
    """Ids that name it for certain: (scheme, entity, value)."""
    is_matched: bool = False
    """Whether a person said that it is what it is, and not what it is called."""

    @property
    def kind(self) -> str:
        """The kind of the work."""
        return self.work.kind

    @property
    def identity(self) -> Identity:
        """Who it is; its parent must be resolved."""
        above = self.parent.known.id if self.parent else 0
        return self.work.kind, self.said.library.scope, above, self.key or self.work.key

    @property
    def known(self) -> Subject:
        """The subject that it is; only after identity was resolved."""
        if self.subject is None:
            raise RuntimeError(f"{self.kind} {self.work.key!r} was not resolved")
        return self.subject


def nodes_of(batch: Sequence[Assembled]) -> list[Node]:
    """Flatten a batch; parents come before their children."""
    return [node for said in batch for node in _flatten(said)]


def _flatten(said: Assembled) -> Iterator[Node]:
    nodes: list[Node] = []
    for work in said.works:
        parent = nodes[work.parent] if work.parent >= 0 else None
        node = Node(said, work, parent, parent.depth + 1 if parent else 0)
        if work.editions:
            node.editions = [(each, _pieces(said, each)) for each in work.editions]
            node.sources = frozenset([each for _, pieces in node.editions for held in pieces.values() for each in held])
        nodes.append(node)
        yield node


def _pieces(said: Assembled, edition: FlatEdition) -> Pieces:
    return {
        (role, position, selector): [found for file, folder in sources if (found := _source(said, file, folder))]
        for role, position, selector, sources in edition.parts
    }


def _source(said: Assembled, file: bytes, folder: bytes) -> SourceKey | None:
    """Find the file or folder; a name that the folder does not hold is nothing."""
    if (number := said.files.get(file)) is not None:
        return number, 0
    number = said.folders.get(folder)
    return None if number is None else (0, number)
