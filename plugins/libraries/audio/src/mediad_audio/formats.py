"""The rarer formats: Monkey's Audio, WavPack, Musepack, True Audio, TAK, OptimFROG, DSD, and bare frames."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from mediad_audio import ac3, apev2, bare, id3
from mediad_audio.content import MAX_ITEMS
from mediad_audio.found import Found, Unsure
from mediad_audio.sound import MAX_CHANNELS, sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_audio.content import Content
    from mediad_audio.found import Pair, Picture

    _Tags = tuple[list[Pair], list[Picture]]

HEAD = 128
_DFF_HEAD = 16
_FIRST_OF_SEVERAL, _LAST_OF_SEVERAL = 0x800, 0x1000
_SAMPLE_RATES = (44100, 48000, 37800, 32000)
_OPTIMFROG_BITS = (8, 8, 16, 16, 24, 24, 32, 32)
_WAVPACK_RATES = (
    6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000, 192000,
)  # fmt: skip


def reader_of(head: bytes) -> Callable[..., Found] | None:
    """Give the reader of files that begin so."""
    return read if head.startswith(_MAGICS) else None


def read(content: Content, at: int = 0) -> Found:
    """Read a file of these kinds that begins at a place."""
    head = content.piece(at, HEAD)
    reader = next(reader for magic, reader in _READERS if head.startswith(magic))
    try:
        audio = reader(content, head, at)
    except ArithmeticError as error:
        raise Unsure from error
    return Found(audio, *_TAGS.get(reader, _tags)(content, at))


def _ape(_content: Content, head: bytes, _at: int) -> dict[str, Any]:
    version = struct.unpack_from("<H", head, 4)[0]
    if version >= 3980:  # noqa: PLR2004  # the header was laid out anew in 3.98
        start = struct.unpack_from("<I", head, 8)[0]
        per, last, frames, bits, channels, rate = struct.unpack_from("<IIIHHI", head, start + 4)
    else:
        _, channels, rate, _, _, frames, last = struct.unpack_from("<HHIIIII", head, 8)
        per, bits = (73728 * 4 if version >= 3950 else 73728), 16  # noqa: PLR2004  # as the format's versions have it
    return sound("ape", rate, channels, bits, ((frames - 1) * per + last) / rate if rate and frames else None)


def _wavpack(content: Content, head: bytes, at: int) -> dict[str, Any]:
    total = struct.unpack_from("<I", head, 12)[0]
    flags = struct.unpack_from("<I", head, 24)[0]
    index = (flags >> 23) & 15
    rate = _WAVPACK_RATES[index] if index < len(_WAVPACK_RATES) else 0
    seconds = total / rate if rate and total != 0xFFFFFFFF else None  # noqa: PLR2004  # unknown length
    bits = None if flags & 8 else 8 * ((flags & 3) + 1)
    return sound("wavpack", rate, _wavpack_channels(content, at), bits, seconds)


def _wavpack_channels(content: Content, at: int) -> int:
    """Count the channels of the blocks that sound together: from the one that says that it is the first to the last.

    Where none says so it is the first block alone.
    """
    channels = first = 0
    for _ in range(MAX_CHANNELS):
        head = content.piece(at, 32)
        if len(head) < 32 or head[:4] != b"wvpk":  # noqa: PLR2004  # a whole head
            break
        flags = struct.unpack_from("<I", head, 24)[0]
        own = 1 if flags & 4 else 2
        first = first or own
        channels = own if flags & _FIRST_OF_SEVERAL else channels + own
        if flags & _LAST_OF_SEVERAL and channels <= MAX_CHANNELS:
            return channels
        at += 8 + struct.unpack_from("<I", head, 4)[0]
    return first


def _musepack7(_content: Content, head: bytes, _at: int) -> dict[str, Any]:
    frames, flags = struct.unpack_from("<II", head, 4)
    rate = _SAMPLE_RATES[(flags >> 16) & 3]
    return sound("musepack", rate, 2, None, frames * 1152 / rate)


def _musepack8(_content: Content, head: bytes, _at: int) -> dict[str, Any]:
    at = head.index(b"SH") + 2
    _, at = _varint(head, at)
    samples, at = _varint(head, at + 5)
    _, at = _varint(head, at)
    rate = _SAMPLE_RATES[(head[at] >> 5) & 3]
    return sound("musepack", rate, (head[at + 1] >> 4) + 1, None, samples / rate)


def _dsf(_content: Content, head: bytes, _at: int) -> dict[str, Any]:
    channels, rate, bits, samples = struct.unpack_from("<IIIQ", head, 52)
    return sound("dsd", rate, channels, bits, samples / rate if rate else None) | {"bit_rate": rate * channels}


def _dff(content: Content, _head: bytes, at: int) -> dict[str, Any]:
    start = content.piece(at, 4096)
    place, channels, size = start.find(b"FS  "), start.find(b"CHNL"), start.find(b"PROP")
    size += 12 + struct.unpack_from(">Q", start, size + 4)[0]
    rate, count = struct.unpack_from(">I", start, place + 12)[0], start[channels + 13]
    if start[size : size + 4] == b"DSD ":
        seconds = struct.unpack_from(">Q", start, size + 4)[0] * 8 / count / rate
        return sound("dsd", rate, count, 1, seconds) | {"bit_rate": rate * count}
    seconds = None
    if start[size : size + 4] == b"DST " and start[size + 12 : size + 16] == b"FRTE":  # packed: frames, and their rate
        frames, per_second = struct.unpack_from(">IH", start, size + 24)
        seconds = frames / per_second
    return sound("dsd", rate, count, 1, seconds)


def _trueaudio(_content: Content, head: bytes, _at: int) -> dict[str, Any]:
    channels, bits, rate, samples = struct.unpack_from("<HHII", head, 6)
    return sound("tta", rate, channels, bits, samples / rate if rate else None)


def _tak(_content: Content, head: bytes, _at: int) -> dict[str, Any]:
    # Its fields are bits, lowest first: codec, profile, frame size, samples, type, rate, depth, channels.
    bits = int.from_bytes(head[8:24], "little") >> 14
    samples, bits = bits & (1 << 35) - 1, bits >> 38
    rate = (bits & 0x3FFFF) + 6000
    return sound("tak", rate, (bits >> 23 & 15) + 1, (bits >> 18 & 31) + 8, samples / rate)


def _optimfrog(_content: Content, head: bytes, _at: int) -> dict[str, Any]:
    low, high, form, channels, rate = struct.unpack_from("<IHBBI", head, 8)
    samples, count = low | high << 32, channels + 1
    bits = _OPTIMFROG_BITS[form] if form < len(_OPTIMFROG_BITS) else None
    return sound("optimfrog", rate, count, bits, samples / count / rate)


def _tags_of_dsf(content: Content, at: int) -> _Tags:
    return _id3(content, struct.unpack_from("<Q", content.piece(at, HEAD), 20)[0])


def _tags_of_dff(content: Content, at: int) -> _Tags:
    """Look for a chunk of ID3 among those of the file, mostly behind the sound."""
    at += _DFF_HEAD
    for _ in range(MAX_ITEMS):
        head = content.piece(at, 12)
        if len(head) < 12 or head[:4] == b"ID3 ":  # noqa: PLR2004  # a kind and a size
            break
        size = struct.unpack_from(">Q", head, 4)[0]
        at += 12 + size + (size & 1)
    return _id3(content, at + 12)


def _id3(content: Content, at: int) -> _Tags:
    if not at or content.piece(at, 3) != b"ID3":
        return [], []
    tag = id3.read(content, at)
    return tag.pairs, tag.pictures


def _tags(content: Content, _at: int) -> _Tags:
    for end in (content.size, content.size - id3.V1_SIZE):
        if tag := apev2.read(content, end):
            return tag.pairs, tag.pictures
    return [], []


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        value = value << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            return value, at


_READERS: tuple[tuple[bytes, Callable[[Content, bytes, int], dict[str, Any]]], ...] = (
    (b"OFR ", _optimfrog),
    (ac3.MAGIC, bare.dolby),
    (b"MAC ", _ape),
    (b"wvpk", _wavpack),
    (b"MP+", _musepack7),
    (b"MPCK", _musepack8),
    (b"DSD ", _dsf),
    (b"FRM8", _dff),
    (b"TTA1", _trueaudio),
    (b"tBaK", _tak),
    (b"\xff\xf1", bare.adts),
    (b"\xff\xf9", bare.adts),
    (bare.WIDE, bare.amr),
    (bare.NARROW, bare.amr),
)
_TAGS = {_dsf: _tags_of_dsf, _dff: _tags_of_dff}
_MAGICS = tuple(magic for magic, _ in _READERS)
