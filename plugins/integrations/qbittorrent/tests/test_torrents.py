from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mediad_plugin_qbittorrent.torrents import hash_of_file, hash_of_magnet
from mediad_sdk import UserError


def bencoded(value: Any) -> bytes:
    """Write a value as BEP 3 says."""
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:%b" % (len(value), value)
    if isinstance(value, list):
        return b"l" + b"".join(map(bencoded, value)) + b"e"
    return b"d" + b"".join(bencoded(key) + bencoded(value[key]) for key in sorted(value)) + b"e"


VALUES = some.recursive(
    some.integers() | some.binary(max_size=40),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.binary(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(info=some.dictionaries(some.binary(max_size=8), VALUES, max_size=5), others=VALUES)
def test_the_hash_is_that_of_the_info_as_it_stands(info: dict[bytes, Any], others: Any) -> None:
    torrent = {b"announce": others, b"info": info, b"zzz": others}
    assert hash_of_file(bencoded(torrent)) == hashlib.sha1(bencoded(info)).hexdigest()


@given(data=some.binary(max_size=200))
def test_what_is_no_torrent_is_refused_whatever_it_is(data: bytes) -> None:
    with pytest.raises(UserError):
        hash_of_file(data)
    with pytest.raises(UserError):
        hash_of_file(b"d" + data)


@pytest.mark.parametrize("data", [b"d" + b"l" * 100_000, b"d4:info", b"d4:info9999999999:x", b"d3:abci1e", b"de"])
def test_nothing_deep_or_cut_off_gets_through(data: bytes) -> None:
    with pytest.raises(UserError):
        hash_of_file(data)


KNOWN = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("magnet:?xt=urn:btih:C12FE1C06BBA254A9DC9F519B335AA7C1367A88A", KNOWN),
        ("magnet:?dn=x&xt=urn:btih:YEX6DQDLXISUVHOJ6UM3GNNKPQJWPKEK", KNOWN),
        ("magnet:?xt=urn:btmh:1220caf1e1c30e81cb361b9ee167c4aa64228a7fa4fa9f6105232b28ad099f3a302e", ""),
        ("magnet:?xt=urn:btih:short", ""),
        ("https://example.org/a.torrent", ""),
    ],
)  # fmt: skip
def test_a_magnet_link_names_its_torrent(link: str, expected: str) -> None:
    assert hash_of_magnet(link) == expected
