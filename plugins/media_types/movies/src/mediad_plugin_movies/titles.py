"""One name of a film: its title, its year, its ids, and the technical words behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from mediad_sdk.text import match_key
from mediad_video import release
from mediad_video.release import EDITION, HARD, SOFT, THREE_D, Release

MAX_NAME = 300
_ID = re.compile(r"[\[({]?\s*\b(tmdb|imdb|tvdb)(?:id)?\s?[-=: ]\s?((?:tt)?\d{1,10})\s*[\])}]?", re.IGNORECASE)
_TT = re.compile(r"[\[({]?\b(tt\d{7,9})\b[\])}]?")
_SITE = re.compile(r"^\W{0,3}www\.[^\s-]{1,40}\W{0,3}\s?-?\s*", re.IGNORECASE)
_LEAD = re.compile(r"^\[([^\[\]]{1,40})\][\s._]*(?=[^\s._\[(])")
_ORDER = re.compile(r"^(?:\d{1,3}\s*[.)]\s+|\d{2,3}\s-\s)(?=\S*[^\W\d_])")
_YEAR = re.compile(r"(?<![^\W_])((?:18[89]|19\d|20[0-3])\d)(?![^\W_])")
_DATE = re.compile(r"[-./ ]\d\d[-./ ]\d\d(?!\d)")
_ACRONYM = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")
_OPEN = re.compile(r"[\[{(]")
_ARTICLES = frozenset(("", "the", "a", "an", "le", "la", "der", "die", "das", "el", "il"))
_HASH = re.compile(r"[0-9a-f]{16,}|[0-9A-Za-z]{24,}|(?=\w*\d\w*\d\w*\d)[0-9a-z]{14,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmName:
    """What one name says.

    Attributes:
        title: The title, "" when there is none.
        year: The year as printed, or "".
        bracketed: True when the year stands in brackets, as libraries write it.
        ids: (scheme, value) pairs.
        rest: What stands behind title and year.
        release: The technical words.
        order: A number in front that only sorts.
    """

    title: str
    year: str = ""
    bracketed: bool = False
    ids: tuple[tuple[str, str], ...] = ()
    rest: str = ""
    release: Release = field(default_factory=Release)


@lru_cache(4096)
def parse(stem: str) -> FilmName:
    """Read the name of a file without its ending, or of a folder."""
    text, ids = _ids(stem[:MAX_NAME])
    text = _SITE.sub("", text)
    text, lead = _lead(text)
    text = _spaced(text)
    end, year, bracketed = _cut(text)
    title = text[:end]
    rest = text[end:]
    title, peeled = _peel(title, rest, _peeled(rest, year=bool(year), bracketed=bracketed))
    rest = peeled + rest
    found = release.read(rest)
    if (lead and not found.group) or (lead and lead in rest):
        found = _with_group(found, lead)
    return FilmName(title=_clean(title), year=year, bracketed=bracketed, ids=ids, rest=rest.strip(), release=found)


def without_order(title: str) -> str:
    """Drop a number in front that only sorts a collection: `01. Alien`, but never `12 Monkeys` or `1917`."""
    return _ORDER.sub("", title)


def key(title: str, year: str) -> str:
    """Make a film's match key: title and year, `&` read as `and`."""
    return match_key(title.replace("&", " and "), year)


def is_gibberish(title: str) -> bool:
    """Tell whether a name is a hash or the like."""
    return bool(_HASH.fullmatch(title))


def _with_group(found: Release, group: str) -> Release:
    return Release(**{name: getattr(found, name) for name in Release.__slots__} | {"group": group})


def _ids(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if "tt" not in text and "db" not in text.lower():
        return text, ()
    ids: dict[str, str] = {}
    for scheme, value in _ID.findall(text):
        ids.setdefault(scheme.lower(), value)
    text = _ID.sub(" ", text)
    if found := _TT.search(text):
        ids.setdefault("imdb", found[1])
        text = _TT.sub(" ", text)
    return text, tuple(sorted(ids.items()))


def _lead(text: str) -> tuple[str, str]:
    found = _LEAD.match(text)
    if not found or _YEAR.search(found[1]) or HARD.search(found[1]):
        return text, ""
    return text[found.end() :], found[1]


def _spaced(text: str) -> str:
    """Turn the dots and underscores of scene names into blanks; acronyms keep theirs."""
    text = text.replace("_", " ")
    dots, blanks = text.count("."), text.count(" ")
    if not dots or (blanks and dots <= blanks):
        return text
    out, at = [], 0
    for found in _ACRONYM.finditer(text):
        out += [text[at : found.start()].replace(".", " "), found[0], " "]
        at = found.end()
    out.append(re.sub(r"\.(?!\d\s|\d$|26)|(?<=[^\d])\.(?=\d{3})", " ", text[at:]))
    return "".join(out)


def _cut(text: str) -> tuple[int, str, bool]:
    """Find where the title ends, and the year."""
    hard = HARD.search(text)
    end = hard.start() if hard and hard.start() else len(text)
    years = [found for found in _YEAR.finditer(text) if not _DATE.match(text, found.end())]
    for found in years:
        if found.start() > 1 and text[found.start() - 1] in "([" and text[: found.start() - 1].strip():
            return found.start() - 1, found[1], True
    before = [found for found in years if 0 < found.start() < end and text[: found.start()].strip(" .-([")]
    opened = next((found.start() for found in _OPEN.finditer(text) if found.start() and _technical(text, found)), end)
    if before:
        return min(opened, _opening(text, before[-1].start())), before[-1][1], False
    behind = next((found[1] for found in years if found.start() > end), "")
    return min(end, opened), behind, False


def _opening(text: str, year: int) -> int:
    # `Film (A. Director, 1967)`: the bracket that the year stands in ends the title.
    opened = max(text.rfind("(", 1, year), text.rfind("[", 1, year))
    return opened if opened > 0 and not set(")]") & set(text[opened:year]) else year


def _technical(text: str, opened: re.Match[str]) -> bool:
    # `[...]` is never of a title; `(Not)` is.
    inside = text[opened.end() : opened.end() + 120]
    return opened[0] in "[{" or bool(EDITION.match(inside) or HARD.match(inside) or SOFT.match(inside))


def _peeled(rest: str, *, year: bool, bracketed: bool) -> tuple[re.Pattern[str], ...]:
    """Choose what may be taken off a title: a library's own `Title (2009)` keeps all but the cut of a release."""
    if bracketed:
        return (EDITION,) if HARD.search(rest) else ()
    return (EDITION, THREE_D) if year or not rest else (EDITION, SOFT)


def _peel(title: str, rest: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[str, str]:
    """Take technical words and cuts off the title's end: `Film EXTENDED 2011`, `Film German DL 720p`."""
    bare = kept = title.rstrip(" .-([")
    peeled = True
    while peeled:
        peeled = False
        for pattern in patterns:
            found = next((one for one in pattern.finditer(kept) if one.end() == len(kept)), None)
            if found and (rest or " " in found[0]) and kept[: found.start()].strip(" .-([").lower() not in _ARTICLES:
                kept = kept[: found.start()].rstrip(" .-([")
                peeled = True
    return (title, "") if kept == bare else (kept, title[len(kept) :])


def _clean(title: str) -> str:
    title = " ".join(title.split())
    return title.strip(" -_,([{") if not title.endswith("...") else title
