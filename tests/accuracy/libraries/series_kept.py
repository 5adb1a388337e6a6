"""Libraries of series as programs name them and recorders leave them."""

from __future__ import annotations

from accuracy.truth import Tree, library

TV = "tv"


@library("series of programs", TV)
def series_of_sonarr(tree: Tree) -> None:
    """Sonarr's names with ids and qualities; an anime with absolute numbers behind; specials."""
    h = "The Harbour (2012) {tvdb-900001}"
    for n in (1, 2):
        tree.episode(
            "The Harbour",
            f"1x{n}",
            f"{h}/Season 01/The Harbour (2012) - S01E{n:02d} - Tide {n} [WEBDL-1080p][EAC3 5.1][h264]-NTb.mkv",
            title=f"Tide {n}",
        )
    tree.episode("The Harbour", "0x1", f"{h}/Specials/The Harbour (2012) - S00E01 - Christmas [HDTV-720p].mkv")
    tree.episode(
        "The Harbour",
        "1x3-4",
        f"{h}/Season 01/The Harbour (2012) - S01E03-E04 - Tide 3 + Tide 4 [Bluray-1080p][DTS 5.1][x264]-GRP.mkv",
    )
    for n in (1, 2):
        tree.episode(
            "Kaze no Machi",
            f"2x{n}",
            f"Kaze no Machi (2014)/Season 02/Kaze no Machi (2014) - S02E{n:02d} - {24 + n:03d} - Umi {n} [Bluray-1080p][10bit][x265][FLAC 2.0][JA]-Group.mkv",
            title=f"Umi {n}",
        )
    tree.beside(
        f"{h}/poster.jpg",
        f"{h}/season-specials-poster.jpg",
        f"{h}/Season 01/The Harbour (2012) - S01E01 - Tide 1 [WEBDL-1080p][EAC3 5.1][h264]-NTb-thumb.jpg",
    )


@library("series of programs", TV)
def itunes_and_recorders(tree: Tree) -> None:
    """iTunes' numbered episodes, Plex's recordings with dates, Tvheadend's."""
    for n in (1, 2):
        tree.episode("The Harbour", f"1x{n}", f"iTunes Media/TV Shows/The Harbour/Season 1/{n:02d} Tide {n}.m4v")
    tree.episode(
        "The Late Desk",
        "",
        "DVR/The Late Desk (2015)/Season 2019/The Late Desk (2015) - 2019-03-05 23 35 00 - Anna Berg.ts",
        aired="2019-03-05",
    )
    tree.episode("Copper Hill", "2x3", "DVR/Copper Hill (2010)/Season 02/Copper Hill (2010) - S02E03 - Return.ts")
    tree.episode("Night Desk", "1x4", "DVR/Night Desk/Night Desk.S01E04.ts")


@library("series of programs", TV)
def series_of_jellyfin(tree: Tree) -> None:
    """Jellyfin, Emby and FileBot."""
    tree.episode("Salt Court", "1x1-2", "Salt Court (2018) [imdbid-tt9900200]/Season 01/Salt Court S01E01-E02.mkv")
    tree.episode(
        "Salt Court",
        "1x3",
        "Salt Court (2018) [imdbid-tt9900200]/Season 01/Salt Court S01E03.mkv",
        "Salt Court (2018) [imdbid-tt9900200]/Season 01/Salt Court S01E03 - 4K.mkv",
    )
    tree.episode(
        "Net Menders", "3x7", "Net Menders/Season 3/Net Menders - 3x07 - The Long Line.mkv", title="The Long Line"
    )
    tree.episode("Net Menders", "0x4", "Net Menders/Specials/Net Menders - 0x04 - Reunion.mkv")
    tree.episode(
        "Net Menders",
        "3x8",
        "Net Menders/Season 3/Net.Menders.S03E08.The.Short.Line.1080p.AMZN.WEB-DL.DDP5.1.H.264-NTb.mkv",
        title="The Short Line",
    )
    tree.episode("Buoy", "2x1", "Buoy (US)/Season 02/Buoy (US) - S02E01.mkv")
    tree.works[-1].fields.pop("parents")
    tree.beside(
        "Net Menders/Season 3/Net Menders - 3x07 - The Long Line.nfo",
        "Net Menders/tvshow.nfo",
        "Net Menders/Season 3/metadata/x.xml",
    )


