"""Trees of names, class by class, and the lines that come of them: show|year season numbers title."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from mediad_plugin_tv.claim import claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mediad_sdk.values.media import Listing
    from mediad_sdk.values.works import Work

SEASONS = [
    ("Lamp Room (2011)/Season 01/Lamp Room - S01E01 - The Fog.mkv", "lamproom|2011 1 1 The Fog"),
    ("Lamp Room/Season 1/01 - The Fog.mkv", "lamproom| 1 1 The Fog"),
    ("Lamp Room/Season 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Season 1/E01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Season 1/Episode 1 - The Fog.mkv", "lamproom| 1 1 The Fog"),
    ("Lamp Room/Season 2/201 - The Fog.mkv", "lamproom| 2 1 The Fog"),
    ("Lamp Room/Season 1/1x02 - The Fog.mkv", "lamproom| 1 2 The Fog"),
    ("Lamp Room/Staffel 2/Folge 3 - Der Nebel.mkv", "lamproom| 2 3 Der Nebel"),
    ("Lamp Room/1. Staffel/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Temporada 3/Lamp Room [HDTV][Cap.302].avi", "lamproom| 3 2 Episode 2"),
    ("Lamp Room/Saison 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Series 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Lamp.Room.Series.3/Lamp.Room.3x01.avi", "lamproom| 3 1 Episode 1"),
    ("Lamp Room/Lamp Room - Staffel 3/01.mkv", "lamproom| 3 1 Episode 1"),
    ("Lamp Room/Season One/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/S01/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Season 1 (2009)/01.mkv", "lamproom| 1 1 Episode 1"),
    ("灯房/第1季/第01集.mkv", "灯房| 1 1 Episode 1"),
    ("Lamp Room/Lamp Room (2011) Season 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Season 1/Disc 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room/Season 1/Lamp Room - S02E05.mkv", "lamproom| 2 5 Episode 5"),
    ("Lamp Room/Specials/01 - The Making.mkv", "lamproom| 0 1 The Making"),
    ("Lamp Room/Specials/S00E01.mkv", "lamproom| 0 1 Episode 1"),
]


@pytest.mark.parametrize(("path", "line"), SEASONS)
def test_a_folder_gives_the_season_that_a_file_does_not_say(
    path: str, line: str, lines_of: Callable[..., list[str]]
) -> None:
    assert lines_of(path) == [line]


SHOWS = [
    ("24/Season 1/24 - S01E01 - 12 AM.mkv", "24| 1 1 12 AM"),
    ("The 100/Season 2/203 - The Fog.mkv", "100| 2 3 The Fog"),
    ("9-1-1/Season 1/9-1-1 - S01E01 - The Fog.mkv", "911| 1 1 The Fog"),
    ("9-1-1.S01E01.720p.mkv", "911| 1 1 Episode 1"),
    ("1883/Season 1/01.mkv", "1883| 1 1 Episode 1"),
    ("1883 (2021)/1883 - S01E01.mkv", "1883|2021 1 1 Episode 1"),
    ("Lamp Room 001-291/Season 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room (1999-2004)/Season 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room {tvdb-123}/Season 01/Lamp Room (2011) - S01E01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp Room [tvdbid=123] (2011)/Season 1/S01E01.mkv", "lamproom|2011 1 1 Episode 1"),
    ("TV Shows/The Office (US)/Season 1/The Office - S01E01.mkv", "officeus| 1 1 Episode 1"),
    ("downloads/the.office.us.s01e01.720p.mkv", "officeus| 1 1 Episode 1"),
    ("Lamp.Room.S01.1080p.WEB-GRP/Lamp.Room.S01E02.1080p.WEB-GRP.mkv", "lamproom| 1 2 Episode 2"),
    ("Lamp.Room.S01E01.1080p.WEB-GRP/abc.s01e01.mkv", "lamproom| 1 1 Episode 1"),
    ("Lamp.Room.S01E01.1080p.WEB-GRP/a3f4bcd9e8a7d6c5b4a3f2e1.mkv", "lamproom| 1 1 Episode 1"),
    ("Extras (2005)/Season 1/Extras - S01E01.mkv", "extras|2005 1 1 Episode 1"),
    ("TV/Extras/Extras - S01E01.mkv", "extras| 1 1 Episode 1"),
    ("TV/Lamp Room/Series/Season 1/01.mkv", "lamproom| 1 1 Episode 1"),
    ("anna/Series/Season 1/Lamp Room - S01E01.mkv", "lamproom| 1 1 Episode 1"),
    ("TV/Series/Season 1/01.mkv", "series| 1 1 Episode 1"),
    ("TV/Lamp Room/4/01 - The Fog.mkv", "lamproom| 4 1 The Fog"),
    ("Kids/24/24 - S01E01.mkv", "24| 1 1 Episode 1"),
    ("[Group] Lamp Room (2019) - 01 [720p].mkv", "lamproom|2019 - 1 Episode 1"),
]


@pytest.mark.parametrize(("path", "line"), SHOWS)
def test_a_show_is_called_as_its_folder_else_as_its_files(
    path: str, line: str, lines_of: Callable[..., list[str]]
) -> None:
    assert lines_of(path) == [line]


NUMBERS = [
    ("Lamp Room/Season 1/S01E01E02.mkv", "lamproom| 1 1-2 Episodes 1-2"),
    ("Lamp Room/Season 1/Lamp Room - S01E01-E03 - The Fog.mkv", "lamproom| 1 1-3 The Fog"),
    ("Lamp Room/第01集.mkv", "lamproom| - 1 Episode 1"),
    ("조용한 항구/조용한 항구.E01.190101.1080p.mkv", "조용한항구| - 1 Episode 1"),
    ("[Group] Lamp Room - 05 [1080p].mkv", "lamproom| - 5 Episode 5"),
    ("Lamp Room/Season 2/[Group] Lamp Room - 15 [1080p].mkv", "lamproom| 2 15 Episode 15"),
    ("Lamp Room/[Grp] Lamp Room - OVA 01 [BD].mkv", "lamproom| 0 1 Episode 1"),
    ("Lamp Room/Lamp.Room.204.hdtv.mkv", "lamproom| 2 4 Episode 4"),
    ("Lamp Room (2011)/Lamp.Room.2012.05.03.Guest.mkv", "lamproom|2011 - 2012-05-03 Guest"),
    ("Lamp Room/2012/Lamp Room - 2012-05-03 - Guest.mkv", "lamproom| - 2012-05-03 Guest"),
    ("Lamp Room/Season 2012/Lamp Room - 2012-05-03 - Guest.mkv", "lamproom| 2012 2012-05-03 Guest"),
]


@pytest.mark.parametrize(("path", "line"), NUMBERS)
def test_numbers_and_days_stay_as_printed(path: str, line: str, lines_of: Callable[..., list[str]]) -> None:
    assert lines_of(path) == [line]


SURE = 0.66
"""More than films without a year are claimed with."""
TREES = {
    "hundreds count seasons where a folder begins anew with each": (
        ("Lamp Room/101.mkv", "Lamp Room/102.mkv", "Lamp Room/201.mkv"),
        ["lamproom| 1 1 Episode 1", "lamproom| 1 2 Episode 2", "lamproom| 2 1 Episode 1"],
    ),
    "hundreds count seasons in the names of broadcasts": (
        ("lamp.room.510.hdtv-grp.avi", "lamp.room.511.hdtv-grp.avi"),
        ["lamproom| 5 10 Episode 10", "lamproom| 5 11 Episode 11"],
    ),
    "numbers alone are episodes where they count a folder through": (
        ("Lamp Room/01 - Fog.mkv", "Lamp Room/02 - Rain.mkv"),
        ["lamproom| - 1 Fog", "lamproom| - 2 Rain"],
    ),
    "numbers in titles of films are none": (
        ("Toy Shop/Toy Shop.mkv", "Toy Shop/Toy Shop 2.mkv", "Toy Shop/Toy Shop 3.mkv"),
        [],
    ),
    "films with a year of their own are films": (
        ("Night Collection/01. Night (1979).mkv", "Night Collection/02. Nights (1986).mkv", "Night/Night.2003.CD1.mkv"),
        [],
    ),
    "menus and clips of discs are no episodes": (
        ("Lamp Room/[Group] Lamp Room - 01 [1080p].mkv", "Lamp Room/Menu/[Group] Lamp Room - Menu 01 [1080p].mkv"),
        ["lamproom| - 1 Episode 1"],
    ),
    "videos of a camera are no episodes": (("DCIM/100CANON/MVI_0001.MP4", "DCIM/100CANON/MVI_0002.MP4"), []),
    "a download folder is no show": (
        ("downloads/Lamp.Room.S01E01.720p.mkv", "downloads/Some.Film.2009.1080p.mkv", "downloads/IMG_1234.mp4"),
        ["lamproom| 1 1 Episode 1"],
    ),
    "two qualities are two editions": (
        ("Lamp Room/Season 1/Lamp Room - S01E01 - 1080p.mkv", "Lamp Room/Season 1/Lamp Room - S01E01 - 720p.mkv"),
        ["lamproom| 1 1 Episode 1 x2/2"],
    ),
    "parts of an episode are one edition": (
        ("Lamp Room/Season 1/S01E01 part 1.mkv", "Lamp Room/Season 1/S01E01 part 2.mkv"),
        ["lamproom| 1 1 Episode 1 x1/2"],
    ),
    "halves with letters are one edition": (
        ("Lamp Room/Season 1/S01E01a.mkv", "Lamp Room/Season 1/S01E01b.mkv"),
        ["lamproom| 1 1 Episode 1 x1/2"],
    ),
    "two shows of one name have their years": (
        ("Doctor (1963)/Season 1/Doctor S01E01.mkv", "Doctor (2005)/Season 1/Doctor (2005) S01E01.mkv"),
        ["doctor|1963 1 1 Episode 1", "doctor|2005 1 1 Episode 1"],
    ),
    "years of names tell shows in one folder apart": (
        ("Doctor/Doctor.1963.S01E01.mkv", "Doctor/Doctor.2005.S01E01.mkv"),
        ["doctor|1963 1 1 Episode 1", "doctor|2005 1 1 Episode 1"],
    ),
    "two spellings are one show": (
        (
            "Salt & Rain/Season 1/Salt and Rain - S01E01.mkv",
            "salt.and.rain.s01e01.mkv",
            "Sâlt and Rain/Season 1/1x01.mkv",
        ),
        ["saltandrain| 1 1 Episode 1 x3/3"],
    ),
    "an unnumbered season has its titles": (
        ("Show/Season 1/Pilot.mkv", "Show/Season 1/The Second.mkv"),
        ["show| 1 - Pilot", "show| 1 - The Second"],
    ),
    "a title that is a kind of extra is a title": (
        ("Show/Season 1/Show - S01E04 - Interview.mkv",),
        ["show| 1 4 Interview"],
    ),
    "a day behind a title is of a programme where technical words follow": (
        ("Late Desk - 2011-04-12 - A Guest 720p.mkv", "Dinner 2011-04-12.mkv"),
        ["latedesk| - 2011-04-12 A Guest"],
    ),
    "a year behind a group's title is of a film": (("[Grp] Lamp Room! 2018 [Web][1080p].mkv",), []),
    "one of several is an episode": (("Lamp Room 5of9 The Fog.avi",), ["lamproom| - 5 The Fog"]),
    "one of three beside the others is an episode, and no piece of a film": (
        ("Lamps/Lamp War 1of3.avi", "Lamps/Lamp War 2of3.avi", "Lamps/Lamp War 3of3.avi"),
        ["lampwar| - 1 Episode 1", "lampwar| - 2 Episode 2", "lampwar| - 3 Episode 3"],
    ),
    "one of two is a part of a film": (("Lamp Room 1of2.avi",), []),
    "a number behind a dash is one where technical words stand in brackets": (
        ("Lamp Room - 130 - The Fog! [720p][5A1AD35B].mkv",),
        ["lamproom| - 130 The Fog!"],
    ),
    "specials are counted by their kind": (
        ("Show/Specials/Show - SP1.mkv", "Show/OVA/Show OVA - 01.mkv", "Show/Season 0/Show - S00E01.mkv"),
        ["show| 0 1 Episode 1", "show| 0 1 Episode 1", "show| 0 1 Episode 1"],
    ),
    "days in folders of years and months are of the show above": (
        ("Late/2021/03/Late 2021-03-05.mkv", "Late/2021-03-06.mkv", "Late/Late.2021.03.07.mkv"),
        ["late| - 2021-03-06 2021-03-06", "late| - 2021-03-07 2021-03-07", "late| - 2021-03-05 2021-03-05"],
    ),
    "a season in the name of a folder is no part of the title": (
        (
            "长河/长河 第06集.mkv",
            "长河 第二季/长河 第二季 第01集.mkv",
            "Lamp S02/01.mkv",
            "Lamp Complete Series/S01/01.mkv",
        ),
        ["lamp| 1 1 Episode 1", "lamp| 2 1 Episode 1", "长河| - 6 Episode 6", "长河| 2 1 Episode 1"],
    ),
    "the kind of a folder's extras is that of the seasons in it": (("Show/Featurettes/Season 1/Making of.mkv",), []),
    "a disc's folder is an edition of the episode or the season that it lies in": (
        ("Show/Season 1/Show - S01E03/VIDEO_TS/VTS_01_1.VOB", "Show/Season 1/Disc 2/BDMV/STREAM/0001.m2ts"),
        ["show| 1 - Disc 2", "show| 1 3 Episode 3"],
    ),
    "in the folder of a season a lone number is an episode": (
        tuple(f"Show/S01/{name}.mkv" for name in ("#7", "(09) Fog", "1-13 Hail", "Chapter 5", "Part 6", "[10] Ice")),
        [f"show| 1 {name}" for name in ("7 Episode 7", "9 Fog", "13 Hail", "5 Episode 5", "6 Episode 6", "10 Ice")],
    ),
    "an episode of a film is none": (("Star Road/Star Road Episode 1 - The Ghost (1999).mkv",), []),
    "a day in words is one": (
        ("Die Runde/Die Runde vom 12.03.2021.mp4", "Die Runde/Die Runde vom 13. März 2021.mp4"),
        ["dierunde| - 2021-03-12 2021-03-12", "dierunde| - 2021-03-13 2021-03-13"],
    ),
    "an absolute number behind the episode is no title": (
        ("Show/Season 1/Show - S01E02 - 014 - Fog.mkv",),
        ["show| 1 2 Fog"],
    ),
    "a padded or long number behind a dash is one by itself": (
        ("Lamp - 1001.mkv", "Rain - 01.mkv", "Apollo - 13.mkv", "Runner - 2049.mkv"),
        ["lamp| - 1001 Episode 1001", "rain| - 1 Episode 1"],
    ),
    "a clear episode bears no other show's number out": (
        ("downloads/Lamp.S01E01.mkv", "downloads/Apollo.13.mkv", "downloads/Dinner 2012-05-03.mkv"),
        ["lamp| 1 1 Episode 1"],
    ),
    "a sample is nothing": (
        ("Show.S01E01.1080p.WEB-GRP/show.s01e01.mkv", "Show.S01E01.1080p.WEB-GRP/Sample/show.s01e01.sample.mkv"),
        ["show| 1 1 Episode 1"],
    ),
}


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_in_a_tree(tree: str, lines_of: Callable[..., list[str]]) -> None:
    paths, lines = TREES[tree]
    assert lines_of(*paths, least=SURE) == lines


@pytest.mark.parametrize("folder", ["Night (2009)", "Night (2009) {tmdb-5}", "Night [imdbid-tt0000001]"])
def test_a_film_s_folder_is_no_show_s(folder: str, works_of: Callable[..., list[Work]]) -> None:
    files = ("Night (2009).mkv", "poster.jpg", "night.mkv", "Trailers/Night.mkv", "Subs/en.srt")
    assert works_of(*(f"{folder}/{file}" for file in files), least=SURE) == []


def test_a_folder_of_thousands_is_claimed_in_linear_time(listings: Callable[..., Iterator[Listing]]) -> None:
    [_, folder] = listings(*(f"Lamp/{number:03d} - Fog.mkv" for number in range(1000)))
    began = time.process_time()
    taken = claim(folder)
    assert taken is not None
    assert len(taken.files) == 1000
    assert time.process_time() - began < 5
