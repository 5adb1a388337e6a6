"""What lies beside comics is read, and what is written is read again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mediad_plugin_comicinfo.errors import BadSidecar
from mediad_plugin_comicinfo.plugin import SIDECARS
from mediad_plugin_comicinfo.read import issue, series, written
from mediad_sdk.runner.bootstrap import load
from mediad_sdk.testing import MemoryFile

KEPT = """<?xml version="1.0"?>
<!-- by hand -->
<ComicInfo xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <Series>Tin Harbour</Series>
  <Number>1</Number>
  <Notes>Tagged</Notes>
  <Writer>Ines Valder</Writer>
  <Unknown kind="x">kept<Deep /></Unknown>
  <Pages>
    <Page Image="0" Type="FrontCover" />
  </Pages>
</ComicInfo>
"""


FIELDS: dict[str, Any] = {
    "title": "Low Water", "series": "Tin Harbour", "number": "1", "overview": "A door.\nBelow.",
    "publisher": "Gull & Co",
    "dates": [{"value": "2019-03-07", "use": "original"}], "genres": ["Mystery", "Sea"], "languages": ["en"],
    "credits": [
        {"name": "Ines Valder", "role": "writer", "kind": "person"},
        {"name": "Mae Lindt", "role": "cover_artist", "kind": "person"},
    ],
    "certificates": [{"country": "", "system": "ComicInfo", "value": "Teen", "age": 13}],
    "reading_direction": "rtl", "rating": 90, "web": ["https://example.org/1"], "characters": ["Ada", "Rolf"],
}  # fmt: skip  # a table


def test_the_declared_functions_are_there() -> None:
    for each in SIDECARS:
        assert callable(load(each.read))
        assert not each.write or callable(load(each.write))


def test_what_is_written_is_read_again() -> None:
    data = written(FIELDS, b"")
    found = issue(MemoryFile("ComicInfo.xml", data))
    assert {name: found[name] for name in FIELDS} == FIELDS
    assert written(FIELDS, data) == data


def test_what_somebody_else_wrote_stays() -> None:
    text = written(FIELDS, KEPT.encode()).decode()
    for kept in ("<!-- by hand -->", "xmlns:xsd=", "<Notes>Tagged</Notes>", '<Unknown kind="x">kept<Deep /></Unknown>',
                 '<Page Image="0" Type="FrontCover" />'):  # fmt: skip
        assert kept in text
    assert text.index("<Title>") < text.index("<Series>") < text.index("<Year>2019</Year>") < text.index("<Pages>")
    assert written(FIELDS, text.encode()) == text.encode()


def test_nothing_new_is_the_same_bytes() -> None:
    assert written({"series": "Tin Harbour", "overview": ""}, KEPT.encode()) == KEPT.encode()


@pytest.mark.parametrize("before", [b"<ComicInfo><Series>x", b"drawn letters", b"<!DOCTYPE a><ComicInfo/>"])
def test_a_file_that_cannot_be_kept_whole_is_not_written_over(before: bytes) -> None:
    with pytest.raises(BadSidecar):
        written({"title": "y"}, before)


def test_story_arcs_are_collections() -> None:
    data = b"<ComicInfo><StoryArc>The Door, The Sea</StoryArc></ComicInfo>"
    assert issue(MemoryFile("ComicInfo.xml", data))["collections"] == [{"title": "The Door"}, {"title": "The Sea"}]


def test_a_series_is_read_as_mylar_writes_it() -> None:
    told = {"metadata": {"name": "Tin Harbour", "publisher": "Gull Press", "comicid": 4711, "year": 2019,
                         "description_text": "A pier.", "total_issues": 6, "status": "Ended"}}  # fmt: skip
    assert series(MemoryFile("ComicInfo.xml", json.dumps(told).encode())) == {
        "title": "Tin Harbour",
        "publisher": "Gull Press",
        "overview": "A pier.",
        "dates": [{"value": "2019", "use": "original"}],
        "ids": [{"scheme": "comicvine", "value": "4711", "entity": "volume"}],
        "issue_total": 6,
        "status": "Ended",
    }


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000])
def test_what_is_no_series_is_refused(data: bytes) -> None:
    with pytest.raises(BadSidecar):
        series(MemoryFile("ComicInfo.xml", data))
