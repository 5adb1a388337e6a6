from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_plugin_music.discs import disc_of_folder
from mediad_plugin_music.folders import AlbumName, album_of
from mediad_plugin_music.names import TrackName, track_of

TRACKS = {
    "01 - Overture": TrackName("Overture", "", "1", 1),
    "07. Second Light": TrackName("Second Light", "", "7", 7),
    "1-02 The Ferry": TrackName("The Ferry", "", "2", 2, 1),
    "2-11 - Low Water": TrackName("Low Water", "", "11", 11, 2),
    "03 Anna Vale - Low Water": TrackName("Low Water", "Anna Vale", "3", 3),
    "Anna Vale - Low Water": TrackName("Low Water", "Anna Vale"),
    "Anna Vale - Rivers - 04 - Low Water": TrackName("Low Water", "Anna Vale", "4", 4, 0, "Rivers"),
    "Anna Vale - Rivers - 04 Low Water": TrackName("Low Water", "Anna Vale", "4", 4, 0, "Rivers"),
    "t04 Low Water": TrackName("Low Water", "", "4", 4),
    "A2 - Side Street": TrackName("Side Street", "", "A2", 102),
    "05_under_the_bridge": TrackName("under the bridge", "", "5", 5),
    "99 Lanterns": TrackName("Lanterns", "", "99", 99),
    "1979": TrackName("1979"),
    "夜の駅": TrackName("夜の駅"),
    "01 - Low Water (1)": TrackName("Low Water", "", "1", 1),
    "CD2 - 03 - Low Water": TrackName("Low Water", "", "3", 3, 2),
    "d1t04. Low Water": TrackName("Low Water", "", "4", 4, 1),
    "01 - 21 Lanterns": TrackName("21 Lanterns", "", "1", 1),
    "03、夜の駅": TrackName("夜の駅", "", "3", 3),
    "Anna Vale - Low Water (Official Music Video) [a1B2c3D4e5F]": TrackName("Low Water", "Anna Vale"),
    "Anna Vale - Low Water [Official Audio]": TrackName("Low Water", "Anna Vale"),
    "Anna Vale - Low Water [Alternative]": TrackName("Low Water [Alternative]", "Anna Vale"),
    "Anna Vale - Video": TrackName("Video", "Anna Vale"),
    "anna_vale-low_water": TrackName("low water", "anna vale"),
    "00 - Before": TrackName("Before", "", "0", 0),
    "AudioTrack 04": TrackName("AudioTrack 04", "", "4", 4),
    "av77-05-08d2t04": TrackName("av77-05-08d2t04", "", "4", 4, 2),
    "01 \u2013 Anna Vale — Low Water": TrackName("Low Water", "Anna Vale", "1", 1),
    "01 - Sonata in G - II. Largo": TrackName("Sonata in G - II. Largo", "", "1", 1),
}
ALBUMS = {
    ("Anna Vale", "Rivers (1998)"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "1998 - Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "[1998] Rivers [FLAC 24bit]"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Music", "Anna Vale - Rivers (1998) [MP3]"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Music", "Anna Vale - 1998 - Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "Rivers (1998)", "CD2"): AlbumName("Rivers", "Anna Vale", "1998", 2),
    ("Anna Vale", "Rivers (1998)", "Disc 2 - The Sea"): AlbumName("Rivers", "Anna Vale", "1998", 2, "The Sea"),
    ("Anna Vale", "Rivers (Disc 1)"): AlbumName("Rivers", "Anna Vale", "", 1),
    ("Various Artists", "Harbour Songs"): AlbumName("Harbour Songs", "Various Artists", ""),
    ("Music", "VA - Harbour Songs (2003)"): AlbumName("Harbour Songs", "Various Artists", "2003"),
    ("Anna_Vale-Rivers-CD-FLAC-1998-GRP",): AlbumName("Rivers", "Anna Vale", "1998", group="GRP"),
    ("Anna Vale", "Studio Albums", "1998 - Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale Discography (1990-2005)", "[1998] Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale - Complete Discography [FLAC]", "1998 - Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "Rivers", "FLAC"): AlbumName("Rivers", "Anna Vale"),
    ("Anna Vale", "Rivers {AV-1} FLAC"): AlbumName("Rivers", "Anna Vale"),
    ("Music", "New Folder"): AlbumName(""),
    ("Anna Vale", "Rivers (1998)", "Bonus Disc"): AlbumName("Rivers", "Anna Vale", "1998", 2, "Bonus Disc"),
    ("Anna Vale", "Rivers (1998)", "CD 02"): AlbumName("Rivers", "Anna Vale", "1998", 2),
    ("V", "Vales, The", "1998 Rivers"): AlbumName("Rivers", "The Vales", "1998"),
    ("Anna Vale - Rivers (2CD) (1998)", "Disc 1"): AlbumName("Rivers", "Anna Vale", "1998", 1),
    ("Anna Vale - Rivers (1998) Mp3 (320kbps) [Someone]",): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "1977-05-08 Fen Hall"): AlbumName("1977-05-08 Fen Hall", "Anna Vale"),
    ("Anna Vale - Rivers - 1998 - FLAC",): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale - 1998",): AlbumName("1998", "Anna Vale"),
    ("Anna Vale", "Rivers [24-96]"): AlbumName("Rivers", "Anna Vale"),
    ("Anna Vale", "Unknown Album (01.02.2003 10:11:12)"): AlbumName("", "Anna Vale"),
    ("Anna Vale", "[1998.03.10] Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "1998 - Rivers [QUAY 012CD]"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "Rivers [Live]"): AlbumName("Rivers [Live]", "Anna Vale"),
    ("Anna Vale", "Compilations", "1998 - Rivers", "CD 1"): AlbumName("Rivers", "Anna Vale", "1998", 1),
    ("Music", "Compilations", "Rivers"): AlbumName("Rivers", "Various Artists"),
    ("Compilations", "Rivers"): AlbumName("Rivers", "Various Artists"),
    ("Anna Vale", "Rivers (1998)", '12" Vinyl 02'): AlbumName("Rivers", "Anna Vale", "1998", 2),
    ("Anna Vale - Rivers", "2"): AlbumName("Rivers", "Anna Vale", "", 2),
    ("Anna Vale - Rivers", "Side B"): AlbumName("Rivers", "Anna Vale", "", 2, "Side B"),
    ("Anna Vale - Rivers", "Act II"): AlbumName("Rivers", "Anna Vale", "", 2, "Act II"),
    ("Anna Vale", "Side B"): AlbumName("Side B", "Anna Vale"),
    ("QUAY012 - Anna Vale - Rivers (1998)",): AlbumName("Rivers", "Anna Vale", "1998"),
    ("UB40 - Rivers - 1998",): AlbumName("Rivers", "UB40", "1998"),
    ("Anna Vale - Rivers (1998) [Cassette]",): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale - The Basement Tape",): AlbumName("The Basement Tape", "Anna Vale"),
    ("Anna Vale", "21"): AlbumName("21", "Anna Vale"),
    ("Anna Vale - Discography (1990-2005)", "1"): AlbumName("1", "Anna Vale"),
    ("Anna Vale", "Rivers (Bonus Disc)"): AlbumName("Rivers", "Anna Vale", "", 2, "Bonus Disc"),
    ("Anna Vale", "Rivers - 1998"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "Anna Vale - 1998"): AlbumName("1998", "Anna Vale"),
    ("Anna Vale", "Anna Vale (1998) Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale - Rivers (UK, 1998) [2xLP]",): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale \u2013 Rivers (1998, CD, FLAC)",): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale - Rivers (Live, 1998)",): AlbumName("Rivers (Live, 1998)", "Anna Vale"),
    ("Anna Vale", "1998-05-08 - Fen Hall"): AlbumName("1998-05-08 - Fen Hall", "Anna Vale"),
    ("[Anna Vale] Rivers",): AlbumName("Rivers", "Anna Vale"),
    ("Anna_Vale-Long_Rivers",): AlbumName("Long Rivers", "Anna Vale"),
    ("Vale, The Fen", "Rivers"): AlbumName("Rivers", "Vale, The Fen"),
    ("Anna Vale", "Anna Vale - Rivers (1998)", "Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Anna Vale", "02. Singles & EPs [FLAC]", "1998 - Rivers"): AlbumName("Rivers", "Anna Vale", "1998"),
    ("Muzyka", "Składanki", "Rivers"): AlbumName("Rivers", "Various Artists"),
    ("iTunes Music", "Compilations", "Rivers"): AlbumName("Rivers", "Various Artists"),
    ("Anna Vale", "Rivers", "Диск 2"): AlbumName("Rivers", "Anna Vale", "", 2),
}


