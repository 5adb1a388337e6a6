from __future__ import annotations

from mediad.library.delivery.readers import Readers
from mediad_sdk.values.kinds import MediaType
from mediad_sdk.values.pictures import PictureDecoder

PHOTOS = MediaType(id="photos", label="Photos", kinds=(), claim="p:c", extract="p:e", assemble="p:a", artwork="p:art")
ONE = PictureDecoder(id="one", label="One", endings=("heic", "HIF"), read="one:read")
TWO = PictureDecoder(id="two", label="Two", endings=("heic", "cr2"), read="two:read")


def test_a_decoder_of_the_ending_goes_before_the_media_type_and_the_first_of_two_has_it() -> None:
    readers = Readers({"photos": PHOTOS})
    readers.set([ONE, TWO])
    names = ("a.HEIC", "a.hif", "a.cr2", "a.nef")
    assert [readers.reader(name, "photos", embedded=True) for name in names] == [
        "one:read",
        "one:read",
        "two:read",
        "p:art",
    ]


def test_a_picture_file_that_needs_no_decoder_is_read_by_nobody() -> None:
    readers = Readers({"photos": PHOTOS})
    readers.set([ONE])
    assert readers.reader("a.jpg", "photos", embedded=False) == ""
    assert readers.reader("poster.heic", "gone", embedded=False) == "one:read"
    assert readers.reader("a.mkv", "gone", embedded=True) == ""
