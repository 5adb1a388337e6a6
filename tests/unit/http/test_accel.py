from __future__ import annotations

import pytest

from mediad.http.accel import Accel

ACCEL = Accel("/internal/")


@pytest.mark.parametrize(
    ("root", "path", "address"),
    [
        (b"/srv/media", b"Films/One (2001).mkv", "/internal/srv/media/Films/One (2001).mkv"),
        (b"/srv/media", b"Films/\xff.mkv", None),
        (b"/srv/\xff", b"Films/One (2001).mkv", None),
    ],
)
def test_a_file_has_an_address_at_the_proxy_below_its_roots_own_path(
    root: bytes, path: bytes, address: str | None
) -> None:
    assert ACCEL.address(root, path) == address


def test_without_a_prefix_the_daemon_serves_every_byte_itself() -> None:
    assert Accel().address(b"/srv/media", b"One.mkv") is None
