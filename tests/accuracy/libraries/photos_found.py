"""Libraries of photos whose classes were wrong when they were first seen: dates that people write, servers, exports."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from accuracy.truth import Tree, library

PHOTOS = "photos"
_UUID, _PHOTO = "0a1b2c3d-1111-4222-8333-444455556666", "1a1b2c3d-1111-4222-8333-444455556666"


def _takeout(tree: Tree, path: str, title: str, utc: str, **more: Any) -> None:
    stamp = int(dt.datetime.fromisoformat(f"{utc}+00:00").timestamp())
    tree.beside(path, text=json.dumps({"title": title, "photoTakenTime": {"timestamp": str(stamp)}, **more}))


@library("photos of other days", PHOTOS)
def folders_of_many_tongues(tree: Tree) -> None:
    """Days and months as people write them, in their own language."""
    for folder, date in (
        ("Oma 70. Geburtstag 12.5.1994", "1994-05-12"),
        ("Dezember 1991", "1991-12"),
        ("Konfirmation 3. Mai 1998", "1998-05-03"),
        ("Paris, May 3, 2016", "2016-05-03"),
        ("Madrid, 6 de julio de 2018", "2018-07-06"),
        ("Lyon, 7 août 2018", "2018-08-07"),
        ("2015年8月4日 京都", "2015-08-04"),
        ("2016년 5월", "2016-05"),
        ("Июль 2012", "2012-07"),
        ("2013/Август", "2013-08"),
        ("2010/03 - March", "2010-03"),
        ("posts/202005", "2020-05"),
        ("Dias/Kasten 12 (1974)", "1974"),
    ):
        tree.photo(f"{folder}/Bild.jpg", date, made={})


@library("photos of other days", PHOTOS)
def scans_of_old_prints(tree: Tree) -> None:
    """A scanner writes the day of the scan; the folder or the name tells that of the shot."""
    scan = {"digitized": "2015-03-04T20:00:00", "make": "EPSON", "model": "Perfection V600"}
    tree.photo("1962 Wedding/img001.jpg", "1962", made=scan)
    tree.photo("1978-07-14 lake.jpg", "1978-07-14", made=scan)
    tree.photo("Circus 1949.jpg", "1949", made=scan)
    tree.photo("ca 1935 - Grandma.jpg", "1935", made=scan)
    tree.photo("unknown.jpg", "2015-03-04", made=scan)
    tree.photo("IMG_20210304_050607.jpg", "2021-03-04T05:06:07", made={"taken": "2002-12-08T12:00:00"})


@library("photos of other days", PHOTOS)
def screens_of_many_tongues(tree: Tree) -> None:
    """Pictures and films of screens: a word of any language between day and clock, clocks of twelve hours."""
    for name, taken in (
        ("Captura de Tela 2020-01-03 às 10.11.12.png", "2020-01-03T10:11:12"),
        ("Schermafbeelding 2020-01-06 om 10.11.12.png", "2020-01-06T10:11:12"),
        ("Skærmbillede 2020-01-07 kl. 10.11.12.png", "2020-01-07T10:11:12"),
        ("Captura de pantalla 2020-01-05 a la(s) 10.11.12.png", "2020-01-05T10:11:12"),
        ("截屏2020-01-08 下午3.11.12.png", "2020-01-08T15:11:12"),
        ("스크린샷 2020-01-09 오후 3.11.12.png", "2020-01-09T15:11:12"),
        ("Снимок экрана 2020-01-11 в 15.11.12.png", "2020-01-11T15:11:12"),
        ("Screen_Recording_20200120-101112_Chrome.mp4", "2020-01-20T10:11:12"),
        ("screen-20200121-101112.mp4", "2020-01-21T10:11:12"),
        ("RPReplay_Final1577846472.MP4", "2020-01-01T02:41:12"),
    ):
        tree.work("photo", f"Screens of mine/{name}", made={}, date_taken=taken)


@library("photo exports", PHOTOS)
def takeout_with_a_bin(tree: Tree) -> None:
    """Takeout in German: a bin, edits, numbers in front of endings, times of the place in names."""
    home = "Takeout/Google Fotos/Fotos von 2018"
    tree.photo(f"{home}/Screenshot_20180102-101112.jpg", "2018-01-02T10:11:12", made={})
    _takeout(tree, f"{home}/Screenshot_20180102-101112.jpg.supplemental-.json", "", "2018-01-02T09:11:12")
    tree.photo(f"{home}/urlaub(1).jpg", "2018-06-03T09:00:00", made={})
    _takeout(tree, f"{home}/urlaub.jpg.supplemental-metadata(1).json", "urlaub.jpg", "2018-06-03T09:00:00")
    tree.beside("Takeout/Google Fotos/Papierkorb/IMG_9.jpg", taken="2018-01-01T01:01:01")
    _takeout(tree, "Takeout/Google Fotos/Papierkorb/IMG_9.jpg.json", "IMG_9.jpg", "2018-01-01T01:01:01", trashed=True)
    tree.photo("iCloud Photos/Photos/IMG_0001.JPG", "2021-06-01T10:00:00")
    tree.beside("iCloud Photos/Recently Deleted/IMG_0009.JPG", "iCloud Photos/Photos/Photo Details.csv")


@library("photo exports", PHOTOS)
def what_networks_give_back(tree: Tree) -> None:
    """Flickr's descriptions by number, what Snapchat lays over a picture, Telegram's small ones."""
    tree.photo("flickr/sunset_14000000001_o.jpg", "2014-05-01T20:00:00", made={})
    said = {"id": "14000000001", "name": "sunset", "date_taken": "2014-05-01 20:00:00", "photopage": "", "tags": []}
    tree.beside("flickr/photo_14000000001.json", text=json.dumps(said))
    tree.photo(f"memories/2021-04-05_{_UUID}-main.jpg", "2021-04-05", made={})
    tree.beside(f"memories/2021-04-05_{_UUID}-overlay.png")
    tree.photo("chat/photos/photo_1@03-02-2021_10-11-12.jpg", "2021-02-03T10:11:12", made={})
    tree.beside("chat/photos/photo_1@03-02-2021_10-11-12_thumb.jpg")
    tree.work("photo", "chat/video_files/video_2@04-02-2021_10-11-12.mp4", made={}, date_taken="2021-02-04T10:11:12")


@library("photo exports", PHOTOS)
def edits_of_developers(tree: Tree) -> None:
    """Edits as programs name them, documents of Photoshop, a copy somewhere else."""
    taken = "2019-05-04T10:00:00"
    for number, edit in enumerate(("-Enhanced-NR.dng", "_DxO.jpg", "-Edit-2.tif", ".psd", "_modified.jpg"), 1):
        tree.photo(f"Edits/IMG_300{number}.CR2", taken, f"Edits/IMG_300{number}{edit}", made={"taken": taken})
    tree.work("photo", frozenset({"Phone/IMG_0001.JPG", "Backup/Copy of IMG_0001.JPG"}), date_taken=taken)
    tree.make("Phone/IMG_0001.JPG", taken=taken)
    tree.write("Backup/Copy of IMG_0001.JPG", (tree.root / "Phone/IMG_0001.JPG").read_bytes())


@library("photos of servers")
def what_servers_keep(tree: Tree) -> None:
    """Immich, PhotoPrism and Nextcloud: people's own, and what the programs make of it."""
    tree.photo("immich/library/admin/2023/2023-05-01/IMG_0001.jpg", "2023-05-01T10:00:00")
    tree.photo(f"immich/upload/{_UUID}/1a/1b/{_PHOTO}.jpg", "2023-05-03T10:00:00")
    tree.beside(
        f"immich/thumbs/{_UUID}/1a/1b/{_PHOTO}-preview.jpeg",
        f"immich/encoded-video/{_UUID}/1a/1b/{_PHOTO}.mp4",
        f"immich/profile/{_UUID}/{_PHOTO}.jpg",
    )
    tree.photo("photoprism/originals/2023/05/20230502_101112_BBCD1234.heic", "2023-05-02T10:11:12")
    tree.beside(
        "photoprism/storage/cache/thumbnails/a/b/c/abcdef0123456789_720x720_fit.jpg",
        "photoprism/storage/sidecar/2023/05/20230502_101112_BBCD1234.heic.jpg",
    )
    tree.photo("nextcloud/data/anna/files/Photos/DSC_0001.JPG", "2018-05-01T10:11:12")
    tree.beside(
        "nextcloud/data/appdata_ocabc123/preview/0/1/2/123/1024-1024-max.jpg",
        "nextcloud/data/anna/files_trashbin/files/Alt.d1600000001/IMG_2.jpg",
    )


