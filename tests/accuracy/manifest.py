"""Every file of a generated library, of every kind, against the manifest that was written with it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from accuracy.scorer import score
from accuracy.table import SHARED, Row, absent
from accuracy.truth import Expected

from mediad.app.preview import preview

TOOL = SHARED / "tools" / "make_corpus.py"
COUNTS = {"tracks": 400, "photos": 150, "movies": 150, "episodes": 400, "books": 100, "comics": 120, "audiobooks": 60}
PLURAL = {"track": "music", "movie": "movies", "episode": "tv", "photo": "photos", "book": "books", "comic": "comics",
          "audiobook": "audiobooks"}  # fmt: skip  # a table


def rows(place: Path, counts: Mapping[str, int] = COUNTS) -> list[Row]:
    """Make a library with so many of each kind, look at it with every type, and compare."""
    if not TOOL.is_file():
        return absent("generated manifest", "make_corpus.py does not lie beside the repository")
    options = [part for name, count in counts.items() for part in (f"--{name}", str(count))]
    subprocess.run([sys.executable, str(TOOL), str(place), *options, "--quiet", "--processes", "1"], check=True)
    told = [json.loads(line) for line in (place / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = list(asyncio.run(preview(place)).lines)
    out = []
    for kind, what in PLURAL.items():
        mine = [expected(each) for each in told if each["kind"] == kind]
        found = score(mine, [line for line in lines if line["kind"] == kind])
        detail = ", ".join(f"{count} {word}" for word, count in found.counts.items())
        out.append(
            Row(
                what=f"generated manifest: {what}",
                goal=1.0,
                share=found.share,
                detail="; ".join([detail, *found.misses[:3]]),
            )
        )
    return out


def expected(told: Mapping[str, Any]) -> Expected:
    """Give what a line of the manifest asserts, in the words of our lines."""
    kind = told["kind"]
    return Expected(kind, _FIELDS[kind](told), ((told["path"],),))


def _episode(told: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {"parents": [told["show"]], "season": told["season"]}
    if "date" in told:
        return fields | {"aired": told["date"]}
    first = told.get("absolute", told["episode"])
    return fields | {"episodes": list(range(first, told.get("episode_end", first) + 1))}


def _book(told: Mapping[str, Any]) -> dict[str, Any]:
    fields = {"title": told["title"], "authors": [told["author"]], "year": told["year"]}
    if told["series"]:
        fields |= {"series": told["series"], "index": told["series_index"]}
    return fields


_FIELDS = {
    "track": lambda told: {
        "title": told["title"], "track": told["track"], "disc": told["disc"], "year": told["year"],
        "parents": [told["albumartist"], told["album"]],
    },
    "movie": lambda told: {"title": told["title"], "year": told["year"]},
    "episode": _episode,
    "photo": lambda told: {"date_taken": told["taken"]},
    "book": _book,
    "comic": lambda told: {"series": told["series"], "index": told["number"]},
    "audiobook": lambda told: {"title": told["title"], "authors": [told["author"]]},
}  # fmt: skip  # a table
