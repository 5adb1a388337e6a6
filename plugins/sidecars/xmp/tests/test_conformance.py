from __future__ import annotations

from mediad_sdk.testing import PluginConformance


class TestXmp(PluginConformance):
    plugin = "xmp"
