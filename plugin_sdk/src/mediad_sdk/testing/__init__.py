"""What plugin authors test with: a context without a daemon, small media, and the checks that mediad itself makes.

from mediad_sdk.testing import PluginConformance

class TestMine(PluginConformance):
    plugin = "mine"
"""

from __future__ import annotations

from mediad_sdk.testing.cassettes import cassette
from mediad_sdk.testing.conformance import PluginConformance
from mediad_sdk.testing.context import FakeContext, FakeJobRun, HandClock, fake_context
from mediad_sdk.testing.faults import FAULTS
from mediad_sdk.testing.http import FakeHttp
from mediad_sdk.testing.installed import load_plugin
from mediad_sdk.testing.media import DiskFile, MemoryFile, listing

__all__ = [
    "FAULTS",
    "DiskFile",
    "FakeContext",
    "FakeHttp",
    "FakeJobRun",
    "HandClock",
    "MemoryFile",
    "PluginConformance",
    "cassette",
    "fake_context",
    "listing",
    "load_plugin",
]
