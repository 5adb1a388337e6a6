"""What is to be done about one work that somebody watched here, there, or on both sides.

The later side wins, and nothing is ever made unwatched: who takes a work back on one side does it there alone.
Plex dates what it is told with its own clock, so the plugin remembers what it told, and takes no echo for news.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

TELLING, TOLD = -2, -1
"""In the place of a time of Plex: it is being told, and was told, with a time that we have not read yet."""

Deed = Literal["", "play", "tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was known of a work after the last comparison.

    Attributes:
        theirs: When Plex says it was watched, in ms, or `TELLING` or `TOLD`.
        ours: When it was watched here, as far as Plex has heard of it.
    """

    theirs: int = 0
    ours: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A work on both sides.

    Attributes:
        watched: Whether Plex counts it as watched.
        theirs: When, in ms; 0 where Plex does not tell.
        ours: When it was played here last, 0 for never.
    """

    watched: bool
    theirs: int
    ours: int


def decide(now: Sides, known: Known, tolerance: int) -> tuple[Deed, Known]:
    """Say what to do, and what is known when that is done: play it here, tell it to Plex, or nothing."""
    if not now.watched:
        if now.ours and (known.theirs == TELLING or now.ours > known.ours):
            return "tell", Known(theirs=TELLING, ours=now.ours)
        return "", known
    news = known.theirs not in (TELLING, TOLD) and max(now.theirs, 1) > known.theirs
    later = not now.ours or now.theirs > now.ours + tolerance
    heard = Known(theirs=max(now.theirs, known.theirs, 1), ours=max(known.ours, now.ours))
    return ("play", replace(heard, ours=max(heard.ours, now.theirs))) if news and later else ("", heard)
