"""Which names of a folder are photos and home videos, and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos import kept, shapes
from mediad_sdk.names import stem, suffix, text_of
from mediad_sdk.text import fold
from mediad_sdk.values.media import Claim

if TYPE_CHECKING:
    from collections.abc import Collection

    from mediad_sdk.values.media import Entry, Listing

MAX_SIDECAR = 1 << 20
SURE, LEAST, PAGES = 0.9, 0.35, 0.2
"""Confidence: every name is a camera's; none is; all are numbers, as pages of a comic are."""
HOME, HOME_OF_SHOTS, ON_CARD = 0.6, 0.8, 0.97
"""Confidence where photos are kept; where home videos are, or a camera named some of it; on the card of a camera."""


def claim(listing: Listing) -> Claim | None:
    """Claim pictures and clips, and what programs wrote beside them."""
    names = listing.names
    if kept.is_kept_away(names):
        return None
    files = [entry for entry in listing.files if shapes.is_file(entry)]
    if names and names[-1].lower() in shapes.ART_FOLDERS and not _are_screenshots(files):
        return None
    small = _small(files)
    own = [entry for entry in files if entry.name not in small]
    pictures = _pictures(own, names)
    if not listing.alone and _are_of_a_program(pictures, names):
        pictures = []
    clips = _clips(own, names, near=bool(pictures))
    taken = [*pictures, *clips]
    if not taken:
        return None
    stems = {stem(name).lower() for name in taken}
    return Claim(
        files=(*taken, *_sidecars(own)),
        companions=(*(entry.name for entry in own if _belongs(entry, stems, names)), *small),
        confidence=_confidence(taken, names),
    )


def _small(files: list[Entry]) -> frozenset[bytes]:
    """Choose what a program made of another file here, to show it smaller or to lay over it."""
    made = {entry.name: of for entry in files if (of := shapes.made_of(text_of(entry.name)))}
    if not made:
        return frozenset()
    texts = {text for entry in files for text in (text_of(entry.name).lower(), _whole(entry.name))}
    return frozenset(name for name, of in made.items() if of in texts)


def _whole(name: bytes) -> str:
    return name.decode("utf-8", "replace").lower()


def _is_foreign(entry: Entry) -> bool:
    return suffix(entry.name) in shapes.CLIPS and shapes.is_foreign_clip(text_of(entry.name))


def _are_screenshots(files: list[Entry]) -> bool:
    """Tell people's own `Screens` from a release's: each name says the day."""
    return bool(files) and all(shapes.is_screenshot(text_of(entry.name)) for entry in files)


def _pictures(files: list[Entry], names: tuple[str, ...]) -> list[bytes]:
    """Choose pictures: beside other media, and where all may be artwork, only those that a camera named."""
    shown = {stem(entry.name) for entry in files if _is_foreign(entry)}
    found = [
        entry.name
        for entry in files
        if (suffix(entry.name) in shapes.PICTURES or suffix(entry.name) in shapes.RAWS)
        and stem(entry.name) not in shown
    ]
    if not found:
        return []
    others = any(_is_other(entry) for entry in files)
    texts = {name: text_of(name) for name in found}
    folder = fold(names[-1]) if names else ""
    if others or shapes.is_saved_page(names) or _are_art(texts.values(), folder):
        return [name for name, text in texts.items() if _is_shot(name, text)]
    if shapes.is_scans(names):
        return [name for name, text in texts.items() if not (shapes.is_art(text) or shapes.is_page(text))]
    return found


def _are_of_a_program(pictures: list[bytes], names: tuple[str, ...]) -> bool:
    """Tell what programs draw or keep from photos: no camera named it, and it lies where no photos are kept."""
    if any(_is_shot(name, text_of(name)) for name in pictures) or shapes.is_below_photos(names):
        return False
    return shapes.is_of_a_program(names) or all(suffix(name) in shapes.DRAWN for name in pictures)


def _are_art(texts: Collection[str], folder: str) -> bool:
    """Tell whether all pictures may be artwork; of an artist, one may be called as the folder is."""
    rest = [text for text in texts if not shapes.is_art(text)]
    return all(fold(text) == folder for text in rest) and len(rest) < len(texts)


def _is_shot(name: bytes, text: str) -> bool:
    if suffix(name) in shapes.CLIPS:
        return shapes.is_recorded(text)
    return suffix(name) in shapes.RAWS or (shapes.is_camera(text) and not shapes.is_art(text))


def _is_other(entry: Entry) -> bool:
    ending = suffix(entry.name)
    if ending in shapes.CLIPS:
        return not shapes.is_camera(text_of(entry.name)) and shapes.is_foreign_clip(text_of(entry.name))
    return ending in shapes.OTHER_MEDIA and ending not in shapes.LOW and not shapes.is_camera(text_of(entry.name))


def _clips(files: list[Entry], names: tuple[str, ...], *, near: bool) -> list[bytes]:
    """Choose clips: a camera named them, or they lie among photos and are not called as films are."""
    home = shapes.is_photo_folder(names)
    out = []
    for entry in files:
        text = text_of(entry.name)
        if suffix(entry.name) not in shapes.CLIPS or shapes.is_foreign_clip(text):
            continue
        if shapes.is_recorded(text) or ((home or near) and not any(_is_other(each) for each in files)):
            out.append(entry.name)
    return out


def _sidecars(files: list[Entry]) -> list[bytes]:
    endings = (b"xmp", b"json")
    return [entry.name for entry in files if suffix(entry.name) in endings and entry.size <= MAX_SIDECAR]


def _belongs(entry: Entry, stems: set[bytes], names: tuple[str, ...]) -> bool:
    return suffix(entry.name) in shapes.LOW and (stem(entry.name).lower() in stems or shapes.is_card(names))


def _confidence(taken: list[bytes], names: tuple[str, ...]) -> float:
    texts = [text_of(name) for name in taken]
    shots = sum(_is_shot(name, text) for name, text in zip(taken, texts, strict=True))
    if not shots and all(shapes.is_page(text) for text in texts) and not shapes.is_photo_folder(names):
        return PAGES
    if shapes.is_card(names):
        return ON_CARD
    home = (
        (HOME_OF_SHOTS if shots or shapes.is_of_home_videos(names) else HOME) if shapes.is_photo_folder(names) else 0.0
    )
    return max(LEAST + (SURE - LEAST) * shots / len(taken), home)
