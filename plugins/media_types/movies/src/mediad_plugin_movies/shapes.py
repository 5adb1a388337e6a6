"""What a name is before it is a title: an episode, a sample, an extra, a part, a disc, a collection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing

VIDEO = frozenset(
    b"mkv mp4 m4v avi mov wmv ts m2ts mts mpg mpeg webm flv ogv ogm divx asf rmvb rm vob 3gp mk3d f4v wtv".split()
)
IMAGES = frozenset((b"iso", b"img"))
POINTERS = frozenset((b"strm", b"disc"))
SUBTITLES = frozenset(b"srt ass ssa sub idx vtt sup smi ttml".split())
SOUND = frozenset(b"mka ac3 eac3 dts dtshd thd flac aac mp3 opus ogg".split())
PICTURES = frozenset(b"jpg jpeg png webp tbn".split())
MAX_SAMPLE = 400 << 20

_EPISODE = re.compile(
    r"(?<![^\W_])(?:s\d{1,3}[\s._-]{0,3}e\d{1,4}|\d{1,2}x\d{2,3}(?!\d|p)|s\d{1,2}(?=[\s._-]*(?:e\d|complete|extras))|"
    r"season[\s._-]?\d{1,3}|episode[\s._-]?\d{1,4})(?![^\W\d_])",
    re.IGNORECASE,
)
_DISC_FILE = re.compile(r"vts_\d\d_\d", re.IGNORECASE)
_SEASON_FOLDER = re.compile(
    r"(?:season|staffel|saison|temporada|stagione|series|s)[\s._-]?\d{1,4}|specials", re.IGNORECASE
)
_SAMPLE = re.compile(r"(?:^|[\s._-])sample(?:[\s._-]?\d)?$|^sample[\s._-](?!.*\((?:19|20)\d\d\))", re.IGNORECASE)
_SUBTITLE_FOLDER = re.compile(r"(?:vob)?subs?|subtitles?|srt|untertitel|sous-titres|legendas", re.IGNORECASE)
_SAMPLE_FOLDER = re.compile(r"samples?|proof", re.IGNORECASE)
_PART = re.compile(r"[\s._(\[-]+(cd|dvd|dis[ck]|part|pt)[\s._-]?([1-9]\d?|[a-d])(?:\s?of\s?\d)?[)\]]?$", re.IGNORECASE)
_PART_INSIDE = re.compile(r"[\s._(\[-]+(cd|dvd|dis[ck]|pt)[\s._-]?([1-9]\d?)[)\]]?(?=[\s._-])", re.IGNORECASE)
_DISC_FOLDER = re.compile(r"(?:.*[\s._-])?(?:cd|dvd|dis[ck]|bd)[\s._-]?([1-9]\d?)", re.IGNORECASE)
_COLLECTION = re.compile(
    r"(?:.*\S[\s._-])(?:collections?|trilogy|duology|quadrilogy|tetralogy|pentalogy|hexalogy|anthology|saga|box\s?set|"
    r"filmreihe|sammlung|reihe|series)(?:\s*[\[(].*)?",
    re.IGNORECASE,
)
_EXTRAS = {
    "trailer": "trailer",
    "trailers": "trailer",
    "teaser": "trailer",
    "behindthescenes": "behind_the_scenes",
    "makingof": "behind_the_scenes",
    "deleted": "deleted",
    "deletedscene": "deleted",
    "deletedscenes": "deleted",
    "featurette": "featurette",
    "featurettes": "featurette",
    "interview": "interview",
    "interviews": "interview",
    "scene": "scene",
    "scenes": "scene",
    "short": "short",
    "shorts": "short",
    "clip": "clip",
    "clips": "clip",
    "extra": "other",
    "extras": "other",
    "bonus": "other",
    "other": "other",
    "others": "other",
    "specialfeatures": "other",
    "bonusmaterial": "other",
}
_EXTRA_SUFFIX = re.compile(
    r"(.*?)(?:[-_]|\s-\s?|\.(?=trailer$))(trailer|teaser|behind ?the ?scenes|deleted(?: ?scenes?)?|"
    r"featurette|interview|scene|"
    r"short|clip|extra|other)s?[-_ ]?\d{0,2}$",
    re.IGNORECASE,
)
_SQUEEZE = re.compile(r"[\s._-]+")
BORDERS = (b"", b".", b"-", b"_", b" ")
BACKDROPS = frozenset(("backdrops", "theme-music", "theme.mp4", "theme.mkv"))
DISC_FOLDERS = frozenset((b"VIDEO_TS", b"BDMV", b"HVDVD_TS"))


def names_of(listing: Listing) -> tuple[str, ...]:
    """Give the folder's path as text that can be shown, one name per level, outermost first."""
    return tuple(listing.path.decode("utf-8", "replace").split("/")) if listing.path else ()


