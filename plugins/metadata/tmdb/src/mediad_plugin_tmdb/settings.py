"""How TMDB lets us in."""

from __future__ import annotations

from typing import Self

from pydantic import AnyHttpUrl, Field, model_validator

from mediad_sdk.settings import PluginSettings, SecretStr


class Settings(PluginSettings):
    """Settings; one of token and api_key is needed."""

    token: SecretStr = Field(default=SecretStr(""), description="API Read Access Token (v4) of an account at TMDB.")
    api_key: SecretStr = Field(default=SecretStr(""), description="API key (v3) of an account at TMDB, instead.")
    adult: bool = Field(default=False, description="Find films for adults, too.")
    url: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://api.themoviedb.org/3"), description="Address of the API, for a mirror."
    )
    pictures: AnyHttpUrl = Field(
        default=AnyHttpUrl("https://image.tmdb.org/t/p"), description="Address of the pictures, for a mirror."
    )

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        if not (self.token.get_secret_value() or self.api_key.get_secret_value()):
            raise ValueError("set token or api_key; themoviedb.org gives both for nothing, under Settings, API")
        return self
