"""Writes XMP: what is known of a photo, into what another program wrote before.

A property is written anew only where the file says something else. What is written where, and who reads it:

| of a photo | property | read by |
|---|---|---|
| title, text, rights | `dc:title`, `dc:description`, `dc:rights` | all |
| photographers | `dc:creator` | all |
| tags | `dc:subject` | all |
| tags with their paths | `lr:hierarchicalSubject`, `digiKam:TagsList` | Lightroom, darktable; digiKam |
| when it was taken | `exif:DateTimeOriginal`, `photoshop:DateCreated` | digiKam, darktable; Lightroom |
| where | `exif:GPSLatitude`, `GPSLongitude`, `GPSAltitude` | all |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_xmp.errors import BadSidecar
from mediad_xml import BadXml
from mediad_xmp import Packet, facts

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATHS = {"lr:hierarchicalSubject": ("|", "rdf:Bag"), "digiKam:TagsList": ("/", "rdf:Seq")}
"""Where tags stand with their paths: what parts those, and the kind of list."""
_OLD_PATHS = "MicrosoftPhoto:LastKeywordXMP"
_DAY = len("2001-02-03")
_NEAR = 1e-6
"""Degrees: a tenth of a metre."""
_HEIGHT_PARTS = 1000


def photo(fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write the file beside a photo; the same bytes where there is nothing to change.

    Raises:
        BadSidecar: What is there cannot be read to its end, so that a part of it would be lost.
    """
    try:
        packet = Packet.of(before)
    except BadXml as error:
        raise BadSidecar(f"The sidecar is not written over: {error}.") from error
    known = packet.properties()
    said = facts.of(known)
    _put_texts(packet, fields, said)
    _put_tags(packet, fields, said)
    _put_time(packet, fields, said)
    _put_position(packet, fields, said)
    return before if packet.properties() == known else packet.written()


def _put_texts(packet: Packet, fields: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    wanted = {"title": fields.get("title"), "description": fields.get("overview"), "rights": fields.get("rights")}
    for name, text in wanted.items():
        if isinstance(text, str) and text.strip() and text != said.get("copyright" if name == "rights" else name):
            packet.put_default(f"dc:{name}", text)
    credited = [each for each in _dicts(fields.get("credits")) if each.get("role") == "photographer"]
    if (names := _texts([each.get("name") for each in credited])) and names != said.get("creators"):
        packet.put_list("dc:creator", names, "rdf:Seq")


def _put_tags(packet: Packet, fields: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    tags = _texts(fields.get("tags"))
    if not tags or sorted(tags) == sorted(said.get("tags", ())):
        return
    known = packet.properties()
    leaves = [tag.rpartition("/")[2] for tag in tags]
    parts = {part for tag in tags for part in tag.split("/")}
    # Programs that list the levels of a path as keywords, too, find them again.
    levels = [each for each in facts.texts(known.get("dc:subject")) if each in parts]
    packet.put_list("dc:subject", list(dict.fromkeys([*levels, *leaves])))
    for name, (between, container) in _PATHS.items():
        if name in known or leaves != tags:
            packet.put_list(name, [tag.replace("/", between) for tag in tags], container)
    if _OLD_PATHS in known:
        packet.put_list(_OLD_PATHS, tags)


def _put_time(packet: Packet, fields: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    taken = next((each for each in _dicts(fields.get("dates")) if each.get("use") == "taken"), {})
    value, offset = str(taken.get("value") or ""), str(taken.get("offset") or "")
    if len(value) < _DAY or fields.get("date_guessed"):
        return
    subsecond = str(fields.get("subsecond") or "")
    if (value, subsecond, offset) == tuple(said.get(f"taken{part}", "") for part in ("", "_subsecond", "_offset")):
        return
    text = f"{value}{f'.{subsecond}' if subsecond else ''}{offset}" if "T" in value else value
    packet.put_text("exif:DateTimeOriginal", text)
    packet.put_text("photoshop:DateCreated", text)


def _put_position(packet: Packet, fields: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    place, known = fields.get("position_on_earth"), said.get("gps", {})
    told = place if isinstance(place, dict) else {}
    latitude, longitude, height = (_number(told.get(name)) for name in ("latitude", "longitude", "altitude"))
    if latitude is None or longitude is None:
        return
    if not (_is_near(latitude, known.get("latitude")) and _is_near(longitude, known.get("longitude"))):
        packet.put_text("exif:GPSVersionID", "2.3.0.0")
        packet.put_text("exif:GPSLatitude", _degrees(latitude, "NS"))
        packet.put_text("exif:GPSLongitude", _degrees(longitude, "EW"))
    if height is not None and height != known.get("altitude"):
        packet.put_text("exif:GPSAltitude", f"{round(abs(height) * _HEIGHT_PARTS)}/{_HEIGHT_PARTS}")
        packet.put_text("exif:GPSAltitudeRef", "1" if height < 0 else "0")


def _degrees(value: float, signs: str) -> str:
    """Write degrees as XMP does: whole ones, minutes with decimals, the side of the earth."""
    minutes = round(abs(value) * 60, 8)
    whole = int(minutes // 60)
    return f"{whole},{minutes - whole * 60:.8f}{signs[value < 0]}"


def _is_near(value: float, known: object) -> bool:
    return isinstance(known, int | float) and abs(value - known) < _NEAR


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _dicts(said: object) -> list[Mapping[str, Any]]:
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _texts(said: object) -> list[str]:
    values = said if isinstance(said, list) else []
    return list(dict.fromkeys(each for each in values if isinstance(each, str) and each.strip()))
