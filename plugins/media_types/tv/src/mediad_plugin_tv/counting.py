"""Numbers that count season and episode in one: 101, 102, 201."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_plugin_tv.episodes import Sign
from mediad_video import release

if TYPE_CHECKING:
    from mediad_plugin_tv.episodes import Episode

_HUNDRED = 100
_THOUSAND = 1000
_MOST = 50
_DASHED = re.compile(r" - \d{3}")


def by_hundreds(found: list[Episode]) -> None:
    """Read 204 as the fourth episode of the second season where the whole folder counts so."""
    counted = [each for each in found if each.numbers and each.sign not in (Sign.GROUPED, Sign.NONE)]
    bare = [each for each in counted if "episodes" in each.said.implied]
    printed = [_printed(each) for each in bare]
    if not _count_seasons(bare, printed):
        return
    for each, number in zip(bare, printed, strict=True):
        more = len(each.numbers) - 1
        each.season = number // _HUNDRED
        each.numbers = tuple(range(number % _HUNDRED, number % _HUNDRED + more + 1))


def _count_seasons(bare: list[Episode], printed: list[int]) -> bool:
    """Tell such numbers from absolute ones: they begin with the folder's season, or anew with each."""
    places = [number % _HUNDRED for number in printed]
    if not bare or min(printed) <= _HUNDRED or not min(places) or max(places) > _MOST:
        return False
    stated = {each.season for each in bare if each.season is not None and "season" not in each.said.implied}
    hundreds = {number // _HUNDRED for number in printed}
    if stated:
        return stated == hundreds
    alone = len(bare) == 1 and not _DASHED.search(bare[0].text)
    broadcast = all(release.read(each.text).source == "tv" for each in bare)
    from_one = min(places) == 1 and len(bare) > 1 and max(printed) < _THOUSAND
    return broadcast or len(hundreds) > 1 or from_one or alone


def _printed(each: Episode) -> int:
    """The first number as printed: 204 where it was read as the fourth of the second season."""
    first = each.numbers[0]
    season = each.said.get("season")
    joined = f"{season}{first:02d}" if "season" in each.said.implied else ""
    return int(joined) if joined and re.search(rf"(?<!\d){joined}(?!\d)", each.text) else first
