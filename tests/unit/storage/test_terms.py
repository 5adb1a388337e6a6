"""One slip: a letter too many, too few, another one, two swapped; and which words are known at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.storage.ports.terms import is_term, slips

WORDS = st.text("abcd", min_size=1, max_size=7)


@given(word=WORDS, other=WORDS)
def test_a_slip_leads_back_by_a_slip(word: str, other: str) -> None:
    assert (other in slips(word)) == (word in slips(other))
    assert word not in slips(word)


@given(word=WORDS, data=st.data())
def test_every_slip_is_thought_of(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdxyz0"))
    head, tail = word[:at], word[at:]
    for typed in (
        head + tail[1:],
        head + letter + tail,
        head + letter + tail[1:],
        head + tail[1:2] + tail[:1] + tail[2:],
    ):
        assert typed == word or typed in slips(word)


@pytest.mark.parametrize(
    ("known", "typed"),
    [("matrix", "matirx"), ("matrix", "atrix"), ("мастер", "матер"), ("λογοσ", "λογο")],
)
def test_slips_are_made_in_many_alphabets(known: str, typed: str) -> None:
    assert known in slips(typed)


@pytest.mark.parametrize(
    ("word", "known"),
    [("star", True), ("千尋", True), ("1995", True), ("0113277", False), ("tt0113277", False), ("·star", False)],
)
def test_marks_and_pieces_of_ids_are_no_words_that_people_type(*, word: str, known: bool) -> None:
    assert is_term(word) is known


@pytest.mark.parametrize("word", ["a" * 24, "abcdefghijklmnopqrstuvwx"])
def test_few_words_are_looked_up_however_long_one_is(word: str) -> None:
    assert len(slips(word)) < 2_000
