"""Libraries of films: flat and in folders, in many languages, qualities, pieces and discs, with what lies beside."""

from __future__ import annotations

from accuracy.truth import Tree, library

FILMS = "movies"


@library("one folder for everything", FILMS)
def films_in_one_folder(tree: Tree) -> None:
    """Somebody who moves every download into one folder, and never a file again."""
    tree.film("Heron Bay", 2011, "Heron.Bay.2011.1080p.BluRay.x264-GRP.mkv")
    tree.film("The Copper Orchard", 2014, "The Copper Orchard (2014).mp4")
    tree.film("1922", 2017, "1922 (2017) [1080p] [WEBRip].mkv")
    tree.film("Salt Road", 1998, "Salt_Road_1998_DVDRip_XviD.avi")
    tree.film("2046 Nights", 2019, "2046.Nights.2019.720p.WEB-DL.DD5.1.H264-FLUX.mkv")
    tree.film("A Quiet Harbour", 2003, "A Quiet Harbour [2003].mkv")
    tree.film("Two Lanterns", 2020, "Two Lanterns 2020 2160p UHD BluRay HDR10 HEVC TrueHD 7.1 Atmos-SWTYBLZ.mkv")
    tree.film("Extra Ordinary Days", 2019, "Extra Ordinary Days (2019).mkv")
    tree.beside("Heron.Bay.2011.1080p.BluRay.x264-GRP.srt", "The Copper Orchard (2014)-poster.jpg", "readme.txt")
    tree.beside(
        "The Copper Orchard (2014).nfo", text="<movie><title>The Copper Orchard</title><year>2014</year></movie>"
    )


@library("one folder for everything", FILMS)
def films_without_years(tree: Tree) -> None:
    """An old disk whose names say a title and nothing else."""
    tree.film("Heron Bay", None, "Heron Bay.avi")
    tree.film("Marble Sky", None, "marble sky.mkv")
    tree.film("The Last Ferry", None, "The.Last.Ferry.DVDRip.XviD-FRAGMENT.avi")
    tree.film("Night Bus", None, "Night Bus.mp4")


@library("mixed languages", FILMS)
def films_of_many_languages(tree: Tree) -> None:
    """Films under the names of the country they are from."""
    tree.film("千の灯", 2004, "千の灯 (2004)/千の灯 (2004).mkv")
    tree.film("늦은 오후", 2018, "늦은 오후 (2018)/늦은.오후.2018.1080p.BluRay.x264.mkv")
    tree.film("El jardín de sal", 2016, "El jardín de sal (2016)/El.jardín.de.sal.2016.SPANISH.1080p.BluRay.mkv")
    tree.film(
        "Das stille Wasser", 2009, "Das stille Wasser (2009)/Das.stille.Wasser.2009.German.DL.1080p.BluRay.x264.mkv"
    )
    tree.film("L'Été des renards", 2012, "L'Été des renards (2012)/L.Ete.des.renards.2012.FRENCH.720p.mkv")
    tree.film("Ночной поезд", 2007, "Ночной поезд (2007)/Ночной поезд (2007) BDRip.avi")
    tree.film("A Casa do Vento", 2015, "A Casa do Vento (2015)/A Casa do Vento (2015).mp4")
    tree.film("La finestra blu", 1994, "La finestra blu (1994)/La.finestra.blu.1994.iTALiAN.DVDRip.XviD.avi")


@library("mixed languages", FILMS)
def chinese_downloads(tree: Tree) -> None:
    """Chinese film names as their trackers write them, flat."""
    tree.film("长夜归人", 2021, "长夜归人.2021.1080p.WEB-DL.H264.AAC-CHD.mkv")
    tree.film("雨后的城", 2016, "雨后的城 (2016).mp4")
    tree.film("海边的信", 2013, "海边的信.2013.BluRay.720p.x264.AC3-CMCT.mkv")
    tree.film("静かな港", 1999, "静かな港 (1999) [DVD].mkv")


