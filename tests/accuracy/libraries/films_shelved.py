"""Libraries of films from recorders, on shelves of years, ratings and makers, and with extras in other languages."""

from __future__ import annotations

from accuracy.truth import Tree, library

FILMS = "movies"


@library("films of recorders", FILMS, alone=True)
def enigma(tree: Tree) -> None:
    """Recordings of an Enigma2 receiver, with what it writes beside them."""
    b = "20211205 2014 - Das Erste HD - Der stille Hafen"
    tree.film("Der stille Hafen", None, f"movie/{b}.ts")
    tree.beside(f"movie/{b}.eit", f"movie/{b}.ts.ap", f"movie/{b}.ts.cuts", f"movie/{b}.ts.meta", f"movie/{b}.ts.sc")
    c = "20200101 2200 - ZDF HD - Kaltes Licht"
    tree.film("Kaltes Licht", None, f"movie/{c}.ts")
    tree.beside(f"movie/{c}.eit", f"movie/{c}.ts.meta")
    d = "20220310 0010 - arte HD - Marsch der Reiher (2014)"
    tree.film("Marsch der Reiher", 2014, f"movie/{d}.ts")


@library("films of recorders", FILMS, alone=True)
def windows_media_center(tree: Tree) -> None:
    """The folder of a Windows Media Center."""
    tree.film("Copper Orchard", None, "Recorded TV/Copper Orchard_BBC ONE_2012_03_04_21_00_00.wtv")
    tree.film("The Night Ferry", None, "Recorded TV/The Night Ferry_Film4_2011_12_24_22_55_00.dvr-ms")
    tree.film("Marble Sky", None, "Recorded TV/Marble Sky_ITV2 HD_2013_01_01_13_00_00.wtv")


@library("films of recorders", FILMS, alone=True)
def tvheadend(tree: Tree) -> None:
    """Recordings of TVHeadend, one with its time."""
    tree.film("Salt Road", None, "recordings/Salt Road/Salt Road.ts")
    tree.film("Glass Winter", None, "recordings/Glass Winter/Glass-Winter.2021-05-06.20-15.ts")
    tree.film("Paper Wolves", None, "recordings/Paper Wolves-1.ts")


@library("films of recorders", FILMS, alone=True)
def vdr(tree: Tree) -> None:
    """Recordings of VDR: folders of a title, and of a time, with pieces."""
    r = "Heron_Bay/2021-12-05.20.14.5-0.rec"
    tree.film("Heron Bay", None, (f"{r}/00001.ts", f"{r}/00002.ts"))
    tree.beside(f"{r}/index", f"{r}/info", f"{r}/marks")
    r = "Spielfilm/Kaltes_Licht/2019-02-03.22.00.7-0.rec"
    tree.film("Kaltes Licht", None, f"{r}/00001.ts")
    tree.beside(f"{r}/index", f"{r}/info")


@library("films of recorders", FILMS, alone=True)
def onlinetvrecorder(tree: Tree) -> None:
    """Downloads of an online recorder."""
    tree.film("Der stille Hafen", None, "Der_stille_Hafen_12.03.14_20-15_zdf_105_TVOON_DE.mpg.HQ.avi")
    tree.film("Kaltes Licht", None, "Kaltes_Licht_11.12.24_22-05_ard_120_TVOON_DE.mpg.mp4")
    tree.film("Marsch der Reiher", None, "Marsch_der_Reiher_15.01.02_00-10_arte_95_TVOON_DE.mpg.HD.cut.mp4")


@library("shelves", FILMS)
def shelves_of_taste(tree: Tree) -> None:
    """Folders of ratings, of ages, of what was seen."""
    tree.film("Heron Bay", 2011, "5 Stars/Heron Bay (2011).mkv")
    tree.film("Salt Road", 2010, "Watched/Salt Road (2010)/Salt Road.mkv")
    tree.film("Reed", None, "To Watch/Reed.mkv")
    tree.film("Kelp", None, "FSK 12/Kelp.mkv")
    tree.film("Spume", None, "R-rated/Spume.avi")
    tree.film("Moor", None, "Top 250/Moor.mkv")
    tree.film("Peat", None, "IMDb 8+/Peat.mp4")
    tree.film("Fog Signal", None, "Best of 2019/Fog Signal.mkv")


