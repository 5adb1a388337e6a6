"""What a name remarks on its release is told to whoever asks for everything, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from mediad_names import describe, read


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("The.Lamp.2011.BRRip.XviD-GRP", ("Reencoded", "Rip")),
        ("The.Lamp.2011.1080p.WEB-DL.x264-GRP", None),
        ("The.Lamp.2011.3D.Hybrid.REPACK.1080p.BluRay.REMUX-GRP", ("3D", "Hybrid", "Proper", "Remux")),
        ("The.Lamp.2011.WS.PAL.DVDSCR.x264-GRP", ("Widescreen", "PAL", "Screener")),
        ("The Lamp (2011) HD [x264]", "HD"),
        ("The.Lamp.2011.1080p.BluRay.DTS-HD.MA.5.1-GRP", None),
        ("The.Lamp.2011.2160p.UHD.BluRay.HDR.x265-GRP", "HDR10"),
        ("The.Lamp.2011.720p.WEB.x264-GRP-postbot", "Repost"),
        ("The.Lamp.2011.720p.WEB.x264-GRP-Obfuscated.mkv", "Obfuscated"),
        ("The Hybrid Proof (2011)", None),
        ("The Lamp 2011 Complete DVDRip/lamp.avi", ("Complete", "Rip")),
    ],
)  # fmt: skip  # a table
def test_words_behind_the_title_say_how_a_release_was_made(name: str, other: object) -> None:
    assert describe(name, "movie").get("other") == other


@pytest.mark.parametrize(
    ("name", "kind", "fields"),
    [
        ("Row_of_Lamps-f03-Red_Lamp-x02-Making_It.mkv", "movie",
         {"film": 3, "film_title": "Row of Lamps", "title": "Red Lamp", "bonus": 2, "bonus_title": "Making It"}),
        ("The Lamp (1999)-x02-An Interview.mp4", "movie",
         {"title": "The Lamp", "bonus": 2, "bonus_title": "An Interview"}),
        ("The Lamp 2CD DVDRip.avi", "movie", {"cd_count": 2}),
        ("The Lamp Part VI.mkv", "movie", {"part": 6}),
        ("The.Lamp.Part.1.and.Part.2.mkv", "movie", {"part": (1, 2)}),
        ("The Lamp 3 of 7 - Oil HDTV.mkv", "tv", {"episode_count": 7}),
        ("The.Lamp.Season.2of5.3of9.HDTV.mkv", "tv", {"season_count": 5, "episode_count": 9}),
        ("The.Lamp.S01E09.FINAL.720p.mkv", "tv", {"episode_details": "Final"}),
        ("The Lamp S01E00 Unaired Pilot TVRip", "tv", {"episode_details": ("Unaired", "Pilot")}),
        ("The.Lamp.S01E13S02E01E02.mkv", "tv", {"season2": 2, "episodes2": (1, 2)}),
        ("The Lamp - 02 (1280x720 24fps).mkv", "anime", {"aspect_ratio": 1.778, "frame_rate": "24fps"}),
        ("The.Lamp.S01E02.1080p25.mkv", "tv", {"frame_rate": "25fps"}),
        ("The.Lamp.S01E02.480p.4.8GB.HDTV.x264", "tv", {"size": "4.8GB"}),
        ("The.Lamp.S01E02.720p.HDTV.450.MB.mkv", "tv", {"size": "450MB"}),
        ("The.Lamp.S01E02.720p/0123456789abcdef0123456789abcdef.mkv", "tv",
         {"uuid": "0123456789abcdef0123456789abcdef"}),
        ("The.Lamp.S01E02.DVDRip.[lamps.example.org].avi", "tv", {"website": "lamps.example.org"}),
        ("The.Lamp.S01E02.1080p.HEVC.mkv", "tv", {"video_profile": "High Efficiency Video Coding"}),
        ("The.Lamp.S01E02.NetflixUHD.mkv", "tv", {"streaming_service": "Netflix"}),
        ("The.Lamp.S01E02.REAL.PROPER.720p.mkv", "tv", {"proper_count": 2}),
        ("The.Lamp.S01E02.REAL.720p.HDTV.mkv", "tv", {"proper_count": 2}),
        ("The.Lamp.S01E02.ITA.ENG.720p.mkv", "tv", {"language": ("Italian", "English")}),
        ("The.Lamp.S01E02.German.DL.1080p.mkv", "tv", {"language": ("German", "Multiple languages")}),
        ("The.Lamp.S01E02.VOSTFR.720p.mkv", "tv", {"subtitle_language": "French", "language": None}),
        ("La Lampe AKA The Lamp 1956 1080p.mkv", "movie", {"alternative_title": ("La Lampe", "The Lamp")}),
        ("The Lamp of the Sea (2006)", "tv", {"title_clean": "thelampsea2006", "titles": ("The Lamp of the Sea",)}),
    ],
)  # fmt: skip  # a table
def test_a_name_tells_what_it_mentions_beside_its_title(name: str, kind: str, fields: dict[str, Any]) -> None:
    found = describe(name, kind)
    assert {field: found.get(field) for field in fields} == fields


def test_what_makes_a_work_is_the_same_whoever_asks() -> None:
    name = "The.Lamp.S01E02.REAL.PROPER.German.720p.BluRay.x264-GRP.mkv"
    short, whole = read(name, "tv").fields, describe(name, "tv").fields
    assert {field: whole[field] for field in short} == short
    assert "other" not in short


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("German.DL.1080p", None), ("German.1080p", None), ("iTALiAN.MULTi.1080p", None), ("Ita.Eng.1080p", None),
        ("Repack.1080p", None), ("Multi.1080p", None), ("The.German.1080p", "The German"),
        ("Final.1080p", "Final"), ("The.Oil.German.DL.1080p", "The Oil"),
    ],
)  # fmt: skip  # a table
def test_a_language_alone_is_no_title_of_an_episode(said: str, title: str | None) -> None:
    assert read(f"The.Lamp.S01E02.{said}.WEB.x264-GRP.mkv", "tv").get("episode_title") == title


@pytest.mark.parametrize("kind", ["comic", "manga"])
def test_a_comic_that_only_its_years_count_is_its_own_series(kind: str) -> None:
    assert describe("Iron Owl (2011-2014) (Digital)", kind).title == "Iron Owl"
    assert read("Iron Owl (2011-2014) (Digital)", kind).title == ""
    assert describe("Iron Owl.cbz", kind).title == ""
