"""What people correct: fields that they lock, works that they say are one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import detail, events, subjects
from mediad.storage.ports.libraries import all_libraries
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Forbidden, Invalid, NotFound
from mediad_sdk.values.events import Event
from mediad_sdk.wire import PLACE

if TYPE_CHECKING:
    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.library.values import Ingested
    from mediad.storage.ports import Reader, Row, Storage, Transaction
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Clock

_TEXTS = ("sort_title", "overview", "extra")
_LISTS = ("titles", "dates", "ids", "credits", "certificates", "genres", "tags", "languages", "orderings")
CORE = frozenset({"title", *_TEXTS, *_LISTS, *PLACE})
"""Fields that every kind has, whether or not a source of the work says them."""
_OBJECTS = ("position", "availability")
_TITLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Somebody who corrects.

    Attributes:
        viewer: What they may see.
        editable: Internal ids of the libraries whose works they may change.
    """

    viewer: Viewer
    editable: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Fields to lock to a value, fields to leave to their sources, and the revision that both are based on."""

    lock: Mapping[str, Any] = field(default_factory=dict)
    unlock: Collection[str] = ()
    revision: int | None = None


class Editing:
    """Corrects works; raises `Moved`, `Gone`, `NotFound` for works, `Forbidden` for those that are read only."""

    def __init__(self, storage: Storage, catalogue: Catalogue, clock: Clock) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._clock = clock

    async def correct(self, editor: Editor, uid: str, correction: Correction) -> bool:
        """Lock and unlock fields of a work; False when it was changed since the revision."""
        now = self._clock.now_ms()

        async def unit(tx: Transaction) -> bool:
            row = await self._held(tx, editor, uid)
            if correction.revision not in (None, row["revision"]):
                return False
            self._check(row, correction)
            lock, unlock = correction.lock, tuple(correction.unlock)
            done = await self._catalogue.edit(tx, row["id"], editor.viewer.account, lock=lock, unlock=unlock)
            await self._tell(tx, editor, done, now)
            return True

        return await self._storage.write(unit)

    async def merge(self, editor: Editor, uid: str, into: str, revision: int | None = None) -> bool:
        """Let a work become another one of its kind; False when it was changed since the revision."""
        now = self._clock.now_ms()

        async def unit(tx: Transaction) -> bool:
            old = await self._held(tx, editor, uid)
            if revision not in (None, old["revision"]):
                return False
            new = await self.other(tx, editor, into)
            if new["id"] == old["id"]:
                raise Invalid("A work cannot become itself.", places=(("/into", "is the work itself"),))
            if (new["kind"], new["scope"]) != (old["kind"], old["scope"]):
                raise Conflict("These two can never be one: their kinds or their isolated libraries differ.")
            await self._tell(tx, editor, await self._catalogue.merge(tx, old["id"], new["id"]), now)
            return True

        return await self._storage.write(unit)

    async def split(self, editor: Editor, uid: str, revision: int | None = None) -> bool:
        """Take back all that people merged into a work; False when it was changed since the revision."""
        now = self._clock.now_ms()

        async def unit(tx: Transaction) -> bool:
            row = await self._held(tx, editor, uid)
            if revision not in (None, row["revision"]):
                return False
            if not await subjects.have_matches(tx, [row["id"]]):
                raise Conflict("Nobody merged another work into this one.", remedy="Look at its editions and files.")
            await self._tell(tx, editor, await self._catalogue.split(tx, row["id"]), now)
            return True

        return await self._storage.write(unit)

    async def row(self, reader: Reader, editor: Editor, uid: str) -> Row:
        """Read a work that somebody may change."""
        id_ = await subjects.id_of(reader, uid)
        row = await detail.subject(reader, editor.viewer, id_)
        try:
            await detail.subject(reader, dataclasses.replace(editor.viewer, libraries=editor.editable), id_)
        except NotFound as error:
            raise Forbidden(
                f"{row['title']} may be read, not changed.", remedy="Ask an administrator for the right to edit."
            ) from error
        return row

    async def _held(self, tx: Transaction, editor: Editor, uid: str) -> Row:
        """Read a work that this unit alone changes: of two edits of one revision the second finds another."""
        await subjects.hold(tx, uid)
        return await self.row(tx, editor, uid)

    async def other(self, tx: Transaction, editor: Editor, uid: str) -> Row:
        """Read a work that is named beside the one that is changed; an old id leads to what it became."""
        try:
            return await self.row(tx, editor, uid)
        except subjects.Moved as moved:
            return await self.row(tx, editor, moved.uid)

    def _check(self, row: Row, correction: Correction) -> None:
        kind = self._catalogue.kinds.kind(row["kind"])
        known = CORE | {each.name for each in kind.fields} | json.loads(row["data"]).keys()
        places = [(f"/lock/{name}", "is no field of this kind") for name in correction.lock if name not in known]
        faults = {name: fault(name, value) for name, value in correction.lock.items()}
        places += [(f"/lock/{name}", fault) for name, fault in faults.items() if fault]
        twice = sorted(set(correction.unlock) & correction.lock.keys())
        places += [(f"/unlock/{name}", "is locked by the same edit") for name in twice]
        if places:
            remedy = f"Fields: {', '.join(sorted(known))}."
            raise Invalid("The work cannot be changed like this.", places=tuple(places), remedy=remedy)

    async def _tell(self, tx: Transaction, editor: Editor, ingested: Ingested, now: int) -> None:
        """Tell the viewers of each library that the editor may change; who sees none of the works finds nothing."""
        told: dict[str, Any] = {
            "item.changed": ingested.changed,
            "item.merged": [{"from": old, "to": new} for old, new in ingested.merged],
        }
        libraries = [each.uid for each in await all_libraries(tx) if each.id in editor.editable]
        await events.record(
            tx,
            [
                Event(type=name, at=now, library=library, data={"items": items})
                for name, items in told.items()
                if items
                for library in libraries
            ],
        )


def fault(name: str, value: Any) -> str:
    """Say what is wrong with the value of a field of the core; those of a kind may be any JSON."""
    if name == "title" and not (isinstance(value, str) and value.strip() and len(value) <= _TITLE):
        return f"must be a text of 1 to {_TITLE} characters"
    if name in _TEXTS and not isinstance(value, str):
        return "must be a text"
    if name in _LISTS and not isinstance(value, list):
        return "must be a list"
    return "must be an object" if name in _OBJECTS and not isinstance(value, dict) else ""
