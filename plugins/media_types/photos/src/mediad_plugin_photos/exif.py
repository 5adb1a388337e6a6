"""EXIF 3.0 and GPS out of TIFF directories: what a camera says of a shot, under names of our own.

Numbers are in the units of EXIF: seconds, millimetres, metres; degrees are signed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos import makers
from mediad_plugin_photos.content import Content
from mediad_plugin_photos.tiff import MAX_TEXT, Tiff
from mediad_xmp import offset, stamp

if TYPE_CHECKING:
    from mediad_plugin_photos.tiff import Directory

EXIF, GPS, MAKER_NOTE = 0x8769, 0x8825, 0x927C
XMP, IPTC, ICC, PHOTOSHOP = 0x02BC, 0x83BB, 0x8773, 0x8649
_TEXTS = {
    0x010E: "description",
    0x010F: "make",
    0x0110: "model",
    0x0131: "software",
    0x013B: "artist",
    0x8298: "copyright",
}
_DATES = {0x0132: "modified", 0x9003: "taken", 0x9004: "digitized"}
_SUBSECONDS = {0x9290: "modified", 0x9291: "taken", 0x9292: "digitized"}
_OFFSETS = {0x9010: "modified", 0x9011: "taken", 0x9012: "digitized"}
_NUMBERS = {
    0x829A: "exposure_time",
    0x829D: "f_number",
    0x9204: "exposure_bias",
    0x920A: "focal_length",
    0xA405: "focal_length_35",
    0x9209: "flash",
    0xA001: "color_space",
    0xA404: "zoom",
}
_SPEEDS = (0x8827, 0x8833, 0x8831, 0x8832)
"""Where cameras write the speed; the first one holds no more than 65535."""
_WIDE = 65535
_WINDOWS = {0x9C9B: "title", 0x9C9C: "comment", 0x9C9D: "author", 0x9C9E: "keywords", 0x9C9F: "subject"}
_COMMENT_CODES = {b"ASCII\0\0\0": "utf-8", b"UNICODE\0": "utf-16", b"\0\0\0\0\0\0\0\0": "utf-8"}
_MOST_DEGREES, _HALF_CIRCLE = 90, 180


def read(data: bytes) -> dict[str, Any]:
    """Read a block of EXIF as pictures of other formats carry it."""
    return of_tiff(Tiff(Content.of(data)))


def of_tiff(tiff: Tiff) -> dict[str, Any]:
    """Read the first directory and what it leads to."""
    first = tiff.directory(tiff.first)
    return {} if first is None else of_directories(tiff, first)


def of_directories(tiff: Tiff, first: Directory, shot: Directory | None = None) -> dict[str, Any]:
    """Read a first directory, and that of the shot where it lies elsewhere, as in CR3."""
    out = camera(first)
    shot = shot or tiff.directory(first.whole(EXIF))
    if shot:
        out |= exposure(shot)
        note = shot.entries.get(MAKER_NOTE) if str(out.get("make", "")).startswith("Canon") else None
        if note and "iso" not in out and (speed := makers.canon_speed(tiff, note)):
            out["iso"] = speed
    if place := tiff.directory(first.whole(GPS)):
        out |= position(place)
    return out


def camera(first: Directory) -> dict[str, Any]:
    """Read what the first directory says: who took it with what, which way up."""
    out: dict[str, Any] = {name: text for tag, name in _TEXTS.items() if (text := first.text(tag).strip())}
    for tag, name in _WINDOWS.items():
        if text := first.data(tag)[:MAX_TEXT].decode("utf-16-le", "replace").partition("\0")[0].strip():
            out.setdefault("windows", {})[name] = text
    if 1 <= (turned := first.whole(0x0112)) <= 8:  # noqa: PLR2004  # the eight ways to hold a camera
        out["orientation"] = turned
    if stars := first.whole(0x4746):
        out["rating"] = min(stars, 5)
    return out | exposure(first)


def exposure(shot: Directory) -> dict[str, Any]:
    """Read what a directory says of the shot: when, how long, how wide."""
    out: dict[str, Any] = _dates(shot)
    for tag, name in _NUMBERS.items():
        if (number := shot.number(tag)) is not None and math.isfinite(number):
            out[name] = _plain(number)
    if shot.data(MAKER_NOTE, len(makers.APPLE)) == makers.APPLE:
        out["note"] = shot.data(MAKER_NOTE)
    said = {"iso": _speed(shot), "lens": shot.text(0xA434).strip(), "comment": _comment(shot.data(0x9286, MAX_TEXT))}
    out |= {name: value for name, value in said.items() if value}
    width, height = shot.whole(0xA002), shot.whole(0xA003)
    return out | ({"exif_width": width, "exif_height": height} if width > 0 and height > 0 else {})


def _dates(shot: Directory) -> dict[str, Any]:
    """Read each time with its digits behind the second and its distance from UTC."""
    out: dict[str, Any] = {name: value for tag, name in _DATES.items() if (value := stamp(shot.text(tag)))}
    for tag, name in _SUBSECONDS.items():
        if (digits := shot.text(tag).strip()).isdecimal() and len(digits) <= 9:  # noqa: PLR2004  # nanoseconds
            out[f"{name}_subsecond"] = digits
    for tag, name in _OFFSETS.items():
        if value := offset(shot.text(tag)):
            out[f"{name}_offset"] = value
    return out


def _speed(shot: Directory) -> float | None:
    found = [number for tag in _SPEEDS if (number := shot.number(tag))]
    if found and found[0] == _WIDE:
        return _plain(max(found))
    return _plain(found[0]) if found else None


def _comment(data: bytes) -> str:
    code = _COMMENT_CODES.get(data[:8])
    if code is None:
        return ""
    text = data[8:]
    if code == "utf-16" and not text.startswith((b"\xff\xfe", b"\xfe\xff")):
        code = "utf-16-be" if text[:1] == b"\0" else "utf-16-le"
    return text.decode(code, "replace").partition("\0")[0].strip()


def position(place: Directory) -> dict[str, Any]:
    """Read the directory of GPS: degrees, metres, and the time in UTC that satellites tell."""
    gps: dict[str, Any] = {}
    latitude = _degrees(place.numbers(2), place.text(1), "S", _MOST_DEGREES)
    longitude = _degrees(place.numbers(4), place.text(3), "W", _HALF_CIRCLE)
    if latitude is not None and longitude is not None and (latitude or longitude):
        gps |= {"latitude": latitude, "longitude": longitude}
    if (height := place.number(6)) is not None and math.isfinite(height):
        gps["altitude"] = -height if place.whole(5) == 1 else height
    if (ahead := place.number(17)) is not None:
        gps["direction"] = ahead
    clock, day = place.numbers(7), stamp(place.text(29))
    if len(clock) == 3 and day and clock[0] < 24 and clock[1] < 60 and clock[2] < 61:  # noqa: PLR2004  # h, min, s
        gps["time"] = f"{day[:10]}T{int(clock[0]):02d}:{int(clock[1]):02d}:{int(clock[2]):02d}"
    return {"gps": gps} if gps else {}


def _degrees(values: list[float], side: str, other: str, most: int) -> float | None:
    if not values or any(not math.isfinite(value) for value in values):
        return None
    degrees: float = sum(value / 60.0**at for at, value in enumerate(values[:3]))
    if degrees > most:
        return None
    return round(-degrees if side.strip().upper().startswith(other) else degrees, 8)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else round(number, 10)
