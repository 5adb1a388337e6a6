"""Files what a batch says beside editions: documents, companions, pictures and relations.

Each is compared with what the same folders said before: equal rows stay untouched, others are added or withdrawn. The
last documents of a subject that no folder mentions any more are kept as its memory, until somebody speaks of it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.facts import PLACE
from mediad.library.catalogue.merge import Said, alone, tells
from mediad.library.catalogue.texts import dumps
from mediad.storage.ports import Row, claims

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.kinds import KindTable
    from mediad.library.values import Assembled

Paper = tuple[int, str, int, int]
"""(subject, source, folder, file): one document."""


@dataclass(slots=True)
class Filed:
    """What was filed: subjects whose documents changed, and what new subjects have, so that nobody reads it back."""

    touched: set[int] = field(default_factory=set)
    said: dict[int, list[Said]] = field(default_factory=dict)


class Documents:
    """The documents of a batch."""

    def __init__(self, ledger: Ledger, kinds: KindTable, batch: Sequence[Assembled]) -> None:
        self._ledger = ledger
        self._kinds = kinds
        self._folders = sorted({said.folder for said in batch})
        self._types = {(said.folder, said.type) for said in batch}
        self._library = {said.folder: said.library.id for said in batch}

    async def file(self, nodes: Sequence[Node]) -> Filed:
        """Write the documents down; give back whom they are about."""
        wanted = self._wanted(nodes)
        filed = Filed()
        stale: list[Row] = []
        updates = []
        for row in await claims.of_folders(self._ledger.tx, "documents", self._folders):
            said = wanted.pop((row["subject"], row["source"], row["folder"], row["file"]), None)
            if said is None:
                if self._is_ours(row):
                    stale.append(row)
            elif (body := self._body(row["subject"], said)) != row["body"]:
                updates.append((body, self._ledger.now, row["id"]))
                filed.touched.add(row["subject"])
        await claims.run(self._ledger.tx, "update_document", updates)
        await self._withdraw(stale, {node.known.id for node in nodes}, filed)
        await self._add(wanted, filed)
        return filed

    def _is_ours(self, row: Row) -> bool:
        home = self._kinds.type_of(row["kind"])
        return (row["folder"], home) in self._types or not home

    def _wanted(self, nodes: Sequence[Node]) -> dict[Paper, Mapping[str, Any]]:
        wanted: dict[Paper, Mapping[str, Any]] = {}
        for node in nodes:
            said, subject = node.said, node.known.id
            for document in _documents(node.work):
                paper = (subject, document["source"], said.folder, said.files.get(document.get("file", b""), 0))
                before = wanted.get(paper)
                wanted[paper] = {**document["fields"], **before} if before else document["fields"]
        return wanted

    def _body(self, subject: int, fields: Mapping[str, Any]) -> str:
        return dumps(alone(fields, self._kinds.rules(self._ledger.by_id[subject].kind)))

    async def _withdraw(self, stale: Sequence[Row], mentioned: set[int], filed: Filed) -> None:
        silent = {row["subject"] for row in stale} - mentioned
        ids = {row["id"] for row in stale}
        told = {
            row["subject"]
            for row in await claims.of_subjects(self._ledger.tx, "documents", silent)
            if row["id"] not in ids
        }
        kept = silent - told
        filed.touched |= {row["subject"] for row in stale} - kept
        tx = self._ledger.tx
        await claims.run(tx, "remember_document", [(row["id"],) for row in stale if row["subject"] in kept])
        await claims.run(tx, "delete_document", [(row["id"],) for row in stale if row["subject"] not in kept])

    async def _add(self, wanted: Mapping[Paper, Mapping[str, Any]], filed: Filed) -> None:
        first = await self._ledger.tx.reserve("document", len(wanted)) if wanted else 0
        by_id, kinds, now = self._ledger.by_id, self._kinds, self._ledger.now
        rows = []
        for number, ((subject, source, folder, file), fields) in enumerate(wanted.items(), first):
            about = by_id[subject]
            version = kinds.kind(about.kind).schema_version
            own = alone(fields, kinds.rules(about.kind))
            body = dumps(own)
            rows.append((number, subject, source, "", self._library[folder], folder, file, version, body, now))
            filed.touched.add(subject)
            if about.is_new:
                filed.said.setdefault(subject, []).append(Said(source, own, "", folder, file, body))
        await claims.run(self._ledger.tx, "insert_document", rows)


def _documents(work: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Give a work's documents, the first of them with what the work itself says about its place."""
    documents: Sequence[Mapping[str, Any]] = work.get("documents", ())
    place = {name: work[name] for name in PLACE if name in work and tells(work[name])}
    if not place:
        return documents
    first: Mapping[str, Any] = documents[0] if documents else {"source": "name", "fields": {}}
    return [{**first, "fields": {**place, **first["fields"]}}, *documents[1:]]
