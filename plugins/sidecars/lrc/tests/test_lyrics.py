"""Lyrics that are read, and written where somebody asks."""

from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_lrc.errors import BadSidecar
from mediad_plugin_lrc.lyrics import MAX_SIZE, read, write
from mediad_sdk.testing import MemoryFile

TIMED = "[00:01.00]Ebb\n[01:02.50]Flow"


def lyrics(data: bytes) -> Any:
    return read(MemoryFile(name="a.lrc", data=data)).get("lyrics")


def test_lines_with_times_come_in_their_order_without_what_the_file_says_of_itself() -> None:
    assert lyrics(b"[ar:Anna Vale]\r\n[ti:Rivers]\r\n[01:02.5]Flow\r\n[00:01]Ebb\r\n\r\n") == TIMED


def test_a_refrain_is_sung_at_each_of_its_times() -> None:
    assert lyrics(b"[00:01.00][00:03.00]Ebb\n[00:02.00]Flow") == "[00:01.00]Ebb\n[00:02.00]Flow\n[00:03.00]Ebb"


def test_an_offset_lets_everything_come_sooner() -> None:
    assert lyrics(b"[offset:+500]\n[00:01.50]Ebb\n[00:00.20]Go") == "[00:00.00]Go\n[00:01.00]Ebb"
    assert lyrics(b"[offset:soon]\n[00:01.50]Ebb") == "[00:01.50]Ebb"


def test_marks_of_single_words_are_no_words() -> None:
    assert lyrics(b"[00:01.00]<00:01.00>Ebb <00:01.40>and <00:01.80>flow") == "[00:01.00]Ebb and flow"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_lyrics_in_any_encoding_are_read(encoding: str) -> None:
    text = "Группа крови\nЗимние песни"  # noqa: RUF001  # a song of another script
    assert lyrics(text.encode(encoding)) == text


def test_plain_lyrics_keep_their_verses() -> None:
    assert lyrics(b"[by: somebody]\nEbb\n\nFlow\n") == "Ebb\n\nFlow"
    assert lyrics(b"") is None


@pytest.mark.parametrize("data", [b"\0\1\2", b"x" * (MAX_SIZE + 1)])
def test_what_is_no_text_is_refused_and_never_written_over(data: bytes) -> None:
    for attempt in (lambda: lyrics(data), lambda: write({"lyrics": "Ebb"}, data)):
        with pytest.raises(BadSidecar):
            attempt()


def test_what_is_written_is_read_again() -> None:
    data = write({"lyrics": TIMED}, b"")
    assert (data, lyrics(data)) == (f"{TIMED}\n".encode(), TIMED)
    assert write({"lyrics": TIMED}, data) == data


def test_a_file_that_says_it_already_keeps_every_byte() -> None:
    before = b"[ar:A]\r\n[00:01.00]<00:01.00>Ebb\r\n[01:02.50]Flow\r\n"
    assert write({"lyrics": TIMED}, before) == before


def test_what_the_file_says_of_itself_stays_but_no_offset_shifts_twice() -> None:
    before = b"[ar:Anna Vale]\n[offset:100]\n[00:09.00]Other\n"
    assert write({"lyrics": TIMED}, before) == b"[ar:Anna Vale]\n" + TIMED.encode() + b"\n"


def test_without_lyrics_nothing_is_made_and_nothing_lost() -> None:
    assert write({"title": "Ebb"}, b"") == b""
    assert write({"title": "Ebb"}, b"[00:01.00]Ebb") == b"[00:01.00]Ebb"
