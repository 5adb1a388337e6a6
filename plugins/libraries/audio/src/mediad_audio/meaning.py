"""What a text says under the name of a field, made what a person can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_audio.fields import LISTS, NUMBERS, PRINTED, TEXTS, field_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_audio.found import Pair

MAX_NAME, MAX_TEXT, MAX_DATE, MAX_VALUES = 100, 1000, 40, 64
MAX_LYRICS = 4000  # signs that are looked at
CACHED = 200
"""Bytes of a tag whose meaning is remembered: the tracks of an album have most of their tags in common."""
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_LINE = re.compile(r"\[\d{1,3}:\d{2}")
_MEDIA_KINDS = {"1": "music", "2": "audiobook", "6": "music_video", "10": "episode", "21": "podcast"}  # of iTunes
_PLACEHOLDERS = frozenset(
    ("unknown artist", "unknown album", "unknown title", "unknown", "untitled", "[unknown]", "n/a")
)


def said(name: str, text: str) -> tuple[Pair, ...]:
    """Give what a text says under a name of any dialect."""
    field = field_of(name) if len(name) < MAX_NAME else None
    return meaning(field, text) if field else ()


def meaning(field: str, text: str) -> tuple[Pair, ...]:
    """Give what a text says of one of our fields; nothing when there is nothing in it."""
    return _MEANINGS.get(field, _text)(field, text)


def _text(field: str, text: str) -> tuple[Pair, ...]:
    value = plausible(text)
    return ((field, value),) if value else ()


def _date(field: str, text: str) -> tuple[Pair, ...]:
    return _text(field, text[:MAX_DATE])


def _list(field: str, text: str) -> tuple[Pair, ...]:
    # A zero byte parts the values of one ID3v2.4 frame; signs part nothing.
    parts = text[: MAX_TEXT * 8].split("\0")[:MAX_VALUES]
    return tuple((field, value) for part in parts if (value := plausible(part)))


def _number(field: str, text: str) -> tuple[Pair, ...]:
    number, slash, total = text[:MAX_TEXT].partition("/")
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
    return ((field, "synced" if _LINE.search(text[:MAX_LYRICS]) else "plain"),) if text else ()


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
    return "" if "\ufffd" in text or text.lower() in _PLACEHOLDERS else text.strip()


_MEANINGS: dict[str, Callable[[str, str], tuple[Pair, ...]]] = {
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys((field for field in (*LISTS, *TEXTS) if field.endswith(("_id", "_ids"))), _id),
    **dict.fromkeys(PRINTED, _list),
    "date": _date,
    "year": _date,
    "compilation": _flag,
    "abridged": _flag,
    "lyrics": _lyrics,
    "media_kind": _media_kind,
    "cuesheet": _whole,
}
