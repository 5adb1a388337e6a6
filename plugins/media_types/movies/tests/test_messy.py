from __future__ import annotations

import pytest

from mediad_plugin_movies import shapes
from mediad_plugin_movies.claim import DOUBTFUL, claim
from mediad_plugin_movies.titles import parse
from mediad_sdk.values.media import Entry, Listing

CAMERAS = (
    "VID_20200101_120000.mp4", "IMG_1234.MOV", "IMG_E1234.MOV", "MVI_0042.AVI", "DSC_0042.MOV", "DSCN1234.AVI",
    "PXL_20210704_140503123.mp4", "GH010001.MP4", "GOPR0042.MP4", "DJI_0042.MP4", "20200101_120000.mp4",
    "VID-20200101-WA0001.mp4", "C0042.MP4", "00042.MTS", "100_0042.MOV", "P1000042.MOV", "RPReplay_Final1600000000.MP4",
    "signal-2020-01-01-120000.mp4",
)  # fmt: skip
EPISODES = (
    "Show S01E02.mkv",
    "Show.2019.05.06.720p.mkv",
    "[Crew] Show - 05 [1080p].mkv",
    "某剧 第05集.mp4",
    "Serie Cap.105 [HDTV].avi",
    "드라마.E05.720p.mkv",
)
FILMS = (
    "Movie 43 (2013).mkv",
    "WALL-E.2008.1080p.mkv",
    "E.T. (1982).mkv",
    "U-571 (2000).mkv",
    "Star Lights Episode 4 (1977).mkv",
    "Img (2012).mkv",
    "Karaoke (1996).mkv",
    "Camera (2000).mkv",
    "12 Sparrows.mkv",
)


def listed(*names: str, path: str = "", size: int = 1 << 20) -> Listing:
    entries = tuple(Entry(name=name.encode(), size=size) for name in sorted(names))
    return Listing(path=path.encode(), entries=entries)


def taken(*names: str, path: str = "") -> list[str]:
    found = claim(listed(*names, path=path))
    return [name.decode() for name in found.files] if found else []


@pytest.mark.parametrize("name", CAMERAS)
def test_what_a_camera_names_is_no_film(name: str) -> None:
    assert taken(name) == []
    assert taken(name, "Lamp Room (2011).mkv") == ["Lamp Room (2011).mkv"]


@pytest.mark.parametrize("name", EPISODES)
def test_what_counts_episodes_or_days_is_no_film(name: str) -> None:
    assert taken(name) == []


def test_a_recording_may_be_of_a_series_and_is_claimed_with_the_least_confidence() -> None:
    recording, film = "20211205 2014 - ZDF - Lamp Room.ts", "Night (1979).mkv"
    alone, beside = claim(listed(recording)), claim(listed(recording, film))
    assert alone is not None
    assert beside is not None
    assert (alone.confidence, beside.confidence > DOUBTFUL, len(beside.files)) == (DOUBTFUL, True, 2)
    assert taken("00001.ts", path="Lamp_Room/2021-12-05.20.14.5-0.rec") == ["00001.ts"]


@pytest.mark.parametrize("name", FILMS)
def test_a_film_whose_title_looks_like_something_else_is_one(name: str) -> None:
    assert taken(name) == [name]


def test_what_a_group_counts_is_no_film_whatever_year_stands_before() -> None:
    assert shapes.is_episode("[Group] Lamp Room (2019) - 01 [720p]")
    assert shapes.is_episode("[Group] Lamp Room - Menu 01 [1080p]")
    assert not shapes.is_episode("[Group] Lamp Room (2019) [720p]")


def test_episodes_and_films_in_one_folder_are_parted() -> None:
    assert taken(*EPISODES, *CAMERAS, *FILMS) == sorted(FILMS)


def test_music_videos_and_courses_are_hardly_films() -> None:
    for names in (("A - Song (Official Video).mp4",), ("01 - One.mp4", "02 - Two.mp4", "03 - Three.mp4")):
        found = claim(listed(*names))
        assert found is not None
        assert found.confidence == DOUBTFUL
    assert taken("A - Song (Official Video).mp4", "Lamp Room (2011).mkv") == ["Lamp Room (2011).mkv"]
    found = claim(listed("A - Song.mp4", path="Music Videos/A"))
    assert found is not None
    assert found.confidence == DOUBTFUL


