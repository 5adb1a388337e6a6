"""What mediad would make of a folder: a scan into a database that is thrown away, without a daemon or a network."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.app import offline
from mediad.app.apart import closed
from mediad.app.library import open_library
from mediad.app.storages import open_storage
from mediad.config.models import Config, Storage
from mediad.host.clock import SystemClock
from mediad.library.catalogue.lines import Leaf, Lines
from mediad.library.inventory.declaring import Declaration, create
from mediad.library.inventory.scan import Scan, arguments
from mediad.storage.errors import StorageRefused
from mediad.storage.guards import held
from mediad.storage.ports import problems
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.libraries import shown
from mediad.storage.ports.viewer import Viewer
from mediad.workers.process import Processes
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid, Unavailable
from mediad_sdk.values.kinds import MediaType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.app.library import Library
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage as Database
    from mediad.storage.ports.libraries import Library as Declared

_PREFIX = "mediad-preview-"
_SETTLED = 60
"""Seconds after which a preview surely holds the database in its folder."""
Told = Callable[[float, str], None]
"""Hears how far a scan is: a fraction, and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a folder would become.

    Attributes:
        leaves: The leaf works, each with its line.
        problems: What cannot be used: `path`, `code` and `reason`.
        counts: What the scan counted.
        passed: What it passed over: `code`, `reason`, `count` and some `paths`.
    """

    leaves: Sequence[Leaf]
    problems: Sequence[Mapping[str, Any]]
    counts: Mapping[str, int]
    passed: Sequence[Mapping[str, Any]] = ()

    @property
    def lines(self) -> Sequence[Mapping[str, Any]]:
        """A line a leaf work, as `mediad.library.catalogue.lines` writes them."""
        return [each.line for each in self.leaves]


@dataclass(frozen=True, slots=True)
class _Run:
    """A scan that is no job: it is told of here, and nowhere kept."""

    id: str
    args: Mapping[str, Any]
    told: Told
    attempt: int = 1
    checkpoint: Mapping[str, Any] = field(default_factory=dict)

    async def save(self, checkpoint: Mapping[str, Any]) -> None: ...

    async def progress(self, fraction: float, message: str = "") -> None:
        self.told(fraction, message)

    async def log(self, message: str, *, level: str = "info") -> None: ...


async def preview(
    folder: Path,
    types: Sequence[str] = (),
    told: Told = lambda _part, _words: None,
    plugins: PluginHost | None = None,
) -> Seen:
    """Look at a folder with some media types, or with all that are installed, and forget it again.

    Args:
        folder: What to look at.
        types: Ids of media types, all where none is named.
        told: Hears how far it is.
        plugins: Loaded already by whoever looks at many folders.

    Raises:
        Invalid: There is no such media type, or no such folder.
        Unavailable: The folder cannot be looked at.
    """
    plugins = plugins or await offline.plugins()
    known = [each.id for each in plugins.all(MediaType)]
    if strange := [each for each in types if each not in known]:
        raise Invalid(
            f"No plugin brings {', '.join(strange)}.", remedy=f"Media types that are installed: {', '.join(known)}."
        )
    root = os.path.abspath(folder)  # noqa: PTH100, ASYNC240  # it asks no disk, and resolves no link
    if await asyncio.to_thread(os.path.isfile, root):
        raise Invalid(f"{folder} is a file, and a folder is looked at.", remedy="Name the folder that it lies in.")
    if not await asyncio.to_thread(os.path.isdir, root):
        raise Invalid(f"There is no folder {folder}.", remedy="Look at its spelling, and whether its disk is there.")
    wanted = Declaration(name="Preview", types=tuple(types or known), roots=(os.fsencode(root),))
    async with _rooms(plugins) as (library, storage):
        return await _seen(library, storage, wanted, told)


@asynccontextmanager
async def _rooms(plugins: PluginHost) -> AsyncIterator[tuple[Library, Database]]:
    """Open the rooms that a scan goes through, over a folder of their own that goes with them."""
    async with AsyncExitStack() as stack:
        await asyncio.to_thread(_sweep)
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=_PREFIX)))
        config = Config(storage=Storage(data_dir=place))
        storage = await stack.enter_async_context(open_storage(config.database))
        processes = await stack.enter_async_context(Processes(closed=closed(config, {})))
        yield await open_library(stack, config, storage, SystemClock(), processes, plugins), storage


def _sweep() -> None:
    """Remove what previews left that were killed: folders of this user whose database nobody holds."""
    for place in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError, StorageRefused):
            facts = place.lstat()
            is_ours = stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.geteuid()
            if is_ours and time.time() - facts.st_mtime > _SETTLED:
                with held(place / "mediad.db"):
                    shutil.rmtree(place)


async def _seen(library: Library, storage: Database, wanted: Declaration, told: Told) -> Seen:
    now = library.tools.clock.now_ms()
    declared: Declared = await storage.write(lambda tx: create(tx, wanted, now))
    done = await Scan(library.tools, _Run(new_uids(now, 1)[0], arguments(declared.uid), told)).run()
    if left := done.get("left_out"):
        raise Unavailable(f"{left[0]['path']}: {left[0]['reason']}", remedy="Nothing was changed; look again later.")
    viewer = Viewer(account=0, libraries=(declared.id,))
    leaves = [each async for each in Lines(library.kinds).all(storage, viewer)]
    wrong: list[dict[str, Any]] = []
    while found := await problems.of_library(storage, declared.id, after=wrong[-1]["after"] if wrong else 0):
        wrong += found
    below = shown(wanted.roots[0]).rstrip("/") + "/"
    passed = [
        {**each, "paths": [path.removeprefix(below) for path in each["paths"]]} for each in done.get("passed_over", ())
    ]
    return Seen(leaves=leaves, problems=wrong, counts=done["counts"], passed=passed)
