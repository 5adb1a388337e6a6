"""A dry run: who of a batch is known, who would be new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mediad.library.catalogue import facts
from mediad.library.catalogue.merge import Said, merge
from mediad.library.values import Plan
from mediad.storage.ports import Reader, subjects
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from mediad.library.catalogue.nodes import Node
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Identity, Subject

LARGEST = 200
"""Titles that a plan names."""


async def plan(reader: Reader, nodes: Sequence[Node], kinds: KindTable) -> Plan:
    """Look every work of a batch up, level by level; what stands below a new work is new."""
    found: dict[Identity, Subject] = {}
    new: dict[Identity, Node] = {}
    for _, level in groupby(sorted(nodes, key=lambda node: node.depth), key=lambda node: node.depth):
        works = list(level)
        rooted = [node for node in works if node.parent is None or node.parent.subject is not None]
        found.update({each.identity: each for each in await subjects.find(reader, {node.identity for node in rooted})})
        for node in works:
            node.subject = found.get(node.identity) if node in rooted else None
            if node.subject is None:
                new.setdefault(_imagined(node), node)
    titles = sorted({_title(node, kinds) for node in new.values()})
    return Plan(
        new=Counter(node.kind for node in new.values()),
        known=Counter(each.kind for each in found.values()),
        titles=titles[:LARGEST],
    )


def _imagined(node: Node) -> Identity:
    """Tell new works apart, whose parents have no ids yet."""
    path, above = [node.work.key], node.parent
    while above is not None:
        path.append(above.work.key)
        above = above.parent
    return node.kind, node.said.library.scope, len(path), "\0".join(path)


def _title(node: Node, kinds: KindTable) -> str:
    said = [Said(source=source, fields=loads(body)) for source, _, body in node.work.documents]
    return facts.title_of(merge(said, kinds.rules(node.kind)).fields, node.work.key)
