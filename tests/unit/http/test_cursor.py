"""Cursors come back unharmed, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.problems import CursorInvalid

cursors = st.builds(Cursor, sort=st.text(max_size=20), key=st.binary(max_size=80), id=st.integers(-(2**63), 2**63 - 1))


@given(cursors)
def test_a_cursor_survives_the_journey(cursor: Cursor) -> None:
    assert decode_cursor(encode_cursor(cursor), cursor.sort) == cursor


@given(cursors, st.data())
def test_a_damaged_cursor_is_refused(cursor: Cursor, data: st.DataObject) -> None:
    text = encode_cursor(cursor)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("abcXYZ019-_=! é\0"))
    damaged = text[:at] + letter + text[at + 1 :]
    try:
        assert decode_cursor(damaged, cursor.sort) == cursor  # the same letter, or bits beyond the last byte
    except CursorInvalid:
        assert damaged != text


@given(st.text(max_size=100))
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor(text, "title")


@pytest.mark.parametrize("length", range(12))
def test_a_cursor_that_is_too_short_for_an_id_is_refused(length: int) -> None:
    raw = encode_cursor(Cursor(sort="title", key=b"", id=1))[: length * 4 // 3]
    with pytest.raises(CursorInvalid):
        decode_cursor(raw, "title")


def test_a_cursor_of_another_sort_is_refused() -> None:
    with pytest.raises(CursorInvalid, match="another sort"):
        decode_cursor(encode_cursor(Cursor(sort="year", key=b"", id=1)), "title")


def test_an_endless_cursor_is_not_even_read() -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor(encode_cursor(Cursor(sort="title", key=b"x" * 4000, id=1)), "title")


def test_a_cursor_for_a_sort_that_is_no_text_is_refused() -> None:
    with pytest.raises(CursorInvalid):
        decode_cursor(encode_cursor(Cursor(sort="title", key=b"", id=1)), "\udcff")
