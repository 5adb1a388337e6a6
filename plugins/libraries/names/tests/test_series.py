"""Names of series and anime, by habit."""

from __future__ import annotations

from typing import Any

import pytest

from mediad_names import read

EPISODES = [
    ("A.Quiet.Harbour.S02E03.720p.HDTV.x264-GRP", "A Quiet Harbour", 2, (3,)),
    ("A Quiet Harbour - 2x03 - The Ferry.avi", "A Quiet Harbour", 2, (3,)),
    ("A Quiet Harbour - Season 2 Episode 3.mkv", "A Quiet Harbour", 2, (3,)),
    ("A.Quiet.Harbour.S02.E03.mkv", "A Quiet Harbour", 2, (3,)),
    ("a_quiet_harbour_s2_e3_final.mkv", "a quiet harbour", 2, (3,)),
    ("A.Quiet.HarbourS02E03.mkv", "A Quiet Harbour", 2, (3,)),
    ("A.Quiet.Harbour.S02EO3.mkv", "A Quiet Harbour", 2, (3,)),
    ("A.Quiet.Harbour.S02E03E04.mkv", "A Quiet Harbour", 2, (3, 4)),
    ("A.Quiet.Harbour.S02E03-E06.mkv", "A Quiet Harbour", 2, (3, 4, 5, 6)),
    ("A.Quiet.Harbour.S02E03-06.mkv", "A Quiet Harbour", 2, (3, 4, 5, 6)),
    ("A Quiet Harbour S02E03,04 720p", "A Quiet Harbour", 2, (3, 4)),
    ("A_Quiet_Harbour_S02E03_04_720p", "A Quiet Harbour", 2, (3, 4)),
    ("A_Quiet_Harbour_S02E03_10_Ferries_720p", "A Quiet Harbour", 2, (3,)),
    ("24x7 Harbour S02E03", "24x7 Harbour", 2, (3,)),
    ("A.Quiet.Harbour.S02E03-04-07.mkv", "A Quiet Harbour", 2, (3, 4, 7)),
    ("A Quiet Harbour - S02E03 - S02E04 - Two Ferries.mkv", "A Quiet Harbour", 2, (3, 4)),
    ("A Quiet Harbour 2x03x04.mkv", "A Quiet Harbour", 2, (3, 4)),
    ("A Quiet Harbour (S2E3-5.of.10) Fog", "A Quiet Harbour", 2, (3, 4, 5)),
    ("A.Quiet.Harbour.S02E03.2-45.PM.mkv", "A Quiet Harbour", 2, (3,)),
    ("Stille Haven Se.2 afl.3 en 4", "Stille Haven", 2, (3, 4)),
    ("Puerto Tranquilo - Temporada 2 [HDTV 720p][Cap.203][AC3 5.1 Castellano]", "Puerto Tranquilo", 2, (3,)),
    ("Puerto Tranquilo [HDTV][Cap.1204](sitio.com).avi", "Puerto Tranquilo", 12, (4,)),
    ("Porto Calmo T02E03 1080p", "Porto Calmo", 2, (3,)),
    ("Stilla hamnen Säsong 2 Avsnitt 3", "Stilla hamnen", 2, (3,)),
    ("Sakin liman 2. Sezon 3. Bölüm", "Sakin liman", 2, (3,)),
    ("Тихая гавань 2 сезон 3 серия", "Тихая гавань", 2, (3,)),
    ("静かな港 シーズン2 第3話", "静かな港", 2, (3,)),
    ("Тихая гавань / A Quiet Harbour / Сезон: 2 / Серии: 1-3 из 8 (2021) WEB-DL", "A Quiet Harbour", 2, (1, 2, 3)),
    ("Тихая гавань / A Quiet Harbour / S2E1-3 of 10 (2021) WEB-DL 1080p Rus/Eng", "A Quiet Harbour", 2, (1, 2, 3)),
    ("静港.A.Quiet.Harbour.S02E03.2021.1080p.WEB-DL.H264-GRP", "A Quiet Harbour", 2, (3,)),
    ("조용한 항구.E07.210115.1080p-GRP", "조용한 항구", 1, (7,)),
    ("A.Quiet.Harbour.4of6.The.Fog.DVDRip.x264-GRP", "A Quiet Harbour", 1, (4,)),
    ("A Quiet Harbour Part 2 720p HDTV x264", "A Quiet Harbour", 1, (2,)),
    ("A Quiet Harbour/A Quiet Harbour Part 2.mkv", "A Quiet Harbour", 1, (2,)),
    ("Stiller Hafen/Stiller Hafen - Teil 2.mkv", "Stiller Hafen", 1, (2,)),
    ("A Quiet Harbour/A Quiet Harbour (1994) Chapter 2 - The Fog.avi", "A Quiet Harbour", 1, (2,)),
    ("A Quiet Harbour/A Quiet Harbour - Part Two.mkv", "A Quiet Harbour", 1, (2,)),
    ("A Quiet Harbour/A Quiet Harbour Part II.mkv", "A Quiet Harbour", 1, (2,)),
    ("quiet.harbour.204.hdtv-grp.mp4", "quiet harbour", 2, (4,)),
    ("quiet.harbour.20405.hdtv-grp.mp4", "quiet harbour", 2, (4, 5)),
    ("A.Quiet.Harbour.05.The.Fog.avi", "A Quiet Harbour", 1, (5,)),
    ("[ www.Somewhere.com ] - A.Quiet.Harbour.S02E03.720p.HDTV.X264-GRP", "A Quiet Harbour", 2, (3,)),
    ("1923.S01E02.1080p.WEB.h264-GRP", "1923", 1, (2,)),
    ("24-7.Harbour.S01E02.mkv", "24-7 Harbour", 1, (2,)),
    ("a-quiet-harbour-s02e03-the-fog-720p-web-x264-grp.mkv", "a quiet harbour", 2, (3,)),
    ("a-quiet-harbour-s02e03-04-the-fog.mkv", "a quiet harbour", 2, (3, 4)),
    ("Bến Cảng - Tập 03.mp4", "Bến Cảng", 1, (3,)),
    ("a-quiet-harbour-203-the-fog.mkv", "a quiet harbour", 2, (3,)),
    ("AQuietHarbourS02E03720pHDTV.mkv", "AQuietHarbour", 2, (3,)),
    ("quietharbour2x03.mkv", "quietharbour", 2, (3,)),
    ("quietharbour203.mkv", "quietharbour", 2, (3,)),
    ("The.100.Harbours.203.hdtv-grp.mkv", "The 100 Harbours", 2, (3,)),
    ("A.Quiet.Harbour.14.of.21.The.Fog.720p.mkv", "A Quiet Harbour", 1, (14,)),
    ("The.Ferry.Line.S01E02.The.Short.Line.1080p.mkv", "The Ferry Line", 1, (2,)),
    ("A.Quiet.Harbour.Part.1.of.3.1080p.mkv", "A Quiet Harbour", 1, (1,)),
    ("长河01.mp4", "长河", 1, (1,)),
    ("A Quiet Harbour 2×03 The Ferry", "A Quiet Harbour", 2, (3,)),
    ("A Quiet Harbour - 2x03 - The Ferry - 2x04 - The Fog.mkv", "A Quiet Harbour", 2, (3, 4)),
    ("Puerto Tranquilo Temp.2 Cap.3 HDTV", "Puerto Tranquilo", 2, (3,)),
    ("somewhere.to - A.Quiet.Harbour.S02E03.720p", "A Quiet Harbour", 2, (3,)),
    ("www.Somewhere.org    -    A Quiet Harbour S02E03 1080p WEB", "A Quiet Harbour", 2, (3,)),
    ("A Quiet Harbour S02E03 1080p WEB-DL Rus/Ukr/Eng", "A Quiet Harbour", 2, (3,)),
    ("quiet.harbour.203-204.hdtv-grp", "quiet harbour", 2, (3, 4)),
    ("Porto Calmo T2 Cap 03", "Porto Calmo", 2, (3,)),
    ("A Quiet Harbour - S02E03 to E05 - Fog", "A Quiet Harbour", 2, (3, 4, 5)),
    ("A Quiet Harbour S02E03, E04, E05", "A Quiet Harbour", 2, (3, 4, 5)),
    ("A Quiet Harbour Season 2 Episode 3 & 4", "A Quiet Harbour", 2, (3, 4)),
    ("A Quiet Harbour Season 2 Episode 3 & 4 Ferries", "A Quiet Harbour", 2, (3,)),
    ("Puerto Tranquilo Temporada 2 Capitulos 3 al 5", "Puerto Tranquilo", 2, (3, 4, 5)),
    ("Cicha zatoka odc. 3", "Cicha zatoka", 1, (3,)),
    ("조용한 항구 제3회.mp4", "조용한 항구", 1, (3,)),
    ("[Harbour].2x03.The.Fog", "Harbour", 2, (3,)),
    ("A Quiet Harbour (3/6) The Fog", "A Quiet Harbour", 1, (3,)),
    ("A Quiet Harbour Season 2 - 03 The Fog", "A Quiet Harbour", 2, (3,)),
    ("[Harbour] [S02E03] [The Fog]", "Harbour", 2, (3,)),
    ("A Quiet Harbour Series 2 - 03 - Fog", "A Quiet Harbour", 2, (3,)),
    ("A Quiet Harbour S02E03 to 10 Ferry Street", "A Quiet Harbour", 2, (3,)),
    ("A Quiet Harbour S02E03 to 05 1080p", "A Quiet Harbour", 2, (3, 4, 5)),
    ("The Second Season S02E03", "The Second Season", 2, (3,)),
    ("First Season Ferry 2x03", "First Season Ferry", 2, (3,)),
    ("A Quiet Harbour Second Season E03", "A Quiet Harbour", 2, (3,)),
    ("Тихая гавань (2 сезон: 1-3 серии из 8) / A Quiet Harbour (2021) WEBRip", "A Quiet Harbour", 2, (1, 2, 3)),
]


