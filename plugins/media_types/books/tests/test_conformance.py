from __future__ import annotations

from mediad_sdk.testing import PluginConformance


class TestBooks(PluginConformance):
    plugin = "books"
