"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.pictures import PictureDecoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

ENDINGS = "cr2 cr3 crw nef nrw arw srf sr2 dng rw2 rwl orf ori raf pef srw 3fr fff iiq erf mrw x3f dcr kdc mos mef gpr"
RAW = PictureDecoder(id="raw", label="RAW", endings=tuple(ENDINGS.split()), read="mediad_plugin_raw.decode:read")


class Raw:
    """Brings the decoder."""

    @hookimpl
    def mediad_picture_decoders(self) -> Sequence[PictureDecoder]:
        """Declare RAW."""
        return (RAW,)


def create(context: Context, settings: object) -> Raw:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs neither services nor settings."""
    return Raw()
