"""What the frames of ID3v2 mean."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from mediad_audio import genres
from mediad_audio.content import MAX_ITEMS, PICTURE_HEAD
from mediad_audio.found import Picture, picture_type
from mediad_audio.meaning import lrc_time, meaning, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_audio.content import Content
    from mediad_audio.found import Pair

_TEXTS = {
    "title": "TIT2 TT2",
    "artist": "TPE1 TP1",
    "album": "TALB TAL",
    "album_artist": "TPE2 TP2",
    "date": "TDRC",
    "year": "TYER TYE",
    "track": "TRCK TRK",
    "disc": "TPOS TPA",
    "composers": "TCOM TCM",
    "conductors": "TPE3 TP3",
    "remixers": "TPE4 TP4",
    "lyricists": "TEXT TXT",
    "labels": "TPUB TPB",
    "languages": "TLAN TLA",
    "isrcs": "TSRC TRC",
    "moods": "TMOO",
    "title_sort": "TSOT TST",
    "artist_sort": "TSOP TSP",
    "album_sort": "TSOA TSA",
    "album_artist_sort": "TSO2 TS2",
    "composer_sort": "TSOC TSC",
    "original_date": "TDOR TORY TOR",
    "release_date": "TDRL",
    "disc_subtitle": "TSST",
    "subtitle": "TIT3 TT3",
    "grouping": "TIT1 TT1",
    "modern_grouping": "GRP1 GP1",
    "description": "TDES",
    "movement": "MVNM MVN",
    "bpm": "TBPM TBP",
    "initial_key": "TKEY TKE",
    "copyright": "TCOP TCR",
    "media": "TMED TMT",
    "encoder": "TENC TEN TSSE TSS",
    "compilation": "TCMP TCP",
}
_FIELDS = {name.encode(): field for field, names in _TEXTS.items() for name in names.split()}
_ENCODINGS = {1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_V22_TYPES = {b"JPG": "image/jpeg", b"PNG": "image/png", b"BMP": "image/bmp"}
PICTURES = frozenset((b"APIC", b"PIC"))
GENRE, OLD_GENRE = b"TCON", b"TCO"
_MILLISECONDS = 2
_STARS = ((224, 100), (160, 80), (96, 60), (32, 40), (1, 20))
"""From which number of POPM on how many of 100 are meant, as Windows and others after it have it."""
_VOLUMES = {"track": "track_gain", "album": "album_gain"}
_PARTS = {"producer": "producers", "arranger": "arrangers", "dj-mix": "remixers", "mix": "remixers"}


def pairs_of(name: bytes, body: bytes) -> tuple[Pair, ...]:
    """Give what a frame says."""
    if not body:
        return ()
    if reader := _OTHERS.get(name):
        return reader(body)
    return _each(_FIELDS[name], _decoded(body[0], body[1:]))


cached = lru_cache(1024)(pairs_of)


def _each(field: str, text: str) -> tuple[Pair, ...]:
    if "\0" not in text:
        return meaning(field, text)
    return tuple(pair for part in text.split("\0") for pair in meaning(field, part))


def _decoded(encoding: int, data: bytes) -> str:
    name = _ENCODINGS.get(encoding, "latin-1")
    if encoding in (1, 2):
        # A lone byte at the end is half of a zero; a mark of the byte order may stand before every text.
        return data[: len(data) & ~1].decode(name, "replace").replace("\ufeff", "").rstrip("\0")
    return data.decode(name, "replace").rstrip("\0")


def _described(encoding: int, data: bytes) -> tuple[str, str]:
    """Part a description from the text behind it."""
    name, zero, text = _decoded(encoding, data).partition("\0")
    return (name, text) if zero else ("", name)


def _custom(body: bytes) -> tuple[Pair, ...]:
    name, text = _described(body[0], body[1:])
    return said(name, text)


def _comment(body: bytes) -> tuple[Pair, ...]:
    # iTunes writes fields of its own as comments with a name.
    name, text = _described(body[0], body[4:])
    return said(name, text) if name and text else meaning("comment", text)


def _lyrics(body: bytes) -> tuple[Pair, ...]:
    return meaning("lyrics", _described(body[0], body[4:])[1])


def _synced(body: bytes) -> tuple[Pair, ...]:
    """Read lines that each have a time: they become lines of LRC."""
    encoding, in_ms = body[0], body[4:5] == bytes((_MILLISECONDS,))
    wide = encoding in (1, 2)
    lines: list[str] = []
    at = _behind_text(body, 6, wide=wide)
    while at < len(body) and len(lines) < MAX_ITEMS:
        end = _behind_text(body, at, wide=wide)
        if end <= at or end + 4 > len(body):
            break
        text = _decoded(encoding, body[at:end]).strip("\0\r\n")
        lines.append(f"{lrc_time(int.from_bytes(body[end : end + 4], 'big'))}{text}" if in_ms else text)
        at = end + 4
    return (("synced_lyrics" if in_ms else "lyrics", "\n".join(lines)),) if lines else ()


def _popularity(body: bytes) -> tuple[Pair, ...]:
    """Read who rated it how: an address, 1 to 255, and how often it was played."""
    _, _, rest = body.partition(b"\0")
    stars = next((stars for least, stars in _STARS if rest[:1] >= bytes((least,))), 0)
    plays = int.from_bytes(rest[1:9], "big")
    return tuple(pair for pair in (("rating", stars), ("plays", plays)) if pair[1])


def _volume(body: bytes) -> tuple[Pair, ...]:
    """Read RVA2: of the channels the first one, which is the master volume."""
    name, _, rest = body.partition(b"\0")
    kind = _VOLUMES.get(name.decode("latin-1").lower())
    if not kind or len(rest) < 3 or rest[0] != 1:  # noqa: PLR2004  # channel and gain
        return ()
    return meaning(kind, f"{int.from_bytes(rest[1:3], 'big', signed=True) / 512:.2f} dB")


def _people(body: bytes) -> tuple[Pair, ...]:
    """Read pairs of a part and a name: `producer`, `arranger`, or an instrument."""
    parts = _decoded(body[0], body[1:]).split("\0")
    named = zip(parts[::2], parts[1::2], strict=False)
    return tuple(pair for part, name in named for pair in meaning(_PARTS.get(part.lower(), "performers"), name))


def _involved(body: bytes) -> tuple[Pair, ...]:
    return tuple(pair for pair in _people(body) if pair[0] != "performers")


def _podcast(_body: bytes) -> tuple[Pair, ...]:
    return (("media_kind", "podcast"),)


def _genre(body: bytes) -> tuple[Pair, ...]:
    parts = _decoded(body[0], body[1:]).split("\0")
    return tuple(pair for part in parts for pair in meaning("genres", genres.named(part)))


def _old_genre(body: bytes) -> tuple[Pair, ...]:
    parts = _decoded(body[0], body[1:]).split("\0")
    return tuple(
        pair for part in parts for each in genres.slashed(part) for pair in meaning("genres", genres.named(each))
    )


def _movement(body: bytes) -> tuple[Pair, ...]:
    number, _, total = _decoded(body[0], body[1:]).partition("/")
    return meaning("movement_number", number) + meaning("movement_total", total)


def _day(body: bytes) -> tuple[Pair, ...]:
    """Read the day and month that version 2.3 writes beside the year: `1003` is the tenth of March."""
    text = _decoded(body[0], body[1:])
    day, month = text[:2], text[2:]
    known = len(text) == 4 and text.isdecimal() and "01" <= month <= "12" and "01" <= day <= "31"  # noqa: PLR2004
    return (("day", f"{month}-{day}"),) if known else ()


def _recording(body: bytes) -> tuple[Pair, ...]:
    return meaning("recording_id", body.decode("latin-1"))


_OTHERS: dict[bytes, Callable[[bytes], tuple[Pair, ...]]] = {
    **dict.fromkeys((b"TXXX", b"TXX"), _custom),
    **dict.fromkeys((b"COMM", b"COM"), _comment),
    **dict.fromkeys((b"USLT", b"ULT"), _lyrics),
    **dict.fromkeys((b"SYLT", b"SLT"), _synced),
    **dict.fromkeys((b"POPM", b"POP"), _popularity),
    **dict.fromkeys((b"TIPL", b"IPLS", b"IPL"), _involved),
    b"TMCL": _people,
    b"RVA2": _volume,
    b"PCST": _podcast,
    GENRE: _genre,
    OLD_GENRE: _old_genre,
    **dict.fromkeys((b"MVIN", b"MVI"), _movement),
    **dict.fromkeys((b"TDAT", b"TDA"), _day),
    **dict.fromkeys((b"UFID", b"UFI"), _recording),
}
CHAPTER = b"CHAP"
KEPT = frozenset((*_FIELDS, *_OTHERS, *PICTURES, CHAPTER))


def picture(name: bytes, content: Content, at: int, size: int) -> Picture:
    """Read the head of a picture's frame."""
    head = content.piece(at, min(size, PICTURE_HEAD))
    if name == b"PIC":
        mime, begin = _V22_TYPES.get(head[1:4].upper()), 5
    else:
        end = head.index(0, 1)
        mime, begin = head[1:end].decode("latin-1").lower(), end + 2
    kind = head[begin - 1]
    begin = _behind_text(head, begin, wide=head[0] in (1, 2))
    if head[begin : begin + 1] == b"\0" != head[begin + 1 : begin + 2]:
        begin += 1  # a stray zero; no picture begins with one
    return Picture(picture_type(kind), mime or None, size - begin, partial(content.piece, at + begin, size - begin))


def _behind_text(data: bytes, at: int, *, wide: bool) -> int:
    if not wide:
        return data.find(b"\0", at) + 1 or at
    for place in range(at, len(data) - 1, 2):
        if data[place : place + 2] == b"\0\0":
            return place + 2
    return at
