"""XMP that mediad writes beside photos, whose media type reads it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.plain import loads
from mediad_xmp import read

if TYPE_CHECKING:
    from conftest import House

XMP = "IMG_20210814_201112.xmp"
HAND = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:my="urn:mine" my:own="kept">
<dc:title>By hand</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>
"""


async def known(house: House) -> dict[str, Any]:
    [row] = await house.storage.fetch_all("photos.photo")
    found: dict[str, Any] = loads(row[1])
    return found


async def layers(house: House) -> dict[str, str]:
    return {row[0]: row[1] for row in await house.storage.fetch_all("photos.layers")}


async def test_what_a_person_says_is_written_beside_the_photo_and_is_no_layer(photos: House) -> None:
    await photos.scan()
    await photos.lock("photos.photo", title="Evening", tags=["sea", "Places/Northmoor"])
    assert await photos.write() == {"written": 1, "same": 0, "left": 0}
    said = read((photos.root / XMP).read_bytes())
    assert (said["title"], sorted(said["tags"])) == ("Evening", ["Places/Northmoor", "sea"])
    assert "taken" not in said  # that is what the name says, and only guessed of a picture that says nothing
    assert (await photos.scan())["counts"]["opened"] == 0
    assert "sidecar" not in await layers(photos)
    assert (await photos.files())[XMP.encode()].facts == "{}"
    assert await photos.write() == {"written": 0, "same": 1, "left": 0}
    await photos.lock("photos.photo", title="Morning")
    assert (await photos.write())["written"] == 1
    assert read((photos.root / XMP).read_bytes())["title"] == "Morning"


async def test_where_only_the_name_speaks_of_a_photo_nothing_is_written(photos: House) -> None:
    await photos.scan()
    assert (await known(photos))["title"] == XMP.removesuffix(".xmp")
    assert await photos.write() == {"written": 0, "same": 1, "left": 0}
    assert not (photos.root / XMP).exists()
    await photos.lock("photos.photo", tags=["sea"])
    assert (await photos.write())["written"] == 1
    assert "title" not in read((photos.root / XMP).read_bytes())


async def test_what_another_program_wrote_stays_in_the_file_and_in_its_layer(photos: House) -> None:
    file = photos.put(XMP, HAND)
    await photos.scan()
    assert (await known(photos))["title"] == "By hand"
    await photos.lock("photos.photo", overview="Wide & deep.")
    assert await photos.write() == {"written": 1, "same": 0, "left": 0}
    text = file.read_text()
    for kept in ("<dc:title>By hand</dc:title>", 'my:own="kept"', "Wide &amp; deep."):
        assert kept in text
    assert (await photos.scan())["counts"]["opened"] == 0
    assert "overview" not in (await layers(photos))["sidecar"]
    file.write_text(text.replace("By hand", "By another hand"))
    await photos.scan()
    assert (await known(photos))["title"] == "By another hand"
    assert await photos.write() == {"written": 0, "same": 1, "left": 0}


async def test_a_file_beside_the_whole_name_of_the_photo_is_the_one_that_is_written(photos: House) -> None:
    file = photos.put("IMG_20210814_201112.jpg.xmp", HAND)
    await photos.scan()
    await photos.lock("photos.photo", overview="Wide.")
    await photos.write()
    assert read(file.read_bytes())["description"] == "Wide."
    assert not (photos.root / XMP).exists()


async def test_a_file_that_was_not_read_yet_or_is_no_xmp_is_left_as_it_is(photos: House) -> None:
    await photos.scan()
    file = photos.put(XMP, HAND)
    assert (await photos.write())["left"] == 1
    assert file.read_text() == HAND
    file.write_text("no xmp")
    await photos.scan()
    assert (await photos.write())["left"] == 1
    assert file.read_text() == "no xmp"
