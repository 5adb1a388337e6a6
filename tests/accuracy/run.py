"""Writes libraries, looks at each as `mediad preview --json` does, and scores what it says by class."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from accuracy.libraries import (  # noqa: F401  # they register
    books,
    collectors,
    comics,
    films,
    films_found,
    films_kept,
    films_shelved,
    heaps,
    mixed,
    mixed_found,
    mixed_more,
    music,
    music_found,
    music_names,
    paper,
    photos,
    photos_found,
    prints,
    programs,
    readings,
    series,
    series_abroad,
    series_found,
    series_kept,
    shares,
    sound,
    storage,
)
from accuracy.scorer import Score, score
from accuracy.table import Row
from accuracy.truth import ALL, LIBRARIES, Library, Tree

from mediad.app import offline
from mediad.app.preview import preview
from mediad_sdk.values.kinds import MediaType

if TYPE_CHECKING:
    from mediad.plugins.host import PluginHost

AT_ONCE = 2
CLASS_GOAL, GOAL = 0.85, 0.95
WORDS = ("right", "wrong", "missing", "phantom")


async def installed() -> set[str]:
    """Name the media types that are installed."""
    return {each.id for each in (await offline.plugins()).all(MediaType)}


async def _look(place: Path, one: Library, plugins: PluginHost) -> Score:
    """Write a library, and score what is seen with its own types and with all; those not installed see nothing."""
    tree = Tree(place / one.name)
    one.write(tree)
    here = {each.id for each in plugins.all(MediaType)}
    out = Score()
    for types in dict.fromkeys((one.types, one.types if one.alone else ALL)):
        known = [each for each in types.split(",") if each in here]
        found = score(tree.works, (await preview(tree.root, known, plugins=plugins)).lines if known else ())
        found.misses[:] = [f"{one.name} ({'all types' if types == ALL else types}): {miss}" for miss in found.misses]
        out.add(found)
    return out


async def _each(libraries: list[Library], place: Path) -> list[Score]:
    plugins, turn = await offline.plugins(), asyncio.Semaphore(AT_ONCE)

    async def look(one: Library) -> Score:
        async with turn:
            return await _look(place, one, plugins)

    return await asyncio.gather(*map(look, libraries))


def by_class(libraries: Iterable[Library] = LIBRARIES) -> dict[str, Score]:
    """Score libraries, gathered by class."""
    chosen = list(libraries)
    out: dict[str, Score] = {}
    with tempfile.TemporaryDirectory(prefix="mediad-libraries-") as place:
        for one, found in zip(chosen, asyncio.run(_each(chosen, Path(place))), strict=True):
            out.setdefault(one.group, Score()).add(found)
    return dict(sorted(out.items()))


def rows(group: str = "", *, misses: bool = False) -> list[Row]:
    """Give a row for each class whose name has these words, and one for all."""
    chosen = [one for one in LIBRARIES if group in one.group or group == one.name]
    out, all_of_them = [], Score()
    for name, found in by_class(chosen).items():
        all_of_them.add(found)
        out.append(_row(f"libraries: {name}", CLASS_GOAL, found, misses=misses))
    return [*out, _row("libraries: all", GOAL, all_of_them, misses=False)]


def _row(what: str, goal: float, found: Score, *, misses: bool) -> Row:
    told = ", ".join(f"{found.counts[word]} {word}" for word in WORDS if found.counts[word])
    return Row(what=what, goal=goal, share=found.share, detail="\n    ".join([told, *(found.misses if misses else ())]))
