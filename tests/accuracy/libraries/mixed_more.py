"""Disks, sticks and shares of all kinds of people, with all kinds of media on them."""

from __future__ import annotations

from typing import Any

from accuracy.truth import Tree, library


@library("all types mixed")
def reader_folder(tree: Tree) -> None:
    """All of one world in one folder."""
    h = "Marsh (Nils Okafor)"
    tree.book("Peat", "Nils Okafor", f"{h}/Marsh 01 - Peat.epub")
    tree.audiobook("Peat", "Nils Okafor", f"{h}/Marsh 01 - Peat.m4b")
    tree.book("Reed", "Nils Okafor", f"{h}/Marsh 02 - Reed.epub", f"{h}/Marsh 02 - Reed.mobi")
    tree.audiobook("Reed", "Nils Okafor", [f"{h}/Marsh 02 - Reed (Unabridged)/Reed - {n:02d}.mp3" for n in (1, 2, 3)])
    tree.comic("Marsh", "1", f"{h}/Comics/Marsh 001 (2015).cbz")
    tree.comic("Marsh", "2", f"{h}/Comics/Marsh 002 (2015).cbz")


@library("all types mixed")
def pdf_beside(tree: Tree) -> None:
    """Books read aloud with what came with them."""
    h = "Audiobooks/Ada Holm/Tern"
    tree.audiobook("Tern", "Ada Holm", f"{h}/Tern.m4b")
    tree.book("Tern", "Ada Holm", f"{h}/Tern.epub", f"{h}/Tern.mobi")
    tree.beside(f"{h}/Tern - Supplement.pdf", f"{h}/cover.jpg", f"{h}/metadata.json.bak", f"{h}/Tern.cue")
    h = "Audiobooks/Ugo Falk/Rail"
    tree.audiobook("Rail", "Ugo Falk", [f"{h}/CD {d}/{n:02d}.mp3" for d in (1, 2) for n in (1, 2, 3)], made={})
    tree.beside(f"{h}/booklet.pdf", f"{h}/cover.jpg", f"{h}/Scans/front.jpg", f"{h}/Scans/back.jpg")


@library("all types mixed")
def a_child_s_share(tree: Tree) -> None:
    """A child's tablet and share."""
    tree.audiobook(
        "Der Leuchtturm",
        "",
        [f"Kinder/Hörspiele/Die drei Anker/001 - Der Leuchtturm/{k:02d}.mp3" for k in (1, 2, 3)],
        made={"album": "Der Leuchtturm", "artist": "Die drei Anker", "genre": "Hörspiel"},
    )
    tree.album(
        "Rolf Lerche",
        "Lieder vom Meer",
        "Kinder/Kinderlieder/Rolf Lerche - Lieder vom Meer",
        "Welle|Wind",
        ending="mp3",
    )
    tree.film("Der kleine Reiher", 2009, "Kinder/Filme/Der kleine Reiher (2009).mp4")
    tree.episode("Kork und Co", "1x3", "Kinder/Serien/Kork und Co/Staffel 1/Kork und Co S01E03.mp4")
    tree.book("Das Wattbuch", "Karla Holm", "Kinder/Bücher/Karla Holm - Das Wattbuch.epub")
    tree.photo("Tablet/DCIM/Camera/20200101_101010.jpg", "2020-01-01T10:10:10")
    tree.beside("Tablet/Android/data/com.toy/files/a.png", "Tablet/Notifications/x.mp3")


@library("all types mixed")
def a_band_s_folder(tree: Tree) -> None:
    """A band's folder."""
    tree.album(
        "The Rooms",
        "Demo 2019",
        "Band/Aufnahmen/Demo 2019",
        "Dust|Beam",
        ending="wav",
        tags=None,
        parents=["The Rooms", "Demo 2019"],
    )
    for w in tree.works:
        w.fields.pop("parents")
    tree.photo("Band/Fotos/Gig Oslo/IMG_0001.JPG", "2019-07-05T12:30:00")
    tree.work("photo", "Band/Fotos/Gig Oslo/MVI_0002.MOV", made={})
    tree.beside(
        "Band/Projekte/Dust/Dust.rpp",
        "Band/Projekte/Dust/Dust.rpp-bak",
        "Band/Noten/Dust.mscz",
        "Band/Texte/Dust.docx",
        "Band/Projekte/Dust/peaks/a.reapeaks",
    )


