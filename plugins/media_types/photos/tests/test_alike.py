"""What looks alike."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from mediad_plugin_photos.documents import alike
from mediad_plugin_photos.look import look
from mediad_plugin_photos.samples import painted


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
