"""The words that search knows: what completes one, and what a slip of the finger away may have been meant.

A word is a row, however many works have it; it stays when they go, and finds nothing then. One slip (a letter too
many, too few, another one, two swapped) leaves one half of a word as it is, or happened between the halves: so words
that share a half and nearly the length are looked at, and those that are one slip away are kept.
"""

from __future__ import annotations

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
_LOOKED_AT = 2_000
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
        await tx.execute_many("search.learn", [(len(word), word) for word in found])


async def completions(reader: Reader, word: str) -> list[str]:
    """Give known words that begin like this one, the shortest first: the word itself, where it is known."""
    found: list[str] = []
    for length in range(len(word), min(len(word) + LONGER, LONGEST) + 1):
        if len(found) >= _MOST:
            break
        limit = _MOST - len(found)
        rows = await reader.fetch_all("search.completions", (length, word, word + _LAST, limit))
        found += [row[0] for row in rows]
    return found


async def near(reader: Reader, word: str) -> list[str]:
    """Give known words that are one slip away, those that begin alike first."""
    if not SHORTEST_SLIP <= len(word) <= LONGEST or word.isdecimal():
        return []
    found: set[str] = set()
    for length in (len(word) - 1, len(word), len(word) + 1):
        half = length // 2
        head, swapped, tail = word[:half], _swapped(word, half), word[half - length :]
        walks = [
            ("search.completions", (length, head, head + _LAST, _LOOKED_AT)),
            ("search.completions", (length, swapped, swapped + "\x01", 1)),
            ("search.tails", (length, tail, _LOOKED_AT)),
        ]
        for name, params in walks:
            found |= {row[0] for row in await reader.fetch_all(name, params) if is_near(row[0], word)}
    return sorted(found, key=lambda term: (term[0] != word[0], abs(len(term) - len(word)), term))[:_MOST]


def is_near(one: str, other: str) -> bool:
    """Tell whether two words differ by one slip."""
    short, long = sorted((one, other), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    rest = short[at + 1 :] == long[at + 1 :]
    return short != long and (rest or _swapped(short, at + 1) == long)


def _swapped(word: str, at: int) -> str:
    """Swap the letters on both sides of a place."""
    return word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]
