from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_audio import cue

SHEET = """REM DATE 1998
PERFORMER "Anna Vale"
TITLE "Rivers"
FILE "all of it.flac" WAVE
  TRACK 01 AUDIO
    TITLE "Ebb"
    ISRC ABCDE1234567
    INDEX 00 00:00:00
    INDEX 01 00:00:32
  TRACK 02 AUDIO
    TITLE Flow and flow
    INDEX 01 03:10:00
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_cue_sheet_is_read_in_any_encoding(encoding: str) -> None:
    sheet = cue.parse(SHEET.replace("Ebb", "Ébb").encode(encoding))
    assert (sheet["title"], sheet["performer"], sheet["date"]) == ("Rivers", "Anna Vale", "1998")
    assert [(track["number"], track["title"], track["start"], track["file"]) for track in sheet["tracks"]] == [
        (1, "Ébb", 427, "all of it.flac"),
        (2, "Flow and flow", 190_000, "all of it.flac"),
    ]


def test_a_track_whose_gap_ends_the_file_before_is_of_the_next_file() -> None:
    sheet = b"""FILE "1.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 03:10:00
FILE "2.wav" WAVE
    INDEX 01 00:00:00
"""
    assert [(track["file"], track["start"]) for track in cue.parse(sheet)["tracks"]] == [("1.wav", 0), ("2.wav", 0)]


@given(st.binary(max_size=2000))
def test_whatever_stands_in_a_cue_sheet_it_is_read(data: bytes) -> None:
    assert all("start" in track for track in cue.parse(data)["tracks"])
