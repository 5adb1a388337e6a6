"""Clips of phones and cameras: when, where and with what they were taken; MP4, MOV and 3GP by boxes, AVI by RIFF."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos.boxes import Box, body, boxes, within
from mediad_plugin_photos.content import BIG, LITTLE
from mediad_xmp import moment

if TYPE_CHECKING:
    from mediad_plugin_photos.content import Content

MAX_KEYS = 200
MAX_TEXT = 1000
_EPOCH = dt.datetime(1904, 1, 1)  # noqa: DTZ001  # of QuickTime; the value is UTC by the book
_APPLE = "com.apple.quicktime."
_KEYS = {
    f"{_APPLE}creationdate": "created",
    f"{_APPLE}location.ISO6709": "place",
    f"{_APPLE}make": "make",
    f"{_APPLE}model": "model",
    f"{_APPLE}software": "software",
    f"{_APPLE}content.identifier": "live",
    f"{_APPLE}title": "title",
    f"{_APPLE}description": "description",
    "com.android.version": "",
}
_ATOMS = {b"\xa9xyz": "place", b"\xa9mak": "make", b"\xa9mod": "model", b"\xa9nam": "title", b"\xa9day": "created"}
_POINT = re.compile(r"([+-]\d{1,3}(?:\.\d{1,8})?)([+-]\d{1,3}(?:\.\d{1,8})?)(?:([+-]\d{1,6}(?:\.\d{1,8})?))?")
_CODECS = {b"avc1": "h264", b"avc3": "h264", b"hvc1": "hevc", b"hev1": "hevc", b"mp4v": "mpeg4", b"jpeg": "mjpeg"}
_CODECS |= {b"apcn": "prores", b"apch": "prores", b"av01": "av1", b"s263": "h263", b"mjpa": "mjpeg"}
_QUARTERS = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}
_MONTHS = {
    name: at
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_WRITTEN = re.compile(r"\w{3} +(\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})")


def of_boxes(content: Content) -> dict[str, Any]:
    """Read a movie's head and its first picture track."""
    movie = next((each for each in boxes(content) if each.kind == b"moov"), None)
    parts = within(content, movie)
    out: dict[str, Any] = _head(body(content, parts.get(b"mvhd")))
    for each in boxes(content, movie.at, movie.end) if movie else ():
        if each.kind == b"trak":
            out |= {name: value for name, value in _track(content, each).items() if name not in out}
    said = _atoms(content, parts.get(b"udta")) | _named(content, parts.get(b"meta"))
    return out | _told(said)


def _head(data: bytes) -> dict[str, Any]:
    if len(data) < 32:  # noqa: PLR2004  # the longer of both versions, up to the duration
        return {}
    if data[0]:
        created, scale, length = BIG.quad(data, 4)[0], BIG.long(data, 20)[0], BIG.quad(data, 24)[0]
    else:
        created, scale, length = (BIG.long(data, at)[0] for at in (4, 12, 16))
    out: dict[str, Any] = {"duration_ms": length * 1000 // scale} if scale and 0 < length < scale * 10**6 else {}
    if 0 < created < 1 << 33:
        out["taken_utc"] = (_EPOCH + dt.timedelta(seconds=created)).isoformat()
    return out


def _track(content: Content, track: Box) -> dict[str, Any]:
    parts = within(content, track)
    media = within(content, parts.get(b"mdia"))
    if body(content, media.get(b"hdlr"))[8:12] != b"vide":
        return {}
    head = body(content, parts.get(b"tkhd"))
    table = within(content, within(content, media.get(b"minf")).get(b"stbl"))
    entry = content.piece(table[b"stsd"].at + 8, 40) if b"stsd" in table else b""
    out: dict[str, Any] = {}
    if len(entry) == 40:  # noqa: PLR2004  # up to width and height
        out = {"width": BIG.short(entry, 32)[0], "height": BIG.short(entry, 34)[0]}
        out["codec"] = _CODECS.get(entry[4:8], entry[4:8].decode("latin-1").strip("\0 "))
    matrix = 52 if head[:1] == b"\1" else 40
    if len(head) >= matrix + 8:
        out["rotation"] = _rotation(head[matrix : matrix + 8])
    return out


def _rotation(matrix: bytes) -> int:
    across, down = (int.from_bytes(matrix[at : at + 4], "big", signed=True) for at in (0, 4))
    return _QUARTERS.get(((across > 0) - (across < 0), (down > 0) - (down < 0)), 0)


def _atoms(content: Content, box: Box | None) -> dict[str, str]:
    out = {}
    for each in boxes(content, box.at, box.end) if box else ():
        if each.kind in _ATOMS and each.end - each.at > 4:  # noqa: PLR2004  # a length and a language
            out[_ATOMS[each.kind]] = _text(content.piece(each.at + 4, min(each.end - each.at - 4, MAX_TEXT)))
    return out


def _named(content: Content, box: Box | None) -> dict[str, str]:
    """Read the keys and values of `meta`, which QuickTime writes without a version in front."""
    if box is None:
        return {}
    parts = within(content, box, 0 if content.piece(box.at + 4, 4) == b"hdlr" else 4)
    keys: list[str] = []
    at = 8
    listed = body(content, parts.get(b"keys"))[: MAX_KEYS * 100]
    while at + 8 <= len(listed) and len(keys) < MAX_KEYS:
        size = max(BIG.long(listed, at)[0], 8)
        keys.append(listed[at + 8 : at + size].decode("utf-8", "replace"))
        at += size
    values = parts.get(b"ilst")
    out = {}
    for each in boxes(content, values.at, values.end) if values else ():
        index = BIG.long(each.kind)[0]
        name = _KEYS.get(keys[index - 1], "") if 0 < index <= len(keys) else ""
        data = within(content, each).get(b"data")
        if name and data:
            out[name] = _text(content.piece(data.at + 8, min(data.end - data.at - 8, MAX_TEXT)))
    return out


def _told(said: dict[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {
        name: said[name] for name in ("make", "model", "software", "live", "title", "description") if said.get(name)
    }
    if (at := moment(said.get("created", ""))) and "T" in at["value"]:
        out["taken"] = at["value"]
        out |= {f"taken_{part}": at[part] for part in ("subsecond", "offset") if at.get(part)}
    if found := _POINT.match(said.get("place", "")):
        out["gps"] = {"latitude": float(found[1]), "longitude": float(found[2])}
        if found[3]:
            out["gps"]["altitude"] = float(found[3])
    return out


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").partition("\0")[0].strip()


def of_riff(content: Content) -> dict[str, Any]:
    """Read the head of an AVI: size, length, and the time where a camera wrote one."""
    head = content.piece(0, 64 << 10)
    out: dict[str, Any] = {}
    at = head.find(b"avih")
    if at >= 0 and len(head) >= at + 48:
        step, frames = LITTLE.long(head, at + 8)[0], LITTLE.long(head, at + 24)[0]
        out = {"width": LITTLE.long(head, at + 40)[0], "height": LITTLE.long(head, at + 44)[0]}
        if step and frames:
            out["duration_ms"] = step * frames // 1000
    if (at := head.find(b"IDIT")) >= 0:
        text = head[at + 8 : at + 40].decode("latin-1").strip("\0\n ")
        if found := _WRITTEN.match(text):
            told = f"{found[4]}-{_MONTHS.get(found[1].lower(), 0):02d}-{int(found[2]):02d}T{found[3]}"
        else:
            told = text
        if value := moment(told).get("value"):
            out["taken"] = value
    return out
