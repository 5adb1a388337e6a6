"""Fields that people lock to a value, each in the shape in which sources say it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from mediad.http.shapes import GIVEN, WHOLE, Body, Kept

_LONGEST = 100
"""Entries of a list; a body has an end of its own."""

Text = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
Word = Annotated[str, Field(max_length=100)]
Prose = Annotated[str, Field(max_length=20_000)]
Date = Annotated[
    str,
    Field(
        pattern="^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?)?)?$",
        description="As precise as it is known: `1969`, `2018-07`, `2018-07-03`, or with a local time.",
        examples=["2018-07"],
    ),
]
Number = Annotated[float, Field(ge=-1e9, le=1e9)]


class LockedTitle(Body):
    """Another title."""

    value: Text = Field(description="The title.")
    language: Word = Field(default="", description="Its language, as `de`.")
    script: Word = Field(default="", description="Its script, as `Latn`.")
    use: Word = Field(default="", description="`original`, `localised`, `romanised` or `printed`.")


class LockedDate(Body):
    """A date.

    Attributes:
        value: The date, as precise as it is known.
    """

    value: Date
    use: Word = Field(default="", description="`original`, `edition`, `recorded`, `aired` ...")
    offset: Word = Field(default="", description="Offset of a local time from UTC, as `+02:00`.")


class LockedId(Body):
    """An id that others know it by."""

    scheme: Word = Field(min_length=1, description="Whose id it is, as `imdb`.")
    value: Text = Field(description="The id.")
    entity: Word = Field(default="", description="What it is the id of, where the scheme has several, as `release`.")


class LockedCredit(Body):
    """Who did what."""

    name: Text = Field(description="Name of the person, band or firm.")
    role: Word = Field(default="", description="What they did, as `director`.")
    kind: Word = Field(default="", description="What they are; the kind of party that the media type names if absent.")
    join: Word = Field(default="", description="What is printed behind the name, as ` feat. `.")
    character: Annotated[str, Field(max_length=500)] = Field(default="", description="Whom they play.")
    sort: Annotated[str, Field(max_length=500)] = Field(default="", description="The name as lists sort it.")
    as_: Annotated[str, Field(max_length=500)] = Field(
        default="", alias="as", description="The name as it is printed here."
    )
    ids: list[LockedId] = Field(default_factory=list, max_length=_LONGEST, description="Ids of the party.")


class LockedCertificate(Body):
    """From which age on somebody may see it."""

    value: Word = Field(min_length=1, description="As printed: `FSK 12`, `PG-13`.")
    country: Word = Field(default="", description="Whose it is, as `DE`.")
    system: Word = Field(default="", description="The board, as `FSK`.")
    age: Kept[Annotated[int, Field(ge=0, le=99), WHOLE]] = Field(default=None, description="That age in years.")


class LockedPosition(Body):
    """A place among siblings."""

    label: Word = Field(description="As printed: `7`, `A2`.")
    value: Number = Field(description="What it sorts by.")
    end: Kept[Number] = Field(default=None, description="The last value of a range.")


class LockedOrdering(Body):
    """A place in another order of the same tree."""

    scheme: Word = Field(min_length=1, description="Which order: `dvd`, `absolute` ...")
    position: LockedPosition = Field(description="The place in it.")
    group: Word = Field(default="", description="The season or disc in that order.")


class LockedAvailability(Body):
    """Why it has no file."""

    state: Word = Field(min_length=1, description="`announced`, `wanted`, `remote` or `withdrawn`.")
    reason: Annotated[str, Field(max_length=500)] = Field(default="", description="The reason.")
    by: Word = Field(default="", description="Who says so.")


class Locks(Body):
    """Values by field. Fields that a kind declares beside these are any JSON but null."""

    model_config = ConfigDict(extra="allow", defer_build=True)
    __pydantic_extra__: dict[str, Annotated[Any, GIVEN]]

    title: Kept[Text] = Field(default=None, description="The title.")
    sort_title: Kept[Text] = Field(default=None, description="The title as lists sort it.")
    overview: Kept[Prose] = Field(default=None, description="What it is about.")
    titles: Kept[list[LockedTitle]] = Field(default=None, max_length=_LONGEST, description="Every other title.")
    dates: Kept[list[LockedDate]] = Field(default=None, max_length=_LONGEST, description="When it came out.")
    ids: Kept[list[LockedId]] = Field(default=None, max_length=_LONGEST, description="Ids that others know it by.")
    credits: Kept[list[LockedCredit]] = Field(
        default=None, max_length=1000, description="Who did what, in printed order."
    )
    certificates: Kept[list[LockedCertificate]] = Field(
        default=None, max_length=_LONGEST, description="From which age on somebody may see it."
    )
    genres: Kept[list[Text]] = Field(default=None, max_length=_LONGEST, description="Genres.")
    tags: Kept[list[Text]] = Field(default=None, max_length=_LONGEST, description="Tags.")
    languages: Kept[list[Text]] = Field(default=None, max_length=_LONGEST, description="Languages, as `de`.")
    position: Kept[LockedPosition] = Field(default=None, description="The place among siblings.")
    orderings: Kept[list[LockedOrdering]] = Field(
        default=None, max_length=_LONGEST, description="Places in other orders of the same tree."
    )
    availability: Kept[LockedAvailability] = Field(default=None, description="Why it has no file.")
    extra: Kept[Word] = Field(default=None, description="The kind of extra that it is, as `trailer`.")


class ItemEdit(Body):
    """Fields to lock to a value, and fields to leave to their sources again."""

    lock: Kept[Locks] = Field(default=None, description="Fields to lock, each with its value.")
    unlock: list[Word] = Field(
        default_factory=list, max_length=50, description="Names of fields to leave to their sources again."
    )

    def locked(self) -> dict[str, Any]:
        """Give the fields to lock as sources say them."""
        return self.lock.model_dump(mode="json", by_alias=True, exclude_unset=True) if self.lock else {}