@library("duplicates in three qualities", FILMS)
def film_qualities_in_their_folder(tree: Tree) -> None:
    """One film in three qualities beside each other, as Jellyfin and Plex want them named."""
    for title, year, labels in (
        ("Heron Bay", 2011, ("2160p", "1080p", "720p")),
        ("The Copper Orchard", 2014, ("[1080p]", "[720p]", "[480p]")),
    ):
        folder = f"{title} ({year})"
        tree.film(title, year, *(f"{folder}/{folder} - {label}.mkv" for label in labels))
    folder = "Paper Wolves (2001)"
    tree.film("Paper Wolves", 2001, *(f"{folder}/{folder} - {cut}.mkv" for cut in ("Director's Cut", "Theatrical")))


@library("duplicates in three qualities", FILMS)
def film_qualities_of_the_scene(tree: Tree) -> None:
    """Three releases of one film in one folder, or loose in the root."""
    tree.film(
        "Salt Road", 2010, "Salt.Road.2010.2160p.UHD.BluRay.x265-TERMiNAL.mkv",
        "Salt.Road.2010.1080p.BluRay.x264-AMIABLE.mkv", "Salt Road (2010) DVDRip.avi",
    )  # fmt: skip
    tree.film(
        "Glass Winter", 2016, "Glass Winter (2016)/Glass.Winter.2016.1080p.WEB-DL.mkv",
        "Glass Winter (2016)/Glass.Winter.2016.720p.HDTV.mkv", "Glass Winter (2016)/Glass Winter.mp4",
    )  # fmt: skip
    tree.film("Glass Winter", 1974, "Glass Winter (1974)/Glass Winter (1974).avi")


@library("duplicates in three qualities", FILMS)
def film_qualities_in_folders_of_qualities(tree: Tree) -> None:
    """A folder for each quality, and one film in all of them."""
    tree.film(
        "Heron Bay", 2011, "4K/Heron Bay (2011)/Heron Bay (2011).mkv", "HD/Heron Bay (2011)/Heron Bay (2011).mkv",
        "SD/Heron Bay (2011)/Heron Bay (2011).avi",
    )  # fmt: skip
    tree.film("Two Lanterns", 2020, "HD/Two Lanterns (2020)/Two Lanterns (2020).mkv")


@library("extras and samples", FILMS)
def extras_in_folders(tree: Tree) -> None:
    """Extras in the folders that Plex and Jellyfin know, samples as releases carry them."""
    home = "Heron Bay (2011)"
    tree.film("Heron Bay", 2011, f"{home}/{home}.mkv")
    tree.beside(
        f"{home}/Trailers/Trailer 1.mp4", f"{home}/Behind The Scenes/On the river.mkv", f"{home}/Deleted Scenes/The boat.mkv",
        f"{home}/Featurettes/Making of Heron Bay.mkv", f"{home}/Interviews/The director.mp4", f"{home}/extras/Gag reel.mkv",
        f"{home}/Subs/English.srt", f"{home}/Subs/2_German.srt", f"{home}/poster.jpg", f"{home}/fanart.jpg",
        f"{home}/backdrops/theme.mp4", f"{home}/theme.mp3", f"{home}/.actors/Mei_Lindqvist.tbn",
        f"{home}/extrafanart/fanart1.jpg",
    )  # fmt: skip
    release = "Salt.Road.2010.1080p.BluRay.x264-AMIABLE"
    tree.film("Salt Road", 2010, f"{release}/salt.road.2010.1080p.bluray.x264-amiable.mkv")
    tree.beside(
        f"{release}/Sample/salt.road.2010.1080p.bluray.x264-amiable-sample.mkv", f"{release}/Proof/proof.jpg",
        f"{release}/salt.road.nfo", f"{release}/salt.road.sfv", f"{release}/Subs/salt.road.idx", f"{release}/Subs/salt.road.sub",
    )  # fmt: skip