@library("all types mixed")
def cards_of_a_photographer(tree: Tree) -> None:
    """Cards with clips, catalogues, previews."""
    h = "2019/2019-05-12 Wedding"
    tree.photo(f"{h}/DSC_0001.JPG", "2019-05-12T12:30:00")
    tree.work("photo", f"{h}/PRIVATE/M4ROOT/CLIP/C0001.MP4", made={})
    tree.work("photo", f"{h}/GoPro/DCIM/100GOPRO/GX010001.MP4", made={})
    tree.work("photo", f"{h}/DJI_0005.MP4", made={})
    tree.beside(
        f"{h}/PRIVATE/M4ROOT/THMBNL/C0001T01.JPG",
        f"{h}/PRIVATE/M4ROOT/CLIP/C0001M01.XML",
        f"{h}/GoPro/DCIM/100GOPRO/GX010001.THM",
        f"{h}/GoPro/DCIM/100GOPRO/GL010001.LRV",
        f"{h}/DJI_0005.SRT",
        "Lightroom/Katalog Previews.lrdata/0/0A1B/x.lrprev",
        "Lightroom/Katalog.lrcat",
        f"{h}/CaptureOne/Cache/Thumbnails/x.cot",
        f"{h}/.picasa.ini",
        f"{h}/[Originals]/x.ini",
        "Lightroom/Katalog Smart Previews.lrdata/a.dng",
    )


@library("all types mixed")
def one_usb_stick(tree: Tree) -> None:
    """A stick with everything flat, short and long names."""
    tree.film("Heron Bay", 2011, "Heron Bay 2011.avi")
    tree.episode("The Harbour", "2x3", "The Harbour 2x03.avi")
    tree.audiobook("Tern", "Ada Holm", [f"Ada Holm - Tern - Kapitel {n:02d}.mp3" for n in range(1, 5)], made={})
    tree.book("Low Country", "Piet de Groot", "Low Country - Piet de Groot.epub")
    tree.photo("IMG_20190705_123000.jpg", "2019-07-05T12:30:00")
    tree.comic("Fen Tales", "1", "Fen Tales 01.cbr")
    tree.beside(
        "autorun.inf",
        "LOST.DIR/1",
        "System Volume Information/x",
        "setup.exe",
        "WinRAR.exe",
        ".Spotlight-V100/a",
        "FOUND.000/FILE0000.CHK",
    )


"audiobooks"


@library("all types mixed")
def shares_of_qnap(tree: Tree) -> None:
    """A QNAP with its folders."""
    tree.film("Salt Road", 2010, "Multimedia/Movies/Salt Road (2010).mkv")
    tree.album("Jonas Wick", "Ropes", "Multimedia/Music/Jonas Wick/Ropes", "Knot|Splice", ending="mp3")
    tree.audiobook(
        "Ember", "Ines Tamura", "Multimedia/Audiobooks/Ines Tamura/Ember (Unabridged)/Ember (Unabridged).mp3", made={}
    )
    tree.photo("Multimedia/Photos/2016/IMG_0003.JPG", "2016-03-03T10:00:00")
    tree.beside(
        "Multimedia/Photos/2016/.@__thumb/s100IMG_0003.JPG",
        "Multimedia/@Recycle/x.mkv",
        "Multimedia/.@upload_cache/x.jpg",
        "Multimedia/@Recently-Snapshot/GMT+01_2020-01-01_0000/Movies/Salt Road (2010).mkv",
        "Container/container-station-data/lib/docker/overlay2/abc/diff/usr/share/icons/a.png",
        "Container/container-station-data/lib/docker/volumes/jf/_data/metadata/library/a/b/poster.jpg",
        "Web/images/logo.gif",
        "Download/.incomplete/a.mkv",
        "Recordings/.tmp/a.ts",
        ".qpkg/MediaSign/icon.gif",
        ".antivirus/a.png",
    )


