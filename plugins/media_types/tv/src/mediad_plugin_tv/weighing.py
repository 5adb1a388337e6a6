"""How sure a number or a day of one name is, beside the other videos of its folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_plugin_tv.episodes import LESSON, Episode, Sign
from mediad_plugin_tv.shows import is_same, spelled
from mediad_video import release

if TYPE_CHECKING:
    from mediad_plugin_tv.places import Place

_FILMS = re.compile(
    r"(?<![^\W_])(?:collection|trilogy|duology|quadrilogy|saga|anthology|films?|movies?)(?![^\W_])", re.IGNORECASE
)
_COUNTER = re.compile(r"(?<!\d)(?:\d{2,4})(?!\d)")
_PADDED = re.compile(r"[ _]-[ _](?:0\d|\d{3,4})(?:v\d)?(?=$|[ _.(\[])")
_WEB_ID = re.compile(r"\[(?![A-Z]?[a-z]+\])[\w-]{11}\]$")
"""The id of a video of YouTube, as its downloaders write it behind a title; no word of as many letters."""
_FEW = 3
_MOST = 0.6


def weigh(found: list[Episode], place: Place, videos: int) -> list[Episode]:
    """Take what is clear beside the others of a folder; what only could be an episode counts where nothing is clear."""
    shows: dict[str, list[Episode]] = {}
    for each in found:
        shows.setdefault(spelled(each.show.title) if each.show is not None else "", []).append(each)
    for same in shows.values():
        _weigh_numbers(same, videos)
        if not place.sure:
            _weigh_days(same, place)
    clear = any(each.sign > Sign.LOOSE for each in found)
    least = Sign.LOOSE if place.sure or not clear else Sign.BARE
    return [each for each in found if each.sign >= least]


def _weigh_numbers(same: list[Episode], videos: int) -> None:
    """Doubt mere numbers of one show that neither count its videos through nor stand in the name of a broadcast."""
    bare = [each for each in same if each.sign is Sign.BARE]
    if any(each.sign > Sign.BARE for each in same) or _is_run(bare, videos):
        return
    for each in bare:
        if release.read(each.text).source != "tv" and not _PADDED.search(each.text):
            each.sign = Sign.LOOSE


def _is_run(like: list[Episode], videos: int) -> bool:
    """Tell numbers that count a folder through from numbers in the titles of films."""
    if len({each.numbers for each in like}) <= 1 or len(like) < _MOST * videos:
        return False
    plain = len(like) >= _FEW and all(each.text.isdecimal() for each in like)
    title = like[0].show.title if like[0].show is not None else ""
    counted = all(_COUNTER.search(each.text) or LESSON.match(each.text) for each in like)
    return (plain or counted) and not _FILMS.search(title)


def _weigh_days(same: list[Episode], place: Place) -> None:
    """Doubt days that may be a camera's: its names begin with them."""
    dated = [each for each in same if each.sign is Sign.DATED]
    titled = sum(not each.text[:1].isdecimal() for each in dated)
    for each in dated:
        others = titled if each.text[:1].isdecimal() else titled > 1 or _is_programme(each, place)
        if not others and not _WEB_ID.search(each.text):
            each.sign = Sign.LOOSE


def _is_programme(each: Episode, place: Place) -> bool:
    """Tell the day of a programme by technical words, or by a folder of the same title."""
    if release.read(each.text) != release.Release():
        return True
    return place.show is not None and each.show is not None and is_same(each.show, place.show)
