"""Episodes that are split over several files: `S01E01 part 1`, `S01E01a`, `1x01.1` and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_names import read
from mediad_video import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_video.videos import Video

_HALF = re.compile(r"((?:s\d{1,2}[ ._-]?e|(?<!\d)\d{1,2}x)\d{1,3})(?:([a-d])(?![^\W_])|\.([1-4])$)", re.IGNORECASE)
_MARKS = ("abcd", "1234")


def gather(videos: Sequence[Video]) -> list[list[Video]]:
    """Gather the videos that are parts of one episode; every other stands alone."""
    halves = _halves(videos)
    done = {video.name for some in halves for video in some}
    return [*halves, *parts.stack([video for video in videos if video.name not in done], _is_counted)]


def _halves(videos: Sequence[Video]) -> list[list[Video]]:
    found: dict[str, dict[str, Video]] = {}
    for video in videos:
        if half := _HALF.search(video.text):
            found.setdefault(half[1].lower(), {}).setdefault((half[2] or half[3]).lower(), video)
    out = []
    for halves in found.values():
        marks = "".join(sorted(halves))
        if len(marks) > 1 and any(each.startswith(marks) for each in _MARKS):
            for mark, video in halves.items():
                video.part, video.base = marks.index(mark) + 1, _HALF.sub(r"\1", video.text)
            out.append(sorted(halves.values(), key=lambda video: video.part))
    return out


def _is_counted(text: str) -> bool:
    said = read(text, "tv")
    return said.get("episodes") is not None and "episodes" not in said.implied
