"""Works whose key lacks its last part: a show without its year is the only show of that title that has one.

The keys of a kind may do so (`Kind.open_keys`); an open key ends in `|`. Where exactly one work is known whose key
completes it, that is who is meant. Where there is none, or where there are several, it is a work of its own: nobody
guesses between a series and its remake.

What folders say of a work that they call by an open key is filed as `JOINED`: it proves no other key right. When such a
key turns up those folders are read anew, so that the order of folders decides nothing.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from mediad.library.catalogue.merge import JOINED
from mediad.storage.ports import claims, subjects
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad.storage.ports.subjects import Identity


@dataclass(slots=True)
class Namesakes:
    """All works whose keys have one beginning, in a batch and in the database.

    Attributes:
        beginning: Kind, scope, no parent, and the key up to its last `|`.
        open: The nodes whose key ends there.
        keys: The keys that somebody tells in full.
        joined: The folders that call a work by the open key, by the key that it has instead.
    """

    beginning: Identity
    open: list[Node] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    joined: dict[str, set[int]] = field(default_factory=dict)

    @property
    def full(self) -> Identity | None:
        """Who a work of the open key is: the only one whose key completes it."""
        return (*self.beginning[:3], next(iter(self.keys))) if len(self.keys) == 1 else None

    @property
    def wrong(self) -> set[int]:
        """The folders whose works are in another work than the one they are now."""
        right = self.full[3] if self.full else ""
        return {folder for key, folders in self.joined.items() if key != right for folder in folders}


async def completed(reader: Reader, kinds: KindTable, nodes: Sequence[Node]) -> Sequence[Namesakes]:
    """Complete the open keys of a batch, and give all who share their beginnings."""
    found = _gathered(kinds, nodes)
    if not found:
        return ()
    for row in await subjects.beginning(reader, list(found), JOINED):
        each = found[row.beginning]
        if row.folder:
            each.joined.setdefault(row.key, set()).add(row.folder)
        else:
            each.keys.add(row.key)
    meant = await subjects.matched(reader, [key for key, each in found.items() if each.open])
    for each in found.values():
        if each.full and each.beginning not in meant:
            for node in each.open:
                node.work, node.is_joined = node.work._replace(key=each.full[3]), True
    return list(found.values())


def _gathered(kinds: KindTable, nodes: Sequence[Node]) -> dict[Identity, Namesakes]:
    """Gather the nodes whose kind has open keys by the beginnings of theirs."""
    found: dict[Identity, Namesakes] = {}
    wanted = {kind.id for kind in kinds.all() if kind.open_keys}
    for node in nodes if wanted else ():
        title, bar, rest = node.work.key.rpartition("|")
        if node.kind in wanted and node.parent is None and bar:
            beginning = (node.kind, node.said.library.scope, 0, title + bar)
            each = found.setdefault(beginning, Namesakes(beginning))
            if rest:
                each.keys.add(node.work.key)
            else:
                each.open.append(node)
    return found


async def join(ledger: Ledger, kinds: KindTable, nodes: Sequence[Node]) -> set[int]:
    """Complete the keys of a batch; give back the folders of others that have to be read anew for it.

    Who was called by an open key alone takes the full one, with its id, once that is told, and gives it back when
    nobody tells it any more.
    """
    due: set[int] = set()
    for each in await completed(ledger.tx, kinds, nodes):
        due |= each.wrong
        if each.full:
            await _rename(ledger, each.beginning, each.full)
        elif not each.keys and len(each.joined) == 1:
            await _rename(ledger, (*each.beginning[:3], next(iter(each.joined))), each.beginning)
    return due - {node.said.folder for node in nodes}


async def _rename(ledger: Ledger, old: Identity, new: Identity) -> None:
    """Give a work its other key, unless somebody has that."""
    await ledger.find([old, new])
    known = ledger.known.get(old)
    if known is not None and new not in ledger.known and old not in ledger.matched:
        ledger.rekey(known, new)
        await claims.run(ledger.tx, "join_documents", [(known.id,)])
