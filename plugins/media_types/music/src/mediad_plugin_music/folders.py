"""What the folders above some songs say of their album.

Every name is cut to 300 signs first, and no pattern repeats a repetition, so the time is linear in the name. Names of
releases (`Artist-Album-CD-FLAC-2001-GRP`) are read by the library `mediad-names`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mediad_names import read
from mediad_plugin_music.discs import MAX_NAME, disc_of_folder, piece_of_album
from mediad_plugin_music.words import VARIOUS_ARTISTS, is_format, is_loose, is_shelf, is_various, names_nothing, same

_YEAR = r"((?:19|20)\d\d)"
_YEAR_ALONE = re.compile(_YEAR)
_YEAR_FIRST = re.compile(rf"[(\[]?{_YEAR}(?![-.]\d\d[-.]\d\d)[)\]]?(?:\s*[-_.]\s*|\s+)(?=\S)")
_DAY_FIRST = re.compile(r"[(\[]((?:19|20)\d\d)[-.](?:0[1-9]|1[0-2])[-.][0-3]\d[)\]][\s_-]{0,3}(?=\S)")
"""The day of a release in brackets; a bare one in front is that of a concert, and its title."""
_CONCERT = re.compile(r"(?:19|20)\d\d[-.]\d\d[-.]\d\d(?!\d)")
_YEAR_BEHIND = re.compile(rf"(.{{1,140}} - .{{1,140}})(?: - |, ){_YEAR}")
"""`Artist - Album - 1988` and `Artist - Album, 1988`; of `Artist - 1988` the year is the album."""
_YEAR_LAST = re.compile(rf"[\s_]{{0,3}}[(\[](?:[A-Z]{{2,3}}, )?{_YEAR}(?:[,;][^)\]]{{1,100}})?[)\]]")
"""The year in brackets, alone, or with where and how it came out: `(UK, 1979)`, `(1979, CD, FLAC)`."""
_NOTES = re.compile(
    r"[\s_]{0,3}[\[({](?!(?:19|20)\d\d[,;])[^\[({\])}]{0,100}(?:\b(?:flac|mp3|aac|alac|m4a|ogg|opus|320|v0|v2|"
    r"\d{2}[- ]?bits?|\d{2}b|web|(?:\d{0,2}\s?x?\s?)(?:cds?|lps?)|vinyl|\d{2,4}\s?kbps|single|"
    r"(?:16|24|32)[-/_ ](?:44|48|88|96|176|192)(?:\.\d)?|\d{2,3}(?:\.\d)?\s?khz|"
    r"kbps|khz|box ?set)\b|\b\d{1,2}(?:''|[\"”″]))[^\])}]{0,100}[\])}]",
    re.IGNORECASE,
)
_CATALOG = re.compile(r"[\s_]{0,3}(?:\{[^{}]{1,60}\}|\[[A-Z]{2,8}[\s-]?(?:[A-Z]{1,4}[\s-]?)?\d{1,6}[A-Z]{0,4}\])")
"""What braces hold, and the number of a label's catalogue in square brackets: `[QUAY 012CD]`."""
_CATALOG_FIRST = re.compile(r"[A-Z]{2,8}[\s-]?\d{3,6}[A-Z]{0,4} - (?=.{1,140} - )")
_MEDIUM = re.compile(
    r"[\s_]{0,3}[\[(](?:tape|cassette|k7|mc|sacd|dsd\d{0,3}|hi-?res|lossless|lossy|explicit|clean|bootleg|promo)[\])]",
    re.IGNORECASE,
)
"""What may stand alone in brackets, and would be of a title with other words: `[Tape]`, `(Explicit)`."""
_BARE_NOTE = re.compile(r"[\s_-](?:flac|mp3|320|256|192|v0|kbps|\d{2,3}\s?kbps|lossless|\d\d\s?bit)$", re.IGNORECASE)
_TAIL = re.compile(r"[\s_-]{1,3}(?:flac|mp3|aac|alac|ogg|web|cd|vinyl|lossless)(?![^\W_])", re.IGNORECASE)
"""What stands behind a year and begins with a format is all of the release: `(2018) Mp3 (320kbps) [Someone]`."""
_ARTIST_FIRST = re.compile(r"(?:\(C\d{1,3}\)\s?)?\[([^\[\]]{1,100})\]\s{0,3}(?=[^\s\[(])")
"""`[Artist] Album`, as people in Japan write; a fair may stand before it: `(C85) [Circle] Album`."""
_UNDERSCORED = re.compile(r"([^\s-]{1,140})-([^\s-]{1,140})")
"""`Ada_Fern-Moss`, as abcde names folders."""
_ARTICLE = re.compile(r"(.{1,200}), (The|Die|Der|Das|Les|Los|Las)", re.IGNORECASE)
_DASHES = re.compile(r"\s[–—−]\s")  # noqa: RUF001  # as people write them
_MOST_NOTES = 4
_DISCOGRAPHY = re.compile(
    r"\b(?:(?:complete|full|полная|komplette)\s)?(?:discograph(?:y|ie|ia)|discografia|дискография)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AlbumName:
    """What a folder's name says of an album."""

    title: str
    artist: str = ""
    year: str = ""
    disc: int = 0
    disc_title: str = ""
    group: str = ""


def album_of(names: tuple[str, ...]) -> AlbumName | None:
    """Read an album from the path of its folder, outermost name first."""
    if not names:
        return None
    disc = _disc(names)
    if disc is None and len(names) > 1 and is_format(names[-1]):
        names = names[:-1]
        disc = _disc(names)
    above = names[:-1]
    text = names[-1]
    if disc:
        if not disc[0] and not above:
            return None
        text, above = (disc[0], above) if disc[0] else (above[-1], above[:-1])
    said = _below(text[:MAX_NAME], above)
    title = "" if names_nothing(said.title) else said.title
    artist = VARIOUS_ARTISTS if is_various(said.artist) else said.artist
    return replace(said, title=title, artist=artist, disc=disc[1] if disc else 0, disc_title=disc[2] if disc else "")


def _disc(names: tuple[str, ...]) -> tuple[str, int, str] | None:
    """Find a disc in the innermost name; a number or a side is one below what is surely an album."""
    name = names[-1].strip()
    piece = piece_of_album(name) if len(names) > 1 and not _DISCOGRAPHY.search(names[-2][:MAX_NAME]) else None
    if piece is None:
        return disc_of_folder(name)
    above = _album(names[-2][:MAX_NAME])
    return piece if above.artist or above.year else None


def _below(text: str, above: tuple[str, ...]) -> AlbumName:
    """Read an album's folder that lies in others: an artist's, or one that a download was unpacked into."""
    by = _artist_above(above)
    said = _album(text, by)
    if said.artist:
        return said
    if above and said.title in above[-1]:
        outer = _album(above[-1][:MAX_NAME])
        if outer.artist and same(outer.title, said.title):
            return replace(said, artist=outer.artist, year=said.year or outer.year)
    return replace(said, artist=by)


def _artist_above(above: tuple[str, ...]) -> str:
    """Give the artist by the folders above: shelves are stepped over, roots of everything end the way."""
    for at, name in reversed([*enumerate(above)]):
        if is_various(name) and not is_shelf(name):
            return VARIOUS_ARTISTS
        bare = _DISCOGRAPHY.split(name[:MAX_NAME], maxsplit=1)[0].strip(" -_([")
        if bare and not is_shelf(name) and not is_format(name):
            return _own_or_various(bare, above[at + 1 :])
    return VARIOUS_ARTISTS if any(map(is_various, above)) else ""


def _own_or_various(name: str, shelves: tuple[str, ...]) -> str:
    """Give whom a folder names; `Compilations` below an artist is a shelf, and elsewhere many artists."""
    if not is_loose(name):
        found = _ARTICLE.fullmatch(name)
        return f"{found[2]} {found[1]}" if found else name
    return VARIOUS_ARTISTS if any(map(is_various, shelves)) else ""


def _album(text: str, by: str = "") -> AlbumName:
    """Read title, artist, year and the group that released it; `by` is whose folder it lies in."""
    if said := _release(text):
        return said
    if "_" in text and " " not in text:
        found = _UNDERSCORED.fullmatch(text)
        text = (f"{found[1]} - {found[2]}" if found else text).replace("_", " ")
    text, year = _dated(_without_notes(_DASHES.sub(" - ", text)), by)
    if _CONCERT.match(text):
        return AlbumName(text, "", year)
    artist, dash, title = text.partition(" - ")
    if not dash and (found := _ARTIST_FIRST.match(text)):
        artist, dash, title = found[1], found[0], text[found.end() :]
    if dash and not year and (found := _YEAR_FIRST.match(title)):
        year, title = found[1], title[found.end() :]
    if by and not year and _YEAR_ALONE.fullmatch(title) and not same(artist, by):  # `Album - 1979` in an artist's
        return AlbumName(artist.strip(), "", title)
    return AlbumName(title.strip(), artist.strip(), year) if dash and title.strip() else AlbumName(text, "", year)


def _release(text: str) -> AlbumName | None:
    """Read `Artist-Album-CD-FLAC-2001-GRP`: artist, album, and more."""
    if " " in text or text.count("-") < 2:  # noqa: PLR2004  # signs that part three
        return None
    said = read(text, "music")
    if not (said.get("match") and said.get("artist") and said.get("album") and said.sure):
        return None
    title, artist, year = (str(said.get(name) or "") for name in ("album", "artist", "year"))
    return AlbumName(title, artist, year, group=str(said.get("release_group") or ""))


def _dated(text: str, by: str) -> tuple[str, str]:
    """Part the year from the rest, wherever people write it."""
    if found := _YEAR_LAST.search(text):
        head, behind = text[: found.start()], text[found.end() :]
        if behind[:1] == " " and by and same(head, by):  # `Artist (1979) Album`
            return behind.strip(), found[1]
        return (head + ("" if _TAIL.match(behind) else behind)).strip(), found[1]
    if found := _YEAR_BEHIND.fullmatch(text):
        return found[1], found[2]
    if found := _DAY_FIRST.match(text) or _YEAR_FIRST.match(text):
        return text[found.end() :].strip(), found[1]
    return text.strip(), ""


def _without_notes(text: str) -> str:
    """Leave out what is said of format and catalogue."""
    text = _CATALOG_FIRST.sub("", text, count=1)
    bare = _MEDIUM.sub("", _CATALOG.sub("", _NOTES.sub("", text))).strip()
    for _ in range(_MOST_NOTES):
        shorter = _BARE_NOTE.sub("", bare).rstrip(" _-")
        if shorter == bare:
            break
        bare = shorter
    return bare or text
