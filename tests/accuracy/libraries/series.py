"""Libraries of series: seasons, anime, daily shows, specials, and shows of one name."""

from __future__ import annotations

from accuracy.truth import Tree, library

TV = "tv"


@library("seasons", TV)
def seasons_by_the_book(tree: Tree) -> None:
    """Show, season, episode: as every manual says."""
    home = "The Harbour (2012)"
    for season in (1, 2):
        for number in (1, 2, 3):
            tree.episode(
                "The Harbour", f"{season}x{number}",
                f"{home}/Season {season:02d}/The Harbour (2012) - S{season:02d}E{number:02d} - Tide {number}.mkv",
                title=f"Tide {number}",
            )  # fmt: skip
    tree.beside(
        f"{home}/poster.jpg", f"{home}/season01-poster.jpg", f"{home}/theme.mp3", f"{home}/Season 01/folder.jpg"
    )
    tree.beside(f"{home}/tvshow.nfo", text="<tvshow><title>The Harbour</title><year>2012</year></tvshow>")
    tree.beside(
        f"{home}/Season 01/The Harbour (2012) - S01E01 - Tide 1.en.srt",
        f"{home}/Season 01/The Harbour (2012) - S01E01 - Tide 1-thumb.jpg",
    )


@library("seasons", TV)
def season_folders_of_many_languages(tree: Tree) -> None:
    """The season stands in the folder, in the folder's language; files are only numbered."""
    for folder, season in (("Staffel 1", 1), ("Staffel 2", 2)):
        for number in (1, 2):
            tree.episode("Nordlicht", f"{season}x{number}", f"Nordlicht/{folder}/Folge {number:02d}.mkv")
    for number in (1, 2):
        tree.episode("Le Phare", f"1x{number}", f"Le Phare/Saison 1/Le Phare - Episode {number}.avi")
        tree.episode("La Casa Azul", f"1x{number}", f"La Casa Azul/Temporada 1/La Casa Azul 1x{number:02d}.mp4")
        tree.episode("Tide Watch", f"3x{number}", f"Tide Watch/S03/{number:02d} - Low Water {number}.mkv")


@library("seasons", TV)
def seasons_flat(tree: Tree) -> None:
    """A show's episodes without season folders, in several spellings."""
    tree.episode("Copper Hill", "1x1", "Copper Hill/Copper.Hill.S01E01.1080p.WEB-DL.x264-NTb.mkv")
    tree.episode("Copper Hill", "1x2", "Copper Hill/copper hill 1x02.avi")
    tree.episode("Copper Hill", "2x1", "Copper Hill/Copper Hill - s02e01 - Return.mkv")
    tree.episode("Copper Hill", "2x2", "Copper Hill/Copper_Hill_S02_E02.mp4")
    tree.episode("Copper Hill", "2x13", "Copper Hill/Copper Hill Season 2 Episode 13.mkv")
    tree.episode("Night Desk", "1x1", "Night.Desk.S01E01.HDTV.x264-LOL.mkv")
    tree.episode("Night Desk", "1x2", "Night.Desk.S01E02.PROPER.720p.HDTV.x264.mkv")


@library("multi-episode", TV)
def episodes_in_pairs(tree: Tree) -> None:
    """Two or three episodes in one file, in the spellings that programs write."""
    home = "The Harbour/Season 1"
    tree.episode("The Harbour", "1x1-2", f"{home}/The Harbour - S01E01E02 - Pilot.mkv")
    tree.episode("The Harbour", "1x3-4", f"{home}/The Harbour - S01E03-E04.mkv")
    tree.episode("The Harbour", "1x5-6", f"{home}/The Harbour - S01E05-06.mkv")
    tree.episode("The Harbour", "1x7-9", f"{home}/The.Harbour.S01E07E08E09.720p.mkv")
    tree.episode("The Harbour", "1x10", f"{home}/The Harbour - S01E10.mkv")
    tree.episode("Copper Hill", "2x1-2", "Copper Hill/Copper Hill 2x01-02.avi")


