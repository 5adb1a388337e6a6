"""What people are told that a name says, where they do not say what it is of."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from mediad.cli.commands.parse import _for_people, _guess
from mediad_names import describe, read


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("One Piece Chapter 1001.cbz", "comic"), ("Ann Fern - Mort (1987).epub", "book"), ("01 - Bark.FLAC", "music"),
        ("Moss.m4b", "audiobook"), ("One Piece Chapter 1001", "comic"), ("[Group] Lantern v03 (Digital)", "comic"),
        ("Ann Fern - Lichen (2007) [FLAC]", "music"), ("Some.Show.S01E02.1080p.WEB-GRP.mkv", None),
        ("Heat (1995)", None), ("Heat", None), ("Ann.Fern-Lichen-WEB-FLAC-2007-GRP", "music"),
        ("Ann Fern - Live (2012) [1080p BluRay FLAC]", None),
    ],
)  # fmt: skip  # a table
def test_a_name_is_read_by_whom_it_is_for(name: str, kind: str | None) -> None:
    assert _guess(read, name) == kind


def test_people_see_what_stands_in_the_name() -> None:
    reading = read("The.Show.S01E02.avi", None)
    fields = {"match": True, **reading.fields, "languages": (), "episode_title": ""}
    told = dict(_for_people(fields, reading.implied, None))
    assert told == {"Read as": "film or series", "Title": "The Show", "Season": 1, "Episodes": (2,), "Container": "avi"}
    assert "Version" not in dict(_for_people({"title": "A", "version": 1}, (), "book"))


def test_people_are_told_once_what_programs_are_told_twice() -> None:
    told = dict(_for_people(describe("The.Lamp.S01E02.German.mkv", "tv").fields, (), "tv"))
    assert "Languages" in told
    assert not {"Language", "Titles", "Title clean"} & told.keys()


def answers(*lines: str, arguments: tuple[str, ...] = ()) -> tuple[list[dict[str, Any]], int, str]:
    command = [sys.executable, "-m", "mediad", "parse", "--json", *arguments]
    done = subprocess.run(command, input="".join(lines), capture_output=True, text=True, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode, done.stderr


def test_a_line_that_is_no_question_is_answered_in_its_place() -> None:
    good = '{"input": "The.Lamp.S01E02.mkv", "kind": "tv"}\n'
    wrong = ["nothing\n", '{"kind": "tv"}\n', '{"input": 5}\n', "[]\n", "null\n", "\n"]
    found, code, told = answers(good, *wrong, good)
    assert [("error" in each, each["match"]) for each in found] == [(False, True), *[(True, False)] * 6, (False, True)]
    assert code == 2  # wrong usage
    assert "6 lines are no question, the first is 2." in told


def test_a_kind_that_nothing_reads_is_refused_with_those_that_are_read() -> None:
    found, code, told = answers(arguments=("--kind", "banana"))
    assert (found, code) == ([], 2)
    assert "manga" in told
