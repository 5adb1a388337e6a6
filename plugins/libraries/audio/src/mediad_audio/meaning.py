"""What a text says under the name of a field, made what a person can read."""

from __future__ import annotations

import re
from math import log10
from typing import TYPE_CHECKING

from mediad_audio.fields import CHAPTER, LISTS, NUMBERS, PRINTED, TEXTS, field_of
from mediad_audio.genres import parted

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_audio.found import Pair

MAX_NAME, MAX_TEXT, MAX_DATE, MAX_VALUES = 100, 1000, 40, 64
MAX_LYRICS = 20_000
MAX_WORDS = 8000  # signs of a description
CACHED = 200
"""Bytes of a tag whose meaning is remembered: the tracks of an album have most of their tags in common."""
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,6}(?:\.\d{1,9})?", re.ASCII)
_HEX = re.compile(r"[0-9a-fA-F]{1,8}")
_MOST_STARS, _MOST_LOUD = 5, 1 << 24
_MEDIA_KINDS = {"1": "music", "2": "audiobook", "6": "music_video", "10": "episode", "21": "podcast"}  # of iTunes
_PLACEHOLDERS = frozenset(
    [
        *("unknown", "untitled", "[unknown]", "<unknown>", "n/a", "unknown artist", "unknown album", "unknown title"),
        *("unbekannt", "unbekannter künstler", "unbekannter interpret", "unbekanntes album", "unbekannter titel"),
        *("artiste inconnu", "album inconnu", "titre inconnu", "artista desconocido", "álbum desconocido"),
        *("artista sconosciuto", "album sconosciuto", "artista desconhecido", "álbum desconhecido", "desconocido"),
        *("неизвестный исполнитель", "неизвестный альбом", "неизвестен", "未知艺术家", "未知艺人", "未知专辑"),
        *("不明なアーティスト", "不明なアルバム", "알 수 없는 아티스트", "알 수 없는 앨범", "onbekende artiest"),
    ]
)
_DATED_PLACEHOLDER = "unknown album ("  # Windows adds when the disc was read


def said(name: str, text: str) -> tuple[Pair, ...]:
    """Give what a text says under a name of any dialect."""
    field = field_of(name) if len(name) < MAX_NAME else None
    if not field:
        return ()
    said_ = meaning(field, text)
    return ((CHAPTER, True), *said_) if field.startswith(CHAPTER) else said_


def meaning(field: str, text: str) -> tuple[Pair, ...]:
    """Give what a text says of one of our fields; nothing when there is nothing in it."""
    return _MEANINGS.get(field, _text)(field, text)


def _text(field: str, text: str) -> tuple[Pair, ...]:
    value = plausible(text)
    return ((field, value),) if value else ()


def _words(field: str, text: str) -> tuple[Pair, ...]:
    words = text[:MAX_WORDS].strip("\0 \t\r\n")
    return ((field, words),) if words and "\ufffd" not in words else ()


def _date(field: str, text: str) -> tuple[Pair, ...]:
    return _text(field, text[:MAX_DATE])


def _list(field: str, text: str) -> tuple[Pair, ...]:
    # A zero byte parts the values of one ID3v2.4 frame; signs part nothing but genres.
    parts = text[: MAX_TEXT * 8].split("\0")[:MAX_VALUES]
    return tuple((field, value) for part in parts if (value := plausible(part)))


def _genres(field: str, text: str) -> tuple[Pair, ...]:
    return tuple([pair for part in parted(text[: MAX_TEXT * 8]) for pair in _list(field, part)])[:MAX_VALUES]


def _number(field: str, text: str) -> tuple[Pair, ...]:
    number, slash, total = text[:MAX_TEXT].replace(" of ", "/", 1).partition("/")
    pairs = ((field, _digits(number)), (f"{field}_total", _digits(total) if slash else 0))
    return tuple([pair for pair in pairs if pair[1]])


