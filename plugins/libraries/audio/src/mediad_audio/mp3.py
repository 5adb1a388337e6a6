"""MP3, and the other layers of MPEG audio: tags around frames, of which the first ones tell of all."""

from __future__ import annotations

from functools import lru_cache
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

from mediad_audio import apev2, flac, formats, id3
from mediad_audio.found import Found, Unsure

if TYPE_CHECKING:
    from mediad_audio.content import Content
    from mediad_audio.found import Chapter, Pair, Picture

_MAX_TAGS = 4
_SEARCHED = 64 << 10  # bytes in which the first frame must be
_WITHIN = 60  # bytes of a frame in which an encoder's head is
_COUNTED = 5  # frames; when they are alike, all are
_CODECS = ("", "mp1", "mp2", "mp3")
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FIRST = {
    1: (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_SECOND = {
    1: (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    3: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MPEG1 = 3
_DATES = frozenset(("date", "year"))  # tags of two kinds call it so
_XING = Struct(">III").unpack_from
_VBRI = Struct(">II").unpack_from


class Frame(NamedTuple):
    """One frame's head; `bit_rate` in thousands, `length` in bytes."""

    layer: int
    version: int
    rate: int
    channels: int
    bit_rate: int
    samples: int
    length: int


def read(content: Content) -> Found:
    """Read an MP3 file, or one of another format with a tag before it."""
    at, pairs, pictures, chapters = _tags_before(content)
    reader = flac.read if content.piece(at, 4) == b"fLaC" else at and formats.reader_of(content.piece(at, 16))
    if reader:
        found = reader(content, at)
        said = [*found.said, *_missing(found.said, pairs)]
        return found._replace(said=said, pictures=[*found.pictures, *pictures], chapters=found.chapters or chapters)
    end = _tags_behind(content, pairs, pictures)
    return Found(_sound(content, at, end), pairs, pictures, chapters)


def _tags_before(content: Content) -> tuple[int, list[Pair], list[Picture], list[Chapter]]:
    at, pairs, pictures, chapters = 0, [], [], []
    for _ in range(_MAX_TAGS):
        if content.piece(at, 3) != b"ID3":
            break
        tag = id3.read(content, at)
        at = tag.end
        pairs += tag.pairs
        pictures += tag.pictures
        chapters += tag.chapters
    return at, pairs, pictures, chapters


def _tags_behind(content: Content, pairs: list[Pair], pictures: list[Picture]) -> int:
    """Add what tags at the end say where those at the beginning say nothing; gives where the sound ends."""
    end = content.size
    old = content.piece(end - id3.V1_SIZE, id3.V1_SIZE) if end >= id3.V1_SIZE else b""
    if old[:3] == b"TAG":
        end -= id3.V1_SIZE
    if tag := apev2.read(content, end):
        end = tag.begin
        pairs += _missing(pairs, tag.pairs)
        if not pictures:
            pictures += tag.pictures
    if old[:3] == b"TAG":
        pairs += _missing(pairs, id3.version1(old))
    return end


def _missing(pairs: list[Pair], others: list[Pair]) -> list[Pair]:
    """Give what the others say of fields of which nothing is said yet."""
    known = {field for field, _ in pairs}
    if not known.isdisjoint(_DATES):
        known |= _DATES
    return [pair for pair in others if pair[0] not in known]


def _sound(content: Content, start: int, end: int) -> dict[str, Any]:
    data, base = content.window(start, _SEARCHED)
    at, frame = _first_frame(data, start - base, content.size - base)
    seconds, bit_rate = _declared(data, at, frame, end - base) or _counted(data, at, frame, end - base)
    return {
        "container": "mp3",
        "codec": _CODECS[frame.layer],
        "duration_ms": round(seconds * 1000) or None,
        "sample_rate": frame.rate,
        "channels": frame.channels,
        "bit_rate": round(bit_rate),
        "lossless": False,
    }


def _first_frame(data: bytes, start: int, end: int) -> tuple[int, Frame]:
    """Find a frame that another one like it follows, or the end."""
    at, last = start, min(len(data), start + _SEARCHED)
    while (at := data.find(b"\xff", at, last)) >= 0:
        frame = _frame(data[at : at + 4])
        if frame:
            behind = _frame(data[at + frame.length : at + frame.length + 4])
            if (behind and behind[:3] == frame[:3]) or at + frame.length == end:
                return at, frame
        at += 1
    raise Unsure


@lru_cache(1024)
def _frame(head: bytes) -> Frame | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004  # a head; the sync code
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    index, rate = head[2] >> 4, head[2] >> 2 & 3
    if version not in _RATES or layer not in _FIRST or rate not in (0, 1, 2) or not 0 < index < 15:  # noqa: PLR2004
        return None
    bit_rate = (_FIRST if version == _MPEG1 else _SECOND)[layer][index - 1]
    rate = _RATES[version][rate]
    samples = {1: 384, 2: 1152, 3: 1152 if version == _MPEG1 else 576}[layer]
    slot = 4 if layer == 1 else 1
    length = (samples // 8 // slot * 1000 * bit_rate // rate + (head[2] >> 1 & 1)) * slot
    return Frame(layer, version, rate, 1 if head[3] >> 6 == 3 else 2, bit_rate, samples, length)  # noqa: PLR2004  # mono


def _declared(data: bytes, at: int, frame: Frame, end: int) -> tuple[float, float] | None:
    """Give seconds and bit rate as the encoder wrote them down, if it did."""
    size = end - at
    if data[at + 36 : at + 40] == b"VBRI":
        size, count = _VBRI(data, at + 46)
    else:
        mark = data.find(b"Xing", at, at + _WITHIN)
        mark = mark if mark >= 0 else data.find(b"Info", at, at + _WITHIN)
        if mark < 0:
            return None
        flags, count, written = _XING(data, mark + 4)
        if not flags & 1:
            return None
        size = (written if flags & 2 and written else size) - frame.length
    seconds = count * frame.samples / frame.rate
    return (seconds, size * 8 / seconds) if count and size > 0 else None


def _counted(data: bytes, at: int, frame: Frame, end: int) -> tuple[float, float]:
    """Give seconds and bit rate by the first frames."""
    start, first, count, total = at, frame, 0, 0
    while count < _COUNTED and at + 4 <= end:
        behind = _frame(data[at : at + 4])
        if behind is None or behind.bit_rate != first.bit_rate:
            raise Unsure  # another reader counts them all
        count, total, at = count + 1, total + behind.length, at + behind.length
    if count == _COUNTED:
        count = int((end - start) / (total / count) + 0.5)
    return count * frame.samples / frame.rate, frame.bit_rate * 1000
