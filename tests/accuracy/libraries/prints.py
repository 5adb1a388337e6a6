"""Libraries of books, comics and photos as programs and sites name them."""

from __future__ import annotations

import json

from accuracy.truth import Tree, library

PHOTOS, BOOKS, COMICS = "photos", "books", "comics"


@library("books of web sites", BOOKS)
def books_of_web_sites(tree: Tree) -> None:
    """Names that book sites give; the files say nothing."""
    tree.book("The Salt Almanac", "Ines Tamura", "The Salt Almanac (Ines Tamura) (z-lib.org).epub", made={})
    tree.book(
        "Low Country",
        "Piet de Groot",
        "(Lowlands 1) Piet de Groot - Low Country-Penguin (2015).epub",
        made={},
        series="Lowlands",
        index=1,
    )
    tree.book("Paper Tides", "Ines Tamura", "Ines Tamura - Paper Tides (retail) (v5.0).epub", made={})
    tree.book("Harbour Lights", "Tomas Arden", "Arden, Tomas - Harbour Lights (2003, Anchor).mobi", made={})
    tree.book("Das stille Ufer", "Karla Weiß", "Weiß, Karla - Das stille Ufer.epub", made={})
    tree.book("Ember", "Karla Weiß", "Karla Weiß - Hearth 01 - Ember.azw3", made={}, series="Hearth", index=1)


@library("books of programs", BOOKS)
def books_of_programs(tree: Tree) -> None:
    """Readarr, Kindle, Kobo and FictionBook archives."""
    tree.book("Low Country", "Piet de Groot", "Piet de Groot/Low Country (2015)/Low Country - Piet de Groot.epub")
    tree.book("The Salt Almanac", "Ines Tamura", "documents/Downloads/Items01/The Salt Almanac_B00ABCDEF1.azw3")
    tree.book("Paper Tides", "Ines Tamura", "Kobo/Tamura, Ines/Paper Tides.kepub.epub")
    tree.book("Ember", "Karla Weiß", "Karla Weiß/Hearth/01 Ember/Ember.epub", series="Hearth", index=1)
    tree.book("Cinder", "Karla Weiß", "Karla Weiß/Hearth/02 Cinder/Cinder.epub", series="Hearth", index=2)
    tree.beside("documents/My Clippings.txt", "Piet de Groot/Low Country (2015)/cover.jpg")


@library("books of web sites", BOOKS)
def books_by_surname(tree: Tree) -> None:
    """Names only: three habits, years, subtitles, translators."""
    tree.book("The Peat Year", "Nils Okafor", "Okafor, Nils - The Peat Year (2012) (epub).epub", made={}, year=2012)
    tree.book("Reed", "Nils Okafor", "Nils Okafor/Marsh 02 - Reed.epub", made={}, series="Marsh", index=2)
    tree.book(
        "Tern", "Ada Holm", "Ada Holm/Tern/Tern.epub", "Ada Holm/Tern/Tern.mobi", "Ada Holm/Tern/Tern.pdf", made={}
    )
    tree.book("Das Moor", "Karla Holm", "Bücher/H/Holm, Karla/Das Moor/Das Moor - Karla Holm.epub", made={})
    tree.book("Берег", "Иван Мор", "Мор Иван/Мор Иван - Берег.fb2", made={"title": "Берег", "authors": ["Иван Мор"]})


@library("books of web sites", BOOKS)
def books_by_topic(tree: Tree) -> None:
    """Folders of topics, authors by surname, dots and underscores, omnibus; formats in folders."""
    tree.book("Peat", "Nils Okafor", "Fiction/Okafor, Nils/Marsh/01 - Peat.epub", made={}, series="Marsh", index=1)
    tree.book("Tern", "Ada Holm", "ada_holm_-_tern.epub", made={"title": "Tern", "authors": ["Ada Holm"]})
    tree.book("Gull", "Ada Holm", "Ada Holm/Gull (2011)/epub/Gull.epub", "Ada Holm/Gull (2011)/pdf/Gull.pdf")
    tree.book("The Fen", "Ugo Falk", "The Fen by Ugo Falk.epub", made={})
    tree.book("Rail", "Ugo Falk", "[Ugo Falk] Rail.epub", made={})


