"""Where qBittorrent is, and how it lets us in."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field

from mediad_sdk.settings import PluginSettings, SecretStr


class Settings(PluginSettings):
    """Settings of one qBittorrent."""

    url: AnyHttpUrl = Field(description="Address of its web interface, such as http://nas.lan:8080.")
    username: str = Field(default="admin", description="Name to sign in with.")
    password: SecretStr = Field(default=SecretStr(""), description="Password to sign in with.")
    api_key: SecretStr = Field(default=SecretStr(""), description="API key, from qBittorrent 5.2 on, instead of both.")
