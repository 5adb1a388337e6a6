from __future__ import annotations

import pytest

from mediad_names.texts import read


@pytest.mark.parametrize(
    "name",
    [
        "Ada Moon - Low Tide (2011) [FLAC]",
        "Ada Moon - Low Tide [2011] {CAT-001}",
        "Ada Moon - 2011 - Low Tide",
        "Ada Moon \u2013 2011 \u2013 Low Tide",
        "Ada Moon - 2011. Low Tide (FLAC)",
        "Ada Moon - (2011) Low Tide [24-96]",
        "Ada Moon - Low Tide - 2011, FLAC (tracks), lossless",
        "(Dream Pop) [LP] Ada Moon - Low Tide - 2011, MP3",
        "[2011] Ada Moon - Low Tide",
        "Ada Moon - Low Tide (Deluxe Edition) (2011) 320",
        "Ada Moon - Low Tide 2011 2CD 192kbps",
        "Ada_Moon-Low_Tide-CD-FLAC-2011-GRP",
        "Ada_Moon-Low_Tide-(CAT001)-WEB-2011-GRP",
        "Ada Moon-2011-Low Tide-GRP",
        "Ada.Moon-Low.Tide.2011.REPACK.FLAC-GRP",
        "Ada_Moon_-_Low_Tide-CD-2011-GRP",
        "Ada Moon (2011) Low Tide",
        'Ada Moon "Low Tide" 2011 FLAC',
        "Low Tide by Ada Moon (2011) FLAC",
        "Ada Moon: Low Tide (2011) [FLAC]",
        "Ada Moon - Low Tide - 2011 FLAC",
        "Ada Moon 2011 - Low Tide",
        "Ada Moon - Low Tide (Album) [2011]",
        "Ada Moon - Low Tide FLAC (2011)",
        "Ada Moon - Low Tide[ebb.eu].mp3 2011 FLAC",
        "Ada Moon-Low Tide (2011) [FLAC]",
        "Ada Moon Low Tide 2011 FLAC",
    ],
)
def test_an_album_is_told_from_its_artist_and_its_year(name: str) -> None:
    found = read(name, "music")
    assert (found["artist"], found["album"], found["year"]) == ("Ada Moon", "Low Tide", 2011)
    assert found["match"] is True


@pytest.mark.parametrize(
    ("name", "artist", "album"),
    [
        ("VA - High Tides - The Best of It (2011) [MP3]", "VA", "High Tides - The Best of It"),
        ("Ada Moon - 1989 (2014) [FLAC]", "Ada Moon", "1989"),
        ("Ada Moon - Low Tide - 2011 (1980), FLAC", "Ada Moon", "Low Tide"),
        ("Ada Moon - The Web (2001) [FLAC]", "Ada Moon", "The Web"),
        ("Ada Moon - Tide (2001 - Pop) [Flac 24-44]", "Ada Moon", "Tide"),
        ("Ada_Moon-1989-WEB-2017-GRP", "Ada Moon", "1989"),
        ("Moon--Tide-WEB-2001-GRP", "Moon", "Tide"),
        ("VA_-_Low_Tide_Vol.3-(CD1)-WEB-2001-GRP", "VA", "Low Tide Vol.3"),
        ("Ada Moon - Low Tide Deluxe Edition 2001 FLAC", "Ada Moon", "Low Tide"),
        ("Ada Moon - Low Tide - Deluxe Edition (2001)", "Ada Moon", "Low Tide"),
        ("Ada Moon - 21 [FLAC]", "Ada Moon", "21"),
        ("The 1975 Tides - Ebb 2016 (2017) MP3 192kbps", "The 1975 Tides", "Ebb 2016"),
        ("Mo-Z-Low_Tide-CD-2001-GRP", "Mo-Z", "Low Tide"),
        ("Ebb/Flow - Low Tide (1980) [FLAC]", "Ebb/Flow", "Low Tide"),
        ("Ebb-n-Flow - Low Tide (2010) [Album] [FLAC]", "Ebb-n-Flow", "Low Tide"),
        ("417 - Low Tide (2011) [FLAC]", "417", "Low Tide"),
        ("Low by Tide by Ada Moon (2011) [FLAC]", "Ada Moon", "Low by Tide"),
        ("Ada Moon - Low Tide (Live) (2011)", "Ada Moon", "Low Tide (Live)"),
        ("Ada Moon - A State of Ebb 810 (20.04.2017) 256 kbps", "Ada Moon", "A State of Ebb 810"),
    ],
)
def test_what_looks_like_a_note_stays_where_it_is_the_title(name: str, artist: str, album: str) -> None:
    found = read(name, "music")
    assert (found["artist"], found["album"]) == (artist, album)


