from __future__ import annotations

import asyncio
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.workers.child import Child
from mediad.workers.errors import WorkerFailed
from mediad.workers.process import Limits, confined

if TYPE_CHECKING:
    from mediad.workers.process import Processes

EPERM = os.strerror(errno.EPERM)


@pytest.mark.parametrize("role", ["media", "reader", "watcher"])
async def test_whoever_touches_media_has_no_network(processes: Processes, role: str) -> None:
    async with Child.spawn(processes, role, "hostile:operations") as child:
        outcomes = await child.request("denied")
        assert {name for name, outcome in outcomes.items() if outcome != EPERM} == set()
        assert await child.request("pairs") == b"through"
    assert processes.findings == set()


async def test_a_grandchild_has_no_network_either(processes: Processes) -> None:
    async with Child.spawn(processes, "media", "hostile:operations") as child:
        assert await child.request("denied_below") == EPERM


async def test_a_preflight_keeps_its_sockets_but_no_dangerous_calls(processes: Processes) -> None:
    async with Child.spawn(processes, "plugin-import", "hostile:operations") as child:
        outcomes = await child.request("denied")
    assert (outcomes["tcp"], outcomes["unix"], outcomes["ptrace"]) == ("allowed", "allowed", EPERM)


async def test_a_child_inherits_nothing_it_was_not_given(
    processes: Processes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MEDIAD__SECRET", "not for children")
    leak = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(leak, True)
    try:
        async with Child.spawn(processes, "media", "hostile:operations") as child:
            facts = await child.request("facts")
    finally:
        os.close(leak)
    assert facts["fds"] == (0, 1, 2, 3)
    assert not {name for name in facts["environment"] if name.startswith("MEDIAD")}
    assert (facts["session"], facts["core"], facts["oom"]) == (True, 0, 500)
    assert facts["memory"] == Limits().memory


async def test_a_child_imports_nothing_heavy(processes: Processes) -> None:
    async with Child.spawn(processes, "watcher", "mediad_sdk.runner.watch:operations") as child:
        with pytest.raises(WorkerFailed):
            await child.request("watch")
        tail = await _modules(processes)
    assert child.process.tail == ""
    assert not {"pydantic", "pluggy", "asyncio", "hashlib", "ssl", "mediad", "site"} & set(tail)


async def _modules(processes: Processes) -> list[str]:
    async with Child.spawn(processes, "watcher", "lean:operations") as child:
        modules: list[str] = await child.request("modules")
        return modules


async def test_memory_beyond_the_limit_is_an_error_inside(processes: Processes) -> None:
    async with Child.spawn(processes, "media", "hostile:operations", Limits(memory=512 << 20)) as child:
        with pytest.raises(WorkerFailed, match="MemoryError"):
            await child.request("eat", {"size": 1 << 30})
        assert await child.request("echo", {"value": 1}) == 1


async def test_a_child_that_may_write_nothing_writes_nothing(processes: Processes, tmp_path: Path) -> None:
    async with Child.spawn(processes, "reader", "hostile:operations", Limits(file_size=-1)) as child:
        with pytest.raises(WorkerFailed) as failed:
            await child.request("write", {"path": str(tmp_path / "f")})
    assert failed.value.errno == errno.EFBIG


async def test_a_foreign_program_runs_confined() -> None:
    code = "import socket,resource\ntry: socket.socket()\nexcept OSError as e: print(e.errno, resource.getrlimit(7)[0])"
    command = confined("ffmpeg", Limits(descriptors=99), [sys.executable, "-c", code])
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    assert out.split() == [b"1", b"99"]


def test_children_die_with_the_daemon() -> None:
    code = (
        "import asyncio, os\n"
        "from mediad.workers.process import Processes, Limits, confined\n"
        "from mediad.workers.child import Child\n"
        "async def main():\n"
        "    async with Processes() as p, Child.spawn(p, 'watcher', 'mediad_sdk.runner.inventory:operations') as c:\n"
        "        await c.request('lstat', {'root': b'/', 'paths': []})\n"
        "        f = await asyncio.create_subprocess_exec(*confined('ffmpeg', Limits(), ['sleep', '60']))\n"
        "        await asyncio.sleep(0.3)\n"
        "        print(c.process.pid, f.pid, flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        pids = [int(pid) for pid in daemon.stdout.readline().split()]
        daemon.send_signal(signal.SIGKILL)
    for pid in pids:
        assert _ends(pid), "a child outlived the daemon"


def _ends(pid: int) -> bool:
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        signal.sigtimedwait([], 0.01)
    return False
