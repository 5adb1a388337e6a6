from __future__ import annotations

from types import SimpleNamespace

import pytest

from mediad.http.routes.files import Accel

ACCEL = Accel({b"/srv/media": "/internal/"})


@pytest.mark.parametrize(
    ("root", "path", "address"),
    [
        (b"/srv/media", b"Films/One (2001).mkv", "/internal/Films/One (2001).mkv"),
        (b"/srv/media", b"Films/\xff.mkv", None),
        (b"/srv/other", b"Films/One (2001).mkv", None),
    ],
)
def test_a_file_of_a_known_root_has_an_address_at_the_proxy(root: bytes, path: bytes, address: str | None) -> None:
    opened = SimpleNamespace(root_path=root, path=path)
    assert ACCEL.address(opened) == address  # type: ignore[arg-type]  # two of its facts are enough
