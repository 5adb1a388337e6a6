"""Search: every word must be there, the last one may be the beginning of one; the best titles come first.

Whatever is asked, a bounded number of works is looked at. Of a word that more of them have, those are ranked whose
titles begin so, by walks over the lists by title, some of each kind, so that a name finds the artist beside a thousand
tracks, and those that came first. Where little is found, each word may as well be one that is a slip away from it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mediad.storage.ports import sortkeys, terms
from mediad.storage.ports.browse import Page
from mediad_sdk.data import dataclass
from mediad_sdk.text import fold, sort_text, tokens

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer

LOOKED_AT = 500
"""Works that have the words; where there are more, a choice of them is ranked."""
CHOSEN = 200
"""Works of that choice that came first, and about as many that stand out."""
OF_EACH = 50
"""Works that stand out in each list by title, and among each kind, while there are few of those."""
LITTLE = 3
"""Works; where fewer are found, slips are thought of."""
ENDINGS = 8
"""Words that complete the last one, which are asked for first: mostly they are enough."""
LONGEST_TOKEN = 64
TITLE = "·"
"""Marks words of titles, where they are stored apart: a plot has every word."""
_NAMED = re.compile(r"[A-Za-z0-9_]{1,60}")
"""How kinds are called; what is called otherwise is none, and no word of a work."""
KIND = "¶"
"""Marks the name of the kind, which each work has among its words."""


def kind_word(kind: str) -> str:
    """Give the word that each work of a kind has."""
    return KIND + kind.replace("_", KIND)


@dataclass(frozen=True, slots=True)
class Found:
    """What words find, the best first: `id`, `kind`, `title` and `brief` of each; `is_all` unless it is a choice."""

    rows: Sequence[Row] = ()
    is_all: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is searched for.

    Attributes:
        text: As it was typed.
        words: Its words, each with what may stand in its place; one that ends in `*` is a beginning.
        kinds: Of one of these kinds; none is any.
    """

    text: str
    words: Sequence[Sequence[str]]
    kinds: Sequence[str]

    @property
    def short(self) -> Sequence[Sequence[str]]:
        """The words, with fewer that complete the last one."""
        return [each[:ENDINGS] for each in self.words]


async def search(
    reader: Reader,
    viewer: Viewer,
    text: str,
    *,
    kinds: Sequence[str] = (),
    limit: int = 50,
    offset: int = 0,
) -> Page:
    """Find works, parties and collections; behind a collection that is called so comes what is in it.

    `after` of the page is the next offset as an id with an empty key.
    """
    rows = await _with_members(reader, viewer, text, (await ranked(reader, viewer, text, kinds=kinds)).rows)
    end = offset + limit
    return Page(items=[row["brief"] for row in rows[offset:end]], after=(b"", end) if end < len(rows) else None)


async def ranked(reader: Reader, viewer: Viewer, text: str, *, kinds: Sequence[str] = ()) -> Found:
    """Find the best."""
    typed = [word[:LONGEST_TOKEN] for word in tokens(text)]
    named = [kind for kind in kinds if _NAMED.fullmatch(kind)]
    if not typed or (kinds and not named):
        return Found()
    completed = await terms.completions(reader, typed[-1]) or [f"{typed[-1]}*"]
    asked = _Asked(text, [*([word] for word in typed[:-1]), completed], named)
    found = await _having(reader, asked.short, named, LOOKED_AT)
    if len(found) < LOOKED_AT and asked.short != asked.words:
        found = await _having(reader, asked.words, named, LOOKED_AT)
    is_all = len(found) < LOOKED_AT
    rows = await shown(reader, viewer, found, LOOKED_AT if is_all else CHOSEN)
    if not is_all:
        rows |= await _outstanding(reader, viewer, asked, rows)
    elif len(rows) < LITTLE:
        slipped = [[*each, *await terms.near(reader, word)] for word, each in zip(typed, asked.words, strict=True)]
        rows |= await shown(reader, viewer, await _having(reader, slipped, named, LOOKED_AT), LOOKED_AT)
    grade = partial(_grade, text=fold(text).strip(), bare=sort_text(text), typed=typed)
    return Found(sorted(rows.values(), key=grade), is_all)


