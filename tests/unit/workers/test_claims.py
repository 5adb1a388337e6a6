from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mediad_sdk.runner.folders import listing_of
from mediad_sdk.runner.media import SAMPLE, OpenFile, content_id
from mediad_sdk.runner.settling import Heirs, settle
from mediad_sdk.values.media import Claim, Extracted


def test_the_surer_type_has_the_file() -> None:
    sure = Claim(files=(b"a", b"b"), confidence=0.9)
    unsure = Claim(files=(b"b", b"c"), confidence=0.4)
    settled = settle({0: ("unsure", unsure), 1: ("sure", sure)})
    assert (settled[0][1].files, settled[1][1].files) == ((b"c",), (b"a", b"b"))


def test_between_equally_sure_types_the_first_of_the_library_has_it() -> None:
    claim = Claim(files=(b"a",))
    assert list(settle({0: ("first", claim), 1: ("second", claim)})) == [0]


ASKED = {
    0: ("songs", Claim(files=(b"a", b"b", b"c", b"d"), confidence=0.6)),
    1: ("readings", Claim(files=(b"a", b"b", b"c"), companions=(b"p",), confidence=0.3)),
}


def said(*declined: bool | None) -> list[Extracted]:
    """Make facts of the files a, b, c ... that say so, or could not be read."""
    return [
        Extracted(name=bytes([ord("a") + at]), error="gone")
        if each is None
        else Extracted(name=bytes([ord("a") + at]), facts={"declined": each})
        for at, each in enumerate(declined)
    ]


def test_what_most_files_decline_is_the_next_ones_but_for_what_that_did_not_claim() -> None:
    heirs = Heirs(ASKED, {})
    facts = said(True, None, False, True)
    assert heirs.hand_on(0, facts) == facts[3:]
    held = {name: (claim.files, claim.companions) for name, claim in heirs.claims.values()}
    assert held == {"songs": ((b"d",), ()), "readings": ((b"a", b"b", b"c"), (b"p",))}


@pytest.mark.parametrize("declined", [(True, False, False, True), (True, False, None, None), (None,) * 4])
def test_what_no_more_than_half_of_the_files_decline_stays(declined: tuple[bool | None, ...]) -> None:
    heirs = Heirs(ASKED, {"songs": {b"a"}})
    facts = said(*declined)
    assert heirs.hand_on(0, facts) == facts
    assert heirs.claims == {0: ASKED[0]}


def test_a_file_that_says_nothing_of_it_has_no_vote() -> None:
    facts = [*said(True, True), Extracted(name=b"c", facts={"cue": {}}), Extracted(name=b"d", facts={"cue": {}})]
    assert Heirs(ASKED, {}).hand_on(0, facts) == facts[3:]


def test_where_nothing_can_be_read_files_stay_with_the_type_that_has_read_them_before() -> None:
    facts = said(None, None, None, None)
    assert Heirs(ASKED, {"readings": {b"b"}}).hand_on(0, facts) == facts[3:]
    assert Heirs(ASKED, {"readings": {b"x"}}).hand_on(0, facts) == facts
    facts = [*facts[:3], Extracted(name=b"d", facts={"title": "Of one that never declines"})]
    assert Heirs(ASKED, {"readings": {b"b"}}).hand_on(0, facts) == facts


def test_a_claim_with_reasons_against_it_inherits_nothing() -> None:
    asked = {**ASKED, 1: ("readings", Claim(files=(b"a", b"b"), confidence=0.25))}
    facts = said(True, True, True, True)
    assert Heirs(asked, {}).hand_on(0, facts) == facts


def test_a_type_that_declines_everything_has_no_claim() -> None:
    heirs = Heirs({**ASKED, 0: ("songs", Claim(files=(b"a",), confidence=0.6))}, {})
    assert heirs.hand_on(0, said(True)) is None
    assert [name for name, _ in heirs.claims.values()] == ["readings"]


def test_a_type_alone_keeps_what_it_declines() -> None:
    heirs = Heirs({0: ASKED[0]}, {})
    assert heirs.hand_on(0, said(True, True, True, True)) == said(True, True, True, True)


def test_what_many_types_decline_one_after_the_other_costs_no_more_than_its_size() -> None:
    files = tuple(b"%06d" % number for number in range(20_000))
    asked = {kind: (str(kind), Claim(files=files, confidence=0.9 - kind / 10)) for kind in range(3)}
    heirs = Heirs(asked, {})
    facts = [Extracted(name=file, facts={"declined": True}) for file in files]
    start = time.perf_counter()
    assert [heirs.hand_on(kind, facts) for kind in range(3)] == [None, None, facts]
    assert time.perf_counter() - start < 2
    assert heirs.claims == {2: asked[2]}


def test_a_file_whose_stat_failed_stays_in_the_listing() -> None:
    listing = listing_of({"path": b"x", "entries": [[b"a", "!", 5, 0, 0, 0, 1], [b"b", "d", 0, 0, 0, 0, 1]]})
    assert [(entry.name, entry.type, entry.size) for entry in listing.entries] == [
        (b"a", "file", 0),
        (b"b", "folder", 0),
    ]


def identify(path: Path) -> bytes:
    fd = os.open(path, os.O_RDONLY)
    try:
        return content_id(fd, path.stat().st_size)
    finally:
        os.close(fd)


def test_a_content_id_sees_head_middle_tail_and_size(tmp_path: Path) -> None:
    size = 8 * SAMPLE
    seen = set()
    for at in (None, 0, size // 2, size - 1):
        data = bytearray(size)
        if at is not None:
            data[at] = 1
        (tmp_path / "f").write_bytes(data)
        seen.add(identify(tmp_path / "f"))
    (tmp_path / "f").write_bytes(bytes(size + 1))
    assert len(seen | {identify(tmp_path / "f")}) == 5


def test_a_small_file_is_hashed_whole(tmp_path: Path) -> None:
    seen = set()
    for at in range(0, 3 * SAMPLE, SAMPLE // 2):
        data = bytearray(3 * SAMPLE)
        data[at + 1] = 1
        (tmp_path / "f").write_bytes(data)
        seen.add(identify(tmp_path / "f"))
    assert len(seen) == 6


@pytest.mark.parametrize("data", [b"abc", bytes(3 * SAMPLE) + b"abc"], ids=["small", "large"])
def test_a_file_is_opened_once_even_if_the_plugin_closes_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f").write_bytes(data)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with OpenFile(os.fsencode(tmp_path), b"", b"f") as file:
        assert [file.open().read(), file.open().read()] == [data, data]
        file.open().close()
        assert file.open().read() == data
        assert file.opens == 1
    assert len(list(Path("/proc/self/fd").iterdir())) == before
