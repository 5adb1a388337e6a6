"""Puts what a batch says about editions on the shelf, and takes back what it no longer says.

A folder decides about the sources that lie in it now. A file that is missing keeps its part: its state hides it, and it
comes back with everything that people did, unless another file took its place. A file that moved is for its new folder
to decide about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mediad.storage.ports import editions
from mediad.storage.ports.editions import EditionRow, PartKey, SourceKey

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node, Pieces
    from mediad.library.catalogue.shelf import Shelf
    from mediad.library.kinds import KindTable
    from mediad.library.values import Assembled
    from mediad_sdk.wire import FlatEdition


async def arrange(ledger: Ledger, shelf: Shelf, kinds: KindTable, nodes: Sequence[Node]) -> Arrangement:
    """Match every edition of a batch with what is there."""
    await shelf.load_subjects({node.known.id for node in nodes if not node.known.is_new and not _held(shelf, node)})
    await ledger.load({row.subject for row in shelf.rows.values()})
    contents = await editions.contents(ledger.tx, files) if (files := _comparable(shelf, nodes)) else {}
    done = Arrangement(ledger, shelf, kinds, contents)
    done.claim(nodes)
    return done


def _held(shelf: Shelf, node: Node) -> bool:
    """Tell whether a work has all of a node's files already, so that none of them is a new copy."""
    bare = any(not pieces for _, pieces in node.editions)
    return not bare and all(node.known.id in shelf.subjects_of(source) for source in node.sources)


def _comparable(shelf: Shelf, nodes: Sequence[Node]) -> set[int]:
    """Give the files that may be copies of each other: those of subjects with more than one edition."""
    claims: dict[int, list[set[SourceKey]]] = {}
    for node in nodes:
        if node.editions:
            claims.setdefault(node.known.id, []).extend({*_flat(pieces)} for _, pieces in node.editions)
    out: set[int] = set()
    for subject, own in claims.items():
        sources = shelf.sources_of(subject).union(*own)
        if len(own) > 1 or sources != own[0]:
            out.update(file for file, _ in sources if file)
    return out


def _flat(pieces: Pieces) -> Iterable[SourceKey]:
    return (source for sources in pieces.values() for source in sources)


