"""What the names of a folder mean together: one name may be read in two ways, all of them in one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from mediad_plugin_music.words import VARIOUS_ARTISTS, same

if TYPE_CHECKING:
    from mediad_plugin_music.folders import AlbumName
    from mediad_plugin_music.song import Song

_HUNDRED = 100
_MOST = 0.6
_SIDES = {"A": 100, "AA": 200, "B": 201, "C": 300, "D": 400}
"""The sides of records, and numbers that keep them in order."""


def settle(songs: list[Song], folder: AlbumName | None) -> None:
    """Settle the names of songs whose tags do not say everything."""
    named = [song for song in songs if song.name.title and "title" not in song.tags]
    if named:
        _sides(named)
        _artists(named, folder)
        _hundreds(named)


def _sides(named: list[Song]) -> None:
    """Take `A - Knot` and `B - Splice` for the sides of a single."""
    sides = {song.name.artist for song in named}
    if "A" in sides and len(sides) == len(named) > 1 and sides <= _SIDES.keys():
        for song in named:
            label = song.name.artist
            song.name = replace(song.name, artist="", label=label, number=_SIDES[label])
            if not song.tags.get("track"):
                song.number, song.label = song.name.number, label


def _artists(named: list[Song], folder: AlbumName | None) -> None:
    """Take `01 - Song - Live` for a title, unless most of the names have an artist there, or the folder's has."""
    numbered = [song for song in named if song.name.label]
    parted = [song for song in numbered if song.name.artist]
    if not parted or len(parted) >= len(numbered) * _MOST or (folder and folder.artist == VARIOUS_ARTISTS):
        return
    common, times = Counter(song.name.artist for song in parted).most_common(1)[0]
    for song in parted:
        by = song.name.artist
        known = bool(folder and folder.artist)  # then `Stone - Part I` and `Stone - Part II` are no band's
        if not (folder and same(by, folder.artist)) and (known or by != common or times == 1):
            song.name = replace(song.name, title=f"{by} - {song.name.title}", artist="")


def _hundreds(named: list[Song]) -> None:
    """Take `101`, `102`, `201` for discs and tracks where every name counts so."""
    numbers = {song.name.number for song in named if not song.name.disc and song.name.label.isdecimal()}
    if len(numbers) < 2 or len(numbers) != len({song.name.label for song in named}):  # noqa: PLR2004  # one counts nothing
        return
    discs = {number // _HUNDRED for number in numbers}
    first = {disc: min(number % _HUNDRED for number in numbers if number // _HUNDRED == disc) for disc in discs}
    if 0 in discs or any(first[disc] != 1 for disc in discs):
        return
    for song in named:
        disc, number = divmod(song.name.number, _HUNDRED)
        song.name = replace(song.name, disc=disc, number=number, label=str(number))
        if not song.tags.get("track"):
            song.number, song.label = number, str(number)
        song.disc = song.tags.get("disc") or disc
