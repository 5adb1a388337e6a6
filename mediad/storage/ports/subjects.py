"""Subjects as rows: works, parties and collections with their identity."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Gone, MediadError, NotFound
from mediad_sdk.text import FOLD_VERSION

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Transaction

Identity: TypeAlias = tuple[str, int, int, str]
"""(kind, scope, parent, key): equal ones are one subject."""


class Moved(MediadError):
    """The work turned out to be another one: `uid` is what `old` became."""

    code = "moved"
    remedy = "Ask for the id that is named."

    def __init__(self, uid: str, old: str) -> None:
        super().__init__(f"This id was merged into {uid}.")
        self.uid = uid
        self.old = old


@dataclass(slots=True, eq=False)
class Subject:
    """One row of the table, and what it was when it was read; in the order of the columns."""

    id: int
    uid: str
    kind: str
    scope: int
    parent: int
    key: str
    extra: str = ""
    title: str = ""
    position: float | None = None
    position_label: str = ""
    position_end: float | None = None
    availability: str = "{}"
    age: int | None = None
    data: str = "{}"
    brief: str = "{}"
    schema_version: int = 1
    fold_version: int = FOLD_VERSION
    added: int = 0
    stored: tuple[object, ...] | None = field(default=None, repr=False)
    picture: str | None = None
    """The picture that stands for it in its brief, once somebody asked."""

    @property
    def identity(self) -> Identity:
        """What makes it this subject and no other."""
        return self.kind, self.scope, self.parent, self.key

    @property
    def former(self) -> Identity:
        """The identity that the database knows; a new subject's own."""
        if self.stored is None:
            return self.identity
        kind, scope, parent, key = self.stored[2:6]
        return str(kind), int(str(scope)), int(str(parent)), str(key)

    def columns(self) -> tuple[object, ...]:
        """The row as it is now."""
        return (
            self.id, self.uid, self.kind, self.scope, self.parent, self.key, self.extra, self.title, self.position,
            self.position_label, self.position_end, self.availability, self.age, self.data, self.brief,
            self.schema_version, self.fold_version, self.added,
        )  # fmt: skip

    @property
    def is_new(self) -> bool:
        """Whether the database does not have it yet."""
        return self.stored is None


def _read(rows: Iterable[Sequence[object]]) -> list[Subject]:
    return [Subject(*row, stored=tuple(row)) for row in rows]  # type: ignore[arg-type, misc]  # the columns are in the fields' order


async def find(reader: Reader, wanted: Iterable[Identity]) -> list[Subject]:
    """Read those of these subjects that exist."""
    listed = list(wanted)
    return _read(await reader.fetch_all("subjects.find", (json.dumps(listed),))) if listed else []


async def matched(reader: Reader, wanted: Iterable[Identity]) -> dict[Identity, int]:
    """Read which subjects people said these identities are."""
    listed = list(wanted)
    rows = await reader.fetch_all("subjects.matched", (json.dumps(listed),)) if listed else []
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


async def match(tx: Transaction, identity: Identity, subject: int) -> None:
    """Remember that a person said who is meant by an identity: what is scanned later must not undo it."""
    await tx.execute("subjects.match", (*identity, subject))


async def unmatch(tx: Transaction, subject: int) -> None:
    """Forget whom people said that a subject is, too."""
    await tx.execute("subjects.unmatch", (subject,))


async def have_matches(reader: Reader, ids: Iterable[int]) -> set[int]:
    """Tell which of some subjects people said that others are."""
    listed = list(ids)
    rows = await reader.fetch_all("subjects.have_matches", (json.dumps(listed),)) if listed else []
    return {row[0] for row in rows}


async def bearing(reader: Reader, wanted: Sequence[tuple[object, ...]]) -> list[tuple[str, str, str, Identity]]:
    """Read who has external ids: (kind, scope, parent, scheme, entity, value); the oldest first."""
    rows = await reader.fetch_all("subjects.bearing", (json.dumps(wanted),)) if wanted else []
    return [(row[0], row[1], row[2], (row[3], row[4], row[5], row[6])) for row in rows]


async def load(reader: Reader, ids: Iterable[int]) -> list[Subject]:
    """Read subjects by id."""
    listed = list(ids)
    return _read(await reader.fetch_all("subjects.load", (json.dumps(listed),))) if listed else []


async def children(reader: Reader, ids: Iterable[int]) -> list[tuple[int, int]]:
    """List (child, parent) of some subjects."""
    listed = list(ids)
    rows = await reader.fetch_all("subjects.children", (json.dumps(listed),)) if listed else []
    return [(row[0], row[1]) for row in rows]


async def write(tx: Transaction, subjects: Iterable[Subject], now: int) -> list[Subject]:
    """Write new and changed subjects; give back those that were changed."""
    new, changed, parked = [], [], []
    for each in subjects:
        row = each.columns()
        if each.stored is None:
            new.append((*row, now))
        elif row != each.stored:
            changed.append((each, row))
            if each.identity != each.former:
                parked.append((each.id,))
        each.stored = row
    if new:
        await tx.execute_many("subjects.insert", new)
    if parked:
        await tx.execute_many("subjects.park", parked)
    if changed:
        await tx.execute_many("subjects.update", [(*row[2:17], now, row[0]) for _, row in changed])
    return [each for each, _ in changed]


async def hold(tx: Transaction, uid: str) -> None:
    """Keep a subject from everybody else who would hold it, until the end of this unit."""
    await tx.fetch_one("subjects.hold", (uid,))


async def id_of(reader: Reader, uid: str) -> int:
    """Give the internal id of a public one; raises `Moved`, `Gone` or `NotFound`."""
    if row := await reader.fetch_one("subjects.by_uid", (uid,)):
        return int(row[0])
    alias = await reader.fetch_one("subjects.alias", (uid,))
    if alias is None:
        raise NotFound(f"There is no work {uid}.", remedy="Check the id; works are listed under /items.")
    if alias[0] is None:
        raise Gone(f"The work {uid} was removed.")
    raise Moved(alias[0], uid)