class Arrangement:
    """What a batch says about editions."""

    def __init__(self, ledger: Ledger, shelf: Shelf, kinds: KindTable, contents: Mapping[int, bytes]) -> None:
        self._ledger = ledger
        self._shelf = shelf
        self._kinds = kinds
        self._contents = contents
        self._claimants: dict[SourceKey, set[int]] = {}
        self._said: set[tuple[int, PartKey, SourceKey]] = set()
        self._rows: set[int] = set()
        self.touched: set[int] = set()

    def claim(self, nodes: Sequence[Node]) -> None:
        """Find or make an edition for each that is said."""
        for node in nodes:
            for source in node.sources if node.editions else ():
                self._claimants.setdefault(source, set()).add(node.known.id)
        for node in nodes:
            for edition, pieces in node.editions:
                row = self._match(node, edition, pieces) or self._vacant(node, edition)
                row = row or self._torn(node, edition, pieces) or self._new(node)
                self._describe(node, row, edition, pieces)
                self._hold(node, row, pieces)

    def _match(self, node: Node, edition: FlatEdition, pieces: Pieces) -> EditionRow | None:
        """Find the edition that is meant: by its files, or as a copy; its name decides where files leave a choice."""
        own, name = node.known.id, (edition.version, edition.rendition)
        held = [(key, row) for key, sources in pieces.items() for each in sources for row in self._shelf.holding(each)]
        if not held:  # files that nobody has had: a first scan meets nothing else
            return self._copy(node, name, pieces)
        ours = [(key, row) for key, row in held if row.subject == own]
        free = [row for _, row in ours if row.id not in self._rows]
        named = [row for key, row in ours if key in row.parts and (row.version, row.rendition) == name]
        left = [row for _, row in held if row.id not in self._rows and self._is_left(row, node)]
        for row in (*named, *free):
            return row
        for row in left:
            self.touched.add(row.subject)
            self._shelf.move(row, own)
            return row
        return self._copy(node, name, pieces)

    def _is_left(self, row: EditionRow, node: Node) -> bool:
        """Tell whether an edition's files are claimed by no node of its subject any more."""
        if self._ledger.by_id[row.subject].kind != node.kind or row.origin != "scan":
            return False
        return all(row.subject not in self._claimants.get(source, ()) for source in row.sources())

    def _copy(self, node: Node, name: tuple[str, str], pieces: Pieces) -> EditionRow | None:
        """Find an edition of the same name whose parts are byte for byte the same; one without parts is its name."""
        for row in self._shelf.of(node.known.id):
            is_named = (row.version, row.rendition) == name and not row.is_vacant
            if is_named and row.parts.keys() == pieces.keys() and self._equal(row, pieces):
                return row
        return None

    def _equal(self, row: EditionRow, pieces: Pieces) -> bool:
        for key, sources in pieces.items():
            ours = {self._contents.get(file) for file, _ in sources}
            theirs = {self._contents.get(file) for file, _ in row.parts[key].sources}
            if len(ours | theirs) != 1 or None in ours:
                return False
        return True

    def _vacant(self, node: Node, edition: FlatEdition) -> EditionRow | None:
        """Find an edition of this version that is lost, at best of one rendition; people go on where they were."""
        vacant = [
            row
            for row in self._shelf.of(node.known.id)
            if row.is_vacant and (row.version, row.origin) == (edition.version, "scan") and row.id not in self._rows
        ]
        best = min(vacant, key=lambda row: (row.rendition != edition.rendition, row.id), default=None)
        if best:
            self._shelf.vacate(best)
        return best

    def _torn(self, node: Node, edition: FlatEdition, pieces: Pieces) -> EditionRow | None:
        """Find the edition whose other parts lie in other folders: `CD1/film.avi`, `CD2/film.avi`."""
        places = {position for _, position, _ in pieces}
        for row in self._shelf.of(node.known.id):
            held = {position for _, position, _ in row.parts}
            named = (row.version, row.rendition, row.origin) == (edition.version, edition.rendition, "scan")
            if named and held and places and not held & places and max(min(held), min(places)) > 0:
                row.folder = 0 if 0 in places else row.folder  # the first part's folder describes the edition
                return row
        return None

    def _new(self, node: Node) -> EditionRow:
        row = EditionRow(0, "", node.known.id, "", folder=node.said.folder)
        return self._shelf.add(row)

    def _describe(self, node: Node, row: EditionRow, edition: FlatEdition, pieces: Pieces) -> None:
        """Write down what the edition's own folder says; a copy elsewhere adds nothing but its files."""
        if row.folder not in (node.said.folder, 0) and row.folder in row.homes.values():
            return
        row.folder = node.said.folder
        row.version, row.rendition, row.label, row.facts, row.duration, row.marks = edition[:6]
        row.status, row.reason = edition.status, edition.reason
        row.recipe = node.said.files.get(edition.recipe, 0)
        row.key = _key(row, pieces)

    def _hold(self, node: Node, row: EditionRow, pieces: Pieces) -> None:
        self._rows.add(row.id)
        for key, sources in pieces.items():
            for source in sources:
                self._said.add((row.id, key, source))
                if key not in row.parts or source not in row.parts[key].sources:
                    self._shelf.add_source(row, key, source, node.said.folder)

    def withdraw(self, batch: Sequence[Assembled]) -> None:
        """Take back what folders held before and do not any more."""
        for said in batch:
            for file in said.files.values():
                self._withdraw_source(said, (file, 0))
            for folder in said.folders.values():
                self._withdraw_source(said, (0, folder))
        self._withdraw_empty({(said.folder, said.type): said for said in batch}.values())

    def _withdraw_source(self, said: Assembled, source: SourceKey) -> None:
        for row in list(self._shelf.holding(source)):
            for key in [key for key, part in row.parts.items() if source in part.sources]:
                if (row.id, key, source) not in self._said and self._decides(said, row):
                    self.touched.add(row.subject)
                    self._shelf.drop_source(row, key, source)

    def _withdraw_empty(self, batch: Iterable[Assembled]) -> None:
        """Take back editions that never had a file and are no longer told of."""
        empty = [row for row in self._shelf.rows.values() if not row.parts and row.id not in self._rows]
        for row in empty:
            if any(said.folder == row.folder and self._decides(said, row) for said in batch):
                self.touched.add(row.subject)
                self._shelf.drop(row)

    def _decides(self, said: Assembled, row: EditionRow) -> bool:
        home = self._kinds.type_of(self._ledger.by_id[row.subject].kind)
        return row.origin == "scan" and home in (said.type, "")


def _key(row: EditionRow, pieces: Pieces) -> str:
    """Name an edition within its work; files tell equal names apart."""
    for (_, _, selector), sources in pieces.items():
        for file, folder in sources:
            return f"{row.version}|{row.rendition}|{file or f'd{folder}'}|{selector}"
    return f"{row.version}|{row.rendition}||"
