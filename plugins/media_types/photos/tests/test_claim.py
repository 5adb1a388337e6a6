from __future__ import annotations

from typing import Any

import pytest

from mediad_plugin_photos.claim import claim


def taken(make: Any, names: list[str], path: str = "") -> tuple[list[str], float]:
    found = claim(make.listing(names, path))
    return (sorted(name.decode() for name in found.files), found.confidence) if found else ([], 0.0)


@pytest.mark.parametrize(
    "names",
    [
        ["IMG_1234.JPG", "IMG_1235.HEIC", "IMG_1235.MOV"],
        ["DSC_0001.NEF", "DSCN0002.JPG", "DSCF0003.RAF", "_DSC0004.ARW", "P1010005.RW2", "_MG_0006.CR2"],
        ["PXL_20230101_123456789.jpg", "20200102_030405.mp4", "VID_20200102_030405.mp4", "MVI_0001.AVI"],
        ["GX010123.MP4", "GOPR0123.MP4", "DJI_0001.MP4", "C0001.MP4", "IMG-20200102-WA0001.jpg"],
    ],
)
def test_what_cameras_name_is_surely_theirs(make: Any, names: list[str]) -> None:
    found, confidence = taken(make, names)
    assert found == sorted(names)
    assert confidence > 0.85


@pytest.mark.parametrize("path", ["A.photoslibrary/originals/0", "iPhoto Library.photolibrary/Masters/2012/05"])
def test_of_a_mac_s_library_the_originals_are_photos(make: Any, path: str) -> None:
    assert taken(make, ["IMG_0001.jpg"], path)[0] == ["IMG_0001.jpg"]


def test_a_library_of_photos_takes_pictures_of_any_name(make: Any) -> None:
    names = ["Anna am See.jpg", "cover.jpg", "x.webp", "Kätzchen.gif", "scan.tif"]
    found, confidence = taken(make, names, "Familie")
    assert found == sorted(names)
    assert confidence < 0.6


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Artist/Album (2001)", ["01 - Song.flac", "cover.jpg", "back.jpg", "IMG0.jpg"]),
        ("Film (2009)", ["Film (2009).mkv", "poster.jpg", "fanart.jpg", "Film (2009)-thumb.jpg"]),
        ("Show", ["poster.jpg", "banner.jpg", "season01-poster.jpg", "fanart1.jpg"]),
        ("Author/Book", ["Book.epub", "cover.jpg", "metadata.opf"]),
        ("Film (2009)/extrafanart", ["fanart1.jpg", "x.jpg"]),
        ("WhatsApp Chat - Ben", ["STK-20210101-WA0001.webp", "00000015-STICKER-2019-02-04-10-14-12.webp"]),
        ("opt/notes/images", ["icon.png", "splash.png"]),
        ("docker/homepage/config/images", ["bg.jpg"]),
        ("Show/Scans/Vol.1", ["01.jpg", "02.jpg", "03.jpg"]),
        ("Album/Scans", ["front.jpg", "01.jpg", "Booklet 2.jpg"]),
        ("Photos/@eaDir/a.jpg", ["SYNOPHOTO_THUMB_M.jpg"]),
        ("DCIM/.thumbnails", ["1577934245000.jpg"]),
        ("#recycle/x", ["IMG_1234.JPG"]),
        ("Film (2009)/Film (2009).trickplay/320 - 10x10", ["0.jpg", "1.jpg"]),
        ("iPhoto Library.photolibrary/Previews/2012", ["IMG_0001.jpg"]),
        ("Photos Library.photoslibrary/scopes/x", ["IMG_0001.jpg"]),
        ("Film (2009)/chapters", ["Film (2009)_123.jpg"]),
        ("Show/Season 1", ["Show - S01E01.mp4", "Show - S01E01-thumb.jpg"]),
        ("x", ["Film.2009.1080p.BluRay.x264.mp4"]),
        ("x", ["notes.json", "readme.xmp"]),
        ("Boats", ["2021-03-04 - Planks [dQw4w9WgXc1].mp4", "2021-03-04 - Planks [dQw4w9WgXc1].jpg"]),
    ],
)
def test_artwork_and_what_systems_keep_are_no_photos(make: Any, path: str, names: list[str]) -> None:
    assert taken(make, names, path)[0] == []