@library("comics of programs", COMICS)
def comics_of_programs(tree: Tree) -> None:
    """Mylar's publishers, Kavita's specials, Tachiyomi's downloads."""
    tree.comic("Harbour Watch", "1", "Anchor Comics/Harbour Watch (2019)/Harbour Watch 001 (2019).cbz")
    tree.comic("Harbour Watch", "2", "Anchor Comics/Harbour Watch (2019)/Harbour Watch 002 (2019).cbz")
    tree.comic("Kumo no Niwa", "1", "manga/Kumo no Niwa/Kumo no Niwa Vol.01.cbz")
    tree.work("comic", "manga/Kumo no Niwa/Specials/Kumo no Niwa SP01.cbz", made={})
    for n in (1, 2):
        tree.comic("Umi Diary", str(n), f"Tachiyomi/downloads/MangaPlace (EN)/Umi Diary/Group_Chapter {n}/")
        tree.beside(
            *(f"Tachiyomi/downloads/MangaPlace (EN)/Umi Diary/Group_Chapter {n}/{p:03d}.jpg" for p in (1, 2, 3))
        )
    tree.comic("Ame Street", "3", "Ame Street/Ame Street Vol.1 Ch.3.cbz")
    tree.beside("Anchor Comics/Harbour Watch (2019)/cover.jpg", "Anchor Comics/Harbour Watch (2019)/series.json")


@library("comics of many countries", COMICS)
def albums_and_tankobon(tree: Tree) -> None:
    """Albums by number and title, Japanese ZIPs, webtoons."""
    for n, x in ((1, "Le port"), (2, "La mer")):
        tree.comic("Les Vagues", str(n), f"Les Vagues/{n:02d} - {x}.cbz")
    tree.comic("Der Hafen", "3", "Der Hafen/Der Hafen 03 - Die Mole.cbr")
    tree.comic("Il Molo", "7", "Il Molo/Il Molo 007 - La nebbia.cbz")
    tree.comic("ワンダ", "97", "ワンダ 第97巻.zip")
    tree.comic("星の庭", "2", "星の庭/第02巻.zip")
    tree.comic("星の庭", "1", "星の庭/第01巻.zip")
    tree.comic("长夜行", "1", "长夜行/第001话.cbz")
    tree.comic("长夜行", "2", "长夜行/第002话.cbz")
    tree.comic("Tower Song", "12", "Tower Song/Tower Song - Episode 12.cbz")
    tree.comic("Paper Moon", "1", "Paper Moon/Paper Moon 01 (of 04) (2011) (digital).cbz")


@library("comics of programs", COMICS)
def comics_of_stores(tree: Tree) -> None:
    """Names of scanners and stores."""
    for n in (1, 2):
        tree.comic("Marsh Ranger", str(n), f"Marsh Ranger (2020-)/Marsh Ranger (2020-) {n:03d} (2020) (digital).cbz")
    tree.comic("Kumo", "1", "Kumo/Kumo v01.zip")
    tree.comic("Kumo", "2", "Kumo/Kumo v02.zip")
    tree.comic("Numa", "5", "Numa/Numa c005 (web).cbz")
    tree.comic("Le Marais", "2", "Le Marais/Tome 2 - La brume.cbr")
    tree.comic("바람", "3", "바람/바람 03권.zip")
    tree.comic("Fen Tales", "4", "Comics/Fen Tales #4.pdf")
    tree.comic("Sagi", "10", "Sagi/Volume 10/")
    tree.beside(*(f"Sagi/Volume 10/{p:03d}.png" for p in (1, 2, 3)))


