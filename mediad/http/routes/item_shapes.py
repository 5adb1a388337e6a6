"""What answers about works look like; the fields of a kind are described by its media type."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from mediad.http.shapes import Shape


class Parent(Shape):
    """The work above."""

    id: str
    title: str


class Brief(Shape):
    """A work as lists show it; what is unknown is absent."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    id: str
    kind: str
    title: str
    subtitle: str = ""
    year: int | None = None
    date: str = ""
    position: str = ""
    parent: Parent | None = None
    artwork: str = Field(default="", description="Id of the picture that stands for it.")
    duration_ms: int = 0
    availability: str = ""
    added: int = 0


class Related(Shape):
    """A work or party that something leads to."""

    id: str
    kind: str
    title: str


class FileOf(Shape):
    """A file of a work."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    id: str | None
    name: str | None
    size: int | None
    state: str


class Part(Shape):
    """A piece of an edition, with the copies of its bytes."""

    role: str
    position: int
    selector: dict[str, Any] | None
    files: list[FileOf]


class Edition(Shape):
    """One cut, master, translation or quality of a work."""

    model_config = ConfigDict(extra="allow", defer_build=True)

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


class Credit(Shape):
    """Who did what."""

    role: str
    name: str
    join: str
    character: str
    party: Related


class Picture(Shape):
    """A picture of a work."""

    id: str
    role: str
    embedded: bool


class Item(Shape):
    """A work, a party or a collection, with everything that is known of it."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    id: str
    kind: str
    title: str
    date: str | None
    parent: Related | None
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


class Document(Shape):
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
