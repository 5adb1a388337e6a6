"""Writes one sidecar beside a work's files, and keeps apart what it wrote from what a person did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mediad.library.called import name_for
from mediad.library.inventory.disk import kept
from mediad.library.inventory.sidecars import noted, type_of, wrote_into
from mediad.library.known import Known, known
from mediad.storage.ports import inventory
from mediad.storage.ports import sidecars as port
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.inventory import File
from mediad.workers.errors import WorkerError
from mediad.workers.writer import PAUSE, Spot, Writer
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Storage, Transaction
    from mediad.storage.ports.sidecars import Place
    from mediad.storage.ports.subjects import Subject
    from mediad.workers.media import MediaPool
    from mediad_sdk.host import Clock
    from mediad_sdk.values.sidecars import Sidecar


class _Reader(NamedTuple):
    """Who reads the files of a format: what their rows are typed as, and the version of the code."""

    type: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes sidecars as long as its writer lives."""

    storage: Storage
    clock: Clock
    pool: MediaPool
    writer: Writer
    kinds: KindTable

    async def write(self, subject: Subject, place: Place, form: Sidecar) -> bool:
        """Write one sidecar; False where it says all of it already, or where only names speak of the work.

        Raises:
            Conflict: What is there is left as it is.
            Unavailable: Its disk is away or read-only.
        """
        if place.root_state != "online":
            why = place.root_reason or f"its disk is {place.root_state}"
            raise Unavailable(why, retry_after=PAUSE, remedy="Bring the disk back, then scan.")
        name, row = await self._target(subject, place, form)
        spot = Spot(root=place.root, folder=place.path, beside=place.beside, name=name)
        before, content = await self.writer.look(spot)
        if content != ((row.content or b"") if row else b""):
            raise Conflict(f"{_shown(spot)} is left as it is: somebody wrote it since it was read")
        told = await known(self.storage, self.kinds, subject)
        fields = told.with_names(form.heading if row is None else wrote_into(row))
        made = await self._made(spot, form, fields, before or b"")
        if made["data"] == (before or b"") or (row is None and not _tells(told, form, made["fields"])):
            return False
        await self._put(spot, (place, form, row), made)
        return True

    async def _made(self, spot: Spot, form: Sidecar, fields: Mapping[str, Any], before: bytes) -> Mapping[str, Any]:
        arguments = {"write": form.write, "read": form.read, "fields": fields, "before": before}
        try:
            return await self.pool.call("mediad_sdk.runner.beside:written", arguments)
        except WorkerError as error:
            raise Conflict(f"{_shown(spot)} is left as it is: {error}") from error

    async def _target(self, subject: Subject, place: Place, form: Sidecar) -> tuple[bytes, File | None]:
        """Find the file that speaks of the work, or the name that one shall have."""
        type_ = self._reader(form).type
        name = await port.own(self.storage, subject.id, place.folder, type_) or await name_for(
            self.storage, form, place, subject.id
        )
        row = await inventory.file(self.storage, place.folder, name)
        if row is None or row.state == "missing":
            return name, None
        others = await port.spoken(self.storage, row.id) - {subject.id}
        if row.error or row.type != type_ or row.state != "present" or others:
            why = row.reason or "it was not read yet, or speaks of another work"
            raise Conflict(f"{name.decode('utf-8', 'replace')} is left as it is: {why}")
        return name, row

    def _reader(self, form: Sidecar) -> _Reader:
        """Tell who reads a format: one that only writes is read by the media type of its kinds, among its own files.

        What such a file said before stands until somebody else changes it.
        """
        if form.read:
            return _Reader(type_of(form.id), form.version)
        homes = (each for each in self.kinds.types.values() if any(kind.id in form.kinds for kind in each.kinds))
        return next((_Reader(each.id, each.version) for each in homes), _Reader("", 0))

    async def _put(self, spot: Spot, to: tuple[Place, Sidecar, File | None], made: Mapping[str, Any]) -> None:
        """Note what is about to be written, write it, note how it came out: a kill between loses no word of a person.

        A scan that meets the file before its row is right reads it once, and leaves out what the row says is ours.
        """
        place, form, row = to
        noting = await self._noted(place, form, row, (spot.name, made["fields"]))
        try:
            done = await self.writer.put(spot, made["data"], (row.content or b"") if row else b"")
        except (Conflict, Unavailable):
            await self.storage.write(lambda tx: self._taken_back(tx, noting, row))
            raise
        await self._settled(
            noting._replace(
                size=done.size, mtime_ns=done.mtime_ns, inode=kept(done.inode), device=kept(done.device),
                content=done.content,
            )
        )  # fmt: skip  # one row

    async def _noted(self, place: Place, form: Sidecar, row: File | None, to: tuple[bytes, Mapping[str, Any]]) -> File:
        name, said = to
        now = self.clock.now_ms()
        reader = self._reader(form)
        facts = noted(row.facts if row else "", said) if form.read else (row.facts if row else "{}")

        async def unit(tx: Transaction) -> File:
            if row is not None:
                changed = row._replace(facts=facts, facts_version=reader.version)
                await inventory.change_files(tx, [changed], now)
                return changed
            old = await inventory.file(tx, place.folder, name)
            if old is not None:
                await inventory.delete_files(tx, [old.id])  # one that is missing
            new = File(
                await tx.reserve("file"), new_uids(now, 1)[0], place.folder, name, 0, 0, type=reader.type,
                facts=facts, facts_version=reader.version,
            )  # fmt: skip  # one row
            await inventory.add_files(tx, [new], now)
            return new

        return await self.storage.write(unit)

    async def _taken_back(self, tx: Transaction, noting: File, row: File | None) -> None:
        if row is None:
            await inventory.delete_files(tx, [noting.id])
        else:
            await inventory.change_files(tx, [row], self.clock.now_ms())

    async def _settled(self, file: File) -> None:
        """Note the file as it is now; what a scan read of it meanwhile stands."""

        async def unit(tx: Transaction) -> None:
            now = await inventory.file(tx, file.folder, file.name)
            if now is not None and now.id == file.id:
                await inventory.change_files(tx, [file._replace(facts=now.facts)], self.clock.now_ms())

        await self.storage.write(unit)


def _tells(told: Known, form: Sidecar, said: Mapping[str, Any]) -> bool:
    """Tell whether a new file would say more than what names say."""
    return not (said.keys() if form.read else told.facts.keys()) <= told.names.keys()


def _shown(spot: Spot) -> str:
    return (spot.folder + b"/" + spot.name).decode("utf-8", "replace")
