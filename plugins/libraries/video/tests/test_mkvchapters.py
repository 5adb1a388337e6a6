"""Chapters of Matroska, made element by element."""

from __future__ import annotations

import time

from mediad_video.probe.mkvchapters import MAX_CHAPTERS, chapters

EDITION, DEFAULT, ATOM, START, HIDDEN, ENABLED, DISPLAY, TEXT = 0x45B9, 0x45DB, 0xB6, 0x91, 0x98, 0x4598, 0x80, 0x85
SECOND = 10**9


def element(name: int, body: bytes) -> bytes:
    size = (1 << 28 | len(body)).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + body


def atom(start: int, *titles: str, inner: bytes = b"") -> bytes:
    shown = b"".join(element(DISPLAY, element(TEXT, title.encode())) for title in titles)
    return element(ATOM, element(START, (start * SECOND).to_bytes(8, "big")) + shown + inner)


def told(*editions: bytes) -> list[tuple[int, str]]:
    return [(one["start"], one["title"]) for one in chapters(b"".join(element(EDITION, body) for body in editions))]


def test_the_edition_that_is_meant_is_told() -> None:
    meant = element(DEFAULT, b"\1") + atom(0, "Main") + atom(9, "End")
    assert told(atom(0, "Other"), meant) == [(0, "Main"), (9000, "End")]
    assert told(atom(0, "First"), atom(0, "Second")) == [(0, "First")]


def test_chapters_inside_others_stand_among_them_by_time() -> None:
    act = atom(0, "Act One", inner=atom(0, "Scene 1") + atom(5, "Scene 2"))
    assert told(atom(9, "Act Two") + act) == [(0, "Act One"), (5000, "Scene 2"), (9000, "Act Two")]


def test_a_chapter_has_its_first_name_or_none() -> None:
    assert told(atom(0, "Part: eins", "One") + atom(3)) == [(0, "Part: eins"), (3000, "")]


def test_what_is_hidden_or_off_is_not_told() -> None:
    off = atom(3, "b", inner=element(ENABLED, b"\0"))
    assert told(atom(0, "a") + off + atom(6, "c", inner=element(HIDDEN, b"\1"))) == [(0, "a")]


def test_what_is_in_a_hidden_chapter_is_not_told() -> None:
    assert told(atom(0, "a") + atom(3, "b", inner=element(HIDDEN, b"\1") + atom(4, "c"))) == [(0, "a")]


def test_no_more_are_told_than_a_film_has() -> None:
    assert len(told(b"".join(atom(place) for place in range(2 * MAX_CHAPTERS)))) == MAX_CHAPTERS


def test_chapters_in_chapters_and_without_number_cost_little() -> None:
    deep = b""
    for _ in range(2000):
        deep = element(ATOM, deep)
    started = time.process_time()
    assert told(deep) == told(element(ATOM, b"") * 100_000) == [(0, "")]
    assert time.process_time() - started < 2
