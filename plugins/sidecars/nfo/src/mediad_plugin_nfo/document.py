"""The elements of an NFO file and the fields of a document that they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad_plugin_nfo.ages import certificates

if TYPE_CHECKING:
    from mediad_xml import Node

MAX_TEXT = 20_000
MAX_WORD = 500
MAX_VALUES = 200
DATE = re.compile(r"(?!0000)\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_COUNT = re.compile(r"\d{1,6}", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,8})?", re.ASCII)
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_SCHEME = re.compile(r"\w{1,20}", re.ASCII)
SCHEMES = {"themoviedb": "tmdb", "thetvdb": "tvdb"}
BEST = ("themoviedb", "tmdb", "imdb")
"""Whose rating counts where none is the default."""

TEXTS = {
    "title": ("title",),
    "sort_title": ("sorttitle",),
    "overview": ("plot", "outline", "review"),
    "tagline": ("tagline",),
}
LISTS = {"genres": "genre", "tags": "tag", "countries": "country"}
ROLES = (
    ("director", "director", "person"),
    ("credits", "writer", "person"),
    ("actor", "actor", "person"),
    ("studio", "studio", "studio"),
)
"""(element, role, kind) in the order of a document's credits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One kind of NFO file.

    Attributes:
        root: The name of its element.
        entities: What ids of each scheme are ids of.
        plain: The scheme of an `id` that does not say which it is.
        dates: Elements that hold its date, the best first.
        use: What its date is the day of.
        roles: Its credits, as `ROLES`.
        ids: Elements that are ids of a scheme and an entity.
    """

    root: str
    entities: Mapping[str, str]
    plain: str = "tmdb"
    dates: tuple[str, ...] = ("premiered", "releasedate", "aired", "year")
    use: str = "original"
    roles: tuple[tuple[str, str, str], ...] = ROLES
    ids: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def fields(self, root: Node) -> dict[str, Any]:
        """Read every field; what is empty says nothing."""
        out: dict[str, Any] = {name: self.text(root, *elements) for name, elements in TEXTS.items()}
        out |= {name: _words(root, element) for name, element in LISTS.items()}
        original = root.said("originaltitle")[:MAX_WORD]
        out |= {
            "titles": [{"value": original, "use": "original"}] if original else [],
            "dates": self.date(root),
            "ids": self.all_ids(root),
            "certificates": _certificates(root),
            "rating": rating(root),
            "collections": _collections(root),
            "credits": [each for role in self.roles for each in credits_of(root, role)],
            "people": _people(root),
        }
        return {name: value for name, value in out.items() if value or value == 0}

    def text(self, root: Node, *elements: str) -> str:
        """Give the first text that there is."""
        return next((text for each in elements if (text := root.said(each))), "")[:MAX_TEXT]

    def date(self, root: Node) -> list[dict[str, str]]:
        """Give the date that is most precise."""
        said = (each.text[:10] for name in self.dates for each in root.all(name))
        return next(([{"value": date, "use": self.use}] for date in said if DATE.fullmatch(date)), [])

    def all_ids(self, root: Node) -> list[dict[str, str]]:
        """Give ids, of each scheme the first."""
        out: dict[str, dict[str, str]] = {}
        for node in root.all("uniqueid", "id", "tmdbid", "imdbid", "imdb_id", "tvdbid", *self.ids)[:MAX_VALUES]:
            scheme, entity = self.ids.get(node.key) or self._scheme(node)
            if _ID.fullmatch(node.text) and _SCHEME.fullmatch(scheme):
                out.setdefault(f"{scheme} {entity}", {"scheme": scheme, "value": node.text, "entity": entity})
        return list(out.values())

    def _scheme(self, node: Node) -> tuple[str, str]:
        said = node.attributes.get("type", "").lower() if node.key == "uniqueid" else re.sub("_?id$", "", node.key)
        scheme = SCHEMES.get(said, said) or ("imdb" if node.text.startswith("tt") else self.plain)
        return scheme, self.entities.get(scheme, "")


FILM = Shape(root="movie", entities={"imdb": "title", "tmdb": "movie", "tvdb": "movie"})
SHOW = Shape(root="tvshow", entities={"imdb": "title", "tmdb": "tv", "tvdb": "series"}, plain="tvdb")
SEASON = Shape(root="season", entities={"tmdb": "season", "tvdb": "season"}, plain="tvdb")
EPISODE = Shape(
    root="episodedetails", entities={"imdb": "title", "tmdb": "episode", "tvdb": "episode"}, plain="tvdb",
    dates=("aired", "premiered", "releasedate", "year"), use="aired",
)  # fmt: skip
MUSIC_VIDEO = Shape(
    root="musicvideo", entities={"imdb": "title", "tmdb": "movie"},
    roles=(("artist", "artist", "artist"), *ROLES),
)  # fmt: skip
ALBUM = Shape(
    root="album", entities={"musicbrainz": "release"}, plain="musicbrainz",
    dates=("originalreleasedate", "releasedate", "year"),
    roles=(("artist", "album_artist", "artist"), ("label", "label", "label")),
    ids={
        "musicbrainzalbumid": ("musicbrainz", "release"), "musicbrainzreleasegroupid": ("musicbrainz", "release_group"),
    },
)  # fmt: skip


def _words(root: Node, *elements: str) -> list[str]:
    return [each.text[:MAX_WORD] for each in root.all(*elements) if each.text][:MAX_VALUES]


def credits_of(root: Node, role: tuple[str, str, str]) -> list[dict[str, str]]:
    """Give the credits of one role; an actor has elements of its own, and so has who made a record."""
    element, name, kind = role
    out = []
    for node in root.all(element)[:MAX_VALUES]:
        credit = {"name": (node.said("name") or node.text)[:MAX_WORD], "role": name, "kind": kind}
        character = node.said("role")[:MAX_WORD] if element == "actor" else ""
        if credit["name"]:
            out.append({**credit, "character": character} if character else credit)
    return out


def _certificates(root: Node) -> list[dict[str, object]]:
    said = [each for text in _words(root, "mpaa", "certification") for each in certificates(text)]
    return [each for at, each in enumerate(said) if each not in said[:at]]


def _collections(root: Node) -> list[dict[str, str]]:
    titles = dict.fromkeys((each.said("name") or each.text)[:MAX_WORD] for each in root.all("set"))
    return [{"title": title} for title in titles if title][:MAX_VALUES]


def rating(root: Node) -> int | None:
    """Give what others think of it, 0 to 100: the rating that is the default, or one of somebody known."""
    told = [each for held in root.all("ratings") for each in held.all("rating")]
    ranked = sorted(told, key=lambda each: (each.attributes.get("default", "").lower() != "true", _fame(each)))
    for each in ranked:
        if (found := _of_hundred(each.said("value") or each.text, each.attributes.get("max", "10"))) is not None:
            return found
    return _of_hundred(root.said("rating"), "10")


def _fame(node: Node) -> int:
    name = node.attributes.get("name", "").lower()
    return BEST.index(name) if name in BEST else len(BEST)


def _of_hundred(text: str, most: str) -> int | None:
    if not (_NUMBER.fullmatch(text) and _NUMBER.fullmatch(most)):
        return None
    value, top = float(text.replace(",", ".")), float(most.replace(",", "."))
    return round(value / top * 100) if 0 < value <= top else None


def _people(root: Node) -> list[dict[str, Any]]:
    """Say what the file says that somebody did with the work; it is imported for the user who asks for it."""
    count, stars = root.said("playcount"), _of_hundred(root.said("userrating"), "10")
    plays = int(count) if _COUNT.fullmatch(count) else 0
    out = {"plays": plays or int(root.said("watched").lower() == "true"), "rating": stars or 0}
    said = {name: value for name, value in out.items() if value}
    return [{**said, "source": "nfo"}] if said else []