def _digits(text: str) -> int:
    bare = text.strip("\0 ")
    return int(bare[:6]) if bare.isascii() and bare.isdecimal() else 0


def _id(field: str, text: str) -> tuple[Pair, ...]:
    return tuple((field, one) for one in _IDS.findall(text[: MAX_TEXT * 8].lower()))


def _flag(field: str, text: str) -> tuple[Pair, ...]:
    return ((field, True),) if text.strip("\0 ").lower() in ("1", "true", "yes") else ()


def _lyrics(field: str, text: str) -> tuple[Pair, ...]:
    lines = text[:MAX_LYRICS].replace("\r\n", "\n").replace("\r", "\n").strip("\0 \n\ufeff")
    return ((field, lines),) if lines and "\ufffd" not in lines else ()


def lrc_time(milliseconds: int) -> str:
    """Write a time as LRC has it."""
    minutes, rest = divmod(milliseconds, 60_000)
    return f"[{minutes:02d}:{rest // 1000:02d}.{rest % 1000 // 10:02d}]"


def _rating(field: str, text: str) -> tuple[Pair, ...]:
    """Read a rating as 0 to 100: it is written in stars, in percent, as a share of 1, or of 255."""
    if not (found := _DECIMAL.fullmatch(text.strip("\0 %"))):
        return ()
    number = float(found[0])
    scale = 100 if "." in text and number <= 1 else 20 if number <= _MOST_STARS else 1 if number <= 100 else 1 / 2.55  # noqa: PLR2004  # percent
    value = min(100, round(number * scale))
    return ((field, value),) if value else ()


def _decimal(field: str, text: str) -> tuple[Pair, ...]:
    """Read a number in front of a word, as in `128 BPM`."""
    if not (found := _DECIMAL.match(text.strip("\0 ").replace(",", "."))):
        return ()
    number = float(found[0])
    return ((field, int(number) if number == int(number) else number),) if number else ()


def _sound_check(field: str, text: str) -> tuple[Pair, ...]:
    """Read what iTunes levels by: hexadecimal numbers, of which the first two are loudness by 1000."""
    words = text.split()[:2]
    if not all(_HEX.fullmatch(word) for word in words) or not words:
        return ()
    loudest = max(int(word, 16) for word in words)
    return ((field, f"{-10 * log10(loudest / 1000):.2f} dB"),) if 0 < loudest < _MOST_LOUD else ()


def _media_kind(field: str, text: str) -> tuple[Pair, ...]:
    kind = _MEDIA_KINDS.get(text)
    return ((field, kind),) if kind else ()


def _whole(field: str, text: str) -> tuple[Pair, ...]:
    return ((field, text),) if text else ()


def plausible(text: str) -> str:
    """Give what a person can read, or "": tags that do not decode or say `Unknown` say nothing."""
    text = text[:MAX_TEXT].strip("\0 \t\r\n")
    if "\0" in text:
        text = text.replace("\0", " / ")
    low = text.lower()
    empty = "\ufffd" in text or low in _PLACEHOLDERS or low.startswith(_DATED_PLACEHOLDER)
    return "" if empty else text.strip()


_MEANINGS: dict[str, Callable[[str, str], tuple[Pair, ...]]] = {
    **dict.fromkeys(LISTS, _list),
    "genres": _genres,
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys((field for field in (*LISTS, *TEXTS) if field.endswith(("_id", "_ids"))), _id),
    "disc_id": _text,
    **dict.fromkeys(PRINTED, _list),
    **dict.fromkeys(("comment", "description", "synopsis"), _words),
    "date": _date,
    "year": _date,
    "compilation": _flag,
    "abridged": _flag,
    "lyrics": _lyrics,
    "synced_lyrics": _lyrics,
    "rating": _rating,
    "bpm": _decimal,
    "plays": _decimal,
    "sound_check": _sound_check,
    "podcast": _flag,
    "media_kind": _media_kind,
    "cuesheet": _whole,
    "markers": _whole,
}