@library("specials", TV)
def specials_of_a_show(tree: Tree) -> None:
    """Specials in their folder, in season 0, and a show with extras that are none."""
    home = "The Harbour"
    tree.episode("The Harbour", "0x1", f"{home}/Specials/The Harbour - S00E01 - Christmas.mkv", title="Christmas")
    tree.episode("The Harbour", "0x2", f"{home}/Specials/The Harbour S00E02.mkv")
    tree.episode("The Harbour", "0x3", f"{home}/Season 00/The Harbour - S00E03.mkv")
    tree.episode("The Harbour", "1x1", f"{home}/Season 1/The Harbour - S01E01.mkv")
    tree.beside(
        f"{home}/Season 1/Extras/Gag reel.mkv", f"{home}/Featurettes/The sets.mkv", f"{home}/Season 1/The Harbour - S01E01-sample.mkv",
        f"{home}/trailers/Season 1 trailer.mp4",
    )  # fmt: skip


@library("absolute numbers and anime", TV)
def anime_of_groups(tree: Tree) -> None:
    """Fansubs, numbered through, with groups, checksums and versions."""
    home = "Kaze no Machi"
    for number in (1, 2, 12, 13):
        tree.episode(
            "Kaze no Machi",
            f"x{number}",
            f"{home}/[SubGroup] Kaze no Machi - {number:02d} [1080p][A1B2C3{number:02d}].mkv",
        )
    tree.episode("Kaze no Machi", "x14", f"{home}/[SubGroup] Kaze no Machi - 14v2 [1080p].mkv")
    tree.episode("Hoshi Koi", "x103", "Hoshi Koi/[Raws] Hoshi Koi - 103 (TX 1280x720 x264 AAC).mp4")
    tree.episode("Hoshi Koi", "x104", "Hoshi Koi/Hoshi Koi - 104.mkv")
    tree.beside(
        f"{home}/NC/[SubGroup] Kaze no Machi - NCOP1 [1080p].mkv",
        f"{home}/[SubGroup] Kaze no Machi - NCED1 [1080p].mkv",
    )


@library("absolute numbers and anime", TV)
def anime_in_seasons(tree: Tree) -> None:
    """Anime with season folders, a second season in the title, and Chinese groups."""
    for number in (1, 2):
        tree.episode(
            "Tsuki no Umi", f"1x{number}", f"Tsuki no Umi/Season 1/[Group] Tsuki no Umi - {number:02d} [720p].mkv"
        )
        tree.episode(
            "Tsuki no Umi", f"2x{number}", f"Tsuki no Umi/Season 2/[Group] Tsuki no Umi S2 - {number:02d} [720p].mkv"
        )
    for number in (5, 6):
        tree.episode("Hoshi no Kioku", f"x{number}", f"[Studio][Hoshi no Kioku][{number:02d}][BIG5][1080P].mp4")


@library("absolute numbers and anime", TV)
def long_runner(tree: Tree) -> None:
    """A show of hundreds of episodes that only counts."""
    for number in (1, 99, 100, 517, 1024):
        tree.episode(
            "Kaizoku Michi",
            f"x{number}",
            f"Kaizoku Michi/Kaizoku Michi - {number:03d} - Umi {number}.mkv",
            title=f"Umi {number}",
        )


@library("daily shows", TV)
def daily_shows(tree: Tree) -> None:
    """Shows by date, in three spellings of dates."""
    home = "The Late Desk"
    tree.episode("The Late Desk", "", f"{home}/The.Late.Desk.2019.03.05.720p.WEB.x264.mkv", aired="2019-03-05")
    tree.episode(
        "The Late Desk", "", f"{home}/The Late Desk - 2019-03-06 - Anna Berg.mkv", aired="2019-03-06", title="Anna Berg"
    )
    tree.episode("The Late Desk", "", f"{home}/2019/The Late Desk 2019-03-07.mkv", aired="2019-03-07")
    tree.episode("Morgenrunde", "", "Morgenrunde/Morgenrunde - 2021-11-30.mp4", aired="2021-11-30")
    tree.episode("Morgenrunde", "", "Morgenrunde/Morgenrunde.2021.12.01.GERMAN.720p.mkv", aired="2021-12-01")


@library("shows of one name and another year", TV)
def shows_of_one_name(tree: Tree) -> None:
    """Two shows called alike, told apart by year; one show spelt twice."""
    for year in (1978, 2004):
        for number in (1, 2):
            tree.episode(
                "Star Harbour",
                f"1x{number}",
                f"Star Harbour ({year})/Season 1/Star Harbour ({year}) - S01E{number:02d}.mkv",
            )
    tree.episode("Doctor Tide", "1x1", "Doctor Tide/Season 1/Doctor.Tide.S01E01.mkv")
    tree.episode("Doctor Tide", "2x1", "Doctor Tide/Season 2/doctor tide - s02e01.mkv")
    tree.episode("Doctor Tide", "2x2", "Doctor Tide/Season 2/Doctor_Tide_S02E02.avi")


