from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediad_plugin_movies import shapes
from mediad_plugin_movies.titles import parse, without_order

TITLES = {
    "The Lamp Room (2011)": ("The Lamp Room", "2011"),
    "The Lamp Room (2011) {tmdb-12345}": ("The Lamp Room", "2011"),
    "The Lamp Room (2011) [imdbid-tt0123456] - 1080p": ("The Lamp Room", "2011"),
    "The.Lamp.Room.2011.1080p.BluRay.x264-GRP": ("The Lamp Room", "2011"),
    "the_lamp_room_2011_dvdrip": ("the lamp room", "2011"),
    "The.Lamp.Room.GERMAN.DL.720p.BluRay.x264-GRP": ("The Lamp Room", ""),
    "The Lamp Room (Anna Vale, 2011) [VHSRip]": ("The Lamp Room", "2011"),
    "The.Lamp.Room.3D.2011.1080p.BluRay.x264-GRP": ("The Lamp Room", "2011"),
    "1917": ("1917", ""),
    "2012 (2009)": ("2012", "2009"),
    "2012 - Lamp Room": ("Lamp Room", "2012"),
    "2012 - Extended": ("2012", ""),
    "2046 - Lamp Room": ("2046 - Lamp Room", ""),
    "1922 (2017)": ("1922", "2017"),
    "2046.2004.720p.WEB-DL.H264-GRP": ("2046", "2004"),
    "Harbour 2049 (2017)": ("Harbour 2049", "2017"),
    "Harbour.2049.2017.2160p.UHD.BluRay.x265-GRP": ("Harbour 2049", "2017"),
    "Extra Ordinary (2019)": ("Extra Ordinary", "2019"),
    "Deleted (2014)": ("Deleted", "2014"),
    "The Final Cut (2004)": ("The Final Cut", "2004"),
    "Uncut (1997)": ("Uncut", "1997"),
    "S.W.A.N. (2003)": ("S.W.A.N.", "2003"),
    "A.B.Machine.2003.720p.BluRay.x264-GRP": ("A.B.Machine", "2003"),
    "Sons of the North Part 2 (2012)": ("Sons of the North Part 2", "2012"),
    "[Crew] Paper Moons (2016) [1080p]": ("Paper Moons", "2016"),
    "S.W.A.N. (2003) 1080p BluRay": ("S.W.A.N.", "2003"),
    "Lamp Room EXTENDED (2011) 2160p BluRay": ("Lamp Room", "2011"),
    "Lamp Room Extended (2011)": ("Lamp Room Extended", "2011"),
    "Lamp Room 3D (2011) 1080p": ("Lamp Room 3D", "2011"),
    "Lamp Room [Ultimate Collector's Edition].2011.BRRip.XviD-GRP": ("Lamp Room", "2011"),
    "Silence (Almost) Kept (1988)": ("Silence (Almost) Kept", "1988"),
    "千と灯 (2001)": ("千と灯", "2001"),
    "Holiday 2013-12-09": ("Holiday 2013-12-09", ""),
    "www.example.org - Lamp Room 2011 720p": ("Lamp Room", "2011"),
    "Class of 1984": ("Class of 1984", ""),
    "Class.of.1984.1982.720p.BluRay.x264-GRP": ("Class of 1984", "1982"),
    "Filme vor 1960": ("Filme vor 1960", ""),
    "1990-1999": ("1990-1999", ""),
    "1990. Lamp Room": ("Lamp Room", "1990"),
    "Lamp Room [8.1] (2011)": ("Lamp Room", "2011"),
    "IMDb 8+": ("IMDb 8", ""),
    "Lamp Room, The (2011)": ("The Lamp Room", "2011"),
    "Étang, L' (1977)": ("L'Étang", "1977"),
    "Porto, Un (1988)": ("Un Porto", "1988"),
    "20211205 2014 - Das Erste HD - Lamp Room": ("Lamp Room", ""),
    "20220310 0010 - arte HD - Lamp Room (2014)": ("Lamp Room", "2014"),
    "Lamp Room_BBC ONE_2012_03_04_21_00_00": ("Lamp Room", ""),
    "Lamp_Room_12.03.14_20-15_zdf_105_TVOON_DE.mpg.HQ": ("Lamp Room", ""),
    "Lamp-Room.2021-05-06.20-15": ("Lamp-Room", ""),
}
WORDS = {
    "Lamp Room (2011) - Director's Cut": {"edition": "Director's Cut", "group": ""},
    "Lamp Room (2011) 1080p Director's Cut": {"edition": "Director's Cut", "group": ""},
    "Lamp Room (2011) {edition-Final Cut}": {"edition": "Final Cut", "group": ""},
    "Lamp Room (2011) - copy": {"edition": "", "group": ""},
    "Lamp Room (2011) 1080p - copy": {"edition": "", "group": ""},
    "Lamp Room (2011) [1080p][0A1B2C3D]": {"edition": "", "group": ""},
    "Lamp Room (2011) (1080p BluRay x265 Joy)": {"group": "Joy"},
    "Lamp Room 2011 720p x264 German": {"group": "", "languages": ("de",)},
    "Lamp.Room.2011.HDTV.x264-GRP[eztv]-[rarbg.com]": {"group": "GRP"},
    "Lamp.Room.2011.WEBRip.XviD-GRP": {"source": "webrip", "group": "GRP"},
    "Lamp.Room.EXTENDED.2011.1080p.WEB-DL.H264-GRP": {"edition": "EXTENDED", "source": "web-dl", "group": "GRP"},
    "Lamp Room 2011 25th Anniversary Edition 720p": {"edition": "25th Anniversary Edition", "resolution": "720p"},
    "Lamp.Room.2011.2160p.UHD.BluRay.REMUX.DV.HDR10+.HEVC.TrueHD-GRP": {
        "remux": True,
        "source": "bluray",
        "resolution": "2160p",
        "hdr": ("DV", "HDR10+"),
        "codec": "hevc",
    },
    "Lamp Room (2011) 3D HSBS 1080p": {"three_d": True, "resolution": "1080p"},
    "Lamp.Room.2011.PROPER.DVDRip.XviD-GRP": {"proper": True, "source": "dvd", "codec": "xvid"},
    "Lamp.Room.2011.iTA.ENG.720p.WEBRip.x264-GRP": {"languages": ("it", "en"), "source": "webrip"},
}
EPISODES = (
    "Show S01E02",
    "show.s1e12.720p",
    "Show 1x02",
    "Show - 05.03.2019",
    "Show - 12x105 - x",
    "Season 2",
    "Show S01 Complete",
)
FILMS = ("Lamp Room (2011)", "Lamp Room 1920x1080", "Seven", "Se7en (1995)", "8x8 (1957)", "Apollo 13 (1995)")


