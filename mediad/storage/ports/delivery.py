"""Where the bytes of files and pictures lie, for those who may have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A file with its place.

    Attributes:
        path: Relative to its root.
        root: The root's internal id.
        root_path: Where the root is.
        root_state: Whether it is there.
        root_reason: Why it is not.
        state: Whether the file is there.
        type: The media type that claimed it.
        size: Bytes, at the last scan.
        mtime_ns: Its time, at the last scan.
        display: Its name for people.
    """

    uid: str
    path: bytes
    root: int
    root_path: bytes
    root_state: str
    root_reason: str
    state: str
    type: str
    size: int
    mtime_ns: int
    display: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: a file of its own, or embedded in a media file."""

    uid: str
    embedded: bool
    placed: Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A picture that providers offer for a subject: one for each role."""

    uid: str
    subject: int
    role: str


async def file(reader: Reader, viewer: Viewer, uid: str) -> Placed:
    """Find a file that the viewer may read; raises `NotFound` for any other."""
    row = await reader.fetch_one("delivery.file", (uid,))
    if row is None or not await _may(reader, viewer, row):
        raise NotFound(f"there is no file {uid}")
    return _placed(row)


async def picture(reader: Reader, viewer: Viewer, uid: str) -> Picture | Offered:
    """Find a picture that the viewer may see; raises `NotFound` for any other."""
    row = await reader.fetch_one("delivery.picture", (uid,))
    if row is None:
        return await _offered(reader, viewer, uid)
    if row["library"] not in viewer.libraries or row["age"] > viewer.age:
        raise NotFound(f"there is no picture {uid}")
    return Picture(uid=row["picture"], embedded=bool(row["embedded"]), placed=_placed(row))


async def _offered(reader: Reader, viewer: Viewer, uid: str) -> Offered:
    row = await reader.fetch_one("delivery.offered", (uid,))
    if row is None or row["age"] > viewer.age or not await _see(reader, viewer, [row["subject"]]):
        raise NotFound(f"there is no picture {uid}")
    return Offered(uid=row["uid"], subject=row["subject"], role=row["role"])


async def cover(reader: Reader, viewer: Viewer, uid: str) -> str:  # noqa: ARG001  # `picture` looks who may see it
    """Give the id of the picture that stands for a work; what is no work's id is given back."""
    brief = await reader.fetch_value("delivery.brief", (uid,))
    if brief is None:
        return uid
    found: str = json.loads(brief).get("picture", "")
    return found


async def _may(reader: Reader, viewer: Viewer, row: Row) -> bool:
    works = await _works(reader, row)
    if any(age > viewer.age for age in works.values()):
        return False
    if row["library"]:
        return row["library"] in viewer.libraries
    return await _see(reader, viewer, list(works))  # a converted file lies in no library


async def _see(reader: Reader, viewer: Viewer, subjects: list[int]) -> bool:
    """Tell whether any of some subjects is in a library of the viewer's."""
    params = {"subjects": json.dumps(subjects), "libraries": json.dumps(viewer.libraries)}
    return bool(await reader.fetch_all("userdata.seen", params))


async def _works(reader: Reader, row: Row) -> dict[int, int]:
    """Give the works that a file is of, with the age each is for; a file in a disc's folder is of the disc's work."""
    found = await reader.fetch_all("delivery.works", (row["id"],))
    path = bytes(row["folder"])
    while not found and path:
        found = await reader.fetch_all("delivery.works_of_folder", (row["root"], path))
        path = path.rpartition(b"/")[0]
    return {each[0]: each[1] for each in found}


def _placed(row: Row) -> Placed:
    folder, name = row["folder"], row["name"]
    return Placed(
        uid=row["uid"], path=folder + b"/" + name if folder else name, root=row["root"], root_path=row["root_path"],
        root_state=row["root_state"], root_reason=row["root_reason"], state=row["state"], type=row["type"],
        size=row["size"], mtime_ns=row["mtime_ns"], display=row["display"],
    )  # fmt: skip
