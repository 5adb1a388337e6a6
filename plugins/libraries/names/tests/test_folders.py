"""Folders of shows and seasons."""

from __future__ import annotations

import pytest

from mediad_names import read

SEASONS = {
    "Season 1": 1, "Season 01 - The Fog": 1, "Season 1 (2009)": 1, "Season One": 1, "1st Season": 1, "S01": 1,
    "Staffel 2": 2, "2. Staffel": 2, "Erste Staffel": 1, "Saison 3": 3, "Temporada 3": 3, "1ª Temporada": 1,
    "Primera temporada": 1, "Stagione 1": 1, "Series 1": 1, "Seizoen 2": 2, "Säsong 2": 2, "Kausi 1": 1,
    "Сезон 3": 3, "3 сезон": 3, "Первый сезон": 1, "第1季": 1, "第二季": 2, "第 2 期": 2, "シーズン1": 1, "시즌 2": 2,
    "Temporada 3ª": 3, "Specials": 0, "OVA": 0, "Season 2012": 2012,
}  # fmt: skip  # a list
NONE = ["2012", "24 Season 1", "Se7en", "Disc 1", "Season of the Fog", "Series", "The 100", "Book 1", "SP500", "S1 E2"]


@pytest.mark.parametrize("name", SEASONS)
def test_a_folder_of_a_season_has_its_number_in_any_language(name: str) -> None:
    assert dict(read(name, "season_dir").fields) == {"season": SEASONS[name], "is_season_folder": True}


@pytest.mark.parametrize("name", NONE)
def test_other_folders_are_no_seasons(name: str) -> None:
    assert not read(name, "season_dir").fields


SHOWS = {
    "A Quiet Harbour (2011)": ("A Quiet Harbour", 2011),
    "A.Quiet.Harbour.2011": ("A Quiet Harbour", 2011),
    "A Quiet Harbour (2011-2014)": ("A Quiet Harbour", 2011),
    "A Quiet Harbour (US)": ("A Quiet Harbour (US)", None),
    "A Quiet Harbour {tvdb-123} (2011)": ("A Quiet Harbour", 2011),
    "A Quiet Harbour [imdbid-tt1234567]": ("A Quiet Harbour", None),
    "A Quiet Harbour [anidb-123]": ("A Quiet Harbour", None),
    "A Quiet Harbour (2011) {anilist-123}": ("A Quiet Harbour", 2011),
    "A Quiet Harbour [tvdb4-123]": ("A Quiet Harbour", None),
    "A Quiet Harbour S01-S03 1080p BluRay x264-GRP": ("A Quiet Harbour", None),
    "[Group] A Quiet Harbour [BD 1080p]": ("A Quiet Harbour", None),
    "The 100": ("The 100", None),
    "24": ("24", None),
    "9-1-1": ("9-1-1", None),
    "Harbour SG-1": ("Harbour SG-1", None),
    "1883 (2021)": ("1883", 2021),
    "静港 (2011)": ("静港", 2011),
    "A Quiet Harbour - The Complete Series": ("A Quiet Harbour", None),
    "A Quiet Harbour - The Complete Series (2011-2014) 1080p BluRay x265": ("A Quiet Harbour", 2011),
    "TV Shows": ("", None),
    "1080p": ("", None),
}


@pytest.mark.parametrize("name", SHOWS)
def test_the_folder_of_a_show_has_its_title_with_its_numbers_and_its_year(name: str) -> None:
    found = read(name, "show_dir")
    assert (found.title, found.get("year")) == SHOWS[name]


def test_a_season_behind_the_title_of_a_folder_or_name_is_no_part_of_it() -> None:
    assert read("静港 第二季", "season_dir").fields == {"season": 2, "is_season_folder": True, "title": "静港"}
    found = read("静港 第二季 第01集.mkv", "tv")
    assert (found.title, found.get("season"), found.get("episodes")) == ("静港", 2, (1,))


def test_the_folder_of_a_show_has_its_ids() -> None:
    found = read("A Quiet Harbour [tvdbid=12] [imdbid-tt1234567] {tmdb-5}", "show_dir").fields
    assert found == {"title": "A Quiet Harbour", "tvdb_id": "12", "imdb_id": "tt1234567", "tmdb_id": "5"}


def test_what_is_only_a_number_is_implied_to_be_an_episode() -> None:
    assert "episodes" in read("Harbour/05 - Fog.mkv", "tv").implied
    assert "season" in read("Harbour.E05.mkv", "tv").implied
    assert not {"season", "episodes"} & read("Harbour.S01E05.mkv", "tv").implied


def test_behind_a_number_in_front_stands_the_title_of_the_episode() -> None:
    assert read("Harbour/Season 1/05 - The Fog.mkv", "tv").get("episode_title") == "The Fog"
