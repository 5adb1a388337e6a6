"""Which files of a folder are one shot: RAW and JPEG, edits, the clip of a live photo, copies, what says more of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos import beside, names
from mediad_plugin_photos.shot import Picture, Shot
from mediad_sdk.names import suffix, text_of
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_photos.names import PhotoName
    from mediad_sdk.values.media import Extracted, Listing

LONGEST_LIVE = 6500
"""Milliseconds of the clip of a live photo; longer ones are films of their own."""
_NEAR = 2
_SHAPE = 0.03
_DRAWN = frozenset(("image/png", "image/gif"))


def read(listing: Listing, facts: Sequence[Extracted]) -> list[Shot]:
    """Part the files of a folder into shots."""
    changed = {entry.name: entry.mtime_ns for entry in listing.files}
    pictures = [_picture(item, changed.get(item.name, 0)) for item in facts if not _is_said(item)]
    shots = [shot for group in _by_name(pictures) for shot in _parted(group)]
    shots = _with_motion(shots)
    _with_copies(shots)
    beside.attach(shots, listing, [item for item in facts if _is_said(item) and not item.error])
    return [shot for shot in shots if shot.pictures]


def _is_said(item: Extracted) -> bool:
    return suffix(item.name) in (b"xmp", b"json")


def _picture(item: Extracted, mtime_ns: int) -> Picture:
    text = text_of(item.name)
    return Picture(item.name, text, names.parse(text), item.facts, item.error, mtime_ns)


def _by_name(pictures: list[Picture]) -> list[list[Picture]]:
    """Gather what has one name but for its ending and what programs add; `IMG(1)` is another name than `IMG`."""
    groups: dict[tuple[str, int], list[Picture]] = {}
    for each in pictures:
        groups.setdefault((each.name.base, each.name.copy), []).append(each)
    return list(groups.values())


def _order(picture: Picture) -> tuple[bool, bool, bool, bytes]:
    # The original that people see comes first: no edit, no RAW, in byte order of names.
    return picture.name.is_edit or picture.name.is_copy, not picture.taken, picture.is_raw, picture.file


def _parted(group: list[Picture]) -> list[Shot]:
    """Part pictures of one name that are not of one shot, as two cameras count alike."""
    shots: list[Shot] = []
    for picture in sorted(group, key=_order):
        mine = next((shot for shot in shots if _is_same(shot.main, picture)), None)
        if mine:
            mine.pictures.append(picture)
        else:
            shots.append(Shot([picture]))
    return shots


def _is_same(main: Picture, other: Picture) -> bool:
    if main.is_clip != other.is_clip:
        return False
    if main.is_clip and (main.name.chapter or suffix(main.file) == suffix(other.file)):
        return bool(main.name.chapter) or other.name.is_edit
    if main.taken and other.taken:
        return _seconds(main.taken, other.taken) <= _NEAR or other.name.is_edit
    return other.name.is_edit or main.is_raw != other.is_raw or _is_alike(main, other)


def _is_alike(main: Picture, other: Picture) -> bool:
    if main.taken and other.facts.get("type") in _DRAWN:
        return False  # a phone counts its screenshots with its photos
    return not main.shape or not other.shape or abs(main.shape - other.shape) < _SHAPE


def _seconds(one: str, other: str) -> float:
    try:
        return abs((dt.datetime.fromisoformat(one) - dt.datetime.fromisoformat(other)).total_seconds())
    except ValueError:
        return 0.0


def _with_motion(shots: list[Shot]) -> list[Shot]:
    """Give each live photo its clip: the one with its id before the one of its name."""
    stills = [shot for shot in shots if not shot.main.is_clip]
    by_id = {picture.live: shot for shot in stills for picture in shot.pictures if picture.live}
    by_name = {(shot.main.name.base, shot.main.name.copy): shot for shot in reversed(stills)}
    out = stills
    for clip in shots:
        if not clip.main.is_clip:
            continue
        main = clip.main
        mine = by_id.get(main.live) if main.live else None
        named = by_name.get((main.name.base, main.name.copy))
        if mine is None and named is not None and _is_live(named, main):
            mine = named
        if mine is None:
            out.append(clip)
        else:
            mine.motion += clip.pictures
    return out


def _is_live(still: Shot, clip: Picture) -> bool:
    ids = {picture.live for picture in still.pictures if picture.live}
    if clip.live and ids:
        return False
    return clip.facts.get("duration_ms", 0) <= LONGEST_LIVE and not clip.name.chapter


def _with_copies(shots: list[Shot]) -> None:
    """Let copies that their names tell of, and whose bytes are the same, be one part with several sources."""
    originals = {
        (picture.name.base, picture.facts["digest"]): picture
        for shot in reversed(shots)
        for picture in shot.pictures
        if picture.facts.get("digest") and not _says_copy(picture.name)
    }
    for shot in shots:
        for picture in list(shot.pictures):
            original = originals.get((picture.name.base, picture.facts.get("digest", "")))
            if original is not None and original is not picture and _says_copy(picture.name):
                original.copies.append(picture.file)
                shot.pictures.remove(picture)
        if not shot.pictures:
            owner = next((each for each in shots if each.pictures and _base(each) == _base(shot)), None)
            if owner and shot.motion:
                owner.motion += shot.motion


def _says_copy(name: PhotoName) -> bool:
    return name.is_copy or bool(name.copy)


def _base(shot: Shot) -> str:
    return (shot.pictures or shot.motion)[0].name.base if shot.pictures or shot.motion else ""


def camera(facts: Mapping[str, Any]) -> str:
    """Name a camera once: `Canon` and `Canon EOS 5D` are `Canon EOS 5D`."""
    make, model = (" ".join(str(facts.get(name, "")).split()) for name in ("make", "model"))
    first = fold(make).partition(" ")[0]
    return model if not make or (model and fold(model).startswith(first)) else f"{make} {model}".strip()