@library("series of programs", TV)
def series_of_kodi_and_emby(tree: Tree) -> None:
    """Kodi's and Emby's habits: loose specials, `Season 1` of a show with a year, episode by underscore, absolute behind."""
    for n in (1, 2):
        tree.episode("Lough House", f"1x{n}", f"Lough House (2016)/Season 1/S01E{n:02d}.mkv")
    tree.episode("Lough House", "0x1", "Lough House (2016)/Season 0/S00E01 - Making of.mkv")
    tree.episode("Ferry Crew", "2x3", "Ferry Crew/Ferry Crew Season 02/Ferry_Crew_s02e03_The_Fog.mkv")
    tree.episode("Ferry Crew", "2x4", "Ferry Crew/Ferry Crew Season 02/Ferry_Crew_s02_e04.mkv")
    tree.episode("Marsh Police", "4x1", "Marsh Police/4/01.mkv")
    tree.episode("Marsh Police", "4x2", "Marsh Police/4/02.mkv")
    tree.episode("Pier 12", "1x1", "Pier 12/S1/Pier.12.S01E01.mkv")
    tree.episode("1899 North", "1x1", "1899 North/Season 1/1899.North.S01E01.mkv")
    tree.episode("24 Knots", "1x2", "24 Knots/24 Knots - 1x02.avi")


@library("spellings of episodes", TV)
def spellings_of_episodes(tree: Tree) -> None:
    """Twenty years of habits in one tree."""
    tree.episode("Copper Hill", "1x1", "Copper Hill/Copper Hill - [1x01] - Return.avi")
    tree.episode("Copper Hill", "1x2", "Copper Hill/Copper_Hill_-_1x02_-_Away.avi")
    tree.episode("Copper Hill", "1x3", "Copper Hill/Copper Hill S1 E3.mkv")
    tree.episode("Copper Hill", "1x4", "Copper Hill/Copper Hill Season 1 Ep 04.mp4")
    tree.episode("Copper Hill", "1x5", "Copper Hill/copper.hill.s1e05.hdtv.avi")
    tree.episode("Copper Hill", "1x6", "Copper Hill/Copper Hill (1x06) Fog.avi")
    tree.episode("Copper Hill", "1x7", "Copper Hill/Copper Hill - Season 1, Episode 7 - Low Water.mkv")
    tree.episode("Copper Hill", "1x8", "Copper Hill/s01e08 - Ebb.mkv")
    tree.episode("Copper Hill", "1x9", "Copper Hill/1x09 Neap.mkv")
    tree.episode("Copper Hill", "1x10", "Copper Hill/Copper Hill S01.E10.mkv")
    tree.episode("Copper Hill", "1x11", "Copper Hill/Copper Hill.S01EP11.mkv")


