"""Downloads, phones and disks of one person, with everything in them."""

from __future__ import annotations

from accuracy.truth import Tree, library


@library("phones with everything")
def a_phone_whole(tree: Tree) -> None:
    """A phone's card: camera, messengers, songs, books, a film."""
    tree.photo("DCIM/Camera/IMG_20200306_101112.jpg", "2020-03-06T10:11:12")
    tree.work("photo", "DCIM/Camera/VID_20200307_111213.mp4", made={}, date_taken="2020-03-07")
    tree.photo("Pictures/Instagram/IMG_20200308_101112_345.jpg", "2020-03-08T10:11:12", made={})
    tree.photo("WhatsApp/Media/WhatsApp Images/IMG-20190512-WA0003.jpg", "2019-05-12", made={})
    tree.work("photo", "WhatsApp/Media/WhatsApp Video/VID-20190513-WA0004.mp4", made={}, date_taken="2019-05-13")
    tree.album("The Rooms", "Attic", "Music/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.film("Heron Bay", 2011, "Movies/Heron Bay (2011).mp4")
    tree.book("Low Country", "Piet de Groot", "Download/Low Country - Piet de Groot.epub")
    tree.beside(
        "Android/data/com.x/cache/1.txt",
        "DCIM/.thumbnails/1.jpg",
        "Pictures/.thumbnails/2.jpg",
        "Download/app.apk",
        ".face/1.txt",
    )


@library("heaps of everything")
def torrents_of_all(tree: Tree) -> None:
    """Names as they come from public sites: everything, flat."""
    tree.film(
        "Grey Tern", 2013, "Grey Tern (2013) [BluRay] [1080p] [YTS.AM]/Grey.Tern.2013.1080p.BluRay.x264-[YTS.AM].mp4"
    )
    tree.beside(
        "Grey Tern (2013) [BluRay] [1080p] [YTS.AM]/www.YTS.AM.jpg",
        "Grey Tern (2013) [BluRay] [1080p] [YTS.AM]/YIFYStatus.com.txt",
    )
    tree.episode("Lough House", "3x2", "Lough.House.S03E02.1080p.HEVC.x265-MeGusta[eztv.re].mkv")
    tree.album(
        "The Sedge",
        "Low Ground",
        "The Sedge - Low Ground (2018) Mp3 (320kbps) [Hunter]",
        "Peat|Reed|Rush",
        ending="mp3",
        year=2018,
        tags=None,
    )
    tree.beside(
        "The Sedge - Low Ground (2018) Mp3 (320kbps) [Hunter]/Torrent Downloaded From.txt",
        "The Sedge - Low Ground (2018) Mp3 (320kbps) [Hunter]/Cover.jpg",
    )
    tree.book("The Peat Year", "Nils Okafor", "Nils Okafor - The Peat Year [2012][A]/Nils Okafor - The Peat Year.epub")
    tree.comic("Marsh Ranger", "7", "Marsh Ranger 007 (2021) (Digital) (Zone-Empire).cbr")
    tree.audiobook("Tern", "Ada Holm", [f"Ada Holm - Tern (Audiobook)/Tern {n:02d}.mp3" for n in range(1, 5)], made={})
    tree.comic("Kumo", "3", "Kumo v03 (2015) (Digital) (danke-Empire).cbz")


@library("heaps of everything")
def seedbox(tree: Tree) -> None:
    """rtorrent's folder of everything, with releases flat."""
    d = "rtorrent/complete"
    tree.film(
        "Drift",
        2012,
        f"{d}/Drift.2012.REMASTERED.1080p.BluRay.x264-GRP/drift.2012.remastered.1080p.bluray.x264-grp.mkv",
    )
    for n in (1, 2):
        tree.episode(
            "Buoy",
            f"1x{n}",
            f"{d}/Buoy.S01.COMPLETE.1080p.NF.WEB-DL.DDP5.1.x264-GRP/Buoy.S01E{n:02d}.1080p.NF.WEB-DL.DDP5.1.x264-GRP.mkv",
        )
    tree.album(
        "Ada Holm",
        "Terns",
        f"{d}/Ada_Holm-Terns-WEB-2021-GRP",
        "white|black",
        ending="mp3",
        tags=None,
        year=2021,
        name="{number:02d}-ada_holm-{title}-grp",
    )
    tree.book(
        "Tern",
        "Ada Holm",
        f"{d}/Ada Holm - Tern (2014) [epub]/Ada Holm - Tern.epub",
    )
    tree.comic(
        "Kumo", "4", f"{d}/Kumo v04 (2016) (Digital) (danke-Empire)/Kumo v04 (2016) (Digital) (danke-Empire).cbz"
    )
    tree.audiobook("Peat", "Nils Okafor", f"{d}/Nils Okafor - Peat [Audiobook] (2020)/Nils Okafor - Peat.m4b")
    tree.beside(
        f"{d}/Drift.2012.REMASTERED.1080p.BluRay.x264-GRP/drift.r00",
        f"{d}/Drift.2012.REMASTERED.1080p.BluRay.x264-GRP/Sample/drift-sample.mkv",
        "rtorrent/session/x.torrent",
        "rtorrent/incomplete/Half.2020.mkv",
    )


@library("heaps of everything")
def a_heap_of_an_uncle(tree: Tree) -> None:
    """Half-sorted: `New folder`, `misc`, copies, `(1)`."""
    tree.film("Slow River", 2004, "New folder/Slow River (2004).mkv")
    tree.film("Moor", 2005, "New folder (2)/movies/Moor.2005.720p.mkv")
    tree.photo("New folder/IMG_0007.JPG", "2015-03-03T10:00:00")
    tree.photo("misc/DSC00012.JPG", "2012-03-03T10:00:00")
    taken = "2015-04-04T10:00:00"
    tree.work("photo", frozenset({"misc/IMG_0008.JPG", "misc/IMG_0008 (1).JPG"}), date_taken=taken)
    tree.make("misc/IMG_0008.JPG", taken=taken)
    tree.write("misc/IMG_0008 (1).JPG", (tree.root / "misc/IMG_0008.JPG").read_bytes())
    tree.track("Reed", "misc/The Sedge - Reed.mp3", made={"title": "Reed", "artist": "The Sedge"})
    tree.book("The Peat Year", "Nils Okafor", "misc/Nils Okafor - The Peat Year.pdf")
    tree.episode("Ferry Crew", "1x5", "misc/ferry.crew.105.hdtv.avi")
    tree.beside("misc/setup.msi", "New folder/todo.txt")


@library("heaps of everything")
def folders_of_people(tree: Tree) -> None:
    """A disk of one person: by person, not by kind."""
    tree.photo("Anna/Handy/IMG_20210101_101010.jpg", "2021-01-01T10:10:10")
    tree.work("photo", "Anna/Handy/VID_20210102_101010.mp4", made={}, date_taken="2021-01-02")
    tree.film("Kelp", 1994, "Anna/Filme/Kelp (1994).mkv")
    tree.album("The Sedge", "Low Ground", "Anna/Musik/The Sedge/Low Ground", "Peat|Reed", ending="mp3")
    tree.episode("Net Menders", "1x1", "Ben/Serien/Net Menders/Staffel 1/Net Menders S01E01.mkv")
    tree.comic("Marsh Ranger", "7", "Ben/Comics/Marsh Ranger 007.cbz")
    tree.book("Tern", "Ada Holm", "Ben/Bücher/Ada Holm - Tern.epub")
    tree.audiobook(
        "Reed",
        "Nils Okafor",
        [f"Kinder/Hörspiele/Nils Okafor - Reed/{n:02d}.mp3" for n in (1, 2, 3)],
        made={"album": "Reed", "artist": "Nils Okafor"},
    )
    tree.beside("Anna/Dokumente/Rechnung 2021.docx", "Ben/Programme/setup.exe")


@library("one name, many kinds")
def all_of_one_name(tree: Tree) -> None:
    """A book, its audiobook, film, series, comic, game music in a folder of their name."""
    h = "Marsh World"
    tree.book("Peat", "Nils Okafor", f"{h}/Books/Nils Okafor - Peat.epub")
    tree.audiobook("Peat", "Nils Okafor", f"{h}/Audiobooks/Peat/Peat.m4b")
    tree.film("Marsh World", 2014, f"{h}/Movies/Marsh World (2014).mkv")
    tree.episode("Marsh World", "1x1", f"{h}/TV/Marsh World/Season 1/Marsh World S01E01.mkv")
    tree.comic("Marsh World", "1", f"{h}/Comics/Marsh World 001 (2015).cbz")
    tree.album("Ada Holm", "Marsh World OST", f"{h}/Soundtrack/Marsh World OST", "Theme|Reeds", ending="mp3")


@library("one name, many kinds")
def sound_beside_films(tree: Tree) -> None:
    """Concert films beside albums, soundtracks beside films, art in music folders."""
    tree.film("Kelp", 1994, "Movies/Kelp (1994)/Kelp (1994).mkv")
    tree.album("Ada Holm", "Kelp OST", "Movies/Kelp (1994)/Soundtrack", "Main|End", ending="mp3")
    tree.beside("Movies/Kelp (1994)/poster.jpg")
    tree.album("The Sedge", "Low Ground", "Music/The Sedge/Low Ground", "Peat|Reed")
    tree.film(
        "The Sedge - Live at the Fen",
        2015,
        "Music Videos/The Sedge - Live at the Fen (2015)/The Sedge - Live at the Fen (2015).mkv",
    )
    tree.works[-1].fields.pop("title")
    tree.beside(
        "Music/The Sedge/Low Ground/Scans/front.jpg",
        "Music/The Sedge/Low Ground/Scans/01.jpg",
        "Music/The Sedge/folder.jpg",
        "Music/The Sedge/Low Ground/Low Ground.m3u8",
        "Music/The Sedge/Low Ground/audiochecker.log",
    )


@library("one name, many kinds")
def audiobooks_with_papers(tree: Tree) -> None:
    """A book read aloud with its e-book and its PDF in one folder, and music of the same shape."""
    h = "Audiobooks/Ines Tamura/The Salt Almanac"
    tree.audiobook(
        "The Salt Almanac",
        "Ines Tamura",
        [f"{h}/The Salt Almanac - {n:02d}.mp3" for n in range(1, 6)],
        made={"album": "The Salt Almanac", "artist": "Ines Tamura", "genre": "Audiobook"},
    )
    tree.book("The Salt Almanac", "Ines Tamura", f"{h}/The Salt Almanac.epub")
    tree.audiobook("1793", "Ines Tamura", "Audiobooks/Ines Tamura/1793.m4b", made={})
    tree.album(
        "The Rooms", "Attic", "Music/The Rooms/Attic", "Dust|Beam|Ladder", ending="mp3", name="Attic - {number:02d}"
    )
    tree.audiobook(
        "Low Country",
        "Piet de Groot",
        [f"Audio Books/Piet de Groot - Low Country/Chapter {n}.m4a" for n in (1, 2, 3)],
        made={},
    )
    tree.beside(f"{h}/cover.jpg", f"{h}/desc.txt", f"{h}/reader.txt")


@library("heaps of everything")
def categories_of_a_downloader(tree: Tree) -> None:
    """Categories of a downloader: tv, movies, music, books, comics, audio, others."""
    tree.film(
        "Red Reef",
        2016,
        "usenet/movies/Red.Reef.2016.2160p.UHD.BluRay.x265-GRP/Red.Reef.2016.2160p.UHD.BluRay.x265-GRP.mkv",
    )
    tree.episode(
        "Reef Patrol",
        "2x4",
        "usenet/tv/Reef.Patrol.S02E04.1080p.WEB.H264-GRP/Reef.Patrol.S02E04.1080p.WEB.H264-GRP.mkv",
    )
    tree.album("Ada Holm", "Terns", "usenet/music/Ada Holm - Terns (1997) [FLAC]", "White|Black")
    tree.book(
        "Tern",
        "Ada Holm",
        "usenet/books/Ada Holm - Tern/Ada Holm - Tern.epub",
        "usenet/books/Ada Holm - Tern/Ada Holm - Tern.mobi",
    )
    tree.audiobook(
        "Reed",
        "Nils Okafor",
        [f"usenet/audiobooks/Nils Okafor - Reed/Reed - {n:02d}.mp3" for n in (1, 2, 3)],
        made={"album": "Reed", "artist": "Nils Okafor"},
    )
    tree.comic("Fen Tales", "11", "usenet/comics/Fen Tales 011 (2022) (Digital).cbz")
    tree.beside(
        "usenet/movies/Red.Reef.2016.2160p.UHD.BluRay.x265-GRP/par.par2",
        "usenet/_UNPACK_x/x.mkv",
        "usenet/tv/Reef.Patrol.S02E04.1080p.WEB.H264-GRP/reef.nzb",
        "usenet/incomplete/y/y.mkv",
    )


@library("heaps of everything")
def a_student_s_disk(tree: Tree) -> None:
    """Lessons, talks, home videos, e-books and music of a student."""
    tree.photo("Uni/Exkursion 2018/IMG_2001.JPG", "2018-05-05T10:00:00")
    tree.photo("Uni/Exkursion 2018/IMG_2002.JPG", "2018-05-05T10:01:00")
    tree.book("Das stille Ufer", "Karla Weiß", "Uni/Bücher/Karla Weiß - Das stille Ufer.pdf", made={})
    tree.album("Ada Holm", "Terns", "Musik/Ada Holm/Terns", "White|Black", ending="mp3")
    tree.film("Hafen", 2018, "Filme/Hafen (2018).mkv")
    tree.beside("Uni/Skripte/notes.txt", "Uni/thesis.tex", "Uni/data.csv")


@library("phones with everything")
def a_card_of_a_player(tree: Tree) -> None:
    """A card of a music player and a reader: flat, short names."""
    tree.album("Ada Holm", "Terns", "MUSIC/ADA HOLM/TERNS", "White|Black", ending="mp3", name="{number:02d}")
    tree.book("Tern", "Ada Holm", "BOOKS/TERN.EPUB")
    tree.audiobook("Reed", "Nils Okafor", "AUDIOBOOKS/REED.M4B")
    tree.photo("DCIM/100CANON/IMG_0001.JPG", "2018-05-05T10:00:00")
    tree.film("Red Reef", 2016, "VIDEO/RED_REEF_(2016).MP4")
    tree.comic("Fen Tales", "1", "COMICS/FEN TALES 01.CBZ")
    tree.beside("SYSTEM/x.bin", "PLAYLISTS/a.m3u", "RECORD/readme.txt")


@library("heaps of everything")
def years_and_media_as_folders(tree: Tree) -> None:
    """A root with years and people as folders."""
    tree.photo("2021/Sommer/IMG_0001.JPG", "2021-07-07T10:00:00")
    tree.photo("2021/Winter/IMG_0002.JPG", "2021-12-07T10:00:00")
    tree.work("photo", "2021/Sommer/MVI_0003.MOV", made={})
    tree.film("Low Moon", 2017, "Video/Kino/Low Moon (2017).mkv")
    tree.episode("Tar Street", "1x1", "Video/TV/Tar Street/S01E01.mkv")
    tree.album("The Sedge", "Low Ground", "Audio/Musik/The Sedge - Low Ground", "Peat|Reed", ending="mp3")
    tree.audiobook(
        "Reed", "Nils Okafor", [f"Audio/Hörbuch/Nils Okafor/Reed/Reed {n:02d}.mp3" for n in (1, 2, 3)], made={}
    )
    tree.book("Tern", "Ada Holm", "Text/Ada Holm - Tern.epub")
    tree.comic("Fen Tales", "2", "Text/Comic/Fen Tales 002.cbz")


@library("homes of computers")
def a_backup_in_a_backup(tree: Tree) -> None:
    """A backup in a backup."""
    b = "Backup 2020-01-01/Laptop/Users/ben"
    tree.photo(f"{b}/Pictures/iPhone/IMG_1000.HEIC", "2019-01-01T12:00:00")
    tree.album("Ada Holm", "Terns", f"{b}/Music/iTunes/Ada Holm/Terns", "White|Black", ending="m4a")
    tree.book("Peat", "Nils Okafor", f"{b}/Documents/Calibre Library/Nils Okafor/Peat (3)/Peat - Nils Okafor.epub")
    tree.beside(
        f"{b}/Documents/Calibre Library/Nils Okafor/Peat (3)/cover.jpg", f"{b}/Documents/Calibre Library/metadata.db"
    )
    tree.film("Tar Lane", 1971, f"{b}/Downloads/Tar.Lane.1971.720p.mp4")
    tree.episode("Tar Street", "1x2", f"{b}/Downloads/tar.street.s01e02.mkv")
