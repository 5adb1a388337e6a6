"""Names that name nothing: folders of everything, placeholders of rippers and desktops, words for many artists."""

from __future__ import annotations

import re
from functools import lru_cache

from mediad_sdk.text import fold

VARIOUS_ARTISTS = "Various Artists"
VARIOUS = frozenset(
    [
        *(
            "va",
            "various",
            "various artists",
            "v.a.",
            "v/a",
            "v.a",
            "compilation",
            "compilations",
            "soundtracks",
            "ost",
        ),
        *("varios", "varios artistas", "diverse", "verschiedene", "verschiedene interpreten", "sampler", "сборник"),
        *("artistes divers", "artisti vari", "сборники", "群星", "合辑", "オムニバス"),
        *("kompilationen", "recopilatorios", "compilaciones", "coletâneas", "raccolte", "składanki", "verzamelalbums"),
        *("samlingar", "kokoelmat", "výběry", "válogatások", "derlemeler", "コンピレーション", "合輯", "컴필레이션"),
    ]
)
NOTHING = frozenset(
    [
        *("new folder", "neuer ordner", "nouveau dossier", "nueva carpeta", "nova pasta", "nuova cartella"),
        *("nieuwe map", "новая папка", "新建文件夹", "新しいフォルダー", "새 폴더", "untitled folder", "unbenannt"),
        *("unknown artist", "unknown album", "unbekannter künstler", "unbekannter interpret", "unbekanntes album"),
        *("artiste inconnu", "album inconnu", "artista desconocido", "álbum desconocido", "неизвестный исполнитель"),
        *("no album", "no artist", "no title", "unknown", "my music", "eigene musik", "неизвестный альбом", "未知专辑"),
    ]
)
"""What desktops and players write where nobody named anything."""
LOOSE = NOTHING | frozenset(
    [
        *(
            "music",
            "musik",
            "musique",
            "música",
            "musica",
            "muzyka",
            "muziek",
            "музыка",
            "音乐",
            "音樂",
            "音楽",
            "음악",
        ),
        *("songs", "tracks", "singles", "loose", "misc", "various", "unsorted", "new", "temp", "tmp", "stuff", "audio"),
        *("downloads", "download", "incoming", "complete", "completed", "torrents", "shared", "share", "media"),
        *("mp3", "mp3s", "flac", "lossless", "hi-res", "hires", "itunes", "itunes media", "desktop", "untitled"),
        *("favorites", "favourites", "mixed", "sonstiges", "verschiedenes", "разное", "playlist", "playlists", "usb"),
    ]
)
"""Folders that hold songs without being an album, unless they lie in an artist's."""
_PROGRAMS = frozenset(
    [
        *("itunes", "soulseek", "qobuz", "deezer", "deemix", "tidal", "spotify", "bandcamp", "beatport", "amazon"),
        *("google", "play", "youtube", "apple", "my", "all", "files", "collection", "library", "archive", "lib"),
    ]
)
"""Words that stand beside those of LOOSE: `iTunes Music`, `Qobuz Downloads`, `Music Library`."""
_SHELF_WORDS = frozenset(
    [
        *("albums", "album", "alben", "albumes", "álbumes", "álbuns", "альбомы", "专辑", "アルバム", "앨범"),
        *("studio", "estudio", "студийные", "live", "концерты", "концертные", "eps", "ep", "lps", "full-lengths"),
        *("singles", "single", "sencillos", "синглы", "单曲", "シングル", "compilations", "сборники", "mixtapes"),
        *("discography", "diskographie", "bootlegs", "demos", "remixes", "soundtracks", "box", "sets", "boxsets"),
        *("lossless", "lossy", "other", "b-sides", "bonus", "collaborations", "official", "unofficial", "releases"),
        *("&", "+", "and", "und", "et", "y", "e", "и"),
    ]
)
"""What folders between an artist and the albums are called, a word at a time."""
_SHELF_MARKS = re.compile(r"[\[(]?\d{1,2}[\])]?[\s._-]{1,3}(?=\S)|\s{0,3}[\[(][^\[\]()]{1,60}[\])]$")
"""A number before a shelf, and what it says behind of format or years."""
_FORMAT = re.compile(
    r"[\[(]?(?:flac|mp3|aac|alac|m4a|ogg|opus|wav|ape|wv|dsd|dsf|lossless|lossy|web|cd|vinyl|hi-?res|v0|v2|320|256|192)"
    r"(?:[\s._@/-]{0,2}(?:flac|mp3|aac|web|cd|\d{2,4}k?(?:bps)?|v0|v2|\d\d-?bit|cbr|vbr))?[\])]?",
    re.IGNORECASE,
)
_TRACK = re.compile(
    r"(?:\d{1,3}[\s.\-_]{0,3})?(?:audio\s?)?(?:track|titel|title|piste|pista|traccia|spur|faixa|nummer|spår|raita|utwór|"
    r"дорожка|трек|トラック|音轨|曲目|트랙)[\s._\-#]{0,3}\d{1,3}",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\s\([\d./:\s-]{6,30}(?:[ap]m)?\)$", re.IGNORECASE)
"""What Windows writes behind an album that nobody named: `Unknown Album (01.02.2003 10:11:12)`."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,200}|[\w-]{1,60}\.(?:com|net|org|ru|info|to|me|cc|pl)", re.IGNORECASE)


@lru_cache(4096)
def is_loose(name: str) -> bool:
    """Tell whether a folder of this name is of no artist, and no album unless it lies in an artist's."""
    low = name.strip().casefold()
    if low in LOOSE:
        return True
    words = low.split()
    return len(words) == 2 and not LOOSE.isdisjoint(words) and all(word in LOOSE | _PROGRAMS for word in words)  # noqa: PLR2004


@lru_cache(4096)
def is_shelf(name: str) -> bool:
    """Tell whether a folder is one between an artist and the albums: `Studio Albums`, `02. Singles & EPs [FLAC]`."""
    return all(word in _SHELF_WORDS for word in _SHELF_MARKS.sub("", name.strip()[:80]).casefold().split())


def is_various(name: str) -> bool:
    """Tell whether this stands for many artists."""
    return name.strip().casefold() in VARIOUS


@lru_cache(1024)
def is_format(name: str) -> bool:
    """Tell whether a folder is called after the format of what is in it."""
    return _FORMAT.fullmatch(name.strip()[:40]) is not None


def is_numbered_only(title: str) -> bool:
    """Tell whether a title is what a ripper without a network gives: `Track 01`."""
    return _TRACK.fullmatch(title.strip()[:40]) is not None


@lru_cache(4096)
def names_nothing(text: str) -> bool:
    """Tell whether a tag holds an address, or a word for want of a name."""
    return (
        _STAMP.sub("", text.strip()[:250]).casefold() in NOTHING or _ADDRESS.fullmatch(text.strip()[:250]) is not None
    )


@lru_cache(4096)
def same(one: str, other: str) -> bool:
    """Tell whether two names are one but for case, accents and signs."""
    return fold(one) == fold(other)
