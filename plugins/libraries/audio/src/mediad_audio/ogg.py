"""Ogg: Vorbis, Opus, Speex and FLAC in it."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

from mediad_audio import flac, vorbis
from mediad_audio.content import MAX_ITEMS, MOST
from mediad_audio.errors import Truncated
from mediad_audio.found import Found, Unsure

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_audio.content import Content
    from mediad_audio.found import Pair, Picture

_PAGE = Struct("<4sBBqIIIB").unpack_from
_PAGE_HEAD, _LONGEST_PAGE = 27, 27 + 255 + 255 * 255
_MAX_STREAMS = 16
_BEGINS, _ENDS = 2, 4  # flags of a page
_TAILS = (16 << 10, _LONGEST_PAGE)
_VORBIS = Struct("<Biiii").unpack_from
_OPUS = Struct("<BBH").unpack_from
_SPEEX = Struct("<i8xii").unpack_from
_OPUS_RATE = 48000


class Page(NamedTuple):
    """One page's head; `body` and `end` are places in the file, `lacing` the sizes of what it holds."""

    flags: int
    granule: int
    serial: int
    lacing: bytes
    body: int
    end: int


class Stream(NamedTuple):
    """What the first packet says; `skip` are samples that are not heard, `head` the bytes before the comments."""

    audio: dict[str, Any]
    skip: int
    head: int


def read(content: Content) -> Found:
    """Read an Ogg file: the first stream of sound in it."""
    first, stream = _first(content)
    packet, at, end, start = _second(content, first)
    pairs, pictures = _comments(stream, packet, at, end)
    audio = stream.audio
    samples, ends_early = _last_sample(content, first.serial)
    if audio["duration_ms"] is None and samples is not None and (rate := audio["sample_rate"]):
        audio["duration_ms"] = round(max(samples - stream.skip, 0) / rate * 1000) or None
    if audio["bit_rate"] is None and audio["duration_ms"]:
        audio["bit_rate"] = round((content.size - start) * 8000 / audio["duration_ms"])
    return Found(audio, pairs, pictures, (), ends_early)


def _page(content: Content, at: int) -> Page | None:
    data, base = content.window(at, _PAGE_HEAD + 255)
    return _page_of(data, at - base, base)


def _page_of(data: bytes, at: int, base: int) -> Page | None:
    if at + _PAGE_HEAD > len(data):
        return None
    magic, version, flags, granule, serial, _, _, count = _PAGE(data, at)
    at += _PAGE_HEAD
    lacing = data[at : at + count]
    if magic != b"OggS" or version or len(lacing) < count:
        return None
    body = base + at + count
    return Page(flags, granule, serial, lacing, body, body + sum(lacing))


def _first(content: Content) -> tuple[Page, Stream]:
    """Find the stream of sound among those that begin here, each with a page of its own."""
    at = 0
    for _ in range(_MAX_STREAMS):
        page = _page(content, at)
        if page is None or not page.flags & _BEGINS:
            break
        if stream := _stream(content.piece(page.body, page.end - page.body)):
            return page, stream
        at = page.end
    raise Unsure


def _second(content: Content, first: Page) -> tuple[bytes, int, int, int]:
    """Find the packet behind the first: the bytes that hold it, from where to where, and where its last page ends."""
    pieces: list[bytes] = []
    place, room = first.end, MOST
    for _ in range(MAX_ITEMS):
        page = _page(content, place) or _page(content, place := _next(content, place))
        if page is None:
            raise Truncated("ends among its tags.")
        if page.serial != first.serial:
            place = page.end
            continue
        rest = page.lacing.lstrip(b"\xff")
        length = 255 * (len(page.lacing) - len(rest)) + (rest[0] if rest else 0)
        if page.end > content.size:
            raise Truncated("ends among its tags.")
        room -= length
        if room < 0:
            break
        if rest and not pieces:  # as nearly always: all of it in one place
            data, base = content.window(page.body, length)
            return data, page.body - base, page.body - base + length, page.end
        pieces.append(content.piece(page.body, length))
        if rest:
            packet = b"".join(pieces)
            return packet, 0, len(packet), page.end
        place = page.end
    raise Unsure


def _next(content: Content, at: int) -> int:
    """Give where the next page begins, behind bytes that are none, or the end."""
    data, base = content.window(at, _LONGEST_PAGE)
    found = data.find(b"OggS", at - base)
    return base + found if found >= 0 else content.size


def _comments(stream: Stream, packet: bytes, at: int, end: int) -> tuple[list[Pair], list[Picture]]:
    if stream.audio["codec"] == "flac" and packet[at] & 0x7F != flac.COMMENTS:
        raise Unsure
    return vorbis.read(packet, at + stream.head, end)


def _last_sample(content: Content, serial: int) -> tuple[int | None, bool]:
    """Give the place in the stream at which the last page ends, and whether the file ends before the stream does."""
    last = None
    for length in _TAILS:
        start = max(0, content.size - length)
        tail = content.piece(start, length)
        at = len(tail)
        while (at := tail.rfind(b"OggS", 0, at)) >= 0:
            page = _page_of(tail, at, start)
            if page is None or page.serial != serial:
                continue
            last = last or page
            if page.granule >= 0:
                # The last page names no sample only when a packet goes on behind it.
                goes_on = last is not page and not last.flags & _ENDS
                return page.granule, goes_on or last.end > content.size
        if not tail.strip(b"\0"):
            return None, True
    raise Unsure


def _stream(packet: bytes) -> Stream | None:
    return next((reader(packet) for magic, reader in _STREAMS if packet.startswith(magic)), None)


def _audio(codec: str, rate: int, channels: int, bit_rate: int | None) -> dict[str, Any]:
    return {
        "container": "ogg",
        "codec": codec,
        "duration_ms": None,
        "sample_rate": rate if rate > 0 else None,
        "channels": channels if channels > 0 else None,
        "bit_rate": bit_rate,
        "lossless": False,
    }


def _vorbis(packet: bytes) -> Stream:
    channels, rate, _, nominal, _ = _VORBIS(packet, 11)
    return Stream(_audio("vorbis", rate, channels, nominal if nominal > 0 else None), 0, 7)


def _opus(packet: bytes) -> Stream:
    version, channels, skip = _OPUS(packet, 8)
    if version & 0xF0:
        raise Unsure
    return Stream(_audio("opus", _OPUS_RATE, channels, None), skip, 8)


def _speex(packet: bytes) -> Stream:
    rate, channels, bit_rate = _SPEEX(packet, 36)
    return Stream(_audio("speex", rate, channels, bit_rate if bit_rate > 0 else None), 0, 0)


def _flac(packet: bytes) -> Stream:
    info = flac.streaminfo(packet[17:])
    audio = flac.sound(info, 0) | {"container": "ogg", "bit_rate": None}
    return Stream(audio, 0, 4)


_STREAMS: tuple[tuple[bytes, Callable[[bytes], Stream]], ...] = (
    (b"\x01vorbis", _vorbis),
    (b"OpusHead", _opus),
    (b"\x7fFLAC", _flac),
    (b"Speex   ", _speex),
)
