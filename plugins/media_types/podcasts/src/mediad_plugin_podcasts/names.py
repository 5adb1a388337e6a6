"""The name of an episode's file: `2024-01-02 - Title.mp3`, `Show - 012 - Title.mp3`, and what is made of a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NUMBER = re.compile(
    r"(?:^|[\s._-])(?:s(\d{1,2})[\s._-]?)?(?:e|ep\.?|episode|folge|#)?[\s._-]?(\d{1,4})(?=\s*[-.:_]\s)", re.IGNORECASE
)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')
MAX_NAME = 300
LONGEST = 120
"""Bytes of a title in a name; with a date and an ending it fits every file system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeName:
    """What the name of a file says."""

    title: str
    date: str = ""
    season: int = 0
    number: int = 0


def parse(stem: str, show: str = "") -> EpisodeName:
    """Read a name without its ending."""
    text = stem[:MAX_NAME].replace("_", " ")
    found = _DATE.search(text)
    date = "-".join(found.groups()) if found else ""
    rest = (text[: found.start()] + " " + text[found.end() :] if found else text).strip(" -.")
    if show and rest.lower().startswith(show.lower()):
        rest = rest[len(show) :].strip(" -.:") or rest
    counted = _NUMBER.match(rest)
    season, number = (int(counted[1] or 0), int(counted[2])) if counted else (0, 0)
    title = rest[counted.end() :].strip(" -.:") if counted else rest
    return EpisodeName(title=" ".join(title.split()) or text.strip(), date=date, season=season, number=number)


def safe(title: str) -> str:
    """Make a name that every file system takes, and no path."""
    text = " ".join(_UNSAFE.sub(" ", title).split()).strip(" .")
    while len(text.encode("utf-8", "replace")) > LONGEST:
        text = text[:-1]
    return text.strip(" .") or "untitled"
