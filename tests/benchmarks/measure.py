"""Clocks and scales: processor time of a process and all its children, memory of a tree, medians and spreads."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TICK = os.sysconf("SC_CLK_TCK")


class Absent(Exception):
    """What a row needs is not on this machine."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    what: str
    goal: str
    ratio: float | None
    detail: str
    met: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What something took, in seconds: wall, and processor time with all children; and the most memory, in bytes."""

    wall: float
    cpu: float
    memory: int = 0


def spent() -> float:
    """Processor time of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measured(work: Callable[[], object]) -> Cost:
    """Measure a piece of work of this process."""
    wall, cpu = time.perf_counter(), spent()
    work()
    return Cost(wall=time.perf_counter() - wall, cpu=spent() - cpu)


def tree(pid: int) -> list[int]:
    """Name a process and everything below it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in _read(task).split()]
    return found


def cpu_of(pid: int) -> float:
    """Processor time of a process with all its children, living and ended."""
    total = 0.0
    for each in tree(pid):
        fields = _read(Path(f"/proc/{each}/stat")).rpartition(")")[2].split()
        if fields:
            # utime stime cutime cstime, counted from the field after the name
            total += sum(int(value) for value in fields[11:15]) / TICK
    return total


def pss_of(pid: int) -> int:
    """Proportional memory of a process and everything below it, in bytes."""
    return sum(_pss(each) for each in tree(pid))


def _pss(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""  # it ended while it was looked at


def middle(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def spread(values: Sequence[float]) -> str:
    """Median, smallest and largest, and how many."""
    return f"{middle(values):.3g} ({min(values):.3g} to {max(values):.3g}, n={len(values)})"


def table(rows: Sequence[Row]) -> str:
    """Write the rows as a Markdown table."""
    lines = ["| what | ratio | goal | met | measured |", "|---|---|---|---|---|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        lines.append(f"| {row.what} | {ratio} | {row.goal} | {met} | {row.detail} |")
    return "\n".join(lines)
