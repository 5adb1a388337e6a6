"""What the configuration says of the server reaches it."""

from __future__ import annotations

from mediad.app.serving import http_options
from mediad.config import Config
from mediad.config.models import Limits, Server


def test_each_setting_of_the_server_reaches_it() -> None:
    server = Server(
        host="::1", port=1, base_path="/media", external_url="https://media.example/", allowed_hosts=("nas",),
        cors_origins=("https://ui.example",), trusted_proxies=("10.0.0.0/8",), forwarded="forwarded", drain_seconds=9,
    )  # type: ignore[arg-type]  # as they are written in the file # fmt: skip
    found = http_options(Config(server=server, limits=Limits(anonymous_per_minute=5)))
    assert (found.host, found.port, found.base_path, found.cors_origins) == (
        "::1", 1, "/media", ("https://ui.example",),
    )  # fmt: skip
    assert {"nas", "media.example"} <= set(found.allowed_hosts)
    assert (found.trusted_proxies, found.forwarded, found.anonymous_limit, found.drain) == (
        ("10.0.0.0/8",), "forwarded", 5, 9.0,
    )  # fmt: skip
