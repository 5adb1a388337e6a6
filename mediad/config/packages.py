"""The settings of what is installed beside the daemon."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mediad.config.base import Place, Section


class Packages(Section):
    """Where plugins are installed from, and by whom."""

    api: bool = Field(default=False, description="Let administrators install packages over the API, not only here.")
    folder: Place | None = Field(
        default=None, description="Folder of wheels that packages are taken from, instead of the index of pip."
    )
    approve: Literal["each", "all"] = Field(
        default="each",
        description="each: a person approves what a plugin asks for; all: nobody is asked, as for a demonstration.",
    )
