"""An NFO's fields as a document."""

from __future__ import annotations

import re
from typing import Any

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ENTITIES = {"imdb": "title", "tmdb": "movie", "tvdb": "movie"}
_AGE = re.compile(r"\d{1,2}")
_AGES = {"g": 0, "pg": 8, "pg-13": 13, "r": 17, "nc-17": 18}
_PLAIN = ("title", "sort_title", "overview", "tagline", "genres", "tags", "countries")


def fields(nfo: dict[str, Any]) -> dict[str, Any]:
    """Make the document."""
    out = {name: nfo[name] for name in _PLAIN if nfo.get(name)}
    date = nfo.get("premiered") or nfo.get("year", "")
    if _DATE.fullmatch(date) and not date.startswith("0000"):
        out["dates"] = [{"value": date, "use": "original"}]
    if original := nfo.get("original_title"):
        out["titles"] = [{"value": original, "use": "original"}]
    if ids := nfo.get("ids"):
        out["ids"] = [
            {"scheme": scheme, "value": value, "entity": _ENTITIES.get(scheme, "movie")}
            for scheme, value in ids.items()
        ]
    if certificate := nfo.get("certificate"):
        out["certificates"] = [_certificate(certificate)]
    if credits_ := _credits(nfo):
        out["credits"] = credits_
    return out


def _certificate(text: str) -> dict[str, Any]:
    """Read `Rated PG-13`, `US:R`, `FSK 12`, `DE:16`."""
    country, colon, value = text[:60].rpartition(":")
    value = value.removeprefix("Rated ").strip()
    system = (
        "MPAA" if value.lower() in _AGES else value.split(" ")[0].split("-")[0] if " " in value or "-" in value else ""
    )
    found = _AGE.search(value)
    age = _AGES.get(value.lower(), int(found[0]) if found else None)
    out: dict[str, Any] = {"country": country.upper()[:3] if colon else "", "system": system, "value": value}
    return out if age is None else {**out, "age": age}


def _credits(nfo: dict[str, Any]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = [
        {"name": name, "role": "director", "kind": "person"} for name in nfo.get("directors", ())
    ]
    out += [{"name": name, "role": "writer", "kind": "person"} for name in nfo.get("writers", ())]
    for actor in nfo.get("actors", ()):
        if actor.get("name"):
            credit = {"name": actor["name"], "role": "actor", "kind": "person"}
            out.append({**credit, "character": actor["role"]} if actor.get("role") else credit)
    out += [{"name": name, "role": "studio", "kind": "studio"} for name in nfo.get("studios", ())]
    return out
