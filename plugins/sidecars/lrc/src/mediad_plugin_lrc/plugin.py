"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

LYRICS = Sidecar(
    id="lrc",
    label="Lyrics of a song",
    kinds=("track",),
    names=("{stem}.lrc", "{stem}.elrc", "{stem}.txt"),
    read="mediad_plugin_lrc.lyrics:read",
    write="mediad_plugin_lrc.lyrics:write",
)


class Lrc:
    """Brings the format."""

    def __init__(self, context: Context, settings: object) -> None:
        """Make the plugin; it needs neither services nor settings."""

    @hookimpl
    def mediad_sidecars(self) -> Sequence[Sidecar]:
        """Declare lyrics, one file a track."""
        return (LYRICS,)
