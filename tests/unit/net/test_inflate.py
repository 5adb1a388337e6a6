from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.net.inflate import PIECE, Inflate


def unpacked(data: bytes, step: int) -> tuple[bytes, Inflate, int]:
    inflate = Inflate()
    pieces = [piece for start in range(0, len(data), step) for piece in inflate.feed(data[start : start + step])]
    return b"".join(pieces), inflate, max(map(len, pieces), default=0)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3), st.integers(1, 400), st.integers(1, 3000))
def test_what_was_packed_comes_out_however_it_arrives(parts: list[bytes], step: int, times: int) -> None:
    parts = [part * times for part in parts]
    content, inflate, largest = unpacked(b"".join(map(gzip.compress, parts)), step)
    assert content == b"".join(parts)
    assert not inflate.is_cut_off
    assert largest <= PIECE


@pytest.mark.parametrize("size", [PIECE - 1, PIECE, PIECE + 1, 5 * PIECE])
def test_pieces_end_where_they_should(size: int) -> None:
    content, inflate, largest = unpacked(gzip.compress(bytes(size)), 1 << 20)
    assert (len(content), largest, inflate.is_cut_off) == (size, min(size, PIECE), False)


def test_what_is_cut_off_is_noticed_and_nothing_is_not() -> None:
    packed = gzip.compress(bytes(1000))
    assert unpacked(packed[:-1], 10)[1].is_cut_off
    assert unpacked(packed + packed[:5], 10)[1].is_cut_off
    assert not Inflate().is_cut_off


def test_garbage_is_refused() -> None:
    with pytest.raises(zlib.error):
        unpacked(b"plain text that is none", 100)
