"""Kinds outlive their plugins, and their rules are what they declare."""

from __future__ import annotations

from mediad.library.kinds import KindTable
from mediad_sdk import Field, Kind, MediaType

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
