"""Volumes and chapters: the words and signs that count them in the languages comics come in.

A count stays a string, since `12.5`, `1-4` and `150-153.5` are counts: leading zeros go, a letter `b` is a half.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mediad_names.texts.patterns import pattern

_HAN = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
_TEN, _HUNDRED = "\u5341", "\u767e"
_HAN_NUMBER = f"[{_HAN}{_TEN}{_HUNDRED}\u96f6]{{1,7}}"
_NUMBER = r"\d{1,5}(?:\.\d{1,3})?[ab]?"
_END = r"(?![^\W_]|\.\d)"
_LATIN_VOLUME = (
    r"(?<![^\W_])(?:vol(?:ume)?s?|tom(?:es?|o)?|albums?|deel|livre|cz\u0119\u015b\u0107|t\u1eadp|band|bd|\u0442\u043e\u043c\u0430?|\u0442)[\s._#-]{0,3}"
    r"(\d{1,4}(?:\.\d{1,2})?)"
    r"(?:\s?-\s?(?:v(?:ol)?\.?)?(\d{1,4}(?:\.\d{1,2})?)(?![\d.]))?(?![abd-z\d])"
)
_SHORT_VOLUME = (
    r"(?<![^\W_])[vt]\.?(\d{1,4}(?:\.\d{1,2})?)"
    r"(?:-[vt]?(\d{1,4}(?:\.\d{1,2})?)(?![\d.]))?(?![abd-mo-z\d]|n(?!\d))"
    r"|(?<![^\W_])(?:s|season\s)(\d{1,2})(?!\d)(?=[\s._\])-]{0,4}(?:\d|c|ep?|#))"
    r"|(?<![^\W_])(?<!\d(?:st|nd|rd|th)\s)(?:s(?=0)|season\s)(\d{1,2})(?=\s*$|\s\s)"
)
_VOLUMES = (
    _LATIN_VOLUME,
    _SHORT_VOLUME,
    r"(?<=[-,(]\s)book\s#?(\d{1,3})(?!\d)",
    r"(?<!\d)(\d{1,4})(?:-(\d{1,4}))?\s\u0442\u043e\u043c(?!\w)",  # Russian, `3 tom`
    r"\u0e40\u0e25\u0e48\u0e21\s?(?:\u0e17\u0e35\u0e48)?\s?(\d{1,4})(?:-(\d{1,4}))?",  # Thai
    # Chinese and Japanese, with and without the sign of order, and with the word first
    rf"\u7b2c\s?({_NUMBER}|{_HAN_NUMBER})(?:-(\d{{1,4}}))?\s?[\u5377\u5dfb\u518c\u518a\u96c6]",
    r"(\d{1,4}(?:\.\d)?)(?:-(\d{1,4}))?\s?[\u5377\u5dfb\u518c\u518a]",
    r"[\u5377\u5dfb\u518c]\s?(\d{1,4}(?:\.\d)?)(?:-(\d{1,4}))?",
    # Korean: a book, a season
    r"(?:\uc81c\s?)?(\d{1,4}(?:\.\d{1,2})?)(?:-(\d{1,4}))?\s?\uad8c",
    r"\uc2dc\uc98c\s?(\d{1,3})",
    r"(?<!\d)(\d{1,2})\s?\ubd80(?=\s)",
)
_RANGE = rf"({_NUMBER})(?:\s?-\s?c(?:h(?:ap)?)?\.?\s?({_NUMBER})|-({_NUMBER}))?(?:v\d{{1,2}}|x\d{{1,2}})?{_END}"
_CHAPTER_WORDS = (
    r"chapters?|chapitres?|chap|chp|ch|cap[i\u00ed]tulo|cap|prog|num[e\u00e9]ro|n[u\u00fa]mero|nummer|kapitel|heft|nr|edi[c\u00e7][a\u00e3]o|capitolo|ch\u01b0\u01a1ng|bab|issues?"
    r"|\u0433\u043b\u0430\u0432[\u0430\u044b]?|n[\u00ba\u00b0]"
)
_CHAPTERS = (
    rf"(?<![^\W\d_])(?:{_CHAPTER_WORDS})[\s._#-]{{0,3}}{_RANGE}",
    rf"(?<![^\W\d_])c{_RANGE}",
    r"#\s?(-?\d{1,5}(?:\.\d{1,3})?b?)(?:-(\d{1,5}(?:\.\d)?))?(?:\.?[A-Z]{1,3})?(?![^\W_]|\.\d)",
    rf"(?<![^\W\d_])(?:episodes?|ep)[\s._#-]{{0,3}}{_RANGE}",
    rf"(?<![^\W_])s\d{{1,2}}[\s._-]{{0,3}}e{_RANGE}",
    rf"(?:(?<=\d)[\s,]{{1,3}}no\.?\s?|(?<=\s)n\.\s?){_RANGE}",
    r"(?<![\d.])(\d{1,5}(?:\.\d{1,3})?)(?:-(\d{1,5}))?\s\u0433\u043b\u0430\u0432[\u0430\u044b]?",  # Russian, `3 glava`
    r"(?:\u0e15\u0e2d\u0e19|\u0e1a\u0e17)\s?(?:\u0e17\u0e35\u0e48)?\s?(\d{1,5}(?:\.\d)?)",  # Thai
    # Chinese and Japanese, then Korean
    rf"\u7b2c\s?({_NUMBER}|{_HAN_NUMBER})(?:-(\d{{1,5}}))?\s?[\u8a71\u8bdd\u56de\u7ae0]",
    r"(?<![\d.])(\d{1,5}(?:\.\d)?)(?:-(\d{1,5}))?\s?[\u8a71\u8bdd\u56de\u7ae0]",
    r"(?<![\d.-])(\d{1,5}(?:\.\d)?)(?:-(\d{1,3}))?\s?[\ud654\ud68c\uc7a5]",
    r"(?<![\d.])(\d{1,4})\s?\(?of\s\d{1,4}\)?",
    r"(?<=\s-\s)(\d{1,3})\.\s(?=\S)",  # `Series - 03. Title`
)
_KOREAN = r"\d\s?[\ud654\ud68c\uc7a5]"
_SPECIAL = r"(?<![^\W_])SP\s?(\d{1,3})(?![^\W_])"
_VERSION = r"\[v[1-9]\]"  # a volume is padded: `[v02]`
_SPELLED = r"(?<![^\W_])(?:volume|vol\.?|book)[\s_-](one|two|three|four|five|six|seven|eight|nine|ten)(?![^\W_])"
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNDECIDED = r"(?<![^\W_])vol(?:ume)?[\s.]{0,2}(?:tbd|tba|n/?a)(?![^\W_])"
_LOOSE = (
    r"(?:(?<=^)|(?<=[\s\-~])|(?<=\sno\.))(\d{1,4}(?:\.\d{1,3})?[ab]?)(?:-(\d{1,4}(?:\.\d{1,3})?[ab]?))?"
    r"(?:v\d)?(?=\s|$|-\s)"
)
_SPACED = r"(?<=\s)(0\d{1,3})\s-\s(0\d{1,3})(?=\s*$|\s\s)"
_LAST_RESORTS = (
    r"(?<=[\u3041-\u9fff\uac00-\ud7a3])(\d{1,4}(?:\.\d)?)(?:-(\d{1,4}))?(?=\s*$|\s\s)",
    r"[(\[](\d{1,3}(?:\.\d)?)(?:-(\d{1,3}))?[)\]]",
)
_POINT = r"(?<=\s)0{0,3}(\d{1,4}\.[A-Z]{2,3})(?=\s|$)"
"""An issue between two, `24.NOW`, as one publisher names them."""
_MINUS_ONE = r"(?<=\s)-1(?=\s*(?:$|[(\[]|\s))"
"""The month before the beginning, which a publisher once numbered so."""
_PADDED = r"(?<=\s)(0\d{1,3}(?:\.\d)?)(?:-(\d{2,4}))?$"
_FOLLOWS = (
    r"^[)\]}]?\s*(?:-\s*)?n?(\d{1,4}(?:\.\d{1,3})?[ab]?)(?:-(\d{1,4}(?:\.\d{1,3})?[ab]?))?"
    r"(?:v\d)?(?=\s{2}|\s*$|\s-|\s?[(\[{]|\s(?:19|20)\d\d(?!\d))"
)
_YEARS = range(1900, 2100)
_BEST, _GOOD, _FAIR = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Count:
    """A volume or a chapter and where the name tells it."""

    text: str
    start: int
    end: int


def volume_in(text: str) -> Count | None:
    """Find the volume that stands first."""
    text = pattern(_VERSION).sub(lambda found: " " * len(found[0]), text)
    return _first((*_VOLUMES, _SPELLED), text)


def chapter_in(text: str) -> Count | None:
    """Find a chapter or an issue that a word or a sign counts; the surest word wins."""
    for source in _CHAPTERS:
        found = pattern(source).search(text)
        if found:
            return _count(found)
    return None


def chapter_after(text: str, volume: Count) -> Count | None:
    """Find a bare number right behind the volume, or a padded one before a volume in brackets: `012 (v02)`."""
    found = pattern(_FOLLOWS).match(text[volume.end :])
    if found:
        return Count(_range(found), volume.end + found.start(1), volume.end + found.end())
    before = text[: volume.start].rstrip()
    if not before.endswith(("(", "[", "{")):
        return None
    found = pattern(_PADDED).search(before.rstrip(" ([{"))
    return Count(_range(found), found.start(1), found.end()) if found else None


def loose_number(text: str, start: int = 0) -> Count | None:
    """Find a bare number that counts chapters: padded or a range first, one in brackets last, a year never."""
    whole = pattern(_SPACED).search(text, start)
    if whole:
        return _count(whole)
    point = pattern(_POINT, 0).search(text, start)
    if point:
        return Count(point[1], point.start(), point.end())
    before = pattern(_MINUS_ONE).search(text, start)
    if before:
        return Count("-1", before.start(), before.end())
    best: tuple[int, Count] | None = None
    for found in pattern(_LOOSE).finditer(text, start):
        rank = _rank(found, text)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, Count(_range(found), found.start(1), found.end()))
    if best:
        return best[1]
    return next((_count(found) for source in _LAST_RESORTS for found in pattern(source).finditer(text, start)), None)


def special_in(text: str) -> Count | None:
    """Find the mark `SP01` of a special."""
    found = pattern(_SPECIAL).search(text)
    return Count(_plain(found[1]), found.start(), found.end()) if found else None


def undecided_in(text: str) -> int:
    """Tell where a volume that is yet to be decided stands, the length of the name where none does."""
    found = pattern(_UNDECIDED).search(text)
    return found.start() if found else len(text)


def korean(text: str) -> bool:
    """Tell a Korean count, whose unit says as often a book as an instalment."""
    return bool(pattern(_KOREAN).search(text))


def _rank(found: re.Match[str], text: str) -> int | None:
    first, last = found[1], found[2]
    if not last and first.isdecimal() and int(first) in _YEARS:
        return None
    if last or (first[0] == "0" and len(first) > 1) or "." in first:
        return _BEST
    rest = text[found.end() :]
    closed = not rest.strip() or rest.startswith(("  ", " - ", " -"))
    if not closed or not found.start():
        return _FAIR if not found.start() and closed else None
    return _GOOD


def _first(sources: tuple[str, ...], text: str) -> Count | None:
    best = None
    for source in sources:
        found = pattern(source).search(text)
        if found and (best is None or found.start() < best.start):
            best = _count(found)
    return best


def _count(found: re.Match[str]) -> Count:
    return Count(_range(found), found.start(), found.end())


def _range(found: re.Match[str]) -> str:
    ends = [_plain(end) for end in found.groups() if end]
    return "-".join(ends[:2]) if len(ends) > 1 and ends[0] != ends[1] and not _part(found, ends) else ends[0]


def _part(found: re.Match[str], ends: list[str]) -> bool:
    # `38-1` in Korean is the first part of chapter 38, `1-5` a range
    return korean(found[0]) and float(ends[1]) < float(ends[0])


def _plain(count: str) -> str:
    if count.casefold() in _WORDS:
        return str(_WORDS.index(count.casefold()))
    if not count.lstrip("-")[0].isdecimal():
        return str(_han(count))
    half = ".5" if count[-1] in "bB" and "." not in count else ""
    whole, dot, part = count.lstrip("-").rstrip("abAB").partition(".")
    return ("-" if count[0] == "-" else "") + (whole.lstrip("0") or "0") + dot + part + half


def _han(count: str) -> int:
    total = digit = 0
    for sign in count:
        if sign in (_TEN, _HUNDRED):
            total += (digit or 1) * (10 if sign == _TEN else 100)
            digit = 0
        else:
            digit = _HAN.find(sign) + 1
    return total + digit
