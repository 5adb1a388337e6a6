"""Which videos of a folder are which film."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mediad_plugin_movies import shapes
from mediad_plugin_movies.titles import FilmName, is_gibberish, key, parse, without_order
from mediad_sdk.text import match_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from mediad_sdk.values.media import Extracted, Listing


NAMELESS = " "


@dataclass(slots=True)
class Video:
    """One video file, or a folder that is a disc."""

    name: bytes
    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    part: int = 0
    base: str = ""
    folder: bool = False

    @property
    def parsed(self) -> FilmName:
        """What the name says, without its part."""
        return parse(self.base or self.text)


@dataclass(slots=True)
class Film:
    """One film of a folder: each group of videos is one edition, its parts in order."""

    name: FilmName
    groups: list[list[Video]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The match key: title and year."""
        return key(self.name.title, self.name.year)

    @property
    def stems(self) -> list[bytes]:
        """The names of its files without endings."""
        return [shapes.stem(video.name) for group in self.groups for video in group]


@dataclass(slots=True)
class Extra:
    """One video that belongs to a film: kind, and the name of its film where its own name says it."""

    video: Video
    kind: str
    of: str = ""


def folder_name(names: tuple[str, ...]) -> tuple[FilmName | None, int]:
    """Read the film that a path names, and the disc: `Film (2009)/Disc 2/Extras` is about `Film (2009)`."""
    at = len(names)
    disc = 0
    while at and (shapes.is_inner(names[at - 1]) or (shapes.disc_folder(names[at - 1]) and at > 1)):
        disc = disc or shapes.disc_folder(names[at - 1])
        at -= 1
    if not at:
        return None, disc
    # A folder of extras alone at the top has no film above it.
    return _ordered(parse(names[at - 1])), disc


def read(listing: Listing, facts: Sequence[Extracted]) -> tuple[list[Film], list[Extra]]:
    """Part the videos of a folder into films and extras."""
    above, disc = folder_name(shapes.names_of(listing))
    inside = shapes.extra_folder(shapes.names_of(listing)[-1]) if shapes.names_of(listing) else ""
    videos = [Video(item.name, shapes.text_of(item.name), item.facts, item.error) for item in facts]
    extras = [extra for video in videos if (extra := _extra(video, videos, inside))]
    taken = {extra.video.name for extra in extras}
    whole = [video for video in videos if video.name not in taken]
    tape = [video for video in whole if shapes.is_disc_file(video.text)]
    groups = _stack([video for video in whole if video not in tape], film_folder=bool(above and above.year))
    if disc and len(groups) == 1 and len(groups[0]) == 1:
        groups[0][0].part = disc  # `CD2/film.avi`: the core joins it with its `CD1/film.avi`
    if tape:
        # The files of a DVD without their folder: one edition in their order, which the folder names.
        tape[0].base = NAMELESS
        groups.append(tape)
    discs = [entry.name for entry in listing.folders if entry.name.upper() in shapes.DISC_FOLDERS]
    if discs and above:
        groups.append([Video(discs[0], "", part=disc, folder=True)])
    return _films(groups, above), extras


def _extra(video: Video, videos: list[Video], inside: str) -> Extra | None:
    if inside:
        return Extra(video, shapes.extra_of(video.text)[0] or inside)
    kind, of = shapes.extra_of(video.text)
    if not kind:
        return None
    # `Alien-trailer` beside `Alien`, or a name that says nothing else; `Love - Short (2010)` is a film.
    if not of or len(videos) > 1 or parse(of).year:
        return Extra(video, kind, of)
    return None


def _stack(videos: list[Video], *, film_folder: bool) -> list[list[Video]]:
    """Gather split files: one name but for `CD1`, `CD2`; `Part 2` counts only in a film's own folder."""
    stacks: dict[tuple[str, str, bytes], list[Video]] = {}
    for video in videos:
        base, word, number = shapes.part_of(video.text)
        if number and (word != "part" or film_folder or parse(base).year):
            video.part, video.base = number, base
            stacks.setdefault((base.lower(), word, shapes.suffix(video.name)), []).append(video)
    out: list[list[Video]] = []
    done: set[bytes] = set()
    for stack in stacks.values():
        stack.sort(key=lambda video: video.part)
        if len(stack) > 1 and [video.part for video in stack] == list(range(1, len(stack) + 1)):
            out.append(stack)
            done |= {video.name for video in stack}
    for video in videos:
        if video.name not in done:
            if shapes.part_of(video.text)[1] in ("part", "pt"):
                video.part, video.base = 0, ""
            out.append([video])
    return out


def _films(groups: list[list[Video]], above: FilmName | None) -> list[Film]:
    names = [group[0].parsed for group in groups]
    alone = len({(key(name.title, name.year), "" if name.title else name.ids) for name in names}) == 1
    films: dict[str, Film] = {}
    for group, own in zip(groups, names, strict=True):
        name = _choose(own, above, alone=alone, folder=group[0].folder)
        if not name.title:  # `1080p.mkv`: better a strange title than a film that nobody finds
            name = replace(name, title=group[0].text.strip())
        film = films.setdefault(key(name.title, name.year), Film(name))
        film.groups.append(group)
    return list(films.values())


def _choose(own: FilmName, above: FilmName | None, *, alone: bool, folder: bool) -> FilmName:
    """Choose between the name of the file and that of its folder."""
    own = _ordered(own)
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
    fits = not other and (_same_title(own, above) or own.year == above.year or (alone and not own.year))
    return above if fits and (above.year or above.ids) else own


def _of_id(own: FilmName, above: FilmName | None) -> FilmName:
    """Let a film that no title names be called by its id: `tt0113277.mkv`, `{tmdb-603}/movie.mkv`."""
    if above and above.ids and not own.year:
        own = replace(above, release=own.release)
    if own.title or not own.ids:
        return own
    [*_, (scheme, value)] = sorted(own.ids, key=lambda each: each[0] == "imdb")
    return replace(own, title=value if scheme == "imdb" else f"{scheme}-{value}")


def _ordered(name: FilmName) -> FilmName:
    """Drop a number in front that only sorts; without year and id it may be the title's."""
    return replace(name, title=without_order(name.title)) if name.year or name.ids else name


def _same_title(own: FilmName, above: FilmName) -> bool:
    mine, theirs = match_key(own.title), match_key(above.title)
    return mine == theirs or mine.startswith(theirs + " ")
