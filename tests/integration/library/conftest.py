"""A library of blocks on a real disk, behind real workers and the real catalogue."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from disks import JobStub, SetClock
from PIL import Image

from mediad.library.catalogue import Catalogue
from mediad.library.inventory.declaring import Declaration, declare
from mediad.library.inventory.disk import Workers
from mediad.library.inventory.scan import Scan
from mediad.library.inventory.scene import Tools
from mediad.library.kinds import KindTable
from mediad.library.writing import Writing
from mediad.storage.ports import inventory, libraries
from mediad.workers.media import MediaPool
from mediad.workers.process import Processes
from mediad_plugin_movies.plugin import MOVIES
from mediad_plugin_nfo.plugin import SIDECARS
from mediad_plugin_photos.plugin import PHOTOS
from mediad_plugin_tv.plugin import TV
from mediad_plugin_xmp.plugin import XMP
from mediad_sdk import Kind, MediaType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from engines import Database

    from mediad.storage.ports import Storage
    from mediad_sdk.values.sidecars import Sidecar

BLOCKS = MediaType(
    id="blocks", label="Blocks", kinds=(Kind(id="block", label="Block", plural="Blocks", bears_files=True),),
    claim="blocks:claim", extract="blocks:extract", assemble="blocks:assemble",
)  # fmt: skip  # a declaration
MARBLES = MediaType(
    id="marbles", label="Marbles", kinds=(Kind(id="marble", label="Marble", plural="Marbles", bears_files=True),),
    claim="marbles:claim", extract="marbles:extract", assemble="marbles:assemble",
)  # fmt: skip  # a declaration
HERE = str(Path(__file__).parent)


class House:
    """One library on a folder, and what scans it."""

    def __init__(self, storage: Storage, root: Path, processes: Processes, pool: MediaPool) -> None:
        self.storage = storage
        self.root = root
        self.processes = processes
        self.pool = pool
        clock = SetClock()
        self.kinds = KindTable([BLOCKS])
        catalogue = Catalogue(self.kinds, clock)
        self.tools = Tools(
            storage=storage, disk=Workers(processes, pool), catalogue=catalogue, clock=clock, types=self.kinds.types
        )
        self._numbers = count(1)

    def understand(self, *of_media: MediaType, formats: Sequence[Sidecar] = ()) -> None:
        """Have some media types, and formats of sidecars."""
        self.kinds.set([*of_media])
        self.tools.sidecars[:] = formats

    async def declare(self, *roots: bytes, types: tuple[str, ...] = ("blocks",), **settings: Any) -> None:
        """Declare the library as a configuration would, on its own folder or on others."""
        wanted = Declaration(
            name="Blocks", types=types, roots=roots or (bytes(self.root),), slug="blocks", settings=settings
        )
        await self.storage.write(lambda tx: declare(tx, [wanted], 1))

    async def library(self) -> libraries.Library:
        """Give the library as it is."""
        return (await libraries.all_libraries(self.storage))[0]

    async def scan(self, uid: str = "", **args: Any) -> Mapping[str, Any]:
        """Scan, and give the result."""
        library = await self.library()
        job = JobStub(id=uid or f"scan-{next(self._numbers)}", args={"library": library.uid, **args})
        return await Scan(self.tools, job).run()

    async def files(self) -> dict[bytes, inventory.File]:
        """Give every file row by its path below the root."""
        found = {}
        for root in (await self.library()).roots:
            for folder in (await inventory.folders(self.storage, root.id)).values():
                for name, file in (await inventory.files(self.storage, [folder.id])).get(folder.id, {}).items():
                    found[folder.path + b"/" + name if folder.path else name] = file
        return found

    @property
    def writing(self) -> Writing:
        """What writes sidecars of this library."""
        return Writing(tools=self.tools, kinds=self.kinds, pool=self.pool, processes=self.processes)

    async def write(self, attempt: JobStub | None = None) -> Any:
        """Write sidecars, and give the result."""
        return await self.writing.job_type().handler(attempt or JobStub(id="w", args={}))

    async def lock(self, question: str, *params: object, **said: Any) -> None:
        """Let a person say something of the first work that a question names."""
        rows = await self.storage.fetch_all(question, params)

        async def unit(tx: Any) -> None:
            await self.tools.catalogue.edit(tx, rows[0][0], 1, lock=said)  # type: ignore[attr-defined]  # the real one

        await self.storage.write(unit)

    def put(self, path: str, title: str) -> Path:
        """Write a block."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(title)
        return file

    def opened(self) -> list[str]:
        """Give the titles of the blocks that were opened, each as often as it was."""
        log = self.root.with_name("opened.log")
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
async def storage(database: Database) -> AsyncIterator[Storage]:
    """Give an open database, with a few questions of these tests."""
    async with database.open(sql=(Path(HERE) / "sql",)) as opened:
        yield opened


@pytest.fixture
async def house(storage: Storage, tmp_path: Path) -> AsyncIterator[House]:
    """Give a library of sixty blocks."""
    async with (
        Processes([HERE]) as processes,
        MediaPool(processes, folders=lambda: (tmp_path, tmp_path / "temporary")) as pool,
    ):
        made = House(storage, tmp_path / "blocks", processes, pool)
        for number in range(60):
            made.put(f"box {number % 6}/{number:02}.block", f"block {number}")
        await made.declare()
        yield made


@pytest.fixture
async def toys(storage: Storage, tmp_path: Path) -> AsyncIterator[House]:
    """Give a library of blocks and marbles, which blocks decline."""
    async with Processes([HERE]) as processes, MediaPool(processes, seconds=5) as pool:
        house = House(storage, tmp_path / "blocks", processes, pool)
        house.understand(replace(BLOCKS, extract="marbles:of_blocks"), MARBLES)
        house.put("box/a.block", "oak")
        house.put("bag/b.block", "marble of glass")
        house.put("bag/c.block", "marble of clay")
        await house.declare(types=("blocks", "marbles"))
        yield house


@pytest.fixture
async def films(storage: Storage, tmp_path: Path) -> AsyncIterator[House]:
    """Give a library of films of which two are there."""
    async with Processes([HERE]) as processes, MediaPool(processes, seconds=5) as pool:
        house = House(storage, tmp_path / "films", processes, pool)
        house.understand(MOVIES, formats=SIDECARS)
        house.put("Lamp (2011)/Lamp (2011).strm", "https://example.org/lamp")
        house.put("Sea (1999)/Sea (1999).strm", "https://example.org/sea")
        await house.declare(types=("movies",))
        yield house


@pytest.fixture
async def photos(storage: Storage, tmp_path: Path) -> AsyncIterator[House]:
    """Give a library of photos of which one is there, and XMP is wanted."""
    async with Processes([HERE]) as processes, MediaPool(processes, seconds=5) as pool:
        house = House(storage, tmp_path / "photos", processes, pool)
        house.understand(PHOTOS, formats=[XMP])
        house.root.mkdir()
        Image.new("RGB", (64, 48), "teal").save(house.root / "IMG_20210814_201112.jpg")
        await house.declare(types=("photos",), sidecars=["xmp"])
        yield house


@pytest.fixture
async def series(storage: Storage, tmp_path: Path) -> AsyncIterator[House]:
    """Give an empty library of series that wants NFO files of shows."""
    async with Processes([HERE]) as processes, MediaPool(processes, seconds=5) as pool:
        house = House(storage, tmp_path / "series", processes, pool)
        house.understand(TV, formats=SIDECARS)
        await house.declare(types=("tv",), sidecars=["nfo-show"])
        yield house
