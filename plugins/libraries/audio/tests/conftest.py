"""Files as the runner hands them to `extract`, and music made byte by byte."""

from __future__ import annotations

import struct
import subprocess
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from mediad_sdk.testing import MemoryFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Pairs = Iterable[tuple[str, str]]

FLAC_RATE, FLAC_BLOCK, FRAMES = 44100, 4096, 40
MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # 128 kbit/s, 44.1 kHz, stereo
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds of sound, as real encoders write it."""
    folder = tmp_path_factory.mktemp("music")
    for ending in ("flac", "mp3", "m4a", "ogg"):
        source = "aevalsrc='sin(440*2*PI*t)*random(0)|sin(550*2*PI*t)':d=6:s=44100"
        command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", source]
        if ending == "ogg":
            command += ["-c:a", "libvorbis"]
        subprocess.run([*command, "-metadata", "title=Ebb", str(folder / f"Ebb.{ending}")], check=True)
    return folder


@pytest.fixture(scope="session")
def rarer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A little sound in formats that are read less often."""
    folder = tmp_path_factory.mktemp("rarer")
    for ending in ("wav", "aiff", "wma", "mka", "ac3", "eac3"):
        command = [
            "ffmpeg",
            "-nostdin",
            "-loglevel",
            "error",
            "-f",
            "lavfi",
            "-i",
            "sine=d=0.3",
            "-metadata",
            "title=Ebb",
        ]
        subprocess.run([*command, str(folder / f"a.{ending}")], check=True)
    return folder


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """Makers of small files, and of the pieces that they are made of."""
    return SimpleNamespace(
        whole=MemoryFile, picture=PICTURE, comments=comments, picture_block=picture_block, block=block, flac=flac,
        ogg=ogg, page=page, ape=ape, frame=frame, id3=id3, mp3=mp3, mp3_frame=MP3_FRAME, atom=atom, item=item,
        free=free, mp4=mp4,
    )  # fmt: skip  # a list of names


def comments(pairs: Pairs) -> bytes:
    entries = [f"{name}={value}".encode() for name, value in pairs]
    body = b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)
    return struct.pack("<I", 4) + b"test" + struct.pack("<I", len(entries)) + body


def picture_block(data: bytes = PICTURE, kind: int = 3, mime: bytes = b"image/jpeg") -> bytes:
    head = struct.pack(">II", kind, len(mime)) + mime + struct.pack(">I", 3) + b"abc"
    return head + struct.pack(">5I", 9, 9, 24, 0, len(data)) + data


def block(kind: int, body: bytes, *, last: bool = False) -> bytes:
    return bytes([kind | 0x80 * last]) + len(body).to_bytes(3, "big") + body


def flac(pairs: Pairs = (), *blocks: bytes, frames: int = FRAMES, sound: bytes = bytes(range(100))) -> bytes:
    """A FLAC file that announces forty frames, and has so many."""
    packed = FLAC_RATE << 44 | 1 << 41 | 15 << 36 | FRAMES * FLAC_BLOCK
    info = struct.pack(">HH3s3sQ", FLAC_BLOCK, FLAC_BLOCK, b"\0\0\x20", b"\0\x70\0", packed) + bytes(16)
    head = [block(0, info), block(4, comments(pairs)), *blocks, block(1, bytes(64), last=True)]
    return b"fLaC" + b"".join(head) + b"".join(flac_frame(number) + sound for number in range(frames))


def flac_frame(number: int) -> bytes:
    head = b"\xff\xf8\xc9\x18" + bytes([number])
    crc = 0
    for byte in head:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x07 if crc & 0x80 else crc << 1) & 0xFF
    return head + bytes([crc])


def synchsafe(size: int) -> bytes:
    return bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))


def frame(version: int, name: str, body: bytes, flags: int = 0) -> bytes:
    if version == 2:
        return name.encode() + len(body).to_bytes(3, "big") + body
    size = synchsafe(len(body)) if version == 4 else struct.pack(">I", len(body))
    return name.encode() + size + struct.pack(">H", flags) + body


def id3(version: int, *frames: bytes, flags: int = 0, behind: bytes = b"") -> bytes:
    body = b"".join(frames)
    return b"ID3" + bytes((version, 0, flags)) + synchsafe(len(body)) + body + behind


def mp3(*before: bytes, frames: int = 40, behind: bytes = b"") -> bytes:
    return b"".join(before) + MP3_FRAME * frames + behind


