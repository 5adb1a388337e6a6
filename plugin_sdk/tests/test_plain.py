"""JSON as every database can store it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_sdk.plain import dumps, loads
from mediad_sdk.storable import clean, storable

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_whatever_a_plugin_says_becomes_text_that_can_be_stored_and_read(value: Any) -> None:
    text = dumps(value)
    assert "\0" not in text
    text.encode()
    assert "\0" not in str(json.loads(text))
    assert dumps(json.loads(text)) == dumps(json.loads(dumps(json.loads(text))))


@pytest.mark.parametrize("bad", ["nul\0", "half \udcff"])
def test_what_cannot_be_stored_is_replaced(bad: str) -> None:
    assert storable(bad) == loads(dumps({"a": bad}))["a"]
    assert storable(bad)[:3] == bad[:3]
    assert storable(bad)[-1] in "?\ufffd"


def test_a_backslash_that_looks_like_a_nul_stays() -> None:
    assert loads(dumps(["\\u0000"])) == ["\\u0000"]


def test_numbers_that_are_none_are_null_and_great_ones_stay() -> None:
    assert dumps([float("nan"), float("inf")]) == "[null,null]"
    assert loads(dumps([1 << 40])) == [1 << 40]
    assert json.loads(dumps({"half \udcff": [1 << 70, float("nan")]})) == {"half ?": [1 << 70, None]}


def test_bytes_are_names_and_stay_as_they_are() -> None:
    assert clean([b"\xff\x00"]) == [b"\xff\x00"]


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        dumps({"a": b"bytes"})
