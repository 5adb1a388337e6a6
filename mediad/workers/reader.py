"""Bytes of one root for those who are served: a child reads them, starts on demand, ends when idle, may hang alone."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager
from errno import EINVAL, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EXDEV
from typing import TYPE_CHECKING, Any, Self

from mediad.workers.child import Child
from mediad.workers.errors import WorkerDied, WorkerFailed, WorkerTimeout
from mediad.workers.process import Limits
from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from types import TracebackType

    from mediad.workers.process import Processes

_LIMITS = Limits(memory=2 << 30, file_size=-1, descriptors=512, nice=0)
_CHUNK = 1 << 18
_NOWHERE = frozenset({ENOENT, ENOTDIR, EISDIR, EINVAL, EXDEV, ELOOP, ENAMETOOLONG})
_REMEDY = "Look whether the daemon's user may read it, and whether its disk is well."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What a file is now: enough for a length, a last change and an entity tag."""

    size: int
    mtime_ns: int
    inode: int
    device: int


class ByteStream:
    """A file that is being read; `facts` is the file, `length` what will come."""

    def __init__(self, facts: FileFacts, length: int, wire: socket.socket, silence: float) -> None:
        self.facts = facts
        self.length = length
        self._wire = wire
        self._silence = silence

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """Give the bytes in pieces of up to 256 KiB; the child waits while nobody takes them.

        Raises:
            Unavailable: The disk fell silent, or the file ended early.
        """
        loop = asyncio.get_running_loop()
        left = self.length
        while left:
            try:
                async with asyncio.timeout(self._silence):
                    data = await loop.sock_recv(self._wire, min(left, _CHUNK))
            except TimeoutError as error:
                raise Unavailable(f"the disk gave nothing for {self._silence:g} s") from error
            if not data:
                raise Unavailable(f"the file ended {left} bytes early: it changed, or its disk failed")
            left -= len(data)
            yield data


class RootReader:
    """Reads files of one root; a context manager.

    Args:
        processes: Owns the child.
        root: The root's path.
        seconds: What an opening, a stat or a listing may take; a disk that wakes up needs ten.
        silence: What a stream may wait for its next bytes.
        idle: Seconds without use after which the child ends.
        rest: Seconds during which a root that hung is not asked again.
        clock: Seconds that only grow.
    """

    def __init__(  # noqa: PLR0913  # each has its default; together they are what a reader is
        self,
        processes: Processes,
        root: bytes,
        *,
        seconds: float = 20.0,
        silence: float = 60.0,
        idle: float = 30.0,
        rest: float = 15.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._processes = processes
        self._root = root
        self._seconds = seconds
        self._silence = silence
        self._idle = idle
        self._rest = rest
        self._clock = clock
        self._starting = asyncio.Lock()
        self._child: Child | None = None
        self._stack = AsyncExitStack()
        self._uses = 0
        self._timer: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._hung_until = float("-inf")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        await asyncio.gather(*self._ending)

    @property
    def running(self) -> bool:
        """Whether a child is there now."""
        return self._child is not None and self._child.alive

    async def stat(self, path: bytes) -> FileFacts:
        """Look at a file below the root.

        Raises:
            NotFound: It is not there.
            Unavailable: The root hangs, or hung a moment ago.
        """
        size, mtime_ns, inode, device, _ = await self._request("stat", path)
        return FileFacts(size=size, mtime_ns=mtime_ns, inode=inode, device=device)

    async def list(self, path: bytes) -> list[tuple[bytes, str]]:
        """Name the entries of a folder with their types: `f`, `d`, or `l` for a link."""
        return [(name, kind) for name, kind in await self._request("list", path)]

    @asynccontextmanager
    async def open(self, path: bytes, offset: int = 0, length: int | None = None) -> AsyncIterator[ByteStream]:
        """Open a file from an offset; leaving the block ends its stream.

        Raises:
            NotFound: It is not there, or no regular file of this root.
            Unavailable: The root hangs, or hung a moment ago.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        arguments = {"root": self._root, "path": path, "offset": offset, "length": length}
        with ours, theirs:
            async with self._lent() as child:
                asked = child.stream("open", arguments, seconds=self._seconds, fds=[theirs.fileno()])
                async with aclosing(asked) as parts:
                    with self._told(path):
                        _, (size, mtime_ns, inode, device, rest) = await anext(parts)
                    theirs.close()
                    facts = FileFacts(size=size, mtime_ns=mtime_ns, inode=inode, device=device)
                    yield ByteStream(facts, rest, ours, self._silence)

    async def _request(self, operation: str, path: bytes) -> Any:
        async with self._lent() as child:
            with self._told(path):
                arguments = {"root": self._root, "path": path}
                return await child.request(operation, arguments, seconds=self._seconds)

    @contextmanager
    def _told(self, path: bytes) -> Iterator[None]:
        """Turn what can go wrong in a child into what a caller may expect."""
        name = path.decode("utf-8", "replace")
        try:
            yield
        except WorkerTimeout as error:
            # Every further try would cost a process that cannot be ended, so the root is left alone for a while.
            self._hung_until = self._clock() + self._rest
            self._end()
            raise Unavailable(f"the disk of {name} does not answer", remedy=error.remedy) from error
        except WorkerFailed as error:
            if error.errno in _NOWHERE:
                raise NotFound(f"there is no file {name}") from error
            raise Unavailable(f"{name} cannot be read: {error.data['reason']}", remedy=_REMEDY) from error
        except WorkerDied as error:
            raise Unavailable(f"{name} cannot be read: {error}", remedy=_REMEDY) from error

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Child]:
        if (wait := self._hung_until - self._clock()) > 0:
            raise Unavailable("the root did not answer a moment ago", retry_after=wait, remedy=WorkerTimeout.remedy)
        async with self._starting:
            if self._child is None or not self._child.alive:
                self._end()
                target = "mediad_sdk.runner.reader:main"
                spawn = Child.spawn(self._processes, "reader", target, _LIMITS)
                self._child = await self._stack.enter_async_context(spawn)
            child = self._child
        self._uses += 1
        if self._timer is not None:
            self._timer.cancel()
        try:
            yield child
        finally:
            self._uses -= 1
            if not self._uses:
                self._timer = asyncio.get_running_loop().call_later(self._idle, self._end)

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._child, stack, self._stack = None, self._stack, AsyncExitStack()
        task = asyncio.get_running_loop().create_task(stack.aclose())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