def ape(pairs: Pairs = (), picture: bytes = b"") -> bytes:
    items = [
        struct.pack("<II", len(value.encode()), 0) + name.encode() + b"\0" + value.encode() for name, value in pairs
    ]
    if picture:
        items.append(struct.pack("<II", len(picture) + 6, 2) + b"Cover Art (Front)\0c.jpg\0" + picture)
    body = b"".join(items)
    return body + b"APETAGEX" + struct.pack("<IIIIQ", 2000, len(body) + 32, len(items), 0, 0)


def atom(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", 8 + len(body)) + kind + body


def item(kind: bytes, *values: bytes, form: int = 1) -> bytes:
    return atom(kind, *(atom(b"data", struct.pack(">II", form, 0), value) for value in values))


def free(name: str, *values: str) -> bytes:
    datas = [atom(b"data", struct.pack(">II", 1, 0), value.encode()) for value in values]
    return atom(b"----", atom(b"mean", bytes(4), b"com.apple.iTunes"), atom(b"name", bytes(4), name.encode()), *datas)


def mp4(*items: bytes, sound: bytes = bytes(2000), behind: bool = True, entry: bytes | None = None) -> bytes:
    """An MP4 file of ten seconds; `moov` stands behind the sound or before it."""
    if entry is None:
        descriptors = b"\x03\x19\0\0\0\x04\x11\x40\x15\0\0\0\0\0\xff\xff\0\0\x06\x40\x05\x02\x12\x10\x06\x01\x02"
        entry = atom(
            b"mp4a", bytes(16), struct.pack(">HHHHI", 2, 16, 0, 0, 44100 << 16), atom(b"esds", bytes(4), descriptors)
        )
    sizes = atom(b"stsz", struct.pack(">III", 0, 500, len(sound) // 500))
    stbl = atom(b"stbl", atom(b"stsd", struct.pack(">II", 0, 1), entry), sizes)
    hdlr = atom(b"hdlr", bytes(8), b"soun", bytes(13))
    track = atom(b"trak", atom(b"tkhd", bytes(84)), atom(b"mdia", atom(b"mdhd", bytes(24)), hdlr, atom(b"minf", stbl)))
    tags = atom(b"meta", bytes(4), atom(b"hdlr", bytes(8), b"mdirappl", bytes(9)), atom(b"ilst", *items))
    head = atom(b"mvhd", bytes(12), struct.pack(">II", 1000, 10_000), bytes(80))
    movie, media = atom(b"moov", head, track, atom(b"udta", tags)), atom(b"mdat", sound)
    return atom(b"ftyp", b"M4A \0\0\2\0") + (media + movie if behind else movie + media)


def page(number: int, body: bytes, lacing: bytes | None = None, *, flags: int = 0, granule: int = 0) -> bytes:
    """A page of Ogg; by default one packet that ends on it."""
    if lacing is None:
        lacing = b"\xff" * (len(body) // 255) + bytes([len(body) % 255])
    return b"OggS\0" + struct.pack("<BqIIIB", flags, granule, 7, number, 0, len(lacing)) + lacing + body


def ogg(codec: str, pairs: Pairs = (), *, granule: int = 480_000, pages: int = 4) -> bytes:
    """An Ogg file of ten seconds."""
    first, head = {
        "vorbis": (b"\x01vorbis" + struct.pack("<IBiiiiB", 0, 2, 48000, 0, 112_000, 0, 0), b"\x03vorbis"),
        "opus": (b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 312, 44100, 0, 0), b"OpusTags"),
        "flac": (b"\x7fFLAC\1\0\0\1" + flac()[:42], b"\x84\0\0\0"),
        "speex": (b"Speex   " + bytes(28) + struct.pack("<iiiiiii", 48000, 0, 4, 2, -1, 0, 0) + bytes(16), b""),
    }[codec]
    packet = head + comments(pairs)
    out = [page(0, first, flags=2)]
    while len(packet) >= 255 * 255:
        out.append(page(len(out), packet[: 255 * 255], b"\xff" * 255, granule=-1))
        packet = packet[255 * 255 :]
    out.append(page(len(out), packet))
    for number in range(1, pages + 1):
        last = number == pages
        out.append(page(len(out), bytes(200), flags=4 * last, granule=granule * number // pages))
    return b"".join(out)
