"""The fast look at an answer and the slow one, which says what is wrong, hold the same rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

import pytest

from mediad_sdk.contract import _said
from mediad_sdk.shapes import fits
from mediad_sdk.values.encoding import Plan
from mediad_sdk.values.health import Health
from mediad_sdk.values.http import Response
from mediad_sdk.values.metadata import Query

HINTS = (
    None, Any, int, float, str, bytes, bool, type[Any], Plan, Callable[[int], str], Literal["a", 1], str | None,
    tuple[str, ...], tuple[int, str], tuple[tuple[str, int], ...], Sequence[str], Mapping[str, Any], Mapping[int, str],
    Mapping[str, Any] | None, frozenset[str], Health, Query, Response, Sequence[Health],
)  # fmt: skip  # a list to read
VALUES = (
    None, 0, 1, True, 1.5, "a", "", b"a", (), ("a",), ("a", 1), (1, "a"), (("a", 1),), [], ["a"], [1], {}, {"a": 1},
    {1: "a"}, MappingProxyType({"a": 1}), frozenset({"a"}), {"a"}, len, int, object(), Health(state="ok"),
    Health(state="odd"), Query(kind="film", title="Dune", parent=Query(kind="show", title="")), [Health(state="ok")],  # type: ignore[arg-type]
    Query(kind="film", title="Dune", parent=Query(kind="show", title=None)), Response(body="text"),  # type: ignore[arg-type]
)  # fmt: skip  # as above


@pytest.mark.parametrize("hint", HINTS, ids=str)
def test_the_fast_look_agrees_with_the_slow_one(hint: Any) -> None:
    assert [value for value in VALUES if fits(value, hint) != (_said(value, hint, "") == "")] == []


def test_some_fit_and_some_do_not() -> None:
    looks = [fits(value, hint) for value in VALUES for hint in HINTS]
    assert 50 < sum(looks) < len(looks) - 50
