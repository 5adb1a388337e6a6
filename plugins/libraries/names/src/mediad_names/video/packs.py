"""Seasons without an episode, alone or several, and parts of what has no season: packs and miniseries."""

from __future__ import annotations

from mediad_names.patterns import Pattern
from mediad_names.video.numbers import EPISODE, SEASON, Found

_PARTS = {
    word: number
    for words in ("one two three four five six seven eight", "i ii iii iv v vi vii viii")
    for number, word in enumerate(words.split(), 1)
}
_PART = Pattern(
    rf"(?<![a-z])(?:part|pt|teil|parte|partie|chapter)(?:[ .]?(\d{{1,2}})|[ .]({'|'.join(_PARTS)}))(?![\da-z])"
)
_SEASONS = Pattern(
    rf"(?<![^\W_])(?:{SEASON}[ .]{{0,2}}|(?<!['\u2019])s ?)(\d{{1,4}})(?![\da-oq-rt-z]|p(?!\d\d?(?!\d)))"
)
_NEXT = Pattern(
    rf"[ .]{{0,2}}([\-~&+,]|and|to|à|a|al|bis|до| |(?=s\d))[ .]{{0,2}}({SEASON}[ .]?|s)?(\d{{1,2}})"
    rf"(?![\dxp]|[ .]?{EPISODE})"
)
_LISTING = frozenset(("&", "+", ",", "and"))
"""What stands between seasons each of which is named; anything else names the first and the last."""
_ORDINAL = Pattern(
    r"(?<![a-z0-9])(\d{1,2})(\.|st|nd|rd|th|e|ème|eme|ª|a)?"
    r"[ .]?(?:season|saison|staffel|(сезон|évad)|sezon|temporada|stagione)(?![^\W\d_])"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_COUNTED = (*"one two three four five six seven eight nine ten".split(), *"i ii iii iv v vi vii viii ix x".split())
_SPELLED = Pattern(
    rf"(?<![^\W_])(?:({'|'.join(_ORDINALS)})[ .]season|(?:season|saison)[ .]({'|'.join(_COUNTED)}))(?![^\W_])"
)
_SERIES = Pattern(
    r"(?<=[a-z\d!?'][ .])(?<!the[ .])(?<!mini[ .])(?<!a[ .])series[ .](\d{1,2})(?=[ .)\]]|$)(?![ .]\d\d?(?!\d))"
)
_PARTIAL = Pattern(r"(?:[ .(\[\-]{0,3}(?:vol|volume|part|pt|cour)[ .]{0,2}|p)(\d{1,2})(?!\d)")


def find(text: str, *, spelled: bool = True) -> Found | None:
    """Find a season without an episode.

    Args:
        text: The name in lower case.
        spelled: Whether a word may count it; beside `S01E02` that is of the title.
    """
    match = _SEASONS.search(text)
    # of one word with numbers on both sides the first may be its own: `3. Sezon 4`, but not `24 Season 1`
    ordinal = _ORDINAL.search(text, *((max(0, match.start() - 6), match.start() + 12) if match is not None else ()))
    if match is None or (ordinal is not None and (ordinal.group(2) or ordinal.group(3))):
        match = ordinal or _SERIES.search(text)
        if match is None:
            return _spelled(text) if spelled else None
        return Found(match.start(), match.end(), season=int(match.group(1)), full=True)
    season = int(match.group(1))
    seasons, end = _more(text, match.end(1), match.group(1))
    part = _PARTIAL.match(text, end)
    if part is not None:
        return Found(match.start(), part.end(), season=season, season_part=int(part.group(1)))
    return Found(match.start(), end, season=season, seasons=seasons, full=True)


def _spelled(text: str) -> Found | None:
    """Find a season whose number is a word or a Roman one: `The Second Season`, `Season Two`, `Saison VII`."""
    match = _SPELLED.search(text)
    if match is None:
        return None
    ordinal, counted = match.groups()
    season = (_ORDINALS.index(ordinal) if ordinal else _COUNTED.index(counted) % 10) + 1
    return Found(match.start(), match.end(), season=season, full=True)


def _more(text: str, end: int, first: str) -> tuple[tuple[int, ...], int]:
    """Read the seasons behind a first one, none where it is alone, and where they end.

    A space joins only where the next says that it is one (`S01 S04`). What is padded as the first is not counts an
    episode: `Season 2 - 04`.
    """
    seasons = [int(first)]
    while (match := _NEXT.match(text, end)) is not None:
        joint, word, number = match.groups()
        padded = number[0] == "0" and len(number) > len(first)
        if int(number) <= seasons[-1] or padded or (joint == " " and word is None):
            break
        end = match.end()
        seasons += [int(number)] if joint in _LISTING else range(seasons[-1] + 1, int(number) + 1)
    return (tuple(seasons) if len(seasons) > 1 else ()), end


def find_part(text: str) -> Found | None:
    """Find a part, which numbers a miniseries that has nothing else."""
    match = _PART.search(text)
    if match is None:
        return None
    number = int(match.group(1)) if match.group(1) else _PARTS[match.group(2)]
    return Found(match.start(), match.end(), strong=False, part=number)
