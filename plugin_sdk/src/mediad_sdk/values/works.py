"""Works, editions and parts as a media type describes them.

A media type's `assemble` returns `Work` values. A work says who it is (kind, key, parent) and carries one `Document` a
source with what that source says. The core stores the documents apart, merges them by declared ranks and locks, and
keeps people, ids, facets, pages and search as projections of the merge. Everything here crosses a process border as
msgpack.

The fields of a document with a meaning for the core (a kind may declare more; all are optional):

| field | value |
|---|---|
| `title`, `sort_title`, `overview` | text |
| `titles` | list of `{value, language, script, use}`: original, localised, romanised, as printed |
| `dates` | list of `{value, use, offset}`; a value is `1969`, `2018-07`, `2018-07-03` or a local date-time |
| `ids` | list of `{scheme, value, entity}`; not unique across works |
| `credits` | list of `{name, role, kind, join, character, as, ids}` in printed order |
| `certificates` | list of `{country, system, value, age}` |
| `genres`, `tags`, `languages` | list of text |
| `people` | list of `{rating, plays, played, favourite, source}`: what the file says that somebody did; 0 to 100, ms |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one source says about one work.

    Attributes:
        source: The class of the source: `name`, `tags`, `sidecar`, `provider`, `person`, or one the media type ranks.
        fields: Field name to JSON value; a field that is absent says nothing.
        file: The file in the folder that it was read from, `b""` when it comes from names alone.
    """

    source: str
    fields: Mapping[str, Any]
    file: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place among siblings: what is printed, and what it sorts by.

    Attributes:
        label: As printed: `7`, `A2`, `½`, `v01-v03`.
        value: The sort value; the label decides between equal ones.
        end: The last value of a range, or None.
    """

    label: str
    value: float
    end: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """The piece of a file that a part is.

    Attributes:
        kind: `time` (ms), `pages`, `title` (of a disc, a playlist), `member` (of an archive), `stream`, `bytes`.
        start: First millisecond, page, byte or number; 0 where a name says it.
        end: The first one after the piece, or None for the end of the file.
        name: A member or playlist.
    """

    kind: str
    start: int = 0
    end: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a part's bytes are: a file of this folder, or a sub-folder as a whole.

    Attributes:
        file: Name of a file, b"" where it is a folder.
        folder: Name of a sub-folder.
    """

    file: bytes = b""
    folder: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of an edition.

    Attributes:
        sources: Byte-identical copies; losing one loses nothing.
        position: Order within the edition, from 0.
        role: `main`, or what else belongs inside the edition.
        selector: Which piece of the file it is; None is the whole file.
    """

    sources: tuple[Source, ...]
    position: int = 0
    role: str = "main"
    selector: Selector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A segment of an edition's time line: chapter, intro, credits, advertisement; milliseconds.

    Attributes:
        type: `chapter`, `intro`, `credits` ...
        start: Where it begins.
        end: Where it ends, None for the begin of the next.
        title: What people read.
        source: Where it was found.
    """

    type: str
    start: int
    end: int | None = None
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One cut, master, translation or quality of a work.

    Attributes:
        version: Names the time line: cut, language, narrator, master; "" is the plain one.
        rendition: Names the quality or format within the version.
        label: What a person reads.
        parts: The pieces in order.
        facts: Technical facts as JSON: container, streams, duration_ms, width, height, pages ...
        marks: Chapters and other segments.
        status: `ok`, `unreadable` (DRM, damaged), `pointer` (.strm) or `incomplete`.
        reason: Why the status is not `ok`.
        recipe: A file that holds edits without pixels (XMP), or `b""`.
    """

    parts: tuple[Part, ...]
    version: str = ""
    rendition: str = ""
    label: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    status: str = "ok"
    reason: str = ""
    recipe: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Files that belong to a work without being it.

    Attributes:
        role: `subtitle`, `audio`, `lyrics`, `transcript`, `chapters`, `font`, `sidecar`, `artwork`, `booklet`,
            `motion`.
        files: One, or several that are one (`.idx` and `.sub`).
        facts: language, forced, hearing_impaired ...
        version: The edition's version that it fits; None fits all.
    """

    role: str
    files: tuple[bytes, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """A picture of a work: a file beside it, or one embedded in a media file.

    Attributes:
        role: `cover`, `poster`, `backdrop`, `logo`, `thumb`, `portrait`.
        file: The picture, or the media file that carries it.
        embedded: True when the picture is inside the file; the media type's `artwork` reads it.
    """

    role: str
    file: bytes
    embedded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Names a work that this source knows of: by kind and key (with the keys of its parents, outermost first).

    Attributes:
        kind: A kind.
        key: The match key.
        title: What to call it where it has no title yet.
        parents: (kind, key) of each work above it.
    """

    kind: str
    key: str
    title: str = ""
    parents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed link to another work or party.

    Attributes:
        type: `collection` (this work is in that one), `contains`, `remake_of`, `sequel_of`, `translation_of`,
            `same_recording`, `depicts`, `member_of`, `stack` ...
        target: The other end.
        position: The place in a collection, reading order or stack.
        data: A range, a region, or another fact of the link.
    """

    type: str
    target: Reference
    position: Position | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """A place in another order of the same tree: `dvd`, `absolute`, `streaming`.

    Attributes:
        scheme: Which order.
        position: The place in it.
        group: What the place counts within: a season, a disc.
    """

    scheme: str
    position: Position
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Why a work has no file: `announced`, `wanted`, `remote`, `withdrawn`; by whom, and the reason.

    Attributes:
        state: Which of these.
        reason: A sentence for people.
        by: Who says so.
    """

    state: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work, a party or a collection as one folder shows it.

    Attributes:
        kind: A kind that the media type declares.
        key: The match key within (kind, parent): equal keys are one work. Fold it with `mediad_sdk.text.fold`.
        documents: What each source says.
        parent: The work above it in the kind's tree; another `Work` of the same answer.
        position: The place among its siblings.
        editions: What can be played, read or looked at.
        companions: Files that belong to it.
        artwork: Pictures beside it or inside its files.
        extra: The kind of extra (`trailer`, `deleted`, `interview` ...); its parent is then its owner. "" is a work.
        relations: Links to works and parties.
        orderings: Places in other orders of the tree.
        availability: Why there is no file, when there is none.
    """

    kind: str
    key: str
    documents: tuple[Document, ...] = ()
    parent: Work | None = None
    position: Position | None = None
    editions: tuple[Edition, ...] = ()
    companions: tuple[Companion, ...] = ()
    artwork: tuple[Artwork, ...] = ()
    extra: str = ""
    relations: tuple[Relation, ...] = ()
    orderings: tuple[Ordering, ...] = ()
    availability: Availability | None = None
