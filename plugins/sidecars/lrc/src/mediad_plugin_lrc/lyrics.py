"""Lyrics of a file beside a song: what is sung, line by line, with the times of lines that have one.

LRC is text: `[mm:ss.xx]` before a line, several before a refrain, `[ti:]` and other words of the file about itself,
`[offset:]` in milliseconds by which everything comes sooner, and in later dialects `<mm:ss.xx>` before single words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_audio.meaning import lrc_time
from mediad_audio.script import text_of
from mediad_plugin_lrc.errors import BadSidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediad_sdk.values.media import MediaFile

MAX_SIZE, MAX_LINES, MAX_LINE = 1 << 20, 5000, 1000
_STAMP = re.compile(r"\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]\s?", re.ASCII)
_WORD = re.compile(r"<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>\s?", re.ASCII)
_OWN = re.compile(r"\[([a-zA-Z#][a-zA-Z_]{0,20}):([^\]]{0,500})\]")
_OFFSET = re.compile(r"[+-]?\d{1,7}", re.ASCII)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")


def read(file: MediaFile) -> Mapping[str, Any]:
    """Read what the file says of its song.

    Raises:
        BadSidecar: It is no text, or too long for one.
    """
    lyrics = _lyrics(_text(file.name, file.open().read(MAX_SIZE + 1)))
    return {"lyrics": lyrics} if lyrics else {}


def write(fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write the lyrics into what is there; the same bytes where it says them, or where none are known.

    Raises:
        BadSidecar: What is there is no text, and would be lost.
    """
    lyrics = fields.get("lyrics")
    wanted = _lyrics(lyrics) if isinstance(lyrics, str) else ""
    there = _text("The file", before)
    if not wanted or wanted == _lyrics(there):
        return before
    # Times are written as they are meant, so that an offset would shift them twice.
    own = [line for line in there.split("\n") if (found := _OWN.fullmatch(line.strip())) and found[1] != "offset"]
    return "".join(f"{line}\n" for line in (*own, *wanted.split("\n"))).encode()


def _text(name: str, data: bytes) -> str:
    if len(data) > MAX_SIZE:
        raise BadSidecar(f"{name} is longer than the lyrics of any song.")
    text = text_of(data).replace("\r\n", "\n").replace("\r", "\n")
    if _NO_TEXT.search(text):
        raise BadSidecar(f"{name} is no text.")
    return text


def _lyrics(text: str) -> str:
    """Give the lines as they are sung: those with times in their order, or all as they stand."""
    lines = [line[:MAX_LINE].strip() for line in text.split("\n")[:MAX_LINES]]
    shift = next((int(found[2]) for line in lines if (found := _OWN.fullmatch(line)) and _is_offset(found)), 0)
    timed = sorted(pair for line in lines for pair in _timed(line, shift))
    if timed:
        return "\n".join(f"{lrc_time(time)}{words}" for time, words in timed[:MAX_LINES])
    return "\n".join(line for line in lines if not _OWN.fullmatch(line)).strip("\n")


def _is_offset(own: re.Match[str]) -> bool:
    return own[1].lower() == "offset" and _OFFSET.fullmatch(own[2].strip()) is not None


def _timed(line: str, shift: int) -> Iterator[tuple[int, str]]:
    """Give a line at each of the times before it, in milliseconds."""
    at, times = 0, []
    while found := _STAMP.match(line, at):
        minutes, seconds, fraction = found.groups()
        times.append((int(minutes) * 60 + int(seconds)) * 1000 + int((fraction or "0").ljust(3, "0")))
        at = found.end()
    words = _WORD.sub("", line[at:]).strip()
    return ((max(0, time - shift), words) for time in times)
