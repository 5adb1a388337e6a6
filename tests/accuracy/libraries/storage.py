"""What lies between the media on a NAS: recycle bins, snapshots, thumbnails, links, half files, names that are no text."""

from __future__ import annotations

import os

from accuracy.truth import Tree, library

FILMS, MUSIC, PHOTOS, TV = "movies", "music", "photos", "tv"
BINS = ("#recycle", "@Recycle", "$RECYCLE.BIN", ".Trash-1000", ".Trashes", "RECYCLER")
SNAPSHOTS = ("#snapshot", ".snapshots", ".snapshot", ".zfs/snapshot/daily", "~snapshot", "@Recently-Snapshot")
OTHERS = (
    "@eaDir", ".@__thumb", "lost+found", "System Volume Information", ".AppleDouble", ".stversions", ".sync/Archive", ".thumbnails",
    "@tmp", ".Spotlight-V100", ".git", ".cache",
)  # fmt: skip  # a table


@library("recycle bins and thumbnails of NAS systems")
def nas_of_every_maker(tree: Tree) -> None:
    """Films, songs, photos and books, with what Synology, QNAP, Windows and macOS put between them."""
    tree.film("Heron Bay", 2011, "video/Heron Bay (2011)/Heron Bay (2011).mkv")
    tree.film("Salt Road", 2010, "video/Salt Road (2010)/Salt Road (2010).mkv")
    tree.episode("The Harbour", "1x1", "video/The Harbour/Season 1/The Harbour - S01E01.mkv")
    tree.album(
        "Mira Halloran", "Paper Lanterns", "music/Mira Halloran/Paper Lanterns", "First Light|Salt", ending="mp3"
    )
    tree.photo("photo/2019/IMG_0001.jpg", "2019-07-05T12:30:00")
    tree.photo("photo/2019/IMG_0002.jpg", "2019-07-05T12:31:00")
    tree.book("Low Country", "Piet de Groot", "books/Piet de Groot - Low Country.epub")
    for folder in (*BINS, *SNAPSHOTS, *OTHERS):
        tree.beside(
            f"{folder}/Old Film (1999).mkv",
            f"{folder}/IMG_9999.jpg",
            f"{folder}/Old Song.mp3",
            f"{folder}/Old Book.epub",
        )
        tree.beside(f"video/{folder}/Heron Bay (2011).mkv")
    tree.beside(
        "photo/2019/@eaDir/IMG_0001.jpg/SYNOPHOTO_THUMB_XL.jpg", "photo/2019/@eaDir/IMG_0001.jpg@SynoEAStream",
        "photo/2019/.@__thumb/s100IMG_0001.jpg", "photo/2019/Thumbs.db", "photo/2019/.DS_Store", "photo/2019/._IMG_0001.jpg",
        "music/Mira Halloran/Paper Lanterns/._01 - First Light.mp3", "video/.DS_Store", "video/desktop.ini", ".stfolder/marker",
    )  # fmt: skip


@library("recycle bins and thumbnails of NAS systems", FILMS)
def bins_of_films(tree: Tree) -> None:
    """Deleted films, and films with titles that look like a bin."""
    tree.film("The Snapshot", 2015, "The Snapshot (2015)/The Snapshot (2015).mkv")
    tree.film("Recycle", 2006, "Recycle (2006).mkv")
    tree.film("Lost and Found", 2008, "Lost and Found (2008)/Lost and Found (2008).mkv")
    for folder in (*BINS, *SNAPSHOTS):
        tree.beside(f"{folder}/Marble Sky (2002)/Marble Sky (2002).mkv")
    tree.beside(
        "The Snapshot (2015)/@eaDir/The Snapshot (2015).mkv/SYNOVIDEO_VIDEO_SCREENSHOT.jpg",
        "The Snapshot (2015)/.hidden.mkv",
    )


