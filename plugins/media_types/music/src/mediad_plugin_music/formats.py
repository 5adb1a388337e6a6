"""The formats that tinytag does not read: Monkey's Audio, WavPack, Musepack, True Audio, TAK, DSD and bare AAC."""

from __future__ import annotations

import os
import struct
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tinytag import TinyTag
from tinytag.tinytag import Image, TinyTagException

if TYPE_CHECKING:
    from typing import BinaryIO

MAX_TAG = 32 << 20
MAX_ITEMS = 512
MAX_RATE, MAX_CHANNELS, MAX_SECONDS = 100_000_000, 64, 10_000_000
_NAMES = {
    "title": "title",
    "artist": "artist",
    "album": "album",
    "album artist": "albumartist",
    "albumartist": "albumartist",
    "genre": "genre",
    "composer": "composer",
    "comment": "comment",
    "year": "year",
    "date": "year",
}
_SAMPLE_RATES = (44100, 48000, 37800, 32000)
_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_WAVPACK_RATES = (
    6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000, 192000,
)  # fmt: skip


def read(stream: BinaryIO) -> TinyTag | None:
    """Read a file of these kinds, or give None when it is none."""
    head = stream.read(128)
    for magic, reader in _READERS:
        if head.startswith(magic):
            tag = TinyTag()
            try:
                reader(stream, head, tag)
            except (struct.error, ArithmeticError, IndexError):
                return None
            return tag if _plausible(tag) else None
    return None


def _plausible(tag: TinyTag) -> bool:
    return (
        (tag.samplerate or 0) <= MAX_RATE and (tag.channels or 0) <= MAX_CHANNELS and (tag.duration or 0) < MAX_SECONDS
    )


