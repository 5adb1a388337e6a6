from __future__ import annotations

from mediad_sdk.testing import PluginConformance


class TestPodcasts(PluginConformance):
    plugin = "podcasts"
