"""Opens one file and tells what it says of itself: tags, sound, pictures, or a cue sheet's tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tinytag import TinyTag
from tinytag.tinytag import TinyTagException, UnsupportedFormatError

from mediad_plugin_music import cue, dialects, formats
from mediad_plugin_music.errors import Damaged, Empty, NotAudio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from mediad_plugin_music.dialects import Raw
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
    images = _read(file).images
    picture = images.any
    return picture.data if picture is not None and len(picture.data) <= MAX_PICTURE else None


def _read(file: MediaFile) -> Raw:
    stream = file.open()
    try:
        # Magic bytes, not the name, decide; pictures are read to learn whether there are any.
        tag: Raw = TinyTag.get(file_obj=stream, image=True)
    except UnsupportedFormatError:
        tag = _other(file, stream)
    except TinyTagException as error:
        raise Damaged(f"{file.name} cannot be read: {error}.") from error
    if not tag.duration and file.name[-4:].lower() == ".aac":
        tag = _other(file, stream)
    if not (tag.duration or tag.samplerate or tag.channels):
        raise Damaged(f"{file.name} holds no sound that can be read.")
    return tag


def _other(file: MediaFile, stream: BinaryIO) -> Raw:
    stream.seek(0)
    found = formats.read(stream)
    if found is not None:
        return found
    if not TinyTag.is_supported(file.name):
        raise NotAudio(f"{file.name} is not audio of a known kind.")
    stream.seek(0)
    try:
        # Files without the usual first bytes: MP3 after padding, MP4 without `ftyp`.
        return TinyTag.get(filename=file.name, file_obj=stream, image=True)
    except TinyTagException as error:
        raise NotAudio(f"{file.name} is not audio of a known kind.") from error
