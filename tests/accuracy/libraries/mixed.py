"""Everything of everybody in one tree: what belongs to which type must come out right without being told."""

from __future__ import annotations

from accuracy.truth import Tree, library


@library("all types mixed")
def a_nas_in_order(tree: Tree) -> None:
    """One share, a folder for each kind of thing."""
    tree.film("Heron Bay", 2011, "Movies/Heron Bay (2011)/Heron Bay (2011).mkv")
    tree.film("Night Ferry", 1987, "Movies/Night Ferry (1987)/Night.Ferry.1987.1080p.mkv")
    for number in (1, 2):
        tree.episode("The Harbour", f"1x{number}", f"TV Shows/The Harbour/Season 1/The Harbour - S01E{number:02d}.mkv")
    tree.album("Mira Halloran", "Paper Lanterns", "Music/Mira Halloran/Paper Lanterns", "First Light|Salt")
    tree.photo("Photos/2019/IMG_0001.jpg", "2019-07-05T12:30:00")
    tree.photo("Photos/2019/IMG_0002.jpg", "2019-07-05T12:31:00")
    tree.book("Low Country", "Piet de Groot", "Books/Piet de Groot/Low Country.epub")
    tree.book("Das stille Ufer", "Karla Weiß", "Books/Karla Weiß/Das stille Ufer.pdf", made={})
    tree.audiobook("Ember", "Karla Weiß", "Audiobooks/Karla Weiß/Ember.m4b")
    files = [f"Audiobooks/Ines Tamura/The Salt Almanac/{number:02d}.mp3" for number in (1, 2, 3)]
    tree.audiobook("The Salt Almanac", "Ines Tamura", files)
    tree.comic("Paper Moon", "1", "Comics/Paper Moon (2011)/Paper Moon 001 (2011).cbz")
    tree.comic("Kumo no Niwa", "2", "Manga/Kumo no Niwa/Kumo no Niwa v02.cbz")
    tree.beside(
        "Movies/Heron Bay (2011)/poster.jpg",
        "Movies/Heron Bay (2011)/fanart.jpg",
        "TV Shows/The Harbour/poster.jpg",
        "TV Shows/The Harbour/season01-poster.jpg",
        "Music/Mira Halloran/Paper Lanterns/cover.jpg",
        "Music/Mira Halloran/artist.jpg",
        "Books/Karla Weiß/cover.jpg",
        "Audiobooks/Ines Tamura/The Salt Almanac/cover.jpg",
    )


@library("all types mixed")
def one_heap(tree: Tree) -> None:
    """A `Downloads` of many years: everything beside everything."""
    tree.film("Heron Bay", 2011, "Heron.Bay.2011.1080p.BluRay.x264-GRP.mkv")
    tree.film("The Copper Orchard", 2014, "The Copper Orchard (2014).mp4")
    tree.episode("The Harbour", "1x1", "The.Harbour.S01E01.720p.HDTV.x264-LOL.mkv")
    tree.episode("Copper Hill", "2x5", "copper hill 2x05.avi")
    made = {"title": "Salt", "artist": "Mira Halloran", "album": "Paper Lanterns", "track": 3}
    tree.track("Salt", "Mira Halloran - Salt.mp3", made=made, parents=["Mira Halloran", "Paper Lanterns"])
    tree.photo("IMG_20190705_123000.jpg", "2019-07-05T12:30:00")
    tree.book("Low Country", "Piet de Groot", "Piet de Groot - Low Country.epub")
    tree.book("The Salt Almanac", "Ines Tamura", "Ines Tamura - The Salt Almanac.pdf")
    tree.audiobook("Ember", "Karla Weiß", "Karla Weiß - Ember.m4b")
    tree.comic("Salt Ranger", "1", "Salt Ranger 001 (2016) (Digital).cbz")
    tree.beside(
        "Heron.Bay.2011.1080p.BluRay.x264-GRP.srt",
        "setup.exe",
        "notes.txt",
        "invoice.docx",
        "archive.zip.part",
        "Marble.Sky.2002.r00",
        "Marble.Sky.2002.rar.crdownload",
    )


