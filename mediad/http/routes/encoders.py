"""Encoders: the profiles that plugins bring, and which of them can be used here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import Field

from mediad.http.answers import Answer, PageOf
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.shapes import Shape, short

if TYPE_CHECKING:
    from collections.abc import Sequence


class Profiles(Protocol):
    """The profiles of all plugins."""

    async def describe(self) -> Sequence[dict[str, Any]]:
        """List every profile with whether it can be used here and why not."""


class Encoder(Shape):
    """One way to convert.

    Attributes:
        id: Its name, as `h264-720p`.
        label: What a person reads.
        media: What it makes.
        container: Container of the result, as ffmpeg names it.
        suffix: Suffix of the result's name, without a dot.
        mime: MIME type of the result.
        rendition: Name of the quality that it makes.
        tags: What else its plugin says of it.
        available: Whether it can be used here.
    """

    id: str
    label: str
    media: Literal["video", "audio", "image"]
    container: str
    suffix: str
    mime: str
    rendition: str
    tags: dict[str, Any]
    available: bool
    reason: str = Field(description="Why it cannot be used.")


def routes(profiles: Profiles) -> list[Route]:
    """Give the route of encoders."""

    async def encoders(call: Call[ShortQuery, None]) -> Answer:
        described = [dict(each) for each in await profiles.describe()]
        return short(call.query, "encoders", [{**each, "available": each.pop("usable")} for each in described])

    return [
        Route(
            method="GET", path=f"{API}/encoders", name="list_encoders", permission="encode.run", handler=encoders,
            summary="Every profile, and whether it can be used here.", answer=PageOf(Encoder), tag="encoders",
            query=ShortQuery,
        )
    ]  # fmt: skip
