"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.kinds import ADDED, TITLE, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

_FIELDS = (
    Field(name="overview", search=True),
    Field(name="publisher", search=True),
    Field(name="imprint"),
    Field(name="reading_direction"),
    Field(name="genres", merge="union"),
    Field(name="tags", merge="union"),
    Field(name="languages"),
    Field(name="ids", merge="union"),
)
_OF_ISSUES = (
    *_FIELDS,
    Field(name="characters", merge="union", search=True),
    Field(name="teams", merge="union", search=True),
    Field(name="locations", merge="union"),
    Field(name="format"),
    Field(name="rating"),
)
_FACETS = (
    Facet(name="genre", field="genres"),
    Facet(name="publisher", field="publisher"),
    Facet(name="year", field="dates"),
    Facet(name="tag", field="tags"),
)
_PEOPLE = (
    Facet(name="person", field="credits"),
    Facet(name="writer", field="credits", role="writer"),
    Facet(name="artist", field="credits", role="penciller"),
    Facet(name="character", field="characters"),
)
POSITION = Sort(name="position", by=("position", "title"))
DATE = Sort(name="date", by=("-date", "title"))
LEAF = Line(leaf="comic", number="index", credits=(("authors", "writer"),))

SERIES = Kind(
    id="comic_series",
    label="Comic series",
    plural="Comics",
    fields=(*_FIELDS, Field(name="titles", merge="union"), Field(name="issue_total")),
    facets=_FACETS,
    sorts=(TITLE, DATE, ADDED),
    rated=True,
    line=Line(title="series"),
)
VOLUME = Kind(
    id="comic_volume",
    label="Volume",
    plural="Volumes",
    parents=("comic_series",),
    bears_files=True,
    fields=_OF_ISSUES,
    facets=(*_FACETS, *_PEOPLE),
    sorts=(POSITION, DATE, ADDED),
    rated=True,
    line=LEAF,
)
ISSUE = Kind(
    id="comic_issue",
    label="Issue",
    plural="Issues",
    parents=("comic_series", "comic_volume"),
    bears_files=True,
    fields=_OF_ISSUES,
    facets=(*_FACETS, *_PEOPLE),
    sorts=(POSITION, DATE, ADDED),
    rated=True,
    line=LEAF,
)
ORDER = Kind(
    id="reading_order",
    label="Reading order",
    plural="Reading orders",
    form="collection",
    sorts=(Sort(name="title", by=("title",)),),
)

COMICS = MediaType(
    id="comics",
    label="Comics",
    kinds=(SERIES, VOLUME, ISSUE, ORDER),
    claim="mediad_plugin_comics.claim:claim",
    extract="mediad_plugin_comics.extract:extract",
    assemble="mediad_plugin_comics.assemble:assemble",
    artwork="mediad_plugin_comics.extract:artwork",
    samples="mediad_plugin_comics.samples:samples",
    ranks=("person", "sidecar", "metroninfo", "comicinfo", "comet", "comicbookinfo", "provider", "name"),
)


class Comics:
    """Brings the media type."""

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare comics."""
        return (COMICS,)


def create(context: Context, settings: object) -> Comics:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Comics()
