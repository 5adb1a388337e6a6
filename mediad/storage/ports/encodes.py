"""Conversions as rows: an edition of origin `encode`, its part, and its file in a root that is never scanned.

That root belongs to the library of the source, so whoever may see the source may see what was made of it, and nobody
else. A conversion holds no work in a library: when the source is gone, the work is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import events
from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.storage.ports import Reader, Row, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A conversion to register.

    Attributes:
        source: Internal id of the edition that it was made of.
        library: Internal id of the library that the source was taken from.
        library_uid: Its public id.
        directory: The root of the library's conversions.
        name: The file's name in it.
        display: Its name for people.
        facts: Technical facts, and under `source` what the source was: equal facts are not converted again.
    """

    source: int
    library: int
    library_uid: str
    directory: bytes
    name: bytes
    display: str
    size: int
    mtime_ns: int
    profile: str
    version: str
    rendition: str
    label: str
    facts: Mapping[str, Any]
    marks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A conversion that is there: public ids, and the facts under which it was made."""

    item: str
    edition: str
    file: str
    size: int
    facts: Mapping[str, Any]


def key_of(source: int, profile: str) -> str:
    """Name a conversion within its work: one of each source edition and profile."""
    return f"encode|{source}|{profile}"


async def sources(reader: Reader, subject: int) -> Sequence[Row]:
    """Read the editions of a work that a scan found, a row for each source of each part."""
    return await reader.fetch_all("encodes.sources", (subject,))


async def roots(reader: Reader) -> list[bytes]:
    """List the roots that hold media."""
    return [bytes(row[0]) for row in await reader.fetch_all("encodes.roots")]


async def files(reader: Reader) -> list[bytes]:
    """List the paths of all conversions."""
    return [bytes(row[0]) + b"/" + bytes(row[1]) for row in await reader.fetch_all("encodes.files")]


async def find(reader: Reader, source: int, profile: str) -> Registered | None:
    """Find the conversion of an edition by a profile."""
    subject = await reader.fetch_one("encodes.subject_of", (source,))
    if subject is None:
        return None
    row = await reader.fetch_one("encodes.by_key", (subject[0], key_of(source, profile)))
    if row is None:
        return None
    return Registered(
        item=subject["uid"], edition=row["uid"], file=row["file_uid"], size=row["size"], facts=json.loads(row["facts"])
    )


async def register(tx: Transaction, new: Derived, now: int) -> Registered:
    """Let a conversion be seen; made again, it keeps its ids. Raises `NotFound` when its source is no more."""
    subject = await tx.fetch_one("encodes.subject_of", (new.source,))
    if subject is None:
        raise NotFound("The source left the library while it was converted.", remedy="Scan, then convert it again.")
    known = await tx.fetch_one("encodes.by_key", (subject[0], key_of(new.source, new.profile)))
    folder = await _folder(tx, new, now)
    if known is None:
        edition, file = await _add(tx, new, subject[0], folder, now)
    else:
        edition, file = known["uid"], known["file_uid"]
        described = (new.version, new.rendition, new.label, json.dumps(dict(new.facts)), new.marks)
        await tx.execute("encodes.change_edition", (*described, known["id"]))
        await tx.execute("encodes.change_file", (folder, new.size, new.mtime_ns, now, known["file"]))
    await _tell(tx, subject[0], subject["uid"], new.library_uid, now)
    return Registered(item=subject["uid"], edition=edition, file=file, size=new.size, facts=new.facts)


async def _folder(tx: Transaction, new: Derived, now: int) -> int:
    known = await tx.fetch_value("encodes.folder", {"library": new.library, "path": new.directory})
    if known is not None:
        return int(known)
    root, folder = await tx.reserve("root"), await tx.reserve("folder")
    await tx.execute("encodes.add_root", (root, new_uids(now, 1)[0], new.library, new.directory, now))
    await tx.execute("encodes.add_folder", (folder, root, b"", now))
    return folder


async def _add(tx: Transaction, new: Derived, subject: int, folder: int, now: int) -> tuple[str, str]:
    edition, part, file = await tx.reserve("edition"), await tx.reserve("part"), await tx.reserve("file")
    edition_uid, file_uid = new_uids(now, 2)
    await tx.execute("encodes.add_file", (file, file_uid, folder, new.name, new.display, new.size, new.mtime_ns, now))
    described = (new.version, new.rendition, new.label, json.dumps(dict(new.facts)), new.marks)
    key = key_of(new.source, new.profile)
    row = (edition, edition_uid, subject, key, *described, new.source, new.profile, now)
    await tx.execute("encodes.add_edition", row)
    await tx.execute("encodes.add_part", (part, edition))
    await tx.execute("encodes.add_source", (part, file))
    return edition_uid, file_uid


async def remove(tx: Transaction, uid: str, now: int) -> bytes:
    """Forget a conversion and give the path of its file; what people did with it counts for its source."""
    row = await tx.fetch_one("encodes.by_uid", (uid,))
    if row is None:
        raise NotFound(f"There is no conversion {uid}.", remedy="Only editions that mediad made can be removed.")
    moved = {"source": row["derived_from"], "edition": row["id"]}
    for name in ("move_progress", "move_plays"):
        await tx.execute(f"encodes.{name}", moved)
    await tx.execute("encodes.drop_progress", (row["id"],))
    for name, column in (("source", "part"), ("part", "part"), ("edition", "id"), ("file", "file")):
        await tx.execute(f"encodes.delete_{name}", (row[column],))
    await _tell(tx, row["subject"], row["item"], row["library"] or "", now)
    return bytes(row["root_path"]) + b"/" + bytes(row["name"])


async def one(reader: Reader, uid: str) -> Mapping[str, Any]:
    """Tell whose conversion it is: `item` and `library` as public ids, and the `profile`; raises `NotFound`."""
    row = await reader.fetch_one("encodes.by_uid", (uid,))
    if row is None:
        raise NotFound(f"There is no conversion {uid}.", remedy="Only editions that mediad made can be removed.")
    return {"item": row["item"], "library": row["library"], "profile": row["profile"]}


async def _tell(tx: Transaction, subject: int, item: str, library: str, now: int) -> None:
    await tx.execute("encodes.touch", {"now": now, "id": subject})
    await events.record(tx, [Event(type="item.changed", at=now, library=library, data={"items": [item]})])
