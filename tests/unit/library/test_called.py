"""How a sidecar is called that is written for several files."""

from __future__ import annotations

import pytest

from mediad.library.called import shared


@pytest.mark.parametrize(
    ("stems", "expected"),
    [
        (("2001.cd1", "2001.cd2"), "2001"),
        (("Alien (1979) - 1080p", "Alien (1979) - 2160p"), "Alien (1979)"),
        (("Alien (1979)", "Alien (1979) - 4K"), "Alien (1979)"),
        (("Dune [1080p]", "Dune [720p]"), "Dune"),
        (("Heat pt1", "Heat pt2", "Heat pt3"), "Heat"),
        (("夜の灯台 上", "夜の灯台 下"), "夜の灯台"),
        (("01 - Water", "02 - Salt"), ""),
        (("Film", "Filmed"), ""),
        (("One", "Two"), ""),
    ],
)
def test_several_files_share_the_words_that_their_names_begin_with(stems: tuple[str, ...], expected: str) -> None:
    assert shared(stems) == expected
    assert shared(stems[::-1]) == expected