@library("comics of programs", COMICS)
def comics_of_servers(tree: Tree) -> None:
    """Kavita's and Komga's layouts, one-shots, doubles, chapters in folders of volumes."""
    tree.comic("Kumo", "1", "Kumo/Volume 1/Kumo - Chapter 001.cbz")
    tree.comic("Kumo", "2", "Kumo/Volume 1/Kumo - Chapter 002.cbz")
    tree.comic("Sagi", "3", "Sagi (2018)/Sagi (2018) - v03.cbz")
    tree.work("comic", "_oneshots/Red Crab (2015).cbz", made={})
    tree.comic("Numa", "1-2", "Numa v01-02 (2019).cbz")
    tree.comic("Fen Tales", "10", "Fen Tales/Fen Tales 10.cbz")
    tree.comic("Fen Tales", "9", "Fen Tales/Fen Tales 9.cbr")
    tree.comic("Le Marais", "5", "Le Marais/Le Marais - 05 - La pluie.cbr")
    tree.comic("Tower Song", "7", "Tower Song [Webtoon]/Ep. 7.cbz")


@library("photos of programs", PHOTOS)
def takeout_of_today(tree: Tree) -> None:
    """Takeout with supplemental metadata, an album that repeats a year's photo, a German folder."""
    h = "Takeout/Google Fotos/Fotos von 2016"
    tree.photo(f"{h}/IMG_2001.jpg", "2016-05-02T10:00:00", made={})
    tree.beside(
        f"{h}/IMG_2001.jpg.supplemental-metadata.json",
        text=json.dumps({"title": "IMG_2001.jpg", "photoTakenTime": {"timestamp": "1462183200"}}),
    )
    taken = "2016-05-03T10:00:00"
    names = {f"{h}/IMG_2002.jpg", "Takeout/Google Fotos/Lissabon/IMG_2002.jpg"}
    tree.work("photo", frozenset(names), date_taken=taken)
    tree.make(f"{h}/IMG_2002.jpg", taken=taken)
    tree.write("Takeout/Google Fotos/Lissabon/IMG_2002.jpg", (tree.root / f"{h}/IMG_2002.jpg").read_bytes())
    tree.beside(f"{h}/Metadaten.json", "Takeout/Google Fotos/Lissabon/Metadaten.json", text='{"title":"x"}')
    tree.beside("Takeout/archive_browser.html")


@library("photos of programs", PHOTOS)
def raw_and_jpeg_apart(tree: Tree) -> None:
    """RAW and JPEG in folders of their own, exports of a developer, virtual copies."""
    for n in (1, 2):
        k = f"2018-09-1{n}T17:20:0{n}"
        tree.photo(
            f"2018/2018-09 Alps/DSC_000{n}.NEF",
            k,
            f"2018/2018-09 Alps/DSC_000{n}.JPG",
            made={"taken": k, "make": "NIKON", "model": "D750"},
        )
    tree.photo("2020-01-01 New Year/IMG_5001.CR2", "2020-01-01T10:00:01", "2020-01-01 New Year/IMG_5001.CR2")
    tree.beside(
        "2020-01-01 New Year/IMG_5001.xmp",
        "2020-01-01 New Year/IMG_5001_01.CR2.xmp",
        text="<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
    )
    tree.photo(
        "Street/_DSC1234.ARW",
        "2021-04-02T11:00:00",
        made={"taken": "2021-04-02T11:00:00", "make": "SONY", "model": "ILCE-7M3"},
    )
    tree.photo("Scans/Negatives/roll12_03.tif", made={})
    tree.beside(
        "Lightroom/Lightroom Catalog.lrcat",
        "Lightroom/Lightroom Catalog Previews.lrdata/A/AB/x.lrprev",
        "2020-01-01 New Year/.dtrash/files/x.jpg",
    )


@library("photos of programs", PHOTOS)
def libraries_of_a_mac(tree: Tree) -> None:
    """iPhoto's and Lightroom's own trees."""
    h = "iPhoto Library.photolibrary"
    tree.photo(f"{h}/Masters/2012/05/06/20120506-101112/IMG_0001.JPG", "2012-05-06T10:11:12")
    tree.beside(
        f"{h}/Previews/2012/05/06/20120506-101112/abc/IMG_0001.jpg",
        f"{h}/Thumbnails/2012/05/06/20120506-101112/abc/IMG_0001_1024.jpg",
        f"{h}/Database/apdb/Library.apdb",
    )
    tree.photo("Pictures/2014/2014-02-03/_MG_0001.CR2", "2014-02-03T10:00:00")
    tree.beside(
        "Pictures/Lightroom Library.lrlibrary/Previews.lrdata/0/a.jpg",
        "Pictures/Lightroom/Lightroom Catalog Smart Previews.lrdata/0/a.dng",
    )


