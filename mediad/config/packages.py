"""The settings of what is installed beside the daemon."""

from __future__ import annotations

from pydantic import Field

from mediad.config.base import Place, Section


class Packages(Section):
    """Where plugins are installed from, and by whom."""

    api: bool = Field(default=False, description="Let administrators install packages over the API, not only here.")
    folder: Place | None = Field(
        default=None, description="Folder of wheels that packages are taken from, instead of the index of pip."
    )
