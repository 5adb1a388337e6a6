"""Names the daemon answers to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.http.hosts import Hosts, Origins
from mediad.http.problems import HostMissing, HostRefused


@given(st.ip_addresses(v=4).map(str) | st.ip_addresses(v=6).map("[{}]".format), st.integers(1, 65535))
def test_every_address_is_a_right_name_for_no_page_can_rebind_it(address: str, port: int) -> None:
    Hosts().check(address)
    Hosts().check(f"{address}:{port}")


@given(st.from_regex(r"[a-z]{1,10}(\.[a-z]{2,8}){1,3}", fullmatch=True))
def test_a_strange_name_is_refused(name: str) -> None:
    with pytest.raises(HostRefused):
        Hosts(["nas.home.arpa"]).check(name if name != "nas.home.arpa" else "x.y")


@given(st.text(max_size=30) | st.none())
def test_any_header_is_either_known_or_refused(header: str | None) -> None:
    try:
        Hosts(["nas"]).check(header)
    except (HostMissing, HostRefused):
        return
    assert header is not None
    name = header.rpartition(":")[0] or header
    digits = name.strip("[]").replace(".", "").replace(":", "")
    assert name.lower().rstrip(".") in {"nas", "localhost"} or digits.isalnum()


def test_the_port_and_the_last_dot_do_not_matter() -> None:
    hosts = Hosts(["NAS.lan.", "*.example.org"])
    for name in ("nas.lan", "nas.lan.:80", "LOCALHOST:1", "a.b.example.org"):
        hosts.check(name)
    for name in ("example.org", "evilexample.org", "nas.lan.evil.org"):
        with pytest.raises(HostRefused):
            hosts.check(name)


def test_an_allowed_page_may_ask_for_parts_and_read_what_it_got() -> None:
    answer = Origins(["https://ui.example"]).preflight_headers({"Origin": "https://ui.example"}, "GET")
    asked, read = answer["Access-Control-Allow-Headers"], answer["Access-Control-Expose-Headers"]
    assert {"If-Range", "If-Modified-Since", "X-Request-Id"} <= set(asked.split(", "))
    assert {"Accept-Ranges", "Content-Length", "Content-Disposition", "RateLimit"} <= set(read.split(", "))