def test_a_name_is_read_by_what_its_folder_is() -> None:
    release = AlbumName("Rivers", "Anna Vale", "1998", group="GRP")
    assert track_of("05-anna_vale-low_water-grp", release) == TrackName("low water", "anna vale", "5", 5)
    plain = AlbumName("Rivers", "Anna Vale")
    assert track_of("Anna Vale - Rivers - 05 Low Water", plain) == TrackName("Low Water", "", "5", 5, 0, "Rivers")
    many = AlbumName("Rivers", "Various Artists")
    assert track_of("Various Artists - Rivers - 05 Bo - Ebb", many) == TrackName("Ebb", "Bo", "5", 5, 0, "Rivers")
    assert track_of("05 - Low Water - Anna Vale", plain) == TrackName("Low Water", "Anna Vale", "5", 5)


@pytest.mark.parametrize(("stem", "expected"), TRACKS.items())
def test_a_file_name_tells_its_track(stem: str, expected: TrackName) -> None:
    assert track_of(stem) == expected


def test_a_release_of_the_scene_repeats_the_artist_that_its_folder_names() -> None:
    folder = AlbumName("Lichen", "Ada Fern")
    assert track_of("01-ada_fern-bark", folder) == TrackName("bark", "ada fern", "1", 1)
    assert track_of("01-so-called", folder).title == "so-called"


@pytest.mark.parametrize(("names", "expected"), ALBUMS.items())
def test_a_path_tells_its_album(names: tuple[str, ...], expected: AlbumName) -> None:
    assert album_of(names) == expected


@pytest.mark.parametrize(
    ("name", "number"), {"CD1": 1, "Disc 02": 2, "disk 3": 3, "Disc Two": 2, "CD 1 of 2": 1}.items()
)
def test_a_disc_folder_is_known(name: str, number: int) -> None:
    found = disc_of_folder(name)
    assert found is not None
    assert found[1] == number


@pytest.mark.parametrize("name", ["Discovery", "CD", "Discography", "Rivers", "ABCD1"])
def test_other_folders_are_no_discs(name: str) -> None:
    assert disc_of_folder(name) is None


@given(st.text(max_size=400))
def test_every_name_has_a_title(stem: str) -> None:
    found = track_of(stem)
    assert found.title or not stem.strip() or found.label


@pytest.mark.parametrize("piece", ["(", "[", " - ", "1-", "feat. ", "CD", " ", "[x", "2001"])
def test_hostile_names_take_no_time(piece: str) -> None:
    text = piece * (65536 // len(piece))
    start = time.perf_counter()
    track_of(text)
    album_of((text, text))
    assert time.perf_counter() - start < 0.5
