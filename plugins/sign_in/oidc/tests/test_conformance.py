"""What every plugin keeps."""

from __future__ import annotations

from mediad_sdk.testing import PluginConformance


class TestOidc(PluginConformance):
    plugin = "oidc"
    settings = {"issuer": "https://id.example.org", "client_id": "mediad", "client_secret": "x"}  # noqa: RUF012  # as the base declares it