def suffix(name: bytes) -> bytes:
    """Give the ending after the last dot, in lower case."""
    stem_, dot, ending = name.rpartition(b".")
    return ending.lower() if dot and stem_ else b""


def stem(name: bytes) -> bytes:
    """Give the name without its ending."""
    return name.rpartition(b".")[0] or name


def begins(bare: bytes, film: bytes) -> bool:
    """Tell whether a name is a film's and more: `Film.de` and `Film-poster` are, `Filmmusic` is not."""
    return bare.startswith(film) and bare[len(film) : len(film) + 1] in BORDERS


def text_of(name: bytes) -> str:
    """Give the name without its ending, as text of at most 300 signs."""
    return stem(name).decode("utf-8", "replace")[:300]


def is_episode(text: str) -> bool:
    """Tell whether a name counts seasons and episodes."""
    return bool(_EPISODE.search(text[:300]))


def is_disc_file(text: str) -> bool:
    """Tell whether a file is a piece of a DVD, as `VTS_01_1`."""
    return bool(_DISC_FILE.fullmatch(text))


def is_season(name: str) -> bool:
    """Tell whether a folder is a season of a series."""
    return bool(_SEASON_FOLDER.fullmatch(name[:60].strip()))


def is_sample(text: str, size: int) -> bool:
    """Tell whether a file is a release's sample; a film called `Sample` has a year."""
    return size < MAX_SAMPLE and bool(_SAMPLE.search(text))


def is_sample_folder(name: str) -> bool:
    """Tell whether a folder holds samples."""
    return bool(_SAMPLE_FOLDER.fullmatch(name))


def is_subtitle(entry: Entry) -> bool:
    """Tell whether a file holds subtitles."""
    return suffix(entry.name) in SUBTITLES and bool(entry.size) and not entry.name.startswith(b".")


def is_subtitle_folder(name: str) -> bool:
    """Tell whether a folder holds a film's subtitles."""
    return bool(_SUBTITLE_FOLDER.fullmatch(name.strip()))


def is_inner(name: str) -> bool:
    """Tell whether a folder is a piece of a film's, whose name is further up: extras, subtitles."""
    return bool(extra_folder(name)) or is_subtitle_folder(name)


def extra_folder(name: str) -> str:
    """Give the kind of extras that a folder holds, or ""."""
    return _EXTRAS.get(_SQUEEZE.sub("", name[:40].lower()), "")


def extra_of(text: str) -> tuple[str, str]:
    """Give the kind of extra that a file's name says, and the name of its film; ("", "") when it is none."""
    if (kind := _EXTRAS.get(_SQUEEZE.sub("", text[:40].lower()))) and kind == "trailer":
        return kind, ""
    found = _EXTRA_SUFFIX.fullmatch(text)
    if not found or not found[1].strip():
        return "", ""
    return _EXTRAS[_SQUEEZE.sub("", found[2].lower())], found[1].strip(" -_.")


def part_of(text: str) -> tuple[str, str, int]:
    """Give what stands before a part's number, its word and its number; ("", "", 0) when it is whole."""
    found = _PART.search(text)
    rest = ""
    if not found and (found := _PART_INSIDE.search(text)):
        rest = text[found.end() :]
    if not found:
        return "", "", 0
    number = int(found[2]) if found[2].isdecimal() else ord(found[2].lower()) - 96
    return text[: found.start()] + rest, found[1].lower(), number


def disc_folder(name: str) -> int:
    """Give the number of a disc's folder, 0 for any other."""
    found = _DISC_FOLDER.fullmatch(name[:100])
    return int(found[1]) if found else 0


def is_collection(name: str) -> bool:
    """Tell whether a folder is a collection by its name."""
    return bool(_COLLECTION.fullmatch(name[:200]))
