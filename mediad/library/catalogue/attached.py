"""Companions, pictures and relations of a batch, each compared with what the same folders had before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias

from mediad.storage.ports import Row, claims
from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass
from mediad_sdk.plain import dumps

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
    from mediad.library.catalogue.nodes import Node
    from mediad.library.kinds import KindTable
    from mediad.library.values import Assembled
    from mediad.storage.ports.subjects import Identity

Natural: TypeAlias = tuple[Any, ...]
"""A row without its ids: equal ones are the same row."""


@dataclass(slots=True)
class Attached:
    """What changed: subjects whose pictures did, targets of relations that did, and what new subjects have."""

    touched: set[int] = field(default_factory=set)
    targets: set[int] = field(default_factory=set)
    pictures: dict[int, list[tuple[str, int, str]]] = field(default_factory=dict)
    related: dict[int, list[int]] = field(default_factory=dict)


class Attachments:
    """The rest of a batch."""

    def __init__(self, ledger: Ledger, kinds: KindTable, batch: Sequence[Assembled]) -> None:
        self._ledger = ledger
        self._kinds = kinds
        self._folders = sorted({said.folder for said in batch})
        self._types = {(said.folder, said.type) for said in batch}

    async def attach(self, nodes: Sequence[Node]) -> Attached:
        """Write everything down."""
        done = Attached()
        await self._companions(nodes)
        await self._pictures(nodes, done)
        await self._relations(nodes, done)
        return done

    async def _diff(
        self, what: str, wanted: dict[Natural, Any], natural: Callable[[Sequence[Row]], Natural]
    ) -> list[Natural]:
        """Drop from `wanted` what is there; give back what is there and not wanted, each with its id behind it."""
        before: dict[int, list[Row]] = {}
        for row in await claims.of_folders(self._ledger.tx, what, self._folders):
            if (row["folder"], self._kinds.type_of(row["kind"]) or "") in self._types:
                before.setdefault(row["id"], []).append(row)
        gone = []
        for id_, rows in before.items():
            key = natural(rows)
            if wanted.pop(key, None) is None:
                gone.append((*key, id_))
        return gone

    async def _companions(self, nodes: Sequence[Node]) -> None:
        wanted = {key: True for node in nodes for key in _companions(node)}
        gone = await self._diff(
            "companions",
            wanted,
            lambda rows: (*(rows[0][name] for name in _COMPANION), tuple(row["file"] for row in rows)),
        )
        tx = self._ledger.tx
        await claims.run(tx, "delete_companion_sources", [(row[-1],) for row in gone])
        await claims.run(tx, "delete_companion", [(row[-1],) for row in gone])
        first = await tx.reserve("companion", len(wanted)) if wanted else 0
        uids = new_uids(self._ledger.now, len(wanted))
        rows = [(first + at, uids[at], *key[:-1]) for at, key in enumerate(wanted)]
        files = [(first + at, place, file) for at, key in enumerate(wanted) for place, file in enumerate(key[-1])]
        await claims.run(tx, "insert_companion", rows)
        await claims.run(tx, "insert_companion_source", files)

    async def _pictures(self, nodes: Sequence[Node], done: Attached) -> None:
        wanted = {key: node.said.library.id for node in nodes for key in _pictures(node)}
        gone = await self._diff("artwork", wanted, lambda rows: tuple(rows[0][name] for name in _PICTURE))
        tx = self._ledger.tx
        await claims.run(tx, "delete_artwork", [(row[-1],) for row in gone])
        done.touched |= {row[0] for row in gone} | {key[0] for key in wanted}
        first = await tx.reserve("artwork", len(wanted)) if wanted else 0
        uids = new_uids(self._ledger.now, len(wanted))
        rows = []
        for at, ((subject, role, file, embedded, position, folder), library) in enumerate(wanted.items()):
            rows.append((first + at, uids[at], subject, role, position, file, embedded, library, folder))
            done.pictures.setdefault(subject, []).append((role, position, uids[at]))
        await claims.run(tx, "insert_artwork", rows)

    async def _relations(self, nodes: Sequence[Node], done: Attached) -> None:
        told = [(node, each) for node in nodes for each in node.work.more.get("relations", ())]
        targets = await self._targets(told)
        wanted: dict[Natural, Any] = {}
        for (node, each), target in zip(told, targets, strict=True):
            place = each.get("position") or {}
            value = place.get("value")
            data = dumps(each.get("data") or {})
            position = (None if value is None else float(value), place.get("label", ""))
            wanted[node.known.id, each["type"], target, *position, data, node.said.folder] = True
        gone = await self._diff("relations", wanted, lambda rows: tuple(rows[0][name] for name in _RELATION))
        tx = self._ledger.tx
        await claims.run(tx, "delete_relation", [(row[-1],) for row in gone])
        first = await tx.reserve("relation", len(wanted)) if wanted else 0
        await claims.run(tx, "insert_relation", [(first + at, *key) for at, key in enumerate(wanted)])
        done.targets |= {row[2] for row in gone} | {key[2] for key in wanted}
        for key in wanted:
            done.related.setdefault(key[0], []).append(key[2])

    async def _targets(self, told: Sequence[tuple[Node, Mapping[str, Any]]]) -> list[int]:
        """Find the other ends by kind and key, level by level from the top; unknown ones are made as stubs."""
        paths = [[*map(tuple, each["target"].get("parents", ())), _end(each["target"])] for _, each in told]
        ids = [0] * len(paths)
        for level in range(max(map(len, paths), default=0)):
            wanted: dict[Identity, str] = {}
            place: dict[int, Identity] = {}
            for at, path in enumerate(paths):
                if level < len(path):
                    kind, key = path[level]
                    last = level == len(path) - 1
                    place[at] = (kind, told[at][0].said.library.scope, ids[at], key)
                    wanted.setdefault(place[at], (told[at][1]["target"].get("title", "") if last else "") or key)
            await self._ledger.admit(wanted)
            for at, identity in place.items():
                ids[at] = self._ledger.known[identity].id
        return ids


_COMPANION = ("subject", "role", "version", "facts", "folder")
_PICTURE = ("subject", "role", "file", "embedded", "position", "folder")
_RELATION = ("subject", "type", "target", "position", "position_label", "data", "folder")


def _end(target: Mapping[str, Any]) -> tuple[str, str]:
    return target["kind"], target["key"]


def _companions(node: Node) -> Iterator[Natural]:
    for each in node.work.more.get("companions", ()):
        files = tuple(node.said.files[name] for name in each["files"] if name in node.said.files)
        if files:
            yield (
                node.known.id,
                each["role"],
                each.get("version"),
                dumps(each.get("facts") or {}),
                node.said.folder,
                files,
            )


def _pictures(node: Node) -> Iterator[Natural]:
    count: dict[str, int] = {}
    for each in node.work.more.get("artwork", ()):
        file = node.said.files.get(each["file"])
        if file is not None:
            role = each["role"]
            place = count[role] = count.get(role, -1) + 1
            yield node.known.id, role, file, int(each.get("embedded", False)), place, node.said.folder
