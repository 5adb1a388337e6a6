"""Genres as taggers write them: numbered by ID3v1 (and Winamp after it), or several in one text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMES = (
    "Blues,Classic Rock,Country,Dance,Disco,Funk,Grunge,Hip-Hop,Jazz,Metal,New Age,Oldies,Other,Pop,R&B,Rap,Reggae,"
    "Rock,Techno,Industrial,Alternative,Ska,Death Metal,Pranks,Soundtrack,Euro-Techno,Ambient,Trip-Hop,Vocal,"
    "Jazz+Funk,Fusion,Trance,Classical,Instrumental,Acid,House,Game,Sound Clip,Gospel,Noise,AlternRock,Bass,Soul,"
    "Punk,Space,Meditative,Instrumental Pop,Instrumental Rock,Ethnic,Gothic,Darkwave,Techno-Industrial,Electronic,"
    "Pop-Folk,Eurodance,Dream,Southern Rock,Comedy,Cult,Gangsta,Top 40,Christian Rap,Pop/Funk,Jungle,"
    "Native American,Cabaret,New Wave,Psychedelic,Rave,Showtunes,Trailer,Lo-Fi,Tribal,Acid Punk,Acid Jazz,Polka,"
    "Retro,Musical,Rock & Roll,Hard Rock,Folk,Folk-Rock,National Folk,Swing,Fast Fusion,Bebop,Latin,Revival,Celtic,"
    "Bluegrass,Avantgarde,Gothic Rock,Progressive Rock,Psychedelic Rock,Symphonic Rock,Slow Rock,Big Band,Chorus,"
    "Easy Listening,Acoustic,Humour,Speech,Chanson,Opera,Chamber Music,Sonata,Symphony,Booty Bass,Primus,"
    "Porn Groove,Satire,Slow Jam,Club,Tango,Samba,Folklore,Ballad,Power Ballad,Rhythmic Soul,Freestyle,Duet,"
    "Punk Rock,Drum Solo,A Cappella,Euro-House,Dance Hall,Goa,Drum & Bass,Club-House,Hardcore Techno,Terror,Indie,"
    "BritPop,Afro-Punk,Polsk Punk,Beat,Christian Gangsta Rap,Heavy Metal,Black Metal,Crossover,"
    "Contemporary Christian,Christian Rock,Merengue,Salsa,Thrash Metal,Anime,JPop,Synthpop,Abstract,Art Rock,"
    "Baroque,Bhangra,Big Beat,Breakbeat,Chillout,Downtempo,Dub,EBM,Eclectic,Electro,Electroclash,Emo,Experimental,"
    "Garage,Global,IDM,Illbient,Industro-Goth,Jam Band,Krautrock,Leftfield,Lounge,Math Rock,New Romantic,"
    "Nu-Breakz,Post-Punk,Post-Rock,Psytrance,Shoegaze,Space Rock,Trop Rock,World Music,Neoclassical,Audiobook,"
    "Audio Theatre,Neue Deutsche Welle,Podcast,Indie Rock,G-Funk,Dubstep,Garage Rock,Psybient"
)
_SPOKEN_NAMES = (
    "audiobook,audiobooks,audio book,audio books,audio theatre,books & spoken,hörbuch,hörbücher,hoerbuch,hörspiel,"
    "hörspiele,hoerspiel,livre audio,livres audio,audiolibro,audiolibros,audiolibri,audiolivro,luisterboek,ljudbok,"
    "lydbok,lydbog,äänikirja,audiokniha,аудиокнига,аудиокниги,有声书,有聲書,有声小说,オーディオブック,오디오북"
)
GENRES = tuple(_NAMES.split(","))
_SPOKEN = frozenset(map(fold, _SPOKEN_NAMES.split(",")))
"""Genres of books that are read aloud or played; `Speech` and `Spoken Word` are of records as well."""
_SIGNS = re.compile(r";|\\\\")
"""What parts genres in every format: the sign of nearly all taggers, and the one of Mp3tag."""
_WHOLE = frozenset(["pop/funk", "pop/rock", "folk/rock", "hip-hop/rap", "hip hop/rap", "r&b/soul", "singer/songwriter"])
"""Genres that have a slash of their own: Winamp's, and those of the shops of iTunes and AllMusic."""


def genre(number: int) -> str:
    """Name a genre by its number, or give ""."""
    return GENRES[number] if 0 <= number < len(GENRES) else ""


def named(text: str) -> str:
    """Name a genre that is a number, or begins with one in brackets: `17`, `(17)`, `(17)Rock`."""
    number = text[1:].partition(")")[0] if text.startswith("(") else text
    return (number.isascii() and number.isdecimal() and genre(int(number[:6]))) or text


def are_spoken(genres: Iterable[str]) -> bool:
    """Tell whether one of these is of books that are read aloud."""
    return any(fold(each).strip() in _SPOKEN for each in genres)


def parted(text: str) -> list[str]:
    """Part a text where it says several genres."""
    return _SIGNS.split(text) if ";" in text or "\\" in text else [text]


def slashed(text: str) -> Iterator[str]:
    """Part a text as ID3v2.2 and 2.3 do, which have no other sign for several values: by a slash as well."""
    for part in parted(text):
        yield from part.split("/") if part.strip().lower() not in _WHOLE else (part,)
