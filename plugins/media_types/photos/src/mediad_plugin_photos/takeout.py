"""What Google Takeout writes beside each photo, and beside the photos of an album; what Flickr writes."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from mediad_plugin_photos import flickr

MAX_SIZE = 1 << 20
MAX_PEOPLE = 200
MAX_HEIGHT = 1e9
"""Metres: satellites are photographed from nearer."""


def read(data: bytes) -> dict[str, Any]:
    """Read one file; {} where it is none of theirs."""
    try:
        said = json.loads(data.decode("utf-8", "replace")) if len(data) <= MAX_SIZE else None
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    if of_flickr := flickr.read(said):
        return of_flickr
    if isinstance(said.get("albumData"), dict):
        said = said["albumData"]
    taken = _time(said.get("photoTakenTime"))
    if taken is None and "creationTime" not in said and "date" not in said:
        return {}
    out: dict[str, Any] = {"title": _text(said.get("title")), "description": _text(said.get("description"))}
    if "photoTakenTime" not in said:
        out["is_album"] = True
    out |= {"taken_utc": taken} if taken else {}
    if gps := _place(said.get("geoData")) or _place(said.get("geoDataExif")):
        out["gps"] = gps
    listed = said.get("people")
    people = [_text(each.get("name")) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    out["people"] = [name for name in people if name][:MAX_PEOPLE]
    out |= {name: True for name in ("favorited", "archived", "trashed") if said.get(name) is True}
    return {name: value for name, value in out.items() if value}


def _text(value: object) -> str:
    return value.strip()[:10_000] if isinstance(value, str) else ""


def _time(value: object) -> str | None:
    """Give the second that a time in seconds since 1970 says, in UTC."""
    seconds = value.get("timestamp") if isinstance(value, dict) else None
    try:
        at = dt.datetime.fromtimestamp(int(str(seconds)), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at.replace(tzinfo=None).isoformat()


def _place(value: object) -> dict[str, float]:
    """Give a place; all zeros stand for none."""
    if not isinstance(value, dict):
        return {}
    latitude, longitude, altitude = (value.get(name) for name in ("latitude", "longitude", "altitude"))
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float) or not (latitude or longitude):
        return {}
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004  # degrees, and no NaN
        return {}
    out = {"latitude": float(latitude), "longitude": float(longitude)}
    if isinstance(altitude, int | float) and 0 < abs(altitude) <= MAX_HEIGHT:
        out["altitude"] = float(altitude)
    return out
