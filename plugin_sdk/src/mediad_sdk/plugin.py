"""The base of a plugin whose class is its entry point."""

from __future__ import annotations

from typing import Generic, TypeVar

from mediad_sdk.host import Context

SettingsT = TypeVar("SettingsT")


class Plugin(Generic[SettingsT]):
    """Keeps what every plugin is given; its hooks say what it brings.

    `class Mine(Plugin[Settings])` tells type checkers what its settings are; without a model there are none. Any other
    callable `(context, settings) -> plugin` does as an entry point, too.

    Attributes:
        context: What the daemon lends this instance.
        settings: What its model made of them, None without a model.
    """

    def __init__(self, context: Context, settings: SettingsT) -> None:
        self.context = context
        self.settings = settings
