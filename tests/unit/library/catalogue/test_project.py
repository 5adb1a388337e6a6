"""What a subject is listed by, filtered by and found by."""

from __future__ import annotations

from typing import Any

import pytest

from mediad.library.catalogue.project import UNLISTED, Facts, Projection, project
from mediad.library.catalogue.words import search_words
from mediad.library.kinds import RANKS, Rules, places
from mediad_sdk import ADDED, TITLE, Facet, Kind, Sort
from mediad_sdk.text import sort_text

KIND = Kind(
    id="film",
    label="Film",
    plural="Films",
    facets=(
        Facet(name="genre", field="genres"),
        Facet(name="year", field="dates"),
        Facet(name="by", field="credits", role="director"),
    ),
    sorts=(
        TITLE,
        ADDED,
        Sort(name="newest", by=("-date", "title")),
        Sort(name="place", by=("position",)),
        Sort(name="rank", by=("score",)),
        Sort(name="director", by=("credit:director",)),
    ),
)


def facts(title: str = "T", added: int = 0, **fields: Any) -> Facts:
    return Facts(fields, title, added)


def order(sort: str, *works: Facts) -> list[str]:
    keyed = [(dict(project(KIND, each).keys)[sort], each.title) for each in works]
    return [title for _, title in sorted(keyed)]


def test_articles_step_back_and_numbers_count() -> None:
    titles = ["Alien 10", "The Birds", "Alien 2", "Ärger", "A Bug"]
    assert order("title", *map(facts, titles)) == ["Alien 2", "Alien 10", "Ärger", "The Birds", "A Bug"]


def test_a_sort_title_goes_before_the_title() -> None:
    assert order("title", facts("Zorro", sort_title="Aaa"), facts("Batman")) == ["Zorro", "Batman"]


def test_newest_comes_first_and_what_has_no_date_last() -> None:
    works = (facts("None"), facts("Old", dates=["1969"]), facts("New", dates=[{"value": "2018-07"}]))
    assert order("newest", *works) == ["New", "Old", "None"]


def test_the_original_date_counts() -> None:
    work = facts(dates=[{"value": "2019", "use": "edition"}, {"value": "1969", "use": "original"}])
    assert (work.date, work.year) == ("1969", 1969)


def test_places_sort_by_value_then_label() -> None:
    def at(label: str, value: float) -> Facts:
        return facts(label, position={"label": label, "value": value})

    assert order("place", at("10", 10), at("A2", 2), at("A1", 2), at("½", 0.5), facts("?")) == [
        "½",
        "A1",
        "A2",
        "10",
        "?",
    ]


def test_any_field_sorts_by_its_first_value() -> None:
    assert order("rank", facts("low", score=1.5), facts("high", score=[20]), facts("odd", score={"a": 1})) == [
        "low",
        "high",
        "odd",
    ]


def test_credits_sort_by_their_sort_name() -> None:
    lynch = [{"name": "David Lynch", "role": "director", "sort": "Lynch, David"}]
    allen = [{"name": "Woody Allen", "role": "director", "sort": "Allen, Woody"}]
    assert order("director", facts("L", credits=lynch), facts("A", credits=allen)) == ["A", "L"]


def test_facets_are_folded_and_each_value_counts_once() -> None:
    work = facts(
        genres=["Sci-Fi", "sci fi", "Drama"],
        dates=["1979-05"],
        credits=[{"name": "Ridley Scott", "role": "director"}, {"name": "Sigourney Weaver", "role": "actor"}],
    )
    assert project(KIND, work).facets == (
        ("genre", "sci fi", "Sci-Fi"),
        ("genre", "drama", "Drama"),
        ("year", "1979", "1979"),
        ("by", "ridley scott", "Ridley Scott"),
    )


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Der Himmel über Berlin", "himmel uber berlin"), ("Das Boot", "boot"), ("Les Misérables", "miserables"),
        ("L'Avventura", "avventura"), ("L\u2019été", "ete"), ("El Topo", "topo"), ("Los olvidados", "olvidados"),
        ("Il Gattopardo", "gattopardo"), ("Un'altra vita", "altra vita"), ("An American in Paris", "american in paris"),
        ("The", "the"), ("Die", "die"), ("A", "a"), ("L'", "l"), ("Die Hard", "die hard"), ("La La Land", "la la land"),
        ("Los Angeles Plays Itself", "los angeles plays itself"), ("Den of Thieves", "den of thieves"),
        ("As Good as It Gets", "as good as it gets"), ("I Am Legend", "i am legend"), ("The The", "the"),
    ],
)  # fmt: skip
def test_articles_of_many_languages_step_back(title: str, key: str) -> None:
    assert sort_text(title) == key


def test_what_was_written_can_be_read_back_exactly() -> None:
    written = project(KIND, facts("Alien", genres=["Horror"], dates=["1979"]))
    assert Projection.unpacked(written.packed()) == written
    assert Projection.unpacked(b"") == UNLISTED


@pytest.mark.parametrize(
    ("title", "word"), [("!!!", "x212121"), ("千と千尋", "と千"), ("Björk", "bjork"), ("½", "2")], ids=str
)
def test_every_title_can_be_found(title: str, word: str) -> None:
    rules = Rules(ranks=places(RANKS), search=("overview",))
    assert word in search_words("film", rules, facts(title)).split()


def test_words_come_from_titles_credits_and_declared_fields_once_each() -> None:
    rules = Rules(ranks=places(RANKS), search=("overview",))
    work = facts("Alien", titles=[{"value": "Obcy"}], credits=[{"name": "Alien Ant"}], overview="In space.", note="no")
    assert search_words("film", rules, work) == "alien obcy ·alien ·obcy ant in space ¶film"


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"title": "Heat", "dates": ["1995"]}, "heat 1995"),
        ({"title": "Ocean's Eleven"}, "oceans ocean eleven 11"),
        ({"title": "Ocean\u2019s 11"}, "oceans eleven"),
        ({"title": "S.W.A.T."}, "swat"),
        ({"title": "Spider-Man"}, "spiderman spider man"),
        ({"title": "Rocky II"}, "2 two ii"),
        ({"title": "Leon", "credits": [{"name": "Reno", "as": "J. Reno", "character": "The Cleaner"}]}, "cleaner j"),
        ({"title": "Heat", "ids": [{"scheme": "imdb", "value": "tt0113277"}]}, "tt0113277"),
    ],
    ids=str,
)
def test_what_people_type_is_among_the_words(fields: dict[str, Any], asked: str) -> None:
    rules = Rules(ranks=places(RANKS), has_ids=True)
    assert set(asked.split()) <= set(search_words("film", rules, facts(**fields)).split())


def test_ids_are_words_only_where_works_are_looked_up_by_them() -> None:
    work = facts("Track", ids=[{"scheme": "isrc", "value": "USRC17607839"}])
    assert search_words("film", Rules(ranks=places(RANKS)), work) == "track ¶film"
