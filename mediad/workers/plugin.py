"""A child that runs one plugin: started, spoken with, watched while it lives, and its end explained."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from mediad.workers.errors import Departed, exit_name
from mediad.workers.process import Limits, Reach, emptied
from mediad_sdk.data import dataclass
from mediad_sdk.remoting.peer import House, Peer
from mediad_sdk.runner import landlock
from mediad_sdk.runner.frames import pack
from mediad_sdk.runner.stub import HEAP_FULL

if TYPE_CHECKING:
    from mediad.workers.process import Process, Processes

NO_LANDLOCK = "this kernel has no Landlock: plugins in processes of their own may open whatever the daemon may"
TARGET = "mediad_sdk.runner.plugin:operations"
BEAT = 1.0
SILENCE = 5.0
_HEADROOM = 256 << 20
"""Address space beside the memory: code of libraries, and stacks of threads, are reserved rather than used."""
_LAST_WORDS = 0.25
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What the child of a plugin may have.

    Attributes:
        memory: Bytes that it may use.
        network: Sockets of its own; without them it reaches the network by the daemon, or not at all.
        silence: Seconds without a sign of life until it is killed.
        beat: Seconds between two questions for one.
    """

    memory: int = 512 << 20
    network: bool = False
    silence: float = SILENCE
    beat: float = BEAT

    @property
    def role(self) -> str:
        """The name under which the child gives up system calls."""
        return "plugin-networked" if self.network else "plugin"


@cache
def shut_off() -> bool:
    """Tell whether this kernel holds the processes of plugins to files of their own; if not, the log says it once."""
    held = landlock.version() > 0
    if not held:
        _log.warning(NO_LANDLOCK)
    return held


class PluginChild:
    """One child; make it with `start`, and end it with `end`.

    Attributes:
        ended: Its end, as a sentence.
    """

    def __init__(self, processes: Processes, process: Process, allowance: Allowance) -> None:
        self._processes = processes
        self._allowance = allowance
        self._loop = asyncio.get_running_loop()
        self._reason = ""
        self._reach = Reach()
        self._greeted = False
        self._beat: asyncio.Task[None] | None = None
        self.process = process
        self.peer: Peer
        self.ended: asyncio.Future[str] = self._loop.create_future()
        process.ended.add_done_callback(lambda _: self._loop.call_later(_LAST_WORDS, self._over))

    @classmethod
    def start(cls, processes: Processes, allowance: Allowance, house: House, reach: Reach) -> PluginChild:
        """Start a child; takes about a millisecond of the loop."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            process = processes.start(theirs.fileno())
        limits = Limits(memory=allowance.memory + _HEADROOM)
        ours.send(pack(processes.order(allowance.role, TARGET, limits, reach)))
        child = cls(processes, process, allowance)
        child._reach = reach
        child.peer = Peer(ours, house)
        child.peer.gone = child.gone
        return child

    @property
    def alive(self) -> bool:
        """False as soon as it ended, or was told to."""
        return not self.ended.done() and not self._reason

    def gone(self) -> Departed:
        """Say how it ended."""
        return Departed(self.ended.result() if self.ended.done() else self._reason or "its process has hung up")

    def watch(self) -> None:
        """Ask for signs of life from now on."""
        self._beat = self._loop.create_task(self._watch(), name="plugin child: signs of life")

    def found(self, findings: Sequence[str]) -> None:
        """Hear what its confinement lacks: once, before any code of the plugin can say it."""
        if not self._greeted:
            self._greeted = True
            self._processes.findings.update(map(str, findings))

    def hung_up(self, why: str) -> None:
        """Hear that nothing can be said to it any more; what is left of it is killed."""
        hung_up = why == "it hung up"
        if not hung_up:
            self._reason = self._reason or why
        self.process.kill()
        if self.process.ended.done():
            self._over()
        else:
            self.process.ended.add_done_callback(lambda _: self._over())

    async def end(self) -> None:
        """End it, by SIGKILL and at most a second of patience."""
        self._reason = self._reason or "it was ended"
        if self._beat is not None:
            self._beat.cancel()
            await asyncio.gather(self._beat, return_exceptions=True)
        await self.peer.close()
        await self._processes.end(self.process)
        self._over()
        await asyncio.to_thread(emptied, self._reach)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._allowance.beat)
            sign = asyncio.ensure_future(self.peer.call(("ping",)))
            await asyncio.wait([sign], timeout=self._allowance.silence)
            if not sign.done():
                sign.cancel()
                await self._end_hung()
                return
            if not self.alive or (not sign.cancelled() and isinstance(sign.exception(), Departed)):
                return
            used = None if sign.cancelled() or sign.exception() else sign.result()
            if not isinstance(used, int):  # whoever answers so would not be looked after any more
                self._kill("it answered a question for a sign of life with something else")
                return
            if used > self._allowance.memory:
                self._kill(f"it used more than {self._allowance.memory >> 20} MB of memory")
                return

    async def _end_hung(self) -> None:
        """Let it say where it hangs, and kill it."""
        before = len(self.process.tail)
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGUSR1)
        await asyncio.sleep(_LAST_WORDS)
        where = innermost(self.process.tail[before:] or self.process.tail)
        self._kill(f"it gave no sign of life for {self._allowance.silence:g} s{where and f', at {where}'}")

    def _kill(self, why: str) -> None:
        self._reason = self._reason or why
        self.process.kill()

    def _over(self) -> None:
        if self.ended.done():
            return
        self.ended.set_result(self._reason or self._named())
        if self._beat is not None:
            self._beat.cancel()
        self.peer.fail()

    def _status(self) -> int | None:
        return self.process.ended.result() if self.process.ended.done() else None

    def _named(self) -> str:
        status = self._status()
        if status == HEAP_FULL:
            return f"it ran out of memory; {self._allowance.memory >> 20} MB are allowed"
        where = innermost(self.process.tail)
        return f"its process ended: {exit_name(status)}" + (f", at {where}" if where else "")


def innermost(dump: str) -> str:
    """Give the innermost line of a stack that `faulthandler` wrote: `file:line function`."""
    for line in dump.splitlines():
        words = line.split('"')
        if line.startswith('  File "') and len(words) == 3:  # noqa: PLR2004  # before, between and after the quotes
            number, _, function = words[2].removeprefix(", line ").partition(" in ")
            return f"{words[1]}:{number} {function}"
    return ""
