"""Names of files, taken apart."""

from __future__ import annotations

import pytest

from mediad_sdk import Listing, stem, suffix, text_of


@pytest.mark.parametrize(
    ("name", "bare", "ending"),
    [
        (b"Film (2011).MKV", b"Film (2011)", b"mkv"),
        (b"...And the Sea.tar.gz", b"...And the Sea.tar", b"gz"),
        (b".hidden", b".hidden", b""),
        (b"README", b"README", b""),
    ],
)
def test_a_name_is_what_stands_before_its_last_dot_and_an_ending(name: bytes, bare: bytes, ending: bytes) -> None:
    assert (stem(name), suffix(name)) == (bare, ending)


def test_names_that_are_not_utf_8_can_be_shown_and_stored() -> None:
    folder = Listing(path=b"a\xff/b", entries=())
    assert (text_of(b"caf\xe9.mkv"), folder.names) == ("caf\ufffd", ("a\ufffd", "b"))
    assert "".join(folder.names).encode()


def test_of_a_name_without_end_as_much_is_read_as_a_disk_keeps() -> None:
    assert len(text_of(b"x" * 9000 + b".mkv")) == 300
