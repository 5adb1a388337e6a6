"""What tells a film from an episode by its name, and which folders are collections."""

from __future__ import annotations

import re

_EPISODE = re.compile(
    r"(?<![^\W_])(?:s\d{1,3}[\s._-]{0,3}e\d{1,4}|\d{1,2}x\d{2,3}(?!\d|p)|s\d{1,2}(?=[\s._-]*(?:e\d|complete|extras))|"
    r"season[\s._-]?\d{1,3}|episode[\s._-]?\d{1,4})(?![^\W\d_])",
    re.IGNORECASE,
)
_SEASON_FOLDER = re.compile(
    r"(?:season|staffel|saison|temporada|stagione|series|s)[\s._-]?\d{1,4}|specials", re.IGNORECASE
)
_COLLECTION = re.compile(
    r"(?:.*\S[\s._-])(?:collections?|trilogy|duology|quadrilogy|tetralogy|pentalogy|hexalogy|anthology|saga|box\s?set|"
    r"filmreihe|sammlung|reihe|series)(?:\s*[\[(].*)?",
    re.IGNORECASE,
)


def is_episode(text: str) -> bool:
    """Tell whether a name counts seasons and episodes."""
    return bool(_EPISODE.search(text[:300]))


def is_season(name: str) -> bool:
    """Tell whether a folder is a season of a series."""
    return bool(_SEASON_FOLDER.fullmatch(name[:60].strip()))


def is_collection(name: str) -> bool:
    """Tell whether a folder is a collection by its name."""
    return bool(_COLLECTION.fullmatch(name[:200]))
