"""What names of files say where tags say nothing.

Every name is cut to 300 signs first, and no pattern repeats a repetition, so the time is linear in the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mediad_plugin_music.discs import MAX_NAME
from mediad_plugin_music.words import is_numbered_only, same

if TYPE_CHECKING:
    from mediad_plugin_music.folders import AlbumName

_SIDE = re.compile(r"([A-H])(\d{1,2})(?=[\s._-]|$)")
_DISC_TRACK = re.compile(r"[(\[]?(\d{1,2})[-.](\d{2})[)\]]?(?!\d)[\s._-]*")
_NAMED_DISC = re.compile(
    r"(?:cd|dis[ck]|d)\s?(\d{1,2})(?:[\s._-]{1,3}|(?=t))(?:track\s?|t)?(\d{1,3})(?!\d)[)\].]?[\s._-]*", re.IGNORECASE
)
_NUMBER = re.compile(r"[(\[#]?(?:track\s*|t(?=\d\d\s))?(\d{1,3})(?!\d|[^\W\d_]|:)[)\].、．]?[\s._-]*", re.IGNORECASE)
_CONCERT = re.compile(
    r"[^\W\d_]{1,15}[\s._-]?\d{2,4}-\d\d-\d\d[\s._-]?(?:[ds](\d{1,2}))?t(\d{1,3})(?!\d)[\s._-]*", re.IGNORECASE
)
"""A band's letters, the day, disc and track, as traders of concerts name files: `gd77-05-08d1t01`."""
_MOVEMENT = re.compile(r"[IVX]{1,6}[.:]\s?\S")
_LAST_NUMBER = re.compile(r"\d{1,3}$")
_DASHES = re.compile(r"\s[–—−]\s")  # as people write them
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
class TrackName:
    """What a file's name says of a track; `album` where the name says that, too."""

    title: str
    artist: str = ""
    label: str = ""
    number: int = 0
    disc: int = 0
    album: str = ""


def without_copy_mark(stem: str) -> str:
    """Give the name that a browser or a desktop put a number or `copy` behind."""
    return _COPY.sub("", stem[:MAX_NAME]).strip()


@lru_cache(1024)
def track_of(stem: str, folder: AlbumName | None = None) -> TrackName:
    """Read a track from the name of its file without ending; `folder` is what its folder says."""
    text = _spaced(_OF_FILM.sub("", _FILM_ID.sub("", without_copy_mark(stem))).strip() or stem[:MAX_NAME])
    if folder and (title := _behind_album(text, folder)):
        return replace(track_of(title, folder), album=folder.title)
    label, number, disc, rest = _numbered(text)
    if " " not in stem:
        if label and folder and (said := _of_release(rest, folder)):
            return TrackName(said[1], said[0], label, number, disc)
        if not label and "_" in stem and stem.count("-") == 1:
            rest = rest.replace("-", " - ")
    head, dash, title = rest.partition(" - ")
    if not dash or _MOVEMENT.match(title):
        return TrackName(rest.strip() or text, "", label, number, disc)
    if not label and (whole := _with_album(head.strip(), title)):
        return whole
    if folder and same(title.strip(), folder.artist):  # `01 - Title - Artist`
        head, title = title, head
    return TrackName(title.strip(), head.strip(), label, number, disc)


def _spaced(text: str) -> str:
    """Write blanks where `_` stands for them, and one kind of dash."""
    if " " not in text:
        return text.replace("_", " ")
    return text if text.isascii() else _DASHES.sub(" - ", text)


def _behind_album(text: str, folder: AlbumName) -> str:
    """Give what stands behind artist and album where the folder is called after both."""
    artist, _, rest = text.partition(" - ")
    album, _, title = rest.partition(" - ")
    return title.strip() if title and same(album, folder.title) and same(artist, folder.artist) else ""


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
    """Part a number from the name behind it: as printed, to sort by, the disc's, and the rest."""
    for parted in (_side, _disc_and_number, _number):
        if found := parted(text):
            return found
    return "", 0, 0, text


def _side(text: str) -> tuple[str, int, int, str] | None:
    found = _SIDE.match(text)
    if not found or found.end() == len(text):
        return None
    number = (ord(found[1]) - 64) * 100 + int(found[2])
    return f"{found[1]}{int(found[2])}", number, 0, text[found.end() :].lstrip(" -_.")


def _disc_and_number(text: str) -> tuple[str, int, int, str] | None:
    if found := _CONCERT.match(text):
        return str(int(found[2])), int(found[2]), int(found[1] or 0), text[found.end() :]
    found = _DISC_TRACK.match(text) or _NAMED_DISC.match(text)
    if not found or found.end() == len(text):
        return None
    return str(int(found[2])), int(found[2]), int(found[1]), text[found.end() :]


def _number(text: str) -> tuple[str, int, int, str] | None:
    found = _NUMBER.match(text)
    if found and (int(found[1]) or found[1] == "00") and (found.end() < len(text) or len(found[1]) < 3):  # noqa: PLR2004  # `311` alone is a title
        return str(int(found[1])), int(found[1]), 0, text[found.end() :]
    if is_numbered_only(text) and (found := _LAST_NUMBER.search(text)):
        return str(int(found[0])), int(found[0]), 0, text
    return None
