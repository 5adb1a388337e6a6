"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

SIDECARS = (
    Sidecar(
        id="comicinfo",
        label="ComicInfo",
        kinds=("comic_issue", "comic_volume"),
        names=("{stem}.xml", "ComicInfo.xml"),
        read="mediad_plugin_comicinfo.read:issue",
        write="mediad_plugin_comicinfo.read:written",
    ),
    Sidecar(
        id="comic-series",
        label="series.json of a comic series",
        kinds=("comic_series",),
        names=("series.json",),
        read="mediad_plugin_comicinfo.read:series",
    ),
)


class ComicInfo:
    """Brings the formats."""

    def __init__(self, context: Context, settings: object) -> None:
        """Make the plugin; it needs neither services nor settings."""

    @hookimpl
    def mediad_sidecars(self) -> Sequence[Sidecar]:
        """Declare what lies beside comics."""
        return SIDECARS
