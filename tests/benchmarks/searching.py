"""One word searched for, whichever it is, as the library grows; and what a page costs at the worst."""

from __future__ import annotations

import asyncio
import random
import string
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from made_up import LIBRARY, Collector, fill
from measure import Row, spread

from mediad.storage.ports import sortkeys
from mediad.storage.ports.browse import Browser, Wanted
from mediad.storage.ports.search import search
from mediad.storage.ports.viewer import Viewer
from mediad.storage.postgres import PostgresOptions, open_postgres
from mediad.storage.sqlite import SqliteOptions, open_sqlite
from mediad_sdk.values.kinds import ADDED, TITLE, Kind

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable, Iterator

    from mediad.storage.units import Storage

_VIEWER = Viewer(account=0, libraries=(LIBRARY,))
_TRACK = Kind(id="track", label="Track", plural="Tracks", bears_files=True, sorts=(TITLE, ADDED))
_SQL = (Path(__file__).parent / "sql",)
_SMALL, _ASKED, _SECONDS = 10_000, 400, 0.05


def one_word(place: Path, options: argparse.Namespace) -> list[Row]:
    """Ask for words common, rare, begun and mistyped in one library, and for pages in it and in one of 10,000."""
    place.mkdir(parents=True)
    return asyncio.run(_measure(place, options.works, options.dsn))


async def _measure(place: Path, count: int, dsn: str) -> list[Row]:
    collector = Collector()
    async with AsyncExitStack() as stack:
        small, large = [
            await stack.enter_async_context(open_sqlite(place / f"{name}.db", SqliteOptions(sql=_SQL)))
            for name in ("small", "large")
        ]
        await fill(small, _SMALL, collector)
        await fill(large, count, collector)
        less, more = [_p99(await _timed(_pages(each))) for each in (small, large)]
        searches = {"SQLite": await _timed(_searches(large, collector))}
        if dsn:
            other = await stack.enter_async_context(open_postgres(dsn, PostgresOptions(sql=_SQL)))
            await fill(other, count, collector)
            searches["PostgreSQL"] = await _timed(_searches(other, collector))
    page = Row(
        what=f"page p99 at {count} / at {_SMALL} works", goal="<= 2", ratio=more / less, met=more / less <= 2,
        detail=f"p99 {more * 1000:.2f} ms against {less * 1000:.2f} ms",
    )  # fmt: skip
    return [page, *(_row(engine, count, times) for engine, times in searches.items())]


def _row(engine: str, count: int, times: list[float]) -> Row:
    slow = _p99(times)
    return Row(
        what=f"one-word search p99 at {count} works, {engine} / 50 ms", goal="<= 1", ratio=slow / _SECONDS,
        detail=f"p99 {slow * 1000:.1f} ms; {spread([each * 1000 for each in times])} ms", met=slow <= _SECONDS,
    )  # fmt: skip


def _searches(storage: Storage, collector: Collector) -> Iterator[Callable[[], Awaitable[object]]]:
    """Search for the commonest words, for any, for people, years, beginnings and slips."""
    draw, words = random.Random(3), collector.words
    common, some = words[:_ASKED], draw.sample(words, _ASKED)
    names = [name for person in collector.people[: _ASKED // 2] for name in person.split()]
    asked = [*common, *some, *names, *map(str, range(1945, 2030)), *string.ascii_lowercase, *string.digits]
    asked += [word[: 1 + at % 4] for at, word in enumerate([*some, *names])]
    asked += [word[:2] + word[3:] + "q" for word in common] + [word[:2] + word[3:] for word in common]
    asked += [word[1::-1] + word[2:] for word in (*some, *names)]
    for word in asked:
        yield lambda word=word: search(storage, _VIEWER, word)  # type: ignore[misc]  # bound now


def _pages(storage: Storage) -> Iterator[Callable[[], Awaitable[object]]]:
    """Ask for pages all over the list."""
    browser, draw = Browser(lambda: (_TRACK,)), random.Random(4)
    for _ in range(_ASKED * 5):
        after = (sortkeys.text("".join(draw.choices(string.ascii_lowercase, k=3))), 0)
        yield lambda after=after: browser.page(storage, _VIEWER, Wanted(kinds=("track",), after=after))  # type: ignore[misc]


async def _timed(work: Iterator[Callable[[], Awaitable[object]]]) -> list[float]:
    times = []
    for each in work:
        began = time.perf_counter()
        await each()
        times.append(time.perf_counter() - began)
    return times


def _p99(times: list[float]) -> float:
    return sorted(times)[len(times) * 99 // 100]
