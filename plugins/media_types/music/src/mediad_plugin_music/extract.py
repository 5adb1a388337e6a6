"""Opens one file and tells what it says of itself: tags, sound, pictures, or a cue sheet's tracks."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from mediad_plugin_music import cue, dialects, flac, formats, mp3, mp4, ogg
from mediad_plugin_music.content import Content
from mediad_plugin_music.errors import Damaged, Empty
from mediad_plugin_music.found import Unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mediad_plugin_music.found import Found
    from mediad_sdk.values.media import MediaFile

MAX_PICTURE = 32 << 20


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    if not file.size:
        raise Empty(f"{file.name} is empty.")
    if file.name[-4:].lower() == ".cue":
        return {"cue": cue.parse(file.open().read(cue.MAX_SIZE))}
    return dialects.facts(_read(file))


def artwork(file: MediaFile) -> bytes | None:
    """Give the embedded front cover, or whatever picture there is."""
    if file.name[-4:].lower() == ".cue":
        return None
    pictures = _read(file).pictures
    best = min(pictures, key=lambda picture: picture.rank, default=None)
    return best.data() if best is not None and best.size <= MAX_PICTURE else None


def _read(file: MediaFile) -> Found:
    content = Content(file.open(), file.size)
    reader = _reader(content.head)
    try:
        if reader is not None:
            return reader(content)
    except (Unsure, struct.error, IndexError, ValueError):
        pass  # not as the format has it
    except Damaged as error:
        raise type(error)(f"{file.name} {error}") from error
    from mediad_plugin_music import fallback  # noqa: PLC0415  # imported when first used: most files never need it

    return fallback.read(file)


def _reader(head: bytes) -> Callable[[Content], Found] | None:
    """Let magic bytes, not the name, decide."""
    if head[4:8] == b"ftyp":
        return mp4.read
    if reader := _READERS.get(head[:4]) or formats.reader_of(head):
        return reader
    return mp3.read if head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0") else None


_READERS = {b"fLaC": flac.read, b"OggS": ogg.read}
