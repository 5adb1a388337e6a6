"""Videos: one seed of each container, told apart by a box that players skip."""

from __future__ import annotations

import struct

from accuracy.media.seeds import seed
from accuracy.media.sound import mp4

_SEEDS = {"m4v": "mp4", "3gp": "mp4", "webm": "mkv", "mk3d": "mkv", "vob": "mpg", "mpeg": "mpg", "m2ts": "ts",
          "mts": "ts", "divx": "avi", "rmvb": "avi", "flv": "mp4", "asf": "wmv"}  # fmt: skip  # a table
_SECTOR = 2048


def video(ending: str, mark: int, title: str = "") -> bytes:
    """Give a short film of a container; the mark makes its bytes its own."""
    form = _SEEDS.get(ending, ending)
    data, note = seed(form), mark.to_bytes(8, "big")
    if form == "mkv":
        # The Void goes inside the segment, whose size ffmpeg writes in eight bytes.
        at = data.index(b"\x18\x53\x80\x67") + 5
        size = int.from_bytes(data[at : at + 7], "big") + 10
        return data[:at] + size.to_bytes(7, "big") + data[at + 7 :] + b"\xec\x88" + note
    if form in ("mp4", "mov"):
        return mp4(data, {"title": title} if title else {}, mark)
    return data + _skipped(form, note)


def _skipped(form: str, note: bytes) -> bytes:
    """Give what a player passes over at the end of a file."""
    return {
        "ts": b"\x47\x1f\xff\x10" + note + b"\xff" * 176,
        "mpg": b"\x00\x00\x01\xbe" + struct.pack(">H", len(note)) + note,
        "avi": b"JUNK" + struct.pack("<I", len(note)) + note,
    }.get(form, note)


def image_of_disc(mark: int) -> bytes:
    """Give the first sectors of an ISO 9660 image."""
    volume = (b"\1CD001\1\0" + b"LINUX".ljust(32) + f"DISC {mark}".encode().ljust(32)).ljust(_SECTOR, b"\0")
    return bytes(16 * _SECTOR) + volume + b"\xffCD001\1".ljust(_SECTOR, b"\0")
