"""What names of files and folders say where tags say nothing.

Every name is cut to 300 signs first, and no pattern repeats a repetition, so the time is linear in the name. Names of
releases (`Artist-Album-CD-FLAC-2001-GRP`) are read by the library `mediad-names`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mediad_names import read
from mediad_plugin_music.words import SHELVES, VARIOUS_ARTISTS, is_format, is_loose, is_various, names_nothing, same

MAX_NAME = 300
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}  # fmt: skip  # a table
_DISC_WORDS = (
    "cd|dis[ck]|disque|disco|disc[oa]|dysk|płyta|plyta|schijf|skiva|plade|levy|диск|ディスク|碟|盘|디스크|"
    "digital media|lp|vinyl"
)
_DISC = re.compile(
    rf"(?:^|[\s._,\-(\[]{{1,6}})(?:{_DISC_WORDS})[\s._#-]{{0,3}}"
    r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|[一二三四五])(?:\s?(?:of|/)\s?\d{1,2})?(?![^\W_])[)\]]?",
    re.IGNORECASE,
)
_BONUS = re.compile(
    r"(?:bonus|extra)[\s._-]{0,2}(?:cd|dis[ck]|tracks?|ep)?|(?:cd|dis[ck])[\s._-]{0,2}bonus", re.IGNORECASE
)
_BONUS_DISC = 2  # the first that an album of one disc does not have
_YEAR_FIRST = re.compile(r"[(\[]?((?:19|20)\d\d)(?![-.]\d\d[-.]\d\d)[)\]]?(?:\s*[-_.]\s*|\s+)(?=\S)")
_DAY_FIRST = re.compile(r"[(\[]((?:19|20)\d\d)[-.](?:0[1-9]|1[0-2])[-.][0-3]\d[)\]][\s_-]{0,3}(?=\S)")
"""The day of a release in brackets; a bare one in front is that of a concert, and its title."""
_YEAR_BEHIND = re.compile(r"(.{1,140} - .{1,140}) - ((?:19|20)\d\d)")
"""`Artist - Album - 1988`; of `Artist - 1988` the year is the album."""
_YEAR_LAST = re.compile(r"[\s_]{0,3}[(\[]((?:19|20)\d\d)[)\]]")
_NOTES = re.compile(
    r"[\s_]{0,3}[\[({][^\[({\])}]{0,100}\b(?:flac|mp3|aac|alac|m4a|ogg|opus|320|v0|v2|"
    r"\d{2}[- ]?bit|web|\d{0,2}\s?(?:cds?|lps?)|vinyl|\d{2,4}\s?kbps|"
    r"(?:16|24|32)[-/_ ](?:44|48|88|96|176|192)(?:\.\d)?|"
    r"kbps|khz|box ?set)\b[^\])}]{0,100}[\])}]",
    re.IGNORECASE,
)
_CATALOG = re.compile(r"[\s_]{0,3}(?:\{[^{}]{1,60}\}|\[[A-Z]{2,8}[\s-]?(?:[A-Z]{1,4}[\s-]?)?\d{1,6}[A-Z]{0,4}\])")
"""What braces hold, and the number of a label's catalogue in square brackets: `[QUAY 012CD]`."""
_BARE_NOTE = re.compile(r"[\s_-](?:flac|mp3|320|256|192|v0|kbps|\d{2,3}\s?kbps|lossless|\d\d\s?bit)$", re.IGNORECASE)
_TAIL = re.compile(r"[\s_-]{1,3}(?:flac|mp3|aac|alac|ogg|web|cd|vinyl|lossless)(?![^\W_])", re.IGNORECASE)
"""What stands behind a year and begins with a format is all of the release: `(2018) Mp3 (320kbps) [Someone]`."""
_ARTICLE = re.compile(r"(.{1,200}), (The|Die|Der|Das|Les|Los|Las)", re.IGNORECASE)
_MOST_NOTES = 4
_DISCOGRAPHY = re.compile(r"\b(?:discograph(?:y|ie|ia)|discografia|дискография)\b", re.IGNORECASE)
_SIDE = re.compile(r"([A-H])(\d{1,2})(?=[\s._-]|$)")
_DISC_TRACK = re.compile(r"[(\[]?(\d{1,2})[-.](\d{2})[)\]]?(?!\d)[\s._-]*")
_NAMED_DISC = re.compile(
    r"(?:cd|dis[ck]|d)\s?(\d{1,2})(?:[\s._-]{1,3}|(?=t))(?:track\s?|t)?(\d{1,3})(?!\d)[)\].]?[\s._-]*", re.IGNORECASE
)
_NUMBER = re.compile(r"[(\[#]?(?:track\s*|t(?=\d\d\s))?(\d{1,3})(?!\d|[^\W\d_]|:)[)\].、．]?[\s._-]*", re.IGNORECASE)
_PADDED = re.compile(r"(\d\d)[\s.]{1,2}(?=\S)")
_COPY = re.compile(r"(?:\s\(\d\)|\s-\scopy(?:\s\(\d\))?|\scopy|\s-\skopie|\s-\scopie|_\(\d\)|\(\d\))$", re.IGNORECASE)
_FILM_ID = re.compile(r"\s\[(?=[\w-]{0,10}(?:[\d_]|[a-z][A-Z]))[\w-]{11}\]$")
"""What a downloader writes behind a title: the id of a video, which is no word."""
_OF_FILM = re.compile(
    r"\s?[(\[](?:official\s)?(?:(?:music|lyrics?|audio|hd|4k)\s){0,2}(?:video|audio|lyrics|visuali[sz]er)(?:\s(?:hd|4k))?[)\]]",
    re.IGNORECASE,
)
"""What a song was taken from: `(Official Video)`."""
_SCENE = re.compile(r"([^\s-]{1,80})-([^\s]{1,150})")


