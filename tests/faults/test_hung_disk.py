"""A disk that hangs stops neither the loop nor the daemon's end, and every caller gets a sentence."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.workers.child import Child
from mediad.workers.errors import WorkerTimeout
from mediad.workers.inventory import Inventory, Totals
from mediad.workers.media import MediaPool
from mediad.workers.process import Process, Processes
from mediad.workers.reader import RootReader
from mediad.workers.results import FolderInput, TypeCode
from mediad_sdk.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

HERE = Path(__file__).parent
INVENTORY = "mediad_sdk.runner.inventory:operations"


@asynccontextmanager
async def responsive() -> AsyncIterator[None]:
    """Fail when the loop stood still for more than a quarter of a second."""
    worst = 0.0

    async def tick() -> None:
        nonlocal worst
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            worst = max(worst, time.monotonic() - before)

    task = asyncio.create_task(tick())
    yield
    task.cancel()
    assert worst < 0.25, f"the loop stood still for {worst:.2f} s"


class Unkillable(Process):
    """A process as it is in the kernel's uninterruptible sleep: signals wait."""

    def kill(self) -> None:
        """Change nothing."""


async def test_a_stopped_child_is_given_up_and_the_end_comes_quickly() -> None:
    start = time.monotonic()
    async with responsive(), Processes() as processes, Child.spawn(processes, "media", INVENTORY) as child:
        await child.request("lstat", {"root": b"/", "paths": []})
        os.kill(child.process.pid, signal.SIGSTOP)
        with pytest.raises(WorkerTimeout, match=r"did not answer identify in 0\.3 s") as late:
            await child.request("identify", {"root": b"/"}, seconds=0.3)
        assert "hang" in late.value.remedy
    assert time.monotonic() - start < 2


async def test_a_process_that_does_not_die_is_abandoned_and_recorded() -> None:
    start = time.monotonic()
    async with responsive(), Processes() as processes:
        ours, theirs = os.pipe()
        process = processes.start(ours)
        process.__class__ = Unkillable
        assert await processes.end(process, patience=0.3) is None
        assert processes.abandoned == {process}
        os.kill(process.pid, signal.SIGKILL)
        await process.gone(2)
        assert processes.abandoned == set(), "it is reaped when it ends after all"
        os.close(ours)
        os.close(theirs)
    assert time.monotonic() - start < 3


@pytest.fixture
def hung(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system that hangs; skip where that is not to be had."""
    if os.geteuid() or not Path("/dev/fuse").exists():
        pytest.skip("needs root and /dev/fuse")
    point = tmp_path / "disk"
    point.mkdir()
    with subprocess.Popen(
        [sys.executable, HERE / "fusehang.py", point], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        if not server.stdout.readline():
            pytest.skip(f"no FUSE here: {server.stderr.read().strip()}")
        try:
            yield point
        finally:
            server.kill()
            server.wait()
            subprocess.run(["umount", "-l", str(point)], check=True)


@pytest.mark.faults
async def test_looking_at_a_hung_disk_costs_one_process_and_the_end_takes_less_than_3_s(hung: Path) -> None:
    root = os.fsencode(hung)
    async with responsive(), Processes() as processes:
        with pytest.raises(WorkerTimeout):
            await _identify(processes, root)
        assert len(processes.abandoned) == 1
        with pytest.raises(WorkerTimeout):
            await _walk(processes, root)
        start = time.monotonic()
    assert time.monotonic() - start < 3


async def _identify(processes: Processes, root: bytes) -> None:
    async with Inventory(processes) as inventory:
        await inventory.identify(root, seconds=0.3)


async def _walk(processes: Processes, root: bytes) -> None:
    async with Inventory(processes) as inventory:
        async for _ in inventory.walk(root, {b"": b""}, Totals(), silence=0.3):
            pass


@pytest.mark.faults
async def test_reading_from_a_hung_disk_is_refused_at_once_the_second_time(hung: Path) -> None:
    async with responsive(), Processes() as processes, RootReader(processes, os.fsencode(hung), seconds=0.3) as reader:
        with pytest.raises(Unavailable, match="does not answer"):
            await reader.stat(b"film.mkv")
        start = time.monotonic()
        with pytest.raises(Unavailable, match="a moment ago"):
            await reader.stat(b"film.mkv")
        assert time.monotonic() - start < 0.1


@pytest.mark.faults
async def test_extracting_from_a_hung_disk_blames_the_disk_and_no_file(hung: Path) -> None:
    code = TypeCode(id="toy", claim="toy_on_disk:claim", extract="toy_on_disk:extract", assemble="toy_on_disk:assemble")
    rows = [[b"a", "f", 1, 1, 1, 1, 1], [b"b", "f", 1, 1, 1, 1, 1]]
    async with responsive(), Processes([str(HERE)]) as processes, MediaPool(processes, seconds=0.3, grace=0.2) as pool:
        with pytest.raises(WorkerTimeout, match="the disk does not answer"):
            await pool.process(os.fsencode(hung), [code], [FolderInput(path=b"", entries=rows)])
        start = time.monotonic()
    assert time.monotonic() - start < 3


@pytest.mark.faults
def test_a_daemon_with_a_child_on_a_hung_disk_ends_within_3_s(hung: Path) -> None:
    code = (
        "import asyncio, sys\n"
        "from mediad.workers.process import Processes\n"
        "from mediad.workers.inventory import Inventory\n"
        "async def main():\n"
        "    async with Processes() as p, Inventory(p) as i:\n"
        "        task = asyncio.create_task(i.identify(sys.argv[1].encode(), seconds=60))\n"
        "        await asyncio.sleep(0.5)\n"
        "        task.cancel()\n"
        "        print('ending', flush=True)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(hung)], stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        assert daemon.stdout.readline() == b"ending\n"
        start = time.monotonic()
        assert daemon.wait(5) == 0
        assert time.monotonic() - start < 3
