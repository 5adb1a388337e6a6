"""Scans a library of blocks, to be killed in the middle: `killed.py DATABASE ROOT SCAN`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from conftest import House  # noqa: E402  # the folder was put on the path above

from mediad.storage.sqlite import open_sqlite  # noqa: E402  # as above
from mediad.workers.media import MediaPool  # noqa: E402  # as above
from mediad.workers.process import Processes  # noqa: E402  # as above


async def main(database: str, root: str, scan: str) -> None:
    async with (
        open_sqlite(Path(database)) as storage,
        Processes([str(HERE)]) as processes,
        MediaPool(processes, folders=lambda: (Path(root).parent, Path(root).with_name("temporary"))) as pool,
    ):
        house = House(storage, Path(root), processes, pool)
        await house.declare()
        await house.scan(scan)


asyncio.run(main(*sys.argv[1:]))
