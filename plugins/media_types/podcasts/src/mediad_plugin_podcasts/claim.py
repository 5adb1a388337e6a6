"""Which names of a folder are podcasts: a record of a feed, and the episodes that were fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_plugin_podcasts.names import parse
from mediad_sdk.names import suffix, text_of
from mediad_sdk.text import fold
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing

RECORD = b"podcast.json"
AUDIO = frozenset((b"mp3", b"m4a", b"m4b", b"ogg", b"oga", b"opus", b"aac", b"flac", b"wav"))
VIDEO = frozenset((b"mp4", b"m4v", b"webm"))
PICTURES = frozenset((b"jpg", b"jpeg", b"png", b"webp"))
BESIDE = frozenset((b"srt", b"vtt", b"txt", b"json"))
ART = frozenset(("cover", "folder", "poster", "logo", "fanart"))
SHELF = re.compile(
    r"(?:my )?(?:podcasts?|\u64ad\u5ba2|\u30dd\u30c3\u30c9\u30ad\u30e3\u30b9\u30c8|"
    r"\u043f\u043e\u0434\u043a\u0430\u0441\u0442\u044b)"
)
DATED = re.compile(
    r"(?:.{0,100}[ _.-])?(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])(?!\d).{0,200}", re.DOTALL
)
SURE, SHELVED, DATED_ = 0.97, 0.9, 0.65
MOSTLY = 0.8


def is_shelf(name: str) -> bool:
    """Tell whether a folder is one for podcasts."""
    return bool(SHELF.fullmatch(fold(name).strip()))


def claim(listing: Listing) -> Claim | None:
    """Claim a record and episodes; without a record only below a folder for podcasts, or where all are dated."""
    files = [entry for entry in listing.files if entry.size and not entry.name.startswith(b".")]
    told = any(entry.name.lower() == RECORD for entry in files)
    sound = [entry.name for entry in files if suffix(entry.name) in AUDIO]
    seen = [entry.name for entry in files if suffix(entry.name) in VIDEO]
    confidence = SURE if told else _confidence(listing, sound)
    if not confidence:
        return None
    taken = [*sound, *seen] if told or confidence == SHELVED else sound
    records = [entry.name for entry in files if entry.name.lower() == RECORD]
    stems = {text_of(name) for name in taken}
    beside = tuple(entry.name for entry in files if _belongs(entry, stems))
    return Claim(files=(*records, *taken), companions=beside, confidence=confidence) if records or taken else None


def _confidence(listing: Listing, sound: list[bytes]) -> float:
    names = listing.names
    if sound and any(map(is_shelf, names)) and not is_shelf(names[-1]):
        return SHELVED
    # Episodes have days of their own; the tracks of a concert have one in common.
    days = {parse(text_of(name)).date for name in sound if DATED.fullmatch(text_of(name))}
    return DATED_ if names and len(sound) > 1 and len(days) >= MOSTLY * len(sound) else 0.0


def _belongs(entry: Entry, stems: set[str]) -> bool:
    ending, bare = suffix(entry.name), text_of(entry.name)
    if ending in PICTURES:
        return bare.lower() in ART or bare in stems
    return ending in BESIDE and bare.partition(".")[0] in stems and entry.name.lower() != RECORD
