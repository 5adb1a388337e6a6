"""What is sent to the routes of works: which of them, and what shall become of one."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from mediad.http.route import PageQuery
from mediad.http.shapes import Body, Uid

_MOST_KINDS = 8


def _apart(names: list[str]) -> list[str]:
    """Take `a,b` for `a` and `b`."""
    return [name for each in names for name in each.split(",")]


class SeenQuery(PageQuery):
    """How to walk a list, and by whose eyes."""

    user: Uid | None = Field(
        default=None, description="As this user may see it, by what they did; for who manages users."
    )


class ItemsQuery(SeenQuery):
    """Which works; a facet of the kind filters under its own name, such as `genre=jazz`."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)

    kind: Annotated[list[str], AfterValidator(_apart)] = Field(
        default_factory=list,
        max_length=_MOST_KINDS,
        description="One or several, with commas: `film`, or `movie` as lines call it; none: what is new.",
    )
    query: str = Field(
        default="",
        max_length=1000,
        description="In the query language: `kind:film year:1990..1999 -genre:horror alien`.",
    )
    library: Uid | None = Field(default=None, description="Only this library.")
    sort: str = Field(default="", max_length=60, description="A published sort; the kind's own when absent.")
    parent: Uid | None = Field(
        default=None, description="What is below this work, or in this collection, in its order."
    )
    party: Uid | None = Field(default=None, description="What this person, band or firm did.")
    role: str = Field(default="", max_length=60, description="With `party`: in this role alone.")


class LinesQuery(SeenQuery):
    """Which leaf works."""

    query: str = Field(
        default="",
        max_length=1000,
        description="Those that a query finds, in its order, as `kind:film year:1990..1999`.",
    )
    kind: str = Field(default="", max_length=60, description="Only this kind, as `film`, or as lines call it, `movie`.")
    library: Uid | None = Field(default=None, description="Only this library.")


class FacetsQuery(PageQuery):
    """Which facet."""

    kind: str = Field(max_length=60, description="The kind whose works are counted.")
    name: str = Field(max_length=60, description="The facet, as `genre`; `items/published` lists those of a kind.")
    since: str = Field(default="", max_length=120, description="The first value, as `2020-01` of `month`.")
    until: str = Field(default="", max_length=120, description="The last value, or how it begins, as `2021`.")
    library: Uid | None = Field(default=None, description="Only this library.")


class Merge(Body):
    """The work that remains."""

    into: Uid = Field(description="Id of the work that remains.")


class EncodeWish(Body):
    """How to convert, and which edition; the best one when none is named."""

    profile: str = Field(min_length=1, max_length=100, description="Id of an encoder's profile, as `h264-720p`.")
    edition: Uid | None = Field(default=None, description="Id of the edition to convert.")