@library("phone and camera dumps", PHOTOS)
def names_of_phones(tree: Tree) -> None:
    """Names of phones, messengers and screens."""
    tree.photo("Camera/PANO_20190505_101010.jpg", "2019-05-05T10:10:10")
    tree.photo("Camera/IMG_20190505_101110_HDR.jpg", "2019-05-05T10:11:10")
    tree.photo("Camera/2019-05-06 10.11.12 HDR.jpg", "2019-05-06T10:11:12", made={})
    tree.photo("Camera/Photo 07-05-2019, 10 11 12.jpg", made={})
    tree.work("photo", "Camera/20190508_101112.mp4", made={}, date_taken="2019-05-08")
    tree.photo("Telegram/IMG_20190509_101112_123.jpg", "2019-05-09T10:11:12", made={})
    tree.photo("Desktop/Screen Shot 2019-05-10 at 10.11.12.png", "2019-05-10T10:11:12", made={})
    tree.photo("Desktop/Bildschirmfoto 2019-05-11 um 10.11.12.png", "2019-05-11T10:11:12", made={})
    tree.photo("Camera/00000IMG_00000_BURST20190512101112_COVER.jpg", "2019-05-12T10:11:12")
    tree.photo("Facebook/FB_IMG_1557655872000.jpg", made={})


@library("photos of programs", PHOTOS)
def photos_of_import_tools(tree: Tree) -> None:
    """Camera folders by import tools, edits, panoramas, raw beside jpeg with other case."""
    tree.photo("2022/2022-03/20220304_101010.heic", "2022-03-04T10:10:10")
    tree.photo("2022/03/04/IMG_1.JPG", "2022-03-04T11:10:10")
    tree.photo(
        "Import 2022-03-05/DSC_1234.NEF",
        "2022-03-05T10:00:00",
        "Import 2022-03-05/dsc_1234.jpg",
        made={"taken": "2022-03-05T10:00:00", "make": "NIKON", "model": "D750"},
    )
    tree.photo("Nokia/05032009012.jpg", "2009-03-05T10:00:00")
    tree.photo("iPad/Photo on 05-03-2012 at 10.11.jpg", made={})
    tree.photo("Wedding/Anna & Ben 0001.jpg", "2016-06-06T12:00:00")
    tree.photo("Wedding/Anna & Ben 0002.jpg", "2016-06-06T12:00:05")


@library("phones with everything", PHOTOS)
def camcorders(tree: Tree) -> None:
    """Cards of camcorders and of drones: clips, and what the camera keeps for itself."""
    for n in (0, 1):
        tree.work("photo", f"Card/PRIVATE/AVCHD/BDMV/STREAM/0000{n}.MTS", made={})
    tree.beside(
        "Card/PRIVATE/AVCHD/BDMV/INDEX.BDM",
        "Card/PRIVATE/AVCHD/BDMV/PLAYLIST/00000.MPL",
        "Card/PRIVATE/AVCHD/BDMV/CLIPINF/00000.CPI",
        "Card/PRIVATE/AVCHD/AVCHDTN/THUMB.TDT",
    )
    tree.work("photo", "Sony/PRIVATE/M4ROOT/CLIP/C0001.MP4", made={})
    tree.beside(
        "Sony/PRIVATE/M4ROOT/CLIP/C0001M01.XML",
        "Sony/PRIVATE/M4ROOT/THMBNL/C0001T01.JPG",
        "Sony/PRIVATE/M4ROOT/MEDIAPRO.XML",
    )
    tree.photo("DCIM/100MEDIA/DJI_0001.JPG", "2020-02-03T10:00:00")
    tree.work("photo", "DCIM/100MEDIA/DJI_0002.MP4", made={})
    tree.beside("DCIM/100MEDIA/DJI_0002.SRT", "DCIM/100MEDIA/DJI_0002.LRF")