@dataclass(frozen=True, slots=True)
class AlbumName:
    """What a folder's name says of an album."""

    title: str
    artist: str = ""
    year: str = ""
    disc: int = 0
    disc_title: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class TrackName:
    """What a file's name says of a track; `album` where the name says that, too."""

    title: str
    artist: str = ""
    label: str = ""
    number: int = 0
    disc: int = 0
    album: str = ""


def disc_of(text: str) -> tuple[str, int, str] | None:
    """Find a disc in a name: what stands before it, the number, what stands behind it."""
    found = _DISC.search(text[:MAX_NAME])
    if not found:
        return None
    number = int(found[1]) if found[1].isdecimal() else _WORDS[found[1].lower()]
    return text[: found.start()].strip(" -_,("), number, text[found.end() :].strip(" -_:.)]")


def disc_of_folder(text: str) -> tuple[str, int, str] | None:
    """Find a disc in the name of a folder; `Disc 1 of 4`, `CD1` and `Bonus Disc` are one, `Discovery` is none."""
    if found := disc_of(text):
        return found
    return ("", _BONUS_DISC, text.strip()) if _BONUS.fullmatch(text.strip()[:20]) else None


def album_of(names: tuple[str, ...]) -> AlbumName | None:
    """Read an album from the path of its folder, outermost name first."""
    if not names:
        return None
    disc = disc_of_folder(names[-1])
    if disc is None and len(names) > 1 and is_format(names[-1]):
        names = names[:-1]
        disc = disc_of_folder(names[-1])
    above = names[:-1]
    text = names[-1][:MAX_NAME]
    if disc:
        if not disc[0] and not above:
            return None
        text, above = (disc[0], above) if disc[0] else (above[-1][:MAX_NAME], above[:-1])
    title, artist, year, group = _album(text)
    artist = artist or _artist_above(above)
    if names_nothing(title):
        title = ""
    if is_various(artist):
        artist = VARIOUS_ARTISTS
    return AlbumName(title, artist, year, disc[1] if disc else 0, disc[2] if disc else "", group)


def _artist_above(above: tuple[str, ...]) -> str:
    """Give the artist by the folders above: shelves are stepped over, roots of everything end the way."""
    for at, name in reversed([*enumerate(above)]):
        if is_various(name) and name.casefold() not in SHELVES:
            return VARIOUS_ARTISTS
        bare = _DISCOGRAPHY.split(name[:MAX_NAME], maxsplit=1)[0].strip(" -_([")
        if bare and name.casefold() not in SHELVES and not is_format(name):
            return _own_or_various(bare, above[at + 1 :])
    return VARIOUS_ARTISTS if any(map(is_various, above)) else ""


def _own_or_various(name: str, shelves: tuple[str, ...]) -> str:
    """Give whom a folder names; `Compilations` below an artist is a shelf, and elsewhere many artists."""
    if not is_loose(name):
        return _ARTICLE.sub(r"\2 \1", name)
    return VARIOUS_ARTISTS if any(map(is_various, shelves)) else ""


