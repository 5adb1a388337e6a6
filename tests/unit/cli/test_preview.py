"""The tree that people see of a folder that mediad only looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mediad.app.preview import Seen
from mediad.cli.commands.preview import _summary, _tree


def line(kind: str, title: str, *parents: str, **more: Any) -> dict[str, Any]:
    editions = [{"label": "A", "files": ["a"]}]
    return {"kind": kind, "title": title, "year": None, "parents": list(parents), "editions": editions, **more}


def shown(*lines: dict[str, Any]) -> list[str]:
    """Write the tree as indented lines."""
    out: list[str] = []

    def walk(branch: Any, depth: int) -> None:
        for each in branch.children:
            out.append("  " * depth + str(each.label))
            walk(each, depth + 1)

    walk(_tree(Path("m"), lines), 0)
    return out


def test_episodes_hang_below_their_show_and_season_in_their_order() -> None:
    told = [line("episode", f"E{n}", "Show", season=s, episodes=[n]) for s, n in ((2, 1), (1, 10), (1, 9))]
    rows = shown(*told)
    assert rows[:3] == ["Episodes", "  Show", "    Season 1"]
    assert [row.split()[1] for row in rows if "[" in row] == ["E9", "E10", "E1"]


def test_a_file_of_several_episodes_shows_their_range() -> None:
    (_, _, leaf) = shown(line("episode", "Two", "Show", episodes=[3, 4, 5]))
    assert leaf.strip().startswith("3-5. Two")


@pytest.mark.parametrize(("discs", "named"), [((1, 1), 0), ((1, 2), 2)])
def test_discs_are_a_level_where_there_are_several(discs: tuple[int, int], named: int) -> None:
    rows = shown(*(line("track", f"T{n}", "Artist", "Album", disc=disc, track=n) for n, disc in enumerate(discs)))
    assert sum("Disc" in row for row in rows) == named


def test_books_hang_below_their_author_comics_below_their_series_photos_below_their_month() -> None:
    rows = shown(
        line("book", "B", authors=["Eva", "Ben"], series="Saga", index=1),
        line("comic", "C", authors=["Eva"], series="Run", index=12),
        line("photo", "P", date_taken="2018-07-03T10:00:00"),
    )
    assert [row.strip() for row in rows if "[" not in row] == [
        "Books", "Eva", "Saga", "Comics", "Run", "Photos", "2018-07",
    ]  # fmt: skip  # one tree


def test_names_from_disks_are_no_markup() -> None:
    (_, leaf) = shown(line("movie", "[red]Film\x1b"))
    assert "\\[red]Film" in leaf
    assert "\x1b" not in leaf


def test_the_summary_counts_and_names_problems_up_to_a_number() -> None:
    problems = [{"path": f"/m/{n}", "code": "x", "reason": "It is broken."} for n in range(25)]
    seen = Seen(
        lines=[line("movie", "F"), line("track", "T"), line("track", "U")], problems=problems, counts={"files": 9}
    )
    rows = _summary(seen).split("\n")
    assert rows[0] == "1 movie, 2 tracks, of 9 files."
    assert rows[1] == "  /m/0: It is broken."
    assert rows[-1].startswith("  and 5 more problems")
    assert _summary(Seen(lines=[], problems=[], counts={})).startswith("Nothing that an installed media type knows")
