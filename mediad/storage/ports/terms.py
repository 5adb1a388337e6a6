"""The words that search knows: what completes one, and what a slip of the finger away may have been meant.

A word is a row, however many works have it; it stays when they go, and finds nothing then. Everything that is one slip
away (a letter too many, too few, another one, two swapped) is looked up in one go: some hundred words at most.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.storage.ports import Reader, Transaction

LONGEST = 24
"""Letters of a word that is known here; longer ones are found when they are typed whole."""
LONGEST_NUMBER = 4
"""Digits of a number that is known here: years are, what stands in ids is not."""
SHORTEST_SLIP = 4
"""Letters of a word from which on a slip is thought of: below, anything is near to everything."""
LONGER = 10
"""By how many letters a completion is longer at most."""
_MOST = 64
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "абвгдежзиклмнопрстуфхцчшщъыьэюяіїє",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
)
"""Latin, Cyrillic, Greek, Hebrew letters, as folding leaves them; of others none is put in the place of another."""
_LAST = "\U0010ffff"


def is_term(word: str) -> bool:
    """Tell whether a stored word is one that people type: no mark, no part of an id."""
    if word.isalpha():
        return len(word) <= LONGEST
    return len(word) <= LONGEST_NUMBER and word.isdecimal()


async def learn(tx: Transaction, texts: Iterable[str]) -> None:
    """Make the words of some texts known; always in one order, so that two writers never wait for each other."""
    found = [word for word in sorted(set(" ".join(texts).split())) if is_term(word)]
    if found:
        await tx.execute("search.learn", (json.dumps(found),))


async def completions(reader: Reader, word: str) -> list[str]:
    """Give known words that begin like this one, the shortest first: the word itself, where it is known."""
    lengths = list(range(len(word), min(len(word) + LONGER, LONGEST) + 1))
    rows = await reader.fetch_all("search.completions", (json.dumps(lengths), word, word + _LAST, _MOST))
    return [row[0] for row in rows]


async def near(reader: Reader, word: str) -> list[str]:
    """Give known words that are one slip away, those that begin alike first."""
    if not SHORTEST_SLIP <= len(word) <= LONGEST or word.isdecimal():
        return []
    rows = await reader.fetch_all("search.known", (json.dumps(sorted(slips(word))),))
    found = [str(row[0]) for row in rows if row[0]]
    return sorted(found, key=lambda term: (term[0] != word[0], abs(len(term) - len(word)), term))[:_MOST]


def slips(word: str) -> set[str]:
    """List what is one slip away from a word."""
    letters = "".join(alphabet for alphabet in _ALPHABETS if not set(alphabet).isdisjoint(word))
    parted = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {head + tail[1:] for head, tail in parted if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in parted if len(tail) > 1}
    other = {head + letter + tail[1:] for head, tail in parted if tail for letter in letters}
    more = {head + letter + tail for head, tail in parted for letter in letters}
    return (fewer | swapped | other | more) - {word}
