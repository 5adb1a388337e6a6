"""What is known of a work and worth to be passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.library.catalogue.merge import NAMES, Said, merge
from mediad.storage.ports import claims
from mediad_sdk.data import dataclass
from mediad_sdk.plain import loads
from mediad_sdk.wire import PLACE

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad.storage.ports.subjects import Subject

_PRIVATE = frozenset({"people", *PLACE})
"""What people did is theirs, and a place is the media type's to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The fields of a work.

    Attributes:
        facts: What somebody says of it.
        names: What only names of files say of it, right or wrong or made up for want of better: `Episode 1`.
    """

    facts: Mapping[str, Any]
    names: Mapping[str, Any]

    def with_names(self, of: Container[str]) -> dict[str, Any]:
        """Give the facts, and those of the names' fields that are wanted."""
        return {**self.facts, **{name: value for name, value in self.names.items() if name in of}}


async def known(reader: Reader, kinds: KindTable, subject: Subject) -> Known:
    """Read what is known of a work, and who says so."""
    said = [
        Said(source=row["source"], fields=loads(row["body"]), instance=row["instance"], folder=row["folder"])
        for row in await claims.of_subjects(reader, "documents", [subject.id])
    ]
    locks = {row["field"]: loads(row["value"]) for row in await claims.of_subjects(reader, "locks", [subject.id])}
    origin = merge(said, kinds.rules(subject.kind), locks).origin
    fields = {name: value for name, value in loads(subject.data).items() if name not in _PRIVATE}
    named = {name: value for name, value in fields.items() if NAMES.issuperset(origin.get(name) or ("",))}
    return Known(facts={name: fields[name] for name in fields.keys() - named.keys()}, names=named)
