"""Opens one file and tells what it says of itself: sound, tags, pictures, chapters."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from mediad_audio import aiff, asf, facts, flac, formats, matroska, mp3, mp4, ogg, riff
from mediad_audio.content import Content
from mediad_audio.errors import Damaged, Empty, NotAudio
from mediad_audio.found import Unsure

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_audio.found import Found
    from mediad_sdk.values.media import MediaFile

MAX_PICTURE = 32 << 20


def read(file: MediaFile) -> dict[str, Any]:
    """Give the facts of an audio file as JSON.

    Gives `audio`, `tags`, and where the file has them `pictures`, `chapters` and `cuesheet`; the README lists their
    fields.

    Raises:
        Empty: The file has no bytes.
        NotAudio: It is not audio of a known kind, whatever its name says.
        Damaged: It begins like audio, but is not as its format has it.
        Truncated: It ends before its sound does.
    """
    if not file.size:
        raise Empty(f"{file.name} is empty.")
    said = facts.facts(_found(file))
    if "error" in said:
        said["reason"] = f"{file.name} ends before its sound does."
    return said


def picture(file: MediaFile) -> bytes | None:
    """Give the embedded front cover, or whatever picture there is."""
    pictures = _found(file).pictures
    best = min(pictures, key=lambda one: one.rank, default=None)
    return best.data() if best is not None and best.size <= MAX_PICTURE else None


def _found(file: MediaFile) -> Found:
    content = Content(file.open(), file.size)
    reader = _reader(content.head)
    try:
        if reader is not None:
            return reader(content)
    except (Unsure, struct.error, IndexError, ValueError, ArithmeticError):
        pass  # not as the format has it
    except (Damaged, NotAudio) as error:
        raise type(error)(f"{file.name} {error}") from error
    from mediad_audio import fallback  # noqa: PLC0415  # imported when first used: most files never need it

    return fallback.read(file)


def _reader(head: bytes) -> Callable[[Content], Found] | None:
    """Let magic bytes, not the name, decide."""
    if head[4:8] == b"ftyp":
        return mp4.read
    if reader := _READERS.get(head[:4]) or _FORMS.get(head[8:12]) or formats.reader_of(head):
        return reader
    return mp3.read if head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0") else None


_READERS = {
    b"fLaC": flac.read,
    b"OggS": ogg.read,
    asf.MAGIC[:4]: asf.read,
    matroska.MAGIC: matroska.read,
}
_FORMS = {b"WAVE": riff.read, b"AIFF": aiff.read, b"AIFC": aiff.read}
"""What stands behind `RIFF`, `RF64`, `FORM` and a size."""