@pytest.mark.parametrize(("name", "title", "season", "episodes"), EPISODES)
def test_an_episode_has_its_title_season_and_numbers(name: str, title: str, season: int, episodes: Any) -> None:
    found = read(name, "tv")
    assert (found.title, found.get("season"), found.get("episodes")) == (title, season, episodes)
    assert found.sure
    assert found.get("match") is True


EPISODE_TITLES = {
    "A.Quiet.Harbour.S02E03.The.Fog.720p.HDTV.x264-GRP": "The Fog",
    "A.Quiet.Harbour.S02E03.Fog.Of.It.German.DL.1080p.WEB": "Fog Of It",
    "A.Quiet.Harbour.S02E03.The.Italian.Fog.720p.WEB": "The Italian Fog",
    "A Quiet Harbour - S02E03 - The French": "The French",
    "A.Quiet.Harbour.S02E03.Final.720p.HDTV": "Final",
    "A.Quiet.Harbour.S02E03.Fog.PROPER.720p.HDTV": "Fog",
    "A Quiet Harbour - S02E03 - Fog (Part 2) [1080p][WEB]": "Fog (Part 2)",
    "A Quiet Harbour - S02E03 - (Part 2)": "Part 2",
    "A Quiet Harbour - S02E03 - Fog (1).avi": "Fog",
    "A Quiet Harbour - S02E03 - 24": "24",
    "A Quiet Harbour - S02E03 - 1984": "1984",
    "A Quiet Harbour - S02E03 - 2000 Fogs": "2000 Fogs",
    "A.Quiet.Harbour.S02E03.2011.720p.WEB": None,
    "A.Quiet.Harbour.S02E03a.720p.WEB": None,
}


