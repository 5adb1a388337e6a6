"""Files that end early, lie or are broken: told with a code, in little time and memory."""

from __future__ import annotations

import json
import struct
import time
import tracemalloc
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediad_audio import flac, read
from mediad_audio import picture as artwork
from mediad_audio.content import HEAD, Content
from mediad_audio.found import Unsure
from mediad_sdk.errors import PluginFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace


def trouble(file: Any) -> str:
    """What is wrong with a file: told with the facts that it still has, or in their place."""
    try:
        return str(read(file).get("error", ""))
    except PluginFault as error:
        return error.code if str(error).startswith(f"{file.name} ") else "nameless"


ENDINGS = ("flac", "ogg", "m4a")
CODES = {"empty", "damaged", "truncated", "not_audio"}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("part", [0.3, 0.6, 0.74])
def test_a_file_that_was_copied_in_part_is_told(
    library: Path, tmp_path: Path, mediad_file: Callable[[Path], Any], make: SimpleNamespace, ending: str, part: float
) -> None:
    whole = next(library.rglob(f"*.{ending}")).read_bytes()
    half = whole[: int(len(whole) * part)]
    (tmp_path / f"a.{ending}").write_bytes(half)
    for file in (mediad_file(tmp_path / f"a.{ending}"), make.whole(f"a.{ending}", half)):
        assert trouble(file) == "truncated"


@pytest.mark.parametrize("ending", ["flac", "ogg"])
def test_room_that_was_made_for_the_rest_of_a_copy_is_no_sound(
    library: Path, make: SimpleNamespace, ending: str
) -> None:
    whole = next(library.rglob(f"*.{ending}")).read_bytes()
    half = len(whole) // 2
    assert trouble(make.whole(f"a.{ending}", whole[:half].ljust(half + 100_000, b"\0"))) == "truncated"


def test_what_is_left_of_a_file_still_tells_its_tags(make: SimpleNamespace) -> None:
    for data in (make.flac([("TITLE", "Ebb")], frames=20), make.ogg("vorbis", [("TITLE", "Ebb")])[:-100]):
        facts = read(make.whole("a", data))
        assert (facts["error"], facts["tags"]) == ("truncated", {"title": "Ebb"})


def test_flac_without_its_sound_is_told(make: SimpleNamespace) -> None:
    for data in (make.flac(frames=0), make.flac(frames=20), make.flac([("TITLE", "x" * 500)])[:300]):
        assert trouble(make.whole("a.flac", data)) == "truncated"


def test_the_last_frame_is_found_in_loud_sound(make: SimpleNamespace) -> None:
    loud = b"\xff\x00\xff\xf9" * 4000
    assert read(make.whole("a.flac", make.flac(sound=loud)))["audio"]["duration_ms"] == 3715
    assert trouble(make.whole("a.flac", make.flac(frames=20, sound=loud))) == "truncated"


def test_what_others_append_and_leave_out_is_no_damage(make: SimpleNamespace) -> None:
    tag = b"TAG" + bytes(125)
    fine = [
        make.flac() + tag,
        make.flac(frames=35),  # less than a second
        make.ogg("vorbis") + tag,
        make.mp4() + tag,
        make.mp4(behind=False),
        make.mp4(behind=False).replace(struct.pack(">I", 2008) + b"mdat", bytes(4) + b"mdat"),  # to the end
        make.mp4(behind=False).replace(struct.pack(">I", 2008) + b"mdat", b"\0\1\0\0mdat"),  # a wrong size
    ]
    for data in fine:
        assert read(make.whole("a", data))["audio"]["duration_ms"] > 3000


def test_a_packet_of_ogg_that_goes_on_behind_the_end_is_told(make: SimpleNamespace) -> None:
    data = make.ogg("opus", pages=3) + make.page(9, bytes(255), b"\xff", granule=-1)
    assert trouble(make.whole("a.opus", data)) == "truncated"
    assert read(make.whole("a.opus", data))["audio"]["duration_ms"] > 9000  # what is there has a length


def test_bytes_between_pages_of_ogg_are_passed_over(make: SimpleNamespace) -> None:
    data = make.ogg("vorbis", [("TITLE", "Ebb")])
    second = data.index(b"OggS", 4)
    facts = read(make.whole("a.ogg", data[:second] + bytes(999) + data[second:]))
    assert (facts["tags"], facts["audio"]["duration_ms"]) == ({"title": "Ebb"}, 10_000)


