"""How TMDB lets us in."""

from __future__ import annotations

from pydantic import AnyHttpUrl, Field

from mediad_sdk.settings import PluginSettings, SecretStr


class Settings(PluginSettings):
    """Settings; without token and api_key, nothing is looked up."""

    token: SecretStr = Field(default=SecretStr(""), description="API Read Access Token (v4) of an account at TMDB.")
    api_key: SecretStr = Field(default=SecretStr(""), description="API key (v3) of an account at TMDB, instead.")
    adult: bool = Field(default=False, description="Find films for adults, too.")
    url: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://api.themoviedb.org/3"), description="Address of the API, for a mirror."
    )
    pictures: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://image.tmdb.org/t/p"), description="Address of the pictures, for a mirror."
    )

    @property
    def has_key(self) -> bool:
        """Whether there is anything to be let in by."""
        return bool(self.token.get_secret_value() or self.api_key.get_secret_value())
