"""Reading effective documents: titles, dates, credits, ids, whatever shape a plugin gave them within the rules.

Beside the fields that the SDK names, the core keeps what a media type said about a work's place in documents too, so
that it is merged, locked and explained like everything else: `position`, `orderings`, `availability` and `extra`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

ADULT = 18
"""The age for works that might have a certificate and have none."""
ORIGINAL = ("original", "released", "")
_USES = {use: rank for rank, use in enumerate(ORIGINAL)}


def title_of(fields: Mapping[str, Any], fallback: str) -> str:
    """Give the title that people read."""
    title = fields.get("title")
    if isinstance(title, str) and title:
        return title
    return next(titles_of(fields), fallback)


def titles_of(fields: Mapping[str, Any]) -> Iterator[str]:
    """Give every other title: original, localised, romanised, as printed."""
    for each in _dicts(fields, "titles"):
        if isinstance(each.get("value"), str) and each["value"]:
            yield each["value"]


def date_of(fields: Mapping[str, Any]) -> str:
    """Give the date that a work is known by: the original one before any other, as precise as it is known."""
    best, rank = "", len(ORIGINAL) + 1
    for each in _dicts(fields, "dates"):
        value, use = each.get("value"), _USES.get(str(each.get("use", "")), len(ORIGINAL))
        if value and isinstance(value, str) and use < rank:
            best, rank = value, use
    return best


def year_of(date: str) -> int | None:
    """Give the year of a date."""
    digits = date[:4]
    return int(digits) if len(digits) == 4 and digits.isdecimal() else None  # noqa: PLR2004  # ISO 8601 years


def credits_of(fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give the credits in printed order; what should be text and is not is left out."""
    return [
        {name: value for name, value in each.items() if type(value) is (list if name == "ids" else str)}
        for each in _dicts(fields, "credits")
        if isinstance(called := each.get("name"), str) and called.strip()
    ]


def availability_of(fields: Mapping[str, Any]) -> str:
    """Give the state of a work that has no file, or ""."""
    said = fields.get("availability")
    return str(said.get("state") or "") if isinstance(said, dict) else ""


def printed(credits_: list[dict[str, Any]]) -> str:
    """Write credits as they are printed, each with its joining phrase: `A feat. B`."""
    last = len(credits_) - 1
    return "".join(
        each.get("as") or each["name"] if at == last else (each.get("as") or each["name"]) + (each.get("join") or ", ")
        for at, each in enumerate(credits_)
    )


def ids_of(fields: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Give external ids as (scheme, entity, value), each once."""
    if "ids" not in fields:
        return []
    found = {
        (str(each["scheme"]), str(each.get("entity") or ""), str(each["value"])): None
        for each in _dicts(fields, "ids")
        if each.get("scheme") and each.get("value") not in (None, "")
    }
    return list(found)


def age_of(fields: Mapping[str, Any]) -> int | None:
    """Give the lowest age that the certificates allow."""
    if "certificates" not in fields:
        return None
    ages = [each["age"] for each in _dicts(fields, "certificates") if isinstance(each.get("age"), int)]
    return min(ages, default=None)


def place_of(fields: Mapping[str, Any]) -> tuple[float | None, str, float | None]:
    """Give (value, label, end) of the place among siblings."""
    place = fields.get("position")
    if not isinstance(place, dict) or not isinstance(value := place.get("value"), (int, float)):
        return None, "", None
    end = place.get("end")
    return float(value), str(place.get("label", "")), float(end) if isinstance(end, (int, float)) else None


def texts_of(value: Any) -> list[str]:
    """Give every text of a field: itself, its items, or their values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in texts_of(item)]
    if isinstance(value, dict):
        return texts_of(value.get("value", value.get("name")))
    if value is None or isinstance(value, bool):
        return []
    return [f"{value:g}" if isinstance(value, float) else str(value)]


def orderings_of(fields: Mapping[str, Any]) -> list[tuple[str, str, float, str]]:
    """Give places in other orders of the tree as (scheme, group, value, label)."""
    if "orderings" not in fields:
        return []
    out = []
    for each in _dicts(fields, "orderings"):
        value, label, _ = place_of(each)
        if each.get("scheme") and value is not None:
            out.append((str(each["scheme"]), str(each.get("group", "")), value, label))
    return out


def _dicts(fields: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = fields.get(name)
    if not value or not isinstance(value, (list, tuple)):
        return []
    if name == "dates":
        value = [{"value": each} if isinstance(each, str) else each for each in value]
    return [each for each in value if isinstance(each, dict)]