@library("all types mixed")
def a_teacher_s_disk(tree: Tree) -> None:
    """A teacher's disk."""
    tree.album("The Rooms", "Attic", "Schule/Musik/The Rooms - Attic", "Dust|Beam", ending="mp3")
    tree.film("Night Bus", 1995, "Schule/Filme/Night Bus (1995).mp4")
    tree.book("Das Watt", "Karla Holm", "Schule/Deutsch/Lektüre/Karla Holm - Das Watt.epub")
    tree.audiobook(
        "Das Watt",
        "Karla Holm",
        [f"Schule/Deutsch/Lektüre/Das Watt (Hörbuch)/Kapitel {n:02d}.mp3" for n in (1, 2, 3)],
        made={"album": "Das Watt", "artist": "Karla Holm"},
    )
    tree.photo("Schule/Fotos/Klassenfahrt 2018/IMG_0001.JPG", "2018-05-05T10:00:00")
    tree.beside(
        "Schule/Englisch/Worksheet 1.docx",
        "Schule/Noten.xlsx",
        "Schule/Tafelbilder/x.notebook",
        "Schule/Moodle/backup.mbz",
    )


@library("all types mixed")
def a_box_with_kodi(tree: Tree) -> None:
    """A box with its own data beside media."""
    tree.film("Salt Road", 2010, "videos/Movies/Salt Road (2010)/Salt Road (2010).mkv")
    tree.episode("Copper Hill", "1x1", "videos/TV/Copper Hill/S01/Copper Hill S01E01.mkv")
    tree.audiobook("Crake", "Ugo Falk", [f"audiobooks/Ugo Falk/Crake/Crake - {n:03d}.mp3" for n in (1, 2, 3)], made={})
    tree.beside(
        ".kodi/addons/skin.x/media/a.png",
        ".kodi/userdata/Thumbnails/a/a1.jpg",
        "storage/.kodi/addons/x/icon.png",
        "kodi/addons/plugin.video.x/resources/fanart.jpg",
        "kodi/addons/plugin.video.x/addon.xml",
        "kodi/addons/plugin.video.x/icon.png",
        "kodi/userdata/Thumbnails/Video/0/0a.tbn",
        "videos/Movies/Salt Road (2010)/Salt Road (2010)-poster.jpg",
        "screenshots/x.txt",
    )


@library("all types mixed")
def all_of_an_author(tree: Tree) -> None:
    """Everything of one author in a folder of the author."""
    h = "Media/Ines Tamura"
    tree.book("Ember", "Ines Tamura", f"{h}/Ember.epub", f"{h}/Ember.azw3")
    tree.audiobook("Ember", "Ines Tamura", f"{h}/Ember.m4b")
    tree.audiobook("Cinder", "Ines Tamura", [f"{h}/Cinder (Audiobook)/Cinder Part {n}.mp3" for n in (1, 2)])
    tree.film("Ember", 2015, f"{h}/Ember (2015).mkv")
    tree.comic("Ember", "1", f"{h}/Ember 01 (of 02) (2016).cbz")
    tree.beside(f"{h}/Ember (2015).srt", f"{h}/folder.jpg")


@library("all types mixed")
def plays_and_songs_of_radio(tree: Tree) -> None:
    """Radio plays, readings and songs of one broadcaster in one share."""
    tree.audiobook(
        "Der Lotse",
        "Karla Holm",
        [f"Audio/Hörspiele/Karla Holm - Der Lotse (NDR 1987)/Der Lotse - Teil {n}.mp3" for n in (1, 2)],
        made={},
    )
    tree.audiobook("Die Boje", "Karla Holm", "Audio/Hörspiele/Karla Holm - Die Boje (Hörspiel).mp3", made={})
    tree.album("Jonas Wick", "Ropes", "Audio/Musik/Jonas Wick - Ropes (2003)", "Knot|Splice", ending="mp3", year=2003)
    tree.audiobook(
        "Ember",
        "Ines Tamura",
        [f"Audio/Lesungen/Ines Tamura - Ember/Folge {n:02d}.mp3" for n in range(1, 5)],
        made={"album": "Ember", "artist": "Ines Tamura", "genre": "Hörbuch"},
    )


