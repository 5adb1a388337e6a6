"""The facts of a file: what all of its tags say of one thing, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_audio import chapters, cue
from mediad_audio.errors import Truncated
from mediad_audio.fields import CHAPTER, LISTS, PRINTED
from mediad_audio.meaning import MAX_VALUES
from mediad_audio.script import as_bytes, may_be_misread, repaired, western
from mediad_audio.sound import MAX_BITS, MAX_CHANNELS, MAX_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediad_audio.found import Found, Pair

MAX_PICTURES = 32
MAX_NUMBER = 1 << 40  # more milliseconds or bits than any file has
_MOST = {"duration_ms": MAX_NUMBER, "bit_rate": MAX_NUMBER}
_MOST |= {"sample_rate": MAX_RATE, "channels": MAX_CHANNELS, "bit_depth": MAX_BITS}
"""No file has more of these, nor nothing of it: who says so is not believed."""
_ODD = frozenset(
    [
        *("artists", "more artists", "album_artists", "more album_artists"),
        *("year", "day", "release_date", "modern_grouping", "description", "synced_lyrics", "podcast"),
    ]
)


def facts(found: Found) -> dict[str, Any]:
    """Make the facts of one file."""
    tags = mended(gather(found.said))
    audio = {name: value for name, value in found.audio.items() if value is not None}
    for name, most in _MOST.items():
        if name in audio and not 0 < audio[name] <= most:
            del audio[name]
    out: dict[str, Any] = {"audio": audio}
    if sheet := tags.pop("cuesheet", ""):
        out["cuesheet"] = cue.parse(sheet[: cue.MAX_SIZE].encode())
    out["tags"] = tags
    if told := _chapters(found, tags):
        out["chapters"] = told
    if found.ends_early:
        out["error"] = Truncated.code
    if found.pictures:
        best = found.pictures
        if len(best) > 1:
            best = sorted(best, key=lambda picture: picture.rank)[:MAX_PICTURES]
        out["pictures"] = [{"type": one.kind, "mime": one.mime, "size": one.size} for one in best]
    return out


def mended(tags: dict[str, Any]) -> dict[str, Any]:
    """Give the tags with their texts as they were meant, where the whole of them shows that they were read wrongly."""
    # Written for speed: nearly every tag is right, and a look at each tells so.
    for value in tags.values():
        if type(value) is str:
            if not value.isascii() and may_be_misread(value):
                break
        elif type(value) is list and any(not one.isascii() and may_be_misread(one) for one in value):
            break
    else:
        return tags
    name = repaired(tuple(text for text in _texts(tags) if not text.isascii()))
    return {field: _mended(value, name) for field, value in tags.items()}


def _texts(tags: dict[str, Any]) -> Iterator[str]:
    for value in tags.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from value


def _mended(value: Any, name: str | None) -> Any:
    if isinstance(value, list):
        return [_mended(one, name) for one in value]
    if not isinstance(value, str) or value.isascii() or (data := as_bytes(value)) is None:
        return value
    for each in ("utf-8", name):
        try:
            if each:
                return data.decode(each)
        except UnicodeDecodeError:
            continue
    return value if value.isprintable() else western(data)


def _chapters(found: Found, tags: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the chapters of the file itself, or those that its comments tell."""
    told = found.chapters
    if marks := tags.pop("markers", ""):
        told = told or chapters.markers(marks[: cue.MAX_SIZE])
    if tags.pop(CHAPTER, None):
        comments = [(name, tags.pop(name)) for name in [*tags] if name.startswith(CHAPTER)]
        told = told or chapters.comments(comments)
    return [one._asdict() for one in chapters.in_order(told)] if told else []


def gather(said: Iterable[Pair]) -> dict[str, Any]:
    """Make the tags of what was said: the first word counts, of lists every one."""
    tags: dict[str, Any] = {}
    for field, value in said:
        if field not in tags:
            tags[field] = [value] if field in LISTS else value
        elif field in LISTS:
            mine = tags[field]
            if len(mine) < MAX_VALUES and value not in mine:
                mine.append(value)
        elif (names := PRINTED.get(field)) and value != tags[field]:
            tags.setdefault(f"more {names}", []).append(value)
    if not _ODD.isdisjoint(tags):
        _settle(tags)
    return tags


def _settle(tags: dict[str, Any]) -> None:
    """Settle what several tags say of one thing."""
    _artists(tags)
    if names := [*tags.pop("more album_artists", ()), *tags.pop("album_artists", ())]:
        tags["album_artists"] = list(dict.fromkeys(names))[:MAX_VALUES]
    if synced := tags.pop("synced_lyrics", ""):
        tags["lyrics"] = synced
    if tags.pop("podcast", False):
        tags.setdefault("media_kind", "podcast")
    if described := tags.get("description", ""):
        tags.setdefault("comment", described)  # to many a program they are one
    day = tags.pop("day", "")
    if year := tags.pop("year", ""):
        tags.setdefault("date", f"{year}-{day}" if day and len(year) == len("1998") else year)
    if released := tags.get("release_date", ""):
        tags.setdefault("date", released)
    if modern := tags.pop("modern_grouping", ""):
        # iTunes made a frame of its own for the grouping, and the old one the work.
        tags["work"], tags["grouping"] = tags.pop("grouping", ""), modern


def _parted(text: str, count: int) -> list[str]:
    """Part names that version 2.3 of ID3 could only write in one text: as many as there are ids of artists."""
    for sign in ("/", ";"):
        names = [name.strip() for name in text.split(sign)]
        if len(names) == count > 1 and all(names):
            return names
    return [text]


def _artists(tags: dict[str, Any]) -> None:
    """Tell the artist as printed from the artists that are meant."""
    more, names = tags.pop("more artists", []), tags.pop("artists", [])
    printed = tags.get("artist", "")
    if len(names) == 1:
        names = _parted(names[0], len(tags.get("artist_ids", ())))
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
