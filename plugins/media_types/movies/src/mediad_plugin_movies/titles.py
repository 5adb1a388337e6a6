"""One name of a film: its title, its year, its ids, and the technical words behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mediad_names import read
from mediad_plugin_movies import recorded
from mediad_sdk.text import match_key
from mediad_video import release
from mediad_video.release import Release

MAX_NAME = 300
LATEST = "2035"
_ID = re.compile(
    r"[\[({]?\s{0,3}\b(tmdb|imdb(?=\D{0,6}\d{5})|tvdb)(?:id)?\s?[-=: ]\s?((?:tt)?\d{1,10})\s{0,3}[\])}]?", re.IGNORECASE
)
_TT = re.compile(r"[\[({]?\b(tt\d{7,9})\b[\])}]?")
_ORDER = re.compile(r"^(?:\d{1,3}\s*[.)]\s+|(?:\d{1,3}|0\d{3})\s-\s|0\d\s+)(?=\S*[^\W\d_])")
_SORTED = re.compile(r"^\d{1,3}(?:\s*[.)]\s+|\s-\s|\s+)(?=\S*[^\W\d_])")
_PADDED = re.compile(r"0\d\s")
# A library's own `Title (2009)`, whose title is written as it is.
_OWN = re.compile(r"([^\[\]{}]{1,200}?) \((?:18|19|20)\d\d\)")
_BRACKETED_YEAR = re.compile(r"[(\[](?:18|19|20)\d\d[)\]]")
# `[REC] (2007)`: brackets before the year with nothing else are the title.
_BRACKETED = re.compile(r"(\[[^\[\]]{1,30}\]\S?) \((?:18|19|20)\d\d\)")
# `[2019] Parasite`, `2019 - Parasite`.
_YEAR_FIRST = re.compile(
    r"^[\[(]?((?:19|20)\d\d)(?:[\])][\s._-]{0,3}|\s-\s|\.\s|\s(?=[\u3040-\u9fff\uac00-\ud7a3]))(?!.*(?:19|20)\d\d)(?=\S)(.+)$"
)
_ARTICLE = re.compile(
    r"^(.+), (The|An?|L[aeo]s?|El|Gli|Una?|Une|Uno|Eine?|Der|Die|Das|Il|De|Het|Een|Den|Det|Ett|L['\u2019])$",
    re.IGNORECASE,
)
# What a year behind it belongs to, so that it is none of a film: `Best of 2019`, `Filme vor 1960`, `Class of 1984`.
_HELD = re.compile(
    r"(?<![^\W_])(?:of|before|after|from|since|until|till|vor|nach|bis|seit|von|aus|avant|après|depuis|de|del|dal|до|после)$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:18|19|20)\d\ds?\s?[-\u2013]\s?(?:(?:18|19|20)?\d\d)s?")
_SITE = re.compile(r"^[^\s.]{0,8}www\.[a-z\d-]{1,40}\.[a-z]{2,4}[.\s_-]+", re.IGNORECASE)
# What somebody thinks of a film: `Fog [8.1] (2003)`.
_RATING = re.compile(r"\[(?:10|\d)[.,]\d\]")
# What desktops put before the name of a copy.
_COPY = re.compile(r"^(?:copy of|kopie von|copie de|copia d[ei]|копия) (?=\S)", re.IGNORECASE)
# Words of Chinese releases that stand against the title: `片名.HD.1080p`, `片名BD国语中字`.
_CJK_QUALITY = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7a3])[.\s_](?:HD|BD)(?=[.\s_])")
_CJK_TAIL = re.compile(
    r"(?:HD|BD|DVD|TS|TC)?(?:\d{3,4}P)?(?:国语|粤语|国粤|英语|日语|韩语|中英|双语|双字|中字|中文|字幕|无字|高清|蓝光|完整版|未删减版?){1,8}$",
    re.IGNORECASE,
)
_HASH = re.compile(r"[0-9a-f]{16,}|[0-9A-Za-z]{24,}|(?=\w*\d\w*\d\w*\d)[0-9a-z]{14,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmName:
    """What one name says.

    Attributes:
        title: The title, "" when there is none.
        year: The year as printed, or "".
        ids: (scheme, value) pairs.
        release: The technical words.
        bracketed: True where the year stands in brackets.
    """

    title: str
    year: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    release: Release = field(default_factory=Release)
    bracketed: bool = False


@lru_cache(4096)
def parse(stem: str) -> FilmName:
    """Read the name of a file without its ending, or of a folder."""
    text, ids = _without_ids(recorded.title(stem) or stem[:MAX_NAME])
    text, edition = release.without_edition(text)
    text = _year_behind(_COPY.sub("", _SITE.sub("", _CJK_QUALITY.sub("", _RATING.sub(" ", text)))))
    found = read(text, "movie")
    words = release.of(text, found, edition)
    title = _ARTICLE.sub(_in_front, _CJK_TAIL.sub("", found.title))
    if written := _written(text, title, words):
        title, words = written, replace(words, edition=edition)
    year = str(found.get("year") or "")
    bracketed = bool(_BRACKETED_YEAR.search(text))
    if year > LATEST or (not bracketed and _HELD.search(title)):  # `Blade Runner 2049`, `Best of 2019`
        title, year = f"{title} {year}", ""
    if _YEARS.fullmatch(text):
        title, year = text, ""
    return FilmName(title=title, year=year, ids=ids, release=words, bracketed=bracketed)


def _year_behind(text: str) -> str:
    """Write a year that stands in front behind the title, where it is the film's: not of `1984 - Extended`."""
    found = _YEAR_FIRST.match(text)
    return f"{found[2]} ({found[1]})" if found and str(read(text, "movie").get("year")) == found[1] else text


