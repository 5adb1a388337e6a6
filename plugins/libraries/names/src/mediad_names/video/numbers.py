"""Seasons and episodes as names print them: S01E02, 1x02, Season 1 Episode 2, Cap.102, E02."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mediad_names.patterns import Pattern

if TYPE_CHECKING:
    import re

SEASON = (
    r"(?:seasons?|saisons?|temporadas?|temp|stagion[ei]|staffeln?|seizoen|sezona|sezonul|sezóna|sezon|série|säsong|sæson|"
    r"sesong|kausi|évad|сезон[иы]?|시즌|シーズン|se)"
)
EPISODE = (
    r"(?:episodes?|épisodes?|episodios?|episódios?|folgen?|aflevering(?:en)?|afl|avsnitt|afsnit|jakso|серии|серій|серії|серія|серия|эпизод|выпуск|"
    r"capitulos?|capítulos?|episodul|odcinek|odc|επεισόδιο|tập|ตอนที่|epi|eps?|cap(?=[ .]{0,2}\d\d?(?!\d)))"
)
_MANY = 400
_TO = frozenset(("-", "~", "to", "bis", "al", "à"))

_SE = Pattern(
    r"(?<![a-z0-9])(?:s ?|t(?=\d\d?[ .]?(?:e|cap)))(\d{1,4})"
    r"([ .\-]{0,3}[\[(]?)(?:xe|x|ep|eo(?=\d)|e|cap)[ .]?[ .]?(\d{1,5})(?!\d)"
)
_GLUED = Pattern(r"(?<=[a-z])s(\d\d)e(\d{2,3}?)(?=(?:480|720|1080|2160)[pi]|\D|$)")
_GLUED_X = Pattern(r"(?<=[a-z]{3})([1-9])x(\d\d)(?![\da-z])")
_X = Pattern(r"(?<![a-z0-9])(\d{1,2}|(?:19|20)\d\d)x(\d{1,3})(?![\da-wyz])")
_WORDS = Pattern(
    rf"(?<![^\W\d_])(?:{SEASON}|series|ser)[ .:]{{0,2}}(\d{{1,4}})[)\]]?"
    rf"[ .,\-/]{{0,3}}(?:{EPISODE}|e)[ .:]{{0,2}}(\d{{1,5}})(?!\d)"
)
_SHORT_DOT = Pattern(r"(?<![a-z0-9])s(\d\d)[. ](\d\d)(?![\d\-])(?=[. \[(]|$)")
_CAP = Pattern(r"(?<![a-z])cap[. ]{0,2}(\d{1,2})(\d\d)(?:[ \-](\d{1,2})(\d\d))?(?!\d)")
_OF = Pattern(
    r"(?<![a-z0-9])(?:(?:part|pt|teil|parte)[ .])?(\d{1,3})[ .]?(?:of|von|из|sur|van)[ .]?(\d{1,3})(?![a-z\d])"
)
_OF_ROUND = Pattern(r"\((\d{1,3})/\d{1,3}\)")
_E = Pattern(rf"(?<![^\W_])(?:{EPISODE}[ .\-]{{0,3}}|e)(\d{{1,5}})(?![\da-df-uw-z]|\.\d(?!\d))")
_CJK_SEASON = Pattern(r"第 ?(\d{1,2}|[一二三四五六七八九十]) ?(?:季|期|シーズン|시즌)|(?:シーズン|시즌) ?(\d{1,2})")
_CJK_DIGITS = "零一二三四五六七八九十"
_CJK = Pattern(r"[第제] ?(\d{1,4}) ?(?:[\-~] ?(\d{1,4}) ?)?(?:集|話|话|回|화|회)|(\d{1,4})(?:화|회)(?!\w)")
_TURKISH = Pattern(
    r"(?<![\d.])(\d{1,4})[. ]{0,2}(?:bölüm|bolum|blm)(?![^\W\d_])"
    r"|(?<!\d)(\d{1,4})(?:-(\d{1,4}))?[. ]{1,2}"
    r"(?:серия|серии|серий|серія|серії|серій|folgen?|díl|rész|avsnitt|odcinek|osa)(?![^\W\d_])"
)
_HASH = Pattern(r"(?<=[ .])#(\d{1,4})(?!\d)")
_NEXT = Pattern(
    r"(?:[ .]{0,2}([\-~+&,]|en|to|and|bis|und|al|à)[ .]{0,2}|[ .]{0,2})"
    r"(?:s(\d{1,4})[ .]?|(\d{1,4})(?=x))?(?:ep|e|x)[ .]?(\d{1,5})(?![\dp])"
)
_NEXT_BARE = Pattern(r"(?:([\-~+,])| ?(~) ?)(\d{1,5})(?!\d|[a-z](?!\d\de))(?!-\d{4,})")
_NEXT_TO = Pattern(r" (en|to|bis|al|à) (\d{1,5})(?= ?[\[(\-]|$| (?:\d{3,4}[pi]|[hsp]dtv|web|dvd|bd|blu))")
_NEXT_AND = Pattern(r" (&|and|und|et) (\d{1,5})(?= ?[\[(\-]|$)")
_NEXT_LINE = Pattern(r"(?<=[xe]\d\d)( )(\d\d)(?= |$)")


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of one name.

    Attributes:
        start: Where they begin; the title ends before them.
        end: Where they end.
        strong: True when nothing else looks like it.
        seasons: More than one season, all of them.
        assumed: True when the season is the first only because none is named.
        called: True when a word calls the season, whatever the number of the episode looks like.
    """

    start: int
    end: int
    strong: bool = True
    season: int | None = None
    seasons: tuple[int, ...] = ()
    episodes: tuple[int, ...] = ()
    absolute: tuple[int, ...] = ()
    part: int | None = None
    season_part: int | None = None
    date: str | None = None
    full: bool = False
    assumed: bool = False
    called: bool = False
    special: bool = field(default=False)


