from __future__ import annotations

import pytest

from mediad.library.inventory.problems import sentence


@pytest.mark.parametrize(
    ("why", "name", "begin"),
    [
        ("concat-4029.mkv does not begin like a film", b"concat-4029.mkv", '"concat-4029.mkv" does not begin like a'),
        ("clip (1).mp4 is cut off.", b"clip (1).mp4", '"clip (1).mp4" is cut off. '),
        ("ääää.mp4 is empty", "ääää.mp4".encode(), '"ääää.mp4" is empty. '),
        ("it ended early", b"clip.mp4", "It ended early. "),
        ("it ended early", b"", "It ended early. "),
    ],
)
def test_the_name_of_a_file_stays_as_it_is_at_the_begin_of_a_sentence(why: str, name: bytes, begin: str) -> None:
    assert sentence("damaged", why, name).startswith(begin)
