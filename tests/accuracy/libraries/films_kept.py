"""Libraries of films as programs name them and people sort them."""

from __future__ import annotations

from accuracy.truth import Tree, library

FILMS = "movies"


@library("films of programs", FILMS)
def films_of_radarr(tree: Tree) -> None:
    """Radarr's own names with ids, editions and formats in brackets; an upgrade beside the old file."""
    h = "Heron Bay (2011) {tmdb-100001}"
    tree.film(
        "Heron Bay",
        2011,
        f"{h}/Heron Bay (2011) {{tmdb-100001}} - [Remux-2160p][DV HDR10Plus][TrueHD Atmos 7.1][x265]-GRP.mkv",
        f"{h}/Heron Bay (2011) {{tmdb-100001}} - [WEBDL-1080p][EAC3 5.1][h264]-NTb.mkv",
    )
    tree.film(
        "The Copper Orchard",
        2014,
        "The Copper Orchard (2014) [imdbid-tt9900002]/The Copper Orchard (2014) [imdbid-tt9900002] - {edition-Director's Cut} [Bluray-1080p][DTS-HD MA 5.1][AVC]-FraMeSToR.mkv",
    )
    tree.film("Paper Wolves 2", 2003, "Paper Wolves 2 (2003)/Paper Wolves 2 (2003) Bluray-720p.mkv")
    tree.film("11-14", 2003, "11-14 (2003)/11-14 (2003) DVD.avi")
    tree.beside(f"{h}/movie.nfo", text="<movie><title>Heron Bay</title><year>2011</year></movie>")
    tree.beside(
        f"{h}/folder.jpg",
        f"{h}/clearlogo.png",
        f"{h}/Heron Bay (2011) {{tmdb-100001}} - [Remux-2160p][DV HDR10Plus][TrueHD Atmos 7.1][x265]-GRP.en.srt",
    )


@library("films of programs", FILMS)
def films_of_itunes(tree: Tree) -> None:
    """Films that iTunes bought: a folder each, the quality in brackets."""
    tree.film("Heron Bay", None, "iTunes Media/Movies/Heron Bay/Heron Bay (1080p HD).m4v")
    tree.film("Salt Road", None, "iTunes Media/Movies/Salt Road/Salt Road (HD).m4v")
    tree.film("Marble Sky", 2002, "iTunes Media/Movies/Marble Sky (2002)/Marble Sky (2002).m4v")


@library("films of programs", FILMS)
def films_of_radarr_s_guides(tree: Tree) -> None:
    """Names by the guides for Radarr."""
    tree.film(
        "Grey Tern",
        2013,
        "Grey Tern (2013)/Grey Tern (2013) {imdb-tt9900100} - {edition-Unrated} [IMAX HYBRID][Bluray-2160p Proper][DV HDR10+][DTS-HD MA 7.1][HEVC]-GRP.mkv",
    )
    tree.film(
        "The Peat Cutters",
        1976,
        "The Peat Cutters (1976) {imdb-tt9900101}/The Peat Cutters (1976) {imdb-tt9900101} [Bluray-1080p][FLAC 1.0][x264]-GRP.mkv",
        "The Peat Cutters (1976) {imdb-tt9900101}/The Peat Cutters (1976) {imdb-tt9900101} [WEBDL-2160p][HDR10+][EAC3 5.1][h265]-GRP.mkv",
    )
    tree.film("Fen's 12", 2004, "Fen's 12 (2004) {tmdb-7001}/Fen's 12 (2004).mkv")
    tree.film("4x4", 2019, "4x4 (2019)/4x4 (2019) [1080p].mkv")
    tree.film("2063", 2015, "2063 (2015).mkv")


