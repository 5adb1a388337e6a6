"""How well a candidate of a provider fits what is known of a work, from 0 to 1.

    score = 1                                    an id in common: the same scheme, the same value
            0                                    an id that contradicts: the same scheme, another value
            max(likeness of any two titles) * year, otherwise

Likeness of two titles, the first that applies:

    1      the same words, signs and marks apart (`Amélie`, `amelie`), numbers in one spelling (`II`, `two`, `2`)
    0.94   the same but for a leading article (`The Thing`, `Thing`): `Die Hard` is still better than `Hard`
    0.88   one is the other without its subtitle (`Birdman`, `Birdman or (...)`): it takes the very year to be believed
    Dice   of the pairs of letters, 2 |A & B| / (|A| + |B|): symmetric, 0 for strangers (L. R. Dice, 1945), 0.88 at most
    * 0.6  where the numbers in them differ: `Rocky` and `Rocky II` are sequels, however alike

Year: 1 for the same one or where neither is known, 0.94 one apart (one counts the first showing, the other the release
in a country), then 1 - 0.1 a year down to 0.5 (a remake), 0.9 where one side does not say.

From `ACCEPT` on the best is taken if each other is `MARGIN` behind, or `RENOWN` less asked for; else a person is asked.
The numbers make the table of hard cases in the tests come out right; they stand here and nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from mediad.library.catalogue.words import ROMAN, SPELLED
from mediad_sdk.data import dataclass
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from mediad_sdk.values.metadata import Candidate, Query

ACCEPT, ASK = 0.85, 0.6
MARGIN, RENOWN = 0.05, 0.2
ARTICLE, SUBTITLE, SEQUEL = 0.94, 0.88, 0.6
NEXT_YEAR, EACH_YEAR, OTHER_YEAR, NO_YEAR = 0.94, 0.1, 0.5, 0.9

_WORDS = re.compile(r"[^\W_]+")
_ELIDED = re.compile(r"(?<=\w)['\u2019\u02bc`\u00b4](?=\w)")
_SUBTITLE = re.compile(r"\s{0,3}(?::\s|\s[-\u2013\u2014]\s|\s\(|\sor\s|\soder\s).*$", re.IGNORECASE)
_PAIR = 2
_ARTICLES = frozenset(
    {
        "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "il",
        "lo", "gli", "uno", "una", "de", "het", "een", "den", "det", "en", "ett", "o", "os", "as",
    }
)  # fmt: skip
_AND = frozenset({"and", "und", "et", "y", "og", "och"})
_PARTS = frozenset({"part", "teil", "partie", "parte", "chapter", "kapitel", "vol", "volume", "no", "nr"})
_NUMBERS = {
    **{word: str(number) for number, word in enumerate(SPELLED)},
    **{sign: str(number) for number, sign in enumerate(ROMAN, 2)},
}


class Title(NamedTuple):
    """A title made ready to be compared."""

    words: str
    bare: str
    head: str
    numbers: frozenset[tuple[str, int]]
    pairs: Counter[str]


class Scored(NamedTuple):
    """A candidate with its score."""

    candidate: Candidate
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a search.

    Attributes:
        state: `accept`, `ask` a person, or `none` fits.
        ranked: Every candidate, the best first.
    """

    state: Literal["accept", "ask", "none"]
    ranked: tuple[Scored, ...] = ()

    @property
    def score(self) -> float:
        """The score of the best, 0 where there is none."""
        return self.ranked[0].score if self.ranked else 0.0

    @property
    def taken(self) -> Candidate | None:
        """The candidate that is believed."""
        return self.ranked[0].candidate if self.state == "accept" else None


def judge(query: Query, candidates: Iterable[Candidate], scheme: str) -> Verdict:
    """Rank candidates and say what to do; `scheme` is that of the candidates' own ids."""
    scored = [Scored(each, score(query, each, scheme)) for each in candidates]
    ranked = tuple(sorted(scored, key=lambda each: (-each.score, -each.candidate.weight)))
    if not ranked or ranked[0].score < ASK:
        return Verdict(state="none", ranked=ranked)
    return Verdict(state="accept" if _is_clear(ranked) else "ask", ranked=ranked)


def _is_clear(ranked: Sequence[Scored]) -> bool:
    best = ranked[0]
    return best.score >= ACCEPT and all(
        best.score - each.score >= MARGIN or best.candidate.weight - each.candidate.weight >= RENOWN
        for each in ranked[1:]
    )


def score(query: Query, candidate: Candidate, scheme: str) -> float:
    """Say how well a candidate fits."""
    theirs = {**candidate.ids, scheme: candidate.id}
    shared = [query.ids[each] == value for each, value in theirs.items() if each in query.ids]
    if shared:
        return float(any(shared))
    return max((likeness(one, other) for one in titles_of(query) for other in candidate.titles), default=0.0) * (
        year_factor(query.year, candidate.year)
    )


def titles_of(query: Query) -> list[str]:
    """Give every title that a work is known under, the best first."""
    others = query.fields.get("titles") or ()
    values = [each.get("value") for each in others if isinstance(each, dict)]
    return list(dict.fromkeys([query.title, *(each for each in values if isinstance(each, str) and each)]))


def year_factor(one: int | None, other: int | None) -> float:
    """Say how well two years agree."""
    if one is None or other is None:
        return 1.0 if one is other else NO_YEAR
    apart = abs(one - other)
    if apart == 1:
        return NEXT_YEAR
    return max(OTHER_YEAR, 1.0 - EACH_YEAR * apart)


def likeness(one: str, other: str) -> float:
    """Say how much two titles are one; the same both ways."""
    a, b = ready(one), ready(other)
    if a.words == b.words:
        return 1.0
    if a.bare == b.bare:
        return ARTICLE
    same_numbers = a.numbers == b.numbers
    if same_numbers and (a.bare == b.head or b.bare == a.head):
        return SUBTITLE
    return min(_dice(a.pairs, b.pairs), SUBTITLE) * (1.0 if same_numbers else SEQUEL)


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


@lru_cache(maxsize=4096)
def ready(title: str) -> Title:
    """Make a title ready to be compared."""
    words = _words(title)
    bare = _bare(words, is_turned="," in title)
    text = "".join(bare)
    numbers = Counter(each for each in words if each.isdecimal() and each != "1")
    return Title(
        words=" ".join(words), bare=" ".join(bare), numbers=frozenset(numbers.items()),
        head=" ".join(_bare(_words(_SUBTITLE.sub("", title)), is_turned=False)),
        pairs=Counter(text[at : at + _PAIR] for at in range(len(text) - 1)),
    )  # fmt: skip


def _words(title: str) -> list[str]:
    text = _ELIDED.sub("", fold(title).replace("&", " and ").replace("+", " and "))
    words = [_NUMBERS.get(each, each) for each in _WORDS.findall(text) if each not in _AND]
    kept = [
        each
        for at, each in enumerate(words)
        if not (each in _PARTS and at + 1 < len(words) and words[at + 1].isdecimal())
    ]
    return kept or [fold(title).strip()]


def _bare(words: list[str], *, is_turned: bool) -> list[str]:
    """Leave a leading article out, and one that was turned behind a comma."""
    if len(words) > 1 and is_turned and words[-1] in _ARTICLES:
        return words[:-1]
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