@pytest.mark.parametrize("name", EPISODE_TITLES)
def test_the_title_of_an_episode_stands_between_its_number_and_technical_words(name: str) -> None:
    assert read(name, "tv").get("episode_title") == EPISODE_TITLES[name]


@pytest.mark.parametrize("name", ["A Quiet Harbour 2010-2011.mkv", "A Quiet Harbour 2005-2006"])
def test_two_years_are_no_season_with_two_episodes(name: str) -> None:
    assert not read(name, "tv").get("episodes")


def test_a_number_in_front_of_an_episode_s_title_is_no_year() -> None:
    assert read("A Quiet Harbour - S02E03 - 2000 Fogs", "tv").get("year") is None


ABSOLUTE = [
    ("[Group] Paper Lanterns - 07 [1080p][0A1B2C3D].mkv", "Paper Lanterns", (7,)),
    ("[Group]_Paper_Lanterns_-_07v2_(1280x720_x264-AAC)_[0A1B2C3D]", "Paper Lanterns", (7,)),
    ("[Group].Paper.Lanterns.-.07.[720p.H264.AAC]", "Paper Lanterns", (7,)),
    ("[Group] Paper Lanterns 2 - 07 [720p]", "Paper Lanterns 2", (7,)),
    ("[Group] Paper Lanterns S2 - 07 [720p]", "Paper Lanterns S2", (7,)),
    ("[Group] Paper Lanterns 0107 [720p]", "Paper Lanterns", (107,)),
    ("[Group] Paper Lanterns - 01 ~ 04 [1080p]", "Paper Lanterns", (1, 2, 3, 4)),
    ("[Group] Paper Lanterns (01-04) (BD 1080p)", "Paper Lanterns", (1, 2, 3, 4)),
    ("Paper Lanterns Episode 7 VOSTFR (1080p)", "Paper Lanterns", (7,)),
    ("Paper.Lanterns.E107.Der.Abend.GERMAN.1080p.WEB.x264-GRP", "Paper Lanterns", (107,)),
    ("Kağıt fenerler 7. Bölüm (01.02.2023) 720p WebDL - GRP", "Kağıt fenerler", (7,)),
    ("[字幕组][纸灯笼][Paper Lanterns][2019][07][1080p][CHS]", "Paper Lanterns", (7,)),
    ("【字幕社】★04月新番【纸灯笼 Paper Lanterns】【07】【END】GB MP4_720P", "Paper Lanterns", (7,)),
    ("[Raws] 纸灯笼 / Paper Lanterns S02 - 07 [Baha][WEB-DL][1080p][CHT]", "Paper Lanterns S2", (7,)),
    ("[Group] Paper Lanterns (TV) - 07 [720p]", "Paper Lanterns (TV)", (7,)),
    ("Paper.Lanterns.07.720p.x264-Group", "Paper Lanterns", (7,)),
    ("[字幕组][纸灯笼][01-04完][简日双语字幕][720P]", "纸灯笼", (1, 2, 3, 4)),
    ("[Group] Paper Lanterns - 07 & 08 [720p]", "Paper Lanterns", (7, 8)),
    ("[Group] Paper Lanterns S2 07 [720p]", "Paper Lanterns S2", (7,)),
    ("[Group] Paper Lanterns (07) [720p]", "Paper Lanterns", (7,)),
    ("Paper Lanterns Saison 2 - 07 VOSTFR", "Paper Lanterns Saison 2", (7,)),
    ("[Group] Paper/Lanterns - 07 [BD 1080p]", "Paper/Lanterns", (7,)),
    ("[Group] Lanterns 1/2 - 007 [DVD]", "Lanterns 1/2", (7,)),
    ("[Group] Paper Lanterns - 纸灯笼 - 07 [1080P][Baha][CHT]", "Paper Lanterns", (7,)),
]


