"""By whom a release is and how it is titled: the forms that names of albums and of books share.

A name is one of four: `Artist - Album (2001) [FLAC]`, the scene's `Artist-Album-CD-FLAC-2001-GROUP`, a discography, or
words that nothing parts, which only a guess can part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mediad_names.texts.patterns import blank, pattern, spaced, stem, tidy, year_of

_META = (
    r"(?:web)?flac(?:24)?|mp3|m4a|m4b|aac|alac|ogg|vorbis|wav|wma|ape|wavpack|opus|lossless|lossy|vbr|cbr|v0|v2|\d{2,3}\s?kbps"
    r"|kbps|\d{2,3}\s?kbit|320|web(?:-?dl|rip)?|\d?\s?cds?|dvda?|sacd|vinyl|\d?lp|repack\d?|rerip\d?|\d{2}[\s-]?bit|eac|log|cue"
    r"|cdr|cdm|cds|cdep|promo|retail|epub|mobi|azw3?|pdf|e-?book|audio-?book|unabridged|abridged|rip|scans"
)
_META_WORD = rf"(?<![^\W_])(?:{_META})(?![^\W_])"
_EDITIONS = (
    r"(?<![^\W_])(?:[\w']+\s)?(?:edition|deluxe|remaster(?:ed)?|expanded|anniversary|explicit|reissue|bonus\s\w+"
    r"|limited|mono|stereo)(?![^\W_])"
)
_FORM = r"^(?:album|book|anthology|single|ep|lp|compilation|ost|soundtrack|live album|studio album|discography|tracks?)$"
_DATED = r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)"
_ONLY_DATE = rf"^(?:[^\W\d]*\W*){{0,1}}(?:\d\d?\W)?(?:\d\d?\W)?{_DATED}[\W\d]*$"
_OPEN = r"[\[({]([^\[\](){}]*)"
_DASH = r"\s+(?:-+|[\u2013\u2014?])\s+|(?<=\S)\s\u2013|\u2013\s"
_LEADING = r"^(?:\s*(?:\[[^\[\]]*\]|\([^()]*\)))+\s*"
_LABELLED_YEAR = r"^[\[(]?((?:19|20)\d\d)[\])]?\s*(?:-|\u2013)?\s+(?=\S)"
_CUT_YEAR = rf"[\s,.(-]+({_DATED})(?=\s*$|\s*[\[({{,-]|\s+{_META_WORD})"
_DASH_YEAR = rf"\s+-\s+({_DATED})(?=\W|$)"
_CUT_META = rf"[\s,._-]+{_META_WORD}"
_DISCOGRAPHY = (
    r"(?<![^\W_])(?:(?:complete|studio|full|the|entire|total|official|album)\s+){0,3}"
    r"(?:discograph(?:y|ie)|discografia|discograf\u00eda|diskographie|\u0434\u0438\u0441\u043a\u043e\u0433\u0440\u0430\u0444\u0438\u044f)(?![^\W\d_])"
)
_SPAN = rf"({_DATED})\s*[-\u2013]\s*(?:-\s*)?({_DATED})"
_AFTER_ARTIST = r"\s+((?:19|20)\d\d)$"
_WEB_ADDRESS = r"[\[(]\s*[\w-]+\.[a-z]{2,4}\s*[\])]"
_ALONE = 1
_PERSON = 2


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
    flat = spaced(text)
    bare = pattern(_LEADING).sub("", flat)
    if len(bare.split()) > _ALONE or pattern(_DASH).search(bare) or "-" in bare:
        flat = bare or flat
    found = pattern(_DISCOGRAPHY).search(flat)
    if found and tidy(flat[: found.start()]):
        return _collection(flat, found.start(), found.end())
    read = _parted(flat) if _is_parted(text, flat) else _scene(text) or _undivided(flat)
    return replace(read, edition=_edition(flat))


def _is_parted(text: str, flat: str) -> bool:
    found = pattern(_DASH).search(flat)
    return bool(found) and (" " in text.strip() or "-" not in flat[: found.start()])


def _collection(text: str, start: int, end: int) -> Credit:
    by = tidy(text[:start].replace(".", " "))
    span = pattern(_SPAN).search(text, end)
    if span:
        return Credit(by, "Discography", 0, int(span[1]), int(span[2]), discography=True)
    year = pattern(_DATED).search(text, end)
    return Credit(by, "Discography", 0, 0, int(year[0]) if year else 0, discography=True)


def _parted(text: str) -> Credit:
    dash = pattern(_DASH).search(text)
    if not dash:
        return Credit()
    by, rest = text[: dash.start()], text[dash.end() :]
    year = 0
    dated = pattern(_LABELLED_YEAR).match(rest)
    if dated:
        year, rest = int(dated[1]), rest[dated.end() :].lstrip(" -\u2013")
    title, found = cut(rest)
    dated = pattern(_AFTER_ARTIST).search(by) if not (year or found) else None
    if dated:
        year, by = int(dated[1]), by[: dated.start()]
    return Credit(tidy(by), title, year or found)


def cut(text: str) -> tuple[str, int]:
    """Cut what describes a release off its title: the title, and the year found there."""
    first = len(text)
    for found in pattern(_OPEN).finditer(text):
        if _describes(found[1]):
            first = found.start()
            break
    year = year_of(text)
    sources = [_DASH_YEAR, _CUT_META] if year else [_DASH_YEAR, _CUT_YEAR, _CUT_META]
    for source in sources:
        found = pattern(source).search(text, 1, first)
        if found:
            year = year or int((found.groups() or (0,))[0] or 0)
            first = found.start()
    dated = year or next(iter(pattern(_DATED).findall(text[first:])), 0)
    return tidy(text[:first]) or tidy(blank(text)) or tidy(text), int(dated)


def _describes(inner: str) -> bool:
    inner = inner.strip()
    return bool(
        pattern(_ONLY_DATE).match(inner)
        or pattern(_META_WORD).search(inner)
        or pattern(_FORM).match(inner)
        or pattern(_EDITIONS).search(inner)
    )


def _edition(text: str) -> str:
    for found in pattern(_OPEN).finditer(text):
        if pattern(_EDITIONS).search(found[1]):
            return tidy(found[1])
    return ""


def _scene(text: str) -> Credit | None:
    fields = [field.strip() for field in text.split("-")]
    while len(fields) > _PERSON and len(fields[0]) + len(fields[1]) > 1 and len(fields[1]) == 1:
        fields[0:2] = ["-".join(fields[0:2])]
    later = "-".join(fields[2:]).replace("_", " ").replace(".", " ")
    dotted = len(fields) == _PERSON + 1 or len(fields) == _PERSON
    if len(fields) < _PERSON or not (_described(later) or (dotted and _described(spaced(fields[1])))):
        return None
    year = 0
    if pattern(rf"^{_DATED}$").match(fields[1]) and len(fields) > _PERSON:
        year = int(fields.pop(1))
    title, found = cut(_words(fields[1]))
    years = pattern(_DATED).findall(later)
    return Credit(tidy(_words(fields[0])), title, year or found or (int(years[-1]) if years else 0))


def _words(text: str) -> str:
    text = text.replace("_", " ")
    return text if " " in text.strip() else spaced(text)


def _described(text: str) -> bool:
    return bool(pattern(_META_WORD).search(text) or pattern(_DATED).search(text))


def _undivided(text: str) -> Credit:
    if not _described(text):
        return Credit()
    title, year = cut(text)
    words = title.split()
    if pattern(r"\bsoundtracks?\b|\bost\b|\bscore\b").search(title) or len(words) < _PERSON:
        return Credit("", title, year)
    if len(words) == _PERSON:
        return Credit(words[0], words[1], year, guessed=True)
    return Credit(" ".join(words[:2]), " ".join(words[2:]), year, guessed=True)