@library("extras and samples", FILMS)
def extras_by_suffix(tree: Tree) -> None:
    """Extras named by suffix beside their film, samples in the root, titles that look like extras."""
    home = "The Copper Orchard (2014)"
    tree.film("The Copper Orchard", 2014, f"{home}/{home}.mkv")
    tree.beside(
        f"{home}/{home}-trailer.mp4", f"{home}/{home}-behindthescenes.mkv", f"{home}/{home}-deleted.mkv",
        f"{home}/{home}-featurette.mkv", f"{home}/{home}-sample.mkv", f"{home}/sample.mkv", f"{home}/trailer.mp4",
        f"{home}/{home}.en.srt", f"{home}/{home}.de.forced.srt",
    )  # fmt: skip
    tree.film("Deleted", 2014, "Deleted (2014)/Deleted (2014).mkv")
    tree.film("Trailer Park Sunday", 2009, "Trailer Park Sunday (2009)/Trailer Park Sunday (2009).mkv")
    tree.film("The Sample", 2012, "The Sample (2012)/The Sample (2012).mkv")
    tree.film("Short Interview", 2005, "Short Interview (2005).mkv")


@library("disc structures", FILMS)
def discs_as_folders(tree: Tree) -> None:
    """Whole DVDs and Blu-rays, ripped with their structure."""
    tree.film("Heron Bay", 2011, "Heron Bay (2011)/BDMV/")
    for name in (
        "index.bdmv",
        "MovieObject.bdmv",
        "PLAYLIST/00000.mpls",
        "CLIPINF/00000.clpi",
        "STREAM/00000.m2ts",
        "STREAM/00001.m2ts",
    ):
        tree.beside(f"Heron Bay (2011)/BDMV/{name}")
    tree.beside("Heron Bay (2011)/CERTIFICATE/id.bdmv", "Heron Bay (2011)/poster.jpg")
    tree.film("Salt Road", 1998, "Salt Road (1998)/VIDEO_TS/")
    for name in ("VIDEO_TS.IFO", "VIDEO_TS.VOB", "VTS_01_0.IFO", "VTS_01_1.VOB", "VTS_01_2.VOB", "VTS_01_0.BUP"):
        tree.beside(f"Salt Road (1998)/VIDEO_TS/{name}")
    tree.beside("Salt Road (1998)/AUDIO_TS/.keep")
    tree.film("Glass Winter", 2016, "Glass Winter (2016).iso")
    tree.film("Marble Sky", 2002, "Marble Sky (2002)/Marble.Sky.2002.COMPLETE.BLURAY.iso")


@library("disc structures", FILMS)
def loose_pieces_of_dvds(tree: Tree) -> None:
    """VOBs without their folder, a film on two discs, a film in two files."""
    parts = tuple(f"Night Bus (1995)/VTS_01_{number}.VOB" for number in (1, 2, 3))
    tree.film("Night Bus", 1995, parts)
    tree.beside("Night Bus (1995)/VIDEO_TS.IFO", "Night Bus (1995)/VTS_01_0.IFO")
    tree.film(
        "Two Lanterns",
        2003,
        ("Two Lanterns (2003)/Two Lanterns (2003) CD1.avi", "Two Lanterns (2003)/Two Lanterns (2003) CD2.avi"),
    )
    tree.film("Paper Wolves", 2001, ("Paper.Wolves.2001.DVDRip.XviD.CD1.avi", "Paper.Wolves.2001.DVDRip.XviD.CD2.avi"))
    tree.film(
        "The Long Coast",
        1989,
        (
            "The Long Coast (1989)/The Long Coast (1989)-part1.mkv",
            "The Long Coast (1989)/The Long Coast (1989)-part2.mkv",
        ),
    )
    tree.film("The Tide: Part 2", 2008, "The Tide Part 2 (2008)/The Tide Part 2 (2008).mkv")
    tree.film("The Tide: Part 1", 2006, "The Tide Part 1 (2006)/The Tide Part 1 (2006).mkv")


@library("one name, another year", FILMS)
def remakes(tree: Tree) -> None:
    """Films of one title and several years, in folders and flat."""
    tree.film("Night Ferry", 1956, "Night Ferry (1956)/Night Ferry (1956).avi")
    tree.film("Night Ferry", 1987, "Night Ferry (1987)/Night.Ferry.1987.1080p.mkv")
    tree.film("Night Ferry", 2021, "Night.Ferry.2021.2160p.WEB-DL.mkv")
    tree.film("Night Ferry 2", 2023, "Night.Ferry.2.2023.1080p.WEB.mkv")
    tree.film("2001 Letters", 1968, "2001 Letters (1968).mkv")
    tree.film("2012", 2009, "2012 (2009).mkv")
    tree.film("1917 Roses", 2019, "1917.Roses.2019.1080p.BluRay.x264.mkv")