class Counting(BytesIO):
    """Counts the bytes that are read; stands for a file too large to be given whole."""

    read_bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        out = super().read(size)
        self.read_bytes += len(out)
        return out

    def getvalue(self) -> bytes:
        raise AssertionError("a large file is not taken whole")


class Large:
    """A file on a disk."""

    path = ""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.size = name, len(data)
        self.stream = Counting(data)

    def open(self) -> Any:
        self.stream.seek(0)
        return Reading(self.stream)


class Reading:
    """No `BytesIO`, as a file is none."""

    def __init__(self, stream: Counting) -> None:
        self.read, self.seek, self.tell = stream.read, stream.seek, stream.tell


@pytest.mark.parametrize("form", ["flac", "mp3", "m4a"])
def test_a_large_picture_is_only_read_when_it_is_wanted(make: SimpleNamespace, form: str) -> None:
    picture = make.picture * 5000
    data = {
        "flac": lambda: make.flac([("TITLE", "Ebb")], make.block(6, make.picture_block(picture))),
        "mp3": lambda: make.mp3(
            make.id3(3, make.frame(3, "APIC", b"\0image/jpeg\0\3\0" + picture), make.frame(3, "TIT2", b"\0Ebb"))
        ),
        "m4a": lambda: make.mp4(make.item(b"covr", picture, form=13), make.item(b"\xa9nam", b"Ebb")),
    }[form]()
    file = Large(f"a.{form}", data)
    facts = read(file)
    assert facts["tags"] == {"title": "Ebb"}
    assert facts["pictures"] == [{"type": "front_cover", "mime": "image/jpeg", "size": len(picture)}]
    assert file.stream.read_bytes < 250_000
    assert artwork(file) == picture


def test_no_more_is_asked_for_than_the_file_has(make: SimpleNamespace) -> None:
    asked: list[int] = []

    class Asked(Reading):
        def __init__(self, stream: Counting) -> None:
            super().__init__(stream)
            self.read = lambda size: asked.append(size) or stream.read(size)  # type: ignore[func-returns-value]

    file = Large("a.flac", make.flac() * 20)
    content = Content(Asked(file.stream), file.size)  # type: ignore[arg-type]  # enough of a file
    assert content.piece(40_000, 30 << 20) == (make.flac() * 20)[40_000:]
    assert asked == [HEAD, file.size - 40_000]
    with pytest.raises(Unsure):
        content.piece(40_000, 1 << 30)


def test_a_comment_does_not_reach_into_what_is_behind_its_block(make: SimpleNamespace) -> None:
    data = make.flac([("TITLE", "Ebb")]).replace(b"\x09\0\0\0TITLE", b"\x0a\0\0\0TITLE")
    with pytest.raises(Unsure):
        flac.read(Content(BytesIO(data), len(data)))


LIES = {
    "comment": lambda make: make.flac([("TITLE", "Ebb")]).replace(b"\x09\0\0\0TITLE", b"\xff\xff\xff\x7fTITLE"),
    "comments": lambda make: make.ogg("vorbis", [("A", "b")]).replace(b"test\1\0\0\0", b"test\xff\xff\xff\xff"),
    "picture": lambda make: make.flac(
        [], make.block(6, make.picture_block()[:-8].replace(b"\0\0\4\4", b"\xff\xff\4\4"))
    ),
    "frame": lambda make: make.mp3(make.id3(3, b"TIT2\x7f\xff\xff\xff\0\0\0Ebb")),
    "apic": lambda make: make.mp3(make.id3(3, b"APIC\0\0\0\x09\0\0\1image/jp")),
    "atom": lambda make: make.mp4(make.item(b"covr", make.picture)).replace(b"\0\0\4\x1ccovr", b"\x7f\xff\xff\xffcovr"),
    "tree": lambda make: make.mp4(*[make.item(b"\xa9nam", b"a")] * 20_000),
    "packets": lambda make: make.ogg("vorbis", [("A", "b")] * 20_000),
    "blocks": lambda make: b"fLaC" + make.block(1, b"") * 20_000,
    "frames": lambda make: make.mp3(make.id3(3, *[make.frame(3, "TIT2", b"\0a")] * 100_000)),
    "bomb": lambda make: make.mp3(
        make.id3(4, make.frame(4, "TIT2", bytes(4) + zlib.compress(b"\3" + b"a" * 30_000_000), 0x09)), frames=9
    ),
    "syncs": lambda make: b"\xff\xfb" * 20_000,
    "oggs": lambda make: make.ogg("vorbis") + b"OggS\0" * 30_000,
    "crcs": lambda make: make.flac() + b"\xff\xf8" * 100_000,
    "duration": lambda make: make.mp4().replace(struct.pack(">II", 1000, 10_000), b"\0\0\0\1\xff\xff\xff\xff"),
}


