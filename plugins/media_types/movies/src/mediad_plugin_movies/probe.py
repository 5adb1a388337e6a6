"""Streams, chapters and the container of a video, read in process by libmediainfo from an open file.

The library is handed bytes, never a path, so it opens nothing by itself; it must still run in a process that may die.
Where it cannot be loaded, ffprobe is started with one local file, few formats and no protocol but `file`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from mediad_plugin_movies import mediainfo
from mediad_plugin_movies.errors import NotVideo, Truncated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

# A quarter of the default: enough for every fact that is kept.
SPEED = 0.25
CHUNK = 256 * 1024


@cache
def _library() -> Any:
    try:
        from pymediainfo import MediaInfo  # noqa: PLC0415  # loads a C library of 9 MB
    except ImportError:
        return None
    return MediaInfo if MediaInfo.can_parse() else None


def read(file: MediaFile) -> Mapping[str, Any]:
    """Read one video; raises `NotVideo` or `Truncated`."""
    library = _library()
    if library is None:
        from mediad_plugin_movies import ffprobe  # noqa: PLC0415  # only where there is no library

        facts = ffprobe.read(file)
    else:
        text = library.parse(file.open(), output="JSON", parse_speed=SPEED, full=False, buffer_size=CHUNK)
        facts = mediainfo.facts(json.loads(text))
    if not any(stream["type"] == "video" and not stream.get("picture") for stream in facts["streams"]):
        if facts.get("truncated"):
            raise Truncated(f"{file.name} ends before its picture begins.")
        raise NotVideo(f"{file.name} holds no picture that can be read.")
    return facts
