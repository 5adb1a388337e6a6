"""Nobody becomes somebody else by a header."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.http.limits import bucket_of
from mediad.http.peers import Proxies, normal_address


class Wire:
    """A connection from an address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get_extra_info(self, name: str) -> Any:
        return (self.address, 40000) if name == "peername" else None


def seen(address: str, headers: dict[str, str], **given_to: Any) -> Any:
    return Proxies(**given_to).peer(Wire(address), headers)  # type: ignore[arg-type]  # a stand-in for a transport


addresses = st.ip_addresses().map(str)
spoofed = st.fixed_dictionaries(
    {"X-Forwarded-For": st.lists(addresses | st.text(max_size=20)).map(", ".join), "X-Real-IP": addresses},
    optional={"Forwarded": addresses.map("for={}".format), "X-Forwarded-Proto": st.just("https")},
)


@given(spoofed)
def test_a_stranger_stays_in_his_own_bucket_whatever_he_writes(headers: dict[str, str]) -> None:
    plain, dressed = seen("203.0.113.9", {}), seen("203.0.113.9", headers, networks=["10.0.0.0/8"])
    assert plain == dressed
    assert bucket_of(dressed.address) == "203.0.113.9"


@given(spoofed, addresses)
def test_behind_a_proxy_only_the_last_foreign_hop_counts(headers: dict[str, str], client: str) -> None:
    lied = headers["X-Forwarded-For"]
    chain = {**headers, "X-Forwarded-For": f"{lied}, {client}, 10.0.0.2"}
    peer = seen("10.0.0.1", chain, networks=["10.0.0.0/8"])
    if not client.startswith("10."):
        assert peer.address == normal_address(client)


def test_a_hop_that_is_no_address_ends_the_chain_at_the_proxy_before_it() -> None:
    headers = {"X-Forwarded-For": "1.2.3.4, unknown, 10.0.0.2"}
    assert seen("10.0.0.1", headers, networks=["10.0.0.0/8"]).address == "10.0.0.2"


@pytest.mark.parametrize(
    ("forwarded", "address", "secure"),
    [('for="[2001:db8::1]:47011";proto=https', "2001:db8::1", True),
     ("for=1.1.1.1, for=192.0.2.60;proto=http", "192.0.2.60", False),
     ("For=192.0.2.60:80;Proto=HTTPS;by=10.0.0.1", "192.0.2.60", True), ("nonsense", "10.0.0.1", False)],
)  # fmt: skip
def test_the_standard_header_is_read_when_it_is_the_chosen_one(
    forwarded: str,
    address: str,
    secure: bool,  # noqa: FBT001  # a table
) -> None:
    headers = {"Forwarded": forwarded, "X-Forwarded-For": "6.6.6.6"}
    peer = seen("10.0.0.1", headers, networks=["10.0.0.0/8"], dialect="forwarded")
    assert (peer.address, peer.secure) == (address, secure)
    assert seen("10.0.0.1", headers, networks=["10.0.0.0/8"]).address == "6.6.6.6"


def test_one_address_has_one_spelling() -> None:
    assert normal_address("::ffff:1.2.3.4") == normal_address("1.2.3.4:80") == "1.2.3.4"
    assert normal_address("[2001:DB8::1]:443") == "2001:db8::1"
    assert normal_address("1.2.3") is None
    assert seen("::ffff:10.0.0.1", {}, networks=["10.0.0.0/8"]).trusted


def test_a_household_with_ipv6_is_one_bucket() -> None:
    assert bucket_of("2001:db8:1:2:aaaa::1") == bucket_of("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::"
    assert bucket_of("2001:db8:1:3::1") != bucket_of("2001:db8:1:2::1")
    assert bucket_of("unix:0") == "unix:0"
