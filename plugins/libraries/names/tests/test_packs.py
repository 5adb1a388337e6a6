"""Names of whole seasons, of several and of parts of one."""

from __future__ import annotations

from typing import Any

import pytest

from mediad_names import read

PACKS = [
    ("A.Quiet.Harbour.S02.1080p.BluRay.x264-GRP", 2, None),
    ("A Quiet Harbour Season 2 720p WEB DL", 2, None),
    ("A.Quiet.Harbour.Saison2.VOSTFR.HDTV.XviD-GRP", 2, None),
    ("A Quiet Harbour Complete Series S02 S04 (1080p BluRay)", 2, (2, 3, 4)),
    ("A Quiet Harbour Season 02-04 BluRay 1080p", 2, (2, 3, 4)),
    ("A.Quiet.Harbour.Series.2.DVDRip.XviD-GRP", 2, None),
    ("A.Quiet.Harbour.S02-S04.DVDRip.XviD-GRP", 2, (2, 3, 4)),
    ("A Quiet Harbour Saison 2 à 4 FRENCH", 2, (2, 3, 4)),
    ("A Quiet Harbour Season 2, 3 & 4 Complete", 2, (2, 3, 4)),
    ("A Quiet Harbour S02, S03, S04", 2, (2, 3, 4)),
    ("A Quiet Harbour S02S03S04 1080p", 2, (2, 3, 4)),
    ("A Quiet Harbour Season 2, 4 and 6", 2, (2, 4, 6)),
    ("A Quiet Harbour Seasons 2, 4-6 Complete", 2, (2, 4, 5, 6)),
    ("A Quiet Harbour Season 2, 10 Episodes", 2, None),
    ("A Quiet Harbour The Complete Second Season DVDRip", 2, None),
    ("A Quiet Harbour Season Two 720p", 2, None),
    ("A Quiet Harbour Saison II FRENCH", 2, None),
]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Porto Calmo 2ª Temporada 720p", "Porto Calmo"),
        ("Port calme - Intégrale Saison 2", "Port calme"),
        ("静港 第二季 1080p", "静港"),
        ("Il porto calmo Stagione 2 ITA", "Il porto calmo"),
        ("Тихая гавань (Сезон 2) 1080p", "Тихая гавань"),
        ("A.Quiet.Harbour.2nd.Season.720p", "A Quiet Harbour"),
    ],
)
def test_a_pack_is_told_in_other_languages(name: str, title: str) -> None:
    found = read(name, "tv")
    assert (found.title, found.get("season"), found.get("full_season")) == (title, 2, True)


@pytest.mark.parametrize("name", ["A.Quiet.Harbour.S02P03.1080p", "A Quiet Harbour Season 2 Part 3 1080p"])
def test_a_part_of_a_season_is_told(name: str) -> None:
    found = read(name, "tv")
    told = (found.title, found.get("season"), found.get("season_part"), found.get("partial_season"))
    assert told == ("A Quiet Harbour", 2, 3, True)


@pytest.mark.parametrize(("name", "season", "seasons"), PACKS)
def test_a_pack_is_a_full_season_or_several(name: str, season: int, seasons: Any) -> None:
    found = read(name, "tv")
    assert (found.title, found.get("season"), found.get("seasons")) == ("A Quiet Harbour", season, seasons)
    assert found.get("full_season") is True
    assert not found.get("episodes")


def test_a_volume_of_a_season_is_a_part_of_it() -> None:
    found = read("A.Quiet.Harbour.S02.Vol.1.1080p.NF.WEBRip-GRP", "tv")
    assert (found.get("season"), found.get("season_part"), found.get("partial_season")) == (2, 1, True)
    assert not found.get("full_season")
