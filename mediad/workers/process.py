"""Starts processes and sees them end, without a thread and without ever waiting for one that cannot die."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mediad_sdk.data import dataclass
from mediad_sdk.runner.stub import BOARD, STUB, WIRE

_TAIL = 4096
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use; 0 leaves a limit as the daemon has it.

    Attributes:
        memory: Address space, bytes.
        file_size: The largest file it may write, bytes; -1 forbids writing any.
        cpu: Processor time in all, seconds.
        descriptors: Open files.
        nice: Steps of politeness to other processes.
        oom: How gladly the kernel ends it when memory is short, 0 to 1000.
    """

    memory: int = 2 << 30
    file_size: int = 64 << 20
    cpu: int = 0
    descriptors: int = 256
    nice: int = 5
    oom: int = 500

    def wire(self) -> dict[str, int]:
        """Give the limits that are set."""
        named = {
            "memory": self.memory, "file_size": self.file_size, "cpu": self.cpu,
            "descriptors": self.descriptors, "nice": self.nice, "oom": self.oom,
        }  # fmt: skip  # two rows say it
        return {name: max(value, 0) for name, value in named.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which files a child has that runs a plugin's code, where the kernel can hold it to them.

    Attributes:
        read: What it may read beside the code that it imports.
        own: Folders that it may change, made when they are not there; the last one is for what is temporary.
    """

    read: Sequence[Path] = ()
    own: Sequence[Path] = ()


def emptied(reach: Reach) -> None:
    """Remove what a child had for the time being; it may have left anything there."""
    for folder in reach.own[-1:]:
        with contextlib.suppress(RecursionError):  # folders nested deeper than Python walks stay
            shutil.rmtree(folder, ignore_errors=True)


def import_paths() -> list[str]:
    """Name the directories that a child imports from.

    They are the daemon's own, so that editable installs work although no `.pth` file is read; packages that setuptools
    maps by a finder of its own are reached through the directory above them.
    """
    paths = [path for path in sys.path if path.startswith("/")]
    for name, module in list(sys.modules.items()):
        if name.startswith("__editable__"):
            mapped = getattr(module, "MAPPING", {})
            paths += [str(os.path.dirname(path)) for package, path in mapped.items() if path.endswith("/" + package)]  # noqa: PTH120  # text in, text out
    return list(dict.fromkeys(paths))


def confined(role: str, limits: Limits, command: Sequence[str]) -> list[str]:
    """Wrap a foreign program (ffmpeg) so that it starts in our confinement and dies with the daemon.

    The caller spawns the result from the daemon's main thread: the death signal is tied to the thread that starts it.
    """
    pairs = ",".join(f"{name}={value}" for name, value in limits.wire().items())
    return [*_interpreter(), role, pairs, str(os.getpid()), *command]


def _interpreter(more: Sequence[str] = (), instead: Sequence[str] | None = None) -> list[str]:
    paths = [*(import_paths() if instead is None else instead), *more]
    return [sys.executable, "-I", "-S", "-u", "-X", "utf8", "-c", STUB, str(len(paths)), *paths]


def _environment() -> dict[str, str]:
    kept = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ}


class Process:
    """One running child: its pid, the end of its standard error, and a future for its end."""

    def __init__(self, pid: int, stderr: int) -> None:
        self.pid = pid
        self._pidfd = os.pidfd_open(pid)
        self._stderr = stderr
        self._tail = bytearray()
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[int] = self._loop.create_future()
        os.set_blocking(stderr, False)
        self._loop.add_reader(self._pidfd, self._reap)
        self._loop.add_reader(stderr, self._drain)

    @property
    def tail(self) -> str:
        """The end of what it wrote to standard error."""
        return self._tail.decode("utf-8", "replace")

    def ask_to_end(self) -> None:
        """Send SIGTERM to everything in its session's group; does not wait."""
        if not self.ended.done():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL to it and to everything in its session's group; does not wait."""
        if not self.ended.done():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    async def gone(self, seconds: float) -> bool:
        """Wait for its end, at most so long."""
        done, _ = await asyncio.wait([self.ended], timeout=seconds)
        return bool(done)

    def forget(self) -> None:
        """Let go of it, dead or not."""
        for fd in (self._pidfd, self._stderr):
            if fd >= 0:
                self._loop.remove_reader(fd)
                os.close(fd)
        self._pidfd = self._stderr = -1

    def _reap(self) -> None:
        self._drain()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)  # before it is reaped: until then the number belongs to it
        end = os.waitid(os.P_PIDFD, self._pidfd, os.WEXITED | os.WNOHANG)
        if end is None:
            return
        self._loop.remove_reader(self._pidfd)
        self.ended.set_result(end.si_status if end.si_code == os.CLD_EXITED else -end.si_status)

    def _drain(self) -> None:
        if self._stderr < 0:
            return
        try:
            data = os.read(self._stderr, _CHUNK)
        except BlockingIOError:
            return
        if not data:
            self._loop.remove_reader(self._stderr)
        self._tail += data
        del self._tail[:-_TAIL]


