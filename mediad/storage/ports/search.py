"""Search: every word must be there, the last one may be the beginning of one; the best titles come first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mediad.storage.ports.browse import Page
from mediad_sdk.text import fold, tokens

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer

CANDIDATES = 1_000
"""Works that are ranked; a word that more of them have finds the ones that came first."""
LONGEST_TOKEN = 64
TITLE = "·"
"""Marks words of titles, where they are stored apart: a plot has every word."""


async def search(
    reader: Reader, viewer: Viewer, text: str, *, kinds: Sequence[str] = (), limit: int = 50, offset: int = 0
) -> Page:
    """Find works, parties and collections; `after` of the page is the next offset as an id with an empty key."""
    words = [word[:LONGEST_TOKEN] for word in tokens(text)]
    if not words:
        return Page(items=(), after=None)
    params = {
        "age": viewer.age,
        "kinds": json.dumps(list(kinds)),
        "libraries": json.dumps(viewer.libraries),
    }
    rows = await _candidates(reader, words, params)
    if len(rows) == CANDIDATES:  # there may be better ones
        rows = [*rows, *await _candidates(reader, [TITLE + word for word in words], params)]
    asked = fold(text).strip()
    ranked = sorted({row["id"]: row for row in rows}.values(), key=lambda row: _grade(row, asked, set(words)))
    end = offset + limit
    return Page(items=[row["brief"] for row in ranked[offset:end]], after=(b"", end) if end < len(ranked) else None)


async def _candidates(reader: Reader, words: Sequence[str], params: Mapping[str, object]) -> Sequence[Row]:
    query = _sqlite(words) if reader.engine == "sqlite" else _postgres(words)
    return await reader.fetch_all("search.candidates", {**params, "query": query, "limit": CANDIDATES})


def _grade(row: Row, text: str, words: set[str]) -> tuple[int, int, str, int]:
    title = fold(row["title"])
    found = words & set(tokens(title))
    if title == text:
        grade = 0
    elif title.startswith(text):
        grade = 1
    else:
        grade = 2 + len(words) - len(found)  # a year, or a name, is not in the title
    return grade, len(title), title, row["id"]


def _sqlite(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words) + "*"


def _postgres(words: Sequence[str]) -> str:
    return " & ".join(f"'{word}'" for word in words) + ":*"
