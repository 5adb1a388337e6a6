"""Opens one file and tells what it says of itself: tags, sound, chapters, or a paper's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_audio import cue, picture, read
from mediad_plugin_audiobooks import texts
from mediad_plugin_audiobooks.claim import LOCKED
from mediad_sdk.errors import PluginFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

AUDIBLE = "Audible"
_PAPERS = (".json", ".abs", ".txt", ".nfo")


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    low = file.name.lower()
    if low.endswith(_PAPERS):
        return texts.read(file.name, file.open().read(texts.MAX_SIZE))
    if low.endswith(".cue"):
        return {"cue": cue.parse(file.open().read(cue.MAX_SIZE))}
    if low.rpartition(".")[2].encode() in LOCKED:
        return {**_said_when_locked(file), "lock": AUDIBLE}
    facts = read(file)
    return {**facts, "lock": "Apple"} if low.endswith(".m4p") else facts


def _said_when_locked(file: MediaFile) -> Mapping[str, Any]:
    """Read the tags of a locked book: they are not locked, only its sound is."""
    try:
        return read(file)
    except PluginFault:
        return {}


def artwork(file: MediaFile) -> bytes | None:
    """Give the embedded cover."""
    return None if file.name.lower().endswith((*_PAPERS, ".cue")) else picture(file)
