"""Which names of a folder are audiobooks: by endings, by folders that say so, by names that only count chapters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_books import shelves
from mediad_sdk.names import stem, suffix, text_of
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing

BOUND = frozenset((b"m4b", b"aax", b"aaxc", b"aa"))
"""Endings that only audiobooks have."""
LOCKED = frozenset((b"aax", b"aaxc", b"aa"))
SOUND = frozenset(b"mp3 m4a mp4 ogg oga opus flac wma aac wav mka m4p".split()) | BOUND
PICTURES = frozenset(b"jpg jpeg png webp gif".split())
PAPERS = frozenset((b"metadata.json", b"metadata.abs", b"desc.txt", b"reader.txt", b"description.txt"))
COVERS = frozenset(("cover", "folder", "front", "poster", "thumb", "albumart", "artwork", "image", "albumartsmall"))
MAX_PAPER = 1 << 20
_FEW = 3
_SPOKEN = re.compile(
    r"(?<![^\W_])(?:un)?abridged(?![^\W_])|audio\s?-?book|h\u00f6r(?:buch|spiel)|hoerbuch|ungek\u00fcrzt|gek\u00fcrzte|audiolibro|"
    r"livre\s?audio|luisterboek|ljudbok|lydbog|lydbok|\u0430\u0443\u0434\u0438\u043e\u043a\u043d\u0438\u0433|\u6709\u58f0\u4e66|"
    r"(?:read|narrated|performed)\sby\s|gelesen\svon|\[B0[0-9A-Z]{8}\]|\u0447\u0438\u0442\u0430\u0435\u0442\s|librivox",
    re.IGNORECASE,
)
_LOW_RATE = re.compile(
    r"[\[({](?:[\w-]{1,12}[\s,]{1,2})?(?:24|32|48|56|6[0-4])\s?k(?:bps|bit|b/s)?(?:[\s,][^\])}]{0,20})?[\])}]",
    re.IGNORECASE,
)
"""A rate that is good enough for speech alone: `[64kbps]`, `{64k}`, `[MP3 48k]`."""
_READER = re.compile(r"(?<!\d\d\)) \{[^\W\d_][^\d{}_]{0,40}\s[^\d{}_]{1,40}\}\s*$")
_RELEASE = re.compile(
    r"(?<![^\W_])(?:edition|deluxe|version|remaster(?:ed)?|mix|records|vinyl|mono|stereo|tracks?|dis[ck]s?|box|set|promo|single|bootleg)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?<![^\W_])(?:lecture|lektion|vorlesung|chapter|chap|ch|kapitel|kap|chapitre|cap[i\u00ed]tulo|capitolo|hoofdstuk|rozdzia\u0142|kapitola|luku|b\u00f6l\u00fcm|"
    r"\u0433\u043b\u0430\u0432\u0430)[\s._-]*\d|\u7b2c[\d\u4e00-\u5341\u767e]+[\u7ae0\u56de\u96c6\u8bdd]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[(\[](?:1[4-9]|20)\d\d[)\]]")
_PART = re.compile(r"[\s._,(-]{1,4}(?:part|pt|teil|partie|parte|часть)[\s._-]{0,3}\d", re.IGNORECASE)
_COUNTED = re.compile(r"\d+")
_FIRST = re.compile(r"\d{1,4}[\s._-]{1,3}")
_TRACK = re.compile(
    r"[\W_]*(?:audio)?(?:track|piste|titel|spur|pista|traccia|spor|song|cd|disc|\u0442\u0440\u0435\u043a)?[\W_]*",
    re.IGNORECASE,
)
_MUSIC = re.compile(r"\(\d{4}\)|\[(?:flac|mp3|320|v0|24)|discograph|soundtrack|\bost\b|live at|remix", re.IGNORECASE)
SURE, LIKELY, MAYBE, UNSURE, SUNG = 0.95, 0.85, 0.65, 0.3, 0.25
"""How sure a claim is: music claims with 0.6. On a shelf of music it is too unsure to inherit what that declines."""


def claim(listing: Listing) -> Claim | None:
    """Claim what is read aloud, its papers and pictures."""
    files = [entry for entry in listing.files if entry.size and not entry.name.startswith(b".")]
    heard = any(map(shelves.is_heard, listing.names))
    sound = [entry.name for entry in files if _is_sound(entry.name, heard=heard)]
    if not sound:
        return _above_discs(listing, files)
    from mediad_audio.notes import heard_alone  # noqa: PLC0415  # most folders have no sound

    sound = heard_alone(sound, listing)
    if not sound:
        return None
    sureness = confidence(sound, listing.names)
    bound = [name for name in sound if suffix(name) in BOUND]
    if bound and sureness < LIKELY:
        stems = {stem(name) for name in bound}
        sound, sureness = [name for name in sound if stem(name) in stems], SURE
    papers = [entry.name for entry in files if _is_paper(entry)]
    stems = {stem(name) for name in sound}
    beside = [entry.name for entry in files if _is_beside(entry.name, stems)]
    return Claim(files=(*sound, *papers), companions=tuple(beside), confidence=sureness)


def _is_sound(name: bytes, *, heard: bool) -> bool:
    """Tell whether a file is sound; `theme.mp3` is a film's, and an MP4 is one too unless its shelf says otherwise."""
    ending = suffix(name)
    return ending in SOUND and (heard or (ending != b"mp4" and stem(name).lower() != b"theme"))