@library("season packs", TV)
def packs_in_a_show(tree: Tree) -> None:
    """Releases of whole seasons in the folder of their show, or a whole series with years."""
    for s in (1, 2):
        for n in (1, 2):
            tree.episode(
                "The Harbour",
                f"{s}x{n}",
                f"The Harbour/The.Harbour.S{s:02d}.1080p.BluRay.x264-GRP/The.Harbour.S{s:02d}E{n:02d}.1080p.BluRay.x264-GRP.mkv",
            )
    for s in (1, 2):
        for n in (1, 2):
            tree.episode(
                "Copper Hill",
                f"{s}x{n}",
                f"Copper Hill (2008-2012) Complete Series 720p/Copper Hill Season {s}/Copper Hill S{s:02d}E{n:02d}.mkv",
            )
    for n in (1, 2):
        tree.episode("Night Desk", f"3x{n}", f"Night Desk - Season 3 Complete (1080p)/{n:02d}. Case {n}.mkv")
    for n in (1, 2):
        tree.episode(
            "Tide Watch", f"1x{n}", f"Tide.Watch.S01-S03.COMPLETE.720p/Tide.Watch.S01/Tide.Watch.S01E{n:02d}.720p.mkv"
        )
    tree.beside(
        "The Harbour/The.Harbour.S01.1080p.BluRay.x264-GRP/Sample/sample.mkv",
        "Night Desk - Season 3 Complete (1080p)/Torrent downloaded from site.txt",
    )


@library("miniseries", TV)
def miniseries(tree: Tree) -> None:
    """Parts of a series: of three, by word."""
    for n in (1, 2, 3):
        tree.episode("The Boat", f"x{n}", f"The Boat/The.Boat.Part.{n}.of.3.1080p.mkv")
    for n in (1, 2, 3):
        tree.episode("River War", f"x{n}", f"River War (2007)/River War - Episode {n}.avi")
    for n in (1, 2, 3):
        tree.episode("Ice Men", f"1x{n}", f"Ice Men (2015)/Season 1/Ice Men - Part {n}.mkv")
    for n in (1, 2):
        tree.episode("Tide Watch", f"x{n}", f"Tide Watch/Episode {n}.mp4")


@library("daily shows", TV)
def years_as_seasons(tree: Tree) -> None:
    """Dated and numbered programmes: news, talk, years as seasons."""
    tree.episode("Harbour News", "", "Harbour News/2021/Harbour News 2021-05-04.mp4", aired="2021-05-04")
    tree.episode("Harbour News", "", "Harbour News/2021/Harbour News 2021-05-05.mp4", aired="2021-05-05")
    tree.episode("Tidal Talk", "", "Tidal.Talk.2020.10.12.Guest.Name.720p.WEB.h264-TBS.mkv", aired="2020-10-12")
    tree.episode("Boat Race", "2019x3", "Boat Race/Season 2019/Boat Race - S2019E03.mkv")
    tree.episode("Boat Race", "2020x1", "Boat Race/2020/Boat Race - S2020E01.mkv")


@library("miniseries", TV)
def documentaries(tree: Tree) -> None:
    """Documentaries in parts."""
    for n in (1, 2, 3):
        tree.episode("Coast Lines", f"1x{n}", f"Coast Lines (2011)/Season 01/Coast.Lines.S01E{n:02d}.1080p.mkv")
    for n in (1, 2):
        tree.episode("Deep Water", f"x{n}", f"BBC Deep Water/BBC.Deep.Water.{n}of2.720p.HDTV.mkv")
        tree.works[-1].fields.pop("parents")
    for n in (1, 2, 3):
        tree.episode("Ebb", f"x{n}", f"Ebb - Die Serie/Folge {n}.mp4")
        tree.works[-1].fields.pop("parents")


@library("extras of series", TV)
def extras_between_episodes(tree: Tree) -> None:
    """Extras between episodes and in folders of several tongues."""
    h = "Net Menders"
    tree.episode("Net Menders", "1x1", f"{h}/Season 1/Net Menders S01E01.mkv")
    tree.episode("Net Menders", "1x2", f"{h}/Season 1/Net Menders S01E02.mkv")
    tree.beside(
        f"{h}/Season 1/Net Menders S01E01-deleted.mkv",
        f"{h}/Season 1/Trailers/Teaser.mp4",
        f"{h}/Bonus/Bloopers.mkv",
        f"{h}/Season 1/Bonus/Cast.mkv",
        f"{h}/Extras/Season 1/Outtakes.mkv",
        f"{h}/Season 1/sample.mkv",
        f"{h}/Season 1/Net Menders - Season 1 Trailer.mp4",
        f"{h}/Deleted Scenes/Pier.mkv",
        f"{h}/Shorts/Webisode.mkv",
    )


