"""Audio with any tags: FLAC, MP3, MP4 and Ogg, written byte by byte around a seed.

Tags go by the names `title, artist, album_artist, album, track, tracks, disc, date, genre, composer, compilation`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from accuracy.media.seeds import seed

Tags = Mapping[str, str | int]

_VORBIS = {
    "title": "TITLE", "artist": "ARTIST", "album_artist": "ALBUMARTIST", "album": "ALBUM", "track": "TRACKNUMBER",
    "tracks": "TRACKTOTAL", "disc": "DISCNUMBER", "discs": "DISCTOTAL", "date": "DATE", "genre": "GENRE",
    "composer": "COMPOSER", "compilation": "COMPILATION", "cuesheet": "CUESHEET",
}  # fmt: skip  # a table
_ID3 = {
    "title": "TIT2", "artist": "TPE1", "album_artist": "TPE2", "album": "TALB", "track": "TRCK", "disc": "TPOS",
    "date": "TDRC", "genre": "TCON", "composer": "TCOM", "compilation": "TCMP",
}  # fmt: skip  # a table
_MP4 = {
    "title": "\xa9nam", "artist": "\xa9ART", "album_artist": "aART", "album": "\xa9alb", "date": "\xa9day",
    "genre": "\xa9gen", "composer": "\xa9wrt", "narrator": "\xa9nrt",
}  # fmt: skip  # a table
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def sound(ending: str, tags: Tags, mark: int) -> bytes:
    """Give a file of a format with these tags; the mark makes its bytes its own."""
    if ending == "flac":
        return flac(tags, mark)
    if ending in ("m4a", "m4b", "mp4", "alac", "aac"):
        data = seed("m4a")
        return mp4(data.replace(b"ftypM4A ", b"ftypM4B ", 1) if ending == "m4b" else data, tags, mark)
    if ending in ("ogg", "oga", "opus"):
        return ogg("opus" if ending == "opus" else "ogg", tags)
    if ending == "wav":
        return seed("wav") + struct.pack("<4sII", b"PAD ", 4, mark)
    return mp3(tags, mark)


def _comments(tags: Tags) -> bytes:
    entries = [f"{_VORBIS[name]}={value}".encode() for name, value in tags.items() if name in _VORBIS]
    body = b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)
    return struct.pack("<I", 4) + b"test" + struct.pack("<I", len(entries)) + body


def flac(tags: Tags, mark: int) -> bytes:
    data = seed("flac")
    at, info, last = 4, b"", False
    while not last:
        last, kind, size = bool(data[at] & 0x80), data[at] & 0x7F, int.from_bytes(data[at + 1 : at + 4], "big")
        info = data[at + 4 : at + 4 + size] if kind == 0 else info
        at += 4 + size
    blocks = [(0, info), (4, _comments(tags)), (1, mark.to_bytes(8, "big")), (0x81, bytes(64))]
    return b"fLaC" + b"".join(bytes([kind]) + len(body).to_bytes(3, "big") + body for kind, body in blocks) + data[at:]


def mp3(tags: Tags, mark: int) -> bytes:
    """Write ID3v2.4 in UTF-8, or v2.3 in an old code page that says it is Latin-1 (`encoding`)."""
    old = str(tags.get("encoding", ""))
    names = _ID3 | {"date": "TYER"} if old else _ID3
    frames = b""
    for name, value in tags.items():
        if name not in names:
            continue
        text = f"{value}/{tags['tracks']}" if name == "track" and "tracks" in tags else str(value)
        body = b"\0" + text.encode(old) if old else b"\3" + text.encode()
        frames += names[name].encode() + (struct.pack(">I", len(body)) if old else _synchsafe(len(body)))
        frames += b"\0\0" + body
    head = b"ID3" + bytes((3 if old else 4, 0, 0)) + _synchsafe(len(frames)) + frames if frames else b""
    return head + seed("mp3") + mark.to_bytes(8, "big")


def _synchsafe(size: int) -> bytes:
    return bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))


def _atom(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", 8 + len(body)) + kind + body


def _item(kind: bytes, form: int, value: bytes) -> bytes:
    return _atom(kind, _atom(b"data", struct.pack(">II", form, 0), value))


def mp4(data: bytes, tags: Tags, mark: int) -> bytes:
    """Write the tags into the `moov` at the end of a seed, so that nothing else moves."""
    items = [
        _item(_MP4[name].encode("latin-1"), 1, str(value).encode()) for name, value in tags.items() if name in _MP4
    ]
    if "track" in tags:
        items.append(_item(b"trkn", 0, struct.pack(">HHHH", 0, int(tags["track"]), int(tags.get("tracks", 0)), 0)))
    if "disc" in tags:
        items.append(_item(b"disk", 0, struct.pack(">HHH", 0, int(tags["disc"]), 0)))
    handler = _atom(b"hdlr", bytes(8), b"mdirappl", bytes(9))
    user = _atom(b"udta", _atom(b"meta", bytes(4), handler, _atom(b"ilst", *items)), _chapters(tags)) if items else b""
    at = data.index(b"moov") - 4
    movie = data[at : at + int.from_bytes(data[at : at + 4], "big")]
    inner = b"".join(body for kind, body in _atoms(movie[8:]) if kind != b"udta")
    return data[:at] + _atom(b"moov", inner, user) + _atom(b"free", mark.to_bytes(8, "big"))


def _chapters(tags: Tags) -> bytes:
    names = [name for name in str(tags.get("chapters", "")).split("|") if name]
    if not names:
        return b""
    rows = b"".join(
        struct.pack(">QB", number * 1_000_000, len(name.encode())) + name.encode() for number, name in enumerate(names)
    )
    return _atom(b"chpl", bytes(8), bytes([len(names)]), rows)


def _atoms(data: bytes) -> list[tuple[bytes, bytes]]:
    out, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        out.append((data[at + 4 : at + 8], data[at : at + size]))
        at += size
    return out


def ogg(codec: str, tags: Tags) -> bytes:
    """Write the second packet anew; every later page is numbered from 2 on."""
    pages = list(_pages(seed(codec)))
    packets: list[bytes] = []
    current, used = b"", 1
    while len(packets) < (1 if codec == "opus" else 2):
        _, lacing, body = pages[used]
        at = 0
        for segment in lacing:
            current += body[at : at + segment]
            at += segment
            if segment < 255:
                packets.append(current)
                current = b""
        used += 1
    packets[0] = b"OpusTags" + _comments(tags) if codec == "opus" else b"\3vorbis" + _comments(tags) + b"\1"
    lacing = b"".join(b"\xff" * (len(each) // 255) + bytes([len(each) % 255]) for each in packets)
    second = (bytes(9) + pages[0][0][9:13], lacing, b"".join(packets))
    return b"".join(_page(number, *page) for number, page in enumerate([pages[0], second, *pages[used:]]))


def _pages(data: bytes) -> list[tuple[bytes, bytes, bytes]]:
    """Give flags, position and serial of each page, its lacing and its body."""
    out, at = [], 0
    while at < len(data):
        start = at + 27 + data[at + 26]
        lacing = data[at + 27 : start]
        out.append((data[at + 5 : at + 18], lacing, data[start : start + sum(lacing)]))
        at = start + sum(lacing)
    return out


def _page(number: int, head: bytes, lacing: bytes, body: bytes) -> bytes:
    before = b"OggS\0" + head + struct.pack("<I", number)
    behind = bytes([len(lacing)]) + lacing + body
    # Ogg's checksum is zlib's with the bits of every byte, and of the result, turned around.
    crc = zlib.crc32((before + bytes(4) + behind).translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return before + crc.to_bytes(4, "little").translate(_REVERSED)[::-1] + behind
