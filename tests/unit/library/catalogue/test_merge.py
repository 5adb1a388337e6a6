"""The merge is a function of what is said, not of when it was said."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mediad.library.catalogue.merge import Said, alone, merge, tells
from mediad.library.kinds import RANKS, Rules, places

RULES = Rules(
    ranks=places(RANKS), special={"year": places(("name", "tags"))}, unions=frozenset({"genres", "ids", "orderings"})
)

texts = st.text(max_size=4)
ids = st.fixed_dictionaries({"scheme": st.sampled_from("ab"), "value": st.sampled_from("12")})
bodies = st.fixed_dictionaries(
    {},
    optional={
        "title": texts | st.none(),
        "year": st.integers(1900, 1905),
        "genres": st.lists(st.sampled_from(["Rock", "Pop", "Jazz"]), max_size=3),
        "ids": st.lists(ids, max_size=3),
        "dates": st.lists(st.fixed_dictionaries({"value": texts}), max_size=2),
    },
)
papers = st.builds(
    Said,
    source=st.sampled_from([*RANKS, "odd", "other"]),
    fields=bodies,
    instance=st.sampled_from(["", "one"]),
    folder=st.integers(0, 3),
    file=st.integers(0, 3),
)
locks = st.dictionaries(st.sampled_from(["title", "genres", "mood"]), texts | st.none(), max_size=2)


@given(st.lists(papers, max_size=6), locks, st.randoms())
def test_the_order_of_arrival_does_not_matter(said: list[Said], locked: dict[str, Any], random: Any) -> None:
    shuffled = random.sample(said, len(said))
    assert merge(shuffled, RULES, locked) == merge(said, RULES, locked)


@given(st.lists(papers, max_size=6), locks)
def test_a_lock_stands_above_every_source(said: list[Said], locked: dict[str, Any]) -> None:
    merged = merge(said, RULES, locked)
    for name, value in locked.items():
        assert merged.fields.get(name) == (value if tells(value) else None)
        assert merged.origin.get(name, ["lock"]) == ["lock"]


@given(st.lists(papers, max_size=6))
def test_what_wins_was_said_by_nobody_better(said: list[Said]) -> None:
    merged = merge(said, RULES)
    for name, value in merged.fields.items():
        speakers = [each for each in said if tells(each.fields.get(name))]
        best = min(RULES.rank(name, each.source) for each in speakers)
        if name in RULES.unions:
            assert all(item in value for each in speakers for item in each.fields[name])
        else:
            assert value in [each.fields[name] for each in speakers if RULES.rank(name, each.source) == best]


@given(st.lists(papers, max_size=6))
def test_saying_it_twice_says_no_more(said: list[Said]) -> None:
    assert merge([*said, *said], RULES).fields == merge(said, RULES).fields


@given(papers)
def test_one_document_is_merged_by_the_short_way(said: Said) -> None:
    stored = {name: value for name, value in said.fields.items() if tells(value)}
    assert alone(stored, RULES) == merge([said], RULES).fields


@given(st.lists(papers, max_size=5))
def test_merging_a_merge_changes_nothing(said: list[Said]) -> None:
    fields = merge(said, RULES).fields
    assert alone(fields, RULES) == fields


def test_ranks_decide_and_a_field_may_have_its_own() -> None:
    said = [
        Said(source="name", fields={"title": "n", "year": 1}),
        Said(source="tags", fields={"title": "t", "year": 2}),
    ]
    merged = merge(said, RULES)
    assert merged.fields == {"title": "t", "year": 1}
    assert merged.origin == {"title": ["tags"], "year": ["name"]}


def test_lists_are_joined_best_source_first_and_each_item_once() -> None:
    said = [
        Said(source="name", fields={"genres": ["Pop", "Rock"]}),
        Said(source="person", fields={"genres": ["Jazz", "Rock"]}),
    ]
    merged = merge(said, RULES)
    assert merged.fields["genres"] == ["Jazz", "Rock", "Pop"]
    assert merged.origin["genres"] == ["person", "name"]


def test_one_place_per_order_the_best_source_has_it() -> None:
    said = [
        Said(source="name", fields={"orderings": [{"scheme": "dvd", "position": 1}]}),
        Said(
            source="tags", fields={"orderings": [{"scheme": "dvd", "position": 2}, {"scheme": "aired", "position": 3}]}
        ),
    ]
    assert [each["position"] for each in merge(said, RULES).fields["orderings"]] == [2, 3]


def test_empty_values_say_nothing() -> None:
    said = [Said(source="person", fields={"title": "", "genres": []}), Said(source="name", fields={"title": "t"})]
    assert merge(said, RULES).fields == {"title": "t"}


def test_a_lock_to_nothing_hides_a_field() -> None:
    assert merge([Said(source="tags", fields={"title": "t"})], RULES, {"title": None}).fields == {}
