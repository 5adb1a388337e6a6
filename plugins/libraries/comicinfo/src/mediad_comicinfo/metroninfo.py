"""MetronInfo.xml, schema 1.0 (metron-project.github.io): nested, with ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_comicinfo.ages import certificates
from mediad_comicinfo.documents import document
from mediad_comicinfo.told import Told, count, credit, date, dates, ids, ids_in, long, told, unique, word

if TYPE_CHECKING:
    from mediad_xml import Node

_SCHEMES = {
    "comic vine": "comicvine", "grand comics database": "gcd", "marvel": "marvel", "metron": "metron",
    "league of comic geeks": "leagueofcomicgeeks", "mangaupdates": "mangaupdates", "mangadex": "mangadex",
    "anilist": "anilist", "myanimelist": "myanimelist", "kitsu": "kitsu",
}  # fmt: skip  # a table
_ROLES = {
    "writer": "writer", "script": "writer", "story": "writer", "plot": "writer", "penciller": "penciller",
    "artist": "penciller", "illustrator": "penciller", "breakdowns": "penciller", "layouts": "penciller",
    "inker": "inker", "finishes": "inker", "colorist": "colorist", "color separations": "colorist",
    "letterer": "letterer", "cover": "cover_artist", "editor": "editor", "translator": "translator",
}  # fmt: skip
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def read(data: bytes) -> Told:
    """Read a document."""
    root = document(data, "metroninfo").root
    return told(_fields(root), _place(root))


def _fields(root: Node) -> dict[str, Any]:
    web = root.texts("urls", "url")
    bars = [*root.texts("gtin", "isbn"), *root.texts("gtin", "upc")]
    return {
        "title": word(root.said("collectiontitle") or "; ".join(root.texts("stories", "story"))),
        "overview": long(root.said("summary")),
        "notes": long(root.said("notes")),
        "publisher": word(root.said("publisher", "name")),
        "imprint": word(root.said("publisher", "imprint")),
        "dates": dates(date(*root.said("coverdate").split("-")[:3])),
        "credits": _credits(root),
        "genres": unique(map(word, root.texts("genres", "genre"))),
        "tags": unique(map(word, root.texts("tags", "tag"))),
        "characters": unique(map(word, root.texts("characters", "character"))),
        "teams": unique(map(word, root.texts("teams", "team"))),
        "locations": unique(map(word, root.texts("locations", "location"))),
        "languages": unique(word(each.attributes.get("lang", "")) for each in root.at("series")),
        "certificates": certificates(root.said("agerating")),
        "ids": [*_ids(root), *(each for bar in bars for each in ids_in("", gtin=bar))],
        "web": unique(web)[:20],
        "pages_said": count(root.said("pagecount")),
    }


def _place(root: Node) -> dict[str, Any]:
    volume = count(root.said("series", "volume"))
    other = [each.text or each.said("name") for each in root.at("series", "alternativenames", "alternativename")]
    year = root.said("series", "startyear")
    is_year = volume is not None and 1900 <= volume <= 2200  # noqa: PLR2004  # the convention of taggers
    return {
        "series": word(root.said("series", "name")),
        "sort_series": word(root.said("series", "sortname")),
        "titles": [{"value": value, "use": "alternative"} for value in unique(map(word, other))],
        "year": date(year) or (str(volume) if is_year else ""),
        # A volume beside the year of the run only counts the runs.
        "volume": str(volume) if volume is not None and not is_year and not date(year) else "",
        "number": word(root.said("number")),
        "count": count(root.said("series", "issuecount")),
        "format": word(root.said("series", "format")),
        "arcs": [
            {"title": word(each.said("name")), "number": word(each.said("number"))}
            for each in root.at("arcs", "arc")
            if word(each.said("name"))
        ],
    }


def _credits(root: Node) -> list[dict[str, str]]:
    out = []
    for node in root.at("credits", "credit")[:300]:
        name = word(node.said("creator"))
        roles = unique(_ROLES.get(each.lower(), "") for each in node.texts("roles", "role"))
        out += [credit(name, role) for role in roles if name]
    return out


def _ids(root: Node) -> list[dict[str, str]]:
    said = [(each.attributes.get("source", "").lower(), each.text) for each in root.at("ids", "id")]
    return ids(
        (_SCHEMES[source], value, "issue") for source, value in said if source in _SCHEMES and _ID.fullmatch(value)
    )
