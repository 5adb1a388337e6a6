"""How far a call of Plex may go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one request.

    Attributes:
        connect: Seconds until somebody listens.
        read: Seconds between two pieces of an answer.
        whole: Seconds for all of it.
        most: Bytes of an answer.
    """

    connect: float = 5.0
    read: float = 10.0
    whole: float = 20.0
    most: int = 32 * 1024 * 1024