@library("recycle bins and thumbnails of NAS systems", PHOTOS)
def thumbnails_of_photos(tree: Tree) -> None:
    """Thumbnails in the folders of three makers are no photos."""
    for number in range(1, 5):
        file = f"2019/07/IMG_000{number}.jpg"
        tree.photo(file, f"2019-07-05T12:30:0{number}")
        tree.beside(
            f"2019/07/@eaDir/IMG_000{number}.jpg/SYNOPHOTO_THUMB_B.jpg", f"2019/07/.@__thumb/defaultIMG_000{number}.jpg",
            f"2019/07/.thumbnails/IMG_000{number}.jpg",
        )  # fmt: skip
    tree.beside(
        "2019/07/ZbThumbnail.info",
        "2019/.picasaoriginals/IMG_0001.jpg",
        ".Trash-1000/files/IMG_0009.jpg",
        "#recycle/IMG_0010.jpg",
    )


@library("half-copied files", FILMS)
def films_on_their_way(tree: Tree) -> None:
    """Whatever a browser, a torrent or a copy has not finished is no film yet."""
    tree.film("Heron Bay", 2011, "Heron Bay (2011).mkv")
    tree.film("Salt Road", 2010, "Salt Road (2010)/Salt Road (2010).mp4")
    tree.film("The Last Partial", 2004, "The Last Partial (2004).mkv")
    tree.beside(
        "Marble Sky (2002).mkv.part", "Glass Winter (2016).mkv.!qB", "Two Lanterns (2020).mp4.crdownload", "Paper Wolves (2001).mkv.aria2",
        "Night Bus (1995).mkv.filepart", "incomplete/The Long Coast (1989).mkv", "_UNPACK_Copper.Orchard.2014/copper.orchard.2014.mkv",
        "Unconfirmed 1234.crdownload", ".Salt Road (2010).mkv.Xy3Zq1",
    )  # fmt: skip
    tree.empty("The Tide (2008).mkv", "Night Ferry (1987)/Night Ferry (1987).mkv")


@library("half-copied files", "music,books,comics,photos")
def other_files_on_their_way(tree: Tree) -> None:
    """Songs, books, comics and photos that are empty or have the names of what is not there yet."""
    tree.album(
        "Mira Halloran", "Paper Lanterns", "music/Mira Halloran/Paper Lanterns", "First Light|Salt", ending="mp3"
    )
    tree.beside(
        "music/Mira Halloran/Paper Lanterns/03 - Gone.mp3.part",
        "books/Ines Tamura - Gone.epub.crdownload",
        "comics/Gone/Gone 001.cbz.!qB",
    )
    tree.empty(
        "music/Mira Halloran/Paper Lanterns/04 - Empty.mp3",
        "books/Empty.epub",
        "photos/IMG_0002.jpg",
        "comics/Paper Moon/Paper Moon 009.cbz",
    )
    tree.book("Low Country", "Piet de Groot", "books/Piet de Groot - Low Country.epub")
    tree.comic("Paper Moon", "1", "comics/Paper Moon/Paper Moon 001.cbz")
    tree.photo("photos/IMG_0001.jpg", "2019-07-05T12:30:00")


@library("half-copied files", "movies,music,books,comics")
def files_that_end_early(tree: Tree) -> None:
    """A file cut in half keeps its place: the name says what it is, only nobody can play it."""
    tree.work("movie", "films/Heron Bay (2011).mkv", title="Heron Bay", year=2011)
    tree.half("films/Heron Bay (2011).mkv")
    tree.work("book", "books/Ines Tamura/The Salt Almanac.epub", title="The Salt Almanac")
    tree.half("books/Ines Tamura/The Salt Almanac.epub", title="The Salt Almanac", authors=["Ines Tamura"])
    tree.work("comic", "comics/Paper Moon/Paper Moon 003.cbz", series="Paper Moon", index="3")
    tree.half("comics/Paper Moon/Paper Moon 003.cbz")
    tree.work("track", "music/Jonas Wick/Ropes/02 - Splice.mp3", title="Splice", track=2)
    tree.half("music/Jonas Wick/Ropes/02 - Splice.mp3", title="Splice", artist="Jonas Wick", album="Ropes", track=2)