@library("phone and camera dumps")
def cards_and_phones(tree: Tree) -> None:
    """Clips of any name on cards and among photos, roles of a Pixel's files, small copies, notes that were spoken."""
    home = "DCIM/102APPLE"
    taken = {"taken": "2022-01-03T10:11:12"}
    tree.photo(f"{home}/IMG_2003.HEIC", "2022-01-03T10:11:12", f"{home}/IMG_E2003.HEIC", made=taken)
    tree.beside(f"{home}/IMG_2003.MOV", f"{home}/IMG_E2003.MOV", f"{home}/IMG_O2003.AAE")
    tree.photo(f"{home}/5A6B7C8D-1111-2222-3333-444455556666.JPG", made={})
    pixel = "DCIM/Camera/PXL_20230103_101112345"
    tree.photo(f"{pixel}.RAW-01.MP.COVER.jpg", "2023-01-03", f"{pixel}.RAW-02.ORIGINAL.dng", made=taken | _PIXEL)
    tree.photo("Fotos/2019 Italien/DSC_0001.JPG", "2019-07-01T10:00:00")
    tree.work("photo", "Fotos/2019 Italien/Pool.mp4", made={})
    tree.work("photo", "Home Videos/First steps 2008.avi", made={})
    tree.work("photo", "PhotoBooth/Movie on 5-3-12 at 10.11 AM.mov", made={})
    tree.photo("icloudpd/2021/05/01/IMG_0001.HEIC", "2021-05-01T10:00:00")
    tree.beside("icloudpd/2021/05/01/IMG_0001_HEVC.MOV")
    tree.work("photo", "Insta/VID_20230505_101112_00_001.insv", made={}, date_taken="2023-05-05")
    tree.beside("Insta/LRV_20230505_101112_11_001.insv")
    tree.work("photo", "PRIVATE/M4ROOT/CLIP/C0001.MP4", made={})
    tree.beside("PRIVATE/M4ROOT/SUB/C0001S03.MP4")


_PIXEL = {"taken": "2023-01-03T10:11:12", "make": "Google", "model": "Pixel 7"}


@library("artwork beside")
def artists_and_pages(tree: Tree) -> None:
    """Pictures of artists called as their folder, and those of a page that a browser saved."""
    tree.album("Muse", "Absolution", "Music/Muse/Absolution", "Intro|Apocalypse Please")
    tree.beside("Music/Muse/artist.jpg", "Music/Muse/Muse.jpg")
    tree.photo("Fotos/IMG_0001.JPG", "2019-01-02T10:00:00")
    tree.photo("Downloads/dog.jpg", made={})
    tree.beside("Downloads/Article_files/logo.png", "Downloads/Artikel-Dateien/ad.jpg", "Downloads/Article.html")
