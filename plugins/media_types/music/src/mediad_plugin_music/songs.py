"""One song for each track that a folder holds: its facts, filled up from names and from cue sheets."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mediad_plugin_music import habits
from mediad_plugin_music.discs import disc_of
from mediad_plugin_music.names import TrackName, track_of
from mediad_plugin_music.song import Song
from mediad_plugin_music.words import is_numbered_only, names_nothing
from mediad_sdk.names import stem, suffix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_music.folders import AlbumName
    from mediad_sdk.values.media import Extracted


_NO_SIZES: Mapping[bytes, int] = MappingProxyType({})


def songs(facts: Sequence[Extracted], folder: AlbumName | None, sizes: Mapping[bytes, int] = _NO_SIZES) -> list[Song]:
    """Make the songs of a folder; sizes tell copies of one file from others."""
    files = [item for item in facts if suffix(item.name) != b"cue"]
    sheets = (
        {item.name: item.facts["cue"] for item in facts if item.facts.get("cue")} if len(files) < len(facts) else {}
    )
    by_file = _pieces(sheets, files) if sheets else {}
    out: list[Song] = []
    known = [_song(item, folder) for item in files]
    for song in known:
        song.size = sizes.get(song.file, 0)
    habits.settle(known, folder)
    for item, song in zip(files, known, strict=True):
        sheet, tracks = by_file.get(item.name) or (b"", item.facts.get("cuesheet", _NO_SHEET))
        pieces = () if song.error else tracks["tracks"]
        out += _cut(song, sheet, tracks, pieces) if len(pieces) > 1 else (song,)
    return out


def _song(item: Extracted, folder: AlbumName | None) -> Song:
    facts = item.facts
    tags = plausible(facts.get("tags", {}), item.name)
    name = _UNNAMED
    if not ("title" in tags and "track" in tags and "artist" in tags):
        name = track_of(stem(item.name).decode("utf-8", "replace"), folder)
    error = item.error or facts.get("error", "")
    song = Song(item.name, tags, facts.get("audio", {}), name, facts.get("pictures", ()), error)
    _disc(song, folder)
    return song


def plausible(tags: dict[str, Any], file: bytes) -> dict[str, Any]:
    """Give the tags that say something: a placeholder, an address or the file's own name says nothing."""
    title, album, artist = tags.get("title", ""), tags.get("album", ""), tags.get("artist", "")
    empty = [name for name, text in (("album", album), ("artist", artist)) if text and names_nothing(text)]
    ends = title[:1] in _DIGITS or title[-1:] in _DIGITS or "." in title[-5:]
    if title and ends and _is_name_of(title, tags.get("track"), file):
        empty.append("title")
    return {name: value for name, value in tags.items() if name not in empty} if empty else tags


def _is_name_of(title: str, number: int | None, file: bytes) -> bool:
    """Tell whether a title was made of the file's name, or of nothing but its number."""
    name = file.decode("utf-8", "replace")
    bare = stem(file).decode("utf-8", "replace")
    if title in (name, bare):
        read = track_of(bare)
        # `01 - Salt` and track 1 is a name; `99 Balloons` and track 4 is a title.
        return read.title != title and (title == name or (number or read.number) == read.number > 0)
    if title == f"{track_of(bare).title}{name[len(bare) :]}":  # `Salt.mp3` of `01 - Salt.mp3`
        return True
    return is_numbered_only(title) and not is_numbered_only(bare)


def _disc(song: Song, folder: AlbumName | None) -> None:
    tags = song.tags
    song.album = tags.get("album", "") or song.name.album
    song.disc = tags.get("disc") or song.name.disc or (folder.disc if folder else 0)
    _part_album(song)
    song.disc_title = tags.get("disc_subtitle") or song.disc_title or (folder.disc_title if folder else "")


def _part_album(song: Song) -> None:
    """Take a disc off the end of an album's title: `Harbours CD2`."""
    if song.album and song.album[-1] in "0123456789)]" and (found := disc_of(song.album)) and found[0]:
        song.album, song.disc = found[0], song.tags.get("disc") or found[1]
        song.disc_title = found[2]


def _pieces(
    sheets: dict[bytes, dict[str, Any]], files: Sequence[Extracted]
) -> dict[bytes, tuple[bytes, dict[str, Any]]]:
    """Tell which sheet cuts which file: the one it names, else the one of its own stem, else the only one."""
    known = {item.name.lower(): item.name for item in files}
    stems = {stem(item.name).lower(): item.name for item in files}
    out: dict[bytes, tuple[bytes, dict[str, Any]]] = {}
    for sheet, facts in sheets.items():
        for named in dict.fromkeys(track["file"] for track in facts["tracks"]):
            raw = named.encode("utf-8", "surrogateescape").lower()
            file = known.get(raw) or stems.get(stem(raw)) or stems.get(stem(sheet).lower())
            if file is None and len(files) == 1:
                file = files[0].name
            if file is not None and file not in out:
                tracks = [track for track in facts["tracks"] if track["file"] == named]
                out[file] = (sheet, {**facts, "tracks": tracks})
    return out


def _cut(song: Song, sheet: bytes, facts: dict[str, Any], pieces: Sequence[dict[str, Any]]) -> list[Song]:
    ends: list[int | None] = [track["start"] for track in pieces[1:]]
    out = []
    for track, end in zip(pieces, [*ends, None], strict=True):
        tags = {
            **{name: value for name, value in song.tags.items() if name in _OF_ALBUM},
            "track": track["number"],
            "title": track.get("title") or f"Track {track['number']}",
            "artist": track.get("performer") or facts.get("performer") or song.artist,
            "isrcs": [track["isrc"]] if track.get("isrc") else [],
        }
        tags.setdefault("date", facts.get("date", ""))
        tags.setdefault("genres", [facts["genre"]] if facts.get("genre") else [])
        tags.setdefault("album_artist", facts.get("performer", ""))
        piece = Song(
            song.file, tags, song.audio, TrackName(""), song.pictures, "", song.size, sheet, track["start"], end
        )
        piece.album = song.album or facts.get("title", "")
        piece.disc, piece.disc_title = song.disc, song.disc_title
        _part_album(piece)
        out.append(piece)
    return out


_DIGITS = frozenset("0123456789")
_UNNAMED = TrackName("")
_NO_SHEET: dict[str, Any] = {"tracks": ()}
_OF_ALBUM = frozenset(
    [
        "album",
        "album_artist",
        "album_artists",
        "album_artist_ids",
        "date",
        "original_date",
        "genres",
        "compilation",
        "disc",
        "disc_total",
        "disc_subtitle",
        "labels",
        "catalog_number",
        "barcode",
        "release_type",
        "release_id",
        "release_group_id",
        "album_sort",
        "album_artist_sort",
    ]
)
