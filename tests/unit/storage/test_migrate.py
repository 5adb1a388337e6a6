"""Migrations are read in order, split where SQLite says, and never half understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediad.storage.migrate import read_migrations, split

STEP = "-- up\nCREATE TABLE {0} (id INTEGER);\n-- down\nDROP TABLE {0};\n"


def test_migrations_are_read_in_order_for_their_engine(tmp_path: Path) -> None:
    (tmp_path / "0002_b.sql").write_text(STEP.format("b"))
    (tmp_path / "0001_a.sqlite.sql").write_text(STEP.format("a"))
    (tmp_path / "0001_a.postgres.sql").write_text(STEP.format("other"))
    first, second = read_migrations("sqlite", tmp_path)
    assert (first.version, first.name, first.up, first.down) == (
        1,
        "a",
        "CREATE TABLE a (id INTEGER);",
        "DROP TABLE a;",
    )
    assert second.name == "b"
    assert first.checksum != read_migrations("postgres", tmp_path)[0].checksum


def test_a_gap_or_a_missing_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0002_b.sql").write_text(STEP.format("b"))
    with pytest.raises(ValueError, match="not numbered"):
        read_migrations("sqlite", tmp_path)
    (tmp_path / "0001_a.sql").write_text("-- up\nSELECT 1;\n")
    with pytest.raises(ValueError, match=r"0001_a\.sql lacks"):
        read_migrations("sqlite", tmp_path)


def test_both_engines_have_the_same_steps_of_our_own() -> None:
    sqlite, postgres = (
        [(each.version, each.name) for each in read_migrations(engine)] for engine in ("sqlite", "postgres")
    )
    assert sqlite == postgres
    assert sqlite


def test_triggers_and_literals_stay_whole() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END;"
    assert list(split(f"SELECT ';';\n-- a comment; with a stop\n{trigger}\nSELECT 2;\n")) == [
        "SELECT ';';",
        f"-- a comment; with a stop\n{trigger}",
        "SELECT 2;",
    ]


def test_a_script_that_stops_in_the_middle_is_refused() -> None:
    with pytest.raises(ValueError, match="middle of a statement"):
        list(split("SELECT 1; CREATE TABLE a ("))
