"""Libraries of photos: phones, cameras, exports and messengers."""

from __future__ import annotations

import json

from accuracy.truth import Tree, library

PHOTOS = "photos"


@library("phone and camera dumps", PHOTOS)
def phone_of_one_maker(tree: Tree) -> None:
    """DCIM of a phone: live photos, edits, screenshots, videos."""
    home = "DCIM/100APPLE"
    for number in (1, 2):
        tree.photo(f"{home}/IMG_000{number}.JPG", f"2021-07-0{number}T12:30:15")
    tree.photo(f"{home}/IMG_0003.HEIC", "2021-07-03T09:00:00")
    tree.beside(f"{home}/IMG_0003.MOV", f"{home}/IMG_0002.AAE")
    tree.photo(f"{home}/IMG_0004.PNG")
    tree.work("photo", f"{home}/IMG_0005.MOV", made={})


@library("phone and camera dumps", PHOTOS)
def phone_of_many_makers(tree: Tree) -> None:
    """Android: times in names, motion photos, screenshots, messengers, thumbnails."""
    tree.photo("DCIM/Camera/20200305_081500.jpg", "2020-03-05T08:15:00")
    tree.photo("DCIM/Camera/IMG_20200306_101112.jpg", "2020-03-06T10:11:12")
    tree.photo(
        "DCIM/Camera/PXL_20210704_140503123.MP.jpg",
        "2021-07-04T14:05:03",
        made={"taken": "2021-07-04T14:05:03", "motion": True},
    )
    tree.photo("Pictures/Screenshots/Screenshot_20200401-120000.png", "2020-04-01T12:00:00", made={})
    tree.photo("WhatsApp/Media/WhatsApp Images/IMG-20190512-WA0003.jpg", "2019-05-12", made={})
    tree.photo("WhatsApp/Media/WhatsApp Images/Sent/IMG-20190513-WA0001.jpg", "2019-05-13", made={})
    tree.work("photo", "DCIM/Camera/VID_20200307_111213.mp4", made={}, date_taken="2020-03-07")
    tree.beside("DCIM/.thumbnails/1581.jpg", ".thumbnails/x.jpg", "DCIM/Camera/.nomedia")


