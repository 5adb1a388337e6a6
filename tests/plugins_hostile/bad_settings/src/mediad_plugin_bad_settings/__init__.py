"""Has settings; the test gives it wrong ones."""

from __future__ import annotations

from mediad_sdk import PluginSettings, SecretStr


class Settings(PluginSettings):
    port: int
    password: SecretStr


class Plugin:
    pass


def plugin(context, settings):
    return Plugin()