@pytest.mark.parametrize("name", ["2011 - Low Tide", "(2011) Low Tide", "Low Tide (2011)"])
def test_a_folder_of_an_artist_names_only_year_and_album(name: str) -> None:
    found = read(name, "music")
    assert (found.get("artist"), found["album"], found["year"]) == (None, "Low Tide", 2011)


def test_words_that_nothing_parts_are_guessed_and_say_so() -> None:
    assert read("Ada Moon Low Tide FLAC", "music")["guessed"] is True
    assert read("Ada Moon Ebb 2016", "music")["guessed"] is True
    assert "guessed" not in read("Ada Moon - Low Tide FLAC", "music")


def test_the_music_of_a_film_has_no_artist_to_guess() -> None:
    found = read("Low Tide Soundtrack (2005) [AAC, 256 kbps]", "music")
    assert (found.get("artist"), found["album"]) == (None, "Low Tide Soundtrack")


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("Ada Moon - Discography (12 CD) [1999 - 2011], FLAC", 1999, 2011),
        ("Ada Moon - The Complete Discography 1999-2011", 1999, 2011),
        ("Ada Moon - Studio Discography 1999-2011 (7 albums)(flac)", 1999, 2011),
        ("Ada_Moon-Discography_1999_-_2011-CD-FLAC-2012-GRP", 1999, 2011),
        ("Ada Moon Discografia Completa MP3 @256", None, None),
        ("Ada Moon - Complete Discography [2011]", None, 2011),
    ],
)
def test_a_discography_tells_its_span(name: str, start: int | None, end: int | None) -> None:
    found = read(name, "music")
    assert (found["artist"], found["album"], found["discography"]) == ("Ada Moon", "Discography", True)
    assert (found.get("year_start"), found.get("year_end")) == (start, end)


@pytest.mark.parametrize(
    ("notes", "quality"),
    [
        ("[FLAC]", "FLAC"),
        ("[EAC-FLAC]", "FLAC"),
        ("[FLAC (M4A) 24-bit Lossless]", "FLAC_24"),
        ("[WEB FLAC24-44.1]", "FLAC_24"),
        ("[24/96]", "FLAC_24"),
        ("[ALAC 24bit]", "ALAC_24"),
        ("(2011) 320", "MP3_320"),
        ("[192][MP3]", "MP3_192"),
        ("[mp3-256-2011]", "MP3_256"),
        ("320 Kbps 2011", "MP3_320"),
        ("[MP3 V0]", "MP3_VBR"),
        ("MP3 V2 VBR", "MP3_VBR_V2"),
        ("[M4A-256]", "AAC_256"),
        ("[AAC]", "AAC_VBR"),
        ("OGG.Q7", "VORBIS_Q7"),
        ("ogg vorbis 160 kbps", "VORBIS_Q5"),
        ("[Vorbis 320]", "VORBIS_Q9"),
        ("[MP3/320]", "MP3_320"),
        ("[VBR V0]", "MP3_VBR"),
        ("[APE+CUE]", "APE"),
        ("[WavPack]", "WAVPACK"),
        ("[WAV]", "WAV"),
        ("[WMA]", "WMA"),
        ("[DSD64]", "DSD"),
        ("[OPUS 128]", "Unknown"),
        ("of the Ape [MP3 128]", "MP3_128"),
        ("(V0)", "MP3_VBR"),
        ("[AAC 192]", "AAC_192"),
        ("[AAC 320]", "AAC_320"),
        ("96 (2017) [Mp3~Kbps]", "Unknown"),
        ("2016", "Unknown"),
    ],
)
def test_codec_and_rate_make_one_word(notes: str, quality: str) -> None:
    assert read(f"Ada Moon - Low Tide {notes}", "music")["audio_quality"] == quality


def test_a_codec_without_a_word_for_its_quality_is_told_apart() -> None:
    assert read("Ada Moon - Low Tide [OPUS 128]", "music")["audio_codec"] == "OPUS"


