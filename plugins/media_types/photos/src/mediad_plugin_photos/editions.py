"""Editions of a shot: the original, its RAW, its edits; and edits that are recipes without pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.names import suffix, text_of
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Edition, Part, Selector, Source

if TYPE_CHECKING:
    from mediad_plugin_photos.shot import Picture, Shot

_REASONS = {
    "empty": "The file has no bytes.",
    "not_photo": "The file is no picture and no clip of a known kind.",
    "damaged": "The file tells no size; it is damaged.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}
_LABELS = {"jpg": "JPEG", "jpe": "JPEG", "jfif": "JPEG", "tif": "TIFF", "hif": "HEIF", "webp": "WebP"}
_FACTS = ("type", "profile", "frames", "codec", "duration_ms")
_SIDEWAYS = 5


def editions(shot: Shot) -> tuple[Edition, ...]:
    """Make the editions of a shot; chapters of one recording are the parts of one."""
    if shot.main.is_clip and shot.main.name.chapter:
        return (_recording(sorted(shot.pictures, key=lambda each: (each.name.chapter, each.file))),)
    out = [_edition(picture) for picture in shot.pictures]
    raw = next((at for at, picture in enumerate(shot.pictures) if picture.is_raw), 0)
    for at, (file, _) in enumerate(shot.recipes, 1):
        original = shot.pictures[raw]
        out.append(
            Edition(
                parts=(_part(original),),
                version=f"recipe-{match_key(text_of(file)).replace(' ', '-')}",
                label=f"Developed {at}",
                facts=facts_of(original),
                recipe=file,
            )
        )
    return tuple(out)


def _inside(picture: Picture) -> tuple[Part, ...]:
    """Give the clip inside a moving photo as a part of its own; the picture's part is the whole file."""
    if not (clip := picture.facts.get("clip")):
        return ()
    piece = Selector(kind="bytes", start=clip[0], end=clip[1])
    return (Part(sources=(Source(file=picture.file),), position=0, role="motion", selector=piece),)


def _edition(picture: Picture) -> Edition:
    label = _label(picture)
    status, reason = _status(picture)
    return Edition(
        parts=(_part(picture), *_inside(picture)),
        version="edited" if picture.name.is_edit else "",
        # The same bytes elsewhere are a copy, others an edition of their own.
        rendition=f"{label.lower()}-{picture.facts.get('digest', '')[:12]}",
        label=f"{label} · edited" if picture.name.is_edit else label,
        facts=facts_of(picture),
        status=status,
        reason=reason,
    )


def _recording(pictures: list[Picture]) -> Edition:
    first = pictures[0]
    facts = facts_of(first)
    lengths = [picture.facts.get("duration_ms") for picture in pictures]
    if all(lengths):
        facts["duration_ms"] = sum(filter(None, lengths))
    parts = tuple(_part(picture, picture.name.chapter - 1) for picture in pictures)
    status, reason = _status(next((each for each in pictures if each.error), first))
    return Edition(parts=parts, label=_label(first), facts=facts, status=status, reason=reason)


def _part(picture: Picture, position: int = 0) -> Part:
    sources = tuple(Source(file=name) for name in (picture.file, *picture.copies))
    return Part(sources=sources, position=position)


def _label(picture: Picture) -> str:
    ending = suffix(picture.file).decode("ascii", "replace")
    if picture.is_raw:
        return f"RAW {ending.upper()}"
    return _LABELS.get(ending, ending.upper())


def facts_of(picture: Picture) -> dict[str, Any]:
    """Give what programs show of a file; width and height as it is looked at."""
    facts = picture.facts
    out: dict[str, Any] = {name: facts[name] for name in _FACTS if facts.get(name)}
    if facts.get("width") and facts.get("height"):
        out |= {"width": facts["width"], "height": facts["height"]}
        turned = int(facts.get("orientation") or 1)
        if turned >= _SIDEWAYS or facts.get("rotation") in (90, 270):
            out |= {"width": facts["height"], "height": facts["width"]}
        if turned != 1:
            out["orientation"] = turned
    if picture.is_clip:
        out["video"] = True
    return out


def _status(picture: Picture) -> tuple[str, str]:
    if picture.error:
        return "unreadable", _REASONS.get(picture.error, "The file cannot be read.")
    if picture.facts.get("is_cut"):
        return "incomplete", "The file ends before its picture does."
    return "ok", ""
