"""Where podcasts are kept, and how many of their episodes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mediad_sdk.settings import PluginSettings


class Settings(PluginSettings):
    """Settings of podcasts."""

    folder: str = Field(
        default="",
        description="Folder of a library with the type podcasts, as mediad sees it; feeds and episodes go there.",
    )
    every: float = Field(default=3600, ge=900, description="Seconds between two looks at a feed; it may ask for more.")
    download: Literal["nothing", "newest", "all"] = Field(
        default="nothing", description="Which episodes are fetched by themselves."
    )
    newest: int = Field(default=3, ge=1, le=1000, description="How many of a podcast are fetched as the newest ones.")
    keep: int = Field(
        default=0, ge=0, description="How many fetched episodes of a podcast are kept, the newest; 0 keeps all."
    )
    largest: int = Field(default=1024, ge=1, le=8192, description="Most MiB of an episode that is fetched.")
