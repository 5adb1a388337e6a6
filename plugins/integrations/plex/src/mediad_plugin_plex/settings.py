"""Where Plex is, how it lets us in, and who is who."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field

from mediad_sdk.settings import PluginSettings, SecretStr


class Settings(PluginSettings):
    """Settings of one Plex."""

    url: AnyHttpUrl = Field(description="Address of Plex, such as http://nas.lan:32400.")
    token: SecretStr = Field(min_length=1, description="Token of the account that owns it.")
    users: dict[str, str] = Field(
        default_factory=dict,
        description="Whose watched works are kept the same: name of the account in Plex, public id of the user here.",
    )
    tokens: dict[str, SecretStr] = Field(
        default_factory=dict,
        description="Tokens of accounts that do not own it, by name; without one nothing is told to Plex for them.",
    )
    every: float = Field(default=3600, ge=300, description="Seconds between two comparisons of what was watched.")
    tolerance: float = Field(
        default=300, ge=0, description="Seconds by which two times may differ that are of one viewing."
    )
    refresh: bool = Field(default=False, description="Let Plex look again after a scan here that found something.")
    delay: float = Field(default=60, ge=1, description="Seconds that are waited for further scans before that.")
    folders: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Where Plex looks then: name or id of a library here, folders as Plex sees them. "
        "Without any it looks everywhere.",
    )
    paths: dict[str, str] = Field(
        default_factory=dict, description="Beginnings of paths here, and what Plex calls them, such as /srv and /data."
    )
