"""A playlist of a Blu-ray disc (`PLAYLIST/00800.mpls`): its clips, streams with their languages, and chapters.

The format is not published; its layout is as en.wikibooks.org/wiki/User:Bdinfo/mpls and libbluray's `mpls_parse.c`
describe it. Times on disc count 45,000 a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import error as struct_error
from struct import unpack_from
from typing import TYPE_CHECKING, Any

from mediad_video import languages
from mediad_video.probe.names import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Iterator

TICKS = 45
"""Of a millisecond."""
MAX_ITEMS, MAX_MARKS = 2000, 500
_CHAPTER = 1
_SEVERAL_ANGLES = 0x10
_NO_WORD = frozenset(("und", "mis", "zxx", "mul", ""))
_CODECS = {
    0x01: ("video", "mpeg1video"),
    0x02: ("video", "mpeg2video"),
    0x1B: ("video", "h264"),
    0x24: ("video", "hevc"),
    0xEA: ("video", "vc1"),
    0x03: ("audio", "mp2"),
    0x04: ("audio", "mp2"),
    0x80: ("audio", "pcm_bluray"),
    0x81: ("audio", "ac3"),
    0x82: ("audio", "dts"),
    0x83: ("audio", "truehd"),
    0x84: ("audio", "eac3"),
    0x85: ("audio", "dts"),
    0x86: ("audio", "dts"),
    0xA1: ("audio", "eac3"),
    0xA2: ("audio", "dts"),
    0x90: ("subtitle", "hdmv_pgs_subtitle"),
    0x92: ("subtitle", "hdmv_text_subtitle"),
}
_DTS_HD = frozenset((0x85, 0x86))
_TEXT = 0x92
_SIZES = {
    1: (720, 480),
    2: (720, 576),
    3: (720, 480),
    4: (1920, 1080),
    5: (1280, 720),
    6: (1920, 1080),
    7: (720, 576),
    8: (3840, 2160),
}
_INTERLACED = frozenset((1, 2, 4))
_RATES = {1: 23.976, 2: 24.0, 3: 25.0, 4: 29.97, 6: 50.0, 7: 59.94}
_CHANNELS = {1: 1, 3: 2}
_SAMPLED = {1: 48000, 4: 96000, 5: 192000, 12: 192000, 14: 96000}


@dataclass(frozen=True, slots=True)
class Playlist:
    """What one playlist plays.

    Attributes:
        items: Clip (`00001`), its begin and its end in ticks, in order.
        streams: Facts of each stream that can be chosen, with the `pid` that it has in the clips.
        chapters: Milliseconds since the playlist's begin.
    """

    items: tuple[tuple[str, int, int], ...]
    streams: tuple[dict[str, Any], ...]
    chapters: tuple[int, ...]

    @property
    def length(self) -> int:
        """Milliseconds."""
        return sum(end - begin for _, begin, end in self.items) // TICKS

    @property
    def clips(self) -> frozenset[str]:
        """The clips that it plays, however often."""
        return frozenset(clip for clip, _, _ in self.items)


def read(data: bytes) -> Playlist | None:
    """Read a playlist; None where it is none, or lies about where its parts are."""
    if not data.startswith(b"MPLS"):
        return None
    try:
        start, marks = unpack_from(">II", data, 8)
        places = list(_places(data, start))
        items = tuple(_item(data, at) for at in places)
        streams = tuple(_streams(data, places[0])) if places else ()
        chapters = tuple(_chapters(data, marks, items))
    except (struct_error, IndexError):
        return None
    return Playlist(items, streams, chapters) if items else None


def _places(data: bytes, start: int) -> Iterator[int]:
    """Give where each item begins, behind its own length."""
    (count,) = unpack_from(">H", data, start + 6)
    at = start + 10
    for _ in range(min(count, MAX_ITEMS)):
        yield at + 2
        at += 2 + unpack_from(">H", data, at)[0]


def _item(data: bytes, at: int) -> tuple[str, int, int]:
    begin, end = unpack_from(">II", data, at + 12)
    return data[at : at + 5].decode("latin-1"), begin, max(begin, end)


def _chapters(data: bytes, at: int, items: tuple[tuple[str, int, int], ...]) -> Iterator[int]:
    """Give the marks that begin chapters; each names its item, and a time of that item's clip."""
    begins = [0]
    for _, begin, end in items:
        begins.append(begins[-1] + end - begin)
    for number in range(min(unpack_from(">H", data, at + 4)[0], MAX_MARKS)):
        kind, item, time = unpack_from(">xBHI", data, at + 6 + 14 * number)
        if kind == _CHAPTER and item < len(items):
            yield (begins[item] + max(0, time - items[item][1])) // TICKS


def _streams(data: bytes, item: int) -> Iterator[dict[str, Any]]:
    """Give picture, sound and subtitles of an item; menus and what is played in a corner are left out."""
    at = item + 32
    if data[item + 10] & _SEVERAL_ANGLES:
        at += 2 + 10 * (max(data[at], 1) - 1)
    wanted = sum(unpack_from(">3B", data, at + 4))
    at += 16
    for _ in range(wanted):
        entry = at + 1
        at = entry + data[at]
        attributes = at + 1
        at = attributes + data[at]
        if found := _stream(data, attributes):
            yield {"pid": _pid(data, entry), **found}


def _pid(data: bytes, entry: int) -> int:
    place = {1: 1, 2: 3, 3: 2, 4: 3}.get(data[entry], 1)  # behind the ids of a sub-path and of its clip
    return int(unpack_from(">H", data, entry + place)[0])


def _stream(data: bytes, at: int) -> dict[str, Any]:
    kind, codec = _CODECS.get(data[at], ("", ""))
    form, rate = data[at + 1] >> 4, data[at + 1] & 15
    found: dict[str, Any] = {"type": kind, "codec": codec}
    if kind == "video":
        width, height = _SIZES.get(form, (0, 0))
        scan = "interlaced" if form in _INTERLACED else ""
        found |= {"width": width, "height": height, "fps": _RATES.get(rate), "scan": scan}
    elif kind == "audio":
        channels = _CHANNELS.get(form, 0)
        found |= {"channels": channels, "layout": LAYOUTS.get(channels), "sample_rate": _SAMPLED.get(rate)}
        found |= {"dts_hd": data[at] in _DTS_HD, "language": _language(data, at + 2)}
    elif kind:
        found["language"] = _language(data, at + 2 if data[at] == _TEXT else at + 1)
    return {name: value for name, value in found.items() if value}


def _language(data: bytes, at: int) -> str:
    word = data[at : at + 3].decode("latin-1").lower()
    if word in _NO_WORD or not (word.isascii() and word.isalpha()):
        return ""
    return languages.code(word) or word
