"""One slip: a letter too many, too few, another one, two swapped; and which words are known at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mediad.storage.ports.terms import is_near, is_term, near

WORDS = st.text("abcd", min_size=4, max_size=9)


class Known:
    """A reader of some words, asked like the database."""

    engine = "sqlite"

    def __init__(self, *words: str) -> None:
        self._words = words

    async def fetch_all(self, name: str, params: Any) -> list[tuple[str]]:
        length, *rest = params
        of_length = [word for word in self._words if len(word) == length]
        if name == "search.tails":
            return [(word,) for word in of_length if word[length // 2 :] == rest[0]]
        return [(word,) for word in of_length if rest[0] <= word < rest[1]]


def slips(word: str) -> set[str]:
    """List everything one slip away, the long way."""
    ends = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        each
        for head, tail in ends
        for letter in "abcd"
        for each in (
            head + tail[1:],
            head + letter + tail,
            head + letter + tail[1:],
            head + tail[1:2] + tail[:1] + tail[2:],
        )
    } - {word}


@given(word=WORDS, other=WORDS)
def test_near_is_one_slip_and_no_more(word: str, other: str) -> None:
    assert is_near(word, other) == is_near(other, word) == (other in slips(word))


@given(word=WORDS, data=st.data())
async def test_every_slip_is_found_by_the_half_that_it_left(word: str, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(sorted(slips(word))))
    assume(len(typed) >= 4)
    assert await near(Known(word), typed) == [word]  # type: ignore[arg-type]  # what it uses of a reader


@pytest.mark.parametrize(
    ("word", "known"),
    [("star", True), ("千尋", True), ("1995", True), ("0113277", False), ("tt0113277", False), ("·star", False)],
)
def test_marks_and_pieces_of_ids_are_no_words_that_people_type(*, word: str, known: bool) -> None:
    assert is_term(word) is known
