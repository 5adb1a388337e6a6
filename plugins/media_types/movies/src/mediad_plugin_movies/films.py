"""Which videos of a folder are which film."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mediad_plugin_movies import folders, recorded
from mediad_plugin_movies.shapes import is_collection
from mediad_plugin_movies.titles import FilmName, is_gibberish, is_padded, key, ordered, parse
from mediad_sdk.text import match_key
from mediad_video import extras, parts
from mediad_video.release import Release
from mediad_video.videos import Video

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.values.media import Extracted, Listing


NAMELESS = " "
_LABEL = re.compile(r"\s-\s\[?([^\[\]]{1,60})\]?$")


@dataclass(slots=True)
class Film:
    """One film of a folder: each group of videos is one edition, its parts in order."""

    name: FilmName
    groups: list[list[Video]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The match key: title and year."""
        return key(self.name.title, self.name.year)


@dataclass(slots=True)
class Extra:
    """One video that belongs to a film: kind, and the name of its film where its own name says it."""

    video: Video
    kind: str
    of: str = ""


def read(listing: Listing, facts: Sequence[Extracted]) -> tuple[list[Film], list[Extra]]:
    """Part the videos of a folder into films and extras."""
    names = folders.without_inner(listing.names)
    above, disc = folders.film_of(names)
    inside = extras.in_folder(names[-1]) if names else ""
    shelf = bool(inside) and extras.is_shelf(names[-1]) and not (above and (above.year or above.ids))
    named = {entry.name for entry in listing.folders}
    videos = [Video.of(item) for item in facts if item.name not in named]
    found = [
        extra
        for video in videos
        # `Shorts/The Boat (2012)` is a film where no film is above.
        if (extra := _extra(video, videos, "" if shelf and parse(video.text).year else inside, above))
    ]
    taken = {extra.video.name for extra in found}
    whole = [video for video in videos if video.name not in taken]
    tape = [video for video in whole if parts.is_disc_file(video.text) or (names and recorded.is_folder(names[-1]))]
    film_folder = bool(above and above.year)
    groups = parts.stack(
        [video for video in whole if video not in tape], lambda base: film_folder or bool(parse(base).year)
    )
    if disc and len(groups) == 1 and len(groups[0]) == 1:
        groups[0][0].part = disc  # `CD2/film.avi`: the core joins it with its `CD1/film.avi`
    if tape:
        # The files of a DVD without their folder, or of a recording: one edition in their order, which folders name.
        tape[0].base = NAMELESS
        groups.append(tape)
    discs = _discs(listing, facts, disc)
    if inside:
        found += [Extra(each, inside) for each in discs]
    elif above:
        groups += [[each] for each in discs]
    return _films(groups, above, folders.year_of(names)), found


def _discs(listing: Listing, facts: Sequence[Extracted], number: int) -> list[Video]:
    """Give the discs that lie in a folder as folders, the number of which the folder may say."""
    said = {item.name: item for item in facts}
    names = [entry.name for entry in listing.folders if entry.name.upper() in parts.DISC_FOLDERS]
    found = [(name, said.get(name)) for name in names]
    return [
        Video(name, "", item.facts if item else {}, item.error if item else "", part=number, folder=True)
        for name, item in found
    ]


def _extra(video: Video, videos: list[Video], inside: str, above: FilmName | None) -> Extra | None:
    if inside:
        return Extra(video, extras.of(video.text)[0] or inside)
    kind, of = extras.of(video.text)
    if not kind and len(videos) > 1 and above and above.year and parse(video.text).year in ("", above.year):
        # `Making of Film` beside its film; a film of that title would be named by its folder.
        kind = extras.begins(video.text) if extras.begins(above.title) != extras.begins(video.text) else ""
        return Extra(video, kind) if kind else None
    # `Alien-trailer` beside `Alien`, or a name that says nothing else; `Love - Short (2010)` is a film.
    if kind and (not of or len(videos) > 1 or parse(of).year):
        return Extra(video, kind, of)
    return None