@library("films of programs", FILMS)
def films_of_kodi(tree: Tree) -> None:
    """Kodi: movie.nfo, sets, stacks, 3D, discs with Kodi art."""
    tree.film("Kelp", 1994, "Sea Stories Set/Kelp (1994)/Kelp.1994.BDRip.mkv")
    tree.film("Kelp II", 1997, "Sea Stories Set/Kelp II (1997)/Kelp.II.1997.BDRip.mkv")
    tree.beside(
        "Sea Stories Set/set-poster.jpg",
        "Sea Stories Set/Kelp (1994)/movie.nfo",
        "Sea Stories Set/Kelp (1994)/disc.png",
        "Sea Stories Set/Kelp (1994)/clearart.png",
        "Sea Stories Set/Kelp (1994)/extrafanart/fanart1.jpg",
        "Sea Stories Set/Kelp (1994)/movieset-fanart.jpg",
    )
    tree.film("Drift", 2012, "Drift (2012)/Drift (2012).3D.H-SBS.mkv", "Drift (2012)/Drift (2012).mkv")
    tree.film(
        "Breakwater",
        2005,
        ("Breakwater (2005)/Breakwater (2005).part1.mkv", "Breakwater (2005)/Breakwater (2005).part2.mkv"),
    )
    tree.film("Spume", 1988, "Spume (1988)/VIDEO_TS/")
    tree.beside(
        "Spume (1988)/VIDEO_TS/VIDEO_TS.IFO",
        "Spume (1988)/VIDEO_TS/VTS_01_1.VOB",
        "Spume (1988)/VIDEO_TS/VIDEO_TS.nfo",
        "Spume (1988)/movie-poster.jpg",
    )


@library("years in every place", FILMS)
def years_in_every_place(tree: Tree) -> None:
    """One person, ten habits of writing the year."""
    tree.film("Heron Bay", 2011, "Heron Bay - 2011.mkv")
    tree.film("Salt Road", 1998, "Salt Road, 1998.avi")
    tree.film("Marble Sky", 2002, "(2002) Marble Sky.mkv")
    tree.film("Paper Wolves", 2001, "[2001] Paper Wolves.mkv")
    tree.film("Glass Winter", 2016, "Glass Winter {2016}.mkv")
    tree.film("Two Lanterns", 2020, "Two_Lanterns_(2020)_1080p.mp4")
    tree.film("Night Bus", 1995, "Night Bus.(1995).mkv")
    tree.film("The Tide", 2008, "2008 - The Tide.mkv")
    tree.film("The Long Coast", 1989, "Long Coast, The (1989).avi")
    tree.film("Night Ferry", 1987, "Night.Ferry-1987-DVDRip.avi")
    tree.film("Stone Garden", 2005, "Stone Garden [DVDRip] [2005].avi")


@library("films sorted by something", FILMS)
def films_by_letter_and_decade(tree: Tree) -> None:
    """Letters, decades, years, directors, formats as folders."""
    tree.film("Heron Bay", 2011, "A-Z/H/Heron Bay (2011).mkv")
    tree.film("9 Lamps", 2006, "A-Z/0-9/9 Lamps (2006)/9 Lamps.mkv")
    tree.film("Salt Road", 1998, "1990s/Salt Road (1998).avi")
    tree.film("Marble Sky", 2002, "2002/Marble Sky.mkv")
    tree.film("Paper Wolves", 2001, "By Director/Mei Lindqvist/2001 - Paper Wolves/Paper Wolves.mkv")
    tree.film("Glass Winter", 2016, "By Director/Mei Lindqvist/2016 - Glass Winter/Glass Winter.mkv")
    tree.film("Two Lanterns", 2020, "4K HDR/Two Lanterns (2020).mkv")
    tree.film("Night Bus", 1995, "Animation/Kids/Night Bus (1995)/Night Bus (1995).mkv")
    tree.film("The Boat", 2012, "Shorts/The Boat (2012).mkv")
    tree.film("The Ice Road", 2013, "Documentaries/The Ice Road (2013).mkv")
    tree.film("Quiet Men", 1931, "Other/Quiet Men (1931)/Quiet Men (1931).mkv")


