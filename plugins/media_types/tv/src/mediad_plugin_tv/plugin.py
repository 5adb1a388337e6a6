"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.kinds import ADDED, TITLE, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

TOLD = (
    Field(name="overview", search=True),
    Field(name="rating"),
    Field(name="genres", merge="union"),
    Field(name="tags", merge="union"),
    Field(name="titles", merge="union"),
    Field(name="ids", merge="union"),
)
SHOW = Kind(
    id="show",
    label="Series",
    plural="Series",
    fields=(*TOLD, Field(name="countries")),
    facets=(
        Facet(name="genre", field="genres"),
        Facet(name="year", field="dates"),
        Facet(name="person", field="credits"),
        Facet(name="tag", field="tags"),
    ),
    sorts=(TITLE, Sort(name="year", by=("-date", "title")), ADDED),
    rated=True,
    line=Line(title="parents"),
    identified_by=(("tvdb", "series"), ("tmdb", "tv"), ("imdb", "title")),
)
SEASON = Kind(
    id="season",
    label="Season",
    plural="Seasons",
    parents=("show",),
    fields=TOLD,
    sorts=(Sort(name="position", by=("position", "title")), ADDED),
    line=Line(number="season"),
    identified_by=(("tvdb", "season"), ("tmdb", "season")),
)
EPISODE = Kind(
    id="episode",
    label="Episode",
    plural="Episodes",
    parents=("season", "show"),
    bears_files=True,
    fields=TOLD,
    facets=(Facet(name="person", field="credits"), Facet(name="director", field="credits", role="director")),
    sorts=(Sort(name="position", by=("position", "date", "title")), TITLE, Sort(name="aired", by=("-date",)), ADDED),
    line=Line(leaf="episode", number="episodes", date="aired"),
    identified_by=(("tvdb", "episode"), ("tmdb", "episode"), ("imdb", "title")),
)
PERSON = Kind(id="person", label="Person", plural="People", form="party", sorts=(Sort(name="title", by=("title",)),))
STUDIO = Kind(id="studio", label="Studio", plural="Studios", form="party", sorts=(Sort(name="title", by=("title",)),))

TV = MediaType(
    id="tv",
    label="Series",
    kinds=(SHOW, SEASON, EPISODE, PERSON, STUDIO),
    claim="mediad_plugin_tv.claim:claim",
    extract="mediad_video.extract:extract",
    assemble="mediad_plugin_tv.assemble:assemble",
    samples="mediad_plugin_tv.samples:samples",
)


class Tv:
    """Brings the media type."""

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare series."""
        return (TV,)


def create(context: Context, settings: object) -> Tv:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Tv()
