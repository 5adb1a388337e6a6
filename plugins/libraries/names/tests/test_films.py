"""Names of films, and what technical words say in any name."""

from __future__ import annotations

from typing import Any

import pytest

from mediad_names import read

FILMS = [
    ("Paper.Lanterns.1987.1080p.BluRay.x264-GRP", "Paper Lanterns", 1987),
    ("Paper Lanterns (1987).mkv", "Paper Lanterns", 1987),
    ("Paper Lanterns 1984 (1987).mkv", "Paper Lanterns 1984", 1987),
    ("1984.1956.720p.BluRay.x264-GRP", "1984", 1956),
    ("1917 (2019).mkv", "1917", 2019),
    ("Paper.Lanterns.EXTENDED.1987.German.DL.1080p.BluRay.x264-GRP", "Paper Lanterns", 1987),
    ("Paper.Lanterns.2.German.DL.720p.BluRay.x264-GRP", "Paper Lanterns 2", None),
    ("The.Good.Italian.1987.720p.BluRay.x264-GRP", "The Good Italian", 1987),
    ("P.A.P.E.R.1987.1080p.BluRay", "P.A.P.E.R.", 1987),
    ("[Group] Paper Lanterns (1987) [BD 1080p FLAC].mkv", "Paper Lanterns", 1987),
    ("[Group] Paper Lanterns 1.11 - You Are (Not) Late v2 (1080p BD HEVC) [0A1B2C3D].mkv",
     "Paper Lanterns 1.11 - You Are (Not) Late", None),
    ("www.Somewhere.org - Paper.Lanterns.1987.720p.X264-GRP", "Paper Lanterns", 1987),
    ("Paper Lanterns (1987) - Group (2019).mkv", "Paper Lanterns", 1987),
    ("The.Final.Cut.2004.1080p.BluRay", "The Final Cut", 2004),
    ("Director's.Cut.2016.1080p.BluRay", "Director's Cut", 2016),
    ("Lampions AKA Paper Lanterns 1987 1080p Blu-ray", "Lampions AKA Paper Lanterns", 1987),
    ("Paper Lanterns (Some Director, 1987) [DVDRip]", "Paper Lanterns", 1987),
    ("/films/Paper Lanterns (1987)/Paper Lanterns (1986).mkv", "Paper Lanterns", 1986),
    ("Lantern's 8", "Lantern's 8", None),
    ("1987 - Paper Lanterns", "Paper Lanterns", 1987),
    ("1987 - 12 Lanterns", "12 Lanterns", 1987),
    ("1987. Paper Lanterns", "Paper Lanterns", 1987),
    ("1987 - Extended Lanterns", "Extended Lanterns", 1987),
    ("1987 - Extended", "1987", None),
    ("1987 - Director's Cut", "1987", None),
    ("1987 - BluRay", "1987", None),
    ("1987 - Part 1", "1987 - Part 1", None),
    ("2046 - Paper Lanterns", "2046 - Paper Lanterns", None),
    ("Paper.Lanterns.2049.1080p.BluRay", "Paper Lanterns 2049", None),
    ("1x1 (1987)", "1x1", 1987),
    ("灯笼.HD.1080p", "灯笼", None),
    ("灯笼.BD.国语", "灯笼", None),
    ("[海上灯塔].1987.BluRay.1080p", "海上灯塔", 1987),
    ("Paper Lanterns (HD)", "Paper Lanterns", None),
    ("paper.lanterns.2.german.dl.720p.bluray.x264-grp", "paper lanterns 2", None),
    (r"D:\in\Paper.Lanterns.1987.720p.HDTV.x264-GRP\a7f3b09c1d22e4.mkv", "Paper Lanterns", 1987),
    ("Paper.Lanterns.German.1987.AC3.BDRip.x264-GRP", "Paper Lanterns", 1987),
    ("Paper.Lanterns.iTALiAN.1987.DVDRip.x264-GRP", "Paper Lanterns", 1987),
    ("Paper.Lanterns.iNTERNAL.1987.DVDRip.x264-GRP", "Paper Lanterns", 1987),
    ("The.Good.German.2006.720p.BluRay.x264-GRP", "The Good German", 2006),
    ("1987 - Paper Lanterns.mkv", "Paper Lanterns", 1987),
    ("(1987) Paper Lanterns 720p", "Paper Lanterns", 1987),
    ("1987 - Paper Lanterns (1991).mkv", "1987 - Paper Lanterns", 1991),
    ("Paper.Lanterns.SUBFRENCH.1987.1080p", "Paper Lanterns", 1987),
    ("Paper Lanterns {tmdb-123} (1987).mkv", "Paper Lanterns", 1987),
    ("[新]Paper Lanterns[字].mp4", "Paper Lanterns", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "title", "year"), FILMS)
def test_a_film_has_its_title_and_year(name: str, title: str, year: int | None) -> None:
    found = read(name, "movie")
    assert (found.title, found.get("year")) == (title, year)


