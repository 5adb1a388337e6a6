"""Names of books: author, title, place in a series; as releases, as Calibre writes them, and as people do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mediad_names.texts.counts import chapter_in, volume_in
from mediad_names.texts.credits import Credit, credit, cut
from mediad_names.texts.groups import attempt, group_of, on_screen, screen_title
from mediad_names.texts.junk import random
from mediad_names.texts.languages import languages_in
from mediad_names.texts.music import speaking
from mediad_names.texts.patterns import blank, brackets, pattern, spaced, stem, steps, tidy, year_of

_FORMATS = ("EPUB", "AZW3", "MOBI", "PDF", "M4B", "CBZ", "CBR", "FB2", "DJVU", "AZW", "LIT", "FLAC", "MP3")
_FORMAT = rf"(?<![^\W_])({'|'.join(_FORMATS)})(?![^\W_])"
_NAME = r"[^\W\d_][\w'\u2019.-]*"
_PERSON = rf"^{_NAME}(?:\s{_NAME}){{1,3}}$"
_INITIALS = rf"^(?:{_NAME}\s)?(?:[A-Z]\.?\s?){{1,3}}\s?[A-Z]\w+$"
_TRAILING_PERSON = r"^(\S.*?)\s((?:[A-Z]\w+\s)(?:[A-Z]\.?\s){1,3}[A-Z]\w+)$"
_PARTICLES = (
    r"(?<=\w)\s(?:de|la|le|du|da|dos|di|del|della|van|von|den|der|het|ter|ten|zu|zum|al|el|bin|ibn|y)"
    r"(?:\s(?:la|las|los|der|den|het|dem))?\s(?=[A-Z])"
)
_NO_PERSON = (
    r"(?<!\w)(?:the|a|an|of|and|in|to|for|on|with|from|at|der|die|das|le|la|les|el|und|et|y|my|your)(?!\w)"
    r"|\d|^['\u2019]"
)
_BY = r"^(.{1,200})\s+by\s+([^\[\](){}]{2,80}?)\s*(?=[\[({]|$)"
_INVERTED = r"^([^\s,(\[][^,(\[]{0,40}),\s+([^\s,][^,)\]]{0,40})$"
_SUBTITLE = r"^an?\s(?:novel(?:la)?|memoir|story|tale|thriller|romance|biography|novelette)(?![^\W_])"
_ENDS_INITIAL = r"(?:^|\s)[^\W\d_]\.?$"
_ASIDE = r"\s*\[(?!\d{1,3}\])[^\[\]]*\]|\s*\(v\d[^()]*\)|\s*\((?:read|narrated)\sby\s[^()]*\)"
_ARTICLES = r"(?<!\w)(?:the|a|an|of|and|in|to|book|vol(?:ume)?|part)(?!\w)"
_DIGIT = r"\d"
_SUFFIX = r"^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?$"
_CALIBRE = r"\s\(\d{1,7}\)$"
_RUN = (
    r"^([^#]+?)(?:\s\((?:19|18|20)\d\d\))?,?\s#(\d{1,4}(?:\.\d{1,2})?)(?:\s\(of\s\d{1,4}\))?"
    r"(?:\s\(((?:18|19|20)\d\d)\))?\s*$"
)
_NUMBERED = r"^(\d{1,3}(?:\.\d{1,2})?)\.?\s+[-\u2013]\s+(?=\S)"
_LAST_CHAPTER = r"\sc(\d{1,4})$"
_PLACE = (
    r"^\[?(.{2,80}?)[\s,]+(?:book|bk\.?|vol(?:ume)?\.?|band|part|no\.?|nr\.?|#)?\s?[#\[]?(\d{1,3}(?:\.\d{1,2})?)\]?$"
)
_INDEX = r"^(?:book|bk\.?|vol(?:ume)?\.?|part|#)\s?#?(\d{1,3}(?:\.\d{1,2})?)$"
_MARKED = r"(?:book|bk|vol|volume|band|part|no|nr|trilogy|saga|series|cycle|chronicles)\b|#|\[|\s0\d"
_DASH = r"\s+[-\u2013\u2014]\s+"
_SIDE = r"^(.{2,200}?)\s-\s\d*\s?(?:side|short)\sstor(?:y|ies)(?![^\W_])"
_EBOOK = frozenset(["EPUB", "AZW3", "MOBI", "PDF", "FB2", "DJVU", "AZW", "LIT"])


@dataclass(frozen=True, slots=True)
class BookRelease:
    """What the name of a book says.

    Attributes:
        name: The whole name without notes, where it tells no author; empty for an issue that only its series names.
        index: The place in the series, `2` or `2.5`.
        volume: A printed volume, as comics count them.
        guessed: Whether nothing parted author and title.
        match: Whether the name is a release: it tells an author, or a place in a series.
    """

    author: str = ""
    title: str = ""
    name: str = ""
    series: str = ""
    index: int | float | None = None
    volume: str | None = None
    discography: bool = False
    year: int | None = None
    year_start: int = 0
    year_end: int = 0
    format: str = "Unknown"
    languages: tuple[str, ...] = ()
    edition: str = ""
    release_group: str = ""
    version: int = 1
    repack: bool = False
    guessed: bool = False
    match: bool = True


def book_release(name: str) -> BookRelease:
    """Read one name, or the path that ends in it."""
    text = speaking(name)
    if random(text):
        return BookRelease(format="", match=False)
    again = attempt(text)
    if on_screen(text):
        return BookRelease(title=screen_title(text), release_group=group_of(text), version=again.version)
    read = _run(text) or _volume(text) or _authored(text, steps(name)) or _named(text)
    return replace(
        read,
        format=_format(text),
        languages=languages_in(text),
        release_group=group_of(text),
        version=again.version,
        repack=again.repack,
    )


def _format(text: str) -> str:
    found = pattern(_FORMAT).search(text)
    return found[1].upper() if found else "Unknown"


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _run(text: str) -> BookRelease | None:
    found = pattern(_RUN).match(stem(text))
    if not found:
        return None
    year = int(found[3]) if found[3] else None
    return BookRelease(series=tidy(found[1]), index=_number(found[2]), year=year)


def _volume(text: str) -> BookRelease | None:
    flat = spaced(stem(text))
    side = pattern(_SIDE).match(flat)
    if side:
        return BookRelease(title=tidy(side[1]))
    plain = blank(flat)
    volume, chapter = volume_in(plain), chapter_in(plain)
    if not volume or pattern(_DASH).search(plain[: volume.start].rstrip(" -")):
        return None
    title = tidy(plain[: volume.start])
    if chapter:
        return BookRelease(name=tidy(plain), index=_number(chapter.text.split("-")[0]), volume=volume.text)
    return BookRelease(title=title, name=tidy(plain), volume=volume.text, match=bool(title))


def _authored(text: str, path: list[str]) -> BookRelease | None:
    flat = spaced(stem(text))
    if pattern(_NUMBERED).match(flat):
        return None
    by = pattern(_BY).match(flat)
    if by and not pattern(_DASH).search(blank(flat)):
        read = Credit(cut(by[2])[0], cut(by[1])[0], year_of(flat) or 0)
    else:
        read = credit(text)
    if read.guessed or not (read.by and read.title):
        read = _initialled(flat) or read
    if not read.by and read.year and not year_of(flat) and _person(read.title) and _format(text) in _EBOOK:
        read = Credit(read.title, str(read.year))
    if not read.by or pattern(_SUBTITLE).match(read.title) or (read.guessed and _format(text) == "Unknown"):
        return None
    series = _in_series(read)
    if series:
        return series
    return _placed(_turned(read, text, path), flat)


def _initialled(flat: str) -> Credit | None:
    found = pattern(_TRAILING_PERSON, 0).match(tidy(blank(flat)))
    return Credit(found[2], found[1], year_of(flat) or 0) if found else None


def _in_series(read: Credit) -> BookRelease | None:
    placed = pattern(_PLACE).match(read.by)
    parts = pattern(_DASH).split(read.title)
    if not placed or not (pattern(_MARKED).search(read.by) or (len(parts) > 1 and _person(parts[-1]))):
        return None
    author = parts.pop() if len(parts) > 1 and _person(parts[-1]) else ""
    series, index = tidy(placed[1]), _number(placed[2])
    return BookRelease(upright(author), " - ".join(parts), series=series, index=index, year=read.year or None)


def _turned(read: Credit, text: str, path: list[str]) -> Credit:
    by, title = read.by, read.title
    if pattern(_CALIBRE).search(" ".join(path[-2:-1])) or (
        (_format(text) in _EBOOK or len(path) > 1) and _surety(title) > _surety(by)
    ):
        by, title = title, by
    return replace(read, by=upright(by), title=title)


def _surety(text: str) -> int:
    """Weigh how surely a text names people: initials, `Last, First` and several names more than two plain words."""
    if pattern(_DIGIT).search(text):
        return 0
    each = pattern(r"\s+&\s+|\s*;\s*").split(text)
    if all(pattern(_INVERTED).match(one) for one in each) and not pattern(_ARTICLES).search(text):
        return 2
    if pattern(_INITIALS, 0).match(text):
        return 2
    people = pattern(r"\s+&\s+|,\s+|\s*;\s*|\s+and\s+").split(text)
    if all(map(_person, people)):
        return min(len(people), 2)
    return 0


def _person(text: str) -> bool:
    if pattern(_INITIALS, 0).match(text):
        return True
    text = pattern(_PARTICLES, 0).sub(" ", text)
    return bool(pattern(_PERSON).match(text)) and text.istitle() and not pattern(_NO_PERSON).search(text)


def upright(name: str) -> str:
    """Turn `Last, First` into `First Last`, of each of several; `John Doe, Jr.` and `Ada Moor, Ben Low` stay."""
    return " & ".join(_upright(one.strip()) for one in pattern(r"\s+&\s+|\s*;\s*").split(name))


def _upright(name: str) -> str:
    found = pattern(_INVERTED).match(name)
    if not found or pattern(_SUFFIX).match(found[2]):
        return name
    if " " in found[1] and " " in found[2] and not pattern(_ENDS_INITIAL).search(found[2]):
        return name
    return f"{found[2]} {found[1]}"


def _placed(read: Credit, flat: str) -> BookRelease:
    book = BookRelease(
        author=read.by,
        title=read.title,
        discography=read.discography,
        year=read.year or None,
        year_start=read.start,
        year_end=read.end,
        edition=read.edition,
        guessed=read.guessed,
    )
    for inner in brackets(flat):
        found = pattern(_INDEX).match(inner)
        if found or languages_in(f"[{inner}]"):
            title = tidy(book.title.replace(f"({inner})", ""))
            book = replace(book, title=title, index=_number(found[1]) if found else book.index)
            continue
        found = pattern(_PLACE).match(inner)
        if found and (pattern(_MARKED).search(inner) or f"[{inner}]" in flat):
            title = tidy(book.title.replace(f"({inner})", "").replace(f"[{inner}]", ""))
            book = replace(book, title=title, series=tidy(found[1]), index=_number(found[2]))
    title = tidy(pattern(_ASIDE).sub("", book.title)) or book.title
    return replace(book, title=title) if book.series else _segmented(replace(book, title=title))


def _segmented(book: BookRelease) -> BookRelease:
    parts = pattern(_DASH).split(book.title)
    if len(parts) == 1:
        return book
    # a series stands before the title, or behind it with a word that says so
    for at, rest in ((0, parts[1:]), (-1, parts[:-1])):
        found = pattern(_PLACE).match(parts[at])
        if found and (not at or pattern(_MARKED).search(parts[at])):
            return replace(book, title=tidy(" - ".join(rest)), series=tidy(found[1]), index=_number(found[2]))
    return book


def _named(text: str) -> BookRelease:
    flat = spaced(stem(text))
    found = pattern(_NUMBERED).match(flat)
    name = tidy(blank(flat[found.end() :] if found else flat))
    found = found or pattern(_LAST_CHAPTER).search(name)
    index = _number(found[1]) if found else None
    return BookRelease(name=name, index=index, year=year_of(flat), match=False)