@library("shelves", FILMS)
def shelves_of_time(tree: Tree) -> None:
    """Folders of decades and years."""
    tree.film("Heron Bay", 1983, "1980s/1983/Heron Bay.mkv")
    tree.film("Salt Road", 1971, "70s/Salt Road (1971).mkv")
    tree.film("Reed", None, "1990-1999/Reed.mkv")
    tree.film("Kelp", None, "80er/Kelp.avi")
    tree.film("Spume", 1944, "Classics/1940s/Spume (1944)/Spume (1944).mkv")
    tree.film("Moor", None, "Films before 1960/Moor.avi")
    tree.film("Peat", 2005, "Years/2000-2009/2005/Peat/Peat.mkv")


@library("shelves", FILMS)
def shelves_of_letters(tree: Tree) -> None:
    """Folders of letters, articles sorted behind, in many languages."""
    tree.film("Heron Bay", None, "H/Heron Bay/Heron Bay.mkv")
    tree.film("12 Lanterns", 1999, "0-9/12 Lanterns (1999).mkv")
    tree.film("1917 Winters", None, "#/1917 Winters.mkv")
    tree.film("Salt Road", None, "S-T/Salt Road.mkv")
    tree.film("The Tide", 2008, "T/Tide, The (2008)/Tide, The (2008).mkv")
    tree.film("Das Ufer", 2001, "U/Ufer, Das (2001).mkv")
    tree.film("L'Étang", 1977, "E/Étang, L' (1977).mkv")
    tree.film("Les Vagues", 1966, "V/Vagues, Les (1966).mkv")
    tree.film("El Faro", 1999, "F/Faro, El (1999)/Faro, El (1999).mkv")
    tree.film("Un Porto", 1988, "P/Porto, Un (1988).mkv")


@library("shelves", FILMS)
def shelves_of_makers(tree: Tree) -> None:
    """Folders of directors, studios, countries and series of discs."""
    tree.film("Heron Bay", 1983, "Directors/Ingrid Solvang/1983 - Heron Bay.mkv")
    tree.film("Salt Road", 1987, "Directors/Ingrid Solvang/(1987) Salt Road.mkv")
    tree.film("Reed", 1990, "Directors/Solvang, Ingrid/1990. Reed.avi")
    tree.film("Kelp", 1975, "Mei Lindqvist Collection/Kelp [1975].mkv")
    tree.film("Spume", None, "Studio Harbourlight/Spume.mkv")
    tree.film("Moor", 2011, "World Cinema/Norway/Moor (2011).mkv")
    tree.film("Peat", 1962, "Criterion/0042 - Peat (1962)/Peat (1962).mkv")


@library("extras of films", FILMS)
def extras_everywhere(tree: Tree) -> None:
    """Extras by suffix, by folder and by name, in English and German."""
    h = "Heron Bay (2011)"
    tree.film("Heron Bay", 2011, f"{h}/{h}.mkv")
    tree.beside(
        f"{h}/{h}-Trailer #2.mp4",
        f"{h}/{h} Official Trailer.mp4",
        f"{h}/{h}.teaser.mp4",
        f"{h}/{h}-scene.mkv",
        f"{h}/{h}-other.mkv",
        f"{h}/{h}-clip.mkv",
        f"{h}/Trailer (2011).mp4",
        f"{h}/Promos/tv spot.mp4",
        f"{h}/Bonus/Making-of.mkv",
        f"{h}/Special Features/Commentary.mkv",
        f"{h}/Bonusmaterial/Interview.mkv",
        f"{h}/Szenen/x.mkv",
        f"{h}/Behind the scenes.mkv",
        f"{h}/Gag Reel.mkv",
        f"{h}/Deleted scenes 2.mkv",
    )
    tree.film("Kelp", 1979, "Kelp (1979).mkv")
    tree.beside(
        "Kelp (1979)-trailer.mkv",
        "Kelp (1979)-deleted scenes.mkv",
        "Kelp (1979)-Making Of.avi",
        "Kelp (1979) - Featurette.mkv",
        "Trailers/Kelp (1979)-trailer.mp4",
    )


