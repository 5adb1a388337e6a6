"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.kinds import ADDED, TITLE, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

YEAR = Sort(name="year", by=("-date", "title"))

ALBUM = Kind(
    id="album",
    label="Album",
    plural="Albums",
    fields=(
        Field(name="compilation"),
        Field(name="release_type"),
        Field(name="release_status"),
        Field(name="release_country"),
        Field(name="media"),
        Field(name="version"),
        Field(name="label", search=True),
        Field(name="catalog_number"),
        Field(name="disc_total"),
        Field(name="genres", merge="union"),
        Field(name="ids", merge="union"),
    ),
    facets=(
        Facet(name="genre", field="genres"),
        Facet(name="artist", field="credits", role="album_artist"),
        Facet(name="year", field="dates"),
    ),
    sorts=(Sort(name="artist", by=("credit:album_artist", "date", "title")), TITLE, YEAR, ADDED),
    identified_by=(("musicbrainz", "release"),),
    line=Line(title="parents", credits=(("parents", "album_artist"),)),
)
DISC = Kind(
    id="disc",
    label="Disc",
    plural="Discs",
    parents=("album",),
    sorts=(Sort(name="position", by=("position",)),),
    line=Line(number="disc"),
)
TRACK = Kind(
    id="track",
    label="Track",
    plural="Tracks",
    parents=("album", "disc"),
    bears_files=True,
    fields=(
        Field(name="comment"),
        Field(name="bpm"),
        Field(name="disc"),
        Field(name="moods", merge="union"),
        Field(name="encoder"),
        Field(name="subtitle"),
        Field(name="copyright"),
        Field(name="initial_key"),
        Field(name="replay_gain"),
        Field(name="lyrics"),
        Field(name="movement"),
        Field(name="genres", merge="union"),
        Field(name="ids", merge="union"),
    ),
    # By artist and composer tracks are listed as by every party; each further list costs a scan a row a track.
    facets=(Facet(name="genre", field="genres"),),
    sorts=(TITLE, ADDED),
    line=Line(leaf="track", number="track", credits=(("artists", "artist"),)),
)
ARTIST = Kind(id="artist", label="Artist", plural="Artists", form="party", sorts=(Sort(name="title", by=("title",)),))

MUSIC = MediaType(
    id="music",
    label="Music",
    kinds=(ALBUM, DISC, TRACK, ARTIST),
    claim="mediad_plugin_music.claim:claim",
    extract="mediad_plugin_music.extract:extract",
    assemble="mediad_plugin_music.assemble:assemble",
    artwork="mediad_plugin_music.extract:artwork",
    samples="mediad_plugin_music.samples:samples",
    ranks=("person", "sidecar", "tags", "cue", "provider", "name"),
    version=3,
)


class Music:
    """Brings the media type."""

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare music."""
        return (MUSIC,)


def create(context: Context, settings: object) -> Music:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Music()