def test_a_clip_among_songs_or_photos_is_hardly_a_film() -> None:
    for names in (("1.mp3", "2.mp3", "3.mp3", "Making.mp4"), ("a.jpg", "b.heic", "c.jpg", "Party.mp4")):
        found = claim(listed(*names))
        assert found is not None
        assert found.confidence == DOUBTFUL
    beside = ("Lamp Room.mkv", "Lamp Room-poster.jpg", "fanart.jpg", "logo.png")
    found = claim(listed(*beside))
    assert found is not None
    assert found.confidence > DOUBTFUL


def test_what_is_not_there_yet_is_no_film() -> None:
    assert taken("Lamp Room (2011).mkv", path="incomplete") == []
    assert taken("lamp.mkv", path="downloads/incomplete/Lamp.Room.2011.1080p") == []
    assert taken("Lamp Room (2011).mkv", path="complete") == ["Lamp Room (2011).mkv"]


def test_what_sites_advertise_with_is_nothing() -> None:
    names = ("RARBG.mp4", "RARBG.com.mp4", "ETRG.mp4", "www.example.org.mp4", "Lamp.Room.2011.Sample.720p.mkv")
    assert taken(*names, "Lamp.Room.2011.1080p.mkv") == ["Lamp.Room.2011.1080p.mkv"]


def test_a_folder_of_a_series_or_a_camera_holds_no_films() -> None:
    assert taken("Pilot.mkv", "tvshow.nfo", path="Show") == []
    assert taken("One.mkv", path="Show/Сезон 2") == []
    assert taken("One.mkv", path="某剧/第二季") == []
    assert taken("clip.mp4", path="DCIM/100APPLE") == []
    assert taken("On Set.mkv", path="Show.S01.1080p.BluRay.x264-GRP/Featurettes") == []
    disc = Listing(path=b"Show.S01.D02.COMPLETE.BLURAY-GRP", entries=(Entry(name=b"BDMV", type="folder"),))
    assert claim(disc) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    {
        "[2011] Lamp Room": ("Lamp Room", "2011"),
        "2011 - Lamp Room": ("Lamp Room", "2011"),
        "(2011) Lamp Room": ("Lamp Room", "2011"),
        "Lamp Room, The (2011)": ("The Lamp Room", "2011"),
        "...And Lamps (2011)": ("...And Lamps", "2011"),
        "【灯www.example.net】灯房.HD.1080p.国语中字": ("灯房", ""),
        "灯房BD国语中字": ("灯房", ""),
        "[灯房].Lamp.Room.2011.BD.1080p.中英双字幕": ("Lamp Room", "2011"),
        "램프 방 (2011)": ("램프 방", "2011"),
        "La habitación [BluRay 1080p][AC3 5.1 Castellano][2011]": ("La habitación", "2011"),
        "Lamp Room 2049": ("Lamp Room 2049", ""),
        "1x1 (2003)": ("1x1", "2003"),
        "Episode 50 (2011)": ("Episode 50", "2011"),
        "[LAMP] (2011)": ("[LAMP]", "2011"),
        "[LAMP]² (2011) 720p": ("[LAMP]²", "2011"),
    }.items(),
)
def test_habits_of_collectors_of_many_languages(name: str, expected: tuple[str, str]) -> None:
    found = parse(name)
    assert (found.title, found.year) == expected


@pytest.mark.parametrize(
    "piece", ["e1 ", "[a] - 1", "img_", "第1", "2011 - ", "国语", "(2011", "a, ", "official ", "-_", "cap "]
)
def test_hostile_names_are_told_apart_in_no_time(piece: str) -> None:
    text = (piece * 65536)[:65536]
    assert isinstance(shapes.is_episode(text), bool)
    assert isinstance(shapes.is_home_video(text), bool)
    assert isinstance(shapes.is_song(text), bool)
    parse(text)