@library("collections and genres", FILMS)
def films_by_genre_and_collection(tree: Tree) -> None:
    """Genre folders, collection folders, ordering numbers, ids in names."""
    tree.film("Heron Bay", 2011, "Drama/Heron Bay (2011) {tmdb-100001}/Heron Bay (2011).mkv")
    tree.film("Paper Wolves", 2001, "Comedy/P/Paper Wolves (2001) [imdbid-tt9900001]/Paper Wolves.mkv")
    home = "Lighthouse Collection"
    tree.film("The Lighthouse", 1990, f"{home}/1. The Lighthouse (1990)/The Lighthouse (1990).mkv")
    tree.film(
        "The Lighthouse Returns", 1993, f"{home}/2. The Lighthouse Returns (1993)/The Lighthouse Returns (1993).mkv"
    )
    tree.film("Lighthouse Forever", 1999, f"{home}/03 - Lighthouse Forever (1999).mkv")
    tree.film("Salt One", 2001, "Salt Trilogy/1 - Salt One (2001).mkv")
    tree.film("Salt Two", 2003, "Salt Trilogy/2 - Salt Two (2003).mkv")
    tree.film("Salt Road", 2010, "1080p/Action & Adventure/Salt Road (2010)/Salt Road (2010).mkv")


@library("one folder for everything", FILMS)
def films_with_adverts(tree: Tree) -> None:
    """Names with the sites they came from, and titles that are mostly numbers and signs."""
    tree.film("Heron Bay", 2011, "www.Example.org - Heron Bay (2011) 1080p.mkv")
    tree.film("The Copper Orchard", 2014, "[ www.example.com ] - The.Copper.Orchard.2014.720p.BRRip.x264.mp4")
    tree.film("Two Lanterns", 2020, "Two Lanterns (2020) [1080p] [WEBRip] [5.1] [YTS.MX].mp4")
    tree.film("Salt Road", 1998, "Salt Road (1998) (1080p BluRay x265 HEVC 10bit AAC 5.1 Tigole).mkv")
    tree.film("1984 Roses", 1956, "1984.Roses.1956.DVDRip.XviD.avi")
    tree.film("300 Lamps", 2006, "300.Lamps.2006.REMASTERED.1080p.BluRay.x264.mkv")
    tree.film("9", 2009, "9 (2009).mkv")
    tree.film("Blade River 2049", 2017, "Blade.River.2049.2017.2160p.UHD.BluRay.mkv")
    tree.film("Mr. & Mrs. Fern", 2005, "Mr. & Mrs. Fern (2005).mkv")
    tree.film("Night Ferry II", 1990, "Night.Ferry.II.1990.DVDRip.mkv")


@library("one folder for everything", FILMS)
def films_with_cuts(tree: Tree) -> None:
    """Cuts, 3D and ids in names, all in one folder."""
    tree.film(
        "Paper Wolves", 2001, "Paper.Wolves.2001.Directors.Cut.1080p.mkv", "Paper.Wolves.2001.THEATRICAL.720p.mkv"
    )
    tree.film("Glass Winter", 2016, "Glass Winter (2016) {edition-Extended}.mkv", "Glass Winter (2016) 3D HSBS.mkv")
    tree.film("Marble Sky", 2002, "Marble Sky (2002) {imdb-tt9900077}.mkv")
    tree.film("Marble Sky", 2019, "Marble Sky (2019) [tmdbid-99].mkv")


