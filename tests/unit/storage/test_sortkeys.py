"""Sort keys compare as bytes just as their values do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediad.storage.ports import sortkeys

numbers = st.floats(allow_nan=False)
texts = st.text(st.characters(min_codepoint=1, blacklist_categories=("Cs",)), max_size=12)


@given(numbers, numbers)
def test_numbers_compare(one: float, other: float) -> None:
    assert (sortkeys.number(one) < sortkeys.number(other)) == (one < other)
    assert (sortkeys.number(one, turned=True) < sortkeys.number(other, turned=True)) == (one > other)


@given(texts, texts)
def test_texts_compare_by_code_point(one: str, other: str) -> None:
    assert (sortkeys.text(one) < sortkeys.text(other)) == (one < other)
    assert (sortkeys.text(one, turned=True) < sortkeys.text(other, turned=True)) == (one > other)


@given(st.tuples(texts, numbers), st.tuples(texts, numbers))
def test_the_first_element_decides_and_then_the_next(one: tuple[str, float], other: tuple[str, float]) -> None:
    keys = [sortkeys.text(text) + sortkeys.number(number, turned=True) for text, number in (one, other)]
    assert (keys[0] < keys[1]) == ((one[0], -one[1]) < (other[0], -other[1]))


@given(numbers | texts.filter(bool))
def test_missing_comes_last_either_way(value: object) -> None:
    for turned in (False, True):
        assert sortkeys.element(value, turned=turned) < sortkeys.element(None, turned=turned)


def test_partial_dates_come_before_the_days_in_them() -> None:
    dates = ["1968-12-31", "1969", "1969-07", "1969-07-20", "1970"]
    assert sorted(dates, key=sortkeys.text) == dates
    assert sorted(dates, key=lambda date: sortkeys.text(date, turned=True)) == dates[::-1]


def test_a_long_text_is_cut() -> None:
    assert len(sortkeys.text("x" * 1_000)) == sortkeys.LONGEST + 2


def test_what_has_no_order_counts_as_missing() -> None:
    assert {sortkeys.element(value) for value in (None, "", [], {}, float("nan"))} == {sortkeys.MISSING}