def _in_front(found: re.Match[str]) -> str:
    """Put an article back that was sorted behind: `Tide, The`, `Étang, L'`."""
    between = "" if found[2].endswith(("'", "\u2019")) else " "
    return f"{found[2]}{between}{found[1]}"


def _without_ids(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Take ids out of a name: `{tmdb-603}`, `[imdbid-tt0133093]`, `(tt0133093)`."""
    ids: dict[str, str] = {}
    for scheme, value in _ID.findall(text):
        ids.setdefault(scheme.lower(), value)
    text = _ID.sub(" ", text)
    if found := _TT.search(text):
        ids.setdefault("imdb", found[1])
        text = _TT.sub(" ", text)
    return text.strip(), tuple(sorted(ids.items()))


def _written(text: str, title: str, words: Release) -> str:
    """Give what a library's owner wrote before the year, where no release says it: `Step Up 3D (2010)`."""
    if bracketed := _BRACKETED.match(text):
        return bracketed[1]
    own = _OWN.match(text)
    if own is None or own[1] == title:
        return ""
    plain = own[1]
    # A name that reads like an episode's (`1x1 (2003)`), and dots that are no blanks.
    if not title or title.startswith(plain) or (plain.startswith("...") and plain.endswith(title.lstrip(". "))):
        return plain
    more = plain.removeprefix(title).strip().lower() if plain.startswith(title) else ""
    return plain if more == "3d" or (more and not (words.source or words.resolution or words.codec)) else ""


def without_order(title: str, *, sorted_by: bool = False) -> str:
    """Drop a number in front that only sorts a collection: `01. Alien`, but never `12 Monkeys` or `1917`.

    Args:
        title: The title as read.
        sorted_by: True where the folder sorts its films by padded numbers: beside `01 Alien`, `10 Rope` is the tenth.
    """
    return (_SORTED if sorted_by else _ORDER).sub("", title)


def ordered(name: FilmName, *, sorted_by: bool = False) -> FilmName:
    """Drop a number in front that only sorts; without year and id it may be the title's."""
    if not (name.year or name.ids):
        return name
    return replace(name, title=without_order(name.title, sorted_by=sorted_by))


def is_padded(title: str) -> bool:
    """Tell whether a title begins with a number that somebody padded, as nobody pads one of a title."""
    return bool(_PADDED.match(title))


def key(title: str, year: str) -> str:
    """Make a film's match key: title and year, `&` read as `and`."""
    return match_key(title.replace("&", " and "), year)


def is_gibberish(title: str) -> bool:
    """Tell whether a name is a hash or the like."""
    return bool(_HASH.fullmatch(title))
