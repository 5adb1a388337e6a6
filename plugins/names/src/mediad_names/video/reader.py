"""Read one name of a film, an episode or what lies beside them."""

from __future__ import annotations

from mediad_names.reading import Reading


def read(name: str, kind: str | None = None) -> Reading:
    """Read one name of video."""
    return Reading(sure=False)
