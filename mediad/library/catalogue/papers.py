"""Files what a batch says beside editions: documents, companions, pictures and relations.

Each is compared with what the same folders said before: equal rows stay untouched, others are added or withdrawn. The
last documents of a subject that no folder mentions any more are kept as its memory, until somebody speaks of it again.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.merge import MATCHED, Said, alone
from mediad.storage.ports import Row, claims
from mediad_sdk.data import dataclass
from mediad_sdk.plain import dumps, loads

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.kinds import KindTable
    from mediad.library.values import Assembled
    from mediad.storage.ports.subjects import Subject

PERSON = "person"
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
            elif (body := self._merged(row["subject"], said)[1]) != row["body"]:
                updates.append((body, self._ledger.now, row["id"]))
                filed.touched.add(row["subject"])
        await claims.run(self._ledger.tx, "update_document", updates)
        await self._withdraw(stale, {node.known.id for node in nodes}, filed)
        await self._add(wanted, {(node.known.id, node.said.folder) for node in nodes if node.is_matched}, filed)
        return filed

    def _is_ours(self, row: Row) -> bool:
        home = self._kinds.type_of(row["kind"])
        return (row["folder"], home) in self._types or not home

    def _wanted(self, nodes: Sequence[Node]) -> dict[Paper, str]:
        wanted: dict[Paper, str] = {}
        for node in sorted(nodes, key=lambda node: node.is_matched):
            subject, folder, files = node.known.id, node.said.folder, node.said.files
            for source, file, body in node.work.documents:
                paper = (subject, source, folder, files.get(file, 0))
                wanted[paper] = _both(wanted[paper], body) if paper in wanted else body
        return wanted

    def _merged(self, subject: int, body: str) -> tuple[dict[str, Any], str]:
        """Give a document as it is stored: lists that the kind joins hold each item once."""
        fields = loads(body)
        own = alone(fields, self._kinds.rules(self._ledger.by_id[subject].kind))
        return own, body if own is fields else dumps(own)

    async def _withdraw(self, stale: Sequence[Row], mentioned: set[int], filed: Filed) -> None:
        silent = {row["subject"] for row in stale} - mentioned
        ids = {row["id"] for row in stale}
        told = {
            row["subject"]
            for row in await claims.of_subjects(self._ledger.tx, "documents", silent)
            if row["id"] not in ids and row["folder"]  # what a provider says is no sign that the work is there
        }
        kept = silent - told
        filed.touched |= {row["subject"] for row in stale} - kept
        # What one source said in several folders is remembered once, as the last of them said it.
        memory = {(row["subject"], row["source"], row["file"]): row["id"] for row in stale if row["subject"] in kept}
        tx = self._ledger.tx
        await claims.run(tx, "delete_document", [(id_,) for id_ in sorted(ids - {*memory.values()})])
        await claims.run(tx, "remember_document", [(self._ledger.now, id_) for id_ in memory.values()])

    async def _add(self, wanted: Mapping[Paper, str], matched: Container[tuple[int, int]], filed: Filed) -> None:
        first = await self._ledger.tx.reserve("document", len(wanted)) if wanted else 0
        by_id, kinds, now = self._ledger.by_id, self._kinds, self._ledger.now
        rows = []
        for number, ((subject, source, folder, file), said) in enumerate(wanted.items(), first):
            about = by_id[subject]
            own, body = self._merged(subject, said)
            version = kinds.kind(about.kind).schema_version
            instance = MATCHED if (subject, folder) in matched else ""
            rows.append((number, subject, source, instance, self._library[folder], folder, file, version, body, now))
            filed.touched.add(subject)
            if about.is_new:
                filed.said.setdefault(subject, []).append(Said(source, own, "", folder, file, body))
        await claims.run(self._ledger.tx, "insert_document", rows)


async def file_word(
    ledger: Ledger, kinds: KindTable, subject: Subject, fields: Mapping[str, Any], instance: str
) -> Filed:
    """Write down what a person says of a work that is new, which no folder says."""
    body = dumps(fields)
    number = await ledger.tx.reserve("document")
    version = kinds.kind(subject.kind).schema_version
    row = (number, subject.id, PERSON, instance, 0, 0, 0, version, body, ledger.now)
    await claims.run(ledger.tx, "insert_document", [row])
    said = Said(source=PERSON, fields=dict(fields), instance=instance, folder=0, file=0, body=body)
    return Filed(touched={subject.id}, said={subject.id: [said]})


def _both(first: str, second: str) -> str:
    """Join what one source says in two places: the first decides."""
    both = {**loads(second), **loads(first)}
    return dumps({name: both[name] for name in sorted(both)})
