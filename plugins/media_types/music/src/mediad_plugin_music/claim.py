"""Which names of a folder are music."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mediad_sdk.names import stem, suffix
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from mediad_sdk.values.media import Listing

AUDIO = frozenset(
    b"flac mp3 mp2 m4a ogg oga opus spx wav aif aiff aifc wma ape wv mpc mp+ tta tak ofr dsf dff aac alac mka".split()
)
LOSSLESS = frozenset(b"flac wav aif aiff aifc ape wv tta tak ofr dsf dff alac".split())
PICTURES = frozenset(b"jpg jpeg png webp gif bmp".split())
COVERS = ("cover", "folder", "front", "album", "albumart", "albumartsmall", "artwork", "thumb")
ART = (*COVERS, "back", "cd", "disc", "disk", "inlay", "booklet", "artist", "logo", "fanart", "backdrop", "poster")
LYRICS = frozenset((b"lrc", b"txt", b"elrc", b"ttml"))
BESIDE = LYRICS | PICTURES  # what belongs to a track by having its name
# Beside music these belong to it; alone in a folder they say nothing.
PAPERS = frozenset(b"pdf log nfo m3u m3u8 pls xspf sfv md5 accurip ffp".split())
IGNORED = frozenset((b"theme.mp3",))
MAX_CUE = 1 << 20
MAX_PATH = 1000
SURE, SPOKEN = 0.6, 0.2
_SPOKEN_FOLDER = re.compile(
    r"(?:^|[/\s_(\[.-])(?:audio[ ._-]?books?|h(?:ö|oe|o\u0308)r(?:b(?:ü|ue|u\u0308)cher|buch|spiele?)|livres? audio|"
    r"audiolibros?|audiolibri|luisterboeken|podcasts?|audible|unabridged|ungekürzt|аудиокниг[аи]|有声书|オーディオブック)"
    r"(?:$|[/\s_)\].-])",
    re.IGNORECASE,
)
_OF_VIDEOS = re.compile(r"(?:^|[/ ._\[-])(?:sounds?|audio|dubs?|звуки?)(?:$|[/ ._\])-])", re.IGNORECASE)
_CHAPTER = re.compile(
    rb"(?:\d{1,3}[\s._-]{0,3})?(?:chapter|kapitel|chapitre|cap\xc3\xadtulo|capitolo|hoofdstuk)[\s._-]{0,3}\d{1,3}\b",
    re.IGNORECASE,
)


@lru_cache(4096)  # of each file it is asked several times
def is_audio(name: bytes) -> bool:
    """Tell whether the name is one of an audio file; `._x.mp3` is a desktop's own."""
    return suffix(name) in AUDIO and not name.startswith(b"._") and name.lower() not in IGNORED


def is_art(name: bytes) -> bool:
    """Tell whether the name is one of an album's picture."""
    if suffix(name) not in PICTURES or name.startswith(b"."):
        return False
    bare = stem(name).decode("utf-8", "replace").lower()
    return bare.startswith("albumart") or bare.rstrip("0123456789 -_()").strip() in ART


def claim(listing: Listing) -> Claim | None:
    """Claim audio files and cue sheets, and what lies beside them; pictures alone only below an artist's folder."""
    files = listing.files
    audio = [entry.name for entry in files if entry.size and is_audio(entry.name)]
    if not audio:
        return _discs_only(listing)
    from mediad_audio.notes import heard_alone  # noqa: PLC0415  # most folders have no sound

    audio = heard_alone(audio, listing)
    if not audio or _is_of_videos(listing, audio):
        return None
    taken = frozenset(audio)
    others = [(entry.name, suffix(entry.name), entry.size) for entry in files if entry.name not in taken]
    cues = [name for name, ending, size in others if ending == b"cue" and 0 < size <= MAX_CUE]
    stems = {stem(name) for name in audio} if others else set()
    companions = [
        name
        for name, ending, _ in others
        if is_art(name) or ending in PAPERS or (ending in BESIDE and stem(name) in stems)
    ]
    confidence = SPOKEN if _is_spoken(listing, audio) else SURE
    return Claim(files=(*audio, *cues), companions=tuple(companions), confidence=confidence)


def _is_of_videos(listing: Listing, audio: list[bytes]) -> bool:
    """Tell the tunes of a film's menu, and the further languages of episodes: `Rus Sound/Show - 01.mka`."""
    path = listing.path.decode("utf-8", "replace")[-MAX_PATH:]
    if path.rpartition("/")[2] == "theme-music":
        return True
    return _OF_VIDEOS.search(path) is not None and all(suffix(name) == b"mka" for name in audio)


def _is_spoken(listing: Listing, audio: list[bytes]) -> bool:
    """Tell whether the path or the names of the files say that these are chapters, not songs."""
    if _SPOKEN_FOLDER.search(listing.path.decode("utf-8", "replace")[-MAX_PATH:]):
        return True
    return sum(_CHAPTER.match(name) is not None for name in audio) * 2 > len(audio)


def _discs_only(listing: Listing) -> Claim | None:
    # `Album/CD1`, `Album/CD2`, and the cover beside them.
    from mediad_plugin_music.discs import disc_of_folder  # noqa: PLC0415  # most folders without music need no names

    if not any(disc_of_folder(entry.text) for entry in listing.folders):
        return None
    art = tuple(entry.name for entry in listing.files if is_art(entry.name))
    return Claim(companions=art, confidence=0.2) if art else None
