"""The tree that people see of a folder that mediad only looked at."""

from __future__ import annotations

from typing import Any

import pytest

from mediad.app.preview import Seen
from mediad.cli.commands.preview import _summary
from mediad.cli.shelf import tree
from mediad.library.catalogue.lines import Leaf, Level


def line(kind: str, title: str, *parents: str | Level, **more: Any) -> Leaf:
    levels = [each if isinstance(each, Level) else Level(each, each) for each in parents]
    levels += [Level(each, each) for each in [more.get("series")] if each]
    said = {"year": None, "parents": [each.title for each in levels], "editions": [{"label": "A", "files": ["a"]}]}
    return Leaf(0, {"kind": kind, "title": title, **said, **more}, tuple(levels))


def shown(*leaves: Leaf) -> list[str]:
    """Write the tree as indented lines."""
    out: list[str] = []

    def walk(branch: Any, depth: int) -> None:
        for each in branch.children:
            out.append("  " * depth + str(each.label))
            walk(each, depth + 1)

    walk(tree("m", leaves), 0)
    return out


def test_episodes_hang_below_their_show_and_season_in_their_order() -> None:
    told = [line("episode", f"E{n}", "Show", season=s, episodes=[n]) for s, n in ((10, 1), (2, 10), (2, 9))]
    rows = shown(*told)
    assert rows[:3] == ["Episodes", "  Show", "    Season 2"]
    assert [row.split()[1] for row in rows if "[" in row] == ["E9", "E10", "E1"]


def test_two_shows_of_one_name_are_two_and_tell_their_years() -> None:
    old, new = Level("a", "Who", 1963), Level("b", "Who", 2005)
    rows = shown(*(line("episode", "E", show, season=1, episodes=[1]) for show in (new, old)))
    assert [row.strip() for row in rows if "Who" in row] == ["Who (1963)", "Who (2005)"]


def test_an_episode_without_a_number_shows_its_date_and_stands_in_its_order() -> None:
    days = ("2021-03-10", "2021-03-09")
    rows = shown(*(line("episode", "News", "Show", episodes=[], aired=day) for day in days))
    assert [row.split()[0] for row in rows if "[" in row] == ["2021-03-09", "2021-03-10"]


def test_ranges_stand_at_their_first_number_and_what_is_called_behind_all_numbers() -> None:
    places = ((4, "Four"), ("Annual 1", "Annual 1"), ("2-3", "Two"), (1, "#1"), (5, "Volume 5"))
    rows = shown(*(line("comic", title, series="Run", index=index) for index, title in places))
    leaves = [row.strip().partition("  ")[0] for row in rows if "[" in row]
    assert leaves == ["#1", "2-3. Two", "4. Four", "Volume 5", "Annual 1"]


def test_kinds_are_named_as_people_name_them() -> None:
    assert shown(line("podcast_episode", "One", "Show"))[0] == "Podcast episodes"


def test_a_file_of_several_episodes_shows_their_range() -> None:
    (_, _, leaf) = shown(line("episode", "Two", "Show", episodes=[3, 4, 5]))
    assert leaf.strip().startswith("3-5. Two")


@pytest.mark.parametrize(("discs", "named"), [((1, 1), 0), ((1, 2), 2)])
def test_discs_are_a_level_where_there_are_several(discs: tuple[int, int], named: int) -> None:
    rows = shown(*(line("track", f"T{n}", "Artist", "Album", disc=disc, track=n) for n, disc in enumerate(discs)))
    assert sum("Disc" in row for row in rows) == named


def test_a_song_of_no_album_hangs_below_its_artist() -> None:
    rows = shown(line("track", "Loose", artists=["Ann", "Ben"]), line("track", "T", "Ann", "Album", artists=["Ben"]))
    assert [row.strip() for row in rows if "[" not in row] == ["Tracks", "Ann", "Album"]


def test_a_guessed_month_says_so() -> None:
    rows = shown(line("photo", "P", date_taken="2018-07-03T10:00:00", date_guessed=True))
    assert rows[1].strip() == "2018-07, guessed"


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
    leaves = [line("movie", "F"), line("podcast_episode", "T"), line("podcast_episode", "U")]
    seen = Seen(leaves=leaves, problems=problems, counts={"files": 9})
    rows = _summary(seen, 20).split("\n")
    assert rows[0] == "1 movie, 2 podcast episodes, of 9 files."
    assert rows[1] == "  /m/0: It is broken."
    assert rows[-1] == "  and 5 more that cannot be used; --problems names all."
    assert _summary(seen, None).count("It is broken.") == 25
    nothing = Seen(leaves=[], problems=[], counts={})
    assert _summary(nothing, 20).startswith("Nothing that an installed media type knows")
