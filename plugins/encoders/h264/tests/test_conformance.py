from __future__ import annotations

from mediad_sdk.testing import PluginConformance


class TestH264(PluginConformance):
    plugin = "h264"
