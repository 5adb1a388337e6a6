"""Which numbers of one name are its seasons and episodes."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mediad_names.patterns import Pattern
from mediad_names.video import absolute, dates, numbers, packs, titles
from mediad_names.video.component import Component
from mediad_names.video.numbers import Found
from mediad_names.video.special import SPECIAL

_COUNT_TITLE = Pattern(r"\d{1,2}x\d{1,3} \((?:19|20)\d\d\)(?: ?[\[({].{0,200})?")
_TITLE_SEASON = Pattern(rf"[ .]-?[ .]?(?:{numbers.SEASON} ?|series |s)(\d{{1,2}})$")


def _count(one: Component) -> Found | None:
    """The numbers."""
    if is_title(one.low):
        return None
    if one.film:
        return _film_numbers(one)
    found = _strong(one)
    if found is None and not one.blocks:
        found = _plain(one)
    elif found is None:
        found = absolute.blocks(one.low) or packs.find(one.low)
    return None if found is None else _with_season(one, found)


def is_title(low: str) -> bool:
    """Tell a film whose title reads as the count of an episode: `1x1 (2003)`."""
    return _COUNT_TITLE.fullmatch(low) is not None


def _film_numbers(one: Component) -> Found | None:
    found = numbers.find(one.low, one.text.raw, anime=False)
    if found is not None and found.strong:
        return found
    return absolute.dashed(one.low, one.technical) if one.head.lead is not None else None


def _strong(one: Component) -> Found | None:
    episode = numbers.find(one.low, one.text.raw, anime=one.anime)
    day = dates.find(one.low)
    if episode is not None and not episode.strong and _bare_anime(one):
        episode = None
    if day is None:
        return episode if episode is None else _from_season(one, episode)
    if episode is None:
        return _dated(one, day)
    near = 0 <= episode.start - day.end <= 3 and episode.end - episode.start > 5  # noqa: PLR2004
    if day.start > episode.start:
        return episode
    return (
        replace(episode, start=day.start) if near and "s" in one.low[episode.start : episode.end] else _dated(one, day)
    )


def _from_season(one: Component, episode: Found) -> Found:
    """Begin the numbers where the season is called first: `Season 1 S01E02`, `Temporada 2 [Cap.206]`."""
    pack = None if one.anime and episode.absolute else packs.find(one.low, spelled=episode.assumed)
    if pack is not None and episode.assumed and pack.start < episode.start:
        return replace(episode, start=pack.start, season=pack.season, assumed=False)
    if pack is None or pack.start >= episode.start:
        return _counted_by(one, episode)
    worded = one.low[pack.start : pack.end].lstrip("s ")[:1].isalpha()
    return replace(episode, start=pack.start) if worded or pack.season == episode.season else episode


def _counted_by(one: Component, episode: Found) -> Found:
    """`第01-15集` before `S01` counts in that season."""
    printed = episode.absolute or episode.episodes
    if "第" not in one.low[episode.start : episode.end] or not printed:
        return episode
    pack = packs.find(one.low)
    return episode if pack is None else replace(episode, season=pack.season, episodes=printed, absolute=())


def _bare_anime(one: Component) -> bool:
    return absolute.dashed(one.low, one.technical) is not None


def _dated(one: Component, day: dates.Day) -> Found:
    part = packs.find_part(one.low[day.end : one.technical + 12])
    return Found(day.start, day.end, date=day.iso, part=part.part if part else None)


def _plain(one: Component) -> Found | None:
    """Numbers that are nothing but numbers, from the clearest habit to the weakest."""
    dashed = absolute.dashed(one.low, one.technical) or absolute.blocks(one.low)
    pack = packs.find(one.low) or (None if one.anime else numbers.find_cjk_season(one.low))
    if dashed is not None and (pack is None or not _covers(one, pack, dashed)):
        return dashed
    if pack is not None:
        return (absolute.behind(one.low, pack) if one.anime else None) or pack
    number, worded = _number(one), _day_or_part(one)
    is_one = number is not None and worded is not None and number.absolute == worded.episodes
    return worded if is_one else number or worded  # `Show Part 1` is no part of the title


def _covers(one: Component, pack: Found, dashed: Found) -> bool:
    """`Seasons 1 - 5` are seasons, `S2 - 05` is a number; a season behind the number is of another kind, too."""
    worded = one.low[pack.start : pack.start + 3].isalpha()
    return pack.start > dashed.start or (worded and pack.end >= dashed.end)


def _number(one: Component) -> Found | None:
    start = one.head.start
    against = absolute.stuck(one.low, start, one.technical, known=names_the_show(one))
    if against is not None:
        return against
    if one.anime or one.head.lead is not None or names_the_show(one):
        return absolute.bare(one.low, start, one.technical)
    return absolute.joined(one.low, start, max(one.technical, start)) or _loose(one)


def _loose(one: Component) -> Found | None:
    return absolute.pair(one.low) or absolute.zero(one.low, one.head.start, one.technical)


def names_the_show(one: Component) -> bool:
    """Tell whether a name begins with the show that its folders name."""
    plain = titles.clean(one.text.low)
    return bool(one.shown) and plain.startswith(titles.clean(one.shown.lower()))


def _day_or_part(one: Component) -> Found | None:
    day = dates.find_short(one.low)
    if day is not None and one.low[: day.start].strip():
        return Found(day.start, day.end, date=day.iso)
    part = packs.find_part(one.low)
    if part is not None and part.part is not None and not one.anime and (one.shown or one.low[: part.start].strip()):
        return replace(part, season=1, assumed=True, episodes=(part.part,), part=None)
    return None


def _with_season(one: Component, found: Found) -> Found:
    """In series, `S2 - 03` is an episode of that season; in anime it is a number and part of the title."""
    if one.anime or not found.absolute or found.season is not None:
        return found
    season = _TITLE_SEASON.search(one.low[: found.start].rstrip(" -.["))
    if season is None:
        return found
    number = int(season.group(1))
    return replace(found, start=season.start(), season=number, called=True, episodes=found.absolute, absolute=())


class Counted(Component):
    """A name with its numbers."""

    @cached_property
    def found(self) -> Found | None:
        """The numbers."""
        return _count(self)

    @cached_property
    def special(self) -> bool:
        """Tell OVA, creditless openings and the like; their word is never the first of the title."""
        if self.found is not None and self.found.special:
            return True
        word = SPECIAL.search(self.low) if self.anime or self.head.lead is not None else None
        return word is not None and bool(self.low[: word.start()].strip())