def _films(groups: list[list[Video]], above: FilmName | None, year: str) -> list[Film]:
    names = [_named(group[0].base or group[0].text, above) for group in groups]
    if any(is_padded(name.title) for name in names):
        names = [ordered(name, sorted_by=True) for name in names]
    shared = _is_shared(names, above)
    alone = len({(key(name.title, name.year), "" if name.title else name.ids) for name in names}) == 1
    films: dict[str, Film] = {}
    for group, own in zip(groups, names, strict=True):
        name = ordered(own) if shared and own.title else _choose(own, above, alone=alone, folder=group[0].folder)
        if not name.year and year != name.title:
            name = replace(name, year=year)
        if not name.title:  # `1080p.mkv`: better a strange title than a film that nobody finds
            name = replace(name, title=group[0].text.strip())
        for video in group:
            video.words = _words(own, name) if not video.folder else name.release
            video.label = _label(video.base or video.text, own)
        film = films.setdefault(key(name.title, name.year), Film(name))
        film.groups.append(group)
    return _joined(films)


def _named(text: str, above: FilmName | None) -> FilmName:
    """Read a name; a year in front that is the folder's title is no year: `2012 (2009)/2012 - The Flood`."""
    own = parse(text)
    if above and above.year and own.year == above.title and text.startswith(f"{above.title} "):
        return replace(own, title=above.title, year=above.year)
    return own


def _is_shared(names: list[FilmName], above: FilmName | None) -> bool:
    """Tell whether a folder with a year holds several films: a collection, or a double feature."""
    if above is None:
        return False
    if is_collection(above.title):
        return not any(match_key(name.title) == match_key(above.title) for name in names)
    titles = {match_key(name.title) for name in names if name.year and name.title}
    return len(titles) > 1 and not any(_same_title(name, above) for name in names)


def _joined(films: dict[str, Film]) -> list[Film]:
    """Join a film without a year with the one of its title that has a year, where there is just one."""
    for bare in [film for film in films.values() if not film.name.year and not film.name.ids]:
        same = [film for film in films.values() if film.name.year and film.name.title == bare.name.title]
        if len(same) == 1:
            same[0].groups += bare.groups
            del films[bare.key]
    return list(films.values())


def _words(own: FilmName, film: FilmName) -> Release:
    """Take the file's own technical words, or those of a release's folder."""
    if own.release == Release():
        return film.release
    return replace(own.release, edition=own.release.edition or film.release.edition)


def _label(text: str, own: FilmName) -> str:
    """Give what the owner wrote behind ` - `: `Film (2009) - Bright`."""
    found = _LABEL.search(text)
    return found[1].strip() if found and own.year and found.start() >= len(own.title) else ""


def _choose(own: FilmName, above: FilmName | None, *, alone: bool, folder: bool) -> FilmName:
    """Choose between the name of the file and that of its folder."""
    own = ordered(own)
    if above is None or not above.title:
        return _of_id(own, above)
    if own.ids and not own.title and not (above.year or above.ids):
        # `Heat/tt0113277.mkv` is Heat; of several such films the folder is a genre.
        return replace(above, ids=own.ids) if alone else _of_id(own, None)
    if folder or is_gibberish(own.title) or not own.title:
        return above
    # A folder with a year or an id is one film's: it names it, unless several films without a year lie in it. One
    # without may be a genre: the file names the film, its folder only confirms it.
    other = own.year and above.year and own.year != above.year
    fits = not other and (_same_title(own, above) or _is_translated(own, above) or (alone and not own.year))
    if not (fits and (above.year or above.ids)):
        return own
    # `[2016] Red Reef (Action)/Red Reef`: what brackets say of the folder is no title.
    noted = own.title and above.title.lower().startswith((f"{own.title} (".lower(), f"{own.title} [".lower()))
    return replace(above, title=own.title) if noted else above


def _of_id(own: FilmName, above: FilmName | None) -> FilmName:
    """Let a film that no title names be called by its id: `tt0113277.mkv`, `{tmdb-603}/movie.mkv`."""
    if above and above.ids and not own.year:
        own = replace(above, release=own.release)
    if own.title or not own.ids:
        return own
    [*_, (scheme, value)] = sorted(own.ids, key=lambda each: each[0] == "imdb")
    return replace(own, title=value if scheme == "imdb" else f"{scheme}-{value}")


def _is_translated(own: FilmName, above: FilmName) -> bool:
    """Tell `Die Lampe (2011)/The.Lamp.Room.2011` from `Festival 2011/The Lamp Room (2011)`."""
    return own.year == above.year and (above.bracketed or not own.bracketed or above.release != Release())


def _same_title(own: FilmName, above: FilmName) -> bool:
    mine, theirs = match_key(own.title), match_key(above.title)
    return mine == theirs or mine.startswith(theirs + " ")
