"""Gives a file of the format that its name says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from accuracy.media.comics import comic
from accuracy.media.photos import photo
from accuracy.media.seeds import picture
from accuracy.media.sound import sound
from accuracy.media.texts import book, opf
from accuracy.media.video import image_of_disc, video

_KINDS: dict[str, str] = {
    "sound": "flac mp3 m4a m4b ogg oga opus wav",
    "video": "mkv mp4 m4v mov avi ts m2ts mts mpg mpeg vob wmv webm 3gp divx rmvb flv mk3d asf",
    "photo": "jpg jpeg png heic heif cr2 dng nef arw rw2 webp gif bmp tif tiff",
    "book": "epub mobi azw3 azw prc fb2 pdf txt",
    "comic": "cbz cbr cbt zip tar rar",
    "disc": "iso img",
}
_MAKERS: dict[str, Callable[[str, Mapping[str, Any], int], bytes]] = {
    "sound": sound,
    "video": lambda ending, facts, mark: video(ending, mark, str(facts.get("title", ""))),
    "photo": photo,
    "book": book,
    "comic": comic,
    "disc": lambda _ending, _facts, mark: image_of_disc(mark),
}
_OF_ENDING = {ending: _MAKERS[kind] for kind, endings in _KINDS.items() for ending in endings.split()}
_SUBTITLES = b"1\n00:00:00,000 --> 00:00:01,000\nHello\n"


def content(path: str, facts: Mapping[str, Any], mark: int) -> bytes:
    """Give the bytes of a file; whatever is no medium is a line of text."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _OF_ENDING.get(ending, _text)(ending, facts, mark)


def _text(ending: str, facts: Mapping[str, Any], mark: int) -> bytes:
    if ending in ("srt", "ass", "vtt", "sub"):
        return _SUBTITLES
    if ending == "opf":
        return opf(facts, mark).encode()
    if ending == "tbn":
        return picture(mark)
    return str(facts.get("text", f"{mark}\n")).encode()
