"""XMP as it is written beside photos, and as our reader and ExifTool read it again."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_plugin_xmp.errors import BadSidecar
from mediad_plugin_xmp.write import photo
from mediad_xmp import read

if TYPE_CHECKING:
    from pathlib import Path

FIELDS: dict[str, Any] = {
    "title": "Évening & <sea>", "overview": "One line.\nAnother.", "rights": "© Ada Fern",
    "credits": [{"name": "Ada Fern", "role": "photographer"}, {"name": "Bo", "role": "editor"}],
    "tags": ["Places/Northmoor", "sea", "People/Bo"],
    "dates": [{"value": "2021-08-14T20:11:12", "use": "taken", "offset": "+02:00"}], "subsecond": "25",
    "position_on_earth": {"latitude": -33.8567844, "longitude": 151.213108, "altitude": -4.5},
}  # fmt: skip  # a table
LIGHTROOM = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    xmlns:my="urn:mine"
   xmp:Rating="4" crs:Exposure2012="+0.35" my:Thing="kept&#10;whole">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Old</rdf:li><rdf:li xml:lang="de">Abend</rdf:li></rdf:Alt></dc:title>
   <!-- mine -->
   <dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>Places</rdf:li><rdf:li>gone</rdf:li></rdf:Bag></dc:subject>
   <crs:ToneCurve><rdf:Seq><rdf:li>0, 0</rdf:li><rdf:li>255, 255</rdf:li></rdf:Seq></crs:ToneCurve>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""
DARKTABLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:darktable="http://darktable.sf.net/" darktable:history_end="2">
   <darktable:history><rdf:Seq><rdf:li darktable:num="0" darktable:params="gz48eJxj"/></rdf:Seq></darktable:history>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""
DIGIKAM = b"""<?xml version="1.0" encoding="UTF-8"?>
<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:digiKam="http://www.digikam.org/ns/1.0/" digiKam:PickLabel="0"
    xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <digiKam:TagsList><rdf:Seq><rdf:li>sea</rdf:li></rdf:Seq></digiKam:TagsList>
   <MicrosoftPhoto:LastKeywordXMP><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></MicrosoftPhoto:LastKeywordXMP>
   <dc:subject><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@pytest.mark.parametrize(
    "before", [b"", LIGHTROOM, DARKTABLE, DIGIKAM], ids=["new", "lightroom", "darktable", "digikam"]
)
def test_what_is_written_is_read_again_and_written_once(before: bytes) -> None:
    data = photo(FIELDS, before)
    said = read(data)
    assert (said["title"], said["description"]) == (FIELDS["title"], FIELDS["overview"])
    assert (said["copyright"], said["creators"]) == ("© Ada Fern", ["Ada Fern"])
    assert sorted(said["tags"]) == sorted(FIELDS["tags"])
    assert (said["taken"], said["taken_subsecond"], said["taken_offset"]) == ("2021-08-14T20:11:12", "25", "+02:00")
    assert said["gps"] == FIELDS["position_on_earth"]
    assert photo(FIELDS, data) == data


def test_what_a_program_keeps_there_stays() -> None:
    text = photo(FIELDS, LIGHTROOM).decode()
    for kept in (
        'xmp:Rating="4"', 'crs:Exposure2012="+0.35"', 'my:Thing="kept&#10;whole"', "<!-- mine -->",
        '<rdf:li xml:lang="de">Abend</rdf:li>', "<rdf:li>255, 255</rdf:li>", 'x:xmptk="Adobe XMP Core 7.0"',
    ):  # fmt: skip  # a list
        assert kept in text
    assert "<rdf:li>Places</rdf:li>" in text  # a level of a path, as Lightroom lists it
    assert "gone" not in text
    kept = photo(FIELDS, DARKTABLE).decode()
    assert '<rdf:li darktable:num="0" darktable:params="gz48eJxj"/>' in kept
    assert kept.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<x:xmpmeta')
    assert photo(FIELDS, DIGIKAM).decode().endswith('</x:xmpmeta>\n<?xpacket end="w"?>\n')