@library("duplicates in three qualities", TV)
def episode_qualities(tree: Tree) -> None:
    """Episodes in three qualities beside each other, and in folders of releases."""
    home = "The Harbour/Season 1"
    for number in (1, 2):
        tree.episode(
            "The Harbour", f"1x{number}",
            *(f"{home}/The.Harbour.S01E{number:02d}.{quality}.mkv" for quality in ("480p.HDTV", "720p.WEB-DL", "1080p.BluRay")),
        )  # fmt: skip
    tree.episode(
        "Copper Hill",
        "1x1",
        "Copper.Hill.S01.720p.HDTV/Copper.Hill.S01E01.720p.HDTV.mkv",
        "Copper.Hill.S01.1080p.WEB/Copper.Hill.S01E01.1080p.WEB.mkv",
    )


@library("mixed languages", TV)
def series_of_many_languages(tree: Tree) -> None:
    """Series named in Korean, Japanese, Chinese, Spanish, German and Russian."""
    tree.episode("바람의 집", "1x1", "바람의 집/시즌 1/바람의 집 S01E01.mkv")
    tree.episode("푸른 밤", "x12", "푸른 밤/푸른 밤.E12.251019.1080p.mkv")
    tree.episode("月の道", "x3", "月の道/月の道 第3話.mkv")
    tree.episode("长河", "x7", "长河/长河 第07集.mp4")
    tree.episode("El Puerto", "1x3", "El Puerto/El Puerto Temporada 1 Capitulo 3.avi")
    tree.episode("El Puerto", "2x5", "El Puerto/El Puerto [HDTV][Cap.205].mkv")
    tree.episode("Der Leuchtturm", "1x4", "Der Leuchtturm/Staffel 1/Der.Leuchtturm.S01E04.GERMAN.1080p.WEB.mkv")
    tree.episode("Северный ветер", "1x2", "Северный ветер/Сезон 1/Северный ветер - 2 серия.avi")


@library("download folders", TV)
def series_downloads(tree: Tree) -> None:
    """Releases of episodes as they come: a folder each, samples, archives, and what is still on its way."""
    for number in (1, 2):
        name = f"The.Harbour.S02E{number:02d}.1080p.WEB.H264-GRP"
        tree.episode("The Harbour", f"2x{number}", f"{name}/{name.lower()}.mkv")
        tree.beside(
            f"{name}/Sample/{name.lower()}-sample.mkv", f"{name}/{name.lower()}.nfo", f"{name}/{name.lower()}.sfv"
        )
    pack = "Copper.Hill.S03.COMPLETE.720p.HDTV.x264-PACK"
    for number in (1, 2, 3):
        tree.episode("Copper Hill", f"3x{number}", f"{pack}/Copper.Hill.S03E{number:02d}.720p.HDTV.x264-PACK.mkv")
    tree.beside(
        "_UNPACK_Copper.Hill.S04E01/Copper.Hill.S04E01.mkv", "Copper.Hill.S04E02.mkv.part", "Copper.Hill.S04E03.mkv.!qB"
    )
    tree.empty("Copper.Hill.S04E04.mkv")


@library("seasons", TV)
def seasons_of_old_rips(tree: Tree) -> None:
    """Rips of many years: `101`, `1of6`, numbers alone, season and year in the folder, the country in the title."""
    for number in (1, 2, 3):
        tree.episode(
            "Night Desk", f"1x{number}", f"Night Desk/Season 1/Night Desk - 1x{number:02d} - Case {number}.avi"
        )
        tree.episode("The River War", f"x{number}", f"The River War/The River War {number}of3.avi")
        tree.episode("Tide Watch", f"2x{number}", f"Tide Watch/Season 2 (2011)/{number:02d} Low Water.mkv")
        tree.episode("Copper Hill", f"1x{number}", f"Copper Hill/Copper Hill S01/Copper.Hill.10{number}.hdtv-lol.avi")
    tree.episode("The Office Boat (US)", "1x1", "The Office Boat (US)/Season 1/The.Office.Boat.US.S01E01.mkv")
    tree.works[-1].fields.pop("parents")


