"""A made-up library of music of any size, straight in a database: artists, albums, tracks, and the words they have.

Words and people are as common as they are in the world: few are everywhere, most are rare. Documents and briefs have
the weight of real ones.
"""

from __future__ import annotations

import json
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from mediad.storage.ports import projections, sortkeys
from mediad.storage.ports.search import TITLE, kind_word
from mediad_sdk.text import sort_text

if TYPE_CHECKING:
    from mediad.storage.units import Storage, Transaction

LIBRARY = 1
_VOCABULARY, _NAMES = 200_000, 20_000
_COMMONEST = ("the", "of", "love", "you", "me", "remastered", "live", "feat", "star")
_UNSEEN = "x" * 600
"""What a document holds beside the title: ids, genres, technical facts."""
_BATCH = 5_000
_PER_ARTIST, _PER_ALBUM = 40, 12


class Common:
    """Draws from a sequence; what comes first in it comes often."""

    def __init__(self, among: Sequence[str]) -> None:
        self._among = among
        self._shares = list(accumulate((at + 1) ** -0.9 for at in range(len(among))))

    def draw(self, by: random.Random, count: int = 1) -> list[str]:
        """Draw some."""
        return by.choices(self._among, cum_weights=self._shares, k=count)


@dataclass(frozen=True)
class Work:
    """One artist, album or track."""

    id: int
    kind: str
    title: str
    by: str
    year: int

    @property
    def uid(self) -> str:
        """Its public id."""
        return f"01a1fd79-a95c-7492-9437-{self.id:012d}"

    @property
    def brief(self) -> str:
        """What lists show of it."""
        above = {"id": self.uid, "title": self.title}
        return json.dumps({
            "id": self.uid, "kind": self.kind, "title": self.title, "year": self.year, "by": self.by, "parent": above,
            "picture": self.uid, "duration_ms": 200_000, "added": 1_795_253_971_292,
        })  # fmt: skip

    @property
    def words(self) -> str:
        """What search finds it by; titles of albums are found apart, as their kind declares."""
        title = self.title.split()
        marked = [TITLE + word for word in title] if self.kind == "album" else []
        return " ".join(dict.fromkeys([*title, *marked, *self.by.split(), str(self.year), kind_word(self.kind)]))


class Collector:
    """Whose library it is: knows the words of titles and the names of people, the common ones first."""

    def __init__(self) -> None:
        made = random.Random(1)
        self.words = [*_COMMONEST, *_made_up(made, _VOCABULARY)]
        names = _made_up(made, _NAMES)
        self.people = [" ".join(made.sample(names, 2)) for _ in range(_NAMES)]
        self._titles, self._artists = Common(self.words), Common(self.people)

    def work(self, id_: int) -> Work:
        """Give one of the works, always the same."""
        draw = random.Random(id_)
        [artist] = self._artists.draw(draw)
        year = draw.randint(1950, 2026)
        if id_ % _PER_ARTIST == 0:
            return Work(id_, "artist", self.people[id_ // _PER_ARTIST % _NAMES], "", year)
        title = " ".join(self._titles.draw(draw, draw.randint(1, 5)))
        return Work(id_, "track" if id_ % _PER_ALBUM else "album", title, artist, year)


async def fill(storage: Storage, count: int, collector: Collector) -> None:
    """Put so many works into an empty database."""
    for start in range(1, count + 1, _BATCH):
        works = [collector.work(id_) for id_ in range(start, min(start + _BATCH, count + 1))]

        async def unit(tx: Transaction, works: Sequence[Work] = works) -> None:
            data = {each.id: json.dumps({"title": each.title, "more": _UNSEEN}) for each in works}
            rows = [(each.id, each.uid, each.kind, each.title, data[each.id], each.brief) for each in works]
            await tx.execute_many("bench.subject", rows)
            await projections.run(tx, "insert_presence", [(each.id, LIBRARY, b"") for each in works])
            await projections.run(tx, "insert_page_key", [_listed(each) for each in works])
            await projections.learn_words(tx, [(each.id, each.words) for each in works])

        await storage.write(unit)


def _listed(work: Work) -> tuple[object, ...]:
    return LIBRARY, work.kind, "title", sortkeys.text(sort_text(work.title)), work.id, 0, work.brief


def _made_up(draw: random.Random, count: int) -> list[str]:
    made = {"".join(draw.choices(string.ascii_lowercase, k=draw.randint(3, 11))): None for _ in range(count)}
    return [word for word in made if word not in _COMMONEST]
