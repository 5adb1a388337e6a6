"""How candidates are judged: properties that always hold, and a table of cases that people argue about."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.library.matching.score import judge, likeness, score, year_factor
from mediad_sdk.values.metadata import Candidate, Query

titles = st.text(min_size=1, max_size=30)
years = st.none() | st.integers(1890, 2030)


def query(title: str, year: int | None = None, **more: str) -> Query:
    return Query(kind="film", title=title, year=year, ids=more)


def candidate(id_: str, *called: str, year: int | None = None, weight: float = 0.0, **ids: str) -> Candidate:
    return Candidate(id=id_, titles=called, year=year, weight=weight, ids=ids)


@given(titles, titles)
def test_likeness_is_the_same_both_ways_and_between_0_and_1(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(titles, years)
def test_what_is_called_the_same_in_the_same_year_fits_perfectly(title: str, year: int | None) -> None:
    assert score(query(title, year), candidate("1", title, year=year), "tmdb") == 1.0


@given(titles, titles, st.integers(1900, 2020), st.integers(-40, 40), st.integers(-40, 40))
def test_a_year_further_away_never_fits_better(one: str, other: str, year: int, near: int, far: int) -> None:
    near, far = sorted((near, far), key=abs)
    asked = query(one, year)
    scores = [score(asked, candidate("1", other, year=year + apart), "tmdb") for apart in (near, far)]
    assert scores[0] >= scores[1]


@given(st.integers(1900, 2020), st.integers(1900, 2020))
def test_years_count_the_same_both_ways(one: int, other: int) -> None:
    assert year_factor(one, other) == year_factor(other, one)


@given(titles, titles, years, years)
def test_an_id_decides_whatever_all_else_says(one: str, other: str, year: int | None, theirs: int | None) -> None:
    asked = query(one, year, imdb="tt1", tmdb="7")
    assert score(asked, candidate("8", other, year=theirs, imdb="tt1"), "tmdb") == 1.0
    assert score(asked, candidate("7", other, year=theirs), "tmdb") == 1.0
    assert score(asked, candidate("8", one, year=year), "tmdb") == 0.0


@given(titles, titles, titles)
def test_every_title_of_a_candidate_counts(one: str, other: str, third: str) -> None:
    alone = [score(query(one), candidate("1", each), "tmdb") for each in (other, third)]
    assert score(query(one), candidate("1", other, third), "tmdb") == max(alone)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Ocean's Eleven", "OCEANS 11", 1.0),
        ("The Thing", "Thing", 0.94),
        ("Birdman", "Birdman or (The Unexpected Virtue of Ignorance)", 0.88),
        ("Alien: Covenant", "Alien: Romulus", 0.35),
        ("Rocky", "Rocky II", 0.53),
        ("Up", "Us", 0.0),
    ],
)
def test_each_rule_of_the_formula_gives_its_number(one: str, other: str, like: float) -> None:
    assert round(likeness(one, other), 2) == like


class Case(NamedTuple):
    """A hard case: what is asked, what there is, and what must become of it ("" is nobody, "?" asks)."""

    asked: Query
    there: tuple[Candidate, ...]
    meant: str


_FILMS = {
    "the year tells remakes apart": Case(
        query("Scarface", 1983), (candidate("a", "Scarface", year=1932), candidate("b", "Scarface", year=1983)), "b"
    ),
    "the year of the file is that of the release here": Case(
        query("Amélie", 2002), (candidate("a", "Amélie", "Le Fabuleux Destin d'Amélie Poulain", year=2001),), "a"
    ),
    "the very year goes before the next one": Case(
        query("Hercules", 2014),
        (candidate("a", "Hercules", year=2013, weight=0.1), candidate("b", "Hercules", year=2014)), "b",
    ),
    "two of one year, and one that nobody asks for": Case(
        query("Pinocchio", 2022),
        (candidate("a", "Pinocchio", year=2022, weight=0.1), candidate("b", "Pinocchio", year=2022, weight=0.7)), "b",
    ),
    "two of one year, and both are asked for": Case(
        query("Pinocchio", 2022),
        (candidate("a", "Pinocchio", year=2022, weight=0.6), candidate("b", "Pinocchio", year=2022, weight=0.7)), "?",
    ),
    "no year, one film": Case(query("Casablanca"), (candidate("a", "Casablanca", year=1942),), "a"),
    "no year, two films": Case(
        query("Hamlet"), (candidate("a", "Hamlet", year=1990), candidate("b", "Hamlet", year=1996)), "?"
    ),
    "no year, and all the world means one": Case(
        query("The Matrix"),
        (candidate("a", "The Matrix", year=1999, weight=0.8), candidate("b", "The Matrix", year=2004)), "a",
    ),
    "another film of the title, many years apart": Case(
        query("Robin Hood", 2018), (candidate("a", "Robin Hood", year=1973),), ""
    ),
    "a foreign name": Case(
        query("Das Leben der Anderen", 2006),
        (candidate("a", "The Lives of Others", "Das Leben der Anderen", year=2006),), "a",
    ),
    "marks and case": Case(query("LEON DER PROFI", 1994), (candidate("a", "Léon \u2013 Der Profi", year=1994),), "a"),
    "ß and ss": Case(query("Das grosse Fressen", 1973), (candidate("a", "Das große Fressen", year=1973),), "a"),
    "an article less": Case(query("Thing", 1982), (candidate("a", "The Thing", year=1982),), "a"),
    "an article behind a comma": Case(query("Matrix, The", 1999), (candidate("a", "The Matrix", year=1999),), "a"),
    "an article that is a word": Case(
        query("Die Hard", 1988), (candidate("a", "Hard", year=1988), candidate("b", "Die Hard", year=1988)), "b"
    ),
    "a sequel in roman numerals": Case(
        query("Rocky 2", 1979), (candidate("a", "Rocky", year=1976), candidate("b", "Rocky II", year=1979)), "b"
    ),
    "a sequel is not the first one, without a year": Case(
        query("Rocky"), (candidate("a", "Rocky II", year=1979), candidate("b", "Rocky", year=1976)), "b"
    ),
    "a sequel alone is not the first one": Case(query("Rocky"), (candidate("a", "Rocky II", year=1979),), ""),
    "a part in words": Case(query("Dune Part 2", 2024), (candidate("a", "Dune: Part Two", year=2024),), "a"),
    "numbers in words": Case(query("Oceans 11", 2001), (candidate("a", "Ocean's Eleven", year=2001),), "a"),
    "a number that is the title": Case(
        query("1917", 2019), (candidate("a", "1917", year=2019), candidate("b", "1918", year=2019)), "a"
    ),
    "a number that belongs to the title": Case(
        query("Blade Runner", 2017), (candidate("a", "Blade Runner 2049", year=2017),), ""
    ),
    "and, & and +": Case(query("Fast and Furious", 2009), (candidate("a", "Fast & Furious", year=2009),), "a"),
    "a subtitle less": Case(
        query("Birdman", 2014), (candidate("a", "Birdman or (The Unexpected Virtue of Ignorance)", year=2014),), "a"
    ),
    "a subtitle less, and another year": Case(
        query("Alien", 2016), (candidate("a", "Alien: Covenant", year=2017),), "?"
    ),
    "a singular and a plural": Case(query("Aliens"), (candidate("a", "Alien", year=1979),), "?"),
    "a slip of the pen": Case(query("Eternal Sunshine of the Spotles Mind", 2004), (
        candidate("a", "Eternal Sunshine of the Spotless Mind", year=2004),), "a",
    ),
    "nearly the title, and nearly the year": Case(
        query("The Hills Have EyesII", 2007), (candidate("a", "The Hills Have Eyes", year=2006),), "?"
    ),
    "short titles that differ": Case(query("Up", 2009), (candidate("a", "Us", year=2009),), ""),
    "one letter": Case(query("M", 1931), (candidate("a", "M", "M \u2013 Mörder unter uns", year=1931),), "a"),
    "signs alone": Case(query("...", 2010), (candidate("a", "!!!", year=2010),), ""),
    "another script": Case(
        query("千と千尋の神隠し", 2001), (candidate("a", "Spirited Away", "千と千尋の神隠し", year=2001),), "a"
    ),
    "leet": Case(query("Seven", 1995), (candidate("a", "Se7en", year=1995),), ""),
    "leet, with every title told": Case(query("Seven", 1995), (candidate("a", "Se7en", "Seven", year=1995),), "a"),
    "strangers of one year": Case(query("Parasite", 2019), (candidate("a", "Joker", year=2019),), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", _FILMS.values(), ids=_FILMS.keys())
def test_a_hard_case_comes_out_as_people_would_have_it(case: Case) -> None:
    verdict = judge(case.asked, case.there, "tmdb")
    told = verdict.taken.id if verdict.taken else {"ask": "?", "none": ""}[verdict.state]
    assert told == case.meant, [(each.candidate.titles[0], round(each.score, 2)) for each in verdict.ranked]