@library("extras of series")
def extras_without_seasons(tree: Tree) -> None:
    """A share of all: extras of shows with and without folders of seasons."""
    for n in (1, 2):
        tree.episode("The Harbour", f"1x{n}", f"TV/The Harbour/The Harbour S01E{n:02d}.mkv")
    tree.beside(
        "TV/The Harbour/Featurettes/The sets.mkv",
        "TV/The Harbour/Extras/Gag reel.mkv",
        "TV/The Harbour/Trailers/Season 1.mp4",
        "TV/The Harbour/Behind The Scenes/Cast.mkv",
    )
    tree.episode("Copper Hill", "1x1", "TV/Copper Hill/Season 1/Copper Hill S01E01.mkv")
    tree.beside(
        "TV/Copper Hill/Extras/Gag reel.mkv",
        "TV/Copper Hill/Season 1/Behind The Scenes/Cast.mkv",
        "TV/Copper Hill/Interviews/The writer.mkv",
    )
    tree.film("Heron Bay", 2011, "Movies/Heron Bay (2011)/Heron Bay (2011).mkv")
    tree.beside("Movies/Heron Bay (2011)/Featurettes/The river.mkv")


@library("extras of series")
def extras_beside_films(tree: Tree) -> None:
    """Extras at the level of show and season, theme songs, with films beside."""
    tree.episode("Lough House", "1x1", "Series/Lough House/Lough.House.S01E01.mkv")
    tree.episode("Lough House", "1x2", "Series/Lough House/Lough.House.S01E02.mkv")
    tree.beside(
        "Series/Lough House/Deleted Scenes/Pier.mkv",
        "Series/Lough House/theme.mp3",
        "Series/Lough House/Interviews/Cast.mkv",
        "Series/Lough House/backdrops/1.mp4",
        "Series/Lough House/trailer.mp4",
    )
    tree.episode("Ferry Crew", "1x1", "Series/Ferry Crew/S01/Ferry.Crew.S01E01.mkv")
    tree.beside(
        "Series/Ferry Crew/S01/Featurettes/Boats.mkv",
        "Series/Ferry Crew/S01/Ferry.Crew.S01E01-featurette.mkv",
        "Series/Ferry Crew/Extras/Season 1 Gag Reel.mkv",
    )
    tree.film("Grey Tern", 2013, "Films/Grey Tern (2013)/Grey Tern (2013).mkv")
    tree.beside("Films/Grey Tern (2013)/Extras/Making of.mkv", "Films/Grey Tern (2013)/theme.mp3")


@library("one name, many kinds")
def a_show_and_its_films(tree: Tree) -> None:
    """The film of a series beside its seasons; the anime and its film."""
    tree.episode("Star Harbour", "1x1", "Star Harbour/Season 1/Star Harbour S01E01.mkv")
    tree.film("Star Harbour: The Movie", 1998, "Star Harbour/Star Harbour The Movie (1998).mkv")
    tree.episode("Kaze no Machi", "x1", "Anime/Kaze no Machi/[G] Kaze no Machi - 01 [1080p].mkv")
    tree.episode("Kaze no Machi", "x2", "Anime/Kaze no Machi/[G] Kaze no Machi - 02 [1080p].mkv")
    tree.film("Kaze no Machi Movie", 2016, "Anime/Kaze no Machi/Movies/Kaze no Machi Movie (2016).mkv")
    tree.works[-1].fields.pop("title")
    tree.episode("Night Desk", "1x1", "Shows/Night Desk/Series/Season 1/Night Desk - S01E01.mkv")


