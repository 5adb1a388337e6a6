"""Tags of every dialect under one set of names, as small JSON facts.

A tag is called `MUSICBRAINZ_ALBUMID`, `MusicBrainz Album Id`, `TSOP` or `----:com.apple.iTunes:ARTISTSORT`. Here all
spellings meet, and what they hold is made what a person can read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mediad_plugin_music import cue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mediad_plugin_music.found import Found, Pair

# Our name: the spellings, with blanks, `_`, `/`, `-` and `:` left out.
_LISTS = {
    "artists": "artists",
    "album_artists": "albumartists",
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
}
_TEXTS = {
    "title": "title",
    "artist": "artist author",
    "album_artist": "albumartist",
    "album": "album",
    "date": "date",
    "year": "year",
    "comment": "comment comments description",
    "lyrics": "lyrics unsyncedlyrics",
    "cuesheet": "cuesheet",
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
    "initial_key": "initialkey key",
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
_FIELDS = {
    spelling: field
    for table in (_LISTS, _TEXTS, _NUMBERS)
    for field, spellings in table.items()
    for spelling in spellings.split()
}
_PRINTED = {"artist": "artists", "album_artist": "album_artists"}
"""What may be written several times, and what it is a list of then."""
_ODD = frozenset(("artists", "more artists", "album_artists", "more album_artists", "year", "modern_grouping"))
_SQUEEZE = str.maketrans("", "", " _/-:.")
_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_LINE = re.compile(r"\[\d{1,3}:\d{2}")
MAX_NAME, MAX_TEXT, MAX_DATE, MAX_VALUES = 100, 1000, 40, 64
MAX_LYRICS = 4000  # signs that are looked at
MAX_PICTURES = 32
MAX_NUMBER = 1 << 40  # more milliseconds or bits than any file has
_MEASURED = ("duration_ms", "bit_rate")
CACHED = 200  # bytes; the tracks of an album have most of their tags in common
_PLACEHOLDERS = frozenset(
    ("unknown artist", "unknown album", "unknown title", "unknown", "untitled", "[unknown]", "n/a")
)


def facts(found: Found) -> dict[str, Any]:
    """Make the facts of one file."""
    tags = gather(found.said)
    audio = {name: value for name, value in found.audio.items() if value is not None}
    for name in _MEASURED:
        if audio.get(name, 0) >= MAX_NUMBER:
            del audio[name]
    out: dict[str, Any] = {"audio": audio}
    if sheet := tags.pop("cuesheet", ""):
        out["cuesheet"] = cue.parse(sheet[: cue.MAX_SIZE].encode())
    out["tags"] = tags
    if found.pictures:
        best = sorted(found.pictures, key=lambda picture: picture.rank)[:MAX_PICTURES]
        out["pictures"] = [{"type": one.kind, "mime": one.mime, "size": one.size} for one in best]
    return out


def gather(said: Iterable[Pair]) -> dict[str, Any]:
    """Make the tags of what was said: the first word counts, of lists every one."""
    tags: dict[str, Any] = {}
    for field, value in said:
        if field not in tags:
            tags[field] = [value] if field in _LISTS else value
        elif field in _LISTS:
            mine = tags[field]
            if len(mine) < MAX_VALUES and value not in mine:
                mine.append(value)
        elif (names := _PRINTED.get(field)) and value != tags[field]:
            tags.setdefault(f"more {names}", []).append(value)
    if not _ODD.isdisjoint(tags):
        _settle(tags)
    return tags


def _settle(tags: dict[str, Any]) -> None:
    """Settle what several tags say of one thing."""
    _artists(tags)
    if names := [*tags.pop("more album_artists", ()), *tags.pop("album_artists", ())]:
        tags["album_artists"] = list(dict.fromkeys(names))[:MAX_VALUES]
    if year := tags.pop("year", ""):
        tags.setdefault("date", year)
    if modern := tags.pop("modern_grouping", ""):
        # iTunes made a frame of its own for the grouping, and the old one the work.
        tags["work"], tags["grouping"] = tags.pop("grouping", ""), modern


def _artists(tags: dict[str, Any]) -> None:
    """Tell the artist as printed from the artists that are meant."""
    more, names = tags.pop("more artists", []), tags.pop("artists", [])
    printed = tags.get("artist", "")
    if not printed and len(names) == 1:
        tags["artist"] = names[0]
        return
    values = list(dict.fromkeys([*more, *names]))[:MAX_VALUES]
    if (more or not printed) and not all(value in printed for value in values):
        # ARTIST written several times: each is a name, and nothing is printed of how they are joined.
        values = [name for name in dict.fromkeys([printed, *values]) if name]
        tags.pop("artist", "")
    if values and values != [printed]:
        tags["artists"] = values


def said(name: str, text: str) -> tuple[Pair, ...]:
    """Give what a text says under a name of any dialect."""
    field = _field(name) if len(name) < MAX_NAME else None
    return meaning(field, text) if field else ()


@lru_cache(4096)
def _field(name: str) -> str | None:
    return _FIELDS.get(name.lower().translate(_SQUEEZE).removeprefix("wm").removeprefix("comapple"))


def meaning(field: str, text: str) -> tuple[Pair, ...]:
    """Give what a text says of one of our fields; nothing when there is nothing in it."""
    return _MEANINGS.get(field, _text)(field, text)


def _text(field: str, text: str) -> tuple[Pair, ...]:
    value = plausible(text)
    return ((field, value),) if value else ()


def _date(field: str, text: str) -> tuple[Pair, ...]:
    return _text(field, text[:MAX_DATE])


def _list(field: str, text: str) -> tuple[Pair, ...]:
    # A zero byte parts the values of one ID3v2.4 frame; signs part nothing.
    parts = text[: MAX_TEXT * 8].split("\0")[:MAX_VALUES]
    return tuple((field, value) for part in parts if (value := plausible(part)))


def _number(field: str, text: str) -> tuple[Pair, ...]:
    number, slash, total = text[:MAX_TEXT].partition("/")
    pairs = ((field, _digits(number)), (f"{field}_total", _digits(total) if slash else 0))
    return tuple([pair for pair in pairs if pair[1]])


def _digits(text: str) -> int:
    bare = text.strip("\0 ")
    return int(bare[:6]) if bare.isascii() and bare.isdecimal() else 0


def _id(field: str, text: str) -> tuple[Pair, ...]:
    return tuple((field, one) for one in _IDS.findall(text[: MAX_TEXT * 8].lower()))


def _flag(field: str, text: str) -> tuple[Pair, ...]:
    return ((field, True),) if text.strip("\0 ").lower() in ("1", "true", "yes") else ()


def _lyrics(field: str, text: str) -> tuple[Pair, ...]:
    return ((field, "synced" if _LINE.search(text[:MAX_LYRICS]) else "plain"),) if text else ()


def _whole(field: str, text: str) -> tuple[Pair, ...]:
    return ((field, text),) if text else ()


def plausible(text: str) -> str:
    """Give what a person can read, or "": tags that do not decode or say `Unknown` say nothing."""
    text = text[:MAX_TEXT].strip("\0 \t\r\n")
    if "\0" in text:
        text = text.replace("\0", " / ")
    return "" if "\ufffd" in text or text.lower() in _PLACEHOLDERS else text.strip()


_MEANINGS: dict[str, Callable[[str, str], tuple[Pair, ...]]] = {
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys((field for field in (*_LISTS, *_TEXTS) if field.endswith(("_id", "_ids"))), _id),
    **dict.fromkeys(_PRINTED, _list),
    "date": _date,
    "year": _date,
    "compilation": _flag,
    "lyrics": _lyrics,
    "cuesheet": _whole,
}
