from __future__ import annotations

from typing import Any

from accuracy.scorer import score
from accuracy.truth import Expected


def film(title: str, *files: str, **more: Any) -> dict[str, Any]:
    editions = [{"label": "", "files": [file]} for file in files]
    return {"kind": "movie", "title": title, "year": 2011, "parents": [], "editions": editions, **more}


def expected(title: str, *editions: Any) -> Expected:
    return Expected("movie", {"title": title, "year": 2011}, tuple(editions))


def test_a_work_is_right_where_fields_and_files_are() -> None:
    assert score([expected("Heron Bay", ("a.mkv",))], [film("heron bay!", "a.mkv")]).counts == {"right": 1}


def test_another_title_another_kind_and_another_file_are_wrong() -> None:
    work = [expected("Heron Bay", ("a.mkv",))]
    for line in (
        film("Heron", "a.mkv"),
        film("Heron Bay", "a.mkv", kind="episode"),
        film("Heron Bay", "a.mkv", "b.mkv"),
    ):
        assert score(work, [line]).counts == {"wrong": 1}


def test_works_are_paired_by_files_and_what_is_left_is_missing_or_a_phantom() -> None:
    found = score([expected("Heron Bay", ("a.mkv",))], [film("Heron Bay", "b.mkv")])
    assert found.counts == {"missing": 1, "phantom": 1}
    assert found.share == 0


def test_two_qualities_as_two_works_are_one_wrong_and_one_phantom() -> None:
    found = score(
        [expected("Heron Bay", ("a.mkv",), ("b.mkv",))], [film("Heron Bay", "a.mkv"), film("Heron Bay", "b.mkv")]
    )
    assert found.counts == {"wrong": 1, "phantom": 1}


def test_parts_keep_their_order_and_copies_have_none() -> None:
    line = film("Heron Bay", "a.mkv") | {"editions": [{"label": "", "files": ["b.mkv", "a.mkv"]}]}
    assert score([expected("Heron Bay", ("a.mkv", "b.mkv"))], [line]).counts == {"wrong": 1}
    assert score([expected("Heron Bay", frozenset({"a.mkv", "b.mkv"}))], [line]).counts == {"right": 1}


def test_a_folder_that_is_an_edition_stands_for_its_files() -> None:
    work = [expected("Heron Bay", ("x/BDMV/",))]
    for files in (["x/BDMV"], ["x/BDMV/index.bdmv", "x/BDMV/STREAM/00000.m2ts"]):
        line = film("Heron Bay") | {"editions": [{"label": "", "files": files}]}
        assert score(work, [line]).counts == {"right": 1}


def test_tracks_of_one_file_are_told_apart_by_what_is_said_of_them() -> None:
    works = [
        Expected("track", {"title": title, "track": n}, (("a.flac",),)) for n, title in enumerate(("One", "Two"), 1)
    ]
    lines = [film(title, "a.flac", kind="track", track=n) for n, title in ((2, "Two"), (1, "One"))]
    assert score(works, lines).counts == {"right": 2}


def test_episodes_of_one_file_may_be_one_line_or_two() -> None:
    work = [Expected("episode", {"season": 1, "episodes": [1, 2]}, (("a.mkv",),))]
    both = film("Pilot", "a.mkv", kind="episode", season=1, episodes=[1, 2])
    assert score(work, [both]).counts == {"right": 1}
    assert score(work, [{**both, "episodes": [1]}, {**both, "episodes": [2]}]).counts == {"right": 1}


def test_dates_and_numbers_may_be_written_longer() -> None:
    work = [Expected("photo", {"date_taken": "2019-07-05", "index": "2"}, (("a.jpg",),))]
    line = film("a", "a.jpg", kind="photo", date_taken="2019-07-05T12:30:00", index=2.0)
    assert score(work, [line]).counts == {"right": 1}
