"""Films, their extras and collections out of a folder's names and facts; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_movies import films, folders, shapes, titles
from mediad_plugin_movies.titles import FilmName, parse
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Document, Position, Reference, Relation, Work
from mediad_video import beside, editions, extras, files
from mediad_video.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad_plugin_movies.films import Extra, Film
    from mediad_sdk.values.media import Extracted, Listing

ENTITIES = {"imdb": "title", "tmdb": "movie", "tvdb": "movie"}


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    names = listing.names
    if not facts and names and files.is_subtitle_folder(names[-1]):
        return _subtitles_of(listing, names)
    found, others = films.read(listing, facts)
    found = [film for film in found if film.name.title]
    alone = found[0].key if len(found) == 1 else None
    near = Beside(listing, {film.key: film.groups for film in found}, folder_is=alone)
    works = {film.key: _film(film, near, listing) for film in found}
    return [*works.values(), *_extras(others, found, works, listing)]


def _subtitles_of(listing: Listing, names: tuple[str, ...]) -> list[Work]:
    """Give the film above its subtitles, where its folder says for sure which film it is."""
    above, _ = folders.film_of(names)
    if above is None or not (above.title and (above.year or above.ids)):
        return []
    key = titles.key(above.title, above.year)
    return [Work(kind="film", key=key, companions=beside.apart(listing, above.title))]


def _film(film: Film, near: Beside, listing: Listing) -> Work:
    collection = _collection(_collection_folder(listing, film), _order(listing, film))
    return Work(
        kind="film",
        key=film.key,
        documents=(Document(source="name", fields=named(film.name)), *_tags(film)),
        editions=editions.editions(film.groups, f"{film.name.title} {film.name.year}"),
        companions=near.companions(film.key),
        artwork=near.artwork(film.key),
        relations=(collection,) if collection else (),
    )


def named(name: FilmName) -> dict[str, Any]:
    """Make a document of what a name says."""
    out: dict[str, Any] = {"title": name.title}
    if name.year:
        out["dates"] = [{"value": name.year, "use": "original"}]
    if name.ids:
        out["ids"] = [
            {"scheme": scheme, "value": value, "entity": ENTITIES.get(scheme, "movie")} for scheme, value in name.ids
        ]
    return out


def _tags(film: Film) -> list[Document]:
    """Believe the title inside a file only where it is the same title in better letters: `Amelie` and `Amélie`."""
    for group in film.groups:
        inside = str(group[0].facts.get("title", ""))
        if inside and inside != film.name.title and match_key(inside) == match_key(film.name.title):
            return [Document(source="tags", fields={"title": inside}, file=group[0].name)]
    return []


def _collection_folder(listing: Listing, film: Film) -> str:
    # The folder above the film's own, or the folder itself when several films lie in it.
    names = listing.names[-2:]
    return next((name for name in reversed(names) if shapes.is_collection(name) and name != film.name.title), "")


def _order(listing: Listing, film: Film) -> Position | None:
    for text in (film.groups[0][0].text, *listing.names[-1:]):
        digits = text.partition(".")[0].partition(" ")[0]
        if digits.isdecimal() and len(digits) <= 3 and titles.without_order(text) != text:  # noqa: PLR2004  # `01.`
            return Position(label=digits, value=int(digits))
    return None


def _collection(title: str, position: Position | None) -> Relation | None:
    if not title:
        return None
    target = Reference(kind="film_collection", key=match_key(title), title=title)
    return Relation(type="collection", target=target, position=position)


def _extras(others: list[Extra], found: list[Film], works: dict[str, Work], listing: Listing) -> list[Work]:
    above, _ = folders.film_of(folders.without_inner(listing.names))
    out = []
    for extra in others:
        owner = _owner(extra, found, works) or (works[found[0].key] if len(found) == 1 else None)
        if owner is None and above and above.title:
            owner = Work(kind="film", key=titles.key(above.title, above.year))
        if owner is None:
            continue
        title = _extra_title(extra, listing)
        out.append(
            Work(
                kind="film",
                key=match_key("extra", extra.kind, extra.video.text or listing.names[-1]),
                documents=(Document(source="name", fields={"title": title}),),
                parent=owner,
                editions=(editions.edition([extra.video]),),
                extra=extra.kind,
            )
        )
    return out


def _owner(extra: Extra, found: list[Film], works: dict[str, Work]) -> Work | None:
    if not extra.of:
        return None
    name = parse(extra.of)
    for film in found:
        if titles.key(name.title, name.year) == film.key or any(
            extra.of == group[0].text or (not name.year and match_key(name.title) == match_key(film.name.title))
            for group in film.groups
        ):
            return works[film.key]
    return None


def _extra_title(extra: Extra, listing: Listing) -> str:
    names = folders.without_inner(listing.names)
    if names and extras.in_folder(names[-1]):
        return extra.video.text or listing.names[-1]
    return extra.kind.replace("_", " ").capitalize()