@library("all types mixed")
def a_release_of_each(tree: Tree) -> None:
    """A folder of finished downloads, each release a folder of its own, with its papers."""
    film = "Heron.Bay.2011.1080p.BluRay.x264-GRP"
    tree.film("Heron Bay", 2011, f"{film}/{film.lower()}.mkv")
    tree.beside(
        f"{film}/Sample/sample-{film.lower()}.mkv",
        f"{film}/{film.lower()}.nfo",
        f"{film}/Proof/{film.lower()}.jpg",
        f"{film}/RARBG.txt",
        f"{film}/Screens/screen0001.png",
        f"{film}/Subs/2_English.srt",
    )
    show = "The.Harbour.S01.1080p.WEB-DL.DDP5.1.H.264-NTb"
    for number in (1, 2, 3):
        tree.episode(
            "The Harbour", f"1x{number}", f"{show}/The.Harbour.S01E{number:02d}.1080p.WEB-DL.DDP5.1.H.264-NTb.mkv"
        )
    tree.beside(f"{show}/The.Harbour.S01.nfo", f"{show}/Sample/the.harbour.s01e01.sample.mkv")
    tree.album(
        "Mira Halloran",
        "Paper Lanterns",
        "Mira_Halloran-Paper_Lanterns-CD-FLAC-2014-GRP",
        "First Light|Salt",
        name="{number:02d}-mira_halloran-{title}",
        year=2014,
    )
    tree.beside(
        "Mira_Halloran-Paper_Lanterns-CD-FLAC-2014-GRP/00-mira_halloran-paper_lanterns-2014-proof.jpg",
        "Mira_Halloran-Paper_Lanterns-CD-FLAC-2014-GRP/00-mira_halloran-paper_lanterns-2014.m3u",
    )
    tree.book(
        "Low Country",
        "Piet de Groot",
        "Piet.de.Groot.Low.Country.2015.RETAIL.EPUB.eBook-GRP/Piet de Groot - Low Country.epub",
    )
    tree.audiobook(
        "North Gate",
        "Aldo Ferri",
        [f"Aldo Ferri - North Gate (Unabridged) [64kbps]/North Gate - {number:02d} of 03.mp3" for number in (1, 2, 3)],
    )
    for number in (1, 2):
        tree.comic(
            "Harbour Watch",
            str(number),
            f"Harbour Watch (001-002) (2019) (Digital) (Zone-Empire)/Harbour Watch {number:03d} (2019) (Digital) (Zone-Empire).cbz",
        )
    tree.beside(
        "_UNPACK_Salt.Road.2010/salt.road.2010.mkv",
        "_FAILED_Glass.Winter.2016/glass.winter.mkv",
        "watch/a.nzb",
        "watch/b.torrent",
        "Old.Film.1999/old.film.r00",
        "Old.Film.1999/old.film.par2",
        "Old.Film.1999/old.film.vol00+01.par2",
    )


@library("download folders", "movies,tv,music")
def usenet(tree: Tree) -> None:
    """Complete and incomplete folders of a downloader, obscured names, repair volumes."""
    tree.film("Salt Road", 2010, "complete/movies/Salt.Road.2010.1080p.BluRay.x264-GRP/3f9a8b7c6d5e4f3a2b1c.mkv")
    tree.film("Glass Winter", 2016, "complete/movies/Glass.Winter.2016.720p.WEB-GRP/glass.winter.mkv")
    tree.episode("Copper Hill", "3x4", "complete/tv/Copper.Hill.S03E04.720p.HDTV.x264-GRP/abc123def456.mkv")
    tree.album("Jonas Wick", "Ropes", "complete/music/Jonas Wick - Ropes (2003) [MP3 320]", "Knot|Splice", ending="mp3")
    tree.beside(
        "incomplete/Marble.Sky.2002.1080p/marble.sky.mkv", "incomplete/__ADMIN__/SABnzbd_attrib", "nzb/backup/x.nzb.gz",
        "complete/movies/Salt.Road.2010.1080p.BluRay.x264-GRP/x.par2", "complete/movies/Salt.Road.2010.1080p.BluRay.x264-GRP/salt.sample.mkv",
        "complete/movies/_UNPACK_Paper.Wolves.2001/paper.wolves.mkv", "complete/movies/Night.Bus.1995/night.bus.part01.rar",
        "complete/tv/_FAILED_Night.Desk.S01E01/night.desk.s01e01.mkv",
    )  # fmt: skip