async def _with_members(reader: Reader, viewer: Viewer, text: str, rows: Sequence[Row]) -> Sequence[Row]:
    """Put what is in collections that have this very title behind them; rows of that title are the first ones."""
    known, title = [row["id"] for row in rows], fold(text).strip()
    called = [row["id"] for row in rows if fold(row["title"]) == title]
    if not called:
        return rows
    members = [row[0] for row in await reader.fetch_all("search.members", (json.dumps(called), CHOSEN))]
    seen = await shown(reader, viewer, [id_ for id_ in members if id_ not in known], CHOSEN)
    return [*rows[: len(called)], *[seen[id_] for id_ in members if id_ in seen], *rows[len(called) :]]


async def _having(reader: Reader, words: Sequence[Sequence[str]], kinds: Sequence[str], limit: int) -> list[int]:
    """Find what has one of each, and is of one of some kinds; of any where none is named."""
    write = _sqlite if reader.engine == "sqlite" else _postgres
    query = write([*words, [kind_word(kind) for kind in kinds]] if kinds else words)
    return [row[0] for row in await reader.fetch_all("search.having", (query, limit))]


async def _outstanding(reader: Reader, viewer: Viewer, asked: _Asked, first: Mapping[int, Row]) -> dict[int, Row]:
    """Choose from what is too much to rank: titles that begin so, or have the words, and of each kind some.

    Of a kind that is usual among those that came first, no more are looked for.
    """
    rows = await reader.fetch_all("search.shelves", (json.dumps(viewer.libraries),))
    shelves = [(library, kind) for library, kind in rows if not asked.kinds or kind in asked.kinds]
    each = max(1, min(OF_EACH, CHOSEN // (2 * len(shelves) or 1)))
    low, high = sortkeys.beginning(sort_text(asked.text))
    in_title = [[TITLE + word.rstrip("*") for word in any_of] for any_of in asked.short]
    chosen = await _having(reader, in_title, asked.kinds, CHOSEN)
    for library, kind in shelves:
        titled = await reader.fetch_all("search.titled", (library, kind, low, high, each))
        chosen += [row[0] for row in titled]
    usual = Counter(row["kind"] for row in first.values())
    for kind in dict.fromkeys(kind for _, kind in shelves):
        if usual[kind] < each:
            chosen += await _having(reader, asked.short, [kind], each)
    return await shown(reader, viewer, chosen, len(chosen))


async def shown(reader: Reader, viewer: Viewer, ids: Iterable[int], limit: int) -> dict[int, Row]:
    """Read `id`, `kind`, `title` and `brief` of those of some works that the viewer may see, up to a number."""
    seen = json.dumps(list(dict.fromkeys(ids)))
    params = {"ids": seen, "age": viewer.age, "libraries": json.dumps(viewer.libraries), "limit": limit}
    return {row["id"]: row for row in await reader.fetch_all("search.shown", params)}


def _grade(row: Row, text: str, bare: str, typed: Sequence[str]) -> tuple[int, int, str, int]:
    """Rank by title: the text itself, it without an article, what begins so, what has most of its words."""
    title = fold(row["title"])
    if title == text:
        grade = 0
    elif title.startswith(text) or (title.endswith(text) and sort_text(title) == bare):
        grade = 1
    else:
        said = tokens(title)
        missing = [word for word in typed if word not in said]  # a year, or a name, is not in the title
        is_begun = missing == [typed[-1]] and any(word.startswith(typed[-1]) for word in said)
        grade = 2 + 2 * len(missing) - is_begun
    return grade, len(title), title, row["id"]


def _sqlite(words: Sequence[Sequence[str]]) -> str:
    return " AND ".join([f"({' OR '.join([_quoted(word) for word in any_of])})" for any_of in words])


def _quoted(word: str) -> str:
    return f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'


def _postgres(words: Sequence[Sequence[str]]) -> str:
    return " & ".join([f"({' | '.join([_lexeme(word) for word in any_of])})" for any_of in words])


def _lexeme(word: str) -> str:
    return f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'"
