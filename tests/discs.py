"""Small discs as folders: pictures and sound by ffmpeg, tables written byte by byte as discs have them."""

from __future__ import annotations

from pathlib import Path
from struct import pack

from mediad_video.samples import ffmpeg

SECTOR = 2048
Chain = tuple[str, tuple[tuple[str, int], ...]]
"""A chain of cells: its length as `hh:mm:ss:ff`, and each cell's length and kind (0 plain, 1 to 3 of angles)."""


def vob(path: Path, *, seconds: int = 2, size: str = "352x288") -> None:
    """Write a piece of a title set."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture, sound = f"testsrc=s={size}:r=25:d={seconds}", f"sine=d={seconds}:r=48000"
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-f", "vob", "-c:a", "ac3", str(path))


def ifo(*chains: Chain, audio: tuple[bytes, ...] = (), subtitles: tuple[bytes, ...] = (), video: int = 0x5C00) -> bytes:
    """Write the table of a title set; a stream is its eight or six bytes."""
    head = bytearray(SECTOR)
    head[:12] = b"DVDVIDEO-VTS"
    head[0xCC:0xD0] = pack(">I", 1)
    head[0x200:0x202] = pack(">H", video)
    head[0x203] = len(audio)
    head[0x204 : 0x204 + 8 * len(audio)] = b"".join(audio)
    head[0x255] = len(subtitles)
    head[0x256 : 0x256 + 6 * len(subtitles)] = b"".join(subtitles)
    table, body = pack(">HHI", len(chains), 0, 0), b""
    for chain in chains:
        table += pack(">II", 0x81000000, 8 + 8 * len(chains) + len(body))
        body += _chain(chain, len(audio), len(subtitles))
    return bytes(head) + table + body


def _chain(chain: Chain, audio: int, subtitles: int) -> bytes:
    length, cells = chain
    head = bytearray(0xEC)
    programs = bytes(at for at, (_, kind) in enumerate(cells, 1) if kind in (0, 1))
    head[2:8] = bytes((len(programs), len(cells))) + _time(length)
    for number in range(audio):
        head[0x0C + 2 * number] = 0x80
    for number in range(subtitles):
        head[0x1C + 4 * number] = 0x80
    head[0xE6:0xEA] = pack(">HH", len(head), len(head) + len(programs))
    return bytes(head) + programs + b"".join(pack(">B3x4s16x", kind << 6, _time(time)) for time, kind in cells)


def _time(text: str) -> bytes:
    hours, minutes, seconds, frames = (int(part, 16) for part in text.split(":"))
    return bytes((hours, minutes, seconds, 0x40 | frames))


def m2ts(path: Path, *, seconds: int = 2, sounds: int = 1) -> None:
    """Write a clip: a picture at 0x1011 and sounds from 0x1100 on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    inputs = ["-f", "lavfi", "-i", f"testsrc=s=1280x720:r=24:d={seconds}"]
    maps = ["-map", "0", "-streamid", f"0:{0x1011}"]
    for number in range(sounds):
        inputs += ["-f", "lavfi", "-i", f"anullsrc=cl={'5.1' if not number else 'stereo'}:d={seconds}"]
        maps += ["-map", str(number + 1), "-streamid", f"{number + 1}:{0x1100 + number}"]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3", "-mpegts_m2ts_mode", "1", "-f", "mpegts"]
    ffmpeg(*inputs, *maps, *codecs, str(path))


def mpls(
    *items: tuple[str, float, float],
    streams: tuple[tuple[int, bytes], ...] = (),
    marks: tuple[tuple[int, float], ...] = (),
    angles: int = 1,
) -> bytes:
    """Write a playlist: clips with begin and end in seconds; streams by pid and attributes; marks by item and time."""
    table = _streams(streams)
    more = pack(">BB", angles, 0) + b"00009M2TS\0" * (angles - 1) if angles > 1 else b""
    body = b""
    for clip, begin, end in items:
        times = pack(">II", int(begin * 45000), int(end * 45000))
        flags = pack(">HB", 0x10 if angles > 1 else 1, 0)
        item = clip.encode() + b"M2TS" + flags + times + bytes(12) + more + table
        body += pack(">H", len(item)) + item
    playlist = pack(">HHH", 0, len(items), 0) + body
    places = b"".join(pack(">BBHIHI", 0, 1, item, int(time * 45000), 0xFFFF, 0) for item, time in marks)
    played = pack(">I", len(playlist)) + playlist
    marked = pack(">IH", len(places) + 2, len(marks)) + places
    start = 0x3A
    head = b"MPLS0200" + pack(">III", start, start + len(played), 0) + bytes(20) + pack(">I", 14) + bytes(14)
    return head + played + marked


def _streams(streams: tuple[tuple[int, bytes], ...]) -> bytes:
    kinds = [0, 0, 0]
    entries = b""
    for pid, attributes in streams:
        kinds[0 if pid < 0x1100 else 1 if pid < 0x1200 else 2] += 1
        entries += pack(">BBH6x", 9, 1, pid) + bytes((len(attributes),)) + attributes
    table = bytes((0, 0, *kinds)) + bytes(9) + entries
    return pack(">H", len(table)) + table
