"""Trees of names as downloaders, recorders and managers leave them, and the lines that come of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

SURE = 0.66
"""More than films without a year are claimed with."""
TREES = {
    "halves with numbers are one edition": (
        ("Show/Season 1/Show - 1x04.1.avi", "Show/Season 1/Show - 1x04.2.avi"),
        ["show| 1 4 Episode 4 x1/2"],
    ),
    "lectures are of the course that their folder is called after": (
        ("Knots/Lecture 1 - Bowline.mp4", "Knots/Lecture 2 - Hitch.mp4"),
        ["knots| - 1 Bowline", "knots| - 2 Hitch"],
    ),
    "a clip that a phone edited is no episode": (("Kram/IMG_E2006.MOV", "DCIM/100APPLE/IMG_E2003.MOV"), []),
    "specials that nothing counts are a film's where films are": (
        ("Movies/Kiln (2007)/Specials/Making Kiln.mkv", "TV/Weir (2009)/Specials/Christmas.mkv"),
        ["weir|2009 0 - Christmas"],
    ),
    "a single lesson is no course": (("Horror/Lesson 9.mkv",), []),
    "a special lies beside seasons, or behind a dash": (
        ("Show/Season 1/Show S01E01.mkv", "Show/Show SP04.mkv", "Show/[Grp] Show - SP [BD].mkv"),
        ["show| 0 4 Episode 4", "show| 0 - SP", "show| 1 1 Episode 1"],
    ),
    "a recording tells its own day behind that of the programme": (
        ("Desk/Desk 2021-05-04 2021-05-04-1800.mpg", "Desk/Desk 2021-05-05 2021-05-05-1800.mpg"),
        ["desk| - 2021-05-04 2021-05-04-1800", "desk| - 2021-05-05 2021-05-05-1800"],
    ),
    "a day in the folder of a season is an episode": (
        ("Talk/Season 2021/2021-03-06.mkv",),
        ["talk| 2021 2021-03-06 2021-03-06"],
    ),
    "the id of a web video tells a day from a camera's": (
        ("Boats/2021-03-04 - Planks [dQw4w9WgXcQ].mp4", "Trips/2021-03-04 - Hike [Switzerland].mp4"),
        ["boats| - 2021-03-04 Planks"],
    ),
    "a part of a show in the folder of the show is of it": (
        ("Rain/Rain Part 2/[Grp] Rain - 13 [1080p].mkv", "Rain/Rain Part 2/[Grp] Rain - 14 [1080p].mkv"),
        ["rain| - 13 Episode 13", "rain| - 14 Episode 14"],
    ),
    "four digits that begin no season anew are counted through": (
        ("Lane/Lane - 1101 - Fog.mkv", "Lane/Lane - 1102 - Rain.mkv"),
        ["lane| - 1101 Fog", "lane| - 1102 Rain"],
    ),
    "a season behind the title of an anime is one": (
        ("[Grp] Rain S3 - 01 [1080p].mkv",),
        ["rain| 3 1 Episode 1"],
    ),
    "a second version of an ending without credits is no episode": (
        ("Rain/[Grp] Rain - 01 [BD].mkv", "Rain/[Grp] Rain - NCED2v2 [BD].mkv"),
        ["rain| - 1 Episode 1"],
    ),
    "one of several is counted in other languages": (
        tuple(f"Ebbe/Ebbe ({number} von 3).mkv" for number in (1, 2, 3)),
        [f"ebbe| - {number} Episode {number}" for number in (1, 2, 3)],
    ),
    "a number that begins the name of the show is no episode": (
        ("100 Gulls/100 Gulls - 01.mkv", "100 Gulls/100 Gulls - 02.mkv"),
        ["100gulls| - 1 Episode 1", "100gulls| - 2 Episode 2"],
    ),
    "what tells an anime from others of its name ends no title": (
        ("Rain (TV)/[Grp] Rain (TV) - 01 [720p].mkv",),
        ["raintv| - 1 Episode 1"],
    ),
}


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_in_a_tree(tree: str, lines_of: Callable[..., list[str]]) -> None:
    paths, lines = TREES[tree]
    assert lines_of(*paths, least=SURE) == lines
