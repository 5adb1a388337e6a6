from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_sdk.runner.frames import LARGEST, Frames, FrameTooLarge, pack

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.binary() | st.text(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.binary() | st.text(), inner),
    max_leaves=8,
)


@given(st.lists(VALUES, max_size=5), st.integers(1, 7))
def test_values_survive_however_their_bytes_are_cut(values: list[object], piece: int) -> None:
    frames, stream, got = Frames(), b"".join(map(pack, values)), []
    for at in range(0, len(stream), piece):
        got += frames.feed(stream[at : at + piece])
    assert got == values


def test_names_that_are_not_utf8_pass_as_text_too() -> None:
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert list(Frames().feed(pack(name))) == [name]


def test_a_frame_larger_than_allowed_is_not_written() -> None:
    with pytest.raises(FrameTooLarge, match="are allowed"):
        pack(b"x" * (LARGEST + 1))


def test_an_announced_frame_larger_than_allowed_is_refused_before_its_bytes_come() -> None:
    with pytest.raises(FrameTooLarge):
        list(Frames().feed((LARGEST + 1).to_bytes(4, "big")))
