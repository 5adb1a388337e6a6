"""Split files: `CD1` and `CD2`, the files of a DVD, discs in folders of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.names import suffix

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mediad_video.videos import Video

DISC_FOLDERS = frozenset((b"VIDEO_TS", b"BDMV", b"HVDVD_TS"))

_PART = re.compile(
    r"(?:^|[\s._(\[-]{1,4})(cd|dvd|dis[ck]|part|pt)[\s._-]?([1-9]\d?|[a-d])(?:\s?of\s?\d)?[)\]]?$", re.IGNORECASE
)
_COUNTED = re.compile(r"[\s._(\[-]{1,4}([1-9])\s?(?:of|von|из|sur|van)\s?[2-9][)\]]?(?=$|[\s._-])", re.IGNORECASE)
_PART_INSIDE = re.compile(r"[\s._(\[-]{1,4}(cd|dvd|dis[ck]|pt)[\s._-]?([1-9]\d?)[)\]]?(?=[\s._-])", re.IGNORECASE)
_LETTER = re.compile(r"[\s._-]([a-d])$", re.IGNORECASE)
_DOUBTFUL = frozenset(("part", "of", ""))
"""Words that titles have as well, and documentaries: `The River War 1of3` is an episode."""
_DISC_FILE = re.compile(r"vts_\d\d_\d", re.IGNORECASE)
_DISC_WORD = re.compile(r"[\s._-](?:cd|dvd|dis[ck]|bd)[\s._-]?[1-9]\d?$", re.IGNORECASE)
_DISC_FOLDER = re.compile(r"(?:.*[\s._-])?(?:cd|dvd|dis[ck]|bd)[\s._-]?([1-9]\d?)", re.IGNORECASE)


def part_of(text: str) -> tuple[str, str, int]:
    """Give what stands before a part's number, its word and its number; ("", "", 0) when it is whole."""
    if counted := _COUNTED.search(text):
        return text[: counted.start()] + text[counted.end() :], "of", int(counted[1])
    found = _PART.search(text)
    rest = ""
    if not found and (found := _PART_INSIDE.search(text)):
        rest = text[found.end() :]
    if not found and (letter := _LETTER.search(text)):
        return text[: letter.start()], "", _number(letter[1])
    if not found:
        return "", "", 0
    return text[: found.start()] + rest, found[1].lower(), _number(found[2])


def _number(printed: str) -> int:
    return int(printed) if printed.isdecimal() else ord(printed.lower()) - 96


def is_disc_file(text: str) -> bool:
    """Tell whether a file is a piece of a DVD, as `VTS_01_1`."""
    return bool(_DISC_FILE.fullmatch(text))


def disc_folder(name: str) -> int:
    """Give the number of a disc's folder, 0 for any other."""
    found = _DISC_FOLDER.fullmatch(name[:100])
    return int(found[1]) if found else 0


def before_disc(name: str) -> str:
    """Give what stands before the disc in the name of its folder: `Film (2009)` of `Film (2009) Disc 1`."""
    found = _DISC_WORD.search(name[:100])
    return name[: found.start()] if found else ""


def stack(videos: Sequence[Video], named: Callable[[str], bool] | None = None) -> list[list[Video]]:
    """Gather split files: one name but for `CD1`, `CD2`; every other video stands alone.

    Args:
        videos: The videos of one folder.
        named: Tells of what stands before `Part 2`, which may be nothing, whether it names a work or its folder does;
            else the part is of the title.
    """
    stacks: dict[tuple[str, str, bytes], list[Video]] = {}
    for video in videos:
        base, word, number = part_of(video.text)
        if number and ((word not in _DOUBTFUL and base) or (named and named(base))):
            video.part, video.base = number, base
            stacks.setdefault((base.lower(), word, suffix(video.name)), []).append(video)
    out: list[list[Video]] = []
    done: set[bytes] = set()
    for found in stacks.values():
        found.sort(key=lambda video: video.part)
        if len(found) > 1 and [video.part for video in found] == list(range(1, len(found) + 1)):
            out.append(found)
            done |= {video.name for video in found}
    for video in videos:
        if video.name not in done:
            if part_of(video.text)[1] in ("part", "pt", "of", ""):
                video.part, video.base = 0, ""
            out.append([video])
    return out
