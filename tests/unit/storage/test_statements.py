"""Named SQL is found, compiled once, and left alone where a colon is no placeholder."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediad.storage.statements import Statements, compile_placeholders, parse

TEXT = """
-- A file may begin with words of its own.

-- name: find
-- Finds one,
-- by both.
SELECT a FROM t
WHERE a = :a AND b = :b AND (a > :a OR :c IS NULL);

-- name: now @postgres
-- Tells the time.
SELECT now();

-- name: now @sqlite
-- Tells the time.
SELECT datetime();
"""


def test_a_block_is_a_name_a_sentence_and_a_statement() -> None:
    find, now = parse(TEXT, "thing", "sqlite")
    assert (find.name, find.about, find.parameters) == ("thing.find", "Finds one, by both.", ("a", "b", "c"))
    assert find.sql == "SELECT a FROM t\nWHERE a = ?1 AND b = ?2 AND (a > ?1 OR ?3 IS NULL)"
    assert now.sql == "SELECT datetime()"


def test_an_engine_gets_its_own_variant() -> None:
    assert [each.sql for each in parse(TEXT, "thing", "postgres")][1] == "SELECT now()"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ':a'",
        "SELECT 'it''s :a'",
        'SELECT ":a"',
        "SELECT x::text",
        "SELECT 1 -- not :a",
        "SELECT /* nor\n :a */ 1",
        "DO $f$ BEGIN :a END $f$",
        "SELECT a[1:2]",
    ],
)
def test_what_is_no_placeholder_stays(text: str) -> None:
    assert compile_placeholders(text, "postgres") == (text, ())


def test_placeholders_beside_casts_and_literals_are_numbered_by_first_occurrence() -> None:
    sql, names = compile_placeholders("SELECT :b::bigint, ':b', :a, :b", "postgres")
    assert (sql, names) == ("SELECT $1::bigint, ':b', $2, $1", ("b", "a"))


def test_parameters_are_bound_by_name_or_passed_by_position() -> None:
    find = next(iter(parse(TEXT, "thing", "sqlite")))
    assert find.bind({"c": 3, "b": 2, "a": 1, "more": 0}) == [1, 2, 3]
    assert find.bind((1, 2, 3)) == (1, 2, 3)
    with pytest.raises(KeyError, match="b"):
        find.bind({"a": 1, "c": 3})


def test_a_file_is_read_when_its_first_statement_is_asked_for(tmp_path: Path) -> None:
    statements = Statements("sqlite", tmp_path)
    (tmp_path / "thing.sql").write_text(TEXT)
    assert statements["thing.now"] is statements["thing.now"]
    with pytest.raises(KeyError):
        statements["thing.unknown"]
    with pytest.raises(KeyError):
        statements["nothing.at_all"]
