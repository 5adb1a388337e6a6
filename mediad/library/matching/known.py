"""What is known of a work without any provider: that is what providers are asked with.

What a provider said is left out, so that a wrong match cannot prove itself right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue import facts
from mediad.library.catalogue.merge import PROVIDER, Said, merge
from mediad.storage.ports import claims, projections, subjects
from mediad_sdk.plain import loads
from mediad_sdk.values.metadata import Query

if TYPE_CHECKING:
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad.storage.ports.subjects import Subject


async def query_of(reader: Reader, kinds: KindTable, subject: Subject, language: str) -> Query:
    """Make the question about a work, and about what stands above it."""
    fields = await _fields(reader, kinds, subject)
    return Query(
        kind=subject.kind, title=facts.title_of(fields, subject.title), year=facts.year_of(facts.date_of(fields)),
        ids=_ids(kinds, subject.kind, facts.ids_of(fields)), fields=fields,
        parent=await _parent(reader, kinds, subject.parent, language), language=language,
    )  # fmt: skip


async def _parent(reader: Reader, kinds: KindTable, parent: int, language: str) -> Query | None:
    """Make the question about the work above: who that is has been found out before, by a provider too."""
    found = await subjects.load(reader, [parent]) if parent else []
    if not found:
        return None
    query = await query_of(reader, kinds, found[0], language)
    rows = [(row[1], row[2], row[3]) for row in await projections.of(reader, "ids", [parent])]
    return Query(
        kind=query.kind, title=query.title, year=query.year, ids=_ids(kinds, query.kind, rows), fields=query.fields,
        parent=query.parent, language=language,
    )  # fmt: skip


async def _fields(reader: Reader, kinds: KindTable, subject: Subject) -> Mapping[str, Any]:
    rows = await claims.of_subjects(reader, "documents", [subject.id])
    said = [
        Said(row["source"], loads(row["body"]), row["instance"], row["folder"], row["file"])
        for row in rows
        if row["source"] != PROVIDER
    ]
    locks = {row["field"]: loads(row["value"]) for row in await claims.of_subjects(reader, "locks", [subject.id])}
    return merge(said, kinds.rules(subject.kind), locks).fields


def _ids(kinds: KindTable, kind: str, ids: list[tuple[str, str, str]]) -> dict[str, str]:
    """Give ids by scheme; where a kind says which name its works, those alone: one of its collection is not its own."""
    naming = set(kinds.kind(kind).identified_by)
    return {scheme: value for scheme, entity, value in reversed(ids) if not naming or (scheme, entity) in naming}