@library("extras of films", FILMS)
def extras_abroad(tree: Tree) -> None:
    """Extras in French, Spanish, German and Italian."""
    h = "Les Vagues (1966)"
    tree.film("Les Vagues", 1966, f"{h}/{h}.mkv")
    tree.beside(
        f"{h}/Bonus/Entretien.mkv",
        f"{h}/Bandes-annonces/ba.mp4",
        f"{h}/Scènes coupées/1.mkv",
        f"{h}/{h} - Bande-annonce.mp4",
        f"{h}/Coulisses/tournage.mkv",
    )
    k = "El Faro (1999)"
    tree.film("El Faro", 1999, f"{k}/{k}.mkv")
    tree.beside(
        f"{k}/Extras/Cómo se hizo.mkv",
        f"{k}/Tráiler.mp4",
        f"{k}/Escenas eliminadas/1.mkv",
        f"{k}/Entrevistas/actor.mkv",
    )
    m = "Das Ufer (2001)"
    tree.film("Das Ufer", 2001, f"{m}/{m}.mkv")
    tree.beside(
        f"{m}/Bonusmaterial/Making of.mkv",
        f"{m}/Entfallene Szenen/1.mkv",
        f"{m}/{m} - Kinotrailer.mp4",
        f"{m}/Interviews/a.mkv",
        f"{m}/Trailer/t.mp4",
    )
    r = "Il Porto (1988)"
    tree.film("Il Porto", 1988, f"{r}/{r}.mkv")
    tree.beside(f"{r}/Contenuti speciali/backstage.mkv", f"{r}/Scene eliminate/1.mkv")


@library("disc structures", FILMS)
def discs(tree: Tree) -> None:
    """Discs with all that lies beside them, of volumes, in images and by number."""
    tree.film("Heron Bay", 2011, "Heron Bay (2011)/BDMV/")
    tree.beside(
        "Heron Bay (2011)/BDMV/index.bdmv",
        "Heron Bay (2011)/BDMV/STREAM/00000.m2ts",
        "Heron Bay (2011)/BDMV/BACKUP/index.bdmv",
        "Heron Bay (2011)/ANY!/a",
        "Heron Bay (2011)/CERTIFICATE/id.bdmv",
        "Heron Bay (2011)/MAKEMKV/x.dat",
    )
    tree.film("Kelp", 1979, "Kelp (1979)/Kelp (1979).iso")
    tree.film("Moor", 2004, ("Moor (2004)/Disc 1/VIDEO_TS/", "Moor (2004)/Disc 2/VIDEO_TS/"))
    for d in (1, 2):
        tree.beside(
            f"Moor (2004)/Disc {d}/VIDEO_TS/VTS_01_1.VOB",
            f"Moor (2004)/Disc {d}/VIDEO_TS/VIDEO_TS.IFO",
            f"Moor (2004)/Disc {d}/AUDIO_TS/x",
        )
    tree.film("Reed", 1988, ("Reed (1988)/Reed (1988) CD1.iso", "Reed (1988)/Reed (1988) CD2.iso"))
    tree.film("Salt Road", 2010, "Salt.Road.2010.COMPLETE.BLURAY-GRP/BDMV/")
    tree.beside(
        "Salt.Road.2010.COMPLETE.BLURAY-GRP/BDMV/STREAM/00001.m2ts",
        "Salt.Road.2010.COMPLETE.BLURAY-GRP/BDMV/PLAYLIST/00000.mpls",
    )
    tree.film("Peat", 1962, "Peat (1962)/PEAT_D1/VIDEO_TS/")
    tree.beside("Peat (1962)/PEAT_D1/VIDEO_TS/VTS_01_1.VOB")
    tree.film("Spume", 1944, "Spume (1944)/Spume (1944).img")
    tree.film("Fog", 2003, "Fog (2003)/HVDVD_TS/")
    tree.beside("Fog (2003)/HVDVD_TS/FEATURE_1.EVO")


