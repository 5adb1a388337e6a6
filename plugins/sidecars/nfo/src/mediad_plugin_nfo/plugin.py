"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

_READ = "mediad_plugin_nfo.read"

SIDECARS = (
    Sidecar(
        id="nfo", label="NFO of a film", kinds=("film",),
        names=("{stem}.nfo", "movie.nfo", "video_ts.nfo", "index.nfo", "*.nfo"),
        read=f"{_READ}:film", write="mediad_plugin_nfo.write:film", heading=("title", "dates", "ids"),
    ),
    Sidecar(
        id="nfo-show", label="NFO of a show", kinds=("show",), names=("tvshow.nfo",),
        read=f"{_READ}:show", write="mediad_plugin_nfo.write:show", heading=("title", "dates", "ids"),
    ),
    Sidecar(id="nfo-season", label="NFO of a season", kinds=("season",), names=("season.nfo",), read=f"{_READ}:season"),
    Sidecar(
        id="nfo-episode", label="NFO of an episode", kinds=("episode",), names=("{stem}.nfo",),
        read=f"{_READ}:episode", write="mediad_plugin_nfo.write:episode", version=2,
    ),
    Sidecar(
        id="nfo-music-video", label="NFO of a music video", kinds=("music_video",), names=("{stem}.nfo",),
        read=f"{_READ}:music_video",
    ),
    Sidecar(id="nfo-album", label="NFO of an album", kinds=("album",), names=("album.nfo",), read=f"{_READ}:album"),
)  # fmt: skip  # a table


class Nfo:
    """Brings the formats."""

    def __init__(self, context: Context, settings: object) -> None:
        """Make the plugin; it needs neither services nor settings."""

    @hookimpl
    def mediad_sidecars(self) -> Sequence[Sidecar]:
        """Declare NFO files, one format a kind of work."""
        return SIDECARS
