"""Which files are videos, and what lies beside them, by their names alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.names import suffix, text_of

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry

VIDEO = frozenset(
    b"mkv mp4 m4v avi mov wmv ts m2ts mts mpg mpeg webm flv ogv ogm divx asf rmvb rm vob 3gp mk3d f4v wtv"
    b" dvr-ms 3g2 qt m2t m2p m2v mpe mpv tp trp vro".split()
)
IMAGES = frozenset((b"iso", b"img"))
POINTERS = frozenset((b"strm", b"disc"))
SUBTITLES = frozenset(b"srt ass ssa sub idx vtt sup smi sami ttml dfxp ttxt scc stl mks".split())
SOUND = frozenset(b"mka ac3 eac3 ec3 dts dtshd thd flac aac m4a mp3 opus ogg wav".split())
PICTURES = frozenset(b"jpg jpeg png webp tbn".split())
PHOTOS = frozenset(b"jpg jpeg heic heif cr2 cr3 nef arw dng orf rw2 raf".split())
BACKDROPS = frozenset(("backdrops", "theme-music", "theme.mp4", "theme.mkv"))
BORDERS = (b"", b".", b"-", b"_", b" ")
MAX_SAMPLE = 400 << 20

_LOOPS = frozenset(("theme", "backdrop", "video_ts"))
_PROMO = re.compile(
    r"(?:www\.[\w.-]{1,40}|rarbg(?:[._]com)?|etrg|e?ttv|yts(?:\.\w\w)?|torrent[\s._-]downloaded[\s._-]from.{0,60})",
    re.IGNORECASE,
)
_FILM_SHELF = re.compile(
    r"(?:movies|films?|filme|pel[ií]culas|pelis|filmes|spielfilme|filmy|фильмы|кино|电影|電影|映画|영화)", re.IGNORECASE
)
_UNFINISHED = frozenset(
    ("incomplete", "_incomplete", ".incomplete", "intermediate", "unfinished", "downloading", "__admin__")
)
_SAMPLE = re.compile(
    r"(?:^|[\s._-])sample(?:[\s._-]?\d)?$|^sample[\s._-](?!.*\((?:19|20)\d\d\))|(?:19|20)\d\d[\s._-]sample[\s._-]",
    re.IGNORECASE,
)
_SAMPLE_FOLDER = re.compile(r"samples?|proof", re.IGNORECASE)
_SUBTITLE_FOLDER = re.compile(r"(?:vob)?subs?|subtitles?|srt|untertitel|sous-titres|legendas", re.IGNORECASE)


def begins(bare: bytes, video: bytes) -> bool:
    """Tell whether a name is a video's and more: `Film.de` and `Film-poster` are, `Filmmusic` is not."""
    return bare.startswith(video) and bare[len(video) : len(video) + 1] in BORDERS


def is_hidden(name: bytes) -> bool:
    """Tell whether a file is hidden; `...And Justice for All` is a title."""
    return name.startswith(b".") and not name.startswith(b"..")


def is_unfinished(names: tuple[str, ...]) -> bool:
    """Tell whether a path leads through a folder of downloads that are not there yet."""
    return any(name.lower() in _UNFINISHED for name in names)


def is_video(entry: Entry) -> bool:
    """Tell whether a file may be a video of a library: a stream, a disc's image, a pointer; no sample, no loop."""
    ending = suffix(entry.name)
    if ending in POINTERS:
        return True
    if not (ending in VIDEO or ending in IMAGES) or not entry.size or is_hidden(entry.name):
        return False
    return ending in IMAGES or not _is_nothing(text_of(entry.name), entry.size)


def is_subtitle(entry: Entry) -> bool:
    """Tell whether a file holds subtitles."""
    return suffix(entry.name) in SUBTITLES and bool(entry.size) and not is_hidden(entry.name)


def _is_nothing(text: str, size: int) -> bool:
    """Tell whether a video is a sample, a loop behind a menu, or what a site advertises itself with."""
    return is_sample(text, size) or text.lower() in _LOOPS or (size < MAX_SAMPLE and bool(_PROMO.fullmatch(text)))


def is_sample(text: str, size: int) -> bool:
    """Tell whether a file is a release's sample; a film called `Sample` has a year."""
    return size < MAX_SAMPLE and bool(_SAMPLE.search(text))


def is_sample_folder(name: str) -> bool:
    """Tell whether a folder holds samples."""
    return bool(_SAMPLE_FOLDER.fullmatch(name))


def is_film_shelf(name: str) -> bool:
    """Tell whether a folder is called after films, and none in particular."""
    return bool(_FILM_SHELF.fullmatch(name.strip()))


def is_subtitle_folder(name: str) -> bool:
    """Tell whether a folder holds the subtitles of the videos above it."""
    return bool(_SUBTITLE_FOLDER.fullmatch(name.strip()))
