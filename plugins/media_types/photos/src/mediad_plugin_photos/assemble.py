"""Photos, and who and what is in them, out of a folder's names and facts; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_photos import albums, documents, shots, taken
from mediad_plugin_photos.editions import editions
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Artwork, Companion, Position, Reference, Relation, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad_plugin_photos.shot import Picture, Shot
    from mediad_plugin_photos.taken import Taken
    from mediad_sdk.values.media import Extracted, Listing

_PLACE_TAGS, _PEOPLE_TAGS = ("places/", "orte/", "location/", "lieux/"), ("people/", "personen/", "personnes/")
_EMBEDDED = frozenset(("image/heic", "image/jxl", "image/vnd.adobe.photoshop"))
_MOST_RELATIONS = 200


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    folders = listing.names
    found = [(shot, taken.times(shot, folders)) for shot in shots.read(listing, facts)]
    keys = _keys(found)
    stacks = _stacks([shot for shot, _ in found], keys)
    album = albums.album(folders, facts)
    return [
        Work(
            kind="photo",
            key=keys[id(shot)],
            documents=documents.documents(shot, times),
            editions=editions(shot),
            companions=_companions(shot),
            artwork=_artwork(shot),
            relations=(*_depicted(shot), *stacks.get(id(shot), ()), *album),
        )
        for shot, times in found
    ]


def _keys(found: Sequence[tuple[Shot, Sequence[Taken]]]) -> dict[int, str]:
    """Name each shot for ever: by time, camera and name; without a camera by its bytes and name.

    Where two of a folder would be called the same, the bytes tell them apart.
    """
    out: dict[int, str] = {}
    used: set[str] = set()
    for shot, times in found:
        main, best = shot.main, times[0]
        camera = shots.camera(main.exif)
        digest = str(main.facts.get("digest") or match_key(main.text))
        is_sure = camera and main.taken and not best.is_guess
        stem = f"{main.name.base} {main.name.copy or ''}" + (" video" if main.is_clip else "")
        key = match_key(best.value + best.subsecond, camera, stem) if is_sure else match_key(digest, stem)
        if key in used:
            key = match_key(key, digest, main.file.decode("utf-8", "replace"))
        used.add(key)
        out[id(shot)] = key
    return out


def _companions(shot: Shot) -> tuple[Companion, ...]:
    motion = [Companion(role="motion", files=(clip.file,), facts=_motion(clip)) for clip in shot.motion]
    said = [file for file, _ in (*shot.sidecars, *shot.recipes)]
    said += [shot.takeout[0]] if shot.takeout else []
    others = [*said, *shot.others]
    return (*motion, *(Companion(role="sidecar", files=(file,)) for file in sorted(set(others))))


def _motion(clip: Picture) -> dict[str, object]:
    names = ("type", "duration_ms", "width", "height", "codec")
    return {name: clip.facts[name] for name in names if name in clip.facts}


def _artwork(shot: Shot) -> tuple[Artwork, ...]:
    """Let a photo be its own picture; one that must be decoded first shows a JPEG inside it, or asks who can."""
    stills = [picture for picture in shot.pictures if not picture.error and not picture.is_clip]
    plain = next((each for each in stills if not each.is_raw and each.facts.get("type") not in _EMBEDDED), None)
    if plain:
        return (Artwork(role="thumb", file=plain.file),)
    best = sorted(stills, key=lambda each: not each.facts.get("has_preview"))[:1]
    return tuple(Artwork(role="thumb", file=each.file, embedded=True) for each in best)


def _depicted(shot: Shot) -> list[Relation]:
    """Relate a photo to who and what is in it: faces, tagged people, tagged places."""
    out = [_depicts("photo_person", name, name, region) for name, region in documents.named(shot)]
    sources = [facts for _, facts in shot.sidecars]
    sources += [each.facts.get(name, {}) for each in shot.pictures for name in ("xmp", "iptc")]
    for said in sources:
        path = [str(said[name]) for name in reversed(documents.PLACES) if said.get(name)]
        if path:
            out.append(_depicts("photo_place", "/".join(path), path[-1], {"path": path}))
        for tag in said.get("tags", ()):
            parts = [part for part in tag.split("/")[1:] if part]
            if tag.lower().startswith(_PLACE_TAGS) and parts:
                out.append(_depicts("photo_place", "/".join(parts), parts[-1], {"path": parts}))
            elif tag.lower().startswith(_PEOPLE_TAGS) and parts:
                out.append(_depicts("photo_person", parts[-1], parts[-1], {}))
    known = {(each.target.kind, each.target.key): each for each in reversed(out)}
    return list(reversed(known.values()))[:_MOST_RELATIONS]


def _depicts(kind: str, key: str, title: str, data: Mapping[str, Any]) -> Relation:
    return Relation(type="depicts", target=Reference(kind=kind, key=match_key(key), title=title), data=data)


def _stacks(found: Sequence[Shot], keys: dict[int, str]) -> dict[int, tuple[Relation, ...]]:
    """Put the members of each burst behind its cover."""
    bursts: dict[str, list[Shot]] = {}
    for shot in found:
        if burst := _burst(shot):
            bursts.setdefault(burst, []).append(shot)
    out: dict[int, tuple[Relation, ...]] = {}
    for members in bursts.values():
        cover = next((shot for shot in members if shot.main.name.is_cover), members[0])
        target = Reference(kind="photo", key=keys[id(cover)])
        rest = [shot for shot in members if shot is not cover]
        for at, shot in enumerate(sorted(rest, key=lambda shot: shot.main.file), 1):
            place = Position(label=str(at), value=at)
            out[id(shot)] = (Relation(type="stack", target=target, position=place),)
    return out


def _burst(shot: Shot) -> str:
    main = shot.main
    said = main.facts.get("burst") or main.facts.get("xmp", {}).get("burst") or main.name.burst
    return "" if main.is_clip else str(said or "")