class Processes:
    """Owns every child of the daemon; leaving it ends them and abandons those that cannot die.

    Args:
        paths: Directories that children import from besides the daemon's own.
        instead: Directories that they import from in the place of the daemon's own.
        closed: What the daemon keeps to itself; no plugin's process reads it, wherever it lies.

    Attributes:
        abandoned: Processes that did not react to SIGKILL; they hang in the kernel until their disk answers.
        findings: What the confinement lacks on this machine, for the daemon's health.
    """

    def __init__(
        self, paths: Sequence[str] = (), *, instead: Sequence[str] | None = None, closed: Sequence[Path] = ()
    ) -> None:
        self._paths = paths
        self._instead = instead
        self._closed = [os.fsencode(path.absolute()) for path in closed]
        self._alive: set[Process] = set()
        self.abandoned: set[Process] = set()
        self.findings: set[str] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(self.end(process) for process in tuple(self._alive)))
        for process in self.abandoned:
            process.forget()

    def start(self, wire: int, board: int | None = None) -> Process:
        """Start a child with these two descriptors; takes about a millisecond of the loop."""
        lent = [(wire, WIRE), *([] if board is None else [(board, BOARD)])]
        return self._start(_interpreter(self._paths, self._instead), None, lent)

    def order(self, role: str, target: str, limits: Limits, reach: Reach | None = None) -> dict[str, Any]:
        """Write down what a child reads first: what it is for, and what is left to it."""
        left = reach or Reach()
        own, read = ([os.fsencode(path.absolute()) for path in paths] for paths in (left.own, left.read))
        files = {"read": read, "own": own, "closed": self._closed}
        return {"role": role, "target": target, "limits": limits.wire(), "files": files, "parent": os.getpid()}

    def become(self, command: list[str], output: int) -> Process:
        """Start a foreign program that `confined` wrapped; what it prints goes to `output`."""
        return self._start(command, output, [])

    def _start(self, command: list[str], output: int | None, lent: list[tuple[int, int]]) -> Process:
        readable, writable = os.pipe2(os.O_CLOEXEC)
        null = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        moves = [(null, 0), (writable if output is None else output, 1), (writable, 2)]
        try:
            pid = _spawn(command, moves + _apart(lent))
        except BaseException:
            os.close(readable)
            raise
        finally:
            os.close(writable)
            os.close(null)
        process = Process(pid, readable)
        self._alive.add(process)
        return process

    async def end(self, process: Process, patience: float = 1.0) -> int | None:
        """Kill a process if it still runs; give its exit status, or None when it had to be abandoned."""
        process.kill()
        if await process.gone(patience):
            process.forget()
            self._alive.discard(process)
            return process.ended.result()
        self._alive.discard(process)
        self.abandoned.add(process)
        process.ended.add_done_callback(lambda _: self._bury(process))
        return None

    def _bury(self, process: Process) -> None:
        self.abandoned.discard(process)
        process.forget()


def _apart(moves: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Order moves so that none overwrites a source that is still needed: all sources are moved up first."""
    high = 200
    first = [(source, high + at) for at, (source, _) in enumerate(moves)]
    return first + [(high + at, target) for at, (_, target) in enumerate(moves)]


def _spawn(command: list[str], moves: list[tuple[int, int]]) -> int:
    return os.posix_spawn(
        command[0],
        command,
        _environment(),
        file_actions=[(os.POSIX_SPAWN_DUP2, source, target) for source, target in moves],
        setsid=True,
        setsigmask=[],
        setsigdef=[signal.SIGPIPE, signal.SIGINT, signal.SIGTERM],
    )