def test_a_web_release_of_the_scene_that_names_no_codec_is_mp3_at_320() -> None:
    assert read("Ada_Moon-Low_Tide-WEB-2011-GRP", "music")["audio_quality"] == "MP3_320"
    assert read("Ada_Moon-Low_Tide-CD-2011-GRP", "music")["audio_quality"] == "Unknown"


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Ada.Moon-Low.Tide-WEB-2011-GRP", "GRP"),
        ("Ada.Moon-Low.Tide-WEB-2011-GRP-Obfuscated", "GRP"),
        ("Ada.Moon-Low.Tide-WEB-2011-GRP-RP-RP", "GRP"),
        ("Ada.Moon-Low.Tide-WEB-2011-GRP-1", "GRP"),
        ("Ada Moon - Low Tide (2011) Mp3 320kbps [SiteCo]", "SiteCo"),
        ("Ada Moon - Low Tide [2011] [FLAC]", None),
        ("Ada Moon - Low Tide - 2011", None),
        ("Ada Moon - Low Tide (2011) [Live]", None),
        ("Ada Moon - Low Tide 2011 FLAC-GRP", "GRP"),
        ("7t-low_tide-128.mp3", None),
        ("7t-low_tide-64.mp3", None),
        ("A Show (2021) Season 1 S01 (1080p BluRay x265 HEVC 10bit AAC 2.0 Heron) [QxR]", "Heron"),
        ("A Show - S01E01 - The Pilot [720p x265 10bit S60 Heron]", "Heron"),
        ("A Show S02E03 1080p WEB-DL H.264-Wren[TERN]", "TERN"),
        ("[Gull-Subs] A Show - Season 2 - The Return", "Gull-Subs"),
        ("[Gull-Subs] A Show - 01 [h264-720p][0A1B2C3D]", "Gull-Subs"),
    ],
)
def test_the_group_stands_last_or_first_and_site_tags_are_none(name: str, group: str | None) -> None:
    assert read(name, "music").get("release_group") == group


@pytest.mark.parametrize(
    ("tag", "version", "repack"), [("REPACK", 2, True), ("RERIP2", 3, True), ("PROPER", 2, False), ("V2", 1, False)]
)
def test_a_release_made_again_counts_up(tag: str, version: int, repack: bool) -> None:  # noqa: FBT001
    found = read(f"Ada.Moon-Low.Tide.2011.MP3.{tag}-GRP", "music")
    assert (found["version"], found.get("repack", False)) == (version, repack)


@pytest.mark.parametrize(
    "name",
    [
        "3f2a9cbb7e1d4f5a8b6c7d8e9f0a1b2c",
        "3f2a9cbb7e1d4f5a8b6c7d8e9f0a1b2c3d4e5f60.mkv",
        "d3Tk9aQx2ZpLm7VvB1nR8sYw",
        "aB3cD4 eF5gH6iJ7kL8mN9oP0qR1sT2uV3",
        "SOME SHOUTED WORDS ONLY",
        "Some words only",
        "",
    ],
)
def test_a_name_that_says_nothing_is_no_release(name: str) -> None:
    found = read(name, "music")
    assert found["match"] is False
    assert "album" not in found


def test_the_folder_speaks_for_a_file_whose_name_is_random() -> None:
    found = read(r"D:\in\A Show S04E08 Heron 720p WEB-DL H 264-TERN\abc.mp3", "music")
    assert (found["title"], found["release_group"]) == ("A Show", "TERN")
    found = read("/in/Ada Moon - Low Tide (2011)/3f2a9cbb7e1d4f5a8b6c7d8e9f0a1b2c.flac", "music")
    assert (found["artist"], found["album"]) == ("Ada Moon", "Low Tide")


@pytest.mark.parametrize("title", ["S16", "Season 2", "Bluray", "Ebb [19075812]"])
def test_an_album_is_not_taken_for_a_programme(title: str) -> None:
    found = read(f"Ada Moon - {title} (2011)", "music")
    assert (found["artist"], found["album"]) == ("Ada Moon", title)


def test_the_file_of_a_song_is_no_album() -> None:
    assert read("07 - Ebb.mp3", "music") == {
        "title": "Ebb", "track": 7, "audio_codec": "MP3", "version": 1, "match": False
    }  # fmt: skip
    found = read("Ada Moon - Low Tide - 07 - Ebb.flac", "music")
    assert (found["album"], found["track"], found["title"]) == ("Low Tide", 7, "Ebb")


@pytest.mark.parametrize(
    ("name", "disc", "title"),
    [
        ("CD1", 1, None),
        ("disc_2", 2, None),
        ("Disk-3", 3, None),
        ("Disc 04 (Outtakes)", 4, "Outtakes"),
        ("Disc 04(Outtakes)", 4, "Outtakes"),
        ("Disc 1 of 2", 1, None),
        ("Disc One", 1, None),
        ("Disc Ten", 10, None),
        ("Disc1of2", 1, None),
        ("volume3", 3, None),
        ("/music/Ada Moon/Low Tide/disc 2/", 2, None),
    ],
)
def test_a_folder_that_is_one_disc(name: str, disc: int, title: str | None) -> None:
    found = read(name, "music_dir")
    assert (found["multi_disc"], found["disc"], found.get("disc_title")) == (True, disc, title)


@pytest.mark.parametrize(
    "name", ["", "/home/", "Discovery", "Disco 2000", "disk", "disk a", "disc disc 6", "03 Low Tide", "CDs", "Vol II"]
)
def test_a_folder_that_is_no_disc(name: str) -> None:
    assert read(name, "music_dir") == {}