def _ape(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    version = struct.unpack_from("<H", head, 4)[0]
    if version >= 3980:  # noqa: PLR2004  # the header was laid out anew in 3.98
        start = struct.unpack_from("<I", head, 8)[0]
        per, last, frames, bits, channels, rate = struct.unpack_from("<IIIHHI", head, start + 4)
    else:
        _, channels, rate, _, _, frames, last = struct.unpack_from("<HHIIIII", head, 8)
        per, bits = (73728 * 4 if version >= 3950 else 73728), 16  # noqa: PLR2004  # as the format's versions have it
    _sound(tag, "ape", rate, channels, bits)
    if rate and frames:
        tag.duration = ((frames - 1) * per + last) / rate
    _tags(stream, tag)


def _wavpack(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    total = struct.unpack_from("<I", head, 12)[0]
    flags = struct.unpack_from("<I", head, 24)[0]
    index = (flags >> 23) & 15
    rate = _WAVPACK_RATES[index] if index < len(_WAVPACK_RATES) else 0
    _sound(tag, "wavpack", rate, 1 if flags & 4 else 2, 8 * ((flags & 3) + 1))
    tag.is_lossless = not flags & 8
    if rate and total != 0xFFFFFFFF:  # noqa: PLR2004  # unknown length
        tag.duration = total / rate
    _tags(stream, tag)


def _musepack7(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    frames, flags = struct.unpack_from("<II", head, 4)
    rate = _SAMPLE_RATES[(flags >> 16) & 3]
    _sound(tag, "musepack", rate, 2, None)
    tag.is_lossless = False
    tag.duration = frames * 1152 / rate
    _tags(stream, tag)


def _musepack8(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    at = head.index(b"SH") + 2
    _, at = _varint(head, at)
    samples, at = _varint(head, at + 5)
    _, at = _varint(head, at)
    rate = _SAMPLE_RATES[(head[at] >> 5) & 3]
    _sound(tag, "musepack", rate, (head[at + 1] >> 4) + 1, None)
    tag.is_lossless = False
    tag.duration = samples / rate
    _tags(stream, tag)


def _dsf(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    pointer = struct.unpack_from("<Q", head, 20)[0]
    channels, rate, bits, samples = struct.unpack_from("<IIIQ", head, 52)
    if pointer and pointer < stream.seek(0, os.SEEK_END):
        stream.seek(pointer)
        _id3(stream.read(MAX_TAG), tag)
    _sound(tag, "dsd", rate, channels, bits)
    tag.duration = samples / rate if rate else None


def _dff(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    start = head + stream.read(4096)
    rate, channels, size = start.find(b"FS  "), start.find(b"CHNL"), start.find(b"PROP")
    size += 12 + struct.unpack_from(">Q", start, size + 4)[0]
    _sound(tag, "dsd", struct.unpack_from(">I", start, rate + 12)[0], start[channels + 13], 1)
    if start[size : size + 4] == b"DSD " and tag.samplerate and tag.channels:
        tag.duration = struct.unpack_from(">Q", start, size + 4)[0] * 8 / tag.channels / tag.samplerate


def _trueaudio(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    channels, bits, rate, samples = struct.unpack_from("<HHII", head, 6)
    _sound(tag, "tta", rate, channels, bits)
    tag.duration = samples / rate if rate else None
    _tags(stream, tag)


def _tak(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    # Its fields are bits, lowest first: codec, profile, frame size, samples, type, rate, depth, channels.
    bits = int.from_bytes(head[8:24], "little") >> 14
    samples, bits = bits & (1 << 35) - 1, bits >> 38
    _sound(tag, "tak", (bits & 0x3FFFF) + 6000, (bits >> 23 & 15) + 1, (bits >> 18 & 31) + 8)
    tag.duration = samples / (tag.samplerate or 1)
    _tags(stream, tag)


def _adts(stream: BinaryIO, head: bytes, tag: TinyTag) -> None:
    index = head[2] >> 2 & 15
    rate = _AAC_RATES[index]
    _sound(tag, "aac", rate, (head[2] & 1) << 2 | head[3] >> 6, None)
    tag.is_lossless = False
    stream.seek(0)
    data, at, frames = stream.read(1 << 16), 0, 0
    while at + 7 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004  # the first byte of each frame
        at += max(7, (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5)
        frames += 1
    tag.duration = stream.seek(0, os.SEEK_END) / at * frames * 1024 / rate
    _tags(stream, tag)


def _sound(tag: TinyTag, codec: str, rate: int, channels: int, bits: int | None) -> None:
    tag.mime_type = f'audio/{codec}; codecs="{codec}"'
    tag.samplerate, tag.channels, tag.bitdepth = rate or None, channels or None, bits
    tag.is_lossless = True


def _id3(data: bytes, tag: TinyTag) -> None:
    try:
        found = TinyTag.get(file_obj=BytesIO(data), filename="tags.mp3", image=True, duration=False)
    except TinyTagException:
        return
    for name, value in vars(found).items():
        if not name.startswith("_") and value is not None:
            setattr(tag, name, value)


def _tags(stream: BinaryIO, tag: TinyTag) -> None:
    size = stream.seek(0, os.SEEK_END)
    for back in (32, 32 + 128):  # an ID3v1 tag may stand behind it
        if size < back:
            return
        stream.seek(-back, os.SEEK_END)
        footer = stream.read(32)
        if footer.startswith(b"APETAGEX"):
            length, count = struct.unpack_from("<II", footer, 12)
            if 32 < length <= min(MAX_TAG, size):  # noqa: PLR2004  # more than the footer itself
                stream.seek(size - back - length + 32)
                _items(stream.read(length - 32), min(count, MAX_ITEMS), tag)
            return


def _items(data: bytes, count: int, tag: TinyTag) -> None:
    at = 0
    for _ in range(count):
        if at + 8 >= len(data):
            return
        size, flags = struct.unpack_from("<II", data, at)
        end = data.find(b"\0", at + 8, at + 8 + 256)
        if end < 0:
            return
        name = data[at + 8 : end].decode("ascii", "replace").lower()
        at = end + 1 + size
        _item(tag, name, data[end + 1 : at], binary=bool(flags & 2))


def _item(tag: TinyTag, name: str, value: bytes, *, binary: bool) -> None:
    if binary:
        if name.startswith("cover art"):
            picture = value.partition(b"\0")[2]
            tag.images.front_cover = tag.images.front_cover or Image("front_cover", len(picture), picture)
        return
    values = value.decode("utf-8", "replace").split("\0")
    if name in ("track", "disc"):
        number, _, total = values[0].partition("/")
        _number(tag, name, number)
        _number(tag, f"{name}_total", total)
    elif (field := _NAMES.get(name)) and getattr(tag, field) is None:
        setattr(tag, field, values[0])
        if values[1:]:
            tag.other.setdefault(field, []).extend(values[1:])
    else:
        tag.other.setdefault(name, []).extend(values)


def _number(tag: TinyTag, name: str, text: str) -> None:
    if text.isascii() and text.isdecimal():
        setattr(tag, name, int(text[:6]))


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        value = value << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            return value, at


_READERS: tuple[tuple[bytes, Any], ...] = (
    (b"MAC ", _ape),
    (b"wvpk", _wavpack),
    (b"MP+", _musepack7),
    (b"MPCK", _musepack8),
    (b"DSD ", _dsf),
    (b"FRM8", _dff),
    (b"TTA1", _trueaudio),
    (b"tBaK", _tak),
    (b"\xff\xf1", _adts),
    (b"\xff\xf9", _adts),
)