def confidence(sound: list[bytes], path: tuple[str, ...]) -> float:
    """Tell how sure a folder's sound is a book's."""
    if all(suffix(name) in BOUND for name in sound) or any(map(shelves.is_heard, path)):
        return SURE
    texts = [text_of(name) for name in sound if suffix(name) not in BOUND]
    words = (*path[-2:], *texts[:_FEW])
    if any(_SPOKEN.search(text) or _LOW_RATE.search(text) for text in words) or (path and _names_a_reader(path)):
        return LIKELY
    called = _is_called_as(texts, path)
    sung = any(map(shelves.is_sung, path))
    if not called and (sung or len(texts) < _FEW or _MUSIC.search(" ".join(path[-2:]))):
        return SUNG if sung else UNSURE
    if sum(bool(_CHAPTER.search(text)) for text in texts) * 5 >= len(texts) * 4:
        return LIKELY
    counted = called or (_only_count(texts) and not any(suffix(name) == b"flac" for name in sound))
    return MAYBE if counted else UNSURE


def _names_a_reader(path: tuple[str, ...]) -> bool:
    """Tell a folder that ends in who reads it, `{Jonas Wick}`, from a release: `{CAT-001}`, `(2004) {Wide Sea}`."""
    found = _READER.search(path[-1])
    return bool(found and not _RELEASE.search(found[0])) and not any(map(shelves.is_sung, path))


def _only_count(texts: list[str]) -> bool:
    """Tell whether names differ by a number alone, and say more than that they are tracks."""
    left = {_COUNTED.sub("", text).strip() for text in texts}
    return len(left) == 1 and not _TRACK.fullmatch(next(iter(left)))


def _is_called_as(texts: list[str], path: tuple[str, ...]) -> bool:
    """Tell whether names are their folder's title and count parts or, on a disc, files: `Tern/CD1/Tern CD1 - 02`."""
    from mediad_plugin_audiobooks.discs import without_disc  # noqa: PLC0415  # few folders of sound come so far

    home, disc = without_disc(path)
    if len(texts) < 2 or not home or not _only_count(texts) or any(map(shelves.is_sung, path)):  # noqa: PLR2004  # one counts nothing
        return False
    title = _YEAR.sub("", home[-1]).strip().lower()
    first = _FIRST.sub("", texts[0]).lower()
    behind = first.removeprefix(title)
    return bool(title) and behind != first and bool(disc or _PART.match(behind))


def _is_paper(entry: Entry) -> bool:
    if entry.size > MAX_PAPER:
        return False
    return entry.name.lower() in PAPERS or suffix(entry.name) in (b"nfo", b"cue")


def _is_beside(name: bytes, stems: set[bytes]) -> bool:
    ending = suffix(name)
    if ending in PICTURES:
        return stem(name) in stems or text_of(name).lower() in COVERS
    return ending == b"pdf"


def _above_discs(listing: Listing, files: list[Entry]) -> Claim | None:
    """Claim what lies above a book's discs: `Title/cover.jpg` beside `Title/CD1`."""
    from mediad_plugin_audiobooks.discs import disc_of  # noqa: PLC0415  # most folders without sound have no discs

    if not any(disc_of(entry.text)[1] for entry in listing.folders):
        return None
    papers = tuple(entry.name for entry in files if entry.size <= MAX_PAPER and entry.name.lower() in PAPERS)
    art = tuple(entry.name for entry in files if _is_beside(entry.name, set()) and suffix(entry.name) != b"pdf")
    if not papers and not art:
        return None
    heard = bool(papers) or any(map(shelves.is_heard, listing.names))
    return Claim(files=papers, companions=art, confidence=0.9 if heard else 0.1)
