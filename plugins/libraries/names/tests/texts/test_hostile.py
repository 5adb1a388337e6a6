from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_names.texts import KINDS, read

_PIECES = [
    " - ", "-", " ", ".", "_", "(", ")", "[", "]", "{", "}", "/", "\\", "#", ",", "&", "v1", "c01", "01", "2011",
    "12.5", "1-4", "FLAC", "320", "WEB", "GRP", "by", "Discography", "Vol", "S01E01", "x265", "Last, First", "of 3",
    "C:\\", "REPACK", "-RP", "\0", "\n", "\ud800", "A. B. Moor", "\u7b2c", "\u5341", "\u5dfb", "\ud654", "\u00bd",
    "\u2160", "\u0661", "\u00b2",
]  # fmt: skip


@given(
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8)), max_size=40).map("".join), st.sampled_from(KINDS)
)
def test_no_name_raises_and_every_answer_is_plain(name: str, kind: str) -> None:
    found = read(name, kind)
    assert json.loads(json.dumps(found)).keys() == found.keys()
    assert all(value not in (None, "", ()) for value in found.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lead", ["", "A - ", "A-B-", "X v1 "])
def test_a_hostile_name_of_64_kib_costs_no_more_than_a_long_one(kind: str, lead: str) -> None:
    read("warm - up (2011) #1 [FLAC]", kind)
    for piece in [*_PIECES, "a", "a ", "A ", "1", "1 ", "-a", "[a]", "(a", "-1-1-1", "a & "]:
        name = lead + piece * (65536 // len(piece))
        started = time.process_time()
        read(name, kind)
        assert time.process_time() - started < 0.1, (kind, name[:40])


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        read("a", "podcast")


def test_nothing_is_compiled_at_import() -> None:
    code = (
        "import dataclasses, functools, itertools, re, sys, typing\n"
        "re.compile = None\n"
        "import mediad_names.texts\n"
        "from mediad_names.texts.patterns import pattern\n"
        "sys.exit(pattern.cache_info().currsize)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.returncode == 0
