"""XMP, embedded or beside a photo, as facts under the names that EXIF's have."""

from __future__ import annotations

import math
import re
from typing import Any

from mediad_xmp import rdf
from mediad_xmp.times import offset, stamp

_TEXTS = {
    "title": ("dc:title",),
    "description": ("dc:description", "exif:UserComment"),
    "headline": ("photoshop:Headline",),
    "copyright": ("dc:rights",),
    "label": ("xmp:Label",),
    "make": ("tiff:Make", "exif:Make"),
    "model": ("tiff:Model", "exif:Model"),
    "lens": ("aux:Lens", "exifEX:LensModel"),
    "software": ("xmp:CreatorTool",),
    "sublocation": ("Iptc4xmpCore:Location",),
    "city": ("photoshop:City",),
    "state": ("photoshop:State",),
    "country": ("photoshop:Country",),
    "document": ("xmpMM:OriginalDocumentID", "xmpMM:DocumentID"),
    "burst": ("GCamera:BurstID",),
}
_NUMBERS = {
    "iso": ("exif:ISOSpeedRatings", "exifEX:PhotographicSensitivity"),
    "f_number": ("exif:FNumber",),
    "exposure_time": ("exif:ExposureTime",),
    "focal_length": ("exif:FocalLength",),
    "color_space": ("exif:ColorSpace",),
    "orientation": ("tiff:Orientation",),
    "exif_width": ("exif:PixelXDimension",),
    "exif_height": ("exif:PixelYDimension",),
}
_PATHS = ("lr:hierarchicalSubject", "digiKam:TagsList", "MicrosoftPhoto:LastKeywordXMP")
_PANORAMA = {
    "projection": "GPano:ProjectionType",
    "width": "GPano:FullPanoWidthPixels",
    "height": "GPano:FullPanoHeightPixels",
}
_DEVELOPED = ("crs:HasSettings", "crs:ProcessVersion", "darktable:history", "darktable:history_end")
_FRACTION = re.compile(r"([+-]?\d{1,15}(?:\.\d{1,15})?)(?:/(\d{1,15}))?")
_DEGREES = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])")
_PARTIAL = re.compile(r"(?!0000)\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_SUBSECOND = re.compile(r":\d\d\.(\d{1,9})")
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_BY_PROGRAM = {1: 1, 25: 2, 50: 3, 75: 4, 99: 5}
_MOST_TAGS, _MOST_REGIONS = 500, 500
_MOST_STARS = 5


def read(packet: bytes) -> dict[str, Any]:
    """Read a packet."""
    return of(rdf.parse(packet))


def of(said: dict[str, Any]) -> dict[str, Any]:
    """Give the facts of a packet's properties."""
    if not said:
        return {}
    out: dict[str, Any] = {}
    for name, keys in _TEXTS.items():
        if text := next((text for key in keys if (text := text_of(said.get(key)))), ""):
            out[name] = text
    for name, keys in _NUMBERS.items():
        if (found := next((n for key in keys if (n := number(said.get(key))) is not None), None)) is not None:
            out[name] = int(found) if found == int(found) else found
    _dates(said, out)
    found_lists = {"creators": texts(said.get("dc:creator")), "tags": _tags(said), "people": _people(said)}
    out |= {name: value for name, value in found_lists.items() if value}
    if regions := _regions(said):
        out["regions"] = regions
    if gps := _position(said):
        out["gps"] = gps
    _rating(said, out)
    return out | _pictures(said)


def moment(text: str) -> dict[str, str]:
    """Give a time with its subsecond and its zone, as far as they are told; a year, or a month of it, is a time too."""
    value = stamp(text)
    if not value:
        return {"value": text.strip()} if _PARTIAL.fullmatch(text.strip()) else {}
    out = {"value": value}
    if found := _SUBSECOND.search(text):
        out["subsecond"] = found[1]
    if "T" in value and (found := _ZONE.search(text.strip())):
        out["offset"] = offset(found[0])
    return out


def _dates(said: dict[str, Any], out: dict[str, Any]) -> None:
    named = (
        ("taken", ("exif:DateTimeOriginal", "photoshop:DateCreated")),
        ("digitized", ("xmp:CreateDate", "exif:DateTimeDigitized")),
        ("modified", ("xmp:ModifyDate", "tiff:DateTime")),
    )
    for name, keys in named:
        found = next((at for key in keys if (at := moment(text_of(said.get(key))))), {})
        if found:
            out[name] = found["value"]
            out |= {f"{name}_{part}": found[part] for part in ("subsecond", "offset") if found.get(part)}


def _tags(said: dict[str, Any]) -> list[str]:
    """Give tags as paths where a program wrote paths, and those of the flat list that no path ends in."""
    paths = [text.replace("|", "/") for key in _PATHS for text in texts(said.get(key))]
    ends = {path.rpartition("/")[2] for path in paths}
    within = {part for path in paths for part in path.split("/")}
    flat = [text for text in texts(said.get("dc:subject")) if text not in ends and text not in within]
    return list(dict.fromkeys([*paths, *flat]))[:_MOST_TAGS]


def _people(said: dict[str, Any]) -> list[str]:
    return texts(said.get("Iptc4xmpExt:PersonInImage"))[:_MOST_REGIONS]


def _regions(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Give who and what is where in the picture, in shares of its width and height from the upper left."""
    out = []
    for each in _structures(said.get("mwg-rs:Regions"), "mwg-rs:RegionList"):
        area = each.get("mwg-rs:Area")
        box = [number(area.get(f"stArea:{side}")) for side in "xywh"] if isinstance(area, dict) else []
        kind = text_of(each.get("mwg-rs:Type")).lower() or "face"
        out.append(_region(text_of(each.get("mwg-rs:Name")), kind, box, centred=True))
    for each in _structures(said.get("MP:RegionInfo"), "MPRI:Regions"):
        box = [number(part) for part in text_of(each.get("MPReg:Rectangle")).split(",")]
        out.append(_region(text_of(each.get("MPReg:PersonDisplayName")), "face", box, centred=False))
    named = {(each["name"], each["type"]): each for each in reversed(out) if each["name"]}
    return list(named.values())[::-1][:_MOST_REGIONS]


def _region(name: str, kind: str, box: list[float | None], *, centred: bool) -> dict[str, Any]:
    out: dict[str, Any] = {"name": name, "type": kind}
    sides = [side for side in box if side is not None]
    if len(sides) == len(box) >= 2 and all(0 <= side <= 1 for side in sides):  # noqa: PLR2004  # a point, or a box
        left, top, width, height = (*sides, 0.0, 0.0)[:4]
        half = 0.5 if centred else 0.0
        names = ("left", "top", "width", "height")
        values = (left - width * half, top - height * half, width, height)
        out |= {side: round(max(value, 0.0), 6) for side, value in zip(names, values, strict=True)}
    return out


def _structures(value: Any, name: str) -> list[dict[str, Any]]:
    listed = value.get(name) if isinstance(value, dict) else None
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _position(said: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = _degrees(said.get("exif:GPSLatitude")), _degrees(said.get("exif:GPSLongitude"))
    out: dict[str, Any] = {}
    if latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004
        out = {"latitude": latitude, "longitude": longitude}
    if (height := number(said.get("exif:GPSAltitude"))) is not None:
        out["altitude"] = -height if text_of(said.get("exif:GPSAltitudeRef")) == "1" else height
    if (at := moment(text_of(said.get("exif:GPSTimeStamp")))) and "T" in at["value"]:
        out["time"] = at["value"]
    return out


def _degrees(value: Any) -> float | None:
    found = _DEGREES.fullmatch(text_of(value).strip().upper())
    if not found:
        return None
    degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return round(-degrees if found[4] in "SW" else degrees, 8)


def _rating(said: dict[str, Any], out: dict[str, Any]) -> None:
    stars = number(said.get("xmp:Rating"))
    if stars is None and (percent := number(said.get("MicrosoftPhoto:Rating"))) is not None:
        stars = _BY_PROGRAM.get(int(percent), round(percent / 25) + 1 if percent else 0)
    if stars is not None and -1 <= stars <= _MOST_STARS:
        out["rating"] = int(stars)


def _pictures(said: dict[str, Any]) -> dict[str, Any]:
    """Give what the packet says of other pictures in, behind or around this one."""
    out: dict[str, Any] = {}
    if panorama := {name: text for name, key in _PANORAMA.items() if (text := text_of(said.get(key)))}:
        out["panorama"] = panorama
    if any(text_of(said.get(key)) for key in _DEVELOPED):
        out["developed"] = True
    if text_of(said.get("GCamera:MotionPhoto") or said.get("GCamera:MicroVideo")) == "1":
        out["motion"] = _motion(said)
    return out


def _motion(said: dict[str, Any]) -> dict[str, int]:
    """Give how many bytes at the file's end are the clip, and where in it the still was taken, in microseconds."""
    length = number(said.get("GCamera:MicroVideoOffset")) or 0
    for each in said.get("Container:Directory") or ():
        item = each.get("Container:Item", each) if isinstance(each, dict) else {}
        if isinstance(item, dict) and text_of(item.get("Item:Semantic")) == "MotionPhoto":
            length = number(item.get("Item:Length")) or length
    names = ("GCamera:MotionPhotoPresentationTimestampUs", "GCamera:MicroVideoPresentationTimestampUs")
    still = next((at for name in names if (at := number(said.get(name))) is not None), -1)
    return {"length": int(length), "still_us": int(still)}


def text_of(value: Any) -> str:
    """Give a property's text, of several the first that has any."""
    if isinstance(value, list):
        return next((text for each in value if (text := text_of(each))), "")
    if isinstance(value, dict):
        return ""
    return str(value or "").strip()


def texts(value: Any) -> list[str]:
    """Give the texts of a list, or the only one."""
    values = value if isinstance(value, list) else [value]
    return [text for each in values if (text := text_of(each))]


def number(value: Any) -> float | None:
    """Give a number or a fraction."""
    found = _FRACTION.fullmatch(text_of(value))
    if not found:
        return None
    below = float(found[2]) if found[2] else 1.0
    result = float(found[1]) / below if below else math.inf
    return round(result, 10) if math.isfinite(result) else None
