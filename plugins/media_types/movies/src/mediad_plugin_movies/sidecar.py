"""An NFO's fields as a document."""

from __future__ import annotations

import re
from typing import Any

from mediad_plugin_movies.ages import certificates

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_COUNT = re.compile(r"\d{1,6}", re.ASCII)
_RATING = re.compile(r"10(?:\.0+)?|\d(?:\.\d+)?", re.ASCII)
_ENTITIES = {"imdb": "title", "tmdb": "movie", "tvdb": "movie"}
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
    said = [each for text in nfo.get("certificates", ()) for each in certificates(text)]
    if said:
        out["certificates"] = [each for at, each in enumerate(said) if each not in said[:at]]
    if people := _people(nfo):
        out["people"] = [{**people, "source": "nfo"}]
    if credits_ := _credits(nfo):
        out["credits"] = credits_
    return out


def _people(nfo: dict[str, Any]) -> dict[str, int]:
    """Say what the file says that somebody did with the film; it is imported for the user who asks for it."""
    rating, count = nfo.get("rating", ""), nfo.get("playcount", "")
    plays = int(count) if _COUNT.fullmatch(count) else 0
    out = {"plays": plays or int(nfo.get("watched", "").lower() == "true")}
    if _RATING.fullmatch(rating):
        out["rating"] = round(float(rating) * 10)
    return {name: value for name, value in out.items() if value}


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
