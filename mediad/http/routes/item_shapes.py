"""What answers about works look like; the fields of a kind are described by its media type."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from mediad.http.routes.own_shapes import State
from mediad.http.shapes import Shape


class Open(Shape):
    """A shape that grows: what a later version adds is no mistake."""

    model_config = ConfigDict(extra="allow", defer_build=True)


class Parent(Open):
    """The work above.

    Attributes:
        id: Its public id.
        title: Its title.
    """

    id: str
    title: str


class Brief(Open):
    """A work as lists show it; what is unknown is absent.

    Attributes:
        id: Its public id.
        kind: Its kind, as `film` or `album`.
        title: Its title.
        year: Year of the date that it is known by.
        position: Its place in the parent, as printed.
        parent: The work above.
        duration_ms: Length of its longest edition in milliseconds; 0 is unknown.
        availability: Why it has no file: `announced`, `wanted`, `remote`, `withdrawn`; empty when it has one.
        added: When it was first seen: milliseconds since 1970, UTC.
    """

    id: str
    kind: str
    title: str
    by: str = Field(default="", description="Who made it, as printed.")
    year: int | None = None
    position: str = ""
    parent: Parent | None = None
    picture: str = Field(default="", description="Id of the picture that stands for it, for `/artwork/{id}`.")
    duration_ms: int = 0
    availability: str = ""
    extra: str = Field(default="", description="The kind of extra that it is.")
    added: int = 0


class Related(Open):
    """A work or party that something leads to.

    Attributes:
        id: Its public id.
        kind: Its kind.
        title: Its title or name.
    """

    id: str
    kind: str
    title: str


class FileOf(Open):
    """A file of a work.

    Attributes:
        id: Its public id; null for a folder.
        name: Its name on the disk.
        size: Bytes.
        state: `present`, `missing`, or what keeps it from being read.
        preferred: Of several copies, the one that is served.
        error: A code, when it could not be read.
        reason: Why it could not be read, and what to do.
    """

    id: str | None
    name: str | None
    size: int | None
    state: str
    folder: bool = Field(default=False, description="The part is a folder as a whole; its files follow.")
    preferred: bool = True
    error: str = ""
    reason: str = Field(default="", description="Why it could not be read, and what to do.")


class Part(Open):
    """A piece of an edition, with the copies of its bytes.

    Attributes:
        role: `main`, or what else belongs inside the edition.
        position: Its place in the edition, from 0.
        selector: Which piece of the file it is: `kind`, `start`, `end`, `name`; null is all of it.
        files: Copies of the same bytes, the preferred one first.
    """

    role: str
    position: int
    selector: dict[str, Any] | None
    files: list[FileOf]


class Edition(Open):
    """One cut, master, translation or quality of a work.

    Attributes:
        id: Its public id.
        version: The cut, language, narrator or master; empty is the plain one.
        rendition: The quality or format within the version.
        label: What a person reads.
        status: `ok`, `unreadable`, `pointer` or `incomplete`.
        reason: Why it is not `ok`.
        origin: `scan` or `encode`.
        profile: The encoder's profile that made it; empty for what was scanned.
        added: When it was first seen: milliseconds since 1970, UTC.
        recipe: Whether a file of edits (XMP) belongs to it.
        facts: What was measured: `container`, `duration_ms`, `width`, `height`, `streams` ...
        marks: Segments such as chapters: `type`, `start` and `end` in milliseconds, `title`.
        parts: Its pieces in order.
    """

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
    """Who did what.

    Attributes:
        role: What they did, as `director`.
        name: The name as printed here.
        join: What is printed behind it, as ` feat. `.
        character: Whom they play.
        party: The person, band or firm.
    """

    role: str
    name: str
    join: str
    character: str
    party: Related


class Picture(Open):
    """A picture of a work.

    Attributes:
        id: Its public id, for `/artwork/{id}`.
        role: `cover`, `poster`, `backdrop`, `logo`, `thumb` or `portrait`.
        embedded: Whether it lies inside a media file.
    """

    id: str
    role: str
    embedded: bool


class Item(Open):
    """A work, a party or a collection, with everything that is known of it.

    Attributes:
        id: Its public id.
        kind: Its kind, as `film` or `album`.
        title: Its title.
        year: Year of that date.
        by: Who made it, as printed.
        duration_ms: Length of its longest edition in milliseconds; 0 is unknown.
        picture: Id of the picture that stands for it, its parent's if it has none; empty is none.
        date: The date that it is known by, as precise as it is known: `1969`, `2018-07`, `2018-07-03`.
        extra: The kind of extra that it is; empty for a work of its own.
        position: Its place in the parent: `label` as printed, `value` that it sorts by, `end` of a range.
        parent: The work above.
        availability: Why it has no file: `state`, `reason`, `by`; null when it has one.
        present: Whether any of its files is there.
        age: The lowest age that its certificates allow; null is unknown.
        added: When it was first seen: milliseconds since 1970, UTC.
        changed: When it last changed: milliseconds since 1970, UTC.
        revision: Counts its changes; stands in the ETag that If-Match names.
        fields: What is said of it beside the fields here, by name.
        titles: Every other title: `value`, `language`, `script`, `use`.
        ids: Ids that others know it by: `scheme`, `value`, `entity`.
        credits: Who did what, in printed order.
        orderings: Places in other orders: `scheme`, `group`, `position`.
        editions: Its cuts, masters and qualities, best first.
        companions: Files that belong to it: subtitles, lyrics, booklets ...
        artwork: Its pictures, the one that stands for it first.
        relations: What it leads to: `type`, `target`, `position`.
        related_by: What leads to it, in the same form.
        extras: Trailers, interviews and the like.
        provenance: The source that each field was taken from, by field; of providers which one, as `provider:tmdb`.
        locks: Names of the fields that people locked.
        state: What the caller did with it, as `/me/items/{id}` shows it; null for who is no user.
    """

    id: str
    kind: str
    title: str
    year: int | None
    by: str
    duration_ms: int
    picture: str
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
    state: State | None


class Document(Open):
    """What one source says about a work.

    Attributes:
        source: The class of the source: `name`, `tags`, `sidecar`, `provider`, `person`.
        instance: The plugin that said it.
        file: `id` and `name` of the file that it was read from; null where there is none.
        at: When it was said: milliseconds since 1970, UTC.
        fields: What it says, by field.
    """

    source: str
    instance: str
    file: dict[str, str] | None
    at: int
    fields: dict[str, Any]


class PublishedList(Shape):
    """A combination that lists can be asked by; the filter is empty, a facet, or `party`.

    Attributes:
        kind: The kind; empty for what is new of all.
        sort: The sort.
        filter: Empty, the name of a facet, or `party`.
    """

    kind: str
    sort: str
    filter: str


class FacetValue(Shape):
    """A value of a facet, and how many works have it (counted up to 10000).

    Attributes:
        value: What to filter by.
        label: What a person reads.
        count: How many works have it, up to 10000.
    """

    value: str
    label: str
    count: int