FIELDS = [
    ("Film.1987.1080p.BluRay.REMUX.AVC.DTS-HD.MA.5.1-GRP", {"source": "bluray",
    "remux": True, "audio_codec": "DTS-HD"}),
    ("Film.1987.2160p.UHD.BluRay.HDR10+.x265-GRP", {"hdr": ("HDR10+",)}),
    ("Film.1987.2160p.UHD.BluRay.HDR10+DV.x265-GRP", {"hdr": ("HDR10", "Dolby Vision")}),
    ("Film.1987.MULTi.COMPLETE.BLURAY-GRP", {"source": "bluray", "modifier": "brdisk", "resolution": "1080p"}),
    ("Film.1987.2160p.UHD.BluRay.x265.10bit.HDR-GRP", {"resolution": "2160p",
    "color_depth": "10-bit", "video_codec": "H.265"}),
    ("Film.1987.1080p.AMZN.WEB-DL.DDP5.1.H.264-GRP", {"source": "web-dl", "streaming_service": "Amazon Prime"}),
    ("Film.1987.1080p.WEBRip.x264-GRP", {"source": "webrip", "resolution": "1080p", "release_group": "GRP"}),
    ("Film.1987.720p.NetflixHD.x264-GRP", {"source": "web-dl", "resolution": "720p"}),
    ("Film 1987 [Bluray1080p].mkv", {"source": "bluray", "resolution": "1080p", "container": "mkv"}),
    ("Film (1987) (1920x1080 HEVC)", {"resolution": "1080p"}),
    ("Film.1987.PAL.DVDR-GRP", {"source": "dvd", "remux": True, "resolution": "480p"}),
    ("Film 1987 HQCAM x264", {"source": "cam"}),
    ("Film (1987) CAM", {"source": "cam"}),
    ("Film.1987.HDTS.720p", {"source": "telesync", "resolution": "720p"}),
    ("Film.1987.REPACK2.720p.HDTV.x264-GRP", {"repack": True, "version": 3, "proper": True}),
    ("Film.1987.COMPLETE.UHD.BLURAY-GRP", {"modifier": "brdisk", "resolution": "2160p"}),
    ("Film.1987.DVDScr.XviD-GRP", {"source": "dvd", "modifier": "screener"}),
    ("Film.1987.R5.XviD-GRP", {"source": "dvd", "modifier": "regional"}),
    ("Film 1987 [BD Remux 1080p]", {"source": "bluray", "remux": True}),
    ("Film.1987.Open.Matte.1080p.WEB-DL", {"edition": "Open Matte"}),
    ("Film.1987.1080p.WEB.h264-GRP (Another Film, Dual-Audio)", {"release_group": "GRP"}),
    ("Film.1987.PROPER.720p.HDTV.x264-GRP", {"proper": True, "version": 2, "repack": None}),
    ("Film (1987) {tmdb-550}", {"tmdb_id": "550"}),
    ("Film (1987) [imdbid-tt0137523]", {"imdb_id": "tt0137523"}),
    ("Film (1987) {tvdb-12}", {"tvdb_id": "12"}),
    ("Film.1987.Directors.Cut.1080p.BluRay-GRP", {"edition": "Directors Cut"}),
    ("Film 50th Anniversary Edition 1987.mkv", {"edition": "50th Anniversary Edition", "title": "Film"}),
    ("Film.1987.The.Copper.Edition.BluRay.720p-GRP", {"edition": "Copper Edition"}),
    ("The.Easter.Edition.1987.720p.HDTV.x264-GRP", {"edition": None}),
    ("Film.1987.1080p.KORSUB.WEBRip.x264-GRP", {"hardcoded_subs": "KORSUB"}),
    ("[Group] Film - 03 [720p][0A1B2C3D].mkv", {"hash": "0A1B2C3D", "release_group": "Group"}),
    ("Film.1987.1080p.WEB-DL.x264-GRP-Obfuscated", {"release_group": "GRP"}),
    ("Film.1987.1080p.WEB-DL.x264-GRP[rarbg]", {"release_group": "GRP"}),
    ("Film (1987) (1080p BluRay x265 HEVC 10bit AAC 5.1 Korean Someone)", {"release_group": "Someone"}),
    ("Film (1987) (2160p WEB-DL H265 DDP Atmos 5.1 English - GRP)", {"release_group": "GRP"}),
    ("Film.1987.1080p.BluRay.DTS-ES.5.1.x264", {"release_group": None, "languages": ()}),
    ("Film.1987.CD2.DVDRip.XviD-GRP.avi", {"cd": 2, "source": "dvd"}),
    ("Film.1987.1080p.x264.AAC.ESub-GRP", {"release_group": "GRP", "subtitle_language": ("English",)}),
    ("Film.1987.720p.DD5.1.x264-RARBG", {"release_group": "RARBG", "audio_channels": "5.1"}),
    ("Film (1987) [1080p] [imdbid-tt0137523]", {"release_group": None}),
    ("Film (1987) [BDRemux 1080p AVC][GRP]", {"release_group": "GRP", "remux": True}),
    ("Film.1987.2160p.UHD.BluRay.HEVC.TrueHD.7.1-GRP", {"modifier": "brdisk", "resolution": "2160p"}),
    ("Film.1987.2160p.UHD.BluRay.x265.HEVC-GRP", {"modifier": None}),
    ("Film.1987.HC.720p.HDRip.x264-GRP", {"hardcoded_subs": "Generic Hardcoded Subs"}),
    ("Film.1987.BDRipMux.720p", {"title": "Film", "source": "bluray", "resolution": "720p"}),
    ("Film.HD-TC.x264", {"title": "Film", "source": "telecine", "source_raw": "HD Telecine"}),
    ("Film - 03 [Group][0A1B2C3D].mkv", {"hash": "0A1B2C3D", "release_group": "Group"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fields"), FIELDS)
def test_technical_words_say_what_they_say(name: str, fields: dict[str, Any]) -> None:
    found = read(name, "movie")
    assert {field: found.get(field) for field in fields} == fields


def test_a_name_of_no_said_kind_is_read_as_what_it_shows() -> None:
    assert read("Film.1987.1080p.BluRay.x264-GRP").get("match") is True
    assert read("Show.S01E02.mkv").get("season") == 1
    assert not read("A holiday by the sea.mkv").sure


def test_the_folder_of_a_film_gives_its_year() -> None:
    assert read("films/Paper Lanterns (1987)/Paper Lanterns [720p].mkv", "movie").get("year") == 1987


LANGUAGES = [
    ("Show.S01E02.German.DL.1080p.WEB.x264-GRP", ("German",)),
    ("Show.S01E02.1080p.WEB-DL.Rus.Eng.GRP", ("Russian", "English")),
    ("Show S01 (BDrip 1080p ENG-ITA-FRA) Multisub x264", ("English", "Italian", "French")),
    ("Show S01E02 1080p (ita eng) BluRay", ("Italian", "English")),
    ("Show.S01E02.PLDUB.HDTV.XviD-GRP", ("Polish",)),
    ("Show.S01E02.1080p.WEB-DL.x264-GRP Icelandic", ("Icelandic",)),
    ("The.Spanish.Show.S01E02.1080p.WEB-DL.x264-GRP", ()),
    ("Show.S01E02.The.German.Guest.1080p.WEB-DL.x264-GRP", ()),
    ("Show.S01E02.Ger.Eng.Sub.AAC.1080p.WEB.H264-GRP", ()),
    ("Show (2021) WEB-DL 1080p 3xUkr/Eng | Sub Rus/Pol", ("Ukrainian", "English")),
    ("Show S01E02 1080p WEB-DL Rus/Ukr/Eng", ("Russian", "Ukrainian", "English")),
    ("[Group] Show - 01 [繁中]", ("Chinese",)),
    ("Show S01E02 720p ita eng sub ita", ("Italian", "English")),
    ("Show.S01E02.Russian.Roulette.1080p.WEB", ()),
    ("Show.S01E02.RUSSiAN.Roulette.1080p.WEB", ("Russian",)),
]


@pytest.mark.parametrize(("name", "languages"), LANGUAGES)
def test_languages_are_those_of_the_sound(name: str, languages: Any) -> None:
    assert read(name, "tv").get("languages") == languages


def test_languages_beside_sub_are_those_of_the_subtitles() -> None:
    assert read("Show.S01E02.Ger.Eng.Sub.AAC.1080p.WEB.H264-GRP", "tv").get("subtitle_language") == (
        "German",
        "English",
    )


def test_words_behind_sub_are_languages_even_where_they_are_words_too() -> None:
    found = read("Show.S01E02.720p.x264.sub.ita.eng", "tv")
    assert (found.get("languages"), found.get("subtitle_language")) == ((), ("Italian", "English"))


def test_what_follows_from_other_words_is_listed_as_implied() -> None:
    found = read("Show.S01E02.mkv", "tv")
    assert (found.get("source"), found.get("resolution")) == ("tv", "720p")
    assert found.implied >= {"source", "resolution"}
    assert not read("Show.S01E02.720p.HDTV.mkv", "tv").implied


SUBTITLES = [
    ("Film.1987.en.srt", "eng", None, None), ("Film.en.forced.srt", "eng", True, None),
    ("Film.de.sdh.srt", "ger", None, True), ("Film.sdh.srt", None, None, True),
    ("Film.hi.forced.srt", "hin", True, None),
    ("Film.zh.srt", "chi", None, None), ("Film.pob.forced.srt", "por", True, None),
    ("Film.hi.srt", "hin", None, None), ("Film.en.hi.srt", "eng", None, True), ("Film.srt", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "language", "forced", "impaired"), SUBTITLES)
def test_a_subtitle_has_its_language_and_role(name: str, language: Any, forced: Any, impaired: Any) -> None:
    found = read(name, "sidecar")
    assert (found.get("language"), found.get("isForced"), found.get("isHearingImpaired")) == (
        language,
        forced,
        impaired,
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("A.Film.en.Signs & Songs.forced.srt", "Signs & Songs"),
        ("A.Film.Director Speaks.es.srt", "Director Speaks"),
        ("A Film. Part Two.en.srt", None),
    ],
)
def test_a_title_of_a_subtitle_stands_among_its_other_words(name: str, title: str | None) -> None:
    assert read(name, "sidecar").get("title") == title
