"""What names of files and folders say where tags say nothing.

Every name is cut to 300 signs first, and no pattern repeats a repetition, so the time is linear in the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_NAME = 300
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_DISC = re.compile(
    r"(?:^|[\s._,\-(\[]{1,6})(?:cd|dis[ck]|disque|disco)[\s._#-]{0,3}"
    r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)(?:\s?(?:of|/)\s?\d{1,2})?(?![^\W_])[)\]]?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"[(\[]?((?:19|20)\d\d)[)\]]?(?:\s*[-_.]\s*|\s+)(?=\S)")
_YEAR_LAST = re.compile(r"[\s_]{0,3}[(\[]((?:19|20)\d\d)[)\]]")
_NOTES = re.compile(
    r"[\s_]{0,3}[\[({][^\[({\])}]{0,100}"
    r"\b(?:flac|mp3|aac|alac|m4a|ogg|opus|320|v0|v2|\d{2}[- ]?bit|web|cd|vinyl|lp|kbps|khz)\b[^\])}]{0,100}[\])}]",
    re.IGNORECASE,
)
_SCENE = re.compile(r"^([^-]+)-([^-]+)-.*?\b((?:19|20)\d\d)-(\w+)$")
_SIDE = re.compile(r"([A-H])(\d{1,2})(?=[\s._-]|$)")
_DISC_TRACK = re.compile(r"[(\[]?(\d{1,2})[-.](\d{2})[)\]]?(?!\d)[\s._-]*")
_NUMBER = re.compile(r"[(\[]?(?:track\s*)?(\d{1,3})(?!\d|[^\W\d_]|:)[)\].]?[\s._-]*", re.IGNORECASE)
_COPY = re.compile(r"(?:\s\(\d\)|\s-\scopy|\scopy)$", re.IGNORECASE)
VARIOUS = frozenset(("va", "various", "various artists", "v.a.", "compilations", "compilation", "soundtracks"))
LOOSE = frozenset(
    [
        "music",
        "musik",
        "songs",
        "tracks",
        "singles",
        "downloads",
        "download",
        "misc",
        "various",
        "unsorted",
        "unknown",
        "incoming",
        "mp3",
        "mp3s",
        "flac",
        "audio",
        "new",
    ]
)


@dataclass(frozen=True, slots=True)
class AlbumName:
    """What a folder's name says of an album."""

    title: str
    artist: str = ""
    year: str = ""
    disc: int = 0
    disc_title: str = ""


@dataclass(frozen=True, slots=True)
class TrackName:
    """What a file's name says of a track."""

    title: str
    artist: str = ""
    label: str = ""
    number: int = 0
    disc: int = 0


def disc_of(text: str) -> tuple[str, int, str] | None:
    """Find a disc in a name: what stands before it, the number, what stands behind it."""
    found = _DISC.search(text[:MAX_NAME])
    if not found:
        return None
    number = int(found[1]) if found[1].isdecimal() else _WORDS[found[1].lower()]
    return text[: found.start()].strip(" -_,("), number, text[found.end() :].strip(" -_:.)]")


def disc_of_folder(text: str) -> tuple[str, int, str] | None:
    """Find a disc in the name of a folder; `Disc 1 of 4` and `CD1` are one, `Discovery` is none."""
    return disc_of(text)


def album_of(names: tuple[str, ...]) -> AlbumName | None:
    """Read an album from the path of its folder, outermost name first."""
    if not names:
        return None
    disc = disc_of_folder(names[-1])
    above = names[:-1]
    text = names[-1][:MAX_NAME]
    if disc:
        if not disc[0] and not above:
            return None
        text, above = (disc[0], above) if disc[0] else (above[-1][:MAX_NAME], above[:-1])
    title, artist, year = _album(text)
    if not artist and above and above[-1].lower() not in LOOSE | VARIOUS:
        artist = above[-1]
    if (not artist and above and above[-1].lower() in VARIOUS) or artist.lower() in VARIOUS:
        artist = "Various Artists"
    return AlbumName(title, artist, year, disc[1] if disc else 0, disc[2] if disc else "")


def _album(text: str) -> tuple[str, str, str]:
    if " " not in text and (scene := _SCENE.match(text)):
        return scene[2].replace("_", " "), scene[1].replace("_", " "), scene[3]
    if "_" in text and " " not in text:
        text = text.replace("_", " ")
    text = _NOTES.sub("", text).strip() or text
    year = ""
    if found := _YEAR_LAST.search(text):
        year, text = found[1], (text[: found.start()] + text[found.end() :]).strip()
    if not year and (found := _YEAR_FIRST.match(text)):
        year, text = found[1], text[found.end() :]
    artist, dash, title = text.partition(" - ")
    if dash and not year and (found := _YEAR_FIRST.match(title)):
        year, title = found[1], title[found.end() :]
    return (title.strip(), artist.strip(), year) if dash and title.strip() else (text.strip(), "", year)


def track_of(stem: str, artist: str = "") -> TrackName:
    """Read a track from the name of its file without ending; `artist` is whom the folder names."""
    text = _COPY.sub("", stem[:MAX_NAME]).strip()
    if " " not in text:
        text = text.replace("_", " ")
    label, number, disc, rest = _numbered(text)
    head, dash, title = rest.partition(" - ")
    if not dash and (title := _behind(artist, rest)):
        return TrackName(title, artist, label, number, disc)
    if not dash:
        return TrackName(rest.strip() or text, "", label, number, disc)
    if not label:
        # `Artist - Album - 03 - Title`, `Artist - 03 - Title`
        before, _, last = title.rpartition(" - ")
        middle = _NUMBER.fullmatch((before or title).rpartition(" - ")[2].strip())
        if before and middle:
            return TrackName(last.strip(), head.strip(), middle[1].lstrip("0"), int(middle[1]))
    if head.casefold() == artist.casefold() or not label or head:
        return TrackName(title.strip(), head.strip(), label, number, disc)
    return TrackName(rest.strip(), "", label, number, disc)


def _behind(artist: str, rest: str) -> str:
    """Give the title of `ada fern-bark`, where releases of the scene repeat the artist that their folder names."""
    head = f"{artist}-".casefold()
    return rest[len(head) :].strip() if artist and rest.casefold().startswith(head) else ""


def _numbered(text: str) -> tuple[str, int, int, str]:
    if (found := _SIDE.match(text)) and found.end() < len(text):
        number = (ord(found[1]) - 64) * 100 + int(found[2])
        return f"{found[1]}{int(found[2])}", number, 0, text[found.end() :].lstrip(" -_.")
    if (found := _DISC_TRACK.match(text)) and found.end() < len(text):
        return str(int(found[2])), int(found[2]), int(found[1]), text[found.end() :]
    found = _NUMBER.match(text)
    if found and int(found[1]) and (found.end() < len(text) or len(found[1]) < 3):  # noqa: PLR2004  # `311` alone is a title
        return str(int(found[1])), int(found[1]), 0, text[found.end() :]
    return "", 0, 0, text
