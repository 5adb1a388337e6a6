"""Hostile and damaged files, each looked at alone, with every type, in a folder that nothing may be written beside."""

from __future__ import annotations

import asyncio
import resource
import shutil
import time
from pathlib import Path

from accuracy.table import SHARED, Row, absent

from mediad.app import offline
from mediad.app.preview import preview

SAMPLES = SHARED / "samples" / "hostile"
SECONDS, MEMORY = 10.0, 256 << 20
CALLED = ("127.0.0.1", 9)
"""Where the samples that ask for something from elsewhere ask for it."""
_KILLED = ("crash", "timeout")


def rows(place: Path) -> list[Row]:
    """Look at each file: did it end in time, in bounds, and without a dead reader."""
    if not SAMPLES.is_dir():
        return absent("hostile files", "the collection of samples does not lie beside the repository")
    return asyncio.run(_rows(place))


async def _rows(place: Path) -> list[Row]:
    calls: list[object] = []
    try:
        listener = await asyncio.start_server(lambda _reader, writer: calls.append(writer.close()), *CALLED)
    except OSError as error:
        looked_at = await _looked_at(place)
        return [*looked_at, *absent("hostile files: connections", str(error))]
    async with listener:
        looked_at = await _looked_at(place)
    return [
        *looked_at,
        Row(what="hostile files: no connections", goal=1, share=float(not calls), detail=f"{len(calls)}"),
    ]


async def _looked_at(place: Path) -> list[Row]:
    plugins = await offline.plugins()
    files = [path for path in sorted(SAMPLES.iterdir()) if path.name != "expected.jsonl"]
    slow, dead, outside = [], [], []
    longest = 0.0
    for path in files:
        home = place / path.name / "inside"
        home.mkdir(parents=True)
        shutil.copy(path, home)
        start = time.perf_counter()
        seen = await preview(home, plugins=plugins)
        took = time.perf_counter() - start
        longest = max(longest, took)
        slow += [path.name] if took > SECONDS else []
        dead += [path.name for each in seen.problems if each["code"] in _KILLED]
        outside += [str(each) for each in (place / path.name).rglob("*") if each not in (home, home / path.name)]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
    handled = 1 - len({*slow, *dead}) / len(files)
    named = ", ".join([*slow, *dead]) or "none died"
    return [
        Row(what="hostile files: handled in time, without a dead reader", goal=1, share=handled,
            detail=f"{len(files)} files, the longest {longest:.1f} s with all around it; {named}"),
        Row(what="hostile files: the largest reader within 256 MiB", goal=1, share=float(most <= MEMORY),
            detail=f"{most >> 20} MiB"),
        Row(what="hostile files: nothing written elsewhere", goal=1, share=float(not outside),
            detail=", ".join(outside[:5])),
    ]  # fmt: skip  # a table
