"""Which film the folders of a path name, and what is a piece of its folder."""

from __future__ import annotations

import re

from mediad_plugin_movies import recorded
from mediad_plugin_movies.shapes import is_volume
from mediad_plugin_movies.titles import FilmName, ordered, parse
from mediad_sdk.text import match_key
from mediad_video import extras, files, parts

_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAIN_FOLDERS = frozenset(
    (
        "unpacked",
        "extracted",
        "unrar",
        "unrared",
        "movie",
        "main movie",
        "feature",
        "main feature",
        "dvd",
        "bluray",
        "blu-ray",
    )
)


def film_of(names: tuple[str, ...]) -> tuple[FilmName | None, int]:
    """Read the film that a path names, and the disc: `Film (2009)/Disc 2/Extras` is about `Film (2009)`."""
    at = len(names)
    disc = 0
    while at and (_is_inner(names[at - 1]) or (parts.disc_folder(names[at - 1]) and at > 1)):
        disc = disc or parts.disc_folder(names[at - 1])
        if disc and (own := parse(parts.before_disc(names[at - 1]))).year:
            return ordered(own), disc  # `Box/Film (2009) Disc 1`
        at -= 1
    if not at:
        return None, disc
    # A folder of extras alone at the top has no film above it.
    found = ordered(parse(names[at - 1]))
    if at > 1 and not (found.year or found.ids):
        outer = ordered(parse(names[at - 2]))
        if outer.year and (
            match_key(outer.title) == match_key(found.title)  # `Film (2009)/Film/`
            or (outer.bracketed and is_volume(names[at - 1]))  # `Film (2009)/FILM_D1/VIDEO_TS/`
        ):
            return outer, disc
    return found, disc


def without_inner(names: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what lies below the folder of a film's extras: `Film (2009)/Extras/Disc 2` is `Film (2009)/Extras`."""
    for at in range(1, len(names)):
        if extras.in_folder(names[at]) and _is_sure(parse(names[at - 1])):
            return names[: at + 1]
    return names


def _is_sure(name: FilmName) -> bool:
    return bool(name.title and (name.year or name.ids))


def year_of(names: tuple[str, ...]) -> str:
    """Give the year that is a folder of its own: `2010/Inception.mkv`, `2010/Inception/Inception.mkv`."""
    return next((name for name in reversed(names[-2:]) if _YEAR.fullmatch(name)), "")


def _is_inner(name: str) -> bool:
    """Tell whether a folder is a piece of a film's, whose name is further up: extras, subtitles, `Unpacked`."""
    return (
        bool(extras.in_folder(name))
        or files.is_subtitle_folder(name)
        or recorded.is_folder(name)
        or name.lower() in _PLAIN_FOLDERS
    )