@library("all types mixed")
def a_family_share(tree: Tree) -> None:
    """A share that grew: German names, holiday films, school music, scanned books."""
    tree.film("Das stille Wasser", 2009, "Filme/Das stille Wasser (2009)/Das stille Wasser (2009).mkv")
    for number in (1, 2):
        tree.episode("Nordlicht", f"1x{number}", f"Serien/Nordlicht/Staffel 1/Nordlicht S01E{number:02d}.mkv")
    tree.album("Zoë Müller", "Küste", "Musik/Zoë Müller/Küste", "Ebbe|Flut", ending="mp3")
    tree.book("Das stille Ufer", "Karla Weiß", "Bücher/Karla Weiß - Das stille Ufer.epub")
    files = [f"Hörbücher/Karla Weiß/Glut/Kapitel {number:02d}.mp3" for number in (1, 2, 3)]
    tree.audiobook("Glut", "Karla Weiß", files, made={"album": "Glut", "artist": "Karla Weiß", "genre": "Hörbuch"})
    tree.photo("Fotos/2019-08 Ostsee/DSC_0001.JPG", "2019-08-03T10:00:00")
    tree.photo("Fotos/2019-08 Ostsee/DSC_0002.JPG", "2019-08-03T10:01:00")
    tree.work("photo", "Fotos/2019-08 Ostsee/MVI_0003.MP4", made={})
    tree.comic("Der Hafen", "2", "Comics/Der Hafen/Der Hafen 002.cbz")


@library("all types mixed")
def a_disk_of_an_office(tree: Tree) -> None:
    """Software, sources and papers between media: pictures of programs are no photos worth a look, films are films."""
    tree.film("Heron Bay", 2011, "D/Filme/Heron Bay (2011).mkv")
    tree.album("The Rooms", "Attic", "D/Musik/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.photo("D/Bilder/2019/IMG_0001.JPG", "2019-07-05T12:30:00")
    for number in (1, 2):
        tree.work("photo", f"D/Home Videos/2015-06 Wedding/clip{number}.avi", made={})
    tree.book("Low Country", "Piet de Groot", "D/Bücher/Piet de Groot - Low Country.epub")
    tree.beside(
        "C/Program Files/App/readme.txt",
        "C/Program Files/App/app.exe",
        "C/Windows/Media/info.txt",
        "src/project/main.c",
        "backup/db.sql.gz",
    )


@library("all types mixed")
def artists_with_videos(tree: Tree) -> None:
    """A concert film beside albums, an audiobook beside its e-book, a comic beside its film."""
    tree.album("Mira Halloran", "Paper Lanterns", "Mira Halloran/Paper Lanterns", "First Light|Salt", ending="mp3")
    tree.film(
        "Mira Halloran: Live at the Quay",
        2015,
        "Mira Halloran/Live at the Quay/Mira Halloran - Live at the Quay (2015).mkv",
    )
    tree.book("Ember", "Karla Weiß", "Karla Weiß/Ember/Ember.epub")
    tree.audiobook("Ember", "Karla Weiß", "Karla Weiß/Ember/Ember.m4b")
    tree.comic("Harbour Watch", "1", "Harbour Watch/Comics/Harbour Watch 001 (2019).cbz")
    tree.film("Harbour Watch", 2021, "Harbour Watch/Film/Harbour Watch (2021).mkv")
    tree.episode("Harbour Watch", "1x1", "Harbour Watch/Series/Season 1/Harbour Watch S01E01.mkv")


@library("all types mixed")
def one_folder_of_each_kind_twice(tree: Tree) -> None:
    """Two people's trees under one root; what both have is one work."""
    for home in ("anna", "ben"):
        tree.photo(
            f"{home}/Photos/IMG_000{1 if home == 'anna' else 2}.JPG", f"2019-07-0{1 if home == 'anna' else 2}T10:00:00"
        )
    tree.film(
        "Heron Bay", 2011, "anna/Films/Heron Bay (2011)/Heron Bay (2011).mkv", "ben/Movies/Heron.Bay.2011.720p.mkv"
    )
    for number, title in enumerate(("Knot", "Splice"), 1):
        made = {
            "title": title,
            "artist": "Jonas Wick",
            "album_artist": "Jonas Wick",
            "album": "Ropes",
            "track": number,
            "date": 2003,
        }
        tree.track(
            title,
            f"anna/Music/Jonas Wick/Ropes/{number:02d} {title}.flac",
            f"ben/Music/Ropes/{number:02d} {title}.mp3",
            made=made,
            parents=["Jonas Wick", "Ropes"],
        )