@library("books of web sites", BOOKS)
def books_of_many_habits(tree: Tree) -> None:
    """Multi-format folders, author folders with dates, German and Russian titles, series with decimals."""
    tree.book("Gull", "Ada Holm", "Ada Holm (1950-2010)/Gull.epub", made={})
    tree.book("Watt", "Karla Holm", "Holm, Karla - Watt (2001).epub", made={}, year=2001)
    tree.book("Rail", "Ugo Falk", "Ugo Falk - [Track 2.5] - Rail.epub", made={}, series="Track", index=2.5)
    tree.book("Маяк", "Анна Морская", "Анна Морская - Маяк.fb2", made={"title": "Маяк", "authors": ["Анна Морская"]})
    tree.book("Tern", "Ada Holm", "Ada Holm/Birds/Birds 1 - Tern/Birds 1 - Tern.epub", made={}, series="Birds", index=1)


@library("comics of many countries", COMICS)
def comics_of_many_tongues(tree: Tree) -> None:
    """Years in folders, `Issue #`, French, Italian and Spanish, a series per publisher, chapters with decimals and volumes."""
    tree.comic("Crab Squad", "4", "Crab Squad Vol. 2 (2018)/Crab Squad Vol. 2 #004 (2018).cbz")
    tree.works[-1].fields.pop("series")
    tree.comic("Crab Squad Annual", "1", "Crab Squad Annual/Crab Squad Annual 01.cbz")
    tree.works[-1].fields.clear()
    tree.comic("La Mer", "3", "BD/La Mer/La Mer - Tome 3 - Le Phare.cbz")
    tree.comic("Il Porto", "12", "Fumetti/Il Porto/Il Porto n. 12.cbr")
    tree.comic("El Faro", "2", "El Faro/El Faro Nº 02.cbz")
    tree.comic("Umi", "10.5", "Umi/Umi Vol. 2 Ch. 10.5.cbz")
    tree.comic("Hana", "3", "[Author] Hana v03 [Digital].cbz")
    tree.comic("Reef", "1", "Reef/Reef Issue #1.cbz")


@library("phone and camera dumps", PHOTOS)
def names_of_more_phones(tree: Tree) -> None:
    """Whatsapp of iPhone, Google names, screenshots of desktops, burst of Samsung, EXIF only."""
    tree.photo("Android/IMG20220303101112.jpg", "2022-03-03T10:11:12")
    tree.photo("Xiaomi/IMG_20220303_101113_1.jpg", "2022-03-03T10:11:13")
    tree.photo("Samsung/20220303_101114_001.jpg", "2022-03-03T10:11:14")
    tree.photo("iPhone/0F1E2D3C-1111-2222-3333-444455556666.jpg", "2022-03-03T10:11:15")
    tree.photo("Drone/dji_fly_20220303_101116_0001.jpg", "2022-03-03T10:11:16")
    tree.work("photo", "WhatsApp/WhatsApp Video 2022-03-04 at 10.11.12.mp4", made={}, date_taken="2022-03-04")
    tree.photo("WhatsApp/WhatsApp Image 2022-03-04 at 10.11.13.jpeg", "2022-03-04T10:11:13", made={})
    tree.photo("Desktop/Screenshot from 2022-03-05 10-11-12.png", "2022-03-05T10:11:12", made={})
    tree.photo("Sony/DSC01234.JPG", "2022-03-06T10:00:00")


@library("comics of programs", "books,comics")
def comics_beside_books(tree: Tree) -> None:
    """Comics beside books."""
    tree.comic("Fen Tales", "3", "Comics/Fen Tales (2020)/Fen Tales #003.cbz")
    tree.comic("Kumo", "5", "Manga/Kumo/Kumo 05.cbz")
    tree.comic("Kumo", "6", "Manga/Kumo/Kumo, Vol. 06.cbz")
    tree.book("Tern", "Ada Holm", "Books/Holm, Ada/Tern.epub", "Books/Holm, Ada/Tern.azw3")
    tree.book("Gull", "Ada Holm", "Books/Holm, Ada/Gull - Ada Holm.mobi")