@library("phone and camera dumps", PHOTOS)
def camera_cards(tree: Tree) -> None:
    """RAW and JPEG of one shot, bursts, sidecars, the camera's own files."""
    for number in (1, 2):
        taken = f"2018-09-1{number}T17:20:0{number}"
        tree.photo(
            f"DCIM/100CANON/IMG_100{number}.JPG", taken, f"DCIM/100CANON/IMG_100{number}.CR2", made={"taken": taken}
        )
    tree.beside("DCIM/100CANON/IMG_1001.CR2.xmp", text="<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    tree.photo("DCIM/100CANON/IMG_1003.DNG", "2018-09-13T08:00:00")
    for number in range(3):
        taken = f"2018-09-14T10:00:0{number}"
        tree.photo(f"DCIM/101CANON/IMG_110{number}.JPG", taken)
    tree.beside("MISC/AUTPRINT.MRK", "DCIM/100CANON/MVI_1004.THM")
    tree.photo(
        "Lisbon/DSC00042.ARW",
        "2017-04-02T11:00:00",
        "Lisbon/DSC00042.JPG",
        made={"taken": "2017-04-02T11:00:00", "make": "SONY", "model": "ILCE-7M3"},
    )


@library("photo exports", PHOTOS)
def takeout(tree: Tree) -> None:
    """Google Takeout: a JSON beside each photo, which knows the time where the photo does not."""
    home = "Takeout/Google Photos/Photos from 2016"
    tree.photo(f"{home}/IMG_2001.jpg", "2016-05-01T10:00:00")
    tree.photo(f"{home}/scan0001.jpg", "2016-05-02T10:00:00", made={})
    for name, stamp in (("IMG_2001.jpg.json", 1462096800), ("scan0001.jpg.json", 1462183200)):
        text = json.dumps({"title": name.removesuffix(".json"), "photoTakenTime": {"timestamp": str(stamp)}})
        tree.beside(f"{home}/{name}", text=text)
    tree.photo(
        f"{home}/IMG_2002.jpg",
        "2016-05-03T10:00:00",
        f"{home}/IMG_2002-edited.jpg",
        made={"taken": "2016-05-03T10:00:00"},
    )
    tree.beside(f"{home}/metadata.json", text='{"title": "Photos from 2016"}')


@library("photo exports", PHOTOS)
def albums_of_years(tree: Tree) -> None:
    """Photos by year and occasion, cameras with a factory date, scans by name, the same photo in two albums."""
    tree.photo("2015/2015-08 Lisbon/DSC_0001.JPG", "2015-08-04T14:00:00")
    tree.photo(
        "2015/2015-08 Lisbon/DSC_0002.JPG",
        "2015-08-04T14:00:00",
        made={"taken": "2015-08-04T14:00:00", "fraction": "50"},
    )
    tree.photo("2015/Birthday/1995-06-12 garden.jpg", "1995-06-12", made={})
    taken = "2015-12-24T19:00:00"
    tree.work("photo", frozenset({"2015/Christmas/IMG_0101.jpg", "Best of 2015/IMG_0101.jpg"}), date_taken=taken)
    tree.make("2015/Christmas/IMG_0101.jpg", taken=taken)
    tree.write("Best of 2015/IMG_0101.jpg", (tree.root / "2015/Christmas/IMG_0101.jpg").read_bytes())
    tree.beside(
        "2015/Christmas/Thumbs.db", "2015/Christmas/.picasa.ini", "2015/Christmas/.picasaoriginals/IMG_0101.jpg"
    )


@library("phone and camera dumps", PHOTOS)
def names_of_many_programs(tree: Tree) -> None:
    """What messengers, phones and programs call pictures: the time stands in the name."""
    tree.photo("Telegram/photo_2021-03-01_12-00-00.jpg", "2021-03-01T12:00:00", made={})
    tree.photo("Signal/signal-2021-03-02-130000.jpg", "2021-03-02T13:00:00", made={})
    tree.photo("Samsung/20190705_123000(0).jpg", "2019-07-05T12:30:00")
    tree.photo("Pixel/PXL_20201231_235959999.NIGHT.jpg", "2020-12-31T23:59:59")
    tree.photo("Screenshots/Screenshot_2020-04-01-12-00-00-123_com.example.jpg", "2020-04-01T12:00:00", made={})
    tree.work("photo", "WhatsApp/VID-20190512-WA0001.mp4", made={}, date_taken="2019-05-12")
    tree.photo("Dropbox/2018-05-06 07.08.09.jpg", "2018-05-06T07:08:09", made={})


@library("phone and camera dumps", PHOTOS)
def live_and_edited(tree: Tree) -> None:
    """JPEG live photos, edits that a phone keeps beside the shot, action cameras with small copies."""
    tree.photo("DCIM/101APPLE/IMG_1001.JPG", "2020-02-02T10:00:00")
    tree.beside("DCIM/101APPLE/IMG_1001.MOV")
    tree.photo(
        "DCIM/101APPLE/IMG_1002.JPG",
        "2020-02-02T11:00:00",
        "DCIM/101APPLE/IMG_E1002.JPG",
        made={"taken": "2020-02-02T11:00:00"},
    )
    tree.work("photo", "DCIM/100GOPRO/GH010001.MP4", made={})
    tree.beside("DCIM/100GOPRO/GH010001.THM", "DCIM/100GOPRO/GL010001.LRV")
    tree.photo("DCIM/100GOPRO/GOPR0002.JPG", "2020-02-03T10:00:00")


@library("photo exports", PHOTOS)
def scans_and_factory_dates(tree: Tree) -> None:
    """Scans named by their year, a camera whose clock was never set, sidecars of a RAW developer."""
    tree.photo("Scans/1978 summer/1978-07-14 lake.jpg", "1978-07-14", made={})
    tree.photo(
        "2003/2003-05-17 Garden/DSC00001.JPG",
        "2003-05-17",
        made={"taken": "2000-01-01T00:00:00", "make": "SONY", "model": "DSC-P9"},
    )
    tree.photo(
        "2016/DSC_0001.NEF",
        "2016-06-01T12:00:00",
        made={"taken": "2016-06-01T12:00:00", "make": "NIKON", "model": "D750"},
    )
    tree.beside("2016/DSC_0001.xmp", text="<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
