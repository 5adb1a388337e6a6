"""Which languages a name gives to its sound and to its subtitles."""

from __future__ import annotations

from mediad_names.video.lingua import CODES, FULL, SUBTITLE_WORDS, SUBTITLED
from mediad_names.video.scan import Hit
from mediad_names.video.words import Text

WORDS_TOO = frozenset(
    "it is no de en es la me to he hi da et tr sk sv ita per mar est dan fin lit mal kan can lat ice ind".split()
)
"""Codes that are words of titles, too: in lower case they say nothing."""
_OPEN = "[({/+|,"


def find(text: Text, hits: list[Hit], start: int, fixed: set[int]) -> tuple[list[str], list[str]]:
    """Return languages of the sound, then of the subtitles.

    Args:
        text: The name.
        hits: Its technical words.
        start: Where the title ends.
        fixed: Numbers of words that are a year, a season or an episode.
    """
    sound: list[str] = []
    subtitles: list[str] = []
    said = {hit.first: hit for hit in hits if hit.start >= start}
    taken = {number for hit in said.values() for number in range(hit.first, hit.last)} | fixed
    ordered = sorted(said.values(), key=lambda hit: hit.first)
    subs = _of_subtitles(text, ordered)
    for hit in ordered:
        language = hit.value("language") or hit.value("code")
        word = hit.value("subtitled")
        if word in SUBTITLE_WORDS:
            _add(subtitles, SUBTITLE_WORDS[word])
        elif language is not None and (hit.first in subs or _counts(text, hit, taken, fixed)):
            _add(subtitles if hit.first in subs else sound, language)
    return sound, subtitles


def _add(languages: list[str], language: str) -> None:
    if language not in languages:
        languages.append(language)


def _counts(text: Text, hit: Hit, taken: set[int], fixed: set[int]) -> bool:
    """Tell a language from a word of a title: it stands beside technical words, in brackets or at the end."""
    beside = hit.first - 1 in taken or hit.last in taken
    before = text.raw[hit.start - 1 : hit.start]
    behind = text.raw[hit.end : hit.end + 1]
    enclosed = before in _OPEN and behind in "])}/+|,." and bool(before)
    if hit.value("language") is not None:
        if hit.first - 1 in fixed and _begins_title(text, hit, taken):
            return enclosed
        cjk = ord(text.low[hit.start]) > 0x2E80  # noqa: PLR2004 - where the CJK blocks begin
        return beside or enclosed or cjk or before == "[" or hit.last == len(text.words)
    raw = text.raw[hit.start : hit.end]
    if raw[0].isdigit():
        return True
    plain = raw.islower() and raw in WORDS_TOO
    return (beside or enclosed) and (not plain or _listed(text, hit) or _in_row(text, hit))


def _begins_title(text: Text, hit: Hit, taken: set[int]) -> bool:
    """Tell a language that begins the title of an episode: `S01E02.Russian.Roulette`."""
    numbered = not text.words[hit.first - 1].text.isdigit()  # no year
    followed = hit.last < len(text.words) and hit.last not in taken
    return numbered and followed and text.raw[hit.start : hit.end].istitle()


def _in_row(text: Text, hit: Hit) -> bool:
    """Tell a code of three letters beside another that is no word: `ita eng`, `eng.per`."""
    words = text.words[max(0, hit.first - 1) : hit.last + 1]
    return hit.end - hit.start > 2 and any(word.text in CODES and word.text not in WORDS_TOO for word in words)  # noqa: PLR2004


def _listed(text: Text, hit: Hit) -> bool:
    """Tell whether the brackets around hold nothing but several languages: `(ita eng)`."""
    bracket = text.in_bracket(hit.start)
    words = bracket.inner.lower().replace("-", " ").split() if bracket is not None else []
    return len(words) > 1 and all(word in CODES or word in FULL for word in words)


def _of_subtitles(text: Text, hits: list[Hit]) -> set[int]:
    """Find the languages that stand with `sub`: behind it, or in front of it in one run."""
    found: set[int] = set()
    for at, hit in enumerate(hits):
        word = hit.value("subtitled")
        if word is None or word not in SUBTITLED or word.startswith(("esub", "ensub", "rusub")):
            continue
        before = _run(text, hits, at, -1)
        joint = text.raw[hits[at - 1].end : hit.start] if at else ""
        behind = _run(text, hits, at, 1) if not before or word == "sub" else set()
        if before and behind and len(before) > 1:
            found |= behind  # `ITA ENG SUB ITA`: those in front are heard
        elif before and (not word.endswith("s") or joint == "-" or (len(before) == 1 and _alone(text, hit))):
            found |= before
        else:
            found |= behind
    return found


def _alone(text: Text, hit: Hit) -> bool:
    """Tell whether the brackets around hold one language and this word."""
    bracket = text.in_bracket(hit.start)
    return bracket is not None and len(bracket.inner.split()) == 2  # noqa: PLR2004


def _run(text: Text, hits: list[Hit], at: int, step: int) -> set[int]:
    found: set[int] = set()
    here = at + step
    while 0 <= here < len(hits):
        one, other = hits[min(here, here - step)], hits[max(here, here - step)]
        between = text.raw[one.end : other.start]
        language = hits[here].value("language") or hits[here].value("code")
        if (
            language is None
            or one.last != other.first
            or " + " in between
            or any(sign in "|[](){}" for sign in between)
        ):
            break
        found.add(hits[here].first)
        here += step
    return found
