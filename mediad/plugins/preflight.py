"""A changed plugin is imported in a child first: hangs, exits, crashes and hunger end there and not here.

The verdict is kept under the plugin's fingerprint, the Python and the SDK it was made with, so that it costs a process
once and not at every start.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Literal, Protocol, cast

from mediad.plugins.errors import line_in, with_line
from mediad.plugins.fingerprint import fingerprint
from mediad_sdk import SDK_VERSION
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.plugins.find import Found
    from mediad.workers.process import Processes

LIMIT = 10.0

Problem = Literal["", "import_failed", "import_hung", "import_crashed"]
_log = logging.getLogger(__name__)
_PROBLEMS: dict[str, Problem] = {"raised": "import_failed", "timeout": "import_hung", "died": "import_crashed"}


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
    """Imports a plugin's factory and settings in children.

    Args:
        processes: Owns the children; without it each preflight owns its own.
        limit: Seconds for one import.
        apart: Hold every plugin as one that runs in a process of its own, not only those whose manifests ask for it.
    """

    def __init__(self, processes: Processes | None = None, *, limit: float = LIMIT, apart: bool = False) -> None:
        self._processes = processes
        self._limit = limit
        self._apart = apart

    async def __call__(self, found: Found) -> Verdict:
        """Give the first problem, if there is any."""
        from mediad.workers.preflight import preflight  # noqa: PLC0415  # imported when first used: most starts find nothing new
        from mediad.workers.process import Processes  # noqa: PLC0415  # as above

        settings = found.manifest.settings if found.manifest else ""
        apart = self._apart or (found.manifest is not None and found.manifest.isolation == "process")
        async with AsyncExitStack() as stack:
            processes = self._processes
            if processes is None:
                processes = await stack.enter_async_context(Processes())
            for reference in filter(None, (found.entry.value, settings)):
                verdict = await preflight(processes, reference, seconds=self._limit, apart=apart)
                if not verdict.ok:
                    _log.info("plugin %s in a child: %s\n%s", found.id, verdict.reason, verdict.trace)
                    told = with_line(verdict.reason, line_in(verdict.trace, found.roots))
                    return Verdict(problem=_PROBLEMS[verdict.code], message=told)
        return Verdict()


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
