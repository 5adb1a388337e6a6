"""Libraries of films as they are downloaded: notes of trackers, versions, extras, discs, and titles that look like notes."""

from __future__ import annotations

from accuracy.truth import Tree, library

FILMS = "movies"


@library("films of trackers", FILMS)
def dubs_of_many_countries(tree: Tree) -> None:
    """Notes of dubs and languages of Nordic, Polish, Turkish, Hindi, Italian and Brazilian releases."""
    tree.film("Heron Bay", 2011, "Heron.Bay.2011.NORDiC.1080p.BluRay.x264-TWA.mkv")
    tree.film("Salt Road", 2010, "Salt.Road.2010.PLDUB.720p.BluRay.x264.AC3.mkv")
    tree.film("Marble Sky", 2002, "Marble Sky (2002) Lektor PL.avi")
    tree.film("Paper Wolves", 2001, "Paper Wolves (2001) [Hindi Dubbed] 720p.mkv")
    tree.film("Glass Winter", 2016, "Glass Winter 2016 TR Dublaj 1080p.mkv")
    tree.film("Two Lanterns", 2020, "Two.Lanterns.2020.iTA-ENG.Bluray.1080p.x264.mkv")
    tree.film("Night Bus", 1995, "Night Bus 1995 Dual Audio 1080p.mkv")
    tree.film("O Farol", 2012, "O.Farol.2012.1080p.WEB-DL.DUAL.5.1.mkv")
    tree.film("Le Quai", 2003, "Le.Quai.2003.TRUEFRENCH.DVDRip.XviD.avi")
    tree.film("The Tide", 2008, "The Tide 2008 BluRay 1080p x265 10bit Hindi-English ESub.mkv")


@library("films of trackers", FILMS)
def films_of_an_old_disk(tree: Tree) -> None:
    """A disk of 2006: upper case, underscores, CDs, brackets."""
    tree.film("Grey Tern", 2001, ("GREY_TERN_(2001)_CD1.AVI", "GREY_TERN_(2001)_CD2.AVI"))
    tree.film("The Peat Cutters", 1999, "[DVDRip] The Peat Cutters (1999) [DivX].avi")
    tree.film("Slow River", 2004, "Slow.River.(2004).DVDRip.XviD-aXXo.avi")
    tree.film("Black Ice", 2003, "Black Ice [2003] - dvdrip - xvid.avi")
    tree.film("The Reed", None, "the reed.divx")
    tree.film("Moor", 2005, "Moor (2005)/moor.whole.avi")
    tree.film(
        "High Water",
        2006,
        ("High Water (2006)/High Water (2006) part 1.avi", "High Water (2006)/High Water (2006) part 2.avi"),
    )
    tree.beside("GREY_TERN_(2001)_CD1.SRT", "GREY_TERN_(2001)_CD2.SRT", "Slow.River.(2004).DVDRip.XviD-aXXo.txt")


@library("extras of films", FILMS)
def what_uploaders_add(tree: Tree) -> None:
    """What uploaders put into the folder of a film."""
    h = "Breakwater.2005.1080p.BluRay.x264.DTS-FGT"
    tree.film("Breakwater", 2005, f"{h}/Breakwater.2005.1080p.BluRay.x264.DTS-FGT.mkv")
    tree.beside(
        f"{h}/RARBG.com.mp4",
        f"{h}/Subs/2_eng.srt",
        f"{h}/Subs/Breakwater.2005.idx",
        f"{h}/Featurettes/Making Of.mkv",
        f"{h}/Screens/1.png",
        f"{h}/Sample/fgt-sample.mkv",
        f"{h}/ETRG.mp4",
        f"{h}/torrent.txt",
        f"{h}/Cover.jpg",
    )
    g = "Kelp (1994) [1080p] [BluRay] [5.1] [YTS.MX]"
    tree.film("Kelp", 1994, f"{g}/Kelp.1994.1080p.BluRay.x264.AAC5.1-[YTS.MX].mp4")
    tree.beside(
        f"{g}/Kelp.1994.1080p.BluRay.x264.AAC5.1-[YTS.MX].srt", f"{g}/Subs/English.srt", f"{g}/YTSProxies.com.txt"
    )
    k = "[HorribleRips] Spume (1988) (BD 1080p HEVC FLAC)"
    tree.film("Spume", 1988, f"{k}/[HorribleRips] Spume (1988) (BD 1080p HEVC FLAC).mkv")