@library("download folders", TV)
def episodes_of_the_scene(tree: Tree) -> None:
    """Scene names: repack, internal, dual, x265, UK, years, dates, extras of season."""
    tree.episode("Reef Patrol", "2x4", "Reef.Patrol.S02E04.REPACK.1080p.WEB.H264-GRP.mkv")
    tree.episode("Reef Patrol", "2x5", "Reef.Patrol.S02E05.iNTERNAL.720p.WEB.x264-GRP.mkv")
    tree.episode("Reef Patrol", "2x6-7", "Reef.Patrol.S02E06E07.1080p.WEB.H264-GRP.mkv")
    tree.episode("Crab Island", "1x1", "Crab.Island.2018.S01E01.1080p.WEB.mkv")
    tree.episode("Pearl Court", "5x10", "pearl.court.510.hdtv-lol.avi")
    tree.episode("Pearl Court", "5x11", "pearl.court.511.hdtv-lol.avi")
    tree.episode(
        "Die Bucht",
        "1x2",
        "Die.Bucht.S01E02.Der.Sturm.GERMAN.DL.1080p.WEB.x264-GRP/die.bucht.s01e02.mkv",
        title="Der Sturm",
    )
    tree.works[-1].fields.pop("title")


@library("series of programs", TV)
def shows_deep_in_folders(tree: Tree) -> None:
    """Folders for genres, studios and years above shows; episodes in folders of their own."""
    tree.episode("Reef Patrol", "1x1", "Series/Drama/Reef Patrol/Season 1/Reef Patrol S01E01/Reef Patrol S01E01.mkv")
    tree.episode("Reef Patrol", "1x2", "Series/Drama/Reef Patrol/Season 1/Reef Patrol S01E02/Reef Patrol S01E02.mkv")
    tree.episode("Crab Island", "2x1", "Series/Kids/2018/Crab Island/Season 02/02x01 - The Cave.mkv", title="The Cave")
    tree.episode("Pearl Court", "1x1", "Series/P/Pearl Court (1999)/S01/Pearl Court - 01x01.avi")
    tree.episode("Pearl Court", "1x2", "Series/P/Pearl Court (1999)/S01/E02.avi")
    tree.episode("Foghorn", "3x1", "Series/Foghorn/Foghorn.Series.3/Foghorn.3x01.avi")
    tree.episode("Foghorn", "4x1", "Series/Foghorn/4th Season/Foghorn - 01.avi")


@library("series of programs", TV)
def shows_with_signs(tree: Tree) -> None:
    """Several more shows."""
    for n in (1, 2):
        tree.episode("Tar Street", f"1x{n}", f"Tar Street (2020)/Season 1 (2020)/Tar Street (2020) - 1x{n:02d}.mkv")
    tree.episode("Quay 9", "3x1", "Quay 9/Season 3/Quay 9 - S03E01.mkv")
    tree.episode("Quay 9", "3x2", "Quay 9/Season 3/Quay.9.S03E02.mkv")
    tree.episode("The 4400 Crabs", "1x1", "The 4400 Crabs/S01/The.4400.Crabs.S01E01.mkv")
    tree.episode("1983", "1x1", "1983/Season 01/1983 - S01E01.mkv")
    tree.episode("M*A*R*S*H", "1x1", "M.A.R.S.H/Season 1/M.A.R.S.H.S01E01.mkv")
    tree.works[-1].fields.pop("parents")
    tree.episode("Low Moon: Nights", "2x1", "Low Moon - Nights/Season 2/Low Moon - Nights - S02E01 - Pilot.mkv")
    tree.episode("Tern's Law", "1x1", "Tern's Law/Terns.Law.S01E01.720p.mkv")
    tree.episode("Quay & Co", "1x3", "Quay & Co/Season 1/Quay.and.Co.S01E03.mkv")
    tree.episode("Tar Street", "1x10", "Tar Street (2020)/Season 1 (2020)/Tar Street (2020) - 1x10 - Part 1.mkv")
