"""Names of albums, discographies and what else lies under a root of music."""

from __future__ import annotations

from dataclasses import dataclass

from mediad_names.texts.audio import sound
from mediad_names.texts.credits import Credit, credit, numbered
from mediad_names.texts.groups import attempt, group_of, on_screen, screen_title
from mediad_names.texts.junk import opaque, random
from mediad_names.texts.notes import described
from mediad_names.texts.patterns import stem, steps

_LONG, _YEAR = 3, 4
"""Digits of a number that counts no track: of a band before an album with notes (`311 - Title (1995)`), of a year."""


@dataclass(frozen=True, slots=True)
class AlbumRelease:
    """What the name of a release of music says.

    Attributes:
        title: Of a song whose file it is, or of a film that lies among the music; an album has none.
        track: The song's number.
        match: Whether it names a release at all.
        guessed: Whether nothing parted artist and album.
    """

    artist: str = ""
    album: str = ""
    title: str = ""
    track: int = 0
    discography: bool = False
    year: int = 0
    year_start: int = 0
    year_end: int = 0
    edition: str = ""
    audio_quality: str = ""
    audio_codec: str = ""
    release_group: str = ""
    version: int = 1
    repack: bool = False
    guessed: bool = False
    match: bool = True


def speaking(name: str) -> str:
    """Choose the name of a path that speaks: the file's, or its folder's where the file's says nothing."""
    path = steps(name)
    if len(path) > 1 and opaque(path[-1]) and not random(path[-2]):
        return path[-2]
    return path[-1]


def album_release(name: str) -> AlbumRelease:
    """Read one name."""
    text = speaking(name)
    if random(text):
        return AlbumRelease(match=False)
    again = attempt(text)
    if on_screen(text):
        return AlbumRelease(title=screen_title(text), release_group=group_of(text), version=again.version)
    read, heard = credit(text), sound(text)
    if read.by.isdecimal() and len(read.by) < (_LONG if stem(text) == text and described(text) else _YEAR):
        return AlbumRelease(title=read.title, track=int(read.by), audio_codec=heard.codec, match=False)
    song = numbered(read.title)
    return AlbumRelease(
        artist=read.by,
        album=song[1] or "" if song else read.title,
        title=song[3] if song else "",
        track=int(song[2]) if song else 0,
        discography=read.discography,
        year=read.year,
        year_start=read.start,
        year_end=read.end,
        edition=read.edition,
        audio_quality=heard.quality,
        audio_codec=heard.codec,
        release_group=group_of(text) if read != Credit() else "",
        version=again.version,
        repack=again.repack,
        guessed=read.guessed,
        match=read != Credit(),
    )
