"""Which names of a folder are films, and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_movies import recorded, shapes
from mediad_plugin_movies.titles import parse
from mediad_sdk.names import suffix, text_of
from mediad_sdk.values.media import Claim
from mediad_video import beside, files
from mediad_video.files import is_video
from mediad_video.parts import DISC_FOLDERS

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry, Listing


PLAIN, NAMED, DOUBTFUL = 0.65, 0.2, 0.3
"""Confidence: any video; more for those with a year; those that are hardly films."""
COURSE = 3
SHOW = b"tvshow.nfo"


def claim(listing: Listing) -> Claim | None:
    """Claim films and what lies beside them; episodes, home videos, samples and backdrops are left alone."""
    names = listing.names
    recording = bool(names) and recorded.is_folder(names[-1])
    videos = [entry.name for entry in listing.files if _is_film(entry) or (recording and is_video(entry))]
    folders = tuple(entry.name for entry in listing.folders if entry.name.upper() in DISC_FOLDERS)
    if not videos and not folders:
        return _subtitles_alone(listing, names)
    if _is_foreign(listing, names):
        return None
    doubtful = _doubtful(listing, names, videos)
    # Where anything is a film for sure, what hardly is one is something else.
    taken = [name for name in videos if name not in doubtful] or videos
    # What was recorded may as well be of a series.
    plain = [name for name in taken if name not in doubtful and not (recording or recorded.title(text_of(name)))]
    confidence = _confidence(taken) if plain or folders else DOUBTFUL
    companions = beside.claimed(listing, taken)
    return Claim(files=tuple(taken), companions=companions, folders=folders, confidence=confidence)


def _subtitles_alone(listing: Listing, names: tuple[str, ...]) -> Claim | None:
    if len(names) < 2 or not files.is_subtitle_folder(names[-1]):  # noqa: PLR2004  # a film's folder, and this one
        return None
    found = tuple(entry.name for entry in listing.files if files.is_subtitle(entry))
    return Claim(companions=found, confidence=PLAIN) if found and not _is_foreign(listing, names[:-1]) else None


def _is_film(entry: Entry) -> bool:
    """Tell whether a file may be a film, one of its parts, or an extra."""
    if not is_video(entry):
        return False
    text = text_of(entry.name)
    return not shapes.is_home_video(text) and (bool(recorded.title(text)) or not shapes.is_episode(text))


def _is_foreign(listing: Listing, names: tuple[str, ...]) -> bool:
    """Tell whether a folder is a piece of a series, of a camera, of a release, or not there yet."""
    if any(entry.name.lower() == SHOW for entry in listing.files) or files.is_unfinished(names):
        return True
    return bool(names) and (
        any(shapes.is_season(name) or shapes.is_camera_folder(name) for name in names[-2:])
        or (shapes.is_episode(names[-1]) and not recorded.is_folder(names[-1]))
        or files.is_sample_folder(names[-1])
        or names[-1].lower() in files.BACKDROPS
    )


def _doubtful(listing: Listing, names: tuple[str, ...], videos: list[bytes]) -> set[bytes]:
    """Find music videos, lessons, and clips among songs or photos: nothing says a year, a release or an extra."""
    songs = any(map(shapes.is_song_folder, names))
    lessons = sum(shapes.is_lesson(text_of(name)) for name in videos) >= COURSE
    company = _has_company(listing, videos)
    return {
        name
        for name in videos
        if (songs or company or shapes.is_song(text := text_of(name)) or (lessons and shapes.is_lesson(text)))
        and not _is_named(text_of(name))
    }


def _has_company(listing: Listing, videos: list[bytes]) -> bool:
    """Tell whether more songs or photos than videos lie in a folder, which belong to none of them."""
    own = {*beside.claimed(listing, videos)}
    others = files.SOUND | files.PHOTOS
    return sum(suffix(entry.name) in others and entry.name not in own for entry in listing.files) > 2 * len(videos)


def _is_named(text: str) -> bool:
    name = parse(text)
    return bool(name.year or name.ids or name.release.source or name.release.resolution)


def _confidence(videos: list[bytes]) -> float:
    named = sum(1 for name in videos if parse(text_of(name)).year)
    return PLAIN + NAMED * (named / len(videos)) if videos else PLAIN + NAMED
