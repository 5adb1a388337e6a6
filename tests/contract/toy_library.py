"""A small made-up media type and a disk made of rows: whatever shape a work has, it can be said here in a few words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue import Catalogue, Items
from mediad.library.kinds import KindTable
from mediad.library.values import Assembled, Ingested, LibraryRef
from mediad.storage.ports.browse import Browser, Wanted
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.search import search
from mediad.storage.ports.viewer import Viewer
from mediad_sdk import (
    ADDED,
    TITLE,
    Document,
    Edition,
    Facet,
    Field,
    Kind,
    Line,
    MediaType,
    Part,
    Sort,
    Source,
    Work,
    match_key,
)
from mediad_sdk.wire import FlatWork, works_to_wire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.storage.units import Storage, Transaction

PLACE = Sort(name="position", by=("position", "title"))
BY_ARTIST = Sort(name="artist", by=("credit:artist", "date", "title"))
GENRE = Facet(name="genre", field="genres")

TOY = MediaType(
    id="toy",
    label="Toys",
    kinds=(
        Kind(
            id="toy",
            label="Toy",
            plural="Toys",
            bears_files=True,
            fields=(
                Field(name="overview", search=True),
                Field(name="genres", merge="union"),
                Field(name="look", internal=True),
            ),
            facets=(GENRE, Facet(name="year", field="dates"), Facet(name="maker", field="credits", role="maker")),
            sorts=(TITLE, ADDED, Sort(name="newest", by=("-date", "title"))),
            identified_by=(("tmdb", "movie"), ("imdb", "title")),
            line=Line(leaf="plaything"),
        ),
        Kind(
            id="reel",
            label="Reel",
            plural="Reels",
            bears_files=True,
            facets=(GENRE, Facet(name="month", field="month"), Facet(name="cell", field="cells")),
            rated=True,
        ),
        Kind(
            id="box",
            label="Box",
            plural="Boxes",
            facets=(GENRE,),
            sorts=(BY_ARTIST, TITLE, ADDED),
            identified_by=(("mb", "release"),),
        ),
        Kind(id="tray", label="Tray", plural="Trays", parents=("box",), sorts=(PLACE,)),
        Kind(
            id="piece", label="Piece", plural="Pieces", parents=("tray", "box"), bears_files=True, sorts=(TITLE, PLACE)
        ),
        Kind(id="person", label="Person", plural="People", form="party", sorts=(TITLE,)),
        Kind(id="maker", label="Maker", plural="Makers", form="party", sorts=(TITLE,)),
        Kind(id="shelf", label="Shelf", plural="Shelves", form="collection", sorts=(TITLE,)),
    ),
    claim="toy:claim",
    extract="toy:extract",
    assemble="toy:assemble",
)
KINDS = KindTable([TOY])


class StillClock:
    """Time that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000

    def now_ms(self) -> int:
        return self.now

    def monotonic(self) -> float:
        return self.now / 1000

    async def sleep(self, seconds: float) -> None:
        self.now += int(seconds * 1000)


def says(title: str = "", source: str = "name", file: bytes = b"", **fields: Any) -> Document:
    """Make a document."""
    return Document(source=source, fields={**({"title": title} if title else {}), **fields}, file=file)


def of_file(name: bytes, **facts: Any) -> Edition:
    """Make an edition that is one file."""
    return Edition(parts=(Part(sources=(Source(file=name),)),), **facts)


def toy(title: str, file: bytes = b"", **work: Any) -> Work:
    """Make a work of one file with one document."""
    work.setdefault("documents", (says(title),))
    if file:
        work.setdefault("editions", (of_file(file),))
    return Work(kind=work.pop("kind", "toy"), key=work.pop("key", match_key(title)), **work)


