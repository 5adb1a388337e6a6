"""Encoders: the profiles that plugins bring, which of them can be used here, and which fit a work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import Field

from mediad.http.answers import Answer, PageOf
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.shapes import Shape, Uid, short
from mediad_sdk.errors import Gone, NotFound, Unavailable, Unsupported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.http.routes.items import Details


class Profiles(Protocol):
    """The profiles of all plugins."""

    async def describe(self, *, anew: bool = False) -> Sequence[dict[str, Any]]:
        """List every profile with whether it can be used here and why not; all test encodes `anew` if wanted."""


class Encoding(Protocol):
    """Converts works."""

    @property
    def profiles(self) -> Profiles:
        """The profiles of all plugins."""

    async def fits(self, item: str, edition: str = "") -> Sequence[dict[str, Any]]:
        """List every profile with how well it fits an edition of a work, the best first."""


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
        needs: Classes of devices without which it cannot be used.
        instead: The profile to use where they are missing; empty for none.
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
    needs: list[str]
    instead: str
    available: bool
    reason: str = Field(description="Why it cannot be used.")


class Suited(Encoder):
    """One way to convert a certain work."""

    fit: float | None = Field(ge=0, le=1, description="How well it fits, null when it does not; `reason` says why.")


class SuitedQuery(ShortQuery):
    """Which edition would be converted."""

    edition: Uid | None = Field(default=None, description="Id of the edition, when there are several.")


def routes(encoding: Encoding, details: Details) -> list[Route]:
    """Give the routes of encoders."""

    async def encoders(call: Call[ShortQuery, None]) -> Answer:
        return _listed(call.query, "encoders", await encoding.profiles.describe())

    async def probe(call: Call[ShortQuery, None]) -> Answer:
        return _listed(call.query, "encoders", await encoding.profiles.describe(anew=True))

    async def suited(call: Call[SuitedQuery, None]) -> Answer:
        uid = call.params["id"]
        edition = await details.edition(call, uid, call.query.edition or "")
        return _listed(call.query, f"encoders {uid}", await encoding.fits(uid, edition))

    return [
        Route(
            method="GET", path=f"{API}/encoders", name="list_encoders", permission="encode.run", handler=encoders,
            summary="Every profile, and whether it can be used here.", answer=PageOf(Encoder), tag="encoders",
            query=ShortQuery,
        ),
        Route(
            method="POST", path=f"{API}/encoders/probe", name="probe_encoders", permission="plugins.manage",
            handler=probe, summary="Make every test encode anew, and list the profiles.", answer=PageOf(Encoder),
            tag="encoders", query=ShortQuery,
        ),
        Route(
            method="GET", path=f"{API}/items/{{id:uuid}}/encoders", name="list_item_encoders",
            permission="encode.run", handler=suited, answer=PageOf(Suited), tag="encoders", query=SuitedQuery,
            summary="Every profile, and how well it fits a work, the best first.", moves=True,
            problems=(NotFound, Gone, Unsupported, Unavailable),
        ),
    ]  # fmt: skip


def _listed(query: ShortQuery, name: str, described: Sequence[dict[str, Any]]) -> Answer:
    rows = [dict(each) for each in described]
    return short(query, name, [{**each, "available": each.pop("usable")} for each in rows])
