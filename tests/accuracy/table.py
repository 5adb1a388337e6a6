"""The rows of one table: what was measured, what it should be, what it is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[3] / "shared")
"""Names, samples and tools that lie beside the repository; where they are not, their rows say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        what: What was measured.
        goal: The least that it should be; None asks nothing.
        share: What it is; None was not measured, and the detail says why.
        detail: The figures behind it.
    """

    what: str
    goal: float | None = None
    share: float | None = None
    detail: str = ""

    @property
    def met(self) -> bool:
        """Tell whether it is what it should be; what was not measured is nobody's fault."""
        return self.goal is None or self.share is None or self.share >= self.goal


def absent(what: str, reason: str) -> list[Row]:
    """Say that something was not measured, and why."""
    return [Row(what=what, detail=f"not measured: {reason}")]


def shown(rows: Iterable[Row]) -> str:
    """Write the table."""
    out = [f"{'what':<64} {'goal':>5} {'found':>6}  detail"]
    for row in rows:
        goal = "" if row.goal is None else f"{row.goal:.2f}"
        found = "" if row.share is None else f"{row.share:.3f}"
        out.append(f"{row.what:<64} {goal:>5} {found:>6}  {'' if row.met else 'BELOW  '}{row.detail}")
    return "\n".join(out)
