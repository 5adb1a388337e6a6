"""What every plugin keeps."""

from __future__ import annotations

from mediad_sdk.testing import PluginConformance


class TestTmdb(PluginConformance):
    plugin = "tmdb"
    settings = {"token": "x"}  # noqa: RUF012  # as the base declares it