def find(text: str, raw: str, *, anime: bool) -> Found | None:
    """Find a season with an episode, or an episode that is called one. The leftmost of the strongest wins."""
    found = _first_se(text, raw, anime=anime)
    if found is not None:
        return found
    for look in (_cap, _cjk, _turkish, _marked):
        found = look(text)
        if found is not None:
            return _numbered(found, anime=anime)
    return None


def _numbered(found: Found, *, anime: bool) -> Found:
    """An episode without a season: absolute in anime, else of the first season."""
    if found.season is not None:
        return found
    return replace(found, absolute=found.episodes, episodes=()) if anime else replace(found, season=1, assumed=True)


def _first_se(text: str, raw: str, *, anime: bool) -> Found | None:
    candidates: list[re.Match[str]] = []
    for pattern in (_SE, _GLUED, _X, _GLUED_X, _WORDS, _SHORT_DOT):
        for match in pattern.finditer(text):
            if pattern is _X and not _is_episode(match.group(1), match.group(2)):
                continue
            if pattern is _X and candidates and not text[: match.start()].strip():
                continue  # `24x7 S01E02`
            if pattern is _SE and anime and "-" in match.group(2):
                continue
            candidates.append(match)
            break
    if not candidates:
        return None
    match = min(candidates, key=lambda one: (one.start(), -one.end()))
    season, first = int(match.group(1)), int(match.group(match.lastindex or 2))
    start = match.start()
    episodes, end = _more(text, raw, match.end(), season, first)
    return _scattered(text, Found(start, end, season=season, episodes=episodes), match.re)


def _is_episode(season: str, episode: str) -> bool:
    """Tell 2x09 from what sizes and encoders look like: 16x9, 1x265, 1920x910."""
    return episode not in ("264", "265", "266") and (season, episode) != ("16", "9") and len(season + episode) < 7  # noqa: PLR2004