@pytest.mark.parametrize(("name", "title", "numbers"), ABSOLUTE)
def test_a_number_of_anime_is_absolute_and_its_title_is_kept_as_printed(name: str, title: str, numbers: Any) -> None:
    found = read(name, "anime")
    assert (found.title, found.get("absolute_episodes")) == (title, numbers)


@pytest.mark.parametrize("folder", ["Paper Lanterns", "Paper Lanterns BD", "Season 2", "S2"])
def test_a_folder_that_its_file_repeats_or_of_a_season_is_no_part_of_the_title(folder: str) -> None:
    assert read(f"[Group] {folder}/Paper Lanterns - 07 (720p).mkv", "tv").title == "Paper Lanterns"


def test_the_same_title_twice_is_one_though_dots_stand_around_the_slash() -> None:
    found = read("11.5.26./.11.5.26.[S01].(2016).HDTVRip", "tv")
    assert (found.title, found.get("season")) == ("11 5 26", 1)


def test_the_first_word_of_a_title_makes_no_special() -> None:
    found = read("[Group] Special Lanterns S01 [WEB 1080p]", "anime")
    assert (found.title, found.get("special")) == ("Special Lanterns", None)


def test_in_a_series_a_number_behind_a_season_is_an_episode_of_it() -> None:
    found = read("[Group] Paper Lanterns S2 - 07 [720p]", "tv")
    assert (found.title, found.get("season"), found.get("episodes")) == ("Paper Lanterns", 2, (7,))