@library("seasons", TV)
def one_folder_of_episodes(tree: Tree) -> None:
    """Episodes of several shows in one folder, as a recorder leaves them."""
    for show, file in (
        ("Night Desk", "Night.Desk.S02E{:02d}.720p.WEB.x264-GRP.mkv"), ("Tide Watch", "Tide Watch - S01E{:02d} - Water.mkv"),
        ("Copper Hill", "copper.hill.3x{:02d}.hdtv.avi"), ("Der Leuchtturm", "Der.Leuchtturm.S01E{:02d}.GERMAN.720p.HDTV.mkv"),
    ):  # fmt: skip
        season = {"Night Desk": 2, "Copper Hill": 3}.get(show, 1)
        for number in (1, 2):
            tree.episode(show, f"{season}x{number}", file.format(number))
    tree.beside("Tide Watch - S01E01 - Water.en.srt", "Night.Desk.S02E01.720p.WEB.x264-GRP.nfo")


@library("multi-episode", TV)
def episodes_in_parts(tree: Tree) -> None:
    """An episode in two files, three in one, and a pilot of double length."""
    home = "Copper Hill/Season 1"
    tree.episode("Copper Hill", "1x1-2", f"{home}/Copper Hill - 1x01-1x02 - Pilot.mkv")
    tree.episode(
        "Copper Hill", "1x3", (f"{home}/Copper Hill - S01E03 - cd1.avi", f"{home}/Copper Hill - S01E03 - cd2.avi")
    )
    tree.episode("Copper Hill", "1x4-6", f"{home}/Copper.Hill.S01E04-E06.720p.mkv")
    tree.episode("Copper Hill", "1x7-8", f"{home}/S01E07-08.mkv")


@library("absolute numbers and anime", TV)
def anime_of_many_shapes(tree: Tree) -> None:
    """Underscores, specials, second seasons by word, batches in folders of their own."""
    batch = "[Group] Mori no Uta (BD 1080p)"
    for number in (1, 2, 3):
        tree.episode(
            "Mori no Uta", f"x{number}", f"{batch}/[Group] Mori no Uta - {number:02d} (BD 1080p) [ABCD123{number}].mkv"
        )
        tree.episode("Yuki Densha", f"x{number}", f"Yuki Densha/[Fansub]_Yuki_Densha_-_{number:02d}_[h264].mkv")
    tree.beside(
        f"{batch}/[Group] Mori no Uta - NCOP (BD 1080p).mkv", f"{batch}/Scans/cover.jpg", f"{batch}/fonts/a.ttf"
    )
    tree.episode("Kaizoku Michi", "x1001", "Kaizoku Michi - 1001.mkv")


@library("daily shows", TV)
def daily_shows_of_europe(tree: Tree) -> None:
    """Days written in other orders, and news twice a week."""
    tree.episode("Abendblatt", "", "Abendblatt/Abendblatt - 05.03.2019.mp4", aired="2019-03-05")
    tree.episode("Abendblatt", "", "Abendblatt/Abendblatt.2019.03.06.German.720p.mkv", aired="2019-03-06")
    for day in ("02", "09", "16"):
        tree.episode("Sea News", "", f"Sea News/2020/sea.news.2020.11.{day}.web.x264.mkv", aired=f"2020-11-{day}")


@library("specials", TV)
def specials_by_name(tree: Tree) -> None:
    """Specials numbered in the file, in a folder of another language, beside a film of the show."""
    tree.episode("Nordlicht", "0x1", "Nordlicht/Specials/Nordlicht - S00E01 - Weihnachten.mkv")
    tree.episode("Nordlicht", "0x2", "Nordlicht/Staffel 0/Nordlicht S00E02.mkv")
    tree.episode("Nordlicht", "1x1", "Nordlicht/Staffel 1/Nordlicht S01E01.mkv")
    tree.episode("Le Phare", "0x1", "Le Phare/Saison 0/Le Phare S00E01.mkv")


@library("shows of one name and another year", TV)
def shows_of_one_name_by_release(tree: Tree) -> None:
    """The year stands in the release's name, or nowhere but in the folder."""
    tree.episode("Battle Quay", "1x1", "Battle.Quay.2003.S01E01.720p.mkv")
    tree.episode("Battle Quay", "1x1", "Battle Quay (1978)/Battle Quay S01E01.avi")
    tree.episode("Battle Quay", "1x2", "Battle Quay (1978)/Battle Quay S01E02.avi")
