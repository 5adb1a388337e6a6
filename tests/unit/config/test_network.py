from __future__ import annotations

import pytest
from pydantic import ValidationError

from mediad.config.models import Config, Network, PluginNetwork


def test_without_a_word_plugins_reach_the_internet_directly_and_nothing_private() -> None:
    network = Config().network
    assert (network.proxy, network.allow_private, network.timeout_seconds) == (None, (), 30)


@pytest.mark.parametrize(
    "proxy", ["http://proxy:3128", "https://me:pass@proxy", "socks5://[::1]:1080", "socks5h://p:1/"]
)
def test_a_proxy_is_an_address(proxy: str) -> None:
    for model in (Network, PluginNetwork):
        assert model(proxy=proxy).proxy.get_secret_value() == proxy  # type: ignore[union-attr,arg-type]


@pytest.mark.parametrize("proxy", ["", "proxy:3128", "ftp://proxy", "http://", "http://a b", "http://p/path", "none "])
def test_what_is_no_proxy_is_refused_without_showing_it(proxy: str) -> None:
    for model in (Network, PluginNetwork):
        with pytest.raises(ValidationError, match="should be http://HOST:PORT"):
            model(proxy=proxy)  # type: ignore[arg-type]


def test_a_plugin_may_go_without_the_proxy_of_all() -> None:
    assert PluginNetwork(proxy="none").proxy.get_secret_value() == "none"  # type: ignore[union-attr,arg-type]
    with pytest.raises(ValidationError):
        Network(proxy="none")  # type: ignore[arg-type]
    assert "secret" not in repr(PluginNetwork(proxy="http://me:secret@proxy"))  # type: ignore[arg-type]
