"""ComicInfo.xml, versions 1.0 to 2.1 (anansi-project.github.io/docs/comicinfo): one text an element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_comicinfo.ages import certificates
from mediad_comicinfo.documents import document
from mediad_comicinfo.told import Told, count, credit, date, dates, ids_in, long, told, unique, word, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_xml import Node

ROOT = "comicinfo"
MAX_PAGES = 5000
ROLES = {
    "writer": "writer", "penciller": "penciller", "inker": "inker", "colorist": "colorist", "letterer": "letterer",
    "coverartist": "cover_artist", "editor": "editor", "translator": "translator",
}  # fmt: skip  # a table
TEXTS = {
    "title": "title", "publisher": "publisher", "imprint": "imprint",
    "scaninformation": "scan_information", "maincharacterorteam": "main_character",
}  # fmt: skip
LONG = {"summary": "overview", "notes": "notes", "review": "review"}
LISTS = {"genre": "genres", "tags": "tags", "characters": "characters", "teams": "teams", "locations": "locations"}
_DIRECTIONS = {"yesandrighttoleft": "rtl"}
_YES = frozenset(("yes", "true", "1"))


def read(data: bytes) -> Told:
    """Read a document."""
    root = document(data, ROOT).root
    text = {each.key: each.text for each in reversed(root.elements) if each.text}
    return told(fields(text), place(text), [_page(each) for each in root.at("pages", "page")[:MAX_PAGES]])


def fields(text: Mapping[str, str]) -> dict[str, Any]:
    """Read what is said of the issue."""
    out: dict[str, Any] = {name: word(text.get(key, "")) for key, name in TEXTS.items()}
    out |= {name: long(text.get(key, "")) for key, name in LONG.items()}
    out |= {name: words(text.get(key, "")) for key, name in LISTS.items()}
    web = text.get("web", "")
    return out | {
        "dates": dates(date(text.get("year", ""), text.get("month", ""), text.get("day", ""))),
        "credits": [credit(name, role) for key, role in ROLES.items() for name in words(text.get(key, ""))],
        "languages": unique([word(text.get("languageiso", ""))]),
        "certificates": certificates(text.get("agerating", "")),
        "ids": ids_in(web, text.get("notes", ""), text.get("gtin", "")),
        "web": unique(web.split())[:20],
        "black_and_white": text.get("blackandwhite", "").lower() in _YES,
        "manga": text.get("manga", "").lower() in (*_YES, *_DIRECTIONS),
        "reading_direction": _DIRECTIONS.get(text.get("manga", "").lower(), ""),
        "rating": _rating(text.get("communityrating", "")),
        "pages_said": count(text.get("pagecount", "")),
    }


def place(text: Mapping[str, str]) -> dict[str, Any]:
    """Read where the issue belongs; a volume from 1900 on is the year of the run."""
    volume = count(text.get("volume", ""))
    is_year = volume is not None and 1900 <= volume <= 2200  # noqa: PLR2004  # the convention of taggers
    alternate = word(text.get("alternateseries", ""))
    titles = [("localised", word(text.get("localizedseries", "")))]
    return {
        "series": word(text.get("series", "")),
        "sort_series": word(text.get("seriessort", "")),
        "titles": [{"value": value, "use": use} for use, value in titles if value],
        "year": str(volume) if is_year else "",
        "volume": "" if is_year else _volume(text.get("volume", "")),
        "number": word(text.get("number", "")),
        "count": count(text.get("count", "")),
        "format": word(text.get("format", "")),
        "alternates": _numbered([alternate] if alternate else [], [text.get("alternatenumber", "")]),
        "arcs": _numbered(words(text.get("storyarc", "")), words(text.get("storyarcnumber", ""))),
        "groups": words(text.get("seriesgroup", "")),
    }


def _volume(text: str) -> str:
    # Numbers, ranges (`1-3`) and halves; ComicRack writes -1 for none.
    value = word(text)
    return "" if value.startswith("-") or not value[:1].isdigit() else value[:20]


def _numbered(titles: list[str], numbers: list[str]) -> list[dict[str, str]]:
    """Pair titles with numbers as far as both go."""
    if len(titles) != len(numbers):
        numbers = [*numbers, *[""] * len(titles)]
    return [{"title": title, "number": word(number)} for title, number in zip(titles, numbers, strict=False)]


def _rating(text: str) -> int | None:
    try:
        stars = float(text)
    except ValueError:
        return None
    return round(stars * 20) if 0 < stars <= 5 else None  # noqa: PLR2004  # of five stars, out of a hundred


def _page(node: Node) -> dict[str, Any]:
    said = {name.lower(): value for name, value in node.attributes.items()}
    page = {
        "index": count(said.get("image", "")),
        "type": word(said.get("type", ""))[:30],
        "double": said.get("doublepage", "").lower() in _YES,
        "bookmark": word(said.get("bookmark", "")),
        "width": count(said.get("imagewidth", "")),
        "height": count(said.get("imageheight", "")),
    }
    return {name: value for name, value in page.items() if value or (name == "index" and value == 0)}