def _album(text: str) -> tuple[str, str, str, str]:
    """Read title, artist, year and the group that released it."""
    if " " not in text and text.count("-") >= 2:  # noqa: PLR2004  # artist, album, and more
        said = read(text, "music")
        if said.get("match") and said.get("artist") and said.get("album") and said.sure:
            return (
                str(said.get("album")),
                str(said.get("artist")),
                str(said.get("year") or ""),
                str(said.get("release_group") or ""),
            )
    if "_" in text and " " not in text:
        text = text.replace("_", " ")
    text = _without_notes(text)
    year = ""
    if found := _YEAR_LAST.search(text):
        behind = "" if _TAIL.match(text, found.end()) else text[found.end() :]
        year, text = found[1], (text[: found.start()] + behind).strip()
    if not year and (found := _YEAR_BEHIND.fullmatch(text)):
        year, text = found[2], found[1]
    if not year and (found := _DAY_FIRST.match(text) or _YEAR_FIRST.match(text)):
        year, text = found[1], text[found.end() :]
    artist, dash, title = text.partition(" - ")
    if dash and not year and (found := _YEAR_FIRST.match(title)):
        year, title = found[1], title[found.end() :]
    return (title.strip(), artist.strip(), year, "") if dash and title.strip() else (text.strip(), "", year, "")


def without_copy_mark(stem: str) -> str:
    """Give the name that a browser or a desktop put a number or `copy` behind."""
    return _COPY.sub("", stem[:MAX_NAME]).strip()


def _without_notes(text: str) -> str:
    """Leave out what is said of format and catalogue."""
    bare = _CATALOG.sub("", _NOTES.sub("", text)).strip()
    for _ in range(_MOST_NOTES):
        bare = _BARE_NOTE.sub("", bare).rstrip(" _-")
    return bare or text


@lru_cache(1024)
def track_of(stem: str, folder: AlbumName | None = None) -> TrackName:
    """Read a track from the name of its file without ending; `folder` is what its folder says."""
    text = _OF_FILM.sub("", _FILM_ID.sub("", without_copy_mark(stem))).strip() or stem[:MAX_NAME]
    artist = folder.artist if folder else ""
    scene = " " not in text
    if scene:
        text = text.replace("_", " ")
    label, number, disc, rest = _numbered(text)
    if scene and not label and "_" in stem and stem.count("-") == 1:
        rest = rest.replace("-", " - ")
    if scene and label and folder and (said := _of_release(rest, folder)):
        return TrackName(said[1], said[0], label, number, disc)
    head, dash, title = rest.partition(" - ")
    if not dash:
        return TrackName(rest.strip() or text, "", label, number, disc)
    if not label and (whole := _with_album(head.strip(), title)):
        return whole
    if same(title.strip(), artist):  # `01 - Title - Artist`
        return TrackName(head.strip(), title.strip(), label, number, disc)
    return TrackName(title.strip(), head.strip(), label, number, disc)


def _with_album(artist: str, rest: str) -> TrackName | None:
    """Read `Artist - Album - 03 - Title`, `Artist - 03 - Title` and `Artist - Album - 03 Title` behind the artist."""
    before, _, last = rest.rpartition(" - ")
    if not before:
        return None
    album, _, middle = before.rpartition(" - ")
    if found := _NUMBER.fullmatch(middle.strip()):
        return TrackName(last.strip(), artist, str(int(found[1])), int(found[1]), 0, album.strip())
    if found := _PADDED.match(last):
        return TrackName(last[found.end() :], artist, str(int(found[1])), int(found[1]), 0, before.strip())
    return None


def _of_release(rest: str, folder: AlbumName) -> tuple[str, str] | None:
    """Read `01-artist_name-title_of_it-grp`: artist and title."""
    found = _SCENE.fullmatch(rest.replace(" ", "_"))
    if not found or not (folder.group or same(found[1].replace("_", " "), folder.artist)):
        return None
    title = found[2]
    if folder.group:
        title = title.removesuffix(f"-{folder.group}").removesuffix(f"-{folder.group.lower()}")
    return found[1].replace("_", " ").strip(), title.replace("_", " ").strip()


def _numbered(text: str) -> tuple[str, int, int, str]:
    if (found := _SIDE.match(text)) and found.end() < len(text):
        number = (ord(found[1]) - 64) * 100 + int(found[2])
        return f"{found[1]}{int(found[2])}", number, 0, text[found.end() :].lstrip(" -_.")
    if (found := _DISC_TRACK.match(text) or _NAMED_DISC.match(text)) and found.end() < len(text):
        return str(int(found[2])), int(found[2]), int(found[1]), text[found.end() :]
    found = _NUMBER.match(text)
    if found and int(found[1]) and (found.end() < len(text) or len(found[1]) < 3):  # noqa: PLR2004  # `311` alone is a title
        return str(int(found[1])), int(found[1]), 0, text[found.end() :]
    return "", 0, 0, text
