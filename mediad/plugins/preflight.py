"""A changed plugin is imported in a child first: hangs, exits, crashes and hunger end there and not here.

The verdict is kept under the plugin's fingerprint, the Python and the SDK it was made with, so that it costs a process
once and not at every start.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, cast

from mediad.plugins.fingerprint import fingerprint
from mediad_sdk import SDK_VERSION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.plugins.find import Found

LIMIT = 10.0
MEMORY = 2 << 30

Problem = Literal["", "import_failed", "import_hung", "import_crashed"]

# The last line on a descriptor of its own: a plugin may print what it likes.
_CHILD = """
import json, os, resource, sys
memory, entries, path = int(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
answer = os.dup(1); os.dup2(2, 1)
sys.path[:] = path
resource.setrlimit(resource.RLIMIT_AS, (memory, memory)); resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from importlib import import_module
try:
    for entry in entries:
        module, _, names = entry.partition(":")
        found = import_module(module)
        for name in names.split("."):
            found = getattr(found, name)
        if not callable(found):
            raise TypeError(entry + " cannot be called")
    said = ""
except Exception as error:
    said = type(error).__name__ + ": " + str(error)
os.write(answer, json.dumps(said).encode()); os._exit(0)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How the import went in the child; no problem means that it went well."""

    problem: Problem = ""
    message: str = ""


class Preflight(Protocol):
    """Imports a plugin where it can do no harm."""

    async def __call__(self, found: Found) -> Verdict:
        """Give the verdict; never raises because of the plugin."""


class Memory(Protocol):
    """Where verdicts are kept."""

    async def get(self, key: str) -> str | None:
        """Give what is kept, or None."""

    async def put(self, key: str, value: str) -> None:
        """Keep a text."""


class ChildPreflight:
    """Imports a plugin in a child of the same Python with the same path."""

    def __init__(self, *, limit: float = LIMIT, memory: int = MEMORY) -> None:
        self._limit = limit
        self._memory = memory

    async def __call__(self, found: Found) -> Verdict:
        """Start the child, wait, and read how it ended."""
        entries = [
            found.entry.value,
            *([found.manifest.settings] if found.manifest and found.manifest.settings else []),
        ]
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _CHILD, str(self._memory), json.dumps(entries), json.dumps(sys.path),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip  # two rows: what, and how
        try:
            async with asyncio.timeout(self._limit):
                answer, _ = await child.communicate()
        except TimeoutError:
            return Verdict(problem="import_hung", message=f"its import took longer than {self._limit:g} s")
        finally:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        return _read(answer, child.returncode or 0)


def _read(answer: bytes, code: int) -> Verdict:
    if not answer:
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Verdict(problem="import_crashed", message=f"its import ended the process with {name}")
    said = json.loads(answer)
    return Verdict(problem="import_failed", message=f"its import failed: {said}") if said else Verdict()


class RememberedPreflight:
    """Asks another preflight only about what changed."""

    def __init__(
        self, asked: Preflight, memory: Memory, *, read: Callable[[Found], Awaitable[str]] | None = None
    ) -> None:
        self._asked = asked
        self._memory = memory
        self._read = read or _fingerprint

    async def __call__(self, found: Found) -> Verdict:
        """Give the verdict that is remembered for these very files, or a new one."""
        key = f"preflight:{found.distribution}"
        stamp = [await self._read(found), sys.version, SDK_VERSION]
        kept = json.loads(await self._memory.get(key) or "{}")
        if kept.get("stamp") == stamp:
            return Verdict(problem=cast("Problem", kept["problem"]), message=kept["message"])
        verdict = await self._asked(found)
        if verdict.problem != "import_failed":  # what only lacks a library may be whole at the next start
            kept = {"stamp": stamp, "problem": verdict.problem, "message": verdict.message}
            await self._memory.put(key, json.dumps(kept))
        return verdict


async def _fingerprint(found: Found) -> str:
    return await asyncio.to_thread(fingerprint, found)
