"""Series, volumes and issues out of a folder's names and facts; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad_comicinfo import SOURCES
from mediad_plugin_comics import claim, documents, editions, pages, shelves
from mediad_plugin_comics.editions import Copy
from mediad_plugin_comics.places import Place, key_of, label, named, place_of, position
from mediad_plugin_comics.runs import dated
from mediad_sdk.names import suffix, text_of
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Artwork, Companion, Document, Work

if TYPE_CHECKING:
    from mediad_plugin_comics.shelves import Shelf
    from mediad_sdk.values.media import Extracted, Listing

FEWEST = 3
"""Pages from which an archive that may be anything is a book."""


@dataclass(slots=True)
class Issue:
    """One work of a folder and the files that it is in."""

    place: Place
    copies: list[Copy] = field(default_factory=list)


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    names = listing.names
    shelf = shelves.shelf_of(names)
    if not facts:
        return _series_above(listing, shelf)
    copies = _copies(facts, listing)
    if book := _book(facts, names):
        copies, shelf = [book], shelves.shelf_of(names[:-1])
    issues = _issues(copies, shelf)
    return _works(issues, listing)


def _copies(facts: Sequence[Extracted], listing: Listing) -> list[Copy]:
    on_shelf = shelves.among_comics(listing.names)
    out = []
    for item in facts:
        ending = suffix(item.name)
        if claim.is_page(item.name) or item.name.lower() == claim.DOCUMENT:
            continue
        if ending in claim.ARCHIVES and not on_shelf and not _is_comic(item, alone=listing.alone):
            continue
        name = named(text_of(item.name))
        ending_ = ending.decode("ascii", "replace").upper()
        out.append(Copy(files=(item.name,), name=name, facts=item.facts, error=item.error, ending=ending_))
    return out


def _is_comic(item: Extracted, *, alone: bool) -> bool:
    """Tell by what is in it whether an archive of any name is a comic; among comics alone, any pages make one."""
    facts = item.facts
    if any(source in facts for source in SOURCES) or (alone and facts.get("pages")):
        return True
    fewest = 1 if shelves.is_counted(text_of(item.name)) else FEWEST  # `星の庭 第01巻.zip`
    return bool(facts.get("is_book")) and facts.get("pages", 0) >= fewest


def _book(facts: Sequence[Extracted], names: tuple[str, ...]) -> Copy | None:
    """Make one copy of a folder of pages."""
    shown = {item.name.decode("utf-8", "replace"): item for item in facts if claim.is_page(item.name)}
    if not shown or len(shown) < len(facts) - 1:
        return None
    order = [shown[name] for name in pages.in_order(shown)]
    sizes = [tuple((item.facts.get("sizes") or [[0, 0]])[0]) for item in order]
    found: dict[str, Any] = {"format": "folder", "pages": len(order), "sizes": [list(size) for size in sizes]}
    told = next((dict(item.facts) for item in facts if item.name.lower() == claim.DOCUMENT), {})
    said = told.get("comicinfo", {}).get("pages", ())
    if wide := pages.spreads([size if all(size) else None for size in sizes], said):
        found["spreads"] = wide
    found["cover"] = order[pages.cover_of(list(shown), said)].name.decode("utf-8", "replace")
    readable = [item.name for item in order if not item.error]
    error = "" if readable else order[0].error
    files = readable or [item.name for item in order]
    return Copy(files=files, name=named(names[-1]), facts={**told, **found}, error=error, ending=editions.FOLDER)


def _issues(copies: Sequence[Copy], shelf: Shelf) -> list[Issue]:
    """Gather the files of each work."""
    counted = {key_of(copy.name.series) for copy in copies if copy.name.volume or copy.name.number}
    places = [place_of(copy.name, shelf, copy.facts, counted) for copy in copies]
    issues: dict[tuple[str, ...], Issue] = {}
    for place, copy in zip(dated(places, [copy.name.date for copy in copies]), copies, strict=True):
        issues.setdefault((place.key, *_key(place)), Issue(place)).copies.append(copy)
    return list(issues.values())


def _key(place: Place) -> tuple[str, str, str]:
    """Give the keys of the volume and of the issue in it; one of them may be ""."""
    form = place.form
    if place.number:
        return "volume", label(place.volume), f"{match_key('issue', form)}|{label(place.number)}"
    if place.volume:
        return "volume", f"{match_key(form)}|{label(place.volume)}" if form else label(place.volume), ""
    return "volume", "", match_key("issue", form, place.title)


def _works(issues: Sequence[Issue], listing: Listing) -> list[Work]:
    out: list[Work] = []
    series: dict[str, Work] = {}
    volumes: dict[tuple[str, str], Work] = {}
    by_series: dict[str, list[Issue]] = {}
    for issue in issues:
        by_series.setdefault(issue.place.key, []).append(issue)
    for key, own in by_series.items():
        series[key] = _series(own, listing, alone=len(by_series) == 1)
    for issue in issues:
        above = series[issue.place.key]
        _, volume, number = _key(issue.place)
        if volume and not number:
            volumes[issue.place.key, volume] = _leaf("comic_volume", volume, issue, above, listing)
    for issue in issues:
        _, volume, number = _key(issue.place)
        if number:
            parent = series[issue.place.key]
            if volume:
                place = (issue.place.key, volume)
                parent = volumes.get(place) or volumes.setdefault(place, _volume(issue.place, volume, parent))
            out.append(_leaf("comic_issue", number, issue, parent, listing))
    bearing = [each for each in volumes.values() if each.editions]
    return [*bearing, *out]


def _series(issues: Sequence[Issue], listing: Listing, *, alone: bool) -> Work:
    place = issues[0].place
    told = documents.of_series([copy for issue in issues for copy in issue.copies])
    fields: dict[str, Any] = {"title": place.series}
    if place.year:
        fields["dates"] = [{"value": place.year, "use": "original"}]
    first = min(issues, key=lambda issue: (issue.place.form != "", issue.place.value, issue.copies[0].files[0]))
    art = _art(listing) if alone else ()
    return Work(
        kind="comic_series",
        key=place.key,
        documents=(*told, Document(source="name", fields=fields)),
        artwork=(*art, *_cover(first)),
    )


def _volume(place: Place, key: str, parent: Work) -> Work:
    """Make a volume of which only issues are there."""
    return Work(
        kind="comic_volume",
        key=key,
        documents=(Document(source="name", fields={"title": f"Volume {label(place.volume)}"}),),
        parent=parent,
        position=position(place.volume),
    )


def _leaf(kind: str, key: str, issue: Issue, parent: Work, listing: Listing) -> Work:
    place = issue.place
    stems = {text_of(copy.files[0]) for copy in issue.copies if copy.ending != editions.FOLDER}
    own = tuple(
        Artwork(role="cover", file=entry.name)
        for entry in listing.files
        if stems and pages.is_page(entry.text) and text_of(entry.name) in stems
    )
    return Work(
        kind=kind,
        key=key,
        documents=documents.of_issue(place, issue.copies),
        parent=parent,
        position=position(place.number or place.volume, place.form),
        editions=editions.editions(issue.copies),
        companions=tuple(Companion(role="artwork", files=(each.file,)) for each in own),
        artwork=(*own, *_cover(issue)),
        relations=documents.collections(issue.copies),
    )


def _cover(issue: Issue) -> tuple[Artwork, ...]:
    """Give the cover inside the first copy that has one; of a folder of pages it is a file."""
    for copy in issue.copies:
        cover = str(copy.facts.get("cover") or "")
        if cover and copy.ending == editions.FOLDER:
            file = next((name for name in copy.files if name.decode("utf-8", "replace") == cover), copy.files[0])
            return (Artwork(role="cover", file=file),)
        if cover:
            return (Artwork(role="cover", file=copy.files[0], embedded=True),)
    return ()


_ROLES = {
    "cover": "cover", "folder": "cover", "poster": "poster", "series": "poster", "front": "cover", "banner": "banner",
    "fanart": "backdrop", "backdrop": "backdrop", "background": "backdrop", "logo": "logo", "clearlogo": "logo",
    "thumb": "thumb", "thumbnail": "thumb",
}  # fmt: skip  # a table


def _art(listing: Listing) -> tuple[Artwork, ...]:
    found = [(text_of(entry.name).lower(), entry.name) for entry in listing.files if claim.is_art(entry.name, set())]
    return tuple(Artwork(role=_ROLES[name], file=file) for name, file in sorted(found) if name in _ROLES)


def _series_above(listing: Listing, shelf: Shelf) -> list[Work]:
    """Give a series the pictures that lie above the folders of its volumes."""
    art = _art(listing)
    if not art or not shelf.series or not listing.folders:
        return []
    place = Place(series=shelf.series, year=shelf.year)
    return [Work(kind="comic_series", key=place.key, artwork=art)]
