"""tinytag, for what the readers here do not read or are not sure about: WAV, AIFF, WMA, odd files of every kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tinytag import TinyTag
from tinytag.tinytag import TinyTagException, UnsupportedFormatError

from mediad_audio.errors import Damaged, NotAudio
from mediad_audio.found import Found, Picture
from mediad_audio.meaning import meaning, said

if TYPE_CHECKING:
    from typing import BinaryIO

    from tinytag.tinytag import Images

    from mediad_audio.found import Pair
    from mediad_sdk.values.media import MediaFile

_OURS = {
    "title": "title",
    "album": "album",
    "artist": "artist",
    "album_artist": "albumartist",
    "date": "year",
    "comment": "comment",
    "genres": "genre",
    "composers": "composer",
}
_NUMBERS = ("track", "track_total", "disc", "disc_total")
_CODECS = {
    "audio/flac": "flac",
    "audio/mpeg": "mp3",
    "audio/wav": "pcm",
    "audio/aiff": "pcm",
    "audio/x-ms-wma": "wma",
    "audio/ogg": "ogg",
}
_CONTAINERS = {"audio/mp4": "mp4", "audio/wav": "wav", "audio/aiff": "aiff", "audio/mpeg": "mp3"}


def read(file: MediaFile) -> Found:
    """Read a file of any kind."""
    tag = _read(file)
    pairs: list[Pair] = []
    for ours, theirs in _OURS.items():
        pairs += meaning(ours, getattr(tag, theirs) or "")
    for name in _NUMBERS:
        pairs += meaning(name, str(getattr(tag, name) or ""))
    for name, values in tag.other.items():
        for value in values:
            pairs += said(name, value)
    return Found(_audio(tag), pairs, _pictures(tag.images))


def _read(file: MediaFile) -> TinyTag:
    stream = file.open()
    try:
        # Magic bytes, not the name, decide; pictures are read to learn whether there are any.
        tag = TinyTag.get(file_obj=stream, image=True)
    except UnsupportedFormatError:
        tag = _named(file, stream)
    except TinyTagException as error:
        # Its words may be those of a failed `unpack`, which say nothing to who has to do something.
        raise Damaged(f"{file.name} is damaged: it is not as its format demands.") from error
    if not (tag.duration or tag.samplerate or tag.channels):
        raise Damaged(f"{file.name} holds no sound that can be read.")
    return tag


def _named(file: MediaFile, stream: BinaryIO) -> TinyTag:
    """Read a file without the usual first bytes: MP3 after padding, MP4 without `ftyp`."""
    if not TinyTag.is_supported(file.name):
        raise NotAudio(f"{file.name} is not audio of a known kind.")
    stream.seek(0)
    try:
        return TinyTag.get(filename=file.name, file_obj=stream, image=True)
    except TinyTagException as error:
        raise NotAudio(f"{file.name} is not audio of a known kind.") from error


def _audio(tag: TinyTag) -> dict[str, Any]:
    mime, _, codecs = (tag.mime_type or "").partition(";")
    codec = codecs.partition('"')[2].rstrip('"') or _CODECS.get(mime, "")
    return {
        "container": _CONTAINERS.get(mime, mime.partition("/")[2]),
        "codec": "aac" if codec.startswith("mp4a") else codec,
        "duration_ms": round((tag.duration or 0) * 1000) or None,
        "sample_rate": tag.samplerate,
        "channels": tag.channels,
        "bit_depth": tag.bitdepth if tag.is_lossless else None,
        "bit_rate": round(tag.bitrate * 1000) if tag.bitrate else None,
        "lossless": bool(tag.is_lossless),
    }


def _pictures(images: Images) -> list[Picture]:
    return [
        Picture(kind, image.mime_type, len(image.data), partial(bytes, image.data))
        for kind, found in images.as_dict().items()
        for image in found
    ]
