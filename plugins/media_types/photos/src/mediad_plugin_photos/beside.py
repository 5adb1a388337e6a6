"""Which sidecar, which file of Takeout and which small copy belongs to which shot."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos import flickr, shapes
from mediad_sdk.names import suffix, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_photos.shot import Shot
    from mediad_sdk.values.media import Extracted, Listing

_RECIPE = re.compile(r"(.*)_\d{2}$")
_COPY = re.compile(r"\((\d{1,3})\)$")
_GOOGLE = ".supplemental-metadata"
_NEAR = 20
"""Names of one beginning that are looked at."""
CUT = 40
"""Google cuts names of its files after 46 signs; one of so many may be a beginning."""


def attach(shots: Sequence[Shot], listing: Listing, said: Sequence[Extracted]) -> None:
    """Give each shot what lies beside it."""
    index = _Index(shots)
    for item in said:
        if "sidecar" in item.facts:
            _sidecar(index, item, _text(item))
    _takeout(index, [item for item in said if "takeout" in item.facts and not item.facts["takeout"].get("is_album")])
    for entry in listing.files:
        if not entry.size:
            continue
        text = text_of(entry.name).lower()
        of = text if suffix(entry.name) in shapes.LOW else shapes.made_of(text)
        shot = index.of_stem(of) or index.of_file(of)
        if shot is not None and entry.name not in shot.files:
            shot.others.append(entry.name)


def _text(item: Extracted) -> str:
    return item.name.rpartition(b".")[0].decode("utf-8", "replace").lower()


def _takeout(index: _Index, said: Sequence[Extracted]) -> None:
    """Attach files of Takeout: by their names first, then by the names of pictures that they hold."""
    left = []
    for item in said:
        number = item.facts["takeout"].get("flickr", "")
        shot = index.of_number(number) if number else index.of_takeout(_text(item))
        if shot is None:
            left.append((index.of_file(str(item.facts["takeout"].get("title", "")).lower()), item))
        elif shot.takeout is None:
            shot.takeout = (item.name, item.facts["takeout"])
    for shot, item in left:
        if shot is not None and shot.takeout is None:
            shot.takeout = (item.name, item.facts["takeout"])


def _sidecar(index: _Index, item: Extracted, text: str) -> None:
    """Attach XMP: `a.xmp` and `a.jpg.xmp` speak of the shot, `a_01.cr2.xmp` is an edit of its own."""
    facts: Mapping[str, Any] = item.facts["sidecar"]
    shot = index.of_file(text) or index.of_stem(text)
    if shot is not None:
        shot.sidecars.append((item.name, facts))
        return
    bare, dot, ending = text.rpartition(".")
    found = _RECIPE.match(bare)
    original = index.of_file(f"{found[1]}{dot}{ending}") if found else None
    if original is not None:
        original.recipes.append((item.name, facts))


class _Index:
    """Shots by the names of their files."""

    def __init__(self, shots: Sequence[Shot]) -> None:
        self._files: dict[str, Shot] = {}
        self._stems: dict[str, Shot] = {}
        self._numbers: dict[str, Shot] = {}
        for shot in reversed(shots):
            for name in shot.files:
                text = name.decode("utf-8", "replace").lower()
                self._files[text] = shot
                self._stems[text.rpartition(".")[0]] = shot
                if number := flickr.number(text.rpartition(".")[0]):
                    self._numbers[number] = shot
        self._sorted = sorted(self._files)

    def of_file(self, text: str) -> Shot | None:
        """Find the shot that has a file of this name."""
        return self._files.get(text)

    def of_stem(self, text: str) -> Shot | None:
        """Find the shot that has a file of this name and any ending."""
        return self._stems.get(text)

    def of_number(self, number: str) -> Shot | None:
        """Find the shot that Flickr gave a number."""
        return self._numbers.get(number)

    def of_takeout(self, text: str) -> Shot | None:
        """Find the shot of a file of Takeout: its name is a picture's, and as much of a suffix as there was room for.

        The number of a copy stands behind all of it: `IMG.jpg(1).json` is of `IMG(1).jpg`.
        """
        copy = _copy(text)
        bare = text.removesuffix(copy)
        for name in (bare, _without_suffix(bare)):
            stem, dot, ending = name.rpartition(".")
            numbered = f"{stem}{copy}{dot}{ending}" if dot else f"{name}{copy}"
            if shot := self._files.get(numbered) or self._stems.get(name + copy):
                return shot
        return self._beginning(bare, copy) if len(bare) >= CUT else self._files.get(text)

    def _beginning(self, text: str, copy: str) -> Shot | None:
        """Find the shot whose file begins so and has the same number of a copy; its edits have longer names."""
        at = bisect_left(self._sorted, text)
        near = (name for name in self._sorted[at : at + _NEAR] if name.startswith(text))
        found = [name for name in near if _copy(name.rpartition(".")[0]) == copy]
        return self._files[min(found, key=len)] if found else None


def _copy(text: str) -> str:
    found = _COPY.search(text)
    return found[0] if found else ""


def _without_suffix(text: str) -> str:
    stem, dot, ending = text.rpartition(".")
    return stem if dot and _GOOGLE.startswith(f".{ending}") else text