@library("films sorted by something", FILMS)
def films_by_subject(tree: Tree) -> None:
    """Folders of actors, countries, festivals, studios; subtitles apart."""
    tree.film("Grey Tern", 2013, "Actors/Nils Okafor/Grey Tern (2013)/Grey Tern (2013).mkv")
    tree.film("Slow River", 2004, "Countries/Iceland/Slow River (2004).mkv")
    tree.film("Black Ice", 2003, "Festivals/Cannes 2003/Black Ice (2003).mkv")
    tree.film("Moor", 2005, "Studio/B/Moor (2005)/Moor.2005.1080p.mkv")
    tree.film("The Reed", 1961, "Classics (before 1970)/The Reed (1961).avi")
    tree.film("Trailer Days", 1988, "Favourites/Trailer Days (1988).mkv")
    tree.film("The Extra", 2005, "The Extra (2005)/The Extra (2005).mkv")
    tree.film("Peat", 2011, "To Watch/Peat.2011.1080p.WEB-DL/Peat.2011.1080p.WEB-DL.mkv")
    tree.beside(
        "To Watch/Peat.2011.1080p.WEB-DL/Subtitles/English.srt", "To Watch/Peat.2011.1080p.WEB-DL/screens/1.png"
    )


@library("films sorted by something", FILMS)
def films_of_children(tree: Tree) -> None:
    """A child's films by series, without a year; numbers of sequels; a folder a film."""
    tree.film("Crab School", None, "Kids/Crab School.mp4")
    tree.film("Crab School 2", None, "Kids/Crab School 2.mp4")
    tree.film("Crab School 3", None, "Kids/Crab School 3.mp4")
    tree.film("The Little Gull", None, "Kids/The Little Gull/The Little Gull.mkv")
    tree.film("Snow Pier", None, "Kids/Snow Pier/snow pier.avi")
    tree.film("Long Night", None, "To sort/Long.Night.1080p.WEB-DL.x264.mkv")
    tree.film("Rope and Sail", None, "To sort/Rope & Sail.m4v")


@library("film collections", FILMS)
def trilogies_as_packs(tree: Tree) -> None:
    """Packs of several films with years in the folder's name."""
    p = "Salt.Trilogy.2001-2005.1080p.BluRay.x264-GRP"
    tree.film("Salt One", 2001, f"{p}/Salt.One.2001.1080p.BluRay.x264-GRP.mkv")
    tree.film("Salt Two", 2003, f"{p}/Salt.Two.2003.1080p.BluRay.x264-GRP.mkv")
    tree.film("Salt Three", 2005, f"{p}/Salt.Three.2005.1080p.BluRay.x264-GRP.mkv")
    q = "Night Ferry Quadrilogy (1979-1997)"
    for n, y, x in ((1, 1979, ""), (2, 1986, " 2"), (3, 1992, " 3"), (4, 1997, " Returns")):
        tree.film(f"Night Ferry{x}", y, f"{q}/{n}) Night Ferry{x} ({y})/Night Ferry{x} ({y}).mkv")
    tree.film("Harbour Men", 1999, "Harbour Saga/01 Harbour Men (1999).mkv")
    tree.film("Harbour Women", 2004, "Harbour Saga/02 Harbour Women (2004).mkv")


@library("parts and sequels", FILMS)
def parts_and_sequels(tree: Tree) -> None:
    """Sequels named part and chapter, halves of one film."""
    tree.film("Heron Bay Part One", 2011, "Heron Bay Part One (2011)/Heron.Bay.Part.One.2011.mkv")
    tree.film("Heron Bay Part Two", 2012, "Heron Bay Part Two (2012)/Heron.Bay.Part.Two.2012.mkv")
    tree.film("Salt Road: Chapter 2", 2014, "Salt Road Chapter 2 (2014)/Salt Road Chapter 2 (2014).mkv")
    tree.film("Paper Wolves III", 2005, "Paper Wolves III (2005).mkv")
    tree.film("Marble Sky Vol. 1", 2002, "Marble.Sky.Vol.1.2002.720p.mkv")
    tree.film("Marble Sky Vol. 2", 2004, "Marble.Sky.Vol.2.2004.720p.mkv")
    tree.film(
        "Glass Winter",
        2016,
        ("Glass Winter (2016)/Glass Winter (2016) - pt1.mkv", "Glass Winter (2016)/Glass Winter (2016) - pt2.mkv"),
    )
    tree.film("Night Bus", 1995, ("Night Bus (1995)/nightbus-a.avi", "Night Bus (1995)/nightbus-b.avi"))
    tree.film("The Tide", 1978, ("The Tide (1978)/CD1/tide.avi", "The Tide (1978)/CD2/tide.avi"))
    tree.film("Two Lanterns", 2003, ("Two.Lanterns.2003.Disc1.mkv", "Two.Lanterns.2003.Disc2.mkv"))


