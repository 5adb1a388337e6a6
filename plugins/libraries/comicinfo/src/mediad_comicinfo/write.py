"""Writes ComicInfo.xml: what is known of an issue, into what somebody wrote before.

An element is written anew only where the file says something else; pages, notes of programs, comments and whatever
else is there stay as they are. Names that hold a comma are left out: the format parts names by commas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mediad_comicinfo import comicinfo
from mediad_comicinfo.ages import certificates
from mediad_comicinfo.comicinfo import LISTS, LONG, ROLES, ROOT, TEXTS
from mediad_comicinfo.documents import document
from mediad_xml import Document, Node, put, written

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
_NAMES = """
Title Series Number Count Volume AlternateSeries AlternateNumber StoryArc StoryArcNumber SeriesGroup Summary Notes Year
Month Day Writer Penciller Inker Colorist Letterer CoverArtist Editor Translator Publisher Imprint Genre Tags Web
PageCount LanguageISO Format BlackAndWhite Manga Characters Teams Locations MainCharacterOrTeam ScanInformation
AgeRating CommunityRating Review GTIN Pages
"""
ORDER = {name.lower(): (place, name) for place, name in enumerate(_NAMES.split())}
"""Elements as the schema writes them, in its order."""


def write(fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write a document whole; the same bytes where there is nothing to change.

    Raises:
        BadComicInfo: What is there cannot be read, so that a part of it would be lost.
    """
    paper = document(before, ROOT) if before.strip() else Document(root=Node("ComicInfo", {}, ["\n"]))
    root = paper.root
    known = {each.key: each.text for each in root.elements}
    said = comicinfo.fields(known) | comicinfo.place(known)
    changed = False
    for field, make in _MAKERS.items():
        wanted = fields.get(field)
        if not wanted or wanted == said.get(field):
            continue
        for element, value in make(wanted).items():
            changed |= _put(root, element, value)
    return written(paper, DECLARATION) if changed or not before.strip() else before


def _put(root: Node, element: str, value: str) -> bool:
    """Put a text into an element, where the schema has it; an element without text goes."""
    value = value.strip()
    old = [each for each in root.elements if each.key == element]
    if (old[0].text if old else "") == value:
        return False
    if old and value:
        old[0].children[:] = [value]
        return True
    if not value:
        put(root, old, [])
        return True
    place = ORDER[element][0]
    after = [each for each in root.elements if ORDER.get(each.key, (len(ORDER), ""))[0] > place]
    at = next((at for at, each in enumerate(root.children) if after and each is after[0]), None)
    node = Node(ORDER[element][1], children=[value])
    if at is None:
        put(root, [], [node])
    else:
        root.children[at:at] = [node, "\n  "]
    return True


def _line(element: str) -> Callable[[Any], dict[str, str]]:
    return lambda value: {element: " ".join(str(value).split())}


def _lines(element: str) -> Callable[[Any], dict[str, str]]:
    return lambda value: {element: str(value)}


def _list(element: str) -> Callable[[Any], dict[str, str]]:
    return lambda values: _joined(element, values)


def _joined(element: str, values: object) -> dict[str, str]:
    words = [each for each in values if isinstance(each, str)] if isinstance(values, list) else []
    kept = [each for each in words if not set(each) & set(",;\n")]
    return {element: ", ".join(kept)} if kept else {}


def _date(dates: Any) -> dict[str, str]:
    said = [str(each.get("value", "")) for each in _dicts(dates) if each.get("use", "original") in ("original", "")]
    parts = said[0][:10].split("-") if said else []
    if not parts or not parts[0].isdecimal():
        return {}
    texts = [part.lstrip("0") if part.isdecimal() else "" for part in (*parts, "", "")]
    return dict(zip(("year", "month", "day"), texts, strict=False))


def _credits(said: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for element, role in ROLES.items():
        names = [str(each["name"]) for each in _dicts(said) if each.get("role") == role and each.get("name")]
        out |= _joined(element, names)
    return out


def _certificate(said: Any) -> dict[str, str]:
    values = [str(each.get("value", "")) for each in _dicts(said)]
    return next(({"agerating": value} for value in values if certificates(value)), {})


def _dicts(said: object) -> list[Mapping[str, Any]]:
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _languages(said: Any) -> dict[str, str]:
    return {"languageiso": said[0]} if isinstance(said, list) and said and isinstance(said[0], str) else {}


def _web(said: Any) -> dict[str, str]:
    return {"web": " ".join(each for each in said if isinstance(each, str) and " " not in each)}


def _direction(said: Any) -> dict[str, str]:
    return {"manga": "YesAndRightToLeft"} if said == "rtl" else {}


def _rating(said: Any) -> dict[str, str]:
    good = isinstance(said, int | float) and 0 < said <= 100  # noqa: PLR2004  # of a hundred
    return {"communityrating": f"{said / 20:g}"} if good else {}


_MAKERS: dict[str, Callable[[Any], dict[str, str]]] = {
    **{field: _line(element) for element, field in TEXTS.items()},
    **{field: _lines(element) for element, field in LONG.items()},
    **{field: _list(element) for element, field in LISTS.items()},
    **{field: _line(field) for field in ("series", "number", "volume", "format")},
    "dates": _date,
    "credits": _credits,
    "certificates": _certificate,
    "languages": _languages,
    "web": _web,
    "reading_direction": _direction,
    "rating": _rating,
}
"""What puts each field into the texts of its elements."""
