"""Collections that providers put a work into: beside those that folders tell of, which go before them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mediad.library.catalogue.attached import Attached
from mediad.storage.ports import claims
from mediad_sdk.text import match_key

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Identity, Subject


async def gather(ledger: Ledger, kinds: KindTable, subject: Subject, titles: Iterable[str]) -> Attached:
    """Let a work be in the collections of these titles, and in no other that only providers told of."""
    rows = await claims.of_subjects(ledger.tx, "collections", [subject.id])
    home = "" if any(row["folder"] for row in rows) else kinds.collection_of(subject.kind)
    wanted: dict[Identity, str] = {(home, subject.scope, 0, match_key(each)): each for each in titles if home}
    await ledger.admit(wanted)
    targets = {ledger.known[each].id for each in wanted}
    gone = [row for row in rows if not row["folder"] and row["target"] not in targets]
    new = sorted(targets - {row["target"] for row in rows})
    await claims.run(ledger.tx, "delete_relation", [(row["id"],) for row in gone])
    first = await ledger.tx.reserve("relation", len(new)) if new else 0
    added = [(first + at, subject.id, "collection", target, None, "", "{}", 0) for at, target in enumerate(new)]
    await claims.run(ledger.tx, "insert_relation", added)
    return Attached(targets={*new, *(row["target"] for row in gone)}, related={subject.id: new} if new else {})