@library("duplicates on several disks", FILMS)
def films_on_two_disks(tree: Tree) -> None:
    """A copy on two disks, the same film in a bin, an encode beside its ISO and its remux."""
    names = {"disk1/Kelp (1994)/Kelp (1994).mkv", "disk2/backup/Kelp (1994).mkv"}
    tree.work("movie", frozenset(names), title="Kelp", year=1994)
    tree.make("disk1/Kelp (1994)/Kelp (1994).mkv")
    tree.write("disk2/backup/Kelp (1994).mkv", (tree.root / "disk1/Kelp (1994)/Kelp (1994).mkv").read_bytes())
    tree.film(
        "Drift",
        2012,
        "disk1/Drift (2012)/Drift (2012) Remux-1080p.mkv",
        "disk1/Drift (2012)/Drift (2012) 720p.mp4",
        "disk2/Drift.2012.DVDRip.avi",
    )
    tree.beside("disk1/#recycle/Kelp (1994)/Kelp (1994).mkv", "disk2/@Recycle/Drift (2012).mkv")


@library("titles like notes and numbers", FILMS)
def films_of_many_habits(tree: Tree) -> None:
    """One disk: many habits."""
    tree.film("Tar Lane", 1971, "Tar Lane (1971)/Tar.Lane.1971.RESTORED.1080p.BluRay.x264.mkv")
    tree.film("The 13th Buoy", 1999, "The.13th.Buoy.1999.REMASTERED.1080p.mkv")
    tree.film("Ten", 2002, "Ten (2002)/Ten.mkv")
    tree.film("101 Crabs", 1961, "101 Crabs (1961) [1080p x265 HEVC 10bit BluRay AAC 5.1].mkv")
    tree.film("Crabs 2", 1986, "Crabs.2.1986.DC.1080p.BluRay.mkv")
    tree.film("Tar & Feather", 2011, "Tar.and.Feather.2011.1080p.BluRay.mkv")
    tree.film("Léa", 2001, "Léa.2001.FRENCH.BDRip.mkv")
    tree.film("Crab, Actually", 2003, "Crab, Actually (2003).mp4")
    tree.film("The Tar King", 2010, "The Tar King [2010] 720p BRRip.avi")
    tree.film(
        "Low Moon",
        2017,
        "Low Moon (2017)/Low Moon (2017) Bluray-1080p Proper.mkv",
        "Low Moon (2017)/Low Moon (2017) HDTV-720p.mkv",
    )
    tree.beside("Low Moon (2017)/behind the scenes/On set.mp4", "Low Moon (2017)/Low Moon (2017)-scene1.mkv")
    tree.film("Ice Lane", 2009, "Box/Ice Lane (2009) Disc 1/BDMV/")
    tree.beside(
        "Box/Ice Lane (2009) Disc 1/BDMV/index.bdmv",
        "Box/Ice Lane (2009) Disc 1/BDMV/PLAYLIST/00001.mpls",
        "Box/Ice Lane (2009) Disc 1/BDMV/STREAM/00001.m2ts",
    )


@library("films sorted by something", FILMS)
def folders_in_folders(tree: Tree) -> None:
    """Downloads in downloads: the same folder twice, a film's folder in a film's folder."""
    tree.film("Tar Lane", 1971, "Tar.Lane.1971.1080p/Tar.Lane.1971.1080p/Tar.Lane.1971.1080p.mkv")
    tree.film("Low Moon", 2017, "Low Moon (2017)/Low.Moon.2017.1080p.WEB-DL-GRP/lm-1080.mkv")
    tree.film("Crabs", 1981, "Films/Films/Crabs (1981).avi")
    tree.film("Ten", 2002, "1/2/3/Ten (2002)/Ten (2002).mkv")
    tree.film("The Tar King", 2010, "new/The Tar King (2010)/Movie/The Tar King.mkv")
    tree.film("Ice Lane", 2009, "Ice Lane (2009)/Ice Lane (2009).mkv", "copy of Ice Lane (2009)/Ice Lane (2009).mp4")