@library("extras of films", FILMS)
def extras_of_collectors(tree: Tree) -> None:
    """Extras in nested folders, in other languages, a disc of extras, deleted scenes numbered."""
    h = "Heron Bay (2011)"
    tree.film("Heron Bay", 2011, f"{h}/Heron Bay (2011) [1080p].mkv")
    tree.beside(
        f"{h}/Extras/Deleted Scenes/01 - The boat.mkv",
        f"{h}/Extras/Deleted Scenes/02 - The pier.mkv",
        f"{h}/Extras/Making of.mkv",
        f"{h}/Trailers/Heron Bay (2011) Teaser.mp4",
        f"{h}/Heron Bay (2011)-trailer1.mp4",
        f"{h}/Heron Bay (2011)-trailer2.mkv",
        f"{h}/Heron Bay (2011)_trailer.mp4",
        f"{h}/Bonus Disc/Interview with the crew.mkv",
        f"{h}/Featurettes/The River (2010).mkv",
    )
    k = "Das stille Wasser (2009)"
    tree.film("Das stille Wasser", 2009, f"{k}/{k}.mkv")
    tree.beside(
        f"{k}/Extras/Interview.mkv",
        f"{k}/Bonusmaterial/Hinter den Kulissen.mkv",
        f"{k}/{k} - Trailer.mkv",
        f"{k}/Trailer/Trailer.mp4",
    )
    tree.beside("Trailers/Coming Soon-trailer.mp4")


@library("one film many versions", FILMS)
def versions_of_one_film(tree: Tree) -> None:
    """Cuts, remasters, colourings, fan edits and 3D beside each other."""
    h = "Heron Bay (1982)"
    tree.film(
        "Heron Bay", 1982, f"{h}/{h} [Final Cut].mkv", f"{h}/{h} [Theatrical Cut].mkv", f"{h}/{h} - Workprint.mkv"
    )
    tree.film(
        "Salt Road",
        2010,
        "Salt Road (2010)/Salt.Road.2010.EXTENDED.1080p.BluRay.mkv",
        "Salt Road (2010)/Salt.Road.2010.1080p.BluRay.mkv",
        "Salt Road (2010)/Salt.Road.2010.3D.HOU.1080p.mkv",
    )
    tree.film(
        "Marble Sky",
        1939,
        "Marble Sky (1939)/Marble Sky (1939) - Black and White.mkv",
        "Marble Sky (1939)/Marble Sky (1939) - Colorized.mkv",
    )
    tree.film(
        "Paper Wolves",
        2001,
        "Paper Wolves (2001)/Paper.Wolves.2001.IMAX.2160p.mkv",
        "Paper Wolves (2001)/Paper.Wolves.2001.REMASTERED.1080p.mkv",
        "Paper Wolves (2001)/Paper.Wolves.2001.German.DL.1080p.mkv",
    )


