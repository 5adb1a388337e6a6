"""By whom a release is and how it is titled: the forms that names of albums and of books share.

A name is one of four: `Artist - Album (2001) [FLAC]`, the scene's `Artist-Album-CD-FLAC-2001-GROUP`, a discography, or
words that nothing parts, which only a guess can part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mediad_names.texts.notes import DATED, EDITION, META_WORD, PLAIN_WORD, TRAILING_EDITION, described, describes
from mediad_names.texts.patterns import blank, pattern, spaced, stem, tidy, year_of

_OPEN = r"[\[({]([^\[\](){}]*)"
_DASH = r"\s+(?:-+|[\u2013\u2014?|~])\s+|(?<=\S)\s\u2013|\u2013\s"
_LEADING = r"^(?:\s*(?:\[[^\[\]]*\]|\([^()]*\)))+\s*"
_YEAR_FIRST = r"^\(?((?:19|20)\d\d)\)?\s+[-\u2013]\s+"
_LABELLED_YEAR = (
    r"^(?:[\[(]((?:19|20)\d\d)[\])]\s*(?:[-\u2013]\s*)?|((?:19|20)\d\d)(?:\s+[-\u2013]|\.)\s+)(?=[^\s\[({])"
)
_CUT_YEAR = rf"(?<=[\s,.(-])(?:\d\d?[-./]\d\d?[-./])?({DATED})(?=\s*$|\s*[\[({{,-]|\s+{META_WORD})"
_DASH_YEAR = rf"\s+[-\u2013\u2014]\s+({DATED})(?=\W|$)"
_CUT_META = rf"(?<=[\s,._-]){META_WORD}"
_CUT_PLAIN = rf"(?<=[\s,._-]){PLAIN_WORD}"
_SCENE_END = r"-(?:19|20)\d\d-\w+$"
_DISCOGRAPHY = (
    r"(?<![^\W_])(?:(?:complete|studio|full|the|entire|total|official|album)\s+){0,3}"
    r"(?:discograph(?:y|ie)|discografia|discograf\u00eda|diskographie"
    r"|\u0434\u0438\u0441\u043a\u043e\u0433\u0440\u0430\u0444\u0438\u044f)(?![^\W\d_])"
)
_SPAN = rf"({DATED})\s*[-\u2013]\s*(?:-\s*)?({DATED})"
_AFTER_ARTIST = r"\s+((?:19|20)\d\d)$"
_WEB_ADDRESS = r"[\[(]\s*[\w-]{1,60}\.[a-z]{2,4}\s*[\])]"
_DAY = r"(?<!\d)(\d{2}|\d{4})-(\d{2})-(\d{4}|\d{2})(?!\d)"
_QUOTED = r"^(.{1,200}?)\s+[\"\u201c]([^\"\u201d]+)[\"\u201d]"
_BY = r"^(.{1,200})\s+by\s+(.+)$"
_COLON = r"^([^:]{2,100}):\s+(\S.*)$"
_AMID = rf"^([^\[\](){{}}]{{2,100}})\s*[\[(]({DATED})[\])]\s*([^\[(\s].*)$"
_TIGHT = r"^([^\s-]+\s[^-]*[^\s-])-([^\W_][^-]*)$"
_SOUNDTRACK = r"\bsoundtracks?\b|\bost\b|\bscore\b"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Credit:
    """By whom, and what.

    Attributes:
        by: The artist or author, as printed.
        title: The album or book; `Discography` for a collection of all there is.
        year: Of the release, 0 unknown.
        start: First year of a discography, 0 unknown.
        end: Its last year.
        edition: As printed, `Deluxe Edition`.
        guessed: Whether nothing parted the words, so that the first two are taken for the artist.
    """

    by: str = ""
    title: str = ""
    year: int = 0
    start: int = 0
    end: int = 0
    edition: str = ""
    discography: bool = False
    guessed: bool = False


def credit(name: str) -> Credit:
    """Read artist and album, or author and book, from a whole name."""
    text = pattern(_WEB_ADDRESS).sub(" ", stem(name)).translate({0x2010: "-"})
    text = stem(text) if "." in text[-6:] else text
    whole = flat = spaced(text)
    bare = pattern(_LEADING).sub("", flat)
    if " " in bare or "-" in bare:
        flat = bare
    found = pattern(_DISCOGRAPHY).search(flat)
    if found and tidy(flat[: found.start()]):
        return _collection(flat, found.start(), found.end())
    read = _parted(flat) if _is_parted(text, flat) else _scene(text) or _undivided(flat, whole)
    year = read.year or (year_of(text) or 0 if read.title else 0)
    late = pattern(TRAILING_EDITION).search(read.title)
    if late:
        return replace(read, title=read.title[: late.start()], edition=late[1], year=year)
    return replace(read, edition=_edition(flat), year=year)


def _is_parted(text: str, flat: str) -> bool:
    found = pattern(_DASH).search(flat)
    if " " not in text.strip() and pattern(_SCENE_END).search(text):
        return False
    return found is not None and (" " in text.strip() or "-" not in flat[: found.start()])


def _collection(text: str, start: int, end: int) -> Credit:
    by = tidy(text[:start])
    span = pattern(_SPAN).search(text, end)
    if span:
        return Credit(by, "Discography", 0, int(span[1]), int(span[2]), discography=True)
    year = pattern(DATED).search(text, end)
    return Credit(by, "Discography", 0, 0, int(year[0]) if year else 0, discography=True)


def _parted(text: str) -> Credit:
    year = 0
    dated = pattern(_YEAR_FIRST).match(text)
    if dated and not year_of(text[dated.end() :]):
        year, text = int(dated[1]), text[dated.end() :]
    dash = pattern(_DASH).search(text)
    if not dash:
        return Credit("", cut(text)[0], year)
    by, rest = text[: dash.start()], text[dash.end() :]
    dated = pattern(_LABELLED_YEAR).match(rest)
    if dated:
        year, rest = int(dated[1] or dated[2]), rest[dated.end() :]
    title, found = cut(rest)
    dated = pattern(_AFTER_ARTIST).search(by) if not (year or found) else None
    if dated:
        year, by = int(dated[1]), by[: dated.start()]
    return Credit(tidy(by), title, year or found)


def cut(text: str) -> tuple[str, int]:
    """Cut what describes a release off its title: the title, and the year found there."""
    notes = (
        found.start() for found in pattern(_OPEN).finditer(text) if text[found.start()] == "{" or describes(found[1])
    )
    first = next(notes, len(text))
    year = year_of(text) or 0
    # before a note in brackets `Web` and `Opus` are words of the title
    words = _CUT_META if first == len(text) else _CUT_PLAIN
    for source in (_DASH_YEAR, words) if year else (_DASH_YEAR, _CUT_YEAR, words):
        found = pattern(source).search(text, 1, first)
        if found:
            year = year or (int(found[1]) if found.groups() else 0)
            first = len(text[: found.start()].rstrip(" ,._-("))
    year = year or int(next(iter(pattern(DATED).findall(text[first:])), 0))
    return tidy(text[:first]) or tidy(blank(text)) or tidy(text), year


def _edition(text: str) -> str:
    notes = (found[1] for found in pattern(_OPEN).finditer(text) if pattern(EDITION).search(found[1]))
    return tidy(next(notes, ""))


def _scene(text: str) -> Credit | None:
    whole = pattern(_DAY).sub(r"\1.\2.\3", text)
    fields = [field for field in (part.strip(" _") for part in whole.split("-")) if field]
    if not fields or (" " in text.strip() and (blank(whole).count("-") < _PAIR or " " in fields[-1])):
        return None
    if len(fields) > _PAIR and len(fields[1]) == 1:
        fields[0:2] = ["-".join(fields[0:2])]
    later = "-".join(fields[1:]).replace("_", " ").replace(".", " ")
    if len(fields) < _PAIR or not described(later):
        return None
    dated = len(fields) > _PAIR and pattern(DATED).fullmatch(fields[1]) and not pattern(DATED).search(later, 4)
    year = int(fields.pop(1)) if dated else 0
    title, found = cut(_words(fields[1]))
    years = pattern(DATED).findall(later)
    return Credit(tidy(_words(fields[0])), title, year or found or (int(years[-1]) if years else 0))


def _words(text: str) -> str:
    text = text.replace("_", " ")
    return text if " " in text.strip() else spaced(text)


def _undivided(text: str, whole: str) -> Credit:
    if not described(whole):
        return Credit()
    title, year = cut(text)
    for source, by, what in ((_QUOTED, 1, 2), (_BY, 2, 1), (_COLON, 1, 2)):
        found = pattern(source).match(title)
        if found:
            return Credit(tidy(found[by]), tidy(found[what]), year)
    found = pattern(_AMID).match(text)
    if found and cut(f"_ {found[3]}")[0].strip("_ "):
        return Credit(tidy(found[1]), cut(found[3])[0], int(found[2]))
    # a folder below an artist's tells the album and, in brackets, the year
    below = year_of(whole) and not pattern(META_WORD).search(whole)
    return Credit("", title, year) if below else _guess(title, year)


def _guess(title: str, year: int) -> Credit:
    found = pattern(_TIGHT).match(title)
    if found:
        return Credit(found[1], found[2], year, guessed=True)
    words = title.split()
    if len(words) < _PAIR or pattern(_SOUNDTRACK).search(title):
        return Credit("", title, year)
    first = 1 if len(words) == _PAIR else _PAIR
    return Credit(" ".join(words[:first]), " ".join(words[first:]), year, guessed=True)


def numbered(title: str) -> re.Match[str] | None:
    """Find a track's number in a title that is a file's: `Album - 03 - Song`, `03 - Song`."""
    return pattern(r"^(?:(.{1,200}?)\s-\s)?(\d{2,3})\s-\s(\S.*)$").match(title)