@pytest.mark.parametrize(
    "name", ["[Group] Paper Lanterns - NCOP [BD 1080p].mkv", "[Group] Paper Lanterns - 01 - OVA [BD][720p]"]
)
def test_creditless_openings_and_ova_are_specials(name: str) -> None:
    found = read(name, "anime")
    assert (found.title, found.get("special")) == ("Paper Lanterns", True)


DATES = [
    ("The.Late.Hour.2014.03.09.Some.Guest.720p.HDTV.x264-GRP", "The Late Hour", "2014-03-09"),
    ("The Late Hour - 2014-03-09 - Some Guest", "The Late Hour", "2014-03-09"),
    ("The.Late.Hour.2014.19.03.HDTV", "The Late Hour", "2014-03-19"),
    ("The Late Hour - 09-03-2014 HDTV 1080p", "The Late Hour", "2014-03-09"),
    ("The Late Hour 9th Mar 2014 1080p", "The Late Hour", "2014-03-09"),
    ("The Late Hour March 9, 2014 1080p", "The Late Hour", "2014-03-09"),
    ("The.Late.Hour.140309.720p.HDTV.x264-GRP", "The Late Hour", "2014-03-09"),
    ("20140309 - Some Guest.mp4", "", "2014-03-09"),
]


@pytest.mark.parametrize(("name", "title", "day"), DATES)
def test_a_daily_programme_has_its_day(name: str, title: str, day: str) -> None:
    found = read(name, "tv")
    assert (found.title, found.get("date")) == (title, day)
    assert not found.get("episodes")


def test_a_day_that_no_calendar_knows_is_none() -> None:
    assert read("The Late Hour - 2014-13-32 - Guest", "tv").get("date") is None


PATHS = [
    ("/tv/A Quiet Harbour (2019)/Season 2/S02E03.avi", "A Quiet Harbour", 2, (3,)),
    ("/tv/A Quiet Harbour/Season 2/03 - The Ferry.mkv", "A Quiet Harbour", 2, (3,)),
    ("/tv/A Quiet Harbour/Staffel 2/E03 - Die Fähre.mkv", "A Quiet Harbour", 2, (3,)),
    ("/tv/A Quiet Harbour/2-03 - The Ferry.mkv", "A Quiet Harbour", 2, (3,)),
    ("/tv/A Quiet Harbour/Season 2/03-04 - Two Ferries.mkv", "A Quiet Harbour", 2, (3, 4)),
    (r"D:\in\A.Quiet.Harbour.S02E03.720p.HDTV.x264-GRP\a7f3b09c1d22e4.mkv", "A Quiet Harbour", 2, (3,)),
    (r"D:\in\A.Quiet.Harbour.S02E03.720p.HDTV.x264-GRP\aqh203.mkv", "A Quiet Harbour", 2, (3,)),
    ("/tv/カゼ/[Group] カゼ - 03 [1080p].mkv", "カゼ", None, (3,)),
    ("/tv/长河/长河12.mp4", "长河", 1, (12,)),
    ("/tv/A Quiet Harbour/Season 2/The Ferry 03.mkv", "A Quiet Harbour", 2, (3,)),
    ("/tv/A Quiet Harbour/Season 2/The Ferry 13.mkv", "A Quiet Harbour", 2, None),
    ("/tv/A Quiet Harbour (2011)/Season 2/A.Quiet.Harbour.13.mkv", "A Quiet Harbour", 2, (13,)),
    ("/tv/A Quiet Harbour/Season 2/The Ferry 1984.mkv", "A Quiet Harbour", 2, None),
    ("/tv/A Quiet Harbour/Season 2/Disc 12.mkv", "A Quiet Harbour", 2, None),
    ("/tv/A Quiet Harbour/Part 3.mkv", "A Quiet Harbour", 1, (3,)),
    ("/some/tv/90 Harbours (2019)", "90 Harbours", None, None),
]


