"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.earth import CELLS
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.kinds import ADDED, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

BY_TITLE = Sort(name="title", by=("title",))

PHOTO = Kind(
    id="photo",
    label="Photo",
    plural="Photos",
    bears_files=True,
    fields=(
        Field(name="overview", search=True),
        Field(name="tags", merge="union", search=True),
        Field(name="places", search=True),
        Field(name="camera", search=True),
        Field(name="lens"),
        Field(name="exposure"),
        Field(name="rights"),
        Field(name="month", internal=True),
        Field(name="day", internal=True),
        Field(name="subsecond", internal=True),
        Field(name="date_guessed"),
        Field(name="position_on_earth"),
        Field(name="cells", internal=True),
        Field(name="forms"),
        Field(name="look", internal=True),
        Field(name="alike", internal=True),
        Field(name="live_id", internal=True),
    ),
    facets=(
        Facet(name="year", field="dates"),
        Facet(name="month", field="month"),
        Facet(name="day", field="day"),
        Facet(name="camera", field="camera"),
        Facet(name="form", field="forms"),
        Facet(name="tag", field="tags"),
        Facet(name="place", field="places"),
        Facet(name=CELLS, field="cells"),
        Facet(name="alike", field="alike"),
    ),
    sorts=(
        Sort(name="taken", by=("-date", "-subsecond", "title")),
        Sort(name="oldest", by=("date", "subsecond", "title")),
        BY_TITLE,
        ADDED,
    ),
    line=Line(leaf="photo", date="date_taken", fields=("date_guessed",)),
)
ALBUM = Kind(id="photo_album", label="Album of photos", plural="Albums of photos", form="collection", sorts=(BY_TITLE,))
# Those whom people have photos of are their own, apart from whom films are made with.
PERSON = Kind(id="photo_person", label="Person in photos", plural="People in photos", form="party", sorts=(BY_TITLE,))
PLACE = Kind(id="photo_place", label="Place", plural="Places", form="party", sorts=(BY_TITLE,))

PHOTOS = MediaType(
    id="photos",
    label="Photos",
    kinds=(PHOTO, ALBUM, PERSON, PLACE),
    claim="mediad_plugin_photos.claim:claim",
    extract="mediad_plugin_photos.extract:extract",
    assemble="mediad_plugin_photos.assemble:assemble",
    artwork="mediad_plugin_photos.extract:artwork",
    samples="mediad_plugin_photos.samples:samples",
    ranks=("person", "sidecar", "xmp", "exif", "iptc", "takeout", "provider", "name", "guess"),
)


class Photos:
    """Brings the media type."""

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare photos."""
        return (PHOTOS,)


def create(context: Context, settings: object) -> Photos:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Photos()
