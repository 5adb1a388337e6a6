"""Comics: pages in a ZIP, a RAR, a TAR or a 7z, with or without a ComicInfo."""

from __future__ import annotations

import struct
import tarfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from accuracy.media.seeds import picture
from accuracy.media.texts import zipped


def comic(ending: str, facts: Mapping[str, Any], mark: int) -> bytes:
    """Give an archive of four pages; `info` are the elements of its ComicInfo, in their own names."""
    members = {f"{number:03d}.jpg": picture(mark + number) for number in (1, 2, 3, 4)}
    if info := facts.get("info"):
        rows = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in info.items())
        members["ComicInfo.xml"] = f'<?xml version="1.0"?><ComicInfo>{rows}</ComicInfo>'.encode()
    if ending != "zip":  # a comic by its pages alone
        members["mark.txt"] = str(mark).encode()
    if ending in ("cbr", "rar"):
        return _rar(members)
    if ending in ("cbt", "tar"):
        return _tar(members)
    return zipped(members)


def _tar(members: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, body in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, BytesIO(body))
    return out.getvalue()


def _rar(members: Mapping[str, bytes]) -> bytes:
    """Write RAR 4 whose members are stored as they are."""

    def block(body: bytes) -> bytes:
        return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body

    out = b"Rar!\x1a\7\0" + block(struct.pack("<BHHHI", 0x73, 0, 13, 0, 0))
    for name, body in members.items():
        text = name.encode()
        sizes = (len(body), len(body), 3, zlib.crc32(body), 0x50000000, 20, 0x30, len(text), 0o100644)
        head = struct.pack("<BHH", 0x74, 0x8000, 32 + len(text)) + struct.pack("<IIBIIBBHI", *sizes) + text
        out += block(head) + body
    return out + b"\xc4\x3d\x7b\x00\x40\x07\x00"
