"""Which names of a folder are films, and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_movies import shapes
from mediad_plugin_movies.shapes import stem, suffix
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing

ART = [
    "poster",
    "folder",
    "cover",
    "movie",
    "fanart",
    "backdrop",
    "background",
    "art",
    "logo",
    "clearlogo",
    "clearart",
    "banner",
    "thumb",
    "landscape",
    "disc",
    "discart",
    "keyart",
]


def claim(listing: Listing) -> Claim | None:
    """Claim films and what lies beside them; episodes, samples and backdrops are left alone."""
    names = shapes.names_of(listing)
    if _foreign(names):
        return None
    files = listing.files
    videos = [entry.name for entry in files if is_film(entry)]
    folders = tuple(entry.name for entry in listing.folders if entry.name.upper() in shapes.DISC_FOLDERS)
    if not videos and not folders:
        return _subtitles_alone(listing, names)
    stems = sorted({stem(name) for name in videos}, key=len, reverse=True)
    companions = tuple(entry.name for entry in files if _belongs(entry, stems))
    return Claim(files=tuple(videos), companions=companions, folders=folders, confidence=_confidence(videos))


def _subtitles_alone(listing: Listing, names: tuple[str, ...]) -> Claim | None:
    if len(names) < 2 or not shapes.is_subtitle_folder(names[-1]):  # noqa: PLR2004  # a film's folder, and this one
        return None
    found = tuple(entry.name for entry in listing.files if shapes.is_subtitle(entry))
    return Claim(companions=found, confidence=0.65) if found and not _foreign(names[:-1]) else None


def is_film(entry: Entry) -> bool:
    """Tell whether a file may be a film, one of its parts, or an extra."""
    ending = suffix(entry.name)
    if ending in shapes.POINTERS or (ending in shapes.IMAGES and entry.size):
        return not shapes.is_episode(shapes.text_of(entry.name))
    if ending not in shapes.VIDEO or not entry.size or entry.name.startswith(b"."):
        return False
    text = shapes.text_of(entry.name)
    return not (
        shapes.is_episode(text)
        or shapes.is_sample(text, entry.size)
        or text.lower() in ("theme", "backdrop", "video_ts")
    )


def _foreign(names: tuple[str, ...]) -> bool:
    if not names:
        return False
    last = names[-1]
    return (
        any(shapes.is_season(name) for name in names[-2:])
        or shapes.is_episode(last)
        or shapes.is_sample_folder(last)
        or last.lower() in shapes.BACKDROPS
    )


def _confidence(videos: list[bytes]) -> float:
    from mediad_plugin_movies.titles import parse  # noqa: PLC0415  # folders without films need no names

    named = sum(1 for name in videos if parse(shapes.text_of(name)).year)
    return 0.65 + 0.2 * (named / len(videos)) if videos else 0.8


def _near(bare: bytes, stems: list[bytes]) -> bool:
    # `Film (2009).de` is near to `Film (2009)` and to `Film (2009) - 1080p`.
    title = bare.partition(b".")[0]
    return any(shapes.begins(bare, film) or shapes.begins(film, title) for film in stems)


def _belongs(entry: Entry, stems: list[bytes]) -> bool:
    ending = suffix(entry.name)
    if entry.name.startswith(b".") or not entry.size:
        return False
    bare = stem(entry.name)
    if ending in shapes.PICTURES:
        text = bare.decode("utf-8", "replace").lower()
        return text.rstrip("0123456789") in ART or _near(bare, stems)
    if ending in shapes.SUBTITLES:
        return len(stems) <= 1 or _near(bare, stems)
    return ending in shapes.SOUND and _near(bare, stems)
