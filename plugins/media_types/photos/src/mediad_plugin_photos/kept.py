"""Folders that a system, a camera or a program keeps for itself: nothing in them is a photo of people's own."""

from __future__ import annotations

import re
from itertools import pairwise

_FOLDERS = frozenset(
    (
        "@eadir", ".thumbnails", "thumbnails", "thmbnl", ".picasaoriginals", "#recycle", "$recycle.bin", ".appledouble",
        ".trash", ".trashes", ".dtrash", ".@__thumb", "lost+found", "@recycle", ".recycle", "recycler", ".cache",
        ".lrdata", "previews.lrdata", ".thumbs", "derivatives", ".dthumb", "trickplay", ".photoprism", ".globaltrash",
        "files_trashbin", "files_versions", "recently deleted", "zuletzt gelöscht", "supprimés récemment",
        "eliminados recientemente", "eliminati di recente",
    )
)  # fmt: skip  # a table
_ENDINGS = (".lrdata", ".lrcat-data", "ipod photo cache", ".trickplay")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_WITHIN = re.compile(
    r"(?:^|/)(?:"
    r"storage/(?:cache|sidecar)|"  # PhotoPrism
    rf"(?:thumbs|profile|encoded-video)/{_UUID}|"  # Immich
    r"appdata_[a-z0-9]{1,20}|"  # Nextcloud
    r"_data/i|"  # Piwigo
    r"m4root/sub|"  # Sony: small copies of clips
    r"google [^/]{3,9}/(?:trash|bin|papierkorb|corbeille|papelera|cestino|prullenbak|lixeira|lixo|kosz|ゴミ箱|корзина)"
    r")(?:/|$)"
)
_LIBRARIES = (".photoslibrary", ".photolibrary", ".migratedphotolibrary", ".aplibrary", "iphoto library")
_ORIGINALS = frozenset(("originals", "masters", "modified", "external"))
"""What Apple's libraries hold of people's own; everything beside is drawn from it."""


def is_kept_away(names: tuple[str, ...]) -> bool:
    """Tell whether a path leads through such a folder."""
    lowered = [name.lower() for name in names]
    if any(name in _FOLDERS or name.endswith(_ENDINGS) for name in lowered):
        return True
    inside = any(name.endswith(_LIBRARIES) and (below not in _ORIGINALS) for name, below in pairwise(lowered))
    return inside or bool(_WITHIN.search("/".join(lowered)))
