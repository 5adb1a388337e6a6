"""Puts what people said that files are in the place of what the files say of themselves, before works are resolved.

Editions and pieces of them that a person assigned to a work leave the work that their names make. A work that leaves as
a whole takes what lies beside it along; what it was called is left out, for it is said to be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from mediad.storage.ports import assignments
from mediad_sdk.wire import FlatWork

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.values import Assembled
    from mediad_sdk.wire import FlatEdition, FlatPart

MARK = "\u00a4"
"""Begins the keys of works that stand for one that a person meant: no name is folded to it."""

Targets: TypeAlias = Mapping[tuple[bytes, bytes], int]
"""The works that sources are said to be: by the names (file, folder) of a part's source."""


async def assigned(ledger: Ledger, batch: Sequence[Assembled]) -> Sequence[Assembled]:
    """Give a batch with the works that people meant; those are known to the ledger from here on."""
    files = [file for said in batch if said.works for file in said.files.values()]
    folders = [folder for said in batch if said.works for folder in said.folders.values()]
    told = await assignments.of_sources(ledger.tx, files, folders)
    if not told:
        return batch
    await ledger.load(told.values())
    placed = ((said, _targets(ledger, said, told)) for said in batch)
    return [_placed(ledger, said, targets) if targets else said for said, targets in placed]


def _targets(ledger: Ledger, said: Assembled, told: Mapping[tuple[int, int], int]) -> Targets:
    named = {(name, b""): (file, 0) for name, file in said.files.items()}
    named |= {(b"", name): (0, folder) for name, folder in said.folders.items()}
    meant = {names: ledger.by_id.get(told.get(source, 0)) for names, source in named.items()}
    scope = said.library.scope
    return {names: target.id for names, target in meant.items() if target is not None and target.scope == scope}


def _placed(ledger: Ledger, said: Assembled, targets: Targets) -> Assembled:
    """Part the works of a folder; those that are left without anything are no works any more."""
    kept: list[FlatWork] = []
    moved: list[FlatWork] = []
    places: dict[int, int] = {}
    parents = {work.parent for work in said.works}
    for at, work in enumerate(said.works):
        rest, leaving = _parted(work.editions, targets)
        left = work._replace(editions=rest, parent=places.get(work.parent, -1))
        standing = [_standing(ledger, target)._replace(editions=editions) for target, editions in leaving.items()]
        if len(standing) == 1 and not rest:
            left = standing.pop()._replace(more=work.more)
        moved += standing
        if left.editions or not leaving or at in parents:
            places[at] = len(kept)
            kept.append(left)
    return replace(said, works=[*kept, *moved])


def _standing(ledger: Ledger, target: int) -> FlatWork:
    """Give a work that stands for one that is known, and make it be found by its key."""
    subject = ledger.by_id[target]
    identity = (subject.kind, subject.scope, 0, f"{MARK}{target}")
    ledger.known[identity] = subject
    ledger.matched.add(identity)
    return FlatWork(subject.kind, identity[3], -1, (), (), {})


def _parted(
    editions: Sequence[FlatEdition], targets: Targets
) -> tuple[list[FlatEdition], dict[int, list[FlatEdition]]]:
    """Part editions into what stays, and what goes to which work."""
    rest: list[FlatEdition] = []
    leaving: dict[int, list[FlatEdition]] = {}
    for edition in editions:
        pieces: dict[int, list[FlatPart]] = {}
        for role, position, selector, sources in edition.parts:
            held: dict[int, list[tuple[bytes, bytes]]] = {}
            for source in sources:
                held.setdefault(targets.get((source[0], source[1]), 0), []).append(source)
            for target, own in held.items():
                pieces.setdefault(target, []).append((role, position, selector, own))
        for target, parts in pieces.items() or ((0, edition.parts),):
            into = leaving.setdefault(target, []) if target else rest
            into.append(edition._replace(parts=parts))
    return rest, leaving
