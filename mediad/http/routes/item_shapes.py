"""What answers about works look like; the fields of a kind are described by its media type."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from mediad.http.shapes import Shape


class Open(Shape):
    """A shape that grows: what a later version adds is no mistake."""

    model_config = ConfigDict(extra="allow", defer_build=True)


class Parent(Open):
    """The work above."""

    id: str
    title: str


class Brief(Open):
    """A work as lists show it; what is unknown is absent."""

    id: str
    kind: str
    title: str
    by: str = Field(default="", description="Who made it, as printed.")
    year: int | None = None
    position: str = ""
    parent: Parent | None = None
    artwork: str = Field(default="", description="Id of the picture that stands for it.")
    duration_ms: int = 0
    availability: str = ""
    extra: str = Field(default="", description="The kind of extra that it is.")
    added: int = 0


class Related(Open):
    """A work or party that something leads to."""

    id: str
    kind: str
    title: str


class FileOf(Open):
    """A file of a work."""

    id: str | None
    name: str | None
    size: int | None
    state: str
    folder: bool = Field(default=False, description="The part is a folder as a whole.")
    preferred: bool = True
    error: str = ""
    reason: str = Field(default="", description="Why it could not be read, and what to do.")


class Part(Open):
    """A piece of an edition, with the copies of its bytes."""

    role: str
    position: int
    selector: dict[str, Any] | None
    files: list[FileOf]


class Edition(Open):
    """One cut, master, translation or quality of a work."""

    id: str
    version: str
    rendition: str
    label: str
    status: str
    reason: str
    origin: str
    profile: str
    added: int
    recipe: bool
    facts: dict[str, Any]
    marks: list[Any]
    parts: list[Part]


class Credit(Open):
    """Who did what."""

    role: str
    name: str
    join: str
    character: str
    party: Related


class Picture(Open):
    """A picture of a work."""

    id: str
    role: str
    embedded: bool


class Item(Open):
    """A work, a party or a collection, with everything that is known of it."""

    id: str
    kind: str
    title: str
    date: str | None
    extra: str
    position: dict[str, Any] | None
    parent: Related | None
    availability: dict[str, Any] | None
    present: bool
    age: int | None
    added: int
    changed: int
    revision: int
    fields: dict[str, Any]
    titles: list[dict[str, Any]]
    ids: list[dict[str, str]]
    credits: list[Credit]
    orderings: list[dict[str, Any]]
    editions: list[Edition]
    companions: list[dict[str, Any]]
    artwork: list[Picture]
    relations: list[dict[str, Any]]
    related_by: list[dict[str, Any]]
    extras: list[Brief]
    provenance: dict[str, Any]
    locks: list[str]
    state: dict[str, Any] | None


class Document(Open):
    """What one source says about a work."""

    source: str
    instance: str
    file: dict[str, str] | None
    at: int
    fields: dict[str, Any]


class PublishedList(Shape):
    """A combination that lists can be asked by; the filter is empty, a facet, or `party`."""

    kind: str
    sort: str
    filter: str


class FacetValue(Shape):
    """A value of a facet, and how many works have it (counted up to 1000)."""

    value: str
    label: str
    count: int
