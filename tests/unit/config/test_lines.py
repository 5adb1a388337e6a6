"""The line of each key, in every way that TOML lets one write it."""

from __future__ import annotations

import textwrap

import pytest

from mediad.config.lines import lines

TEXT = textwrap.dedent('''\
    # [not.a.table]
    top = 1
    [server]
    port = 8484  # key = "in a comment"
    "quoted.key" = 'x = 1'
    a . b.'c' = 2

    [ libraries."Films & more" ]
    roots = [
        "one",   # [x]
        "two = 2",
    ]
    text = """
    fake = 1
    \\"""
    [fake]
    """
    raw = \'\'\'
    fake = 2\'\'\'
    after = { inner = 1, other = [2] }
    [[hooks]]
    url = "a"
    [hooks.auth]
    user = "u"
    [[hooks]]
    url = "b"
    matrix = [
        [1],
    ]
    last = 1
''')


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("top",), 2),
        (("server",), 3),
        (("server", "port"), 4),
        (("server", "quoted.key"), 5),
        (("server", "a", "b", "c"), 6),
        (("libraries", "Films & more"), 8),
        (("libraries", "Films & more", "roots"), 9),
        (("libraries", "Films & more", "text"), 13),
        (("libraries", "Films & more", "raw"), 18),
        (("libraries", "Films & more", "after"), 20),
        (("hooks", 0, "url"), 22),
        (("hooks", 0, "auth", "user"), 24),
        (("hooks", 1, "url"), 26),
        (("hooks", 1, "last"), 30),
    ],
)
def test_a_key_is_found_on_its_line(key: tuple[str | int, ...], line: int) -> None:
    assert lines(TEXT)[key] == line


def test_nothing_is_found_in_strings_and_comments() -> None:
    assert not any("fake" in key or "not" in key for key in lines(TEXT))
