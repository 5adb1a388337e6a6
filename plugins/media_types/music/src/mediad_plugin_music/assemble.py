"""Albums, discs and tracks out of a folder's names and facts; pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mediad_plugin_music import albums, beside, editions
from mediad_plugin_music.credits import credit, of_track
from mediad_plugin_music.folders import album_of
from mediad_plugin_music.songs import songs
from mediad_plugin_music.words import VARIOUS_ARTISTS
from mediad_sdk.values.works import Document, Position, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad_plugin_music.albums import Album
    from mediad_plugin_music.folders import AlbumName
    from mediad_plugin_music.song import Song
    from mediad_sdk.values.media import Extracted, Listing

_MB = (
    ("release_id", "release"),
    ("release_group_id", "release_group"),
)
_MB_TRACK = (("recording_id", "recording"), ("release_track_id", "track"), ("work_id", "work"))


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    folder = album_of(listing.names)
    found = albums.albums(songs(facts, folder, {entry.name: entry.size for entry in listing.entries}), folder)
    if not found:
        return _cover_above_discs(listing, folder)
    near = beside.Beside(listing)
    out: list[Work] = []
    for album in found:
        out += _tracks(album, near, alone=len(found) == 1, folder=folder)
    return out


def _tracks(album: Album, near: beside.Beside, *, alone: bool, folder: AlbumName | None) -> list[Work]:
    parent = _album(album, near, alone=alone) if album.title else None
    discs = _discs(album, parent, folder) if parent else {}
    grouped = editions.by_track(album.songs)
    return [_track(key, same, discs.get(same[0].disc or 1, parent), near) for key, same in grouped.items()]


def _album(album: Album, near: beside.Beside, *, alone: bool) -> Work:
    several = [song for song in album.songs if song.tags]
    fields: dict[str, Any] = {"title": album.title}
    if album.artist:
        fields["credits"] = _album_credits(album)
    if several:
        fields |= _album_facts(album)
    tagged = bool(several) and not album.named
    if not tagged and album.year:
        fields.setdefault("dates", _dates("", album.year))
    documents = [_said(several[0], fields) if tagged else Document(source="name", fields=fields)]
    if tagged and album.year and not album.date:
        documents.append(Document(source="name", fields={"dates": _dates("", album.year)}))
    pictured = next((song.file for song in album.songs if song.pictures), b"")
    return Work(
        kind="album",
        key=album.key,
        documents=tuple(documents),
        companions=near.companions_of_album() if alone else (),
        artwork=near.artwork(pictured, alone=alone),
    )


def _said(song: Song, fields: dict[str, Any]) -> Document:
    return Document(source="cue" if song.cue else "tags", fields=fields, file=song.cue or song.file)


def _album_credits(album: Album) -> list[dict[str, Any]]:
    values = album.first("album_artists") or []
    ids = album.first("album_artist_ids") or []
    if values and album.artist not in values:
        names = [album.artist, *values]
        last = len(names) - 1
        out = [credit(name, "album_artist", ", " if at < last else "") for at, name in enumerate(names)]
    else:
        out = [credit(album.artist, "album_artist")]
    if len(ids) == len(out):
        out = [credit(c["name"], c["role"], c.get("join", ""), id_) for c, id_ in zip(out, ids, strict=True)]
    return out


def _album_facts(album: Album) -> dict[str, Any]:
    found = {
        "sort_title": album.first("album_sort"),
        "dates": _dates(album.first("original_date"), album.date),
        "genres": list(dict.fromkeys(genre for song in album.songs for genre in song.tags.get("genres", ())))[:20],
        "ids": [_id("musicbrainz", entity, album.most(name)) for name, entity in _MB],
        "compilation": album.artist == VARIOUS_ARTISTS or bool(album.first("compilation")),
        **{name: album.first(name) for name in ("release_type", "release_status", "release_country", "media")},
        "version": album.first("version"),
        "label": next(iter(album.first("labels")), ""),
        "catalog_number": album.first("catalog_number"),
        "disc_total": album.first("disc_total"),
    }
    found["ids"] += [_id("barcode", "release", album.first("barcode"))]
    found["ids"] += [_id("asin", "release", album.first("asin"))]
    found["ids"] = [one for one in found["ids"] if one["value"]]
    return {name: value for name, value in found.items() if value}


def _discs(album: Album, parent: Work, folder: AlbumName | None) -> dict[int, Work]:
    """Make the discs where an album has several; a single disc is no level of its own."""
    titles: dict[int, str] = {}
    for song in album.songs:
        titles.setdefault(song.disc or 1, song.disc_title)
    total = album.first("disc_total") or 1
    if max(titles) == 1 and total == 1 and not (folder and folder.disc) and not titles[1]:
        return {}
    return {
        number: Work(
            kind="disc",
            key=str(number),
            documents=(Document(source="tags" if title else "name", fields={"title": title or f"Disc {number}"}),),
            parent=parent,
            position=Position(label=str(number), value=number),
        )
        for number, title in titles.items()
    }


def _track(key: str, same: list[Song], parent: Work | None, near: beside.Beside) -> Work:
    song = same[0]
    documents = _documents(song, disc=song.disc if parent and parent.kind != "disc" else 0)
    for other in same[1:]:
        documents += _documents(other)
    return Work(
        kind="track",
        key=key,
        documents=tuple(documents),
        parent=parent,
        position=_position(song.label, song.number) if song.label else None,
        editions=editions.editions(same),
        companions=near.lyrics(same),
        artwork=() if parent else near.embedded(next((one.file for one in same if one.pictures), b"")),
    )


@lru_cache(1024)
def _position(label: str, value: int) -> Position:
    return Position(label=label, value=value)


def _documents(song: Song, disc: int = 0) -> list[Document]:
    """Give what tags and names say; the disc only where no level of its own does."""
    out = []
    fields = _track_facts(song.tags)
    if disc and fields:
        fields["disc"] = disc
    if fields:
        out.append(_said(song, fields))
    named: dict[str, Any] = {}
    if "title" not in song.tags:
        named["title"] = song.name.title
    if song.name.artist and song.name.artist == song.artist != song.tags.get("artist"):
        named["credits"] = of_track({"artist": song.name.artist}, "")
    if disc and not out:
        named["disc"] = disc
    if named:
        out.append(Document(source="name", fields=named))
    return out


# What a track's document takes over as it is, and what it gathers under one name.
_FIELDS = {
    "title": "title",
    "title_sort": "sort_title",
    **{name: name for name in ("genres", "languages", "comment", "bpm", "initial_key", "lyrics", "moods", "encoder")},
    **{name: name for name in ("subtitle", "copyright")},
    **dict.fromkeys(
        ("track_gain", "track_peak", "album_gain", "album_peak", "r128_track_gain", "r128_album_gain", "sound_check"),
        "replay_gain",
    ),
    **dict.fromkeys(("work", "movement", "movement_number", "movement_total", "grouping"), "movement"),
}
_GROUPS = frozenset(("replay_gain", "movement"))
_PEOPLE = frozenset(("rating", "plays"))
_IDS = frozenset(("recording_id", "release_track_id", "work_id", "isrcs", "acoustid"))


def _track_facts(tags: Mapping[str, Any]) -> dict[str, Any]:
    # Written for speed: a track has ten tags of the sixty that there are, so the tags are walked, not the table.
    out: dict[str, Any] = {}
    for name, value in tags.items():
        if not value or (field := _FIELDS.get(name)) is None:
            continue
        if field in _GROUPS:
            out.setdefault(field, {})[name] = value
        else:
            out[field] = value
    if credits_ := of_track(tags, tags.get("title", "")):
        out["credits"] = credits_
    if dates := _dates(tags.get("original_date", ""), tags.get("date", "")):
        out["dates"] = dates
    if not _IDS.isdisjoint(tags) and (ids := _track_ids(tags)):
        out["ids"] = ids
    if not _PEOPLE.isdisjoint(tags):
        out["people"] = [{name: tags[name] for name in ("rating", "plays") if name in tags} | {"source": "tags"}]
    return out


def _track_ids(tags: Mapping[str, Any]) -> list[dict[str, str]]:
    out = [_id("musicbrainz", entity, tags[name]) for name, entity in _MB_TRACK if name in tags]
    out += [_id("isrc", "recording", code) for code in tags.get("isrcs", ())]
    if "acoustid" in tags:
        out.append(_id("acoustid", "recording", tags["acoustid"]))
    return out


def _id(scheme: str, entity: str, value: str) -> dict[str, str]:
    return {"scheme": scheme, "entity": entity, "value": value}


def _dates(original: str, edition: str) -> list[dict[str, str]]:
    return [*_dated(original, edition)]


@lru_cache(1024)  # the tracks of an album have them in common
def _dated(original: str, edition: str) -> tuple[dict[str, str], ...]:
    texts = (("original", original), ("edition", edition))
    return tuple({"value": value, "use": use} for use, text in texts if (value := albums.date(text)))


def _cover_above_discs(listing: Listing, folder: AlbumName | None) -> list[Work]:
    # `Album/cover.jpg` above `Album/CD1`: the discs' folders find the same album by its names.
    near = beside.Beside(listing)
    art = near.artwork(b"", alone=True)
    if folder is None or not art:
        return []
    album = albums.Album(folder.title, folder.artist, year=folder.year)
    fields: dict[str, Any] = {"title": album.title}
    return [Work(kind="album", key=album.key, documents=(Document(source="name", fields=fields),), artwork=art)]
