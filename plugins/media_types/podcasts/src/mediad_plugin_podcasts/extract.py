"""Opens one file: the record of a feed, or an episode."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad_audio import picture, read
from mediad_plugin_podcasts.claim import RECORD, VIDEO
from mediad_plugin_podcasts.errors import BadRecord
from mediad_sdk.names import suffix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

MAX_RECORD = 64 << 20
MAX_EPISODES = 2000
"""Episodes of which works are made; a feed of more has them in its own archive."""
SHORT = 500
"""Signs of an episode's text that are kept where there are many."""
MANY = 300


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    name = file.name.encode("utf-8", "surrogateescape")
    if name.lower() == RECORD:
        return {"record": _record(file)}
    if suffix(name) in VIDEO:
        return {}
    return read(file)


def artwork(file: MediaFile) -> bytes | None:
    """Give the embedded picture of an episode."""
    name = file.name.encode("utf-8", "surrogateescape")
    return None if name.lower() == RECORD or suffix(name) in VIDEO else picture(file)


def _record(file: MediaFile) -> dict[str, Any]:
    try:
        said = json.loads(file.open().read(MAX_RECORD))
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"{file.name} is no JSON.") from error
    if not isinstance(said, dict) or not isinstance(said.get("title"), str):
        raise BadRecord(f"{file.name} says nothing of a podcast.")
    episodes = [each for each in said.get("episodes") or () if isinstance(each, dict)][:MAX_EPISODES]
    if len(episodes) > MANY:
        episodes = [{**each, "overview": str(each.get("overview", ""))[:SHORT]} for each in episodes]
    return {**said, "episodes": episodes}