@dataclass
class Disk:
    """Libraries, folders and files as rows, and a catalogue that is told about them."""

    storage: Storage
    clock: StillClock = field(default_factory=StillClock)
    libraries: dict[str, LibraryRef] = field(default_factory=dict)
    offset: int = 0
    """Added to the ids of what is made here, where several disks share a database."""
    folders: dict[tuple[str, str], int] = field(default_factory=dict)
    files: dict[tuple[int, bytes], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.catalogue = Catalogue(KINDS, self.clock)
        self.items = Items(KINDS)
        self.browser = Browser(KINDS.all)

    def viewer(self, *libraries: str, account: int = 0, max_age: int | None = None) -> Viewer:
        """Give somebody who may see these libraries, or all of them."""
        seen = [self.libraries[name].id for name in libraries or self.libraries]
        return Viewer(account=account, libraries=tuple(seen), max_age=max_age)

    async def uid(self, kind: str, key: str) -> str:
        """Give the public id of a work."""
        scopes = {0, *(ref.scope for ref in self.libraries.values())}
        [uid] = [uid for uid, scope in await self.rows("uid", kind, key) if scope in scopes]
        return str(uid)

    async def item(self, kind: str, key: str, **viewer: Any) -> dict[str, Any]:
        """Read a work by its kind and key."""
        return await self.items.item(self.storage, self.viewer(**viewer), await self.uid(kind, key))

    async def titles(self, kind: str, *libraries: str, max_age: int | None = None, **wanted: Any) -> list[str]:
        """List works."""
        viewer = self.viewer(*libraries, max_age=max_age)
        page = await self.browser.items(self.storage, viewer, Wanted(kinds=(kind,), **wanted))
        return [json.loads(item)["title"] for item in page.items]

    async def found(self, text: str, *libraries: str, **how: Any) -> list[str]:
        """Search works."""
        page = await search(self.storage, self.viewer(*libraries), text, **how)
        return [json.loads(item)["title"] for item in page.items]

    async def library(self, name: str = "main", *, isolated: bool = False) -> LibraryRef:
        """Give a library, made when it is first named."""
        if name not in self.libraries:
            number = self.offset + len(self.libraries) + 1
            [uid] = new_uids(self.clock.now, 1)
            ref = LibraryRef(id=number, uid=uid, isolated=isolated)
            await self._run("toy.library", (number, uid, name, int(isolated)))
            await self._run("toy.root", (number, uid, number, name.encode()))
            self.libraries[name] = ref
        return self.libraries[name]

    async def folder(self, path: str, library: str = "main") -> int:
        """Give a folder's id, made when it is first named."""
        ref = await self.library(library)
        if (library, path) not in self.folders:
            number = self.folders[library, path] = self.offset + len(self.folders) + 1
            await self._run("toy.folder", (number, ref.id, path.encode()))
        return self.folders[library, path]

    async def file(self, folder: int, name: bytes, content: bytes | None = None) -> int:
        """Give a file's id, made when it is first named."""
        if (folder, name) not in self.files:
            number = self.files[folder, name] = self.offset + len(self.files) + 1
            [uid] = new_uids(self.clock.now, 1)
            content = content or f"content {number}".encode()
            await self._run("toy.file", (number, uid, folder, name, name.decode(errors="replace"), content))
        return self.files[folder, name]

    async def said(
        self,
        path: str,
        *works: Work,
        library: str = "main",
        also: Mapping[bytes, bytes | None] | None = None,
        folders: Sequence[str] = (),
    ) -> Assembled:
        """Make what a media type would say of a folder; the files that its works name are made, too."""
        folder = await self.folder(path, library)
        wire = works_to_wire(works)
        names = {**dict.fromkeys(_names(wire)), **(also or {})}
        files = {name: await self.file(folder, name, content) for name, content in names.items()}
        inside = {each.encode(): await self.folder(f"{path}/{each}", library) for each in folders}
        return Assembled(
            library=self.libraries[library], folder=folder, type="toy", files=files, folders=inside, works=wire
        )

    async def ingest(self, *batch: Assembled) -> Ingested:
        """Let the catalogue take a batch in."""

        async def unit(tx: Transaction) -> Ingested:
            return await self.catalogue.ingest(tx, batch)

        return await self.storage.write(unit)

    async def say(self, path: str, *works: Work, **how: Any) -> Ingested:
        """Say one folder's works and ingest them."""
        return await self.ingest(await self.said(path, *works, **how))

    async def lose(self, *files: int, state: str = "missing") -> Ingested:
        """Let files change their state, as a scan finds it."""

        async def unit(tx: Transaction) -> Ingested:
            await tx.execute_many("toy.state", [(state, file) for file in files])
            return await self.catalogue.release(tx, files)

        return await self.storage.write(unit)

    async def rows(self, name: str, *params: object) -> list[tuple[Any, ...]]:
        """Read rows by one of the toy's own statements."""
        return [tuple(row) for row in await self.storage.fetch_all(f"toy.{name}", params)]

    async def _run(self, name: str, params: Sequence[object]) -> None:
        async def unit(tx: Transaction) -> None:
            await tx.execute(name, params)

        await self.storage.write(unit)


def _names(wire: Sequence[FlatWork]) -> list[bytes]:
    """Find every file name in works."""
    found: list[bytes] = []
    for work in wire:
        found += [file for _, file, _ in work.documents]
        for edition in work.editions:
            found += [edition.recipe, *(file for part in edition.parts for file, _ in part[3])]
        found += [name for each in work.more.get("companions", ()) for name in each["files"]]
        found += [each["file"] for each in work.more.get("artwork", ())]
    return [name for name in found if name]
