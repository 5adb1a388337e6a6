"""What answers about what one did with works look like."""

from __future__ import annotations

from typing import Literal

from mediad.http.shapes import Shape


class Place(Shape):
    """How far one is.

    Attributes:
        edition: Id of the edition; empty for the work.
        locator: What `position` and `place` count.
        position: Milliseconds, or the page.
        place: The place in a text, as its reader names it.
        fraction: Of the whole, from 0 to 1.
        finished: Whether one is through.
        updated: When it was true: milliseconds since 1970, UTC.
    """

    edition: str
    locator: Literal["time", "page", "text"]
    position: int
    place: str
    fraction: float
    finished: bool
    updated: int


class State(Shape):
    """What one did with a work.

    Attributes:
        id: Public id of the work.
        rating: Of 100; null is none.
        favourite: Whether it is one of one's favourites.
        favoured: Since when it is one: milliseconds since 1970, UTC, or null.
        plays: How often it was played.
        played: When it was last played: milliseconds since 1970, UTC, or null.
        ordering: The order in which one watches what is below it; empty is its own.
        imported: Where the state was imported from; empty is from nowhere.
        progress: How far one is in each edition, last touched first.
    """

    id: str
    rating: int | None
    favourite: bool
    favoured: int | None
    plays: int
    played: int | None
    ordering: str
    imported: str
    progress: list[Place]
