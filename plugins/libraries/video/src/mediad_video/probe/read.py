"""Streams, chapters and the container of a video, read in process by libmediainfo from an open file.

The library is handed bytes, never a path, so it opens nothing by itself; it must still run in a process that may die.
Where it cannot be loaded, or does not find all of a picture, ffprobe is started with one local file, few formats and no
protocol but `file`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from mediad_video.errors import NotVideo, Truncated
from mediad_video.probe import boxes, codecs, ffprobe, matroska, mediainfo, mkvchapters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

# Half of the default: enough for every fact that is kept.
SPEED = 0.25
# Bytes that are handed over at once. The library goes back for what it left out, but never in the file's last bytes:
# a short file is handed over in parts as well.
CHUNK, PARTS = 256 * 1024, 4
# What a video begins with. The library reads a hundred formats, pictures and archives too, and some of those can be
# made to cost seconds and gigabytes; it never sees them.
_MAGIC = (
    b"\x1aE\xdf\xa3",
    b"RIFF",
    b"FLV\x01",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"OggS",
    b".RMF",
    b"\xb7\xd8\x00\x20\x37\x49\xda\x11",
    b"\x00\x00\x01\xba",
    b"\x00\x00\x01\xb3",
    b"\x00\x00\x00\x01",
    b"\x00\x00\x01\x00",
)
_CHECKS = {
    **dict.fromkeys(("matroska", "webm"), matroska.ends_early),
    **dict.fromkeys(("mp4", "mov"), boxes.ends_early),
}
_PACKETS = (188, 192, 204)
_WANTED = {"video": ("width", "height", "fps", "bit_depth"), "audio": ("channels", "sample_rate")}
SYNC = 0x47
HEAD = 4096


@cache
def _library() -> Any:
    try:
        from pymediainfo import MediaInfo  # noqa: PLC0415  # loads a C library of 9 MB
    except ImportError:
        return None
    return MediaInfo if MediaInfo.can_parse() else None


def read(file: MediaFile) -> Mapping[str, Any]:
    """Read one video; raises `NotVideo` or `Truncated`."""
    if not _is_video(file.open().read(HEAD)):
        raise NotVideo(f"{file.name} does not begin like a video of a known kind.")
    library = _library()
    facts = _asked(library, file) if library else {}
    if facts.get("truncated") and (check := _CHECKS.get(facts.get("container", ""))) and not check(file.open()):
        del facts["truncated"]  # the library says so of bytes behind the end, too
    if not _pictures(facts) or not all(map(_is_whole, facts["streams"])):
        facts = _completed(file, facts)
    if not _pictures(facts):
        if not facts.get("streams"):
            raise NotVideo(f"{file.name} holds no picture that can be read.")
        facts |= {"error": NotVideo.code, "reason": f"{file.name} holds no picture, only sound or text."}
    if facts.get("container") in ("matroska", "webm"):
        _complete_matroska(facts, matroska.head(file.open()))
    if length := facts.get("duration_ms"):
        facts["bit_rate"] = file.size * 8000 // length
    return facts


def _asked(library: Any, file: MediaFile) -> dict[str, Any]:
    size = min(CHUNK, max(HEAD, file.size // PARTS))
    text = library.parse(file.open(), output="JSON", parse_speed=SPEED, full=False, buffer_size=size)
    return mediainfo.facts(json.loads(text))


def _complete_matroska(facts: dict[str, Any], head: Mapping[int, bytes]) -> None:
    """Add what the library does not tell of a Matroska file, or not rightly."""
    _flag(facts["streams"], matroska.flags(head.get(matroska.TRACKS, b"")))
    if chapters := mkvchapters.chapters(head.get(matroska.CHAPTERS, b"")):
        facts["chapters"] = chapters


def _flag(streams: list[dict[str, Any]], tracks: list[tuple[str, frozenset[str]]]) -> None:
    """Add the flags of tracks to their streams, which are in the same order."""
    found = [track for track in tracks if track[0]]
    own = [stream for stream in streams if not stream.get("picture")]
    if [kind for kind, _ in found] == [stream["type"] for stream in own]:
        for stream, (_, said) in zip(own, found, strict=True):
            stream.update(dict.fromkeys(sorted(said), True))


def _pictures(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [stream for stream in facts.get("streams", ()) if stream["type"] == "video" and not stream.get("picture")]


def _is_whole(stream: Mapping[str, Any]) -> bool:
    """Tell whether of a stream all is known that every such stream has."""
    if stream["type"] == "subtitle" or stream.get("picture"):
        return True
    return codecs.is_known(stream["codec"]) and all(stream.get(name) for name in _WANTED[stream["type"]])


def _completed(file: MediaFile, facts: dict[str, Any]) -> dict[str, Any]:
    """Ask ffprobe for what the library did not find; what it did find stays."""
    try:
        second = ffprobe.read(file)
    except NotVideo as error:
        if _pictures(facts):
            return facts
        if facts.get("truncated"):
            raise Truncated(f"{file.name} ends before its picture begins.") from error
        raise
    first = facts.get("streams", [])
    if [stream["type"] for stream in first] == [stream["type"] for stream in second["streams"]]:
        second["streams"] = [_joined(stream, more) for more, stream in zip(second["streams"], first, strict=True)]
        return {**second, **facts, "streams": second["streams"]}
    return {**second, **({"truncated": True} if facts.get("truncated") else {})}


def _joined(stream: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Join what both found of a stream; how a codec is called that only one knows, that one knows."""
    unknown = {} if codecs.is_known(stream["codec"]) else {"codec": more["codec"] or stream["codec"]}
    return {**more, **stream, **unknown}


def _is_video(head: bytes) -> bool:
    return head.startswith(_MAGIC) or head[4:8] in boxes.NAMES or any(_is_transport(head, size) for size in _PACKETS)


def _is_transport(head: bytes, size: int) -> bool:
    """Find four packets of a transport stream in a row; recordings may begin in the middle of one."""
    first = head.find(SYNC)
    while 0 <= first < len(head) - 3 * size:
        if head[first : first + 3 * size + 1 : size] == bytes([SYNC] * 4):
            return True
        first = head.find(SYNC, first + 1)
    return False
