"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.kinds import ADDED, TITLE, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

FILM = Kind(
    id="film",
    label="Film",
    plural="Films",
    bears_files=True,
    fields=(
        Field(name="overview", search=True),
        Field(name="tagline", search=True),
        Field(name="countries"),
        Field(name="rating"),
        Field(name="genres", merge="union"),
        Field(name="tags", merge="union"),
        Field(name="titles", merge="union"),
        Field(name="ids", merge="union"),
    ),
    facets=(
        Facet(name="genre", field="genres"),
        Facet(name="year", field="dates"),
        Facet(name="person", field="credits"),
        Facet(name="director", field="credits", role="director"),
        Facet(name="tag", field="tags"),
    ),
    sorts=(TITLE, Sort(name="year", by=("-date", "title")), ADDED),
    rated=True,
    line=Line(leaf="movie"),
    identified_by=(("tmdb", "movie"), ("imdb", "title"), ("tvdb", "movie")),
)
COLLECTION = Kind(
    id="film_collection",
    label="Film collection",
    plural="Film collections",
    form="collection",
    sorts=(Sort(name="title", by=("title",)),),
)
PERSON = Kind(id="person", label="Person", plural="People", form="party", sorts=(Sort(name="title", by=("title",)),))
STUDIO = Kind(id="studio", label="Studio", plural="Studios", form="party", sorts=(Sort(name="title", by=("title",)),))

MOVIES = MediaType(
    id="movies",
    label="Films",
    kinds=(FILM, COLLECTION, PERSON, STUDIO),
    claim="mediad_plugin_movies.claim:claim",
    extract="mediad_video.extract:extract",
    assemble="mediad_plugin_movies.assemble:assemble",
    samples="mediad_plugin_movies.samples:samples",
    extract_folder="mediad_video.discs.read:extract_folder",
)


class Movies:
    """Brings the media type."""

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare films."""
        return (MOVIES,)


def create(context: Context, settings: object) -> Movies:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Movies()
