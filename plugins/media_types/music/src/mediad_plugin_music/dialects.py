"""Tags of every dialect under one set of names, as small JSON facts.

tinytag gives the common fields one name, and leaves what it does not know in `other` under the name that the file uses
(`musicbrainz album id`, `MUSICBRAINZ_ALBUMID`, `tsop`, `----:ARTISTSORT`). Here all spellings meet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from mediad_plugin_music import cue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tinytag.tinytag import Images


class Raw(Protocol):
    """What both readers give."""

    mime_type: str | None
    is_lossless: bool | None
    duration: float | None
    channels: int | None
    bitrate: float | None
    bitdepth: int | None
    samplerate: int | None
    artist: str | None
    albumartist: str | None
    composer: str | None
    album: str | None
    disc: int | None
    disc_total: int | None
    title: str | None
    track: int | None
    track_total: int | None
    genre: str | None
    year: str | None
    comment: str | None
    images: Images

    @property
    def other(self) -> Mapping[str, list[str]]:
        """Everything else."""


# Our name: the spellings, with blanks, `_`, `/`, `-` and `:` left out.
_LISTS = {
    "genres": "genre",
    "composers": "composer",
    "lyricists": "lyricist writer",
    "conductors": "conductor tpe3",
    "performers": "performer",
    "remixers": "remixer tpe4 mixartist modifiedby",
    "arrangers": "arranger",
    "producers": "producer",
    "labels": "label publisher organization",
    "languages": "language",
    "artist_ids": "musicbrainzartistid",
    "album_artist_ids": "musicbrainzalbumartistid",
    "isrcs": "isrc",
    "moods": "mood tmoo",
    "album_artists": "albumartist albumartists",
}
_TEXTS = {
    "title_sort": "titlesort tsot sonm titlesortorder",
    "artist_sort": "artistsort tsop soar artistsortorder",
    "album_sort": "albumsort tsoa soal albumsortorder",
    "album_artist_sort": "albumartistsort tso2 soaa albumartistsortorder",
    "composer_sort": "composersort tsoc soco composersortorder",
    "original_date": "originaldate originalyear tdor tory originalreleasetime originalreleaseyear",
    "release_date": "releasedate tdrl releasetime",
    "disc_subtitle": "setsubtitle discsubtitle tsst discname",
    "version": "albumversion releaseversion edition",
    "subtitle": "subtitle tit3 version",
    "grouping": "grouping contentgroup",
    "work": "work",
    "movement": "movementname",
    "movement_number": "movement mvin",
    "movement_total": "movementtotal",
    "bpm": "bpm",
    "initial_key": "initialkey",
    "catalog_number": "catalognumber catalog labelno labelid",
    "barcode": "barcode upc ean",
    "asin": "asin",
    "copyright": "copyright",
    "release_type": "releasetype musicbrainzalbumtype",
    "release_status": "releasestatus musicbrainzalbumstatus",
    "release_country": "releasecountry musicbrainzalbumreleasecountry",
    "media": "media",
    "encoder": "encodedby encodersettings encoder tsse",
    "release_id": "musicbrainzalbumid musicbrainzreleaseid",
    "release_group_id": "musicbrainzreleasegroupid",
    "recording_id": "musicbrainztrackid musicbrainzrecordingid ufid",
    "release_track_id": "musicbrainzreleasetrackid",
    "work_id": "musicbrainzworkid",
    "disc_id": "musicbrainzdiscid",
    "acoustid": "acoustidid",
    "track_gain": "replaygaintrackgain",
    "track_peak": "replaygaintrackpeak",
    "album_gain": "replaygainalbumgain",
    "album_peak": "replaygainalbumpeak",
    "r128_track_gain": "r128trackgain",
    "r128_album_gain": "r128albumgain",
    "compilation": "compilation tcmp cpil itunescompilation iscompilation",
}
_NUMBERS = {
    "track_total": "trackc tracktotal totaltracks",
    "disc_total": "discc disctotal totaldiscs",
    "disc": "disc discnumber partofset",
    "track": "track tracknumber",
}
_NAMES = {
    spelling: (ours, form)
    for form, table in (("list", _LISTS), ("text", _TEXTS), ("number", _NUMBERS))
    for ours, spellings in table.items()
    for spelling in spellings.split()
}
_SQUEEZE = str.maketrans("", "", " _/-:.")
_SEEN: dict[str, tuple[str, str] | None] = {}
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_LINE = re.compile(r"\[\d{1,3}:\d{2}")
_CODECS = {
    "audio/flac": "flac",
    "audio/mpeg": "mp3",
    "audio/wav": "pcm",
    "audio/aiff": "pcm",
    "audio/x-ms-wma": "wma",
    "audio/ogg": "ogg",
}
_CONTAINERS = {"audio/mp4": "mp4", "audio/wav": "wav", "audio/aiff": "aiff", "audio/mpeg": "mp3"}
MAX_TEXT, MAX_VALUES = 1000, 64
MAX_KEPT = 100
_PLACEHOLDERS = frozenset(
    ("unknown artist", "unknown album", "unknown title", "unknown", "untitled", "[unknown]", "n/a")
)


def facts(tag: Raw) -> dict[str, Any]:
    """Make the facts of one file."""
    out: dict[str, Any] = {"audio": _audio(tag)}
    tags: dict[str, Any] = {
        "title": _plausible(tag.title),
        "album": _plausible(tag.album),
        "album_artist": _plausible(tag.albumartist),
        "date": (tag.year or "")[:40],
        "comment": _plausible(tag.comment),
        "track": tag.track,
        "track_total": tag.track_total,
        "disc": tag.disc,
        "disc_total": tag.disc_total,
    }
    for ours, first in (("genres", tag.genre), ("composers", tag.composer)):
        if value := _plausible(first):
            tags[ours] = _values(value)
    if tag.other:
        _take(tag.other, tags)
    _artists(tag, tags)
    if sheet := tags.pop("cuesheet", ""):
        out["cuesheet"] = cue.parse(sheet[: cue.MAX_SIZE].encode())
    out["tags"] = {name: value for name, value in tags.items() if value}
    if pictures := _pictures(tag.images):
        out["pictures"] = pictures
    return out


def _take(other: Mapping[str, list[str]], tags: dict[str, Any]) -> None:
    for name, values in other.items():
        known = _SEEN.get(name, ...)
        if known is ...:
            known = _name(name)
        if known is not None:
            _put(tags, *known, values)
        elif name == "lyrics":
            tags["lyrics"] = "synced" if _LINE.search(values[0][:4000]) else "plain"
        elif name == "cuesheet":
            tags["cuesheet"] = values[0]
        elif name in ("_year", "year") and not tags["date"]:
            tags["date"] = values[0][:40]


def _name(name: str) -> tuple[str, str] | None:
    known = _NAMES.get(name.lower().translate(_SQUEEZE).removeprefix("wm").removeprefix("comapple"))
    if len(_SEEN) < 4096:  # noqa: PLR2004  # what strangers' files can make of it stays small
        _SEEN[name] = known
    return known


def _put(tags: dict[str, Any], ours: str, form: str, values: list[str]) -> None:
    if ours.endswith(("_ids", "_id")):
        if found := _IDS.findall(" ".join(values).lower()):
            tags[ours] = found if form == "list" else found[0]
    elif form == "list":
        mine = tags.setdefault(ours, [])
        mine += [value for text in values for value in _values(text) if value not in mine]
    elif form == "number":
        digits = values[0].partition("/")[0].strip()
        if not tags.get(ours) and digits.isascii() and digits.isdecimal():
            tags[ours] = int(digits[:6])
    elif ours == "compilation":
        tags[ours] = values[0].strip().lower() in ("1", "true", "yes")
    else:
        tags.setdefault(ours, _plausible(values[0]))


def _values(text: str) -> list[str]:
    # A zero byte parts the values of one ID3v2.4 frame; signs part nothing.
    return [value for part in text[: MAX_TEXT * 8].split("\0")[:MAX_VALUES] if (value := _plausible(part))]


def _plausible(text: str | None) -> str:
    """Give what a person can read, or "": tags that do not decode or say `Unknown` say nothing."""
    if not text:
        return ""
    return _cleaned(text) if len(text) < MAX_KEPT else _clean(text)


def _clean(text: str) -> str:
    text = text[:MAX_TEXT].replace("\0", " / ").strip()
    return "" if "\ufffd" in text or text.lower() in _PLACEHOLDERS else text


_cleaned = lru_cache(4096)(_clean)  # the tracks of an album have most of their tags in common


def _artists(tag: Raw, tags: dict[str, Any]) -> None:
    printed = _plausible(tag.artist)
    values = [value for text in tag.other.get("artist", ()) for value in _values(text)]
    if "\0" in (tag.artist or ""):
        values = _values(tag.artist or "") + values
        printed = ""
    elif values and not all(value in printed for value in values):
        # ARTIST written several times: each is a name, and nothing is printed of how they are joined.
        values.insert(0, printed)
        printed = ""
    tags["artist"] = printed
    tags["artists"] = values


def _audio(tag: Raw) -> dict[str, Any]:
    container, codec = _format(tag.mime_type or "")
    found = {
        "container": container,
        "codec": codec,
        "duration_ms": round((tag.duration or 0) * 1000) or None,
        "sample_rate": tag.samplerate,
        "channels": tag.channels,
        "bit_depth": tag.bitdepth if tag.is_lossless else None,
        "bit_rate": round(tag.bitrate * 1000) if tag.bitrate else None,
        "lossless": bool(tag.is_lossless),
    }
    return {name: value for name, value in found.items() if value is not None}


@lru_cache(256)
def _format(mime_type: str) -> tuple[str, str]:
    """Give container and codec."""
    mime, _, codecs = mime_type.partition(";")
    codec = codecs.partition('"')[2].rstrip('"')
    codec = {"alac": "alac", "": _CODECS.get(mime, "")}.get(codec, "aac" if codec.startswith("mp4a") else codec)
    return _CONTAINERS.get(mime, mime.partition("/")[2]), codec


def _pictures(images: Images) -> list[dict[str, Any]]:
    if images.any is None:
        return []
    return [
        {"type": kind, "mime": image.mime_type, "size": len(image.data)}
        for kind, found in images.as_dict().items()
        for image in found[:8]
    ]
