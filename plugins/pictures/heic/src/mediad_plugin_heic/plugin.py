"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.pictures import PictureDecoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

HEIC = PictureDecoder(
    id="heic", label="HEIC and HEIF", endings=("heic", "heif", "hif"), read="mediad_plugin_heic.decode:read"
)


class Heic:
    """Brings the decoder."""

    @hookimpl
    def mediad_picture_decoders(self) -> Sequence[PictureDecoder]:
        """Declare HEIC."""
        return (HEIC,)


def create(context: Context, settings: object) -> Heic:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Heic()