@library("half-copied files", FILMS)
def half_files(tree: Tree) -> None:
    """Half files of many downloaders."""
    tree.film("Heron Bay", 2011, "Heron.Bay.2011.1080p/Heron.Bay.2011.1080p.mkv")
    tree.beside(
        "Kelp.1979.1080p/Kelp.1979.1080p.mkv.part",
        "Moor (2004).mkv.!qB",
        "Reed (1988).mp4.crdownload",
        "Salt Road (2010).mkv.!ut",
        "Peat (1962).mkv.aria2",
        "Spume (1944).mp4.download/Spume (1944).mp4",
        "Fog.2003.mkv.opdownload",
        "Tide.2008.mkv.bc!",
        "Weir.2009.avi.dctmp",
        "Sand.2015.mkv.partial",
        "Ice.Road.2007.mkv.filepart",
        "Glas.2011.mkv.jc!",
        "Reef.2012.r00",
        "Reef.2012.rar",
        "~uTorrentPartFile_4F3A.dat",
        ".unwanted/Heron.Bay.2011.sample.mkv",
        "Lagoon (2012).mkv.tmp",
        "__ADMIN__/x.mkv",
        "_UNPACK_Cove.2014/cove.2014.mkv",
        "_FAILED_Bluff.2011/bluff.2011.mkv",
    )


@library("extras of films", FILMS)
def bonus_discs(tree: Tree) -> None:
    """Discs of extras, folders in folders of extras."""
    h = "Heron Bay (2011)"
    tree.film("Heron Bay", 2011, f"{h}/{h}.mkv")
    tree.beside(f"{h}/Bonus Disc/VIDEO_TS/VTS_01_1.VOB", f"{h}/Bonus Disc/VIDEO_TS/VIDEO_TS.IFO")
    k = "Kelp (1979)"
    tree.film("Kelp", 1979, f"{k}/BDMV/")
    tree.beside(f"{k}/BDMV/STREAM/00001.m2ts", f"{k}/Extras/Making of.mkv", f"{k}/Kelp (1979)-trailer.mp4")
    m = "Moor (2004)"
    tree.film("Moor", 2004, f"{m}/{m} Disc 1.mkv")
    tree.film("Reed", 1988, "Reed (1988)/Reed (1988).mkv")
    tree.beside(
        "Reed (1988)/Featurettes/A/B.mkv",
        "Reed (1988)/Extras/Disc 2/C.mkv",
        "Reed (1988)/Behind The Scenes/Reed (1988) - Set.mkv",
    )


@library("one folder for everything", FILMS)
def ways_of_years(tree: Tree) -> None:
    """One person, ten further ways to write the year and what they think of a film."""
    tree.film("Heron Bay", 2011, "Heron Bay {2011}.mkv")
    tree.film("Kelp", 1979, "Kelp, 1979.mkv")
    tree.film("Moor", 2004, "Moor - 2004 - 1080p.mkv")
    tree.film("Reed", 1988, "Reed_(1988)_[1080p].mkv")
    tree.film("Sand", 2001, "Sand 2001.mkv")
    tree.film("Spume", 1944, "spume-1944.mp4")
    tree.film("Ice Road", 2007, "Ice Road(2007).mkv")
    tree.film("Fog", 2003, "Fog [8.1] (2003).mkv")
    tree.film("Weir", 2009, "[7.9] Weir (2009).mkv")
    tree.film("Tide", 2008, "Tide (2008) (Drama, Thriller).mkv")
