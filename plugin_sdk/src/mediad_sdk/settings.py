"""The base of a plugin's settings: a pydantic model that refuses what it does not know."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, SecretStr

__all__ = ["PluginSettings", "SecretStr"]


class PluginSettings(BaseModel):
    """Settings of one plugin instance.

    They come from `[plugins.<id>.settings]`, `MEDIAD__PLUGINS__<ID>__SETTINGS__<KEY>` or a secret file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