@library("all types mixed")
def books_and_readings_of_one_release(tree: Tree) -> None:
    """E-books and audiobooks in one release."""
    h = "Nils Okafor - Marsh Series (Books 1-2) EPUB + Audiobook"
    for n, x in ((1, "Peat"), (2, "Reed")):
        tree.book(x, "Nils Okafor", f"{h}/Ebooks/Nils Okafor - [Marsh {n:02d}] - {x}.epub")
        tree.audiobook(
            x, "Nils Okafor", [f"{h}/Audiobooks/{n:02d} - {x}/{k:02d} - {x}.mp3" for k in (1, 2, 3)], made={}
        )
    tree.beside(f"{h}/cover.jpg", f"{h}/info.txt")


@library("download folders")
def torrent_client(tree: Tree) -> None:
    """Complete and incomplete of several clients."""
    tree.audiobook(
        "Tern",
        "Ada Holm",
        [f"downloads/complete/Ada Holm - Tern [Audiobook] [64kbps]/{n:02d} - Tern.mp3" for n in range(1, 5)],
        made={},
    )
    tree.film(
        "Heron Bay",
        2011,
        "downloads/complete/Heron.Bay.2011.720p.BluRay.x264-GRP/Heron.Bay.2011.720p.BluRay.x264-GRP.mkv",
    )
    tree.book(
        "Low Country",
        "Piet de Groot",
        "downloads/complete/Piet de Groot - Low Country [epub]/Piet de Groot - Low Country.epub",
    )
    tree.album("The Rooms", "Attic", "downloads/complete/The Rooms - Attic (1999) [FLAC]", "Dust|Beam")
    tree.comic("Fen Tales", "3", "downloads/complete/Fen Tales (1-3)/Fen Tales 003 (2020).cbz")
    tree.beside(
        "downloads/incomplete/Half/half.mkv",
        "downloads/.incomplete/Half2/half.mp3",
        "downloads/complete/X/.unwanted/Moor.2001.mkv",
        "downloads/complete/~uTorrentPartFile_1A2B.dat",
        "downloads/temp/Moor.2001.mkv.!ut",
        "downloads/complete/The Rooms - Attic (1999) [FLAC]/03 - Gone.flac.part",
        "downloads/complete/Moor.2001.mkv.bc!",
        "emule/Temp/001.part",
        "emule/Temp/001.part.met",
        "jd/Moor.part1.rar.part",
        "downloads/torrents/a.torrent",
        "downloads/complete/Ada Holm - Tern [Audiobook] [64kbps]/Torrent downloaded from x.txt",
    )


@library("download folders")
def downloads_of_years(tree: Tree) -> None:
    """Downloads of years: installers, saved pages, attachments, all media."""
    d = "Downloads"
    tree.film("Night Bus", 1995, f"{d}/Night.Bus.1995.DVDRip.XviD-GRP/night.bus.avi")
    tree.audiobook("Crake", "Ugo Falk", f"{d}/Crake by Ugo Falk.m4b", made={})
    tree.audiobook(
        "Rail", "Ugo Falk", [f"{d}/Ugo Falk - Rail (Unabridged)/Rail {n:02d}.mp3" for n in range(1, 4)], made={}
    )
    tree.book("Peat", "Nils Okafor", f"{d}/Peat by Nils Okafor (z-lib.org).epub")
    tree.track("Knot", f"{d}/Jonas Wick - Knot (Official Video).mp3", made={"title": "Knot", "artist": "Jonas Wick"})
    tree.comic("Fen Tales", "9", f"{d}/Fen Tales 009 (2021) (Digital) (Zone-Empire).cbr")
    tree.photo(f"{d}/IMG_1234.JPG", "2017-03-03T10:00:00")
    tree.beside(
        f"{d}/vlc-3.0-win64.exe",
        f"{d}/Rechnung_files/logo.png",
        f"{d}/Rechnung.html",
        f"{d}/archive.7z",
        f"{d}/ubuntu-22.04.iso.torrent",
        f"{d}/driver/setup.exe",
        f"{d}/driver/img/step1.jpg",
        f"{d}/driver/data1.cab",
        f"{d}/theme-master/package.json",
        f"{d}/theme-master/assets/bg.jpg",
        f"{d}/font/preview.png",
        f"{d}/font/Moor.ttf",
    )