def _more(text: str, raw: str, at: int, season: int | None, first: int) -> tuple[tuple[int, ...], int]:
    """Read what continues a first episode, and where it ends."""
    numbers, joints = [first], [""]
    while len(numbers) < _MANY:
        step = _step(text, raw, at, season, numbers[-1])
        if step is None:
            break
        at, number, joint = step
        if number != numbers[-1]:
            numbers.append(number)
            joints.append(joint)
    return _spread(numbers, joints), at


def _step(text: str, raw: str, at: int, season: int | None, last: int) -> tuple[int, int, str] | None:
    match = _NEXT.match(text, at)
    if match is not None:
        other = match.group(2) or match.group(3)
        number = int(match.group(4))
        return (
            None if (other and int(other) != season) or number < last else (match.end(), number, match.group(1) or "")
        )
    match = _NEXT_BARE.match(text, at) or _NEXT_TO.match(text, at)
    if match is None:
        match = _NEXT_LINE.match(text, at) if raw[at : at + 1] == "_" else _NEXT_AND.match(text, at)
        match = match if match is not None and int(match.group(2)) == last + 1 else None
    if match is None or not last < int(match.group(match.lastindex or 1)) <= last + _MANY:
        return None
    number = int(match.group(match.lastindex or 1))
    return match.end(), number, next(filter(None, match.groups()))


def _spread(numbers: list[int], joints: list[str]) -> tuple[int, ...]:
    """Two numbers with a dash are a range; otherwise each stands for itself."""
    if len(numbers) == 2 and joints[1] in _TO and 0 < numbers[1] - numbers[0] <= _MANY:  # noqa: PLR2004
        return tuple(range(numbers[0], numbers[1] + 1))
    return tuple(numbers)


def _scattered(text: str, found: Found, form: re.Pattern[str]) -> Found:
    """Add an episode that is named again further on with its own title: S01E01-one-S01E02-two, 1x01 - one - 1x02."""
    episodes = list(found.episodes)
    for match in form.finditer(text, found.end):
        number = int(match.group(match.lastindex or 2))
        if int(match.group(1)) == found.season and number == episodes[-1] + 1:
            episodes.append(number)
    return replace(found, episodes=tuple(episodes))


def _cap(text: str) -> Found | None:
    match = _CAP.search(text)
    if match is None:
        return None
    season, first = int(match.group(1)), int(match.group(2))
    last = int(match.group(4)) if match.group(4) and int(match.group(3)) == season else first
    return Found(match.start(), match.end(), season=season, episodes=tuple(range(first, max(first, last) + 1)))


def _cjk(text: str) -> Found | None:
    match = _CJK.search(text)
    if match is None:
        return None
    first = int(match.group(1) or match.group(3))
    last = int(match.group(2) or first)
    episodes = tuple(range(first, min(max(first, last), first + _MANY) + 1))
    counted = find_cjk_season(text[: match.start()])
    if counted is None:
        return Found(match.start(), match.end(), episodes=episodes)
    return Found(counted.start, match.end(), season=counted.season, episodes=episodes)


def find_cjk_season(text: str) -> Found | None:
    """Find a season that Chinese and Japanese names count: `第二季`."""
    match = _CJK_SEASON.search(text)
    if match is None:
        return None
    said = match.group(1) or match.group(2)
    season = int(said) if said.isdecimal() else _CJK_DIGITS.index(said)
    return Found(match.start(), match.end(), season=season, full=True)


def _turkish(text: str) -> Found | None:
    match = _TURKISH.search(text)
    if match is None:
        return None
    first = int(match.group(1) or match.group(2))
    last = min(int(match.group(3) or first), first + _MANY)
    return Found(match.start(), match.end(), episodes=tuple(range(first, max(first, last) + 1)))


def _marked(text: str) -> Found | None:
    match = _E.search(text)
    if match is None:
        match = _HASH.search(text) or _OF.search(text) or _OF_ROUND.search(text)
        return (
            None if match is None else Found(match.start(), match.end(), strong=False, episodes=(int(match.group(1)),))
        )
    episodes, end = _more(text, text, match.end(), None, int(match.group(1)))
    return Found(match.start(), end, episodes=episodes)
