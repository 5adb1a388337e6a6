from __future__ import annotations

import pytest
from pydantic import AnyUrl, BaseModel, HttpUrl, Secret, SecretStr

from mediad.config.models import PluginNetwork
from mediad.net.addresses import is_public, networks
from mediad.net.grants import addressed, grant
from mediad_sdk.errors import Forbidden
from mediad_sdk.host.http.hosts import names, place
from mediad_sdk.manifest import Permission


class Server(BaseModel):
    url: HttpUrl


class Settings(BaseModel):
    url: HttpUrl = HttpUrl("http://nas.lan:8080/base")
    hidden: Secret[HttpUrl] = Secret(HttpUrl("https://hooks.example.org/secret"))
    several: list[AnyUrl] = [AnyUrl("https://[fd00::1]/"), AnyUrl("file:///etc")]
    servers: dict[str, Server] = {"one": Server(url=HttpUrl("http://192.168.1.5"))}
    words: str = "see http://words.example.org"
    key: SecretStr = SecretStr("https://key.example.org:8443/secret")


def asking(*hosts: str) -> Permission:
    return Permission(reason="Asks", hosts=hosts)


def test_the_addresses_of_the_settings_are_named_with_their_ports() -> None:
    found = ["nas.lan:8080", "hooks.example.org:443", "[fd00::1]:443", "192.168.1.5:80", "key.example.org:8443"]
    assert list(addressed(Settings())) == found
    given = grant(asking("api.example.org", "@settings"), settings=Settings())
    assert (given.hosts, given.named) == (("api.example.org",), tuple(found))
    assert grant(asking("api.example.org"), settings=Settings()).named == ()
    assert list(addressed({"a": ["http://nas", {"b": "HTTP://nas:81/x"}, 1, None, "http://", "x http://no"]})) == [
        "nas:80",
        "nas:81",
    ]


def test_a_default_address_that_nobody_set_is_refused_with_the_way_to_set_it() -> None:
    with pytest.raises(Forbidden, match=r"did not declare nas\.lan:8080") as caught:
        grant(asking("@settings"), settings={}).admit("films", "nas.lan", 8080)
    assert "`mediad plugin set films KEY=ADDRESS`" in caught.value.remedy
    assert "`mediad plugin settings films` shows the keys" in caught.value.remedy
    with pytest.raises(Forbidden) as other:
        grant(asking("api.example.org"), settings={}).admit("films", "nas.lan", 8080)
    assert "mediad plugin set" not in other.value.remedy


def test_the_administrators_word_on_a_plugin_is_taken() -> None:
    network = PluginNetwork(hosts=("mirror.lan",), proxy=SecretStr("socks5://proxy:1080"))
    given = grant(asking(), network=network)
    assert (given.named, given.proxy) == (("mirror.lan",), "socks5://proxy:1080")
    assert given.admit("plugin", "mirror.lan", 443)
    with pytest.raises(Forbidden):
        grant(None, network=network).admit("plugin", "mirror.lan", 443)


@pytest.mark.parametrize(
    ("pattern", "host", "port", "fits"),
    [
        ("api.example.org", "api.example.org", 443, True),
        ("API.example.org", "api.EXAMPLE.org.", 80, True),
        ("api.example.org", "api.example.org.evil.com", 80, False),
        ("*.example.org", "a.b.example.org", 80, True),
        ("*.example.org", "example.org", 80, False),
        ("*.example.org", "badexample.org", 80, False),
        ("*.example.org:8443", "a.example.org", 8443, True),
        ("*.example.org:8443", "a.example.org", 443, False),
        ("nas:8080", "nas", 8080, True),
        ("nas:8080", "nas", 80, False),
        ("[::1]", "::1", 80, True),
        ("[::1]:80", "[::1]", 80, True),
        ("[::1]:80", "::1", 81, False),
        ("*", "anything", 1, True),
        ("@settings", "settings", 80, False),
    ],
)
def test_a_pattern_names_what_it_says(pattern: str, host: str, port: int, fits: object) -> None:
    assert names([pattern], host, port) is fits


def test_a_place_is_written_as_addresses_are() -> None:
    assert (place("A.b.", 80), place("[::1]", 443)) == ("a.b:80", "[::1]:443")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:0:0:0:0:3f57:fefe",
    ],
)
def test_an_address_of_this_machine_or_its_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_networks_and_hosts_are_told_apart() -> None:
    found, patterns = networks(["192.168.1.7/24", "10.0.0.1", "fd00::/8", "nas.lan", "*.lan"])
    assert [str(each) for each in found] == ["192.168.1.0/24", "10.0.0.1/32", "fd00::/8"]
    assert patterns == ("nas.lan", "*.lan")
