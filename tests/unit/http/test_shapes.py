"""What bodies and queries are made of, and what nobody may hand on."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mediad.accounts.identities import Identity
from mediad.http.inputs import _pairs
from mediad.http.route import PageQuery
from mediad.http.shapes import Body, Moment, Uid, Walk
from mediad.http.who import within
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import Forbidden
from mediad_sdk.permissions import EVERYTHING


class Sent(Body):
    """A body."""

    at: Moment
    item: Uid = "0198c0de-0000-7000-8000-000000000001"


@pytest.mark.parametrize("text", ['{"at": 7}', '{"at": 7.0}', '{"at": 7e0}'])
def test_a_whole_number_may_be_written_as_json_may_write_it(text: str) -> None:
    assert Sent.model_validate_json(text).at == 7


@pytest.mark.parametrize(
    "text", ['{"at": 7.5}', '{"at": "7"}', '{"at": true}', '{"at": -1}', '{"at": 1e300}', '{"at": null}']
)
def test_anything_else_is_no_whole_number(text: str) -> None:
    with pytest.raises(ValidationError):
        Sent.model_validate_json(text)


def test_an_id_has_one_spelling() -> None:
    upper = '{"at": 1, "item": "0198C0DE-0000-7000-8000-0000000000AB"}'
    assert Sent.model_validate_json(upper).item == "0198c0de-0000-7000-8000-0000000000ab"


def test_a_walk_goes_on_where_its_page_ended() -> None:
    walk: Walk[PageQuery] = Walk("jobs", 99)
    assert walk.place(PageQuery()) == 99
    body = walk.page([{"id": 1}], 42).body
    cursor = body.partition(b'"next":"')[2].partition(b'"')[0].decode()
    assert walk.place(PageQuery(cursor=cursor)) == 42
    assert walk.page([], None).body == b'{"items":[],"next":null}'


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=70))
def test_the_quick_way_through_a_query_is_the_right_one(values: dict[str, str]) -> None:
    text = urlencode(values)
    expected: Any
    try:
        expected = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:
        with pytest.raises(ValueError, match="fields"):
            _pairs(text)
    else:
        assert _pairs(text) == expected


def test_nobody_hands_on_what_they_do_not_hold() -> None:
    def holding(*permissions: str) -> Identity:
        return Identity(
            account=1, uid="u", name="n", role="r", permissions=frozenset(permissions), editable=(), libraries=None,
            viewer=Viewer(account=1, libraries=()),
        )  # fmt: skip

    within(holding("items.read"), {"items.read"})
    within(holding(EVERYTHING), {EVERYTHING, "items.read"})
    with pytest.raises(Forbidden, match=r"items\.edit"):
        within(holding("items.read"), {"items.read", "items.edit"})
    with pytest.raises(Forbidden, match="everything"):
        within(holding("items.read"), {EVERYTHING})