@library("titles like notes and numbers", FILMS)
def titles_full_of_numbers(tree: Tree) -> None:
    """Titles with numbers, years and signs inside."""
    tree.film("Harbour's 8", 2018, "Harbours 8 (2018)/Harbour's 8 (2018).mkv")
    tree.film("1x1", 2003, "1x1 (2003).mkv")
    tree.film("Salt 2049", 2017, "Salt.2049.2017.1080p.BluRay.mkv")
    tree.film("2036 Origin", 2013, "2036 Origin (2013).mkv")
    tree.film("7 Days in May", 1964, "7.Days.in.May.1964.mkv")
    tree.film(
        "50/50 Roses",
        2011,
        "50-50 Roses (2011).mkv",
    )
    tree.works[-1].fields.pop("title")
    tree.film("S1m0ne's Boat", 2002, "S1m0ne's Boat (2002).mkv")
    tree.film("U-571 North", 2000, "U-571 North (2000).mkv")
    tree.film("Apollo 12", 1999, "Apollo 12 (1999)/Apollo.12.1999.mkv")
    tree.film("Class of 1984", 1982, "Class.of.1984.1982.1080p.mkv")
    tree.film("xXx Harbour", 2002, "xXx Harbour (2002).mkv")
    tree.film("Se7en Lamps", 1995, "Se7en.Lamps.1995.mkv")
    tree.film("2 Fast 2 Row", 2003, "2.Fast.2.Row.2003.720p.mkv")
    tree.film("E.T.A.", 1982, "E.T.A. (1982).mkv")
    tree.film("Dr. No Name", 1962, "Dr. No Name (1962).mkv")
    tree.film("H.A.R.B.O.R.", 2015, "H.A.R.B.O.R.2015.1080p.mkv")
    tree.works[-1].fields.pop("title")


@library("titles like notes and numbers", FILMS)
def titles_like_notes(tree: Tree) -> None:
    """Titles of one letter, of signs, of years with years, of words of releases."""
    tree.film("The Internal", 2013, "The.Internal.2013.1080p.WEB.mkv")
    tree.film("Proper Manners", 1999, "Proper Manners (1999).mkv")
    tree.film("Real Steel Boats", 2011, "Real.Steel.Boats.2011.720p.BluRay.mkv")
    tree.film("The Web", 1947, "The Web (1947).mkv")
    tree.film("Disc of Gold", 1982, "Disc of Gold (1982).mkv")
    tree.film("Part of Me", 2012, "Part of Me (2012).mkv")
    tree.film("O", 2001, "O (2001).mkv")
    tree.film("Season of the Tern", 2011, "Season of the Tern (2011).mkv")
    tree.film("Episode", 1935, "Episode (1935)/Episode (1935).mkv")
    tree.film("Chapter 27", 2007, "Chapter.27.2007.DVDRip.mkv")
    tree.film("3 Days", 2001, "3.Days.2001.avi")
    tree.film("Once Upon a Tide in 1999", 2003, "Once Upon a Tide in 1999 (2003).mkv")
    tree.film("S.O.S. Pier", 1980, "S.O.S. Pier (1980).mkv")
    tree.film("Version 2", 2018, "Version 2 (2018).mkv")
    tree.film("Kelp vs. Crab", 2004, "Kelp vs. Crab (2004).mkv")
    tree.film("What?", 1972, "What (1972)/What? (1972).mkv")
    tree.film("$9", 2008, "$9 (2008).mkv")
    tree.film("Crab #7", 2010, "Crab #7 (2010).mkv")


@library("disc structures", FILMS)
def more_discs(tree: Tree) -> None:
    """Discs with a folder of the volume, bonus discs, a 3D disc, ISO beside a rip."""
    tree.film("Grey Tern", 2013, "Grey Tern (2013)/GREY_TERN/BDMV/")
    tree.beside(
        *(
            f"Grey Tern (2013)/GREY_TERN/BDMV/{n}"
            for n in ("index.bdmv", "MovieObject.bdmv", "PLAYLIST/00800.mpls", "STREAM/00800.m2ts", "STREAM/00001.m2ts")
        )
    )
    tree.film(
        "Slow River", 2004, "Slow River (2004)/Slow River (2004).iso", "Slow River (2004)/Slow River (2004) - 720p.mkv"
    )
    tree.film("Moor", 2005, "Moor (2005)/DVD/VIDEO_TS/")
    tree.beside(
        *(f"Moor (2005)/DVD/VIDEO_TS/{n}" for n in ("VIDEO_TS.IFO", "VTS_01_1.VOB", "VTS_01_0.IFO")),
        "Moor (2005)/DVD/AUDIO_TS/x.txt",
    )


