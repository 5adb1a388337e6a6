"""What is written is read again, and what somebody else wrote stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediad_plugin_nfo import write
from mediad_plugin_nfo.document import EPISODE, FILM
from mediad_plugin_nfo.errors import BadSidecar
from mediad_plugin_nfo.read import fields

KEPT = """<?xml version="1.0" encoding="UTF-8"?>
<!-- by hand -->
<movie>
  <title>Lamp</title>
  <!-- mine -->
  <ratings><rating name="imdb" max="10" default="true"><value>6.1</value><votes>10</votes></rating></ratings>
  <userrating>9</userrating>
  <playcount>3</playcount>
  <thumb aspect="poster">https://example.org/p.jpg?a=1&amp;b=2</thumb>
  <id>tt0000001</id>
  <genre>Drama</genre>
  <actor><name>J. Wick</name><role>Keeper</role><thumb>https://example.org/j.jpg</thumb></actor>
  <fileinfo><streamdetails><video><codec>h264</codec></video></streamdetails></fileinfo>
  <unknown kind="x">kept<deep/></unknown>
</movie>
https://www.imdb.com/title/tt0000001/
"""
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)
TEXT = WORDS.map(str.strip).filter(bool)
NAMES = st.lists(TEXT, min_size=1, max_size=4)


def credit(role: str, kind: str, *, cast: bool = False) -> Any:
    more = {"character": TEXT} if cast else {}
    return st.lists(
        st.fixed_dictionaries({"name": TEXT, "role": st.just(role), "kind": st.just(kind)}, optional=more),
        max_size=3, unique_by=lambda each: each["name"],
    )  # fmt: skip


CREDITS = st.tuples(
    credit("director", "person"), credit("writer", "person"), credit("actor", "person", cast=True),
    credit("studio", "studio"),
).map(lambda each: [*each[0], *each[1], *each[2], *each[3]])  # fmt: skip  # in the order of a document
DATES = st.one_of(
    st.dates().map(str), st.integers(1000, 9999).map(str), st.integers(1000, 9999).map(lambda year: f"{year}-07")
)
IDS = st.fixed_dictionaries(
    {}, optional={
        "tmdb": st.integers(1, 10**8).map(lambda each: {"scheme": "tmdb", "value": str(each), "entity": "movie"}),
        "imdb": st.integers(10**6, 10**8).map(
            lambda each: {"scheme": "imdb", "value": f"tt{each}", "entity": "title"}
        ),
        "wikidata": st.integers(1, 99).map(lambda each: {"scheme": "wikidata", "value": f"Q{each}", "entity": ""}),
    },
).map(lambda each: [*each.values()])  # fmt: skip  # a table
CERTIFICATES = st.lists(
    st.sampled_from([
        {"country": "US", "system": "MPAA", "value": "PG-13", "age": 13},
        {"country": "DE", "system": "FSK", "value": "12", "age": 12},
        {"country": "GB", "system": "BBFC", "value": "15", "age": 15},
    ]), min_size=1, max_size=3, unique_by=lambda each: each["country"],
)  # fmt: skip  # as boards say them
DOCUMENTS = st.fixed_dictionaries(
    {}, optional={
        "title": TEXT, "sort_title": TEXT, "overview": TEXT, "tagline": TEXT, "genres": NAMES, "tags": NAMES,
        "countries": NAMES, "titles": TEXT.map(lambda each: [{"value": each, "use": "original"}]),
        "dates": DATES.map(lambda each: [{"value": each, "use": "original"}]), "ids": IDS, "credits": CREDITS,
        "certificates": CERTIFICATES, "rating": st.integers(1, 100),
        "collections": st.lists(TEXT, min_size=1, max_size=2, unique=True).map(
            lambda each: [{"title": title} for title in each]
        ),
    },
).map(lambda each: {name: value for name, value in each.items() if value})  # fmt: skip  # what is empty says nothing


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault of the writer
@given(DOCUMENTS)
def test_what_is_written_is_read_again(document: dict[str, Any]) -> None:
    data = write.film(document, b"")
    assert fields(FILM, data) == document
    assert write.film(document, data) == data


@given(DOCUMENTS)
def test_what_is_written_over_a_file_of_another_program_is_read_and_the_rest_stays(document: dict[str, Any]) -> None:
    data = write.film(document, KEPT.encode())
    found = fields(FILM, data)
    singles = document.keys() - {"credits", "ids"}
    assert {name: found[name] for name in singles} == {name: document[name] for name in singles}
    assert all(each in found["ids"] for each in document.get("ids", ()))
    assert found["people"] == [{"plays": 3, "rating": 90, "source": "nfo"}]
    text = data.decode()
    for kept in (
        "<!-- by hand -->",
        "<!-- mine -->",
        "?a=1&amp;b=2</thumb>",
        '<unknown kind="x">kept<deep/></unknown>',
        "<codec>h264<",
    ):
        assert kept in text
    assert text.rstrip().endswith("https://www.imdb.com/title/tt0000001/")
    assert write.film(document, data) == data


def test_an_actor_who_stays_keeps_the_picture_and_a_rating_its_votes() -> None:
    said = {"rating": 72, "credits": [
        {"name": "J. Wick", "role": "actor", "kind": "person", "character": "Keeper"},
        {"name": "M. Oil", "role": "actor", "kind": "person"},
    ]}  # fmt: skip  # one document
    text = write.film(said, KEPT.encode()).decode()
    assert "<role>Keeper</role><thumb>https://example.org/j.jpg</thumb></actor>" in text
    assert "<votes>10</votes>" in text
    assert (fields(FILM, text.encode())["rating"], text.count('default="true"')) == (72, 1)


def test_nothing_new_is_the_same_bytes_and_what_is_not_known_takes_nothing_away() -> None:
    assert write.film({}, KEPT.encode()) == KEPT.encode()
    assert write.film({"title": "Lamp", "genres": ["Drama"]}, KEPT.encode()) == KEPT.encode()


def test_what_somebody_did_is_never_written() -> None:
    assert b"playcount" not in write.film({"title": "x", "people": [{"plays": 2, "rating": 80}]}, b"")


@pytest.mark.parametrize("before", [b"<movie><title>x</title><plot>Dar", b"drawn letters", b"<!DOCTYPE a><movie/>"])
def test_a_file_that_cannot_be_kept_whole_is_not_written_over(before: bytes) -> None:
    with pytest.raises(BadSidecar):
        write.film({"title": "y"}, before)


def test_the_day_of_an_episode_is_written_as_the_day_that_it_was_aired() -> None:
    said = {"title": "Fog", "dates": [{"value": "2008-01-20", "use": "aired"}]}
    before = b"<episodedetails><season>1</season><episode>2</episode><aired>2008-01-21</aired></episodedetails>"
    data = write.episode(said, before)
    assert fields(EPISODE, data) == said
    assert b"<episode>2</episode>" in data
