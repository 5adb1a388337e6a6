"""Which songs of a folder are one album, and whose album it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from mediad_plugin_music.credits import common_artist, is_named_in
from mediad_plugin_music.words import VARIOUS_ARTISTS as VARIOUS
from mediad_plugin_music.words import is_loose, same
from mediad_sdk.text import fold, match_key

if TYPE_CHECKING:
    from mediad_plugin_music.folders import AlbumName
    from mediad_plugin_music.song import Song

_DATE = re.compile(r"(\d{4})(?:[-./](\d\d))?(?:[-./](\d\d))?")


@dataclass
class Album:
    """The songs of one album in one folder; `title` is empty for loose tracks."""

    title: str
    artist: str = ""
    songs: list[Song] = field(default_factory=list)
    named: bool = False
    year: str = ""
    date: str = ""

    @cached_property
    def tags(self) -> dict[str, Any]:
        """The first value of each tag among the songs."""
        out: dict[str, Any] = {}
        for song in reversed(self.songs):
            out.update(song.tags)
        return out

    def first(self, name: str) -> Any:
        """Give the first value of a tag among the songs, or ""."""
        return self.tags.get(name) or ""

    def most(self, name: str) -> str:
        """Give the value of a tag that most songs have, of several the lowest, or ""."""
        told = Counter(str(value) for song in self.songs if (value := song.tags.get(name)))
        return min(told, key=lambda value: (-told[value], value), default="")

    @property
    def key(self) -> str:
        """The match key: album credit, title, version, year."""
        return match_key(self.artist, self.title, self.first("version"), self.year)


@lru_cache(4096)
def date(text: str) -> str:
    """Give a date as far as it is known: `1969`, `2018-07`, `2018-07-03`."""
    found = _DATE.match(text.strip())
    if not found or found[1] == "0000":
        return ""
    month, day = found[2], found[3]
    if not month or not "01" <= month <= "12":
        return found[1]
    return f"{found[1]}-{month}-{day}" if day and "01" <= day <= "31" else f"{found[1]}-{month}"


def albums(songs: list[Song], folder: AlbumName | None) -> list[Album]:
    """Part the songs of a folder into albums; loose tracks stand in one without a title."""
    groups: dict[str, list[Song]] = {}
    for song in songs:
        groups.setdefault(fold(song.album), []).append(song)
    untagged = groups.pop("", [])
    out = [album for group in groups.values() for album in _by_credit(group)]
    if untagged:
        _place_untagged(out, untagged, folder)
    for album in out:
        album.artist = album.artist or _credit(album, folder)
        _set_date(album, folder)
        _lend_artist(album)
    return out


def _lend_artist(album: Album) -> None:
    if album.artist and album.artist != VARIOUS:
        for song in album.songs:
            if not song.artist:
                song.name = replace(song.name, artist=album.artist)


def _by_credit(group: list[Song]) -> list[Album]:
    """Part namesakes: two albums `Greatest Hits` in one folder are told apart by their credits."""
    printed = [song.tags.get("album_artist", "") for song in group]
    if len(set(printed)) == 1:  # as nearly always: nothing to tell apart
        return [_album(group)]
    if _many_credited_to_themselves(group):
        return [_album(group, VARIOUS)]
    known = [name for name, _ in Counter(map(fold, printed)).most_common() if name]
    if len(known) < 2:  # noqa: PLR2004  # the same credit, or none
        return [_album(group)]
    parts: dict[str, list[Song]] = {name: [] for name in known}
    for song, name in zip(group, printed, strict=True):
        parts[fold(name) or known[0]].append(song)
    return [_album(part) for part in parts.values()]


def _many_credited_to_themselves(group: list[Song]) -> bool:
    """Tell whether programs wrote each track's artist as the album's: numbers that go through are one album."""
    by = {song.tags.get("album_artist") for song in group}
    places = {(song.disc, song.number) for song in group}
    own = all(song.tags.get("album_artist") == song.artist for song in group)
    return own and len(by) > 2 and len(places) == len(group) and all(number for _, number in places)  # noqa: PLR2004  # two may be namesakes


def _album(group: list[Song], artist: str = "") -> Album:
    printed = next(filter(None, (song.tags.get("album_artist") for song in group)), "")
    return Album(group[0].album, artist or printed, group)


def _place_untagged(out: list[Album], untagged: list[Song], folder: AlbumName | None) -> None:
    if len(out) == 1 and all(song.label for song in untagged):
        out[0].songs += untagged
    elif not out and folder and folder.title and _looks_like_album(untagged, folder):
        out.append(Album(folder.title, folder.artist, untagged, named=True))
    else:
        out.append(Album("", "", untagged))


def _looks_like_album(songs: list[Song], folder: AlbumName) -> bool:
    if is_loose(folder.title) and not folder.artist:
        return False
    numbers = [song.number for song in songs if song.number]
    # One disc has each number once; a folder that only has a plain name needs them, `Artist - Album (2001)` does not.
    distinct = len({(song.disc, song.number) for song in songs if song.number}) * 4 >= len(numbers) * 3
    return (
        (len(numbers) * 2 > len(songs) and distinct)
        or bool(folder.year or folder.disc)
        or _names_its_artist(songs, folder)
    )


def _names_its_artist(songs: list[Song], folder: AlbumName) -> bool:
    """Tell `Artist - Album` from a folder of loose songs: more than one, and each of that artist by its name."""
    return bool(folder.artist) and len(songs) > 1 and all(same(song.name.artist, folder.artist) for song in songs)


def _credit(album: Album, folder: AlbumName | None) -> str:
    if not album.title:
        return ""
    if album.first("compilation"):
        return VARIOUS
    printed = [song.artist for song in album.songs]
    if any(printed):
        return common_artist(printed) or _known_to_folder(printed, folder) or VARIOUS
    return folder.artist if folder else ""


def _known_to_folder(printed: list[str], folder: AlbumName | None) -> str:
    """Give whom the folder names, where most of the songs do as well: guests may stand before."""
    if folder is None or not folder.artist or folder.artist == VARIOUS:
        return ""
    named = sum(is_named_in(folder.artist, text) for text in printed)
    return folder.artist if named * 2 > len(printed) else ""


def _set_date(album: Album, folder: AlbumName | None) -> None:
    """Set the date on which all tracks agree, and the year of the key.

    Tracks of a compilation carry the years of their own; then the folder may know, and else nobody does.
    """
    texts = {song.tags.get("date", "") for song in album.songs}
    dates = {found for text in texts if (found := date(text))}
    years = {found[:4] for found in dates}
    album.date = max(dates, key=lambda found: (len(found), found)) if len(years) == 1 else ""
    named = folder.year if folder and (not years or folder.year in years) else ""
    album.year = album.date[:4] or named
