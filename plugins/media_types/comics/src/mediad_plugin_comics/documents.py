"""What each source says of a series, a volume or an issue, as the documents of its work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_comicinfo import SOURCES
from mediad_plugin_comics.places import Place, label, position, word_of
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Document, Reference, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad_plugin_comics.editions import Copy

_OF_SERIES = ("publisher", "imprint", "languages", "reading_direction", "manga")
MAX_GENRES = 20


def of_issue(place: Place, copies: Sequence[Copy]) -> tuple[Document, ...]:
    """Make the documents of a volume or an issue."""
    told = [
        Document(source=source, fields=said["fields"], file=copy.files[0])
        for source in SOURCES
        for copy in copies
        if (said := copy.facts.get(source)) and said["fields"]
    ]
    return (*told, Document(source="name", fields=_named(place, copies)))


def _named(place: Place, copies: Sequence[Copy]) -> dict[str, Any]:
    out: dict[str, Any] = {"title": _title(place, copies), "series": place.series}
    out |= {name: count for name in ("volume", "number") if (count := label(getattr(place, name)))}
    if date := next((copy.name.date for copy in copies if copy.name.date), ""):
        out["dates"] = [{"value": date, "use": "original"}]
    if place.form:
        out["format"] = word_of(place.form) or place.form
    return out


def _title(place: Place, copies: Sequence[Copy]) -> str:
    own = next((copy.name.title for copy in copies if copy.name.title), "")
    if own or not place.is_counted:
        return own or place.title
    word = word_of(place.form) or ("Chapter" if place.number and place.volume else "" if place.number else "Volume")
    return f"{word} {label(place.number or place.volume)}" if word else f"#{label(place.number)}"


def of_series(copies: Sequence[Copy]) -> tuple[Document, ...]:
    """Make the documents of a series of what is said in its issues: what they agree on, and the most of each list."""
    out = []
    for source in SOURCES:
        said = [(copy, copy.facts[source]) for copy in copies if source in copy.facts]
        if fields := _common([each for _, each in said]):
            out.append(Document(source=source, fields=fields, file=said[0][0].files[0]))
    return tuple(out)


def _common(said: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    places = [each["place"] for each in said]
    issues = [each["fields"] for each in said]
    out: dict[str, Any] = {name: _first(issues, name) for name in _OF_SERIES}
    out |= {
        "title": _first(places, "series"),
        "sort_title": _first(places, "sort_series"),
        "titles": _first(places, "titles"),
        "issue_total": _first(places, "count"),
        "genres": list(dict.fromkeys(genre for each in issues for genre in each.get("genres", ())))[:MAX_GENRES],
        "certificates": _oldest(issues),
    }
    return {name: value for name, value in out.items() if value}


def _first(said: Iterable[Mapping[str, Any]], name: str) -> Any:
    return next((each[name] for each in said if each.get(name)), None)


def _oldest(issues: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Give the certificate that asks for the highest age: a series is not milder than an issue of it."""
    found = [each for issue in issues for each in issue.get("certificates", ())]
    return sorted(found, key=lambda each: -each.get("age", 0))[:1]


def collections(copies: Sequence[Copy]) -> tuple[Relation, ...]:
    """Put an issue into its story arcs and into the reading orders that it stands in."""
    out: dict[str, Relation] = {}
    for source in SOURCES:
        for copy in copies:
            place = copy.facts.get(source, {}).get("place", {})
            for each in (*place.get("arcs", ()), *place.get("alternates", ())):
                key = match_key(each["title"])
                target = Reference(kind="reading_order", key=key, title=each["title"])
                out.setdefault(key, Relation(type="collection", target=target, position=position(each["number"])))
    return tuple(out.values())
