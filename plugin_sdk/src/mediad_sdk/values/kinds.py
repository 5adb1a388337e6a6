"""What a media type declares: its kinds, their trees, fields, facets and orders, and the names of its code."""

from __future__ import annotations

from typing import Literal

from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """How one field of a kind's documents is merged.

    Attributes:
        name: The field in `Document.fields`.
        merge: `replace` takes the best-ranked source that has the field; `union` joins the lists of all, best first.
        ranks: Source classes, best first, where this field differs from the media type's own order.
        search: True when the text belongs to full-text search.
        internal: True for what only lists, facets and comparisons are made of: no answer about a work shows it, and
            what its sources say still does.
    """

    name: str
    merge: Literal["replace", "union"] = "replace"
    ranks: tuple[str, ...] = ()
    search: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A property to filter by and to count: genre, person, year, series.

    Attributes:
        name: The filter's name in the API.
        field: The field it is taken from; a list gives several values, `dates` gives the year of the best date.
        role: For `credits`: only this role, "" for all.
    """

    name: str
    field: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A published order.

    Attributes:
        name: The value of `?sort=`.
        by: Keys, most significant first: a field name, or `title`, `year`, `date`, `added`, `position`, `credit:ROLE`;
            a leading `-` turns one around. Missing values come last either way.
    """

    name: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What programs are told of a kind where a leaf work is one line: previews of folders, lists in full.

    Every line has `kind, title, year, parents` and `editions`; the levels above a leaf add what they say here.

    Attributes:
        leaf: What a line calls a leaf of this kind: `movie`, `episode`, `track`. "" is no leaf.
        number: Under which name its place among its siblings stands, in lines of its own and of leaves below it:
            `season`, `disc`, `track`; `episodes` is a list. Of a collection it is the place in it: `index`.
        title: Under which name lines of leaves below it, or in it, give its title: `parents`, `series`.
        date: Under which name the best date of the leaf stands in full: `date_taken`, `aired`.
        credits: (name, role): under which name the credits of a role stand, as a list: ("authors", "author").
        fields: Fields of the leaf that stand in its line as they are: `date_guessed`.
    """

    leaf: str = ""
    number: str = ""
    title: str = ""
    date: str = ""
    credits: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()


TITLE = Sort(name="title", by=("title", "year"))
ADDED = Sort(name="added", by=("-added",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of work, party or collection.

    Attributes:
        id: Permanent name of the kind: `film`, `album`. Rows belong to the kind, not to the plugin.
        label: What people call one.
        plural: What people call many.
        form: `work`, `party` (artists, people, labels) or `collection` (series, collections, reading orders).
        parents: Kinds that may be its parent; empty for the top of a tree. A level may be absent.
        bears_files: True when its editions have files.
        fields: Fields beyond the core's own, or that merge differently.
        facets: What its lists can be filtered by.
        sorts: Published orders; the first is the default.
        identified_by: (scheme, entity) of the external ids that name its works for certain, the best first: works with
            one of them in common are one, works with two of one scheme are two, whatever they are called.
        line: What programs are told of it in lines of leaf works.
        rated: True where works carry certificates: one without any is shown to adults only, where an age limit is set.
        schema_version: Raised when older facts must be assembled anew.
    """

    id: str
    label: str
    plural: str
    form: Literal["work", "party", "collection"] = "work"
    parents: tuple[str, ...] = ()
    bears_files: bool = False
    fields: tuple[Field, ...] = ()
    facets: tuple[Facet, ...] = ()
    sorts: tuple[Sort, ...] = (TITLE, ADDED)
    identified_by: tuple[tuple[str, str], ...] = ()
    line: Line = Line()
    rated: bool = False
    schema_version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KindExtension:
    """What a plugin adds to a kind of somebody else's.

    Its documents have the source class `provider` unless it says otherwise; the fields are its own by name, so that two
    extensions cannot contradict each other.

    Attributes:
        id: Name within the plugin instance.
        kind: The kind that it extends: `film`. Where nobody has that kind, the extension waits.
        fields: Further fields; their names begin with the plugin's id and `_`.
        facets: Further facets, over these fields or the kind's own.
        sorts: Further orders.
    """

    id: str
    kind: str
    fields: tuple[Field, ...] = ()
    facets: tuple[Facet, ...] = ()
    sorts: tuple[Sort, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaType:
    """A media type: frozen data that names its code; the daemon never imports that code, its workers do.

    Attributes:
        id: Permanent name: `movies`, `music`.
        label: What people read.
        kinds: The kinds of its trees.
        claim: `package.module:function` with `claim(listing: Listing) -> Claim | None`; pure, opens nothing.
        extract: `extract(file: MediaFile) -> Mapping[str, JSON]`; opens one file, may be slow, may crash.
        assemble: `assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]`; pure, and run again over
            stored facts whenever one file of the folder changes.
        artwork: `artwork(file: MediaFile) -> bytes | None` reads an embedded picture; "" when there is none.
        samples: `samples(folder: Path) -> None` makes a small real library for demonstration and tests; "" for none.
        extract_folder: `extract_folder(folder: MediaFolder) -> Mapping[str, JSON]` opens what it needs of a folder that
            was claimed as a whole; its facts come after those of the files. They are not stored: it runs whenever
            `assemble` does. "" when such folders have no facts.
        ranks: Source classes, best first; a lock stands above all of them.
        version: Raised when `extract` finds more than before, so that files are read again.
    """

    id: str
    label: str
    kinds: tuple[Kind, ...]
    claim: str
    extract: str
    assemble: str
    artwork: str = ""
    samples: str = ""
    extract_folder: str = ""
    ranks: tuple[str, ...] = ("person", "sidecar", "provider", "tags", "name")
    version: int = 1
