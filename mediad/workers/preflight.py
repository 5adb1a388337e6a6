"""Asks a child whether a plugin can be imported at all, before the daemon does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.workers.child import Child
from mediad.workers.errors import WorkerDied, WorkerTimeout
from mediad.workers.process import Limits
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.workers.process import Processes

_LIMITS = Limits(memory=2 << 30, cpu=60, nice=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an import went.

    Attributes:
        ok: The entry point is there and can be called.
        code: `raised`, `died` (exit, crash, memory) or `timeout`; "" when ok.
        reason: A sentence.
        trace: The end of the traceback or of standard error.
        seconds: How long the import took.
    """

    ok: bool
    code: str = ""
    reason: str = ""
    trace: str = ""
    seconds: float = 0.0


async def preflight(processes: Processes, reference: str, *, seconds: float = 10.0, apart: bool = False) -> Verdict:
    """Import `package.module:attribute` in a child of its own; `apart` leaves it no files but those it needs."""
    role = "plugin-networked" if apart else "plugin-import"
    async with Child.spawn(processes, role, "mediad_sdk.runner.preflight:operations", _LIMITS) as child:
        try:
            answer = await child.request("import", {"reference": reference}, seconds=seconds)
        except WorkerTimeout:
            return Verdict(
                ok=False, code="timeout", reason=f"its import took longer than {seconds:g} s", seconds=seconds
            )
        except WorkerDied as died:
            return Verdict(ok=False, code="died", reason=f"its import ended the process: {died}", trace=died.stderr)
    if answer["type"]:
        reason = f"its import raised {answer['type']}: {answer['reason']}"
        return Verdict(ok=False, code="raised", reason=reason, trace=answer["trace"], seconds=answer["seconds"])
    return Verdict(ok=True, seconds=answer["seconds"])
