"""Whatever the name is, reading it ends soon and gives fields of the types that are promised."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediad_names import Reading, describe

KINDS = ["tv", "anime", "movie", "video", "tv_dir", "season_dir", "subtitle", "sidecar", None]
PIECES = st.sampled_from(
    ["Some", "Show", ".", " ", "_", "-", " - ", "[", "]", "(", ")", "S01", "E02", "1x03", "1080p",
    "BluRay", "WEB", "DL", "x264", "2019", "01", "v2", "第", "集", "/", "\\", ".mkv", "Season 1",
    "German", "Sub", "{tmdb-1}", "【", "】", "１", "İ", "ß", "\x00", "\ud800", "C:", "~", "|", "Cap.102"]
)  # fmt: skip
NAMES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))
HOSTILE = [
    "[",
    "(",
    "a.",
    "s01e01",
    "1x01",
    "- 01 ",
    "/a",
    "S01",
    "【a】",
    "2019 ",
    "German.",
    "\\",
    "x264-",
    "(1080p)",
]


@settings(deadline=None)  # the first name imports tables and compiles patterns
@given(NAMES, st.sampled_from(KINDS))
def test_every_name_is_read_and_read_alike_twice(name: str, kind: str | None) -> None:
    found = describe(name, kind)
    assert isinstance(found, Reading)
    assert describe(name, kind) == found
    assert isinstance(found.title, str)
    assert isinstance(found.get("season"), int | None)
    episodes = found.get("episodes")
    assert episodes is None or isinstance(episodes, tuple)
    assert found.implied <= found.fields.keys()


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("kind", ["tv", "anime", "movie", "season_dir", "sidecar"])
def test_64_kib_of_hostile_text_is_read_in_a_moment(piece: str, kind: str) -> None:
    name = (piece * 65536)[:65536]
    started = time.process_time()
    describe(name, kind)
    assert time.process_time() - started < 0.5


def test_what_stands_behind_the_limit_changes_nothing() -> None:
    name = "A.Quiet.Harbour.S02E03.720p.HDTV.x264-GRP".ljust(4096)
    assert describe(name + "S09E09", "tv").fields == describe(name, "tv").fields


def test_a_component_is_read_to_its_own_limit() -> None:
    name = "A.Quiet.Harbour" + "." * 1024 + "S02E03"
    assert describe(name, "tv").get("season") is None


def test_importing_it_takes_no_other_package_and_little_time() -> None:
    program = (
        "import sys, time; start = time.process_time(); import mediad_names, mediad_names.video;"
        "print(time.process_time() - start, [name for name in sys.modules if"
        " name.startswith(('mediad_names.texts', 'guessit'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, others = done.stdout.split(" ", 1)
    assert float(seconds) < 0.25
    assert others.strip() == "[]"


def test_the_command_answers_each_line_in_its_order() -> None:
    lines = [
        {"input": "A.Quiet.Harbour.S02E03.mkv", "kind": "tv"},
        {"input": "Paper Lanterns (1987).mkv", "kind": "movie"},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "mediad_names"],
        input="\n".join(map(json.dumps, lines)),
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["title"], first["season"], first["episodes"]) == ("A Quiet Harbour", 2, [3])
    assert (second["title"], second["year"]) == ("Paper Lanterns", 1987)
