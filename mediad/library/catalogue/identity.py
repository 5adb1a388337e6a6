"""Who the works of a batch are.

The ladder: what a person matched; a subject with one of the ids that name such works for certain; a subject of the same
kind, scope, parent and key. Where there is none, but the work's files were all that an older subject of its kind had (a
new tag, a corrected title), that subject takes the new key and keeps its id and what people did. Where both exist, the
older one is merged into the one that has the key. A container follows its children: it takes the new key when the batch
moves all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mediad.library.catalogue.externals import Externals
from mediad.library.catalogue.former import Former
from mediad.storage.ports import subjects
from mediad.storage.ports.subjects import Subject

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.catalogue.shelf import Shelf
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Identity

Merges = list[tuple[Subject, Subject]]


async def resolve(ledger: Ledger, shelf: Shelf, kinds: KindTable, nodes: Sequence[Node]) -> Merges:
    """Give every node its subject, level by level; give back which subjects became one: (old, remaining)."""
    externals = Externals(ledger, kinds, nodes)
    former = await Former.of(ledger, shelf, nodes)
    merges: Merges = []
    for _, level in groupby(sorted(nodes, key=_depth), key=_depth):
        merges += await _resolve_level(ledger, former, externals, list(level))
    return merges


def _depth(node: Node) -> int:
    return node.depth


async def _resolve_level(ledger: Ledger, former: Former, externals: Externals, level: list[Node]) -> Merges:
    wanted = await _find(ledger, level)
    matched = {node for node in level if node.identity in ledger.matched} if ledger.matched else set()
    if await externals.name(level, former):
        wanted = await _find(ledger, level)
    for node in level if former.kept else ():
        await _keep(ledger, former, node, wanted)
    merges = [pair for node in level if former.of_node for pair in _follow(ledger, former, node, wanted)]
    await ledger.create(wanted)
    for node in level:
        node.subject = ledger.known[node.identity]
        node.is_matched = node in matched or node.identity in ledger.matched
    return list({old.id: (old, now) for old, now in merges}.values())


async def _find(ledger: Ledger, level: Sequence[Node]) -> dict[Identity, str]:
    wanted = {node.identity: node.work.key for node in level}
    await ledger.find(wanted)
    return wanted


async def _keep(ledger: Ledger, former: Former, node: Node, wanted: dict[Identity, str]) -> None:
    """Let a work that a person matched stay what they said, under its new name; if that is its own, all take it."""
    kept = former.kept.get(node)
    if kept is None or node.identity in ledger.known or kept.subject.parent != node.identity[2]:
        return
    if kept.is_own and kept.subject.identity not in wanted:
        ledger.rekey(kept.subject, node.identity)
    else:
        await subjects.match(ledger.tx, node.identity, kept.subject.id)
        ledger.known[node.identity] = kept.subject
        ledger.matched.add(node.identity)


def _follow(ledger: Ledger, former: Former, node: Node, wanted: dict[Identity, str]) -> Merges:
    """Let the subject that a node's files were follow them to its new name, or into who has that name."""
    old = former.of_node.get(node)
    if old is None or old.identity in wanted or ledger.by_id.get(old.id) is not old:
        return []
    now = ledger.known.get(node.identity)
    if now is None:
        ledger.rekey(old, node.identity)
    elif now is not old and not now.is_new:
        del former.of_node[node]
        return [(old, now)]
    return []
