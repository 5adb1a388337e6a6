"""Makes records, candidates and pictures of what TMDB answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mediad_plugin_tmdb.api import number, part, rows, text
from mediad_plugin_tmdb.certificates import age_of
from mediad_sdk.values.metadata import Candidate, Image, Record

if TYPE_CHECKING:
    from collections.abc import Callable

_JOBS = {
    "Director": "director", "Writer": "writer", "Screenplay": "writer", "Story": "writer", "Novel": "author",
    "Original Music Composer": "composer", "Director of Photography": "cinematographer", "Editor": "editor",
    "Producer": "producer",
}  # fmt: skip
_CAST = 30
"""Players that are told, the first ones on the poster."""
_TITLES = 60
"""Other titles that are told."""
_FAMOUS = 20.0
"""The popularity at which half of the weight is reached."""
_ROLES = {"posters": ("poster", "w780"), "backdrops": ("backdrop", "w1280"), "logos": ("logo", "w500")}
_THEATRES, _LIMITED, _PREMIERE = 3, 2, 1
"""Types of release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One of TMDB's kinds of works, and what its fields are called."""

    name: str
    imdb: str
    more: tuple[str, ...]
    titles: tuple[str, str] = ("alternative_titles", "titles")

    def fields_of(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Make the fields of a document; what is empty says nothing."""
        date = text(said, "release_date", "first_air_date")
        return {
            "title": text(said, "title", "name"),
            "titles": _titles(said, *self.titles),
            "overview": text(said, "overview"),
            "tagline": text(said, "tagline"),
            "dates": [{"value": date, "use": "original"}] if date else [],
            "genres": [text(each, "name") for each in rows(said, "genres")],
            "countries": [text(each, "name") for each in rows(said, "production_countries")],
            "languages": [text(each, "iso_639_1") for each in rows(said, "spoken_languages")],
            "rating": round(number(said, "vote_average") * 10) if number(said, "vote_count") else None,
            "ids": self._ids(said),
            "credits": [*_crew(said), *_cast(said), *_studios(said)],
            "certificates": list(_certificates(said)),
            "collections": _collections(said),
        }

    def _ids(self, said: Mapping[str, Any]) -> list[dict[str, str]]:
        others = part(said, "external_ids")
        known = (
            ("tmdb", self.name, str(said["id"])),
            ("imdb", self.imdb, text(said, "imdb_id") or text(others, "imdb_id")),
            ("wikidata", "", text(others, "wikidata_id")),
            *(("tvdb", "series", str(each)) for each in [others.get("tvdb_id")] if each and self.name == "tv"),
        )
        return [{"scheme": scheme, "entity": entity, "value": value} for scheme, entity, value in known if value]


MOVIE = Entity(
    name="movie", imdb="title", more=("credits", "release_dates", "external_ids", "alternative_titles", "translations")
)
TV = Entity(
    name="tv", imdb="title", titles=("alternative_titles", "results"),
    more=("credits", "content_ratings", "external_ids", "alternative_titles", "translations"),
)  # fmt: skip


def record(entity: Entity, said: Mapping[str, Any], language: str) -> Record:
    """Make the record of a work in a language; a title that nobody translated is in the original one."""
    fields = {name: value for name, value in entity.fields_of(said).items() if value not in ("", [], None)}
    original = text(said, "original_language")
    own = language.partition("-")[0]
    translated = any(
        text(each, "iso_639_1") == own and text(part(each, "data"), "title", "name")
        for each in rows(part(said, "translations"), "translations")
    )
    return Record(fields=fields, languages={} if translated or original in ("", own) else {"title": original})


def candidate(said: Mapping[str, Any], picture: Callable[[str, str], str], **ids: str) -> Candidate:
    """Make a candidate of a search's hit, or of all that is known of a work."""
    date, popularity = text(said, "release_date", "first_air_date"), number(said, "popularity")
    titles = [text(said, "title", "name"), text(said, "original_title", "original_name")]
    titles += [each["value"] for each in _titles(said, "alternative_titles", "titles", "results")]
    poster = text(said, "poster_path")
    return Candidate(
        id=str(said["id"]), titles=tuple(dict.fromkeys(filter(None, titles))), ids=ids,
        year=int(date[:4]) if date[:4].isdecimal() else None, summary=text(said, "overview")[:300],
        picture=picture("w154", poster) if poster else "", weight=popularity / (popularity + _FAMOUS),
    )  # fmt: skip


def images(said: Mapping[str, Any], picture: Callable[[str, str], str]) -> Iterator[Image]:
    """Give the pictures of an answer; drawings that no program here can show are left out."""
    for name, (role, size) in _ROLES.items():
        for each in rows(said, name):
            path = text(each, "file_path")
            if path and not path.endswith(".svg"):
                yield Image(
                    role=role, url=picture(size, path), width=int(number(each, "width")),
                    height=int(number(each, "height")), language=text(each, "iso_639_1"),
                    votes=number(each, "vote_average") * 10,
                )  # fmt: skip


def _titles(said: Mapping[str, Any], name: str, *lists: str) -> list[dict[str, str]]:
    """Give every other title: the original one, those of translations, and those of countries."""
    found = [(text(said, "original_title", "original_name"), text(said, "original_language"), "original")]
    found += [
        (text(part(each, "data"), "title", "name"), text(each, "iso_639_1"), "localised")
        for each in rows(part(said, "translations"), "translations")
    ]
    found += [(text(each, "title"), "", "alternative") for within in lists for each in rows(part(said, name), within)]
    kept: dict[str, dict[str, str]] = {}
    for value, language, use in found:
        if value:
            kept.setdefault(value, {"value": value, "use": use, **({"language": language} if language else {})})
    return list(kept.values())[:_TITLES]


def _person(said: Mapping[str, Any], role: str) -> dict[str, Any]:
    ids = [{"scheme": "tmdb", "entity": "person", "value": str(said.get("id"))}]
    return {"name": text(said, "name"), "role": role, "kind": "person", "ids": ids}


def _crew(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give who made it, the most important jobs first, each person once a role."""
    order = list(dict.fromkeys(_JOBS.values()))
    found = {
        (role, text(each, "name")): _person(each, role)
        for each in rows(part(said, "credits"), "crew")
        if (role := _JOBS.get(text(each, "job"), "")) and text(each, "name")
    }
    makers = [_person(each, "creator") for each in rows(said, "created_by") if text(each, "name")]
    return [*makers, *sorted(found.values(), key=lambda each: order.index(each["role"]))]


def _cast(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    players = [each for each in rows(part(said, "credits"), "cast") if text(each, "name")]
    players.sort(key=lambda each: number(each, "order"))
    return [
        {**_person(each, "actor"), **({"character": shown} if (shown := text(each, "character")) else {})}
        for each in players[:_CAST]
    ]


def _studios(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": text(each, "name"), "role": "studio", "kind": "studio",
            "ids": [{"scheme": "tmdb", "entity": "company", "value": str(each.get("id"))}],
        }
        for each in rows(said, "production_companies")
        if text(each, "name")
    ]  # fmt: skip


def _collections(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = part(said, "belongs_to_collection")
    ids = [{"scheme": "tmdb", "entity": "collection", "value": str(found.get("id"))}]
    return [{"title": text(found, "name"), "ids": ids}] if text(found, "name") else []


def _certificates(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the certificate of each country: that of the theatres before those of discs and television."""
    for each in rows(part(said, "release_dates"), "results"):
        releases = sorted(rows(each, "release_dates"), key=_place)
        values = [value for release in releases if (value := text(release, "certification"))]
        yield from _certificate(text(each, "iso_3166_1"), values)
    for each in rows(part(said, "content_ratings"), "results"):
        yield from _certificate(text(each, "iso_3166_1"), [text(each, "rating")])


def _certificate(country: str, values: list[str]) -> Iterator[dict[str, Any]]:
    if country and values and values[0]:
        age = age_of(country, values[0])
        yield {"country": country, "value": values[0], **({} if age is None else {"age": age})}


def _place(release: Mapping[str, Any]) -> int:
    order = (_THEATRES, _LIMITED, _PREMIERE)
    kind = release.get("type")
    return order.index(kind) if kind in order else len(order)
