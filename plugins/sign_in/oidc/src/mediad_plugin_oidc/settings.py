"""Which provider, and what we are to it."""

from __future__ import annotations

from pydantic import Field

from mediad_sdk.settings import PluginSettings, SecretStr


class Settings(PluginSettings):
    """Settings of one provider."""

    issuer: str = Field(
        pattern=r"^https?://[^\s?#@]+$",
        max_length=200,
        description="Address of the provider, such as https://auth.example.org; the discovery document is below it.",
    )
    client_id: str = Field(min_length=1, max_length=200, description="What mediad is registered as there.")
    client_secret: SecretStr = Field(default=SecretStr(""), description="Its secret; empty for a public client.")
    label: str = Field(default="OpenID Connect", min_length=1, max_length=60, description="Word on the button.")
    scopes: tuple[str, ...] = Field(
        default=(), description="What to ask for; empty: openid, profile, and groups where the provider offers that."
    )
    name_claim: str = Field(default="preferred_username", description="Claim with the name of a new user.")
    groups_claim: str = Field(default="groups", description="Claim with the groups.")
