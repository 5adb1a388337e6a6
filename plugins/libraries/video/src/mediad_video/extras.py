"""Extras: which kind a folder holds, and which kind a file's name says."""

from __future__ import annotations

import re

_KINDS = {
    "trailer": "trailer",
    "trailers": "trailer",
    "teaser": "trailer",
    "behindthescenes": "behind_the_scenes",
    "makingof": "behind_the_scenes",
    "deleted": "deleted",
    "deletedscene": "deleted",
    "deletedscenes": "deleted",
    "featurette": "featurette",
    "featurettes": "featurette",
    "interview": "interview",
    "interviews": "interview",
    "scene": "scene",
    "scenes": "scene",
    "short": "short",
    "shorts": "short",
    "clip": "clip",
    "clips": "clip",
    "extra": "other",
    "extras": "other",
    "bonus": "other",
    "other": "other",
    "others": "other",
    "specialfeatures": "other",
    "bonusmaterial": "other",
}
_SUFFIX = re.compile(
    r"(.*?)(?:[-_]|\s-\s?|\.(?=trailer$))(trailer|teaser|behind ?the ?scenes|deleted(?: ?scenes?)?|"
    r"featurette|interview|scene|"
    r"short|clip|extra|other)s?[-_ ]?\d{0,2}$",
    re.IGNORECASE,
)
_SQUEEZE = re.compile(r"[\s._-]+")


def in_folder(name: str) -> str:
    """Give the kind of extras that a folder of this name holds, or ""."""
    return _KINDS.get(_SQUEEZE.sub("", name[:40].lower()), "")


def of(text: str) -> tuple[str, str]:
    """Give the kind of extra that a file's name says, and the name of its owner; ("", "") when it is none."""
    if (kind := _KINDS.get(_SQUEEZE.sub("", text[:40].lower()))) and kind == "trailer":
        return kind, ""
    found = _SUFFIX.fullmatch(text)
    if not found or not found[1].strip():
        return "", ""
    return _KINDS[_SQUEEZE.sub("", found[2].lower())], found[1].strip(" -_.")
