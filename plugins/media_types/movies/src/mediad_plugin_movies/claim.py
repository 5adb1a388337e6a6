"""Which names of a folder are films, and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_movies import shapes
from mediad_sdk.values.media import Claim
from mediad_video import beside, files
from mediad_video.files import is_video, text_of
from mediad_video.parts import DISC_FOLDERS

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing


def claim(listing: Listing) -> Claim | None:
    """Claim films and what lies beside them; episodes, samples and backdrops are left alone."""
    names = files.names_of(listing)
    if _foreign(names):
        return None
    videos = [entry.name for entry in listing.files if _is_film(entry)]
    folders = tuple(entry.name for entry in listing.folders if entry.name.upper() in DISC_FOLDERS)
    if not videos and not folders:
        return _subtitles_alone(listing, names)
    companions = beside.claimed(listing, videos)
    return Claim(files=tuple(videos), companions=companions, folders=folders, confidence=_confidence(videos))


def _subtitles_alone(listing: Listing, names: tuple[str, ...]) -> Claim | None:
    if len(names) < 2 or not files.is_subtitle_folder(names[-1]):  # noqa: PLR2004  # a film's folder, and this one
        return None
    found = tuple(entry.name for entry in listing.files if files.is_subtitle(entry))
    return Claim(companions=found, confidence=0.65) if found and not _foreign(names[:-1]) else None


def _is_film(entry: Entry) -> bool:
    """Tell whether a file may be a film, one of its parts, or an extra."""
    return is_video(entry) and not shapes.is_episode(text_of(entry.name))


def _foreign(names: tuple[str, ...]) -> bool:
    if not names:
        return False
    last = names[-1]
    return (
        any(shapes.is_season(name) for name in names[-2:])
        or shapes.is_episode(last)
        or files.is_sample_folder(last)
        or last.lower() in files.BACKDROPS
    )


def _confidence(videos: list[bytes]) -> float:
    from mediad_plugin_movies.titles import parse  # noqa: PLC0415  # folders without films need no names

    named = sum(1 for name in videos if parse(text_of(name)).year)
    return 0.65 + 0.2 * (named / len(videos)) if videos else 0.8
