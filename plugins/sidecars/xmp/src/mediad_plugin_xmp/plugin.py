"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

XMP = Sidecar(
    id="xmp",
    label="XMP of a photo",
    kinds=("photo",),
    names=("{stem}.xmp",),
    write="mediad_plugin_xmp.write:photo",
)
"""It only writes: photos read XMP themselves, as when a shot was taken decides which shot it is."""


class Xmp:
    """Brings the format."""

    def __init__(self, context: Context, settings: object) -> None:
        """Make the plugin; it needs neither services nor settings."""

    @hookimpl
    def mediad_sidecars(self) -> Sequence[Sidecar]:
        """Declare XMP files."""
        return (XMP,)