def test_every_list_of_tags_that_a_program_reads_first_says_the_same() -> None:
    text = photo({"tags": ["sea", "Places/Northmoor"]}, DIGIKAM).decode()
    assert text.count("<rdf:li>Places/Northmoor</rdf:li>") == 2
    assert "<rdf:li>Places|Northmoor</rdf:li>" in text
    flat = photo({"tags": ["sea", "dusk"]}, DIGIKAM).decode()
    assert flat.count("<rdf:li>dusk</rdf:li>") == 3
    plain = photo({"tags": ["sea", "dusk"]}, b"").decode()
    assert "<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>dusk</rdf:li></rdf:Bag></dc:subject>" in plain
    assert "hierarchicalSubject" not in plain


@pytest.mark.parametrize("before", [b"", LIGHTROOM, DARKTABLE, DIGIKAM])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"dates": [{"value": "2021-08-14T20:11:12", "use": "taken"}], "date_guessed": True},
        {"dates": [{"value": "2021", "use": "taken"}, {"value": "2021-08-14", "use": "edited"}]},
        {"tags": [], "credits": [], "title": "", "overview": None, "position_on_earth": {"latitude": 1}},
        {"tags": "sea", "credits": [1], "dates": "never", "position_on_earth": 7, "title": 7},
        {"people": [{"rating": 80}], "rating": 80},
    ],
)
def test_guesses_and_what_people_did_are_written_nowhere(fields: dict[str, Any], before: bytes) -> None:
    assert photo(fields, before) == before


def test_a_position_that_is_as_near_as_a_file_can_say_is_the_same() -> None:
    data = photo({"position_on_earth": {"latitude": 59.9138688, "longitude": -10.7522454}}, b"")
    assert b'GPSLatitude="59,54.83212800N"' in data
    assert b'GPSLongitude="10,45.13472400W"' in data
    assert photo({"position_on_earth": {"latitude": 59.91386881, "longitude": -10.75224541}}, data) == data
    assert b'"60,0.00000000N"' in photo({"position_on_earth": {"latitude": 59.99999999999, "longitude": 0}}, b"")


@pytest.mark.parametrize(
    "before", [LIGHTROOM[:-40], b"no xml", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"<!DOCTYPE a>" + LIGHTROOM]
)
def test_a_file_that_cannot_be_kept_whole_is_not_written_over(before: bytes) -> None:
    with pytest.raises(BadSidecar) as caught:
        photo(FIELDS, before)
    assert caught.value.remedy


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_file_it_is_kept_or_left(data: bytes) -> None:
    for before in (data, LIGHTROOM.replace(b"<!-- mine -->", data), LIGHTROOM[: len(data) * 5] + data):
        try:
            after = photo(FIELDS, before)
        except BadSidecar:
            continue
        assert photo(FIELDS, after) == after


@pytest.mark.skipif(not shutil.which("exiftool"), reason="ExifTool is not installed")
@pytest.mark.parametrize(
    "before", [b"", LIGHTROOM, DARKTABLE, DIGIKAM], ids=["new", "lightroom", "darktable", "digikam"]
)
def test_exiftool_finds_it_valid_and_reads_the_same(tmp_path: Path, before: bytes) -> None:
    file = tmp_path / "a.xmp"
    file.write_bytes(photo(FIELDS, before))
    command = ["exiftool", "-json", "-n", "-struct", str(file)]
    [said] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert "Error" not in said
    assert said.get("Warning", "[minor]").startswith("[minor]")  # it does not know the address that digiKam uses
    assert (said["Title"], said["Description"], said["Creator"]) == (FIELDS["title"], FIELDS["overview"], ["Ada Fern"])
    assert set(said["Subject"]) >= {"Northmoor", "sea", "Bo"}
    assert set(said["HierarchicalSubject"]) == {"Places|Northmoor", "sea", "People|Bo"}
    assert set(said["TagsList"]) == set(FIELDS["tags"])
    assert said["DateTimeOriginal"] == said["DateCreated"] == "2021:08:14 20:11:12.25+02:00"
    place = (said["GPSLatitude"], said["GPSLongitude"], said["GPSAltitude"])
    assert place == (-33.8567844, 151.213108, -4.5)
