"""What the daemon imports: the declaration alone. The code it names is imported by the workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

OPF = Sidecar(
    id="opf",
    label="OPF of a book",
    kinds=("book", "audiobook"),
    names=("{stem}.opf", "metadata.opf", "*.opf"),
    read="mediad_plugin_opf.read:book",
    write="mediad_plugin_opf.write:book",
    heading=("title", "credits"),
)


class Opf:
    """Brings the format."""

    def __init__(self, context: Context, settings: object) -> None:
        """Make the plugin; it needs neither services nor settings."""

    @hookimpl
    def mediad_sidecars(self) -> Sequence[Sidecar]:
        """Declare OPF files."""
        return (OPF,)