@library("links", FILMS)
def linked_films(tree: Tree) -> None:
    """Hard and symbolic links, loops, links that leave the root or lead nowhere."""
    tree.film("Heron Bay", 2011, "Heron Bay (2011)/Heron Bay (2011).mkv")
    names = ("downloads/Salt.Road.2010.1080p.BluRay.x264-GRP.mkv", "Salt Road (2010)/Salt Road (2010).mkv")
    tree.work("movie", frozenset(names), title="Salt Road", year=2010)
    tree.make(names[0])
    tree.hard_link(names[1], names[0])
    tree.film("Glass Winter", 2016, "Glass Winter (2016).mkv")
    tree.link("Heron Bay (2011)/loop", "..")
    tree.link("self", "self")
    tree.link("gone (2001).mkv", "nowhere.mkv")
    tree.link("outside", "/etc")
    tree.link("passwd (1999).mkv", "/etc/passwd")


@library("hidden files", FILMS)
def hidden_films(tree: Tree) -> None:
    """Names with a dot in front are somebody's own business."""
    tree.film("Heron Bay", 2011, "Heron Bay (2011).mkv")
    tree.film("...And the Sea", 1992, "...And the Sea (1992)/...And the Sea (1992).mkv")
    tree.beside(
        ".Heron Bay (2011).mkv", "._Heron Bay (2011).mkv", ".Trash/Marble Sky (2002).mkv", ".nomedia", ".plexignore"
    )


@library("hidden files", MUSIC)
def hidden_songs(tree: Tree) -> None:
    """Resource forks beside songs, and a song whose title begins with dots."""
    tree.album("Mira Halloran", "Paper Lanterns", "Mira Halloran/Paper Lanterns", "First Light|Salt", ending="mp3")
    tree.beside(
        "Mira Halloran/Paper Lanterns/._01 - First Light.mp3", "Mira Halloran/Paper Lanterns/.AppleDouble/01 - First Light.mp3",
        "Mira Halloran/Paper Lanterns/.DS_Store",
    )  # fmt: skip


@library("names that are no text", "movies,music")
def names_in_old_code_pages(tree: Tree) -> None:
    """File names from disks of another age: Latin-1 bytes, shown with escapes, but there."""
    for name in (b"films/Caf\xe9 du Port (1994).avi", b"films/H\xf6her (2001)/H\xf6her (2001).mkv"):
        tree.film("", None, os.fsdecode(name))
        tree.works[-1].fields.clear()
    tags = {"title": "Garçon", "artist": "Zoë Müller", "album": "Été", "track": 1}
    tree.track("Garçon", os.fsdecode(b"music/Zo\xeb M\xfcller/\xc9t\xe9/01 - Gar\xe7on.mp3"), made=tags)


@library("very deep and very long names", "movies,tv,music")
def deep_and_long(tree: Tree) -> None:
    """Forty folders deep, names of 250 bytes, names full of signs."""
    deep = "/".join(f"level {number}" for number in range(40))
    tree.film("Heron Bay", 2011, f"{deep}/Heron Bay (2011)/Heron Bay (2011).mkv")
    long = "The " + "Very " * 30 + "Long Ferry"
    tree.film(long, 2003, f"{long} (2003).mkv")
    tree.film(
        "What If… We Sail? #1 100% [Sure]", 2013, "What If… We Sail #1 100% (2013)/What If… We Sail #1 100% (2013).mkv"
    )
    tree.works[-1].fields.pop("title")
    tree.episode("The Harbour", "1x1", f"{deep}/The Harbour/Season 1/The Harbour - S01E01 - {'Long ' * 40}.mkv")
    tree.track(
        "Salt",
        f"{deep}/Mira Halloran/Paper Lanterns/01 - Salt.flac",
        made={"title": "Salt", "artist": "Mira Halloran", "album": "Paper Lanterns", "track": 1},
        parents=["Mira Halloran", "Paper Lanterns"],
    )
