"""What people say that files are: they belong to another work, whatever they are called, until that is taken back.

It stands in a table of its own, and is put in the place of what the files say whenever their folder is assembled
(`assigned.py`). Here the folders are only made due: the scan that follows does the rest, forth and back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.storage.ports import assignments, claims, inventory
from mediad.storage.ports.libraries import all_libraries
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Forbidden, Invalid
from mediad_sdk.text import match_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.library.catalogue.editing import Editing, Editor
    from mediad.storage.ports import Row, Storage, Transaction
    from mediad_sdk.host import Clock

ASSIGNED = "assigned"
"""The instance of the document of a work that a person said there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The work that is meant: one that is there, or one by what it is called.

    Attributes:
        item: Public id of a work that is there; "" for one by its name.
        place: Places below it, level by level: season 2, episode 5 of a show; empty for itself.
        kind: Kind of the other; "" for that of the work which the files are taken from.
        title: What it is called.
        year: Its year, or None.
        parent: Public id of what it belongs to: the season of an episode; "" for nothing.
        position: Its place there, or None.
    """

    item: str = ""
    place: tuple[float, ...] = ()
    kind: str = ""
    title: str = ""
    year: int | None = None
    parent: str = ""
    position: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What of a work: some editions and files, by public id; all of it where none is named."""

    editions: Collection[str] = ()
    files: Collection[str] = ()

    def has(self, piece: Row) -> bool:
        """Tell whether a piece is meant."""
        is_all = not self.editions and not self.files
        return is_all or piece["edition"] in self.editions or piece["uid"] in self.files


class Assigning:
    """Moves files to the works that people say they are; gives back the libraries that have to be scanned."""

    def __init__(self, storage: Storage, catalogue: Catalogue, editing: Editing, clock: Clock) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._editing = editing
        self._clock = clock

    async def assign(self, editor: Editor, uid: str, pieces: Pieces, meant: Meant) -> tuple[str, list[str]]:
        """Say that pieces of a work are another one; give its public id, and the libraries."""
        now = self._clock.now_ms()

        async def unit(tx: Transaction) -> tuple[str, list[str]]:
            row = await self._editing.row(tx, editor, uid)
            found = [each for each in await assignments.pieces(tx, row["id"]) if pieces.has(each)]
            if not found:
                raise Invalid("The work has no such piece.", remedy="Look at the work for its editions and files.")
            target, target_uid = await self._target(tx, editor, row, meant)
            if target == row["id"]:
                raise Invalid("The files are in this work already.", remedy="Name another work.")
            sources = {(each["file"], each["folder"]) for each in found}
            await assignments.put(tx, sources, target, editor.viewer.account, now)
            return target_uid, await _due(tx, editor, found)

        return await self._storage.write(unit)

    async def undo(self, editor: Editor, uid: str) -> list[str]:
        """Take back all that people assigned to a work; give the libraries."""
        now = self._clock.now_ms()

        async def unit(tx: Transaction) -> list[str]:
            row = await self._editing.row(tx, editor, uid)
            found = await assignments.homes(tx, row["id"])
            if not found:
                raise Conflict("Nobody assigned a file to this work.", remedy="Look at its editions and files.")
            due = await _due(tx, editor, found)
            await assignments.forget(tx, row["id"])
            said = await claims.of_subjects(tx, "documents", [row["id"]])
            own = [(now, each["id"]) for each in said if each["instance"] == ASSIGNED]
            await claims.run(tx, "remember_document", own)  # until its files are read anew
            return due

        return await self._storage.write(unit)

    async def _target(self, tx: Transaction, editor: Editor, row: Row, meant: Meant) -> tuple[int, str]:
        if meant.item:
            into = await self._editing.other(tx, editor, await self._below(tx, editor, meant))
            self._check(row, into["kind"], into["scope"])
            return into["id"], into["uid"]
        kind = meant.kind or row["kind"]
        self._check(row, kind, row["scope"])
        parent = await self._editing.other(tx, editor, meant.parent) if meant.parent else None
        parents = self._catalogue.kinds.kind(kind).parents
        if (parent["kind"] if parent else "") not in (parents or ("",)):
            raise Invalid(
                "The work cannot stand there.", places=(("/parent", f"is one of: {', '.join(parents) or 'nothing'}"),)
            )
        key = match_key(meant.title, str(meant.year or "")) if not parents else match_key(meant.title)
        identity = (kind, row["scope"], parent["id"] if parent else 0, key)
        made = await self._catalogue.found(tx, identity, _fields(meant), ASSIGNED)
        return made.id, made.uid

    async def _below(self, tx: Transaction, editor: Editor, meant: Meant) -> str:
        """Give the public id of the work that is meant, by its place below another one."""
        uid = meant.item
        for place in meant.place:
            above = await self._editing.other(tx, editor, uid)
            below = await assignments.at(tx, above["id"], place)
            if len(below) != 1:
                raise Invalid(
                    f"{above['title']} has {'no' if not below else 'more than one'} {place:g}.",
                    places=(("/place", "names the places of works that are there, level by level"),),
                    remedy="Name what it belongs to with `parent`, and its `title`.",
                )
            uid = below[0]
        return uid

    def _check(self, row: Row, kind: str, scope: int) -> None:
        kinds = self._catalogue.kinds
        if kinds.type_of(kind) != kinds.type_of(row["kind"]) or scope != row["scope"]:
            raise Conflict(
                f"A {row['kind']} cannot be a {kind}: another media type reads it, or an isolated library holds it.",
                remedy="Let the library have that media type alone, or move the file to a library of that type.",
            )


def _fields(meant: Meant) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": meant.title}
    if meant.year:
        fields["dates"] = [{"value": str(meant.year)}]
    if meant.position is not None:
        fields["position"] = {"label": f"{meant.position:g}", "value": meant.position}
    return fields


async def _due(tx: Transaction, editor: Editor, found: Iterable[Row]) -> list[str]:
    """Let folders be assembled anew by the next scan; give the public ids of their libraries."""
    places = {each["library"] for each in found}
    if not places <= set(editor.editable):
        raise Forbidden("Some of the files lie in a library that may be read, not changed.")
    await inventory.dirty(tx, sorted({each["home"] for each in found}))
    return sorted(each.uid for each in await all_libraries(tx) if each.id in places)