@library("films of trackers", FILMS)
def films_of_chinese_sites(tree: Tree) -> None:
    """Chinese names with both titles, years and notes of sites."""
    tree.film("长夜归人", 2021, "长夜归人 (2021)/长夜归人.Long.Night.2021.1080p.WEB-DL.mkv")
    tree.works[-1].fields.pop("title")
    tree.film("海上灯塔", 2015, "[海上灯塔].2015.BluRay.1080p.mkv")
    tree.works[-1].fields.pop("title")
    tree.film("雨城", 2010, "雨城(2010)国语中字.mp4")
    tree.film("风船", 2008, "2008 风船/风船.mkv")
    tree.film("春水", 1999, "春水 1999 DVDRip.avi")
    tree.film("古村", 2003, "电影天堂www.example.com.古村.BD.720p.中英双字幕.mkv")
    tree.works[-1].fields.clear()


@library("films of trackers", FILMS)
def films_of_german_sites(tree: Tree) -> None:
    """German names: FSK, umlauts, dubbed, Teil."""
    tree.film("Der Fährmann", 2012, "Der Fährmann (2012) [FSK 12].mkv")
    tree.film("Nebel über Föhr", 1999, "Nebel.ueber.Foehr.1999.German.DVDRip.x264.mkv")
    tree.works[-1].fields.pop("title")
    tree.film("Die Flut - Teil 1", 2005, "Die Flut - Teil 1 (2005)/Die Flut - Teil 1 (2005).mkv")
    tree.film("Die Flut - Teil 2", 2006, "Die Flut - Teil 2 (2006)/Die Flut - Teil 2 (2006).mkv")
    tree.film("Hafen", 2018, "Hafen (2018)/Hafen.2018.German.DL.DTS.1080p.BluRay.x264-GRP/grp-hafen-1080p.mkv")
    tree.film("Kutter", 2001, "Kutter (2001)/Kutter.mkv", "Kutter (2001)/Kutter - Extended.mkv")


@library("films sorted by something", FILMS)
def films_of_a_family(tree: Tree) -> None:
    """Disney-like folders with years only in some, subtitles for all, tags in brackets."""
    tree.film("Crab Tales", 1999, "Animated/Crab Tales [1999]/Crab Tales.avi")
    tree.film("Gull Song", 2003, "Animated/Gull Song (2003) (Animated)/Gull Song (2003).mp4")
    tree.film("The Pearl", None, "Animated/Pearl, The/pearl.avi")
    tree.works[-1].fields.pop("title")
    tree.film("Red Reef", 2016, "Action/[2016] Red Reef (Action)/Red Reef.mkv")
    tree.film("Blue Reef", 2018, "Action/Blue Reef (2018) [1080p] [WEB-DL] [English]/Blue Reef (2018).mkv")
    tree.beside("Action/Red Reef.srt")


@library("one film many versions", FILMS)
def versions_behind_hyphens(tree: Tree) -> None:
    """Editions by Emby's hyphen, qualities by folder, versions with the same size."""
    h = "Red Reef (2016)"
    tree.film(
        "Red Reef",
        2016,
        f"{h}/{h} - 2160p.mkv",
        f"{h}/{h} - 1080p.mkv",
        f"{h}/{h} - Extended Cut 1080p.mkv",
        f"{h}/{h} - 3D.mkv",
    )
    tree.film("Blue-Reef", 2018, "Blue-Reef (2018)/Blue-Reef (2018).mkv")
    tree.film("Spider-Crab: No Way Back", 2021, "Spider-Crab - No Way Back (2021)/Spider-Crab - No Way Back (2021).mkv")
    tree.film("Mission - Harbour", 1996, "Mission - Harbour (1996).mkv")
    tree.film("X-Crab", 2000, "X-Crab.2000.mkv")
