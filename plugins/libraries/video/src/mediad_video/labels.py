"""What people read of an edition: its cut, its owner's word for it, and its quality; the picture knows it best."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.names import suffix
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_video.videos import Video

_CLASSES = ((4000, 4320), (2200, 2160), (1300, 1440), (930, 1080), (600, 720), (500, 576), (300, 480))
_WIDTHS = ((7000, 4320), (3600, 2160), (2300, 1440), (1700, 1080), (1100, 720), (760, 576), (600, 480))
_SOURCES = {"bluray": "Blu-ray", "dvd": "DVD", "web-dl": "WEB", "webrip": "WEBRip", "tv": "TV", "cam": "Cam"}
_POINTERS = {"strm": "Link", "disc": "Disc on a shelf"}
_QUALITY = re.compile(
    r"(?<![^\W_])(?:\d{3,4}[pi]|[48]k|uhd|fhd|hd|sd|hdr(?:10)?\+?|sdr|dv|dolby[ .]?vision)(?![^\W_])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")


def label(video: Video, quality: Sequence[str]) -> str:
    """Write the label of an edition whose first file this is; where nothing tells its quality, its form does."""
    cut = video.words.edition
    own = "" if cut else without_quality(video.label)
    named = named_otherwise(video)
    told = [cut, own, *(word for word in quality if _bare(word) not in _bare(own)), f"named {named}" if named else ""]
    return " · ".join(filter(None, told)) or video.label or _form(video)


def without_quality(text: str) -> str:
    """Give what a label says beyond the quality, which is said anyway and as the picture has it."""
    return " ".join(_QUALITY.sub(" ", text).split()).strip(" -_.,+")


def quality(video: Video) -> list[str]:
    """Give the words of a quality; the name speaks only of what no picture tells."""
    words, picture = video.words, video.picture
    out = [resolution(video) or words.resolution]
    out += picture.get("hdr", ()) if picture else words.hdr
    out.append("3D" if words.three_d or picture.get("three_d") else "")
    out.append(_SOURCES.get(words.source, ""))
    out.append("remux" if words.remux else "")
    if video.folder:
        out.append({b"BDMV": "Blu-ray disc"}.get(video.name.upper(), "DVD"))
    elif video.facts.get("container") == "iso":
        out.append("disc image")
    return [word for word in out if word]


def resolution(video: Video) -> str:
    """Name the class that a picture's size is of, or its lines where it is smaller than any; "" without a picture."""
    width, height = video.picture.get("width", 0), video.picture.get("height", 0)
    by_height = next((name for least, name in _CLASSES if height >= least), 0)
    by_width = next((name for least, name in _WIDTHS if width >= least), 0)
    lines = max(by_height, by_width) or height
    return f"{lines}p" if lines else ""


def named_otherwise(video: Video) -> str:
    """Give the resolution that a name promises and the picture does not keep: it tells the file from others."""
    named, seen = video.words.resolution, resolution(video)
    return named if named and seen and int(named[:-1]) > int(seen[:-1]) else ""


def _bare(text: str) -> str:
    return "".join(_WORD.findall(fold(text)))


def _form(video: Video) -> str:
    pointer = str(video.facts.get("pointer", ""))
    return _POINTERS.get(pointer) or suffix(video.name).decode("ascii", "replace").upper()
