"""Ids that other catalogues gave: two names with one of them are one work, two of one scheme are two works of one name.

A kind declares the schemes that name its works for certain (`Kind.identified_by`). Who has one of a work's ids is that
work, whatever both are called. Who has the work's key and another id of the same scheme is another work, which then has
the id in its key. A work without ids is who its key says, and the first id that comes finds it there.

An id alone makes no two works one that are both there and called differently: a wrong id in one file would cost what
people did with either. The second stays who it was while it is called as it was, the log tells, and a person may merge.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeAlias

from mediad.library.catalogue import facts
from mediad.storage.ports import projections, subjects
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.library.catalogue.former import Former
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.subjects import Identity, Subject

Id: TypeAlias = tuple[str, str, str]
"""(scheme, entity, value)."""

_log = logging.getLogger(__name__)

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

    async def name(self, level: Sequence[Node], former: Former) -> bool:
        """Give the nodes of one level the keys of who they are by their ids; tell whether any is not its own."""
        told = [node for node in level if node.ids]
        if told:
            await self._look(told)
        for node in told:
            place = node.identity[:3]
            node.key = await self._agreed(node, former) or self._free(node, former.of_node.get(node))
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

    async def _agreed(self, node: Node, former: Former) -> str:
        """Give the key of who has the node's ids, unless only its ids say that it is not who it was."""
        found, home = self._found(node), former.home(node)
        if not found or not home or found == home.key or not _is_called(node, home.key) or _is_called(node, found):
            return found
        theirs = (*node.identity[:3], found)
        await self._ledger.find([theirs])
        other = self._ledger.known.get(theirs)
        if home.parent != theirs[2] or other is None or other.is_new or not await former.lives(other):
            return found
        _log.warning("%r and %r have one id, %s; they stay two works", other.title, home.title, ":".join(node.ids[0]))
        return home.key

    def _found(self, node: Node) -> str:
        place, own = node.identity[:3], self._own(node)
        for each in node.ids:
            if each in self._ids.get(own, ()):
                return own[3]
            if key := self._bearers.get((*place, each)):
                return key
        return ""

    def _own(self, node: Node) -> Identity:
        """Give the identity of who is called like the node, or its own."""
        known = self._ledger.known.get(node.identity)
        return known.identity if known else node.identity

    def _free(self, node: Node, former: Subject | None) -> str:
        """Give the node's own key, or one with its id where somebody else has that key."""
        known, identity = self._ledger.known.get(node.identity), self._own(node)
        theirs = self._ids.get(identity, set())
        if known is not None and known is former:  # all that it has is this node's: the id was corrected
            self._ids[identity] = set()
        elif {each[:2] for each in theirs} & {each[:2] for each in node.ids}:
            return f"{node.work.key}#{':'.join(node.ids[0])}"
        return identity[3]


def _is_called(node: Node, key: str) -> bool:
    return key == node.work.key or key.startswith(f"{node.work.key}#")


def _ids(node: Node, schemes: Sequence[tuple[str, str]]) -> list[Id]:
    """Give the node's identifying ids, of each scheme the one of the source that is believed most."""
    told = [(source, body) for source, _, body in node.work.documents if '"ids"' in body]
    found: dict[tuple[str, str], Id] = {}
    for _, body in sorted(told, key=lambda each: TRUST.index(each[0]) if each[0] in TRUST else len(TRUST)):
        for scheme, entity, value in facts.ids_of(loads(body)):
            found.setdefault((scheme, entity), (scheme, entity, value))
    return [found[each] for each in schemes if each in found]