def test_screens_of_a_phone_are_photos_though_releases_have_a_folder_of_that_name(make: Any) -> None:
    names = ["Screenshot_20200102-030405_Chrome.jpg", "Screen Shot 2016-07-08 at 9.10.11 AM.png"]
    assert taken(make, names, "Screens")[0] == sorted(names)
    assert taken(make, [*names, "screen0001.png"], "Screens")[0] == []


def test_in_a_folder_of_everything_only_what_cameras_name_is_taken(make: Any) -> None:
    names = ["Film (2009).mkv", "poster.jpg", "song.mp3", "IMG_1234.JPG", "VID_20200102_030405.mp4", "book.epub"]
    found, confidence = taken(make, names)
    assert found == ["IMG_1234.JPG", "VID_20200102_030405.mp4"]
    assert confidence > 0.85


def test_pages_are_hardly_photos(make: Any) -> None:
    assert taken(make, [f"{at:03}.jpg" for at in range(1, 30)], "Manga/Chapter 1")[1] < 0.3


def test_a_clip_of_any_name_is_a_photo_only_where_photos_are(make: Any) -> None:
    assert taken(make, ["Birthday.mp4"], "2020/2020-05-01 Party")[0] == ["Birthday.mp4"]
    assert taken(make, ["Birthday.mp4", "IMG_0001.JPG"], "x")[0] == ["Birthday.mp4", "IMG_0001.JPG"]
    assert taken(make, ["Birthday 2005.avi"], "Home Videos")[0] == ["Birthday 2005.avi"]
    assert taken(make, ["Heat.mp4"], "Heat")[0] == []


def test_a_show_of_a_day_is_no_clip_of_a_camera(make: Any) -> None:
    assert taken(make, ["The Late Desk - 2019-03-06 - Anna Berg.mkv"])[0] == []
    assert taken(make, ["2019-03-06 Anna.mp4"])[0] == ["2019-03-06 Anna.mp4"]


def test_hidden_and_empty_files_are_nothing(make: Any) -> None:
    assert taken(make, ["._IMG_1234.JPG", ".trashed-1600000000-IMG_1234.jpg", ".picasa.ini"])[0] == []


def test_what_was_made_of_a_file_belongs_to_it(make: Any) -> None:
    names = ["photo_1@03-02-2021_10-11-12.jpg", "photo_1@03-02-2021_10-11-12_thumb.jpg", "other_thumb.jpg"]
    found = claim(make.listing(names, "photos"))
    assert found
    assert found.files == (b"other_thumb.jpg", b"photo_1@03-02-2021_10-11-12.jpg")
    assert found.companions == (b"photo_1@03-02-2021_10-11-12_thumb.jpg",)


def test_on_the_card_of_a_camera_no_type_is_surer(make: Any) -> None:
    names = ["5A6B7C8D-1111-2222-3333-444455556666.JPG", "any.mov"]
    assert taken(make, names, "DCIM/102APPLE") == (names, 0.97)


def test_clips_among_photos_are_surer_photos_than_films(make: Any) -> None:
    assert taken(make, ["DSC_0001.JPG", "Pool.mp4", "Gelato.mov", "Sea.mp4"], "Fotos/2019 Italy")[1] > 0.75


def test_home_videos_are_surer_photos_than_films(make: Any) -> None:
    assert taken(make, ["First steps 2008.avi"], "home videos") == (["First steps 2008.avi"], 0.8)


def test_a_picture_called_as_its_folder_is_artwork_beside_artwork(make: Any) -> None:
    assert taken(make, ["Muse.jpg", "artist.jpg"], "Music/Muse")[0] == []
    assert taken(make, ["Muse.jpg"], "Music/Muse")[0] == ["Muse.jpg"]


def test_of_a_saved_page_only_what_a_camera_named_is_a_photo(make: Any) -> None:
    assert taken(make, ["logo.png", "IMG_0001.jpg"], "Article_files")[0] == ["IMG_0001.jpg"]


@pytest.mark.parametrize(
    "path",
    [
        "Takeout/Google Fotos/Papierkorb",
        "storage/cache/thumbnails/a",
        "thumbs/0a1b2c3d-1111-4222-8333-444455556666/0a",
        "data/appdata_ocabc/preview",
        "PRIVATE/M4ROOT/SUB",
        "Zuletzt gelöscht",
        "Takeout/Google フォト/ゴミ箱",
        "piwigo/_data/i/upload",
    ],
)
def test_nothing_is_taken_of_what_programs_keep_or_people_threw_away(make: Any, path: str) -> None:
    assert taken(make, ["IMG_0001.jpg"], path)[0] == []
