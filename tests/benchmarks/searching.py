"""One word searched for, whichever it is, as the library grows; and what a page costs at the worst."""

from __future__ import annotations

import asyncio
import random
import string
import time
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Row, spread

from mediad.storage.ports import projections, sortkeys
from mediad.storage.ports.browse import Browser, Wanted
from mediad.storage.ports.search import kind_word, search
from mediad.storage.ports.viewer import Viewer
from mediad.storage.sqlite import SqliteOptions, open_sqlite
from mediad_sdk.text import sort_text
from mediad_sdk.values.kinds import ADDED, TITLE, Kind

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable, Iterator

    from mediad.storage.units import Storage, Transaction

_VIEWER = Viewer(account=0, libraries=(1,))
_TRACK = Kind(id="track", label="Track", plural="Tracks", bears_files=True, sorts=(TITLE, ADDED))
_SQL = Path(__file__).parent / "sql"
_VOCABULARY = 200_000
_COMMONEST = ("the", "of", "love", "you", "me", "remastered", "live", "feat", "star")
_BATCH = 5_000
_ASKED = 400


def one_word(place: Path, options: argparse.Namespace) -> list[Row]:
    """Ask for words common, rare, begun and mistyped in one library, and for pages in it and in one of 10,000."""
    place.mkdir(parents=True)
    return asyncio.run(_measure(place, options.works))


async def _measure(place: Path, count: int) -> list[Row]:
    words, options = _vocabulary(), SqliteOptions(sql=(_SQL,))
    async with open_sqlite(place / "small.db", options) as small, open_sqlite(place / "large.db", options) as large:
        await _fill(small, 10_000, words)
        await _fill(large, count, words)
        pages = [await _timed(_pages(each)) for each in (small, large)]
        searches = await _timed(_searches(large, words))
    slow, (less, more) = _p99(searches), map(_p99, pages)
    return [
        Row(
            what=f"page p99 at {count} / at 10000 works", goal="<= 2", ratio=more / less, met=more / less <= 2,
            detail=f"p99 {more * 1000:.2f} ms against {less * 1000:.2f} ms",
        ),
        Row(
            what=f"one-word search p99 at {count} works / 50 ms", goal="<= 1", ratio=slow / 0.05, met=slow <= 0.05,
            detail=f"p99 {slow * 1000:.1f} ms; {spread([each * 1000 for each in searches])} ms",
        ),
    ]  # fmt: skip


def _vocabulary() -> list[str]:
    """Make words up, the common ones first."""
    draw = random.Random(1)
    made = {"".join(draw.choices(string.ascii_lowercase, k=draw.randint(3, 11))) for _ in range(_VOCABULARY)}
    return [*_COMMONEST, *sorted(made - {*_COMMONEST}, key=lambda _: draw.random())]


async def _fill(storage: Storage, count: int, words: list[str]) -> None:
    draw, shares = random.Random(2), list(accumulate((at + 1) ** -0.9 for at in range(len(words))))
    for start in range(1, count + 1, _BATCH):
        ids = range(start, min(start + _BATCH, count + 1))
        titles = {id_: draw.choices(words, cum_weights=shares, k=draw.randint(1, 5)) for id_ in ids}

        async def unit(tx: Transaction, titles: dict[int, list[str]] = titles) -> None:
            await tx.execute_many("bench.subject", [(id_, " ".join(title)) for id_, title in titles.items()])
            await projections.run(tx, "insert_presence", [(id_, 1, b"") for id_ in titles])
            keys = [(sortkeys.text(sort_text(" ".join(title))), id_) for id_, title in titles.items()]
            await projections.run(
                tx, "insert_page_key", [(1, "track", "title", key, id_, 0, "{}") for key, id_ in keys]
            )
            said = [(id_, " ".join(dict.fromkeys([*title, kind_word("track")]))) for id_, title in titles.items()]
            await projections.learn_words(tx, said)

        await storage.write(unit)


def _searches(storage: Storage, words: list[str]) -> Iterator[Callable[[], Awaitable[object]]]:
    """Search for the commonest words, for any, for beginnings and for slips."""
    draw = random.Random(3)
    some = draw.sample(words, _ASKED)
    asked = [*words[:_ASKED], *some, *string.ascii_lowercase, *(word[: 1 + at % 4] for at, word in enumerate(some))]
    asked += [word[:2] + word[3:] + "q" for word in words[:_ASKED]] + [word[1::-1] + word[2:] for word in some]
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
