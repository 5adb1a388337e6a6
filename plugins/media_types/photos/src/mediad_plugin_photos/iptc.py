"""IPTC IIM 4.2 as agencies and older programs write it, alone or inside Photoshop's resources."""

from __future__ import annotations

from typing import Any

from mediad_plugin_photos.content import BIG
from mediad_xmp import offset, stamp

MAX_DATASETS = 2000
_BLOCK = b"8BIM"
_IIM = 0x0404
_TEXTS = {5: "title", 105: "headline", 120: "description", 116: "copyright", 90: "city", 95: "state", 101: "country"}
_TEXTS |= {92: "sublocation"}
_LISTS = {25: "keywords", 80: "creators"}
_DAY, _CLOCK = 55, 60
_UTF8 = b"\x1b%G"
_EXTENDED = 0x8000


def of_photoshop(data: bytes) -> bytes:
    """Find IPTC among the resources of Photoshop."""
    at = 0
    while data[at : at + 4] == _BLOCK and at + 12 <= len(data):
        kind = BIG.short(data, at + 4)[0]
        name = data[at + 6] + 1
        at += 6 + name + name % 2
        if at + 4 > len(data):
            break
        size = BIG.long(data, at)[0]
        if kind == _IIM:
            return data[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
    return b""


def read(data: bytes) -> dict[str, Any]:
    """Read the datasets of the application record."""
    found: dict[int, list[bytes]] = {}
    code = "latin-1"
    at = 0
    for _ in range(MAX_DATASETS):
        if data[at : at + 1] != b"\x1c" or at + 5 > len(data):
            break
        record, number, size = data[at + 1], data[at + 2], BIG.short(data, at + 3)[0]
        if size & _EXTENDED:
            break
        value = data[at + 5 : at + 5 + size]
        at += 5 + size
        if record == 1 and number == 90 and value == _UTF8:  # noqa: PLR2004  # the coded character set
            code = "utf-8"
        elif record == 2:  # noqa: PLR2004  # the application record
            found.setdefault(number, []).append(value)
    return _facts(found, code)


def _facts(found: dict[int, list[bytes]], code: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for number, name in _TEXTS.items():
        if number in found and (text := _text(found[number][0], code)):
            out[name] = text
    for number, name in _LISTS.items():
        if texts := [text for value in found.get(number, ()) if (text := _text(value, code))]:
            out[name] = texts
    if taken := _taken(found):
        out |= taken
    return out


def _taken(found: dict[int, list[bytes]]) -> dict[str, str]:
    day = _text(found[_DAY][0], "latin-1") if _DAY in found else ""
    clock = _text(found[_CLOCK][0], "latin-1") if _CLOCK in found else ""
    told = f"{day[:4]}-{day[4:6]}-{day[6:8]}" + (
        f"T{clock[:2]}:{clock[2:4]}:{clock[4:6]}" if clock[:6].isdecimal() else ""
    )
    value = stamp(told)
    zone = offset(clock[6:])
    return {} if not value else {"taken": value, **({"taken_offset": zone} if zone else {})}


def _text(value: bytes, code: str) -> str:
    # Many write UTF-8 without saying so.
    try:
        return value.decode("utf-8").strip("\0 ")
    except UnicodeDecodeError:
        return value.decode(code, "replace").strip("\0 ")
