"""Cells of the map, and what looks alike."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from mediad_plugin_photos.cells import geohash
from mediad_plugin_photos.documents import alike
from mediad_plugin_photos.look import look
from mediad_plugin_photos.samples import painted


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (57.64911, 10.40744, "u4pruydq"),  # the example of the method's inventor
        (48.669, -4.329, "gbsuv7zt"),
        (0.0, 0.0, "s0000000"),
        (-90.0, -180.0, "00000000"),
        (90.0, 180.0, "zzzzzzzz"),
    ],
)
def test_a_position_is_in_the_cell_that_every_map_names(latitude: float, longitude: float, cell: str) -> None:
    assert geohash(latitude, longitude, 8) == cell


def jpeg(picture: Image.Image, quality: int = 90) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def test_a_smaller_and_worse_copy_shares_a_piece_of_its_hash_and_another_photo_none() -> None:
    one, other = painted(3, (960, 640)), painted(5, (960, 640))
    whole = look(jpeg(one), one.size)
    copy = look(jpeg(one.resize((480, 320)), 40), one.size)
    assert (int(whole, 16) ^ int(copy, 16)).bit_count() <= 3
    assert set(alike(whole)) & set(alike(copy))
    assert not set(alike(whole)) & set(alike(look(jpeg(other), other.size)))


def test_bars_of_a_thumbnail_are_no_part_of_the_picture() -> None:
    one = painted(4, (960, 480))
    thumbnail = Image.new("RGB", (160, 120))
    thumbnail.paste(one.resize((160, 80)), (0, 20))
    bits = int(look(jpeg(thumbnail), one.size), 16) ^ int(look(jpeg(one), one.size), 16)
    assert bits.bit_count() <= 6


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 no picture", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_decoded_has_no_hash(data: bytes) -> None:
    assert look(data, (10, 10)) == ""
