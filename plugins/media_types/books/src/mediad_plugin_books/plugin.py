"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_books.kinds import AUTHOR, NARRATOR
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.kinds import ADDED, TITLE, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

BOOK = Kind(
    id="book",
    label="Book",
    plural="Books",
    bears_files=True,
    fields=(
        Field(name="overview", search=True),
        Field(name="subtitle", search=True),
        Field(name="publisher", search=True),
        Field(name="rights"),
        Field(name="genres", merge="union"),
        Field(name="languages"),
        Field(name="titles", merge="union"),
        Field(name="ids", merge="union"),
    ),
    facets=(
        Facet(name="author", field="credits", role="author"),
        Facet(name="person", field="credits"),
        Facet(name="genre", field="genres"),
        Facet(name="language", field="languages"),
        Facet(name="publisher", field="publisher"),
        Facet(name="year", field="dates"),
    ),
    sorts=(
        Sort(name="author", by=("credit:author", "title")),
        TITLE,
        Sort(name="year", by=("-date", "title")),
        ADDED,
    ),
    line=Line(leaf="book", credits=(("authors", "author"),)),
)
SERIES = Kind(
    id="book_series",
    label="Book series",
    plural="Book series",
    form="collection",
    sorts=(Sort(name="title", by=("title",)),),
    line=Line(title="series", number="index"),
)

BOOKS = MediaType(
    id="books",
    label="Books",
    kinds=(BOOK, SERIES, AUTHOR, NARRATOR),
    claim="mediad_plugin_books.claim:claim",
    extract="mediad_plugin_books.extract:extract",
    assemble="mediad_plugin_books.assemble:assemble",
    artwork="mediad_plugin_books.extract:artwork",
    samples="mediad_plugin_books.samples:samples",
    ranks=("person", "sidecar", "tags", "provider", "name", "info", "guess"),
)
"""`info` is what programs write into PDF unasked; `guess` a name that does not part its title from anything."""


class Books:
    """Brings the media type."""

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare books."""
        return (BOOKS,)


def create(context: Context, settings: object) -> Books:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Books()
