"""Ids that other catalogues gave: two names with one of them are one work, two of one scheme are two works of one name.

A kind declares the schemes that name its works for certain (`Kind.identified_by`). Who has one of a work's ids is that
work, whatever both are called. Who has the work's key and another id of the same scheme is another work, which then has
the id in its key. A work without ids is who its key says, and the first id that comes finds it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mediad.library.catalogue import facts
from mediad.storage.ports import projections, subjects
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Identity, Subject

Id: TypeAlias = tuple[str, str, str]
"""(scheme, entity, value)."""

TRUST = ("person", "name", "sidecar", "tags")
"""Who is believed about ids: what a person wrote into a name was written for this very work."""


class Externals:
    """The identifying ids of one unit: who has which."""

    def __init__(self, ledger: Ledger, kinds: KindTable, nodes: Iterable[Node]) -> None:
        self._ledger = ledger
        self._bearers: dict[tuple[str, int, int, Id], str] = {}
        self._ids: dict[Identity, set[Id]] = {}
        schemes = {kind.id: kind.identified_by for kind in kinds.all() if kind.identified_by}
        for node in nodes if schemes else ():
            if node.kind in schemes:
                node.ids = _ids(node, schemes[node.kind])

    async def name(self, level: Sequence[Node], former: Mapping[Node, Subject]) -> bool:
        """Give the nodes of one level the keys of who they are by their ids; tell whether any is not its own."""
        told = [node for node in level if node.ids]
        if told:
            await self._look(told)
        for node in told:
            place = node.identity[:3]
            node.key = self._found(node) or self._free(node, former.get(node))
            for each in node.ids:
                self._bearers.setdefault((*place, each), node.key)
            self._ids.setdefault(node.identity, set()).update(node.ids)
        return any(node.key != node.work.key for node in told)

    async def _look(self, told: Sequence[Node]) -> None:
        """Read who has these ids, and which ids those have who are called like these nodes."""
        ledger = self._ledger
        old = [node for node in told if node.parent is None or not node.parent.known.is_new]
        found = await subjects.bearing(ledger.tx, [(*node.identity[:3], *each) for node in old for each in node.ids])
        for scheme, entity, value, (kind, scope, parent, key) in found:
            self._bearers.setdefault((kind, scope, parent, (scheme, entity, value)), key)
        named = {each.id: each for node in told if (each := ledger.known.get(node.identity)) and not each.is_new}
        for subject, *external in await projections.of(ledger.tx, "ids", named):
            scheme, entity, value = external
            self._ids.setdefault(named[subject].identity, set()).add((scheme, entity, value))

    def _found(self, node: Node) -> str:
        place = node.identity[:3]
        return next((key for each in node.ids if (key := self._bearers.get((*place, each)))), "")

    def _free(self, node: Node, former: Subject | None) -> str:
        """Give the node's own key, or one with its id where somebody else has that key."""
        known = self._ledger.known.get(node.identity)
        identity = known.identity if known else node.identity
        theirs = self._ids.get(identity, set())
        if known is not None and known is former:  # all that it has is this node's: the id was corrected
            self._ids[identity] = set()
        elif {each[:2] for each in theirs} & {each[:2] for each in node.ids}:
            return f"{node.work.key}#{':'.join(node.ids[0])}"
        return identity[3]


def _ids(node: Node, schemes: Sequence[tuple[str, str]]) -> list[Id]:
    """Give the node's identifying ids, of each scheme the one of the source that is believed most."""
    told = [(source, body) for source, _, body in node.work.documents if '"ids"' in body]
    found: dict[tuple[str, str], Id] = {}
    for _, body in sorted(told, key=lambda each: TRUST.index(each[0]) if each[0] in TRUST else len(TRUST)):
        for scheme, entity, value in facts.ids_of(loads(body)):
            found.setdefault((scheme, entity), (scheme, entity, value))
    return [found[each] for each in schemes if each in found]
