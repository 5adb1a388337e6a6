"""Who is told."""

from __future__ import annotations

from pydantic import Field

from mediad_sdk.settings import PluginSettings, SecretStr


class Settings(PluginSettings):
    """Settings of one group of addresses."""

    urls: tuple[SecretStr, ...] = Field(
        min_length=1, description="Addresses as Apprise writes them, such as ntfy://ntfy.lan/mediad."
    )