@pytest.mark.parametrize("lie", LIES)
def test_lies_cost_neither_time_nor_memory(make: SimpleNamespace, lie: str) -> None:
    data = LIES[lie](make)
    for file in (make.whole("a", data), Large("a", data)):
        tracemalloc.start()
        start = time.process_time()
        try:
            facts = read(file)
            assert len(json.dumps(facts)) < 20_000
            assert all(value < 1 << 40 for value in facts["audio"].values() if isinstance(value, int))
        except PluginFault as error:
            assert error.code in CODES  # noqa: PT017  # either way of ending is right
        spent, peak = time.process_time() - start, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert spent < 3
        assert peak < 3 * len(data) + 16_000_000


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with some bytes changed, and perhaps cut."""
    out = bytearray(data)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(out) - 1))
        out[at : at + 1] = draw(st.binary(max_size=4))
    return bytes(out[: draw(st.integers(0, len(out)))] if draw(st.booleans()) else out)


SEEDS = ("flac", "vorbis", "opus", "oggflac", "v22", "v23", "v24", "m4a", "faststart")


@pytest.mark.parametrize("seed", SEEDS)
@settings(max_examples=100, deadline=None)
@given(choices=st.data())
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_code(
    make: SimpleNamespace, seed: str, choices: st.DataObject
) -> None:
    pairs = [("TITLE", "Ebb"), ("ARTIST", "Anna Vale"), ("TRACKNUMBER", "3/12"), ("GENRE", "Folk")]
    items = [make.item(b"\xa9nam", b"Ebb"), make.free("BARCODE", "123"), make.item(b"covr", b"\xff\xd8", form=13)]
    picture = b"\0image/jpeg\0\3\0\xff\xd8"
    data = {
        "flac": lambda: make.flac(pairs, make.block(6, make.picture_block(b"\xff\xd8")), frames=39),
        "vorbis": lambda: make.ogg("vorbis", pairs),
        "opus": lambda: make.ogg("opus", pairs),
        "oggflac": lambda: make.ogg("flac", pairs),
        "v22": lambda: make.mp3(make.id3(2, make.frame(2, "TT2", b"\1\xff\xfeE\0")), frames=6),
        "v23": lambda: make.mp3(
            make.id3(3, make.frame(3, "APIC", picture), make.frame(3, "TCON", b"\0(17)")), frames=6
        ),
        "v24": lambda: make.mp3(
            make.id3(4, make.frame(4, "TPE1", b"\3A\0B"), make.frame(4, "TXXX", b"\3a\0b")), frames=6
        ),
        "m4a": lambda: make.mp4(*items, sound=bytes(100)),
        "faststart": lambda: make.mp4(*items, sound=bytes(100), behind=False),
    }[seed]()
    broken = choices.draw(damaged(data))
    answers = []
    for file in (make.whole("a.mp3", broken), Large("a.mp3", broken)):
        try:
            facts = read(file)
            json.dumps(facts, allow_nan=False)
            artwork(file)
            answers.append(facts)
        except PluginFault as error:
            assert error.code in CODES  # noqa: PT017  # either way of ending is right
            answers.append(error.code)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("ending", ["wav", "aiff", "wma", "mka", "ac3", "eac3"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.data())
def test_whatever_a_file_of_a_rarer_format_holds_it_is_read_or_refused_with_a_code(
    rarer: Path, ending: str, choices: st.DataObject, make: SimpleNamespace
) -> None:
    broken = choices.draw(damaged((rarer / f"a.{ending}").read_bytes()[:3000]))
    answers = []
    for file in (make.whole(f"a.{ending}", broken), Large(f"a.{ending}", broken)):
        try:
            answers.append(json.dumps(read(file), allow_nan=False))
            artwork(file)
        except PluginFault as error:
            assert error.code in CODES  # noqa: PT017  # either way of ending is right
            answers.append(error.code)
    assert answers[0] == answers[1]
