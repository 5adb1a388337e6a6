"""Kinds outlive their plugins, and their rules are what they declare."""

from __future__ import annotations

from mediad.library.kinds import KindTable
from mediad_sdk import Facet, Field, Kind, Line, MediaType, Sort
from mediad_sdk.values.kinds import KindExtension

FILM = Kind(
    id="film",
    label="Film",
    plural="Films",
    fields=(
        Field(name="genres", merge="union"),
        Field(name="ids", search=True),
        Field(name="tags", merge="replace"),
        Field(name="title", ranks=("provider", "name")),
    ),
)
TABLE = KindTable(
    [MediaType(id="films", label="Films", kinds=(FILM,), claim="", extract="", assemble="", ranks=("tags", "name"))]
)


def test_a_kind_knows_its_media_type_and_rules() -> None:
    rules = TABLE.rules("film")
    assert TABLE.type_of("film") == "films"
    assert rules.rank("overview", "tags") < rules.rank("overview", "name") < rules.rank("overview", "odd")
    assert rules.rank("title", "provider") < rules.rank("title", "name")
    assert rules.search == ("ids",)


def test_a_field_may_join_or_replace_against_the_core() -> None:
    unions = TABLE.rules("film").unions
    assert {"genres", "ids", "titles"} <= unions
    assert "tags" not in unions


def test_a_kind_whose_plugin_is_gone_stays_readable() -> None:
    assert "song" not in TABLE
    assert TABLE.kind("song").plural == "song"
    assert TABLE.type_of("song") == ""
    assert TABLE.rules("song").rank("title", "person") == 0


def test_a_kind_is_called_by_its_id_and_by_what_lines_call_its_leaves() -> None:
    leaves = tuple(Kind(id=name, label=name, plural=name, line=Line(leaf="comic")) for name in ("issue", "volume"))
    table = KindTable([MediaType(id="c", label="C", kinds=(FILM, *leaves), claim="", extract="", assemble="")])
    assert [table.called(name) for name in ("issue", "comic", "none", "")] == [
        ("issue",), ("issue", "volume"), (), (),
    ]  # fmt: skip  # one row
    assert table.meant(["volume", "comic", "none"]) == ("volume", "issue", "none")


SHELF = KindExtension(
    id="shelves",
    kind="film",
    fields=(Field(name="shelves_place", search=True), Field(name="genres")),
    facets=(Facet(name="place", field="shelves_place"),),
    sorts=(Sort(name="place", by=("shelves_place", "title")),),
)


def test_an_extension_adds_to_anothers_kind_and_takes_nothing_from_it() -> None:
    table = KindTable(list(TABLE.types.values()), extensions=[SHELF])
    film = table.kind("film")
    assert [each.name for each in film.fields] == ["genres", "ids", "tags", "title", "shelves_place"]
    assert [each.name for each in film.facets] == ["place"]
    assert [each.name for each in film.sorts] == ["title", "added", "place"]
    assert table.rules("film").search == ("ids", "shelves_place")
    assert "genres" in table.rules("film").unions


def test_an_extension_waits_for_its_kind_and_who_holds_the_table_sees_it_come_and_go() -> None:
    table = KindTable((), extensions=[SHELF])
    assert table.all() == ()
    empty, types = table.all(), table.types
    table.set(list(TABLE.types.values()), extensions=[SHELF])
    assert table.all() is not empty
    assert table.all() is table.all()
    assert (list(types), [each.name for each in table.kind("film").facets]) == (["films"], ["place"])
    table.set(list(TABLE.types.values()))
    assert table.kind("film").facets == ()
    table.set(())
    assert ("film" in table, list(types)) == (False, [])
