"""A batch as nodes: each work of each folder, with its place in the tree and the sources of its editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from mediad.library.catalogue.texts import clean, dumps, is_clean
from mediad.storage.ports.editions import PartKey, SourceKey

if TYPE_CHECKING:
    from mediad.library.values import Assembled
    from mediad.storage.ports.subjects import Identity, Subject

Pieces: TypeAlias = dict[PartKey, list[SourceKey]]


@dataclass(slots=True, eq=False)
class Node:
    """One work as one folder says it."""

    said: Assembled
    work: Mapping[str, Any]
    parent: Node | None
    depth: int
    subject: Subject | None = None
    editions: list[tuple[Mapping[str, Any], Pieces]] = field(default_factory=list)
    sources: frozenset[SourceKey] = frozenset()
    """Every file and folder that its editions are made of."""

    @property
    def kind(self) -> str:
        """The kind of the work."""
        return str(self.work["kind"])

    @property
    def identity(self) -> Identity:
        """Who it is; its parent must be resolved."""
        above = self.parent.known.id if self.parent else 0
        return self.kind, self.said.library.scope, above, self.work["key"]

    @property
    def known(self) -> Subject:
        """The subject that it is; only after identity was resolved."""
        if self.subject is None:
            raise RuntimeError(f"{self.kind} {self.work['key']!r} was not resolved")
        return self.subject


def nodes_of(batch: Sequence[Assembled]) -> list[Node]:
    """Flatten a batch; parents come before their children."""
    return [node for said in batch for node in _flatten(said)]


def _flatten(said: Assembled) -> Iterator[Node]:
    nodes: list[Node] = []
    works = said.works if is_clean(said.works) else list(map(clean, said.works))
    for work in works:
        parent = nodes[work["parent"]] if work.get("parent") is not None else None
        node = Node(said, work, parent, parent.depth + 1 if parent else 0)
        if "editions" in work:
            node.editions = [(each, _pieces(said, each)) for each in work["editions"]]
            node.sources = frozenset(each for _, pieces in node.editions for held in pieces.values() for each in held)
        nodes.append(node)
        yield node


def _pieces(said: Assembled, edition: Mapping[str, Any]) -> Pieces:
    pieces: Pieces = {}
    for part in edition["parts"]:
        selector = dumps(part["selector"]) if part.get("selector") else ""
        key = (part.get("role", "main"), part.get("position", 0), selector)
        pieces[key] = [found for each in part["sources"] if (found := _source(said, each))]
    return pieces


def _source(said: Assembled, source: Mapping[str, bytes]) -> SourceKey | None:
    """Find the file or folder; a name that the folder does not hold is nothing."""
    if (file := said.files.get(source.get("file", b""))) is not None:
        return file, 0
    folder = said.folders.get(source.get("folder", b""))
    return None if folder is None else (0, folder)
