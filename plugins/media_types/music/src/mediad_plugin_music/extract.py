"""Opens one file and tells what it says of itself: tags, sound, pictures, or a cue sheet's tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_audio import cue, picture, read
from mediad_audio.errors import Empty
from mediad_audio.genres import are_spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    if file.name[-4:].lower() != ".cue":
        facts = read(file)
        return {**facts, "declined": are_spoken(facts.get("tags", {}).get("genres", ()))}
    if not file.size:
        raise Empty(f"{file.name} is empty.")
    return {"cue": cue.parse(file.open().read(cue.MAX_SIZE))}


def artwork(file: MediaFile) -> bytes | None:
    """Give the embedded front cover, or whatever picture there is."""
    return None if file.name[-4:].lower() == ".cue" else picture(file)