@library("mixed languages", FILMS)
def films_of_trackers(tree: Tree) -> None:
    """Names of German, French, Spanish, Russian and Chinese trackers with all their notes."""
    tree.film("Der Hafen", 2012, "Der.Hafen.2012.German.DL.AC3.Dubbed.1080p.BluRay.x264-HAFEN.mkv")
    tree.film("La Mer immobile", 2013, "La.Mer.immobile.2013.MULTi.VFF.1080p.BluRay.HDLight.x265.mkv")
    tree.film("El Puerto", 2010, "El Puerto (2010) [BluRay Rip][AC3 5.1 Castellano].mkv")
    tree.film("Северный ветер", 2011, "Северный ветер (2011) BDRip 1080p.mkv")
    tree.film("海边的信", 2013, "【高清剧集网】海边的信.2013.BD1080P.国语中字.mp4")
    tree.film("늦은 오후", 2018, "늦은.오후.2018.KOREAN.1080p.WEB-DL.H264.mkv")


@library("extras and samples", FILMS)
def samples_everywhere(tree: Tree) -> None:
    """Samples under every name, screens and proofs, subtitles in folders of their own."""
    tree.film("Heron Bay", 2011, "Heron Bay (2011)/Heron.Bay.2011.1080p.mkv")
    tree.beside(
        "Heron Bay (2011)/Heron.Bay.2011.1080p.sample.mkv", "Heron Bay (2011)/SAMPLE/heron-s.mkv", "Heron Bay (2011)/sample-heron.bay.mkv",
        "Heron Bay (2011)/Subtitles/Heron.Bay.2011.en.srt", "Heron Bay (2011)/Screens/screen1.png", "Heron Bay (2011)/Bonus/Alternate ending.mkv",
        "Heron Bay (2011)/Extras/Trailers/Teaser.mp4", "Heron Bay (2011)/Other/Photo gallery.mkv", "Heron Bay (2011)/Shorts/The boat.mkv",
        "Heron Bay (2011)/Scenes/Scene 4.mkv", "Heron Bay (2011)/Special Features/Making of.mkv",
    )  # fmt: skip
    tree.film("Salt Road", 2010, "Salt Road (2010).mkv")
    tree.beside("Salt Road (2010)-trailer.mkv", "Salt Road (2010).sample.mkv", "RARBG.com.txt", "Salt Road (2010).jpg")


@library("disc structures", FILMS)
def discs_of_many_shapes(tree: Tree) -> None:
    """Discs in disc folders, images of two discs, a DVD whose files lie loose in the film's folder."""
    tree.film("Heron Bay", 2011, ("Heron Bay (2011)/Disc 1/BDMV/", "Heron Bay (2011)/Disc 2/BDMV/"))
    for disc in (1, 2):
        tree.beside(
            *(
                f"Heron Bay (2011)/Disc {disc}/BDMV/{name}"
                for name in ("index.bdmv", "PLAYLIST/00001.mpls", "STREAM/00001.m2ts")
            )
        )
    tree.film(
        "Salt Road",
        1998,
        ("Salt Road (1998)/Salt Road (1998) - Disc 1.iso", "Salt Road (1998)/Salt Road (1998) - Disc 2.iso"),
    )
    tree.film("Marble Sky", 2002, "Marble Sky (2002)/MARBLE_SKY.iso")
    tree.film("Paper Wolves", 2001, "Paper Wolves (2001)/VIDEO_TS/", "Paper Wolves (2001)/Paper Wolves (2001).mkv")
    tree.beside(*(f"Paper Wolves (2001)/VIDEO_TS/{name}" for name in ("VIDEO_TS.IFO", "VTS_01_0.IFO", "VTS_01_1.VOB")))


@library("titles that are numbers", FILMS)
def films_called_by_numbers(tree: Tree) -> None:
    """Titles that look like years, parts, resolutions and extras."""
    tree.film("1917", 2019, "1917 (2019)/1917 (2019).mkv")
    tree.film("2012", 2009, "2012.2009.1080p.BluRay.x264-GRP.mkv")
    tree.film("21", 2008, "21 (2008)/21.mkv")
    tree.film("1080", 2015, "1080 (2015).mkv")
    tree.film("1941", None, "1941.mkv")
    tree.film("Part 2", 2013, "Part 2 (2013)/Part 2 (2013).mkv")
    tree.film("10 Cloverfield Quay", 2016, "10.Cloverfield.Quay.2016.720p.mkv")