@library("links")
def seeded_links(tree: Tree) -> None:
    """Hard links between what is seeded and what is shelved, loops."""

    def pair(kind: str, a: str, b: str, made: dict[str, Any] | None = None, **f: Any) -> None:
        tree.work(kind, frozenset({a, b}), **f)
        tree.make(a, **(made or {}))
        tree.hard_link(b, a)

    pair(
        "audiobook",
        "torrents/Ada Holm - Tern (2014) [M4B]/Tern.m4b",
        "media/audiobooks/Ada Holm/Tern/Tern.m4b",
        made={"title": "Tern", "album": "Tern", "artist": "Ada Holm"},
        title="Tern",
        authors=["Ada Holm"],
    )
    pair(
        "movie",
        "torrents/Heron.Bay.2011.1080p.BluRay.x264-GRP/heron.bay.2011.1080p.bluray.x264-grp.mkv",
        "media/movies/Heron Bay (2011)/Heron Bay (2011) Bluray-1080p.mkv",
        title="Heron Bay",
        year=2011,
    )
    pair(
        "book",
        "torrents/Piet de Groot - Low Country (epub)/Low Country.epub",
        "media/books/Piet de Groot/Low Country (3)/Low Country - Piet de Groot.epub",
        made={"title": "Low Country", "authors": ["Piet de Groot"]},
        title="Low Country",
    )
    tree.link("media/audiobooks/Ada Holm/all", "../../audiobooks")
    tree.link("media/loop", ".")
    tree.link("torrents/gone.m4b", "nowhere.m4b")


@library("all types mixed")
def a_parish(tree: Tree) -> None:
    """A parish: choir, sermons as albums, photos, leaflets."""
    tree.album("Kantorei Watt", "Advent 2018", "Gemeinde/Chor/Kantorei Watt/Advent 2018", "Nacht|Licht", ending="mp3")
    tree.photo("Gemeinde/Fotos/2019 Sommerfest/DSC_0001.JPG", "2019-07-07T10:00:00")
    tree.film("Der Fluss", 2001, "Gemeinde/Filmabend/Der Fluss (2001).mp4")
    tree.audiobook(
        "Das Licht",
        "Karla Holm",
        [f"Gemeinde/Hörbücher/Karla Holm - Das Licht/{n:02d} Kapitel {n}.mp3" for n in (1, 2)],
        made={},
    )
    tree.beside(
        "Gemeinde/Gemeindebrief/2019-01.docx",
        "Gemeinde/Liedblätter/a.pptx",
        "Gemeinde/Website/index.html",
        "Gemeinde/Website/css/a.css",
        "Gemeinde/Website/bilder/kirche.jpg",
    )


@library("all types mixed")
def a_stick_for_a_car(tree: Tree) -> None:
    """A stick for a car: songs and a book, flat folders."""
    tree.album("The Rooms", "Attic", "01 The Rooms - Attic", "Dust|Beam", ending="mp3")
    tree.audiobook(
        "Gull",
        "Ada Holm",
        [f"02 Ada Holm - Gull (Hörbuch)/{n:03d} Gull.mp3" for n in (1, 2, 3)],
        made={"album": "Gull", "artist": "Ada Holm", "genre": "Audiobook"},
    )
    tree.audiobook(
        "Die Mole",
        "",
        [f"03 Hörspiele/Die drei Anker - 012 - Die Mole/{n:02d}.mp3" for n in (1, 2, 3)],
        made={},
        series="Die drei Anker",
        index=12,
    )
    tree.beside("System Volume Information/x", "Android/x.txt")


@library("all types mixed")
def backups_of_backups(tree: Tree) -> None:
    """Backups of backups beside media."""
    tree.film("Salt Road", 2010, "Media/Movies/Salt Road (2010).mkv")
    tree.audiobook("Gull", "Ada Holm", "Media/Audiobooks/Ada Holm/Gull.m4b")
    tree.beside(
        "Backups.backupdb/x/2020-01-01-000000/HD/Movies/Salt Road (2010).mkv",
        ".stversions/Media/Movies/Salt Road (2010)~20200101-101010.mkv",
        "#snapshot/a/Media/Audiobooks/Ada Holm/Gull.m4b",
        "$RECYCLE.BIN/S-1-5/$R1.mp3",
        "Media/Movies/@eaDir/Salt Road (2010).mkv/SYNOVIDEO.jpg",
        "lost+found/#123.mp3",
        ".Trash-1000/files/a.epub",
        "@Recycle/b.cbz",
    )
