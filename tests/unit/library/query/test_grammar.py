"""The query language: what is typed is understood, written again and understood the same; mistakes name their place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.library.query.grammar import Between, Is, Mistake, Query, Term, parse, write

TEXTS = st.text('ab- :",.\\<>\u00e9\u3000', min_size=1, max_size=8).filter(str.strip) | st.sampled_from(["OR", "year:"])
BOUNDS = st.text("0123456789-dm", min_size=1, max_size=6)
VALUES = st.one_of(
    TEXTS.map(Is),
    st.builds(Between, BOUNDS, BOUNDS),
    st.builds(lambda low, is_open: Between(low=low, is_open=is_open), BOUNDS, st.booleans()),
    st.builds(lambda high, is_open: Between(high=high, is_open=is_open), BOUNDS, st.booleans()),
)
NAMES = st.sampled_from(["kind", "genre", "taken_month", "year"])
TERMS = st.one_of(
    st.builds(lambda text, negated: Term("", (Is(text),), negated), TEXTS, st.booleans()),
    st.builds(Term, NAMES, st.lists(VALUES, min_size=1, max_size=3).map(tuple), st.booleans()),
)
SORTS = st.sampled_from(["", "title", "-year", "a b"])
QUERIES = st.builds(
    lambda terms, sort, limit: Query(tuple(terms), sort.removeprefix("-"), sort.startswith("-"), limit),
    st.lists(TERMS, max_size=6), SORTS, st.none() | st.integers(1, 1_000_000),
)  # fmt: skip


@given(QUERIES)
def test_what_is_written_is_read_as_the_same_query(query: Query) -> None:
    assert parse(write(query)) == query


@given(st.text(max_size=60) | st.text('a:-"\\,.<> ', max_size=30))
def test_any_text_is_a_query_or_a_mistake_with_a_place(text: str) -> None:
    try:
        query = parse(text)
    except Mistake as found:
        mistake = found
    else:
        assert parse(write(query)) == query
        return
    assert 0 <= mistake.at <= len(text)
    assert mistake.places[0][1]


def test_every_part_of_the_language_is_understood() -> None:
    query = parse(
        'alien kind:film,episode year:1990..1999 genre:"Science Fiction" -tag:seen rating:>=80 added:<30d unwatched '
        '-"ridley \\"r\\" scott" sort:-year limit:50'
    )
    assert query.terms == (
        Term("", (Is("alien"),)),
        Term("kind", (Is("film"), Is("episode"))),
        Term("year", (Between("1990", "1999"),)),
        Term("genre", (Is("Science Fiction"),)),
        Term("tag", (Is("seen"),), negated=True),
        Term("rating", (Between("80"),)),
        Term("added", (Between(high="30d", is_open=True),)),
        Term("is", (Is("unwatched"),)),
        Term("", (Is('ridley "r" scott'),), negated=True),
    )
    assert (query.sort, query.falling, query.limit) == ("year", True, 50)


@pytest.mark.parametrize(
    "text", ["Mission: Impossible", "2001: A Space Odyssey", "2001:x", "-", "AC/DC", '"unwatched"']
)
def test_titles_are_words(text: str) -> None:
    assert {term.name for term in parse(text).terms} == {""}


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ('star "wars', 5, "never closed"),
        ("genre:a,", 8, "missing"),
        ('genre:""', 6, "missing"),
        ("year:>", 5, "nothing stands behind"),
        ("a year:1..2..3", 7, "low..high"),
        ("limit:none", 0, "number"),
        ("limit:0", 0, "number"),
        ("limit:1 alien limit:2", 14, "already"),
        ("sort:title sort:-title", 11, "already"),
        ("x -sort:title", 2, "one value"),
        ("x sort:a,b", 2, "one value"),
        ("genre:" + ",".join("a" * 51), 0, "at most 50"),
        (" ".join("a" * 41), 80, "at most 40"),
        ("a" * 1001, 1000, "at most 1000"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_place_and_what_to_do(text: str, at: int, said: str) -> None:
    with pytest.raises(Mistake, match=f"character {at + 1}\\b") as refused:
        parse(text)
    assert said in refused.value.places[0][1]


@pytest.mark.parametrize("text", ['"' * 999, "a:" * 500, "-" * 1000, "a:b," * 250, "\\" * 999, ":" * 1000])
def test_reading_takes_no_time_whatever_is_typed(text: str) -> None:
    began = time.process_time()
    for _ in range(20):
        try:
            parse(text)
        except Mistake:
            continue
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("kind:film OR kind:book", 10, "`kind:film,book`"), ("tin AND oil", 4, "leave it out"),
        ("tin NOT oil", 4, "`-genre:horror`"), ("tin kind: film", 4, "right behind"), ("Year:", 0, "right behind"),
    ],
)  # fmt: skip  # a table
def test_habits_of_other_languages_are_refused_with_what_is_typed_here(text: str, at: int, told: str) -> None:
    with pytest.raises(Mistake) as refused:
        parse(text)
    assert (refused.value.at, told in refused.value.places[0][1]) == (at, True)


@pytest.mark.parametrize("text", ['"OR" tin', "or not and", "Mission: Impossible", '"kind:"', "(500) days"])
def test_the_same_in_quotes_or_as_words_of_titles_is_searched_for(text: str) -> None:
    query = parse(text)
    assert {term.name for term in query.terms} == {""}
    assert parse(write(query)) == query
