"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_books.kinds import AUTHOR, NARRATOR
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.kinds import ADDED, TITLE, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

AUDIOBOOK = Kind(
    id="audiobook",
    label="Audiobook",
    plural="Audiobooks",
    bears_files=True,
    fields=(
        Field(name="overview", search=True),
        Field(name="subtitle", search=True),
        Field(name="publisher", search=True),
        Field(name="abridged"),
        Field(name="genres", merge="union"),
        Field(name="languages"),
        Field(name="ids", merge="union"),
    ),
    facets=(
        Facet(name="author", field="credits", role="author"),
        Facet(name="narrator", field="credits", role="narrator"),
        Facet(name="genre", field="genres"),
        Facet(name="language", field="languages"),
        Facet(name="year", field="dates"),
    ),
    sorts=(
        Sort(name="author", by=("credit:author", "title")),
        TITLE,
        Sort(name="year", by=("-date", "title")),
        ADDED,
    ),
    line=Line(leaf="audiobook", credits=(("authors", "author"), ("narrators", "narrator"))),
)
SERIES = Kind(
    id="audiobook_series",
    label="Audiobook series",
    plural="Audiobook series",
    form="collection",
    sorts=(Sort(name="title", by=("title",)),),
    line=Line(title="series", number="index"),
)

AUDIOBOOKS = MediaType(
    id="audiobooks",
    label="Audiobooks",
    kinds=(AUDIOBOOK, SERIES, AUTHOR, NARRATOR),
    claim="mediad_plugin_audiobooks.claim:claim",
    extract="mediad_plugin_audiobooks.extract:extract",
    assemble="mediad_plugin_audiobooks.assemble:assemble",
    artwork="mediad_plugin_audiobooks.extract:artwork",
    samples="mediad_plugin_audiobooks.samples:samples",
    ranks=("person", "metadata", "sidecar", "text", "nfo", "tags", "provider", "name"),
)
"""`metadata` is the `metadata.json` of audiobookshelf; `text` and `nfo` are papers beside the sound."""


class Audiobooks:
    """Brings the media type."""

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare audiobooks."""
        return (AUDIOBOOKS,)


def create(context: Context, settings: object) -> Audiobooks:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Audiobooks()