@pytest.mark.parametrize(("name", "title", "season", "episodes"), PATHS)
def test_folders_say_what_a_file_does_not(name: str, title: str, season: int, episodes: Any) -> None:
    found = read(name, "tv")
    assert (found.title, found.get("season"), found.get("episodes")) == (title, season, episodes)


def test_a_film_called_as_a_count_is_one_in_a_folder_of_its_name_too() -> None:
    found = read("4x4/4x4 (2019) [1080p].mkv", "tv")
    assert (found.title, found.get("year"), found.get("episodes")) == ("4x4", 2019, None)


def test_the_release_of_the_folder_gives_its_quality_to_a_scrambled_file() -> None:
    found = read(r"D:\in\A.Quiet.Harbour.S02E03.720p.WEB-DL.H.264-GRP\a7f3b09c1d22e4.mkv", "tv")
    assert (found.get("source"), found.get("resolution"), found.get("release_group")) == ("web-dl", "720p", "GRP")


def test_a_name_that_was_turned_around_is_read_backwards() -> None:
    found = read("30E20S.ruobraH.teiuQ.A.mkv", "tv")
    assert (found.title, found.get("season"), found.get("episodes")) == ("A Quiet Harbour", 2, (3,))


@pytest.mark.parametrize(
    "name", ["9f1c0a77be2d4c10a3f1bb0e5d7712ac", "q8Zt3LmNw0RkYx5VbP2sHd7JfGc1Ae9UiTo4", "PLEASE IGNORE ME"]
)
def test_what_is_no_release_is_not_taken_for_one(name: str) -> None:
    assert read(name, "tv").get("match") is False
    assert read(name, "movie").get("match") is False


@pytest.mark.parametrize("name", ["A.Quiet.Harbour.UK.S02E03.720p", "A Quiet Harbour (UK) - 2x03.avi"])
def test_the_country_is_no_part_of_the_title(name: str) -> None:
    found = read(name, "tv")
    assert (found.title, found.get("country")) == ("A Quiet Harbour", "UK")


def test_the_title_of_an_episode_stands_between_numbers_and_technical_words() -> None:
    found = read("A.Quiet.Harbour.S02E03.The.Last.Ferry.REPACK.German.1080p.WEB.h264-GRP", "tv")
    assert found.get("episode_title") == "The Last Ferry"


def test_the_subject_of_a_posting_holds_the_name() -> None:
    found = read('[01/10] - "A.Quiet.Harbour.S02E03.720p.HDTV.x264-GRP.nfo" yEnc', "tv")
    assert (found.title, found.get("episodes"), found.get("release_group")) == ("A Quiet Harbour", (3,), "GRP")


SEASON_FOLDERS = [
    ("/tv/Show/Season 02", 2), ("/tv/Show/s2", 2), ("/tv/Show/Staffel 2", 2), ("/tv/Show/2.Staffel", 2),
    ("/tv/Show/Сезон 2", 2), ("/tv/Show/Temporada 2", 2), ("/tv/Show/シーズン 2", 2), ("/tv/Show/Specials", 0),
    ("/tv/Show/Show.S02.1080p.WEB-GRP", 2), ("/tv/Show/Episode 1 Season 2", None), ("/tv/Show/2012", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "season"), SEASON_FOLDERS)
def test_the_folder_of_a_season_is_known_in_many_languages(path: str, season: int | None) -> None:
    assert read(path, "season_dir").get("season") == season
