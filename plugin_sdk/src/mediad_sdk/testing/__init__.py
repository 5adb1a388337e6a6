"""What plugin authors test with: a context without a daemon, small media, and the checks that mediad itself makes.

from mediad_sdk.testing import PluginConformance

class TestMine(PluginConformance):
    plugin = "mine"
"""

from __future__ import annotations

from mediad_sdk.testing.conformance import PluginConformance, load_plugin
from mediad_sdk.testing.context import FakeContext, FakeJobRun, HandClock, fake_context
from mediad_sdk.testing.media import MemoryFile, listing

__all__ = [
    "FakeContext",
    "FakeJobRun",
    "HandClock",
    "MemoryFile",
    "PluginConformance",
    "fake_context",
    "listing",
    "load_plugin",
]
