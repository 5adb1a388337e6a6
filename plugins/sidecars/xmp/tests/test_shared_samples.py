"""Every packet of XMP in the sample collection, written over: what is not ours to say stays."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from mediad_plugin_xmp.write import photo
from mediad_xmp import rdf

SAMPLES = Path(os.environ.get("MEDIAD_SHARED", Path(__file__).parents[5] / "shared")) / "samples/photos"
PACKET = re.compile(rb"<x:xmpmeta\b.{0,2000000}?</x:xmpmeta>", re.DOTALL)
FIELDS: dict[str, Any] = {
    "title": "Evening", "overview": "Wide.", "rights": "Ada Fern", "tags": ["Places/Northmoor", "sea"],
    "credits": [{"name": "Ada Fern", "role": "photographer"}],
    "dates": [{"value": "2021-08-14T20:11:12", "use": "taken"}],
    "position_on_earth": {"latitude": 1.5, "longitude": 2.5, "altitude": 3},
}  # fmt: skip  # a table
OURS = re.compile(
    "dc:(title|description|rights|creator|subject)|lr:hierarchicalSubject|digiKam:TagsList|photoshop:DateCreated|"
    "MicrosoftPhoto:LastKeywordXMP|exif:(DateTimeOriginal|GPS(VersionID|Latitude|Longitude|Altitude|AltitudeRef))"
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]


def packets() -> list[tuple[str, bytes]]:
    found = []
    for path in sorted(each for each in SAMPLES.rglob("*") if each.is_file()):
        data = path.read_bytes()
        pieces = [data] if path.suffix.lower() == ".xmp" else PACKET.findall(data)
        found += [(path.name, each) for each in pieces if rdf.parse(each)]
    return found


def others(data: bytes) -> dict[str, Any]:
    return {name: value for name, value in rdf.parse(data).items() if not OURS.fullmatch(name)}


def test_what_is_not_ours_to_say_stays_in_every_packet(capsys: pytest.CaptureFixture[str]) -> None:
    every = packets()
    for name, before in every:
        after = photo(FIELDS, before)
        assert others(after) == others(before), name
        assert rdf.parse(after)["dc:title"][0] == "Evening", name
        assert photo(FIELDS, after) == after, name
    with capsys.disabled():
        sys.stdout.write(f"\nXMP written over: {len(every)} packets, nothing else in them changed\n")
    assert len(every) > 20
