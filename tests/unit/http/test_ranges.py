"""Ranges, names and validators of files."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.http.problems import RangeNotSatisfiable
from mediad.http.ranges import Span, disposition, matches, parse_range


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_range_inside_the_file_is_cut_at_its_end(size: int, first: int, last: int) -> None:
    first, last = sorted((first % size, last))
    assert parse_range(f"bytes={first}-{last}", size) == Span(first, min(last, size - 1) - first + 1)
    assert parse_range(f"bytes={first}-", size) == Span(first, size - first)


@given(st.integers(1, 10**12), st.integers(1, 10**13))
def test_a_suffix_is_the_end_of_the_file(size: int, amount: int) -> None:
    span = parse_range(f"bytes=-{amount}", size)
    assert span is not None
    assert (span.start + span.length, span.length) == (size, min(size, amount))


@given(st.integers(0, 10**12), st.text(max_size=30) | st.from_regex(r"bytes=[0-9,\- ]{0,20}", fullmatch=True))
def test_no_range_header_leads_outside_the_file(size: int, header: str) -> None:
    try:
        span = parse_range(header, size)
    except RangeNotSatisfiable:
        pass
    else:
        assert span is None or (0 <= span.start < span.start + span.length <= size)


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=5-4", "bytes=-", "items=0-1", "bytes=a-b", "", "bytes=1"])
def test_what_is_not_understood_gets_the_whole_file(header: str) -> None:
    assert parse_range(header, 100) is None


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-0", 0), ("bytes=-5", 0)]
)
def test_a_range_behind_the_end_is_refused_with_the_size(header: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiable) as caught:
        parse_range(header, size)
    assert caught.value.headers == {"Content-Range": f"bytes */{size}"}


@given(st.text(max_size=80))
def test_a_name_never_breaks_out_of_its_header(name: str) -> None:
    value = disposition(name, download=True)
    found = re.fullmatch(r"attachment; filename=\"([ -!#-\[\]-~]+)\"; filename\*=UTF-8''([A-Za-z0-9%._~-]+)", value)
    assert found is not None
    assert not {"/", "\\", "\0", "\n"} & set(found[1] + unquote(found[2]))


def test_a_name_that_is_not_utf_8_is_served() -> None:
    assert disposition("a\udcffb", download=False) == "inline; filename=\"a_b\"; filename*=UTF-8''a%3Fb"


@pytest.mark.parametrize(
    ("header", "weak", "answer"),
    [("*", True, True), ('"a", W/"b"', True, True), ('"c"', True, False), ('W/"b"', False, False),
     ('"b-gzip"', True, True)],
)  # fmt: skip
def test_tags_are_compared_as_the_field_asks(header: str, weak: bool, answer: bool) -> None:  # noqa: FBT001  # a table
    assert matches(header, '"b"', weak=weak) is answer
