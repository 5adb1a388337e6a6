"""Works as the protocol shows them; what is not known is left out."""

from __future__ import annotations

import datetime as dt
import mimetypes
from typing import TYPE_CHECKING, Any

from mediad_sdk.text import sort_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Shape = dict[str, Any]
ARTICLES = "The El La Los Las Le Les"
_BEST = 20
"""Points of a hundred for each of five stars."""
_TYPES = {
    "flac": "audio/flac", "mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "ogg": "audio/ogg",
    "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav", "aac": "audio/aac", "wma": "audio/x-ms-wma",
}  # fmt: skip
_ROLES = {"album_artist": "albumartist"}


def album(card: Mapping[str, Any], state: Mapping[str, Any]) -> Shape:
    """Show an album."""
    fields, artists = card["fields"], _credited(card, "album_artist")
    tracks = card["below"].get("track", {"count": 0, "duration_ms": 0})
    released = _date(fields)
    return _known(
        id=card["id"], name=card["title"], version=fields.get("version"), artist=card.get("by"),
        artistId=next((each["id"] for each in artists), None), coverArt=card.get("picture"),
        songCount=tracks["count"], duration=_seconds(tracks["duration_ms"]), created=moment(card.get("added", 0)),
        year=card.get("year"), **_genres(fields), artists=artists, displayArtist=card.get("by"),
        recordLabels=[{"name": each} for each in _texts(fields.get("label"))],
        releaseTypes=_texts(fields.get("release_type")), sortName=sort_text(card["title"]),
        isCompilation=bool(fields.get("compilation")), originalReleaseDate=released, releaseDate=released,
        musicBrainzId=_external(fields, "release"), **_done(state),
    )  # fmt: skip


def song(card: Mapping[str, Any], state: Mapping[str, Any]) -> Shape:
    """Show a track."""
    fields, artists = card["fields"], _credited(card, "artist", "featured")
    home: Mapping[str, Any] = next((each for each in card["above"] if each["kind"] == "album"), {})
    disc = next((each["position"] for each in card["above"] if each["kind"] == "disc"), "")
    return _known(
        id=card["id"], parent=home.get("id"), isDir=False, title=card["title"], album=home.get("title"),
        artist=card.get("by"), track=_number(card.get("position")), year=card.get("year"), **_genres(fields),
        coverArt=card.get("picture"), duration=_seconds(card.get("duration_ms", 0)), path=_path(card, home),
        isVideo=False, discNumber=_number(disc), created=moment(card.get("added", 0)), albumId=home.get("id"),
        artistId=next((each["id"] for each in artists), None), type="music", mediaType="song", artists=artists,
        displayArtist=card.get("by"), bpm=_number(fields.get("bpm")), comment=_first(fields.get("comment")),
        sortName=sort_text(card["title"]), musicBrainzId=_external(fields, "recording"),
        contributors=[{"role": each["role"], "artist": _artist(each)} for each in card["credits"]],
        **_sound(card["media"]), **_done(state),
    )  # fmt: skip


def artist(card: Mapping[str, Any], state: Mapping[str, Any]) -> Shape:
    """Show an artist."""
    roles = {role for kind in card["credited"].values() for role in kind}
    return _known(
        id=card["id"], name=card["title"], coverArt=card.get("picture"), albumCount=albums_of(card),
        sortName=sort_text(card["title"]), roles=sorted(_ROLES.get(each, each) for each in roles),
        musicBrainzId=_external(card["fields"], "artist"), starred=_done(state).get("starred"),
    )  # fmt: skip


def folder(card: Mapping[str, Any], state: Mapping[str, Any]) -> Shape:
    """Show an album as a folder, for apps that browse by folders."""
    shown = album(card, state)
    taken = ("id", "artist", "year", "genre", "coverArt", "duration", "created", "artistId", "starred", "userRating",
             "playCount", "played")  # fmt: skip
    return {
        **{name: shown[name] for name in taken if name in shown},
        **_known(isDir=True, title=card["title"], album=card["title"], parent=shown.get("artistId")),
    }


def albums_of(card: Mapping[str, Any]) -> int:
    """Count the albums of an artist."""
    return int(card["credited"].get("album", {}).get("album_artist", 0))


def moment(ms: int) -> str:
    """Write a time."""
    return dt.datetime.fromtimestamp(ms / 1000, dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def letter(name: str) -> str:
    """Give the heading under which a name is listed."""
    first = sort_text(name)[:1].upper()
    return first if first.isalpha() else "#"


def suffix(name: str) -> str:
    """Give the ending of a file's name."""
    return name.rpartition(".")[2].lower()


def _known(**values: Any) -> Shape:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _sound(media: Mapping[str, Any] | None) -> Shape:
    if media is None:
        return {}
    facts, ending = media["facts"], suffix(media["name"])
    rate = facts.get("bit_rate")
    return _known(
        size=media["size"], suffix=ending, contentType=_TYPES.get(ending) or mimetypes.guess_type(media["name"])[0],
        bitRate=round(rate / 1000) if rate else None, bitDepth=facts.get("bit_depth"),
        samplingRate=facts.get("sample_rate"), channelCount=facts.get("channels"),
    )  # fmt: skip


def _done(state: Mapping[str, Any]) -> Shape:
    """Show what the caller did with it."""
    rating, favoured, played = state.get("rating"), state.get("favoured"), state.get("played")
    return _known(
        userRating=max(1, round(rating / _BEST)) if rating else None, playCount=state.get("plays") or None,
        starred=None if favoured is None else moment(favoured), played=None if played is None else moment(played),
    )  # fmt: skip


def _credited(card: Mapping[str, Any], *roles: str) -> list[Shape]:
    return [_artist(each) for each in card["credits"] if each["role"] in roles]


def _artist(credit: Mapping[str, Any]) -> Shape:
    return {"id": credit["id"], "name": credit["name"]}


def _genres(fields: Mapping[str, Any]) -> Shape:
    names = _texts(fields.get("genres"))
    return {"genre": names[0] if names else None, "genres": [{"name": each} for each in names]}


def _date(fields: Mapping[str, Any]) -> Shape | None:
    value = next((str(each.get("value", "")) for each in fields.get("dates") or () if isinstance(each, dict)), "")
    parts = [int(each) for each in value.split("-") if each.isdecimal()]
    return dict(zip(("year", "month", "day"), parts, strict=False)) or None


def _external(fields: Mapping[str, Any], entity: str) -> str | None:
    ids = (each for each in fields.get("ids") or () if isinstance(each, dict))
    return next(
        (str(each["value"]) for each in ids if (each.get("scheme"), each.get("entity")) == ("musicbrainz", entity)),
        None,
    )


def _path(card: Mapping[str, Any], home: Mapping[str, Any]) -> str | None:
    """Name a place that only looks like one: where files lie is nobody's business."""
    if card["media"] is None:
        return None
    steps = (card.get("by"), home.get("title"), card["media"]["name"])
    return "/".join(str(each).replace("/", "_") for each in steps if each)


def _seconds(ms: int) -> int:
    return round((ms or 0) / 1000)


def _number(value: Any) -> int | None:
    text = str(value) if isinstance(value, (int, str)) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004  # an int of 32 bits


def _texts(value: Any) -> list[str]:
    values: Iterable[Any] = value if isinstance(value, list) else (value,)
    return [str(each) for each in values if each]


def _first(value: Any) -> str | None:
    return next(iter(_texts(value)), None)
