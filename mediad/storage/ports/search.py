"""Search: every word must be there, the last one may be the beginning of one; the best titles come first.

Whatever is asked, a bounded number of works is looked at. A word that more of them have finds those that came first,
and, by walks over the lists by title, those whose title begins so. Where little is found, each word may as well be one
that is a slip away from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mediad.storage.ports import sortkeys, terms
from mediad.storage.ports.browse import Page
from mediad_sdk.text import fold, sort_text, tokens

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer

LOOKED_AT = 2_000
"""Works that have the words of which some may not be seen."""
CANDIDATES = 1_000
"""Works that are ranked."""
LITTLE = 3
"""Works; where fewer are found, slips are thought of."""
TITLED = 50
"""Works of a kind in a library whose titles begin with the text, where there are too many to rank."""
LONGEST_TOKEN = 64
TITLE = "·"
"""Marks words of titles, where they are stored apart: a plot has every word."""
_NAMED = re.compile(r"[A-Za-z0-9_]{1,60}")
"""How kinds are called; what is called otherwise is none, and no word of a work."""
KIND = "¶"
"""Marks the name of the kind, which each work has among its words."""

Words = Sequence[Collection[str]]
"""The words that were asked for, each with what may stand in its place; one that ends in `*` is a beginning."""


def kind_word(kind: str) -> str:
    """Give the word that each work of a kind has."""
    return KIND + kind.replace("_", KIND)


async def search(
    reader: Reader,
    viewer: Viewer,
    text: str,
    *,
    kinds: Sequence[str] = (),
    limit: int = 50,
    offset: int = 0,
) -> Page:
    """Find works, parties and collections; `after` of the page is the next offset as an id with an empty key."""
    rows = await ranked(reader, viewer, text, kinds=kinds)
    end = offset + limit
    return Page(items=[row["brief"] for row in rows[offset:end]], after=(b"", end) if end < len(rows) else None)


async def ranked(reader: Reader, viewer: Viewer, text: str, *, kinds: Sequence[str] = ()) -> list[Row]:
    """Find the best: `id`, `title` and `brief` of each, the best first."""
    asked = [word[:LONGEST_TOKEN] for word in tokens(text)]
    if not asked:
        return []
    of_kinds = [kind_word(kind) for kind in kinds if _NAMED.fullmatch(kind)]
    if kinds and not of_kinds:
        return []
    words: list[Collection[str]] = [[word] for word in asked[:-1]]
    words.append(await terms.completions(reader, asked[-1]) or [f"{asked[-1]}*"])
    found = await _having(reader, [*words, of_kinds])
    rows = await shown(reader, viewer, found)
    if len(found) == LOOKED_AT or len(rows) == CANDIDATES:  # there may be better ones
        best = await _having(reader, [*([TITLE + word] for word in asked), of_kinds])
        rows |= await shown(reader, viewer, [*best, *await _titled(reader, viewer, text, kinds)])
    if len(rows) < LITTLE:
        words = [[*known, *await terms.near(reader, word)] for word, known in zip(asked, words, strict=True)]
        rows |= await shown(reader, viewer, await _having(reader, [*words, of_kinds]))
    grade = partial(_grade, text=fold(text).strip(), bare=sort_text(text), words=set(asked))
    return sorted(rows.values(), key=grade)


async def _having(reader: Reader, words: Words) -> list[int]:
    """Find what has one of each, wherever."""
    write = _sqlite if reader.engine == "sqlite" else _postgres
    query = write([any_of for any_of in words if any_of])
    return [row[0] for row in await reader.fetch_all("search.having", (query, LOOKED_AT))]


async def _titled(reader: Reader, viewer: Viewer, text: str, kinds: Sequence[str]) -> list[int]:
    """Find what has a title that begins so, some of each kind in each library."""
    found: list[int] = []
    low, high = sortkeys.beginning(sort_text(text))
    for library, kind in await reader.fetch_all("search.shelves", (json.dumps(viewer.libraries),)):
        if not kinds or kind in kinds:
            rows = await reader.fetch_all("search.titled", (library, kind, low, high, TITLED))
            found += [row[0] for row in rows]
    return found


async def shown(reader: Reader, viewer: Viewer, ids: Iterable[int], limit: int = CANDIDATES) -> dict[int, Row]:
    """Read `id`, `kind`, `title` and `brief` of those of some works that the viewer may see, up to a number."""
    seen = json.dumps(list(dict.fromkeys(ids)))
    params = {"ids": seen, "age": viewer.age, "libraries": json.dumps(viewer.libraries), "limit": limit}
    return {row["id"]: row for row in await reader.fetch_all("search.shown", params)}


def _grade(row: Row, text: str, bare: str, words: set[str]) -> tuple[int, int, str, int]:
    """Rank by title: the text itself, it without an article, what begins so, what has most of its words."""
    title = fold(row["title"])
    if title == text:
        grade = 0
    elif title.startswith(text) or (title.endswith(text) and sort_text(title) == bare):
        grade = 1
    else:
        grade = 2 + len(words) - len(words & set(tokens(title)))  # a year, or a name, is not in the title
    return grade, len(title), title, row["id"]


def _sqlite(words: Words) -> str:
    return " AND ".join([f"({' OR '.join([_quoted(word) for word in any_of])})" for any_of in words])


def _quoted(word: str) -> str:
    return f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'


def _postgres(words: Words) -> str:
    return " & ".join([f"({' | '.join([_lexeme(word) for word in any_of])})" for any_of in words])


def _lexeme(word: str) -> str:
    return f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'"
