"""What people decide about held losses, and what time decides about missing files and removed libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.library.inventory.declaring import changeable
from mediad.library.inventory.intake import told
from mediad.library.values import Assembled, LibraryRef
from mediad.storage.ports import events, holds, inventory, libraries
from mediad.storage.ports.burying import bury
from mediad_sdk.errors import Conflict, NotFound
from mediad_sdk.values.events import Event
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.library.inventory.scene import Tools
    from mediad.storage.ports import Transaction
    from mediad.storage.ports.holds import Hold
    from mediad.storage.ports.libraries import Library, Root
    from mediad_sdk.values.jobs import JobRun

_FOLDERS = 200
_FILES = 1000
_DAY_MS = 86_400_000
REMOVING = "It is being removed; a job library.remove clears what it listed, and `mediad job list` shows how it goes."
REMOVE, RETENTION = "remove", "retention"


async def decide_hold(tools: Tools, uid: str, decision: str, account: int | None = None) -> Hold:
    """Approve a loss (its files become missing) or reject it (they stay, unreachable, until they are back).

    Raises:
        NotFound: There is no such hold.
        Conflict: It was decided already.
    """
    now = tools.clock.now_ms()

    async def unit(tx: Transaction) -> Hold:
        hold = await holds.by_uid(tx, uid)
        if hold is None:
            raise NotFound(f"there is no hold {uid}")
        if not await holds.decide(tx, hold.id, decision, now, account):
            raise Conflict(f"the hold was {hold.decision} already", remedy="Read it again.")
        if decision == "approved":
            held = await holds.files(tx, hold.id)
            files = [file for file, _ in held]
            await inventory.missing_files(tx, files, now)
            await inventory.dirty(tx, {folder for _, folder in held})
            ingested = await tools.catalogue.release(tx, files)
            await events.record(tx, told(ingested, hold.library_uid, now))
        event = Event(
            type=f"hold.{decision}", at=now, library=hold.library_uid, data={"hold": uid, "files": hold.files}
        )
        await events.record(tx, [event])
        return hold

    return await tools.storage.write(unit)


async def remove_library(tools: Tools, uid: str) -> Library:
    """Take a library of the API out of use at once; the job `remove` then clears what it listed. What people did stays.

    Raises:
        NotFound: There is none.
        Conflict: It is declared in the configuration.
    """
    now = tools.clock.now_ms()

    async def unit(tx: Transaction) -> Library:
        library = await changeable(tx, uid)
        await libraries.detach(tx, library, now, REMOVING)
        return library

    return await tools.storage.write(unit)


def removal(tools: Tools) -> JobType:
    """Give the job that clears a library out of use: `library` (public id)."""

    async def handler(run: JobRun) -> Mapping[str, Any]:
        library = await libraries.by_uid(tools.storage, str(run.args["library"]))
        if library is None or library.detached is None:
            return {}
        while await _withdraw(tools, library):
            await run.progress(0.5, "taking its folders out")
        await tools.storage.write(lambda tx: libraries.forget(tx, library.id))
        return {"library": library.uid}

    return JobType(id=REMOVE, handler=handler, lane="scan")


async def _withdraw(tools: Tools, library: Library) -> bool:
    async def unit(tx: Transaction) -> bool:
        folders = await inventory.library_folders(tx, library.id, _FOLDERS)
        await _let_go(tx, tools, library, folders, 0)
        await inventory.delete_folders(tx, folders)
        return bool(folders)

    return await tools.storage.write(unit)


async def leave_roots(tools: Tools, library: Library) -> None:
    """Let go of what lies in roots that a library has no more.

    Its files are missing from then on, as if they had been removed: works that are nowhere else are not listed, and
    nothing that people did is lost. They are back when their root is, or at a new place where they are met again.
    """
    for root in library.roots if library.detached is None else ():
        while root.state == "detached" and await _leave(tools, library, root):
            pass


async def _leave(tools: Tools, library: Library, root: Root) -> bool:
    now = tools.clock.now_ms()

    async def unit(tx: Transaction) -> bool:
        folders = await inventory.left_folders(tx, root.id, _FOLDERS)
        await _let_go(tx, tools, library, folders, now)
        for number, _ in await holds.healed(tx, root.id):
            await holds.decide(tx, number, "approved", now)
        return bool(folders)

    return await tools.storage.write(unit)


async def _let_go(tx: Transaction, tools: Tools, library: Library, folders: Sequence[int], at: int) -> None:
    """Take folders out of what a library lists, with their files."""
    found = await inventory.files(tx, folders)
    files = [file.id for names in found.values() for file in names.values() if file.state != "missing"]
    await inventory.missing_files(tx, files, at)
    await inventory.folder_states(tx, folders, "missing", inventory.GONE, at)
    taken = await tools.catalogue.ingest(tx, _nothing(library, folders))
    released = await tools.catalogue.release(tx, files, folders)
    now = tools.clock.now_ms()
    await events.record(tx, [each for of in (taken, released) for each in told(of, library.uid, now)])


def _nothing(library: Library, folders: Sequence[int]) -> list[Assembled]:
    ref = LibraryRef(id=library.id, uid=library.uid, isolated=library.isolated)
    return [Assembled(library=ref, folder=folder, type=kind, files={}) for folder in folders for kind in library.types]


def retention(tools: Tools) -> JobType:
    """Give the job that forgets files missing for longer than `days`, and works that are nowhere for as long.

    Works that somebody did something with keep their rows.
    """

    async def handler(run: JobRun) -> Mapping[str, Any]:
        before = tools.clock.now_ms() - int(run.args["days"]) * _DAY_MS
        files = 0
        while part := await tools.storage.write(lambda tx: _forget(tx, tools, before)):
            files += part
        works, now = 0, tools.clock.now_ms()
        while part := await tools.storage.write(lambda tx: bury(tx, before, now, most=_FILES)):
            works += part
        return {"files": files, "works": works}

    return JobType(id=RETENTION, handler=handler)


async def _forget(tx: Transaction, tools: Tools, before: int) -> int:
    """Forget some files; a folder that lost one is assembled again, one that lost all says nothing any more."""
    files = await inventory.long_missing(tx, before, _FILES)
    await inventory.delete_files(tx, [file for file, _ in files])
    await inventory.dirty(tx, {folder for _, folder in files})
    empty = await inventory.empty_folders(tx, _FILES)
    known = {library.id: library for library in await libraries.all_libraries(tx)}
    for number, library in known.items():
        folders = [folder for folder, of in empty if of == number]
        await tools.catalogue.ingest(tx, _nothing(library, folders))
    await inventory.delete_folders(tx, [folder for folder, _ in empty])
    return len(files) + len(empty)