@pytest.mark.parametrize(("name", "expected"), TITLES.items())
def test_a_name_tells_title_and_year(name: str, expected: tuple[str, str]) -> None:
    found = parse(name)
    assert (found.title, found.year) == expected


@pytest.mark.parametrize(("name", "expected"), WORDS.items())
def test_a_name_tells_what_the_release_is(name: str, expected: dict[str, object]) -> None:
    found = parse(name)
    assert found.title == "Lamp Room"
    assert {field: getattr(found.release, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("name", "ids"),
    {
        "Lamp Room (2011) {tmdb-12345}": (("tmdb", "12345"),),
        "Lamp Room (2011) [imdbid-tt0123456]": (("imdb", "tt0123456"),),
        "Lamp Room (2011) [tmdbid=77] {imdb-tt0123456}": (("imdb", "tt0123456"), ("tmdb", "77")),
        "Lamp Room (tt0123456)": (("imdb", "tt0123456"),),
        "Tt (2011)": (),
    }.items(),
)
def test_ids_are_taken_out_of_a_name(name: str, ids: tuple[tuple[str, str], ...]) -> None:
    found = parse(name)
    assert found.ids == ids
    assert found.title in ("Lamp Room", "Tt")


def test_a_place_on_a_shelf_is_no_part_of_a_title() -> None:
    assert [without_order(name) for name in ("0042 - Lamp Room", "01. Lamp Room", "1917 - Lamp Room")] == [
        "Lamp Room",
        "Lamp Room",
        "1917 - Lamp Room",
    ]


def test_episodes_are_no_films() -> None:
    assert [name for name in EPISODES if not shapes.is_episode(name)] == []
    assert [name for name in FILMS if shapes.is_episode(name)] == []


@settings(deadline=None)  # the first text waits for imports
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    found = parse(text)
    assert found == parse(text)


PIECES = (
    "(",
    "[",
    "2011 ",
    " - ",
    "tmdb-",
    "S01",
    "-trailer",
    "cd1 ",
    "extended ",
    "1080p ",
    ".",
    "a.",
    "x",
    " ",
    "directors ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_names_take_no_time(piece: str) -> None:
    text = (piece * (65536 // len(piece)))[:65536]
    start = time.perf_counter()
    parse(text)
    shapes.is_episode(text)
    shapes.is_collection(text)
    assert time.perf_counter() - start < 0.5


def test_a_number_in_front_only_sorts_where_a_separator_follows() -> None:
    for text, title in {
        "1 - North": "North",
        "03 - North": "North",
        "2. North": "North",
        "12 Norths": "12 Norths",
    }.items():
        assert without_order(text) == title


def test_what_a_family_keeps_is_no_film() -> None:
    assert shapes.is_camera_folder("Home Videos")
    assert not shapes.is_camera_folder("Home")
