"""A daemon that does nothing but convert: python daemon.py DATABASE DIRECTORY. Killed by the test that started it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from studio import PROFILES, Clock

from mediad.encoding.room import JOB, Encoding, Options
from mediad.jobs.worker import Worker
from mediad.storage.sqlite import SqliteOptions, open_sqlite
from mediad.workers.process import Processes


async def main() -> None:
    """Sweep, say so, and work until the end."""
    database, directory = map(Path, sys.argv[1:])
    async with Processes() as processes, open_sqlite(database, SqliteOptions()) as storage:
        room = Encoding(storage, Clock(), processes, lambda: PROFILES, Options(directory=directory, keep_free=0))
        sys.stdout.write(f"swept {len(await room.sweep())}\n")
        sys.stdout.flush()
        types = {JOB: room.job_type()}
        await Worker(storage, Clock(), lambda: types, {"encode": 1}, name="here").run(alone=True)


if __name__ == "__main__":
    asyncio.run(main())
