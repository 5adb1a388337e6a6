"""A daemon that is killed while it converts leaves no ffmpeg, and after its restart no temporary file."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shelf import open_shelf
from studio import Clock, make, running, until

from mediad.encoding.room import JOB
from mediad.jobs.queue import Queue
from mediad.storage.ports import jobs
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engines import Database

    from mediad.storage.ports import Storage

HERE = Path(__file__).parent


@contextmanager
def daemon(database: Database, directory: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(HERE / "daemon.py"), database.address, str(directory)]
    paths = os.pathsep.join([str(HERE.parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}
    ) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def parts(directory: Path) -> list[Path]:
    return list(directory.rglob("*.part"))


def swept(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline().split()[1])


def state(database: Database) -> str:
    """Ask for the state of the only job; the daemon's file is open to other readers."""
    with closing(sqlite3.connect(f"file:{database.address}?mode=ro", uri=True)) as connection:
        return str(connection.execute("SELECT state FROM job").fetchone()[0])


async def enqueue(storage: Storage, item: str) -> str:
    async def never(run: object) -> None:
        raise AssertionError

    queue = Queue(storage, Clock(), lambda: {JOB: JobType(id=JOB, handler=never, lane="encode")})
    return await queue.enqueue(JOB, {"item": item, "profile": "h264-480p"})


async def test_kill_9_leaves_no_ffmpeg_and_a_restart_no_temporary_file_and_one_result(
    database: Database, media: Path, tmp_path: Path
) -> None:
    make(["-stream_loop", "19", "-i", "{dir}/short.mkv", "-c", "copy", "{dir}/minute.mkv"], media)
    directory = tmp_path / "derived"
    async with open_shelf(database, media) as shelf:
        item = await shelf.add(1, media / "minute.mkv")
        job = await enqueue(shelf.storage, item)
    for pause in (0.0, 0.4):
        with daemon(database, directory) as process:
            left = await asyncio.to_thread(swept, process)
            assert left == (0 if pause == 0.0 else 1)
            await until(lambda: running(directory / "films") and parts(directory), 30)
            await asyncio.sleep(pause)
        await until(lambda: not running(directory / "films"), 5)
        assert len(parts(directory)) == 1
    with daemon(database, directory) as process:
        assert await asyncio.to_thread(swept, process) == 1
        await until(lambda: state(database) == "finished", 60)
    assert parts(directory) == []
    async with open_shelf(database, media) as shelf:
        assert len(await shelf.conversions()) == 1
        done = await jobs.one(shelf.storage, job)
    assert (done["state"], done["attempts"]) == ("finished", 3)
