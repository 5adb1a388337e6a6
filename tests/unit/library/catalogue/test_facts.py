"""Documents are read as their authors wrote them, within the rules or beside them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mediad.library.catalogue import facts
from mediad.library.catalogue.merge import alone
from mediad.library.catalogue.project import Projection
from mediad.library.catalogue.views import best_picture, better_name, brief_of, parties_of, see
from mediad.library.kinds import KindTable
from mediad.storage.ports.subjects import Subject
from mediad_sdk import ADDED, TITLE, Facet, Field, Kind, MediaType, Sort
from mediad_sdk.plain import dumps, loads

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "value", "age", "scheme"]), inner, max_size=3)
    ),
    max_leaves=8,
)
MORE = ("sort_title", "availability", "extra", "genres", "score", "credits", "orderings", "ids", "dates", "position")
FIELDS = ("title", "titles", "dates", "ids", "credits", "certificates", "position", "orderings")


@given(st.dictionaries(st.sampled_from(FIELDS), json_values))
def test_nothing_that_a_plugin_says_makes_reading_fail(fields: dict[str, Any]) -> None:
    assert isinstance(facts.title_of(fields, "x"), str)
    assert isinstance(facts.date_of(fields), str)
    facts.ids_of(fields)
    facts.age_of(fields)
    facts.place_of(fields)
    facts.orderings_of(fields)
    facts.printed(facts.credits_of(fields))
    loads(dumps(fields))


def test_credits_are_printed_with_their_phrases() -> None:
    names = [{"name": "A", "join": " feat. "}, {"name": "B"}, {"name": "C", "join": "!"}]
    assert facts.printed(names) == "A feat. B, C"


@given(st.text(min_size=1, max_size=5), st.text(min_size=1, max_size=5), st.text(min_size=1, max_size=5))
def test_the_better_name_does_not_depend_on_order(one: str, other: str, third: str) -> None:
    assert better_name(one, other) == better_name(other, one)
    assert better_name(better_name(one, other), third) == better_name(one, better_name(other, third))


def test_a_cover_stands_for_a_work_before_a_backdrop() -> None:
    assert best_picture([("backdrop", 0, "b"), ("cover", 1, "d"), ("cover", 0, "c")]) == "c"


@given(st.dictionaries(st.sampled_from(MORE), json_values))
def test_nothing_that_a_plugin_says_makes_listing_fail(fields: dict[str, Any]) -> None:
    kind = Kind(
        id="k",
        label="K",
        plural="Ks",
        fields=(Field(name="overview", search=True),),
        facets=(Facet(name="genre", field="genres"), Facet(name="by", field="credits"), Facet(name="y", field="dates")),
        sorts=(TITLE, ADDED, Sort(name="s", by=("-score", "position", "credit:x", "-date"))),
    )
    table = KindTable([MediaType(id="t", label="T", kinds=(kind,), claim="", extract="", assemble="")])
    view = see(table, Subject(1, "u", "k", 0, 0, "key"), alone(fields, table.rules("k")))
    parties_of(table, view)
    loads(brief_of(view, None, "", 0))
    assert Projection.unpacked(view.projection.packed()) == view.projection
