"""Libraries of series whose habits came from manuals, recorders and downloaders, and were read wrong at first sight."""

from __future__ import annotations

from accuracy.truth import Tree, library

TV = "tv"


def _run(tree: Tree, show: str, season: int | None, numbers: range, pattern: str) -> None:
    """Tell of some episodes of one season, or of none."""
    for n in numbers:
        tree.episode(show, f"{season or ''}x{n}", pattern.format(n=n))


@library("web channels")
def channels_of_downloaders(tree: Tree) -> None:
    """What yt-dlp leaves: the day, the title and the id of the video, a picture beside."""
    home = "YouTube/Wooden Boats"
    tree.episode("Wooden Boats", "", f"{home}/2021-03-04 - Steaming [dQw4w9WgXcQ].mp4", aired="2021-03-04")
    tree.episode("Wooden Boats", "", f"{home}/2021-03-11 - Caulking [aB3_dE-fG1h].mp4", title="Caulking")
    tree.episode("Wooden Boats", "", f"{home}/20210318 - Launch day [xyzXYZ12345].mkv", aired="2021-03-18")
    tree.beside(f"{home}/2021-03-11 - Caulking [aB3_dE-fG1h].jpg")


@library("series of programs", TV)
def series_of_recorders(tree: Tree) -> None:
    """Channels DVR, TVHeadend and Plex: the day of the programme, and that of the recording with its time."""
    tree.episode("Harbour Beat", "3x4", "TV/Harbour Beat/Harbour Beat S03E04 2021-05-04 Low Tide 2021-05-04-2000.mpg")
    for day in ("2021-05-04", "2021-05-05"):
        tree.episode("Evening Desk", "", f"TV/Evening Desk/Evening Desk {day} {day}-1800.mpg", aired=day)
        tree.episode("Late Line", "", f"TV/Late Line/Late Line.{day}.23-15.ts", aired=day)
    tree.episode("Tide Talk", "", "TV/Tide Talk/Season 2021/2021-03-06.mkv", aired="2021-03-06")
    tree.episode("Tide Talk", "", "TV/Tide Talk/Season 2021/Tide Talk - 2021 03 07 - Bob.mkv", aired="2021-03-07")


@library("anime", TV)
def anime_of_managers(tree: Tree) -> None:
    """Ids of catalogues in folders, parts in folders of their own, seasons behind the title, second versions."""
    _run(
        tree,
        "Umi Monogatari",
        None,
        range(3, 5),
        "Umi Monogatari [anidb-12345]/Umi Monogatari - 0{n} - Wave - [Grp].mkv",
    )
    _run(tree, "Kasa", None, range(1, 3), "Kasa/[Grp] Kasa - {n:02d} [1080p].mkv")
    _run(tree, "Kasa", None, range(13, 15), "Kasa/Kasa Part 2/[Grp] Kasa - {n} [1080p].mkv")
    _run(tree, "Umi no Hi", 3, range(1, 3), "[SubsPlease] Umi no Hi S3 - {n:02d} (1080p) [ABCDEF0{n}].mkv")
    _run(tree, "Yama", None, range(1, 3), "Yama/[Grp] Yama - {n:02d} [BD].mkv")
    tree.episode("Yama", "", "Yama/[Grp] Yama - SP [BD].mkv")
    tree.beside("Yama/[Grp] Yama - NCED2v2 [BD].mkv", "Yama/NC/[Grp] Yama - NCOP [BD].mkv")
    _run(tree, "Meitantei", None, range(1101, 1103), "Meitantei/Meitantei - {n} - Case.mkv")


@library("miniseries", TV)
def courses(tree: Tree) -> None:
    """Lectures of a course: the folder has its name, the files count."""
    _run(tree, "Celestial Navigation", None, range(1, 4), "Celestial Navigation/Lecture {n:02d} - Stars.mp4")
    _run(tree, "Learning Knots", 1, range(1, 4), "Learning Knots/Season 01/{n:02d} - Knot.mp4")


@library("series of many countries", TV)
def series_of_the_east(tree: Tree) -> None:
    """Vietnamese, Thai, Hebrew, Arabic and Finnish words for seasons and episodes."""
    _run(tree, "Bến Cảng", None, range(1, 3), "Bến Cảng/Bến Cảng - Tập {n:02d}.mp4")
    _run(tree, "הנמל", 1, range(1, 3), "הנמל/עונה 1/הנמל - פרק {n}.mp4")
    _run(tree, "الميناء", 1, range(1, 3), "الميناء/الموسم 1/الميناء الحلقة {n}.mp4")
    _run(tree, "Satama", 2, range(1, 3), "Satama/Kausi 2/Satama - Jakso {n}.mkv")
    _run(tree, "Pelabuhan", 1, range(1, 3), "Pelabuhan/Musim 1/Pelabuhan Episode {n}.mp4")


@library("spellings of episodes", TV)
def titles_and_halves(tree: Tree) -> None:
    """Titles that are a year, halves by letter and by number, specials beside seasons."""
    home = "Quay Nine/Season 1"
    tree.episode("Quay Nine", "1x3", f"{home}/Quay Nine - S01E03 - 1984.mkv", title="1984")
    tree.episode("Quay Nine", "1x4", f"{home}/Quay Nine - S01E04 - 101 Gulls.mkv", title="101 Gulls")
    tree.episode("Quay Nine", "1x5", (f"{home}/Quay Nine - 1x05.1.avi", f"{home}/Quay Nine - 1x05.2.avi"))
    tree.episode("Quay Nine", "1x6", (f"{home}/Quay Nine - S01E06a.mkv", f"{home}/Quay Nine - S01E06b.mkv"))
    tree.episode("Quay Nine", "1x7", f"{home}/Quay Nine - S01E07 - Flood (1).mkv")
    tree.episode("Quay Nine", "1x8", f"{home}/Quay Nine - S01E08 - Flood (2).mkv")
    tree.episode("Quay Nine", "0x4", "Quay Nine/Quay Nine SP04.mkv")
    _run(tree, "100 Gulls", None, range(1, 3), "100 Gulls/100 Gulls - {n:02d}.mkv")
    _run(tree, "Ebbe", None, range(1, 4), "Ebbe/Ebbe ({n} von 3).mkv")
    _run(tree, "Ishi (TV)", None, range(1, 3), "Ishi (TV)/[Grp] Ishi (TV) - {n:02d} [720p].mkv")
