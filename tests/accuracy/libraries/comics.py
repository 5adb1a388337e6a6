"""Libraries of comics and manga: issues, volumes, chapters, annuals, ComicInfo and years."""

from __future__ import annotations

from accuracy.truth import Tree, library

COMICS = "comics"


@library("manga by volume and by chapter", COMICS)
def manga_by_volume(tree: Tree) -> None:
    """Volumes in a folder of the series, with groups and years in the names."""
    for number in (1, 2, 10):
        tree.comic(
            "Kumo no Niwa", str(number), f"Kumo no Niwa/Kumo no Niwa v{number:02d} (2016) (Digital) (danke-Empire).cbz"
        )
        tree.comic("Hoshi Post", str(number), f"Hoshi Post/Hoshi Post Vol. {number}.cbz")
    tree.comic("Yoru Cafe", "1", "Yoru Cafe/Volume 01.cbz")
    tree.comic("Yoru Cafe", "2", "Yoru Cafe/Volume 02.cbz")


@library("manga by volume and by chapter", COMICS)
def manga_by_chapter(tree: Tree) -> None:
    """Chapters as readers fetch them, tenths and all, and volumes beside chapters."""
    for number in ("1", "2", "10.5"):
        tree.comic("Umi Diary", number, f"Umi Diary/Umi Diary Ch.{number.zfill(3)}.cbz")
    tree.comic("Umi Diary", "100", "Umi Diary/Umi Diary - Chapter 100.cbz")
    for number in (1, 2):
        tree.comic("Ame Street", str(number), f"Ame Street/Vol.01 Ch.{number:03d} - Rain.cbz")
    tree.comic("Neko Letters", "1", "Neko Letters/Neko Letters v01.cbz")
    tree.comic("Neko Letters", "9", "Neko Letters/Neko Letters c009.cbz")
    tree.comic("Tabi", "5", "Tabi 005 (2018) (Digital).cbz")


@library("manga by volume and by chapter", COMICS)
def manga_in_pages(tree: Tree) -> None:
    """Chapters that are folders of pictures."""
    for number in (1, 2):
        tree.comic("Hana Road", str(number), f"Hana Road/Hana Road Ch.{number:03d}/")
        tree.beside(*(f"Hana Road/Hana Road Ch.{number:03d}/{page:03d}.jpg" for page in range(1, 6)))


@library("comics with ComicInfo and years", COMICS)
def issues_with_comicinfo(tree: Tree) -> None:
    """Issues whose ComicInfo says series, number and year of the run; the name may say less."""
    for number in (1, 2, 3):
        info = {
            "Series": "Harbour Watch",
            "Number": number,
            "Volume": 2019,
            "Year": 2019,
            "Month": number,
            "Title": f"Tide {number}",
        }
        tree.comic(
            "Harbour Watch",
            str(number),
            f"Harbour Watch (2019)/Harbour Watch {number:03d} (2019).cbz",
            made={"info": info},
        )
        info = {"Series": "Copper Sky", "Number": number, "Year": 2005}
        tree.comic("Copper Sky", str(number), f"unsorted/cs{number}.cbz", made={"info": info})


@library("comics with ComicInfo and years", COMICS)
def issues_by_name(tree: Tree) -> None:
    """Issues that only their names describe; two runs of one series; CBR and CBT."""
    tree.comic("Salt Ranger", "1", "Salt Ranger (1988)/Salt Ranger 001 (1988).cbz")
    tree.comic("Salt Ranger", "2", "Salt Ranger (1988)/Salt Ranger 002 (1988) (c2c).cbr")
    tree.comic("Salt Ranger", "1", "Salt Ranger (2016)/Salt Ranger 001 (2016) (Digital) (Zone-Empire).cbz")
    tree.comic("Salt Ranger", "2", "Salt Ranger (2016)/Salt Ranger #2 (2016).cbt")
    tree.comic("Paper Moon", "12", "Paper Moon #12 (of 13) (2011).cbz")
    tree.comic("The Long Quay", "1", "The Long Quay - Issue 1.cbz")
    tree.comic("L'Île aux vents", "3", "L'Île aux vents/L'Île aux vents - Tome 03.cbz")


@library("annuals and specials", COMICS)
def annuals(tree: Tree) -> None:
    """Annuals, half issues and one-shots beside a run."""
    home = "Harbour Watch (2019)"
    tree.comic("Harbour Watch", "1", f"{home}/Harbour Watch 001 (2019).cbz")
    tree.comic("Harbour Watch", "2", f"{home}/Harbour Watch 002 (2019).cbz")
    tree.work("comic", f"{home}/Harbour Watch Annual 01 (2020).cbz", made={})
    tree.work("comic", f"{home}/Harbour Watch Annual 2021 (2021).cbz", made={})
    tree.work("comic", f"{home}/Harbour Watch Special (2020).cbz", made={})
    tree.work("comic", "One Winter (2014).cbz", made={})
    tree.work("comic", "Salt Ranger/Salt Ranger 000.5.cbz", made={}, series="Salt Ranger")


@library("duplicates in three qualities", COMICS)
def comics_twice(tree: Tree) -> None:
    """One issue as CBZ and as CBR is one issue."""
    tree.comic("Paper Moon", "1", "Paper Moon/Paper Moon 001.cbz", "Paper Moon/Paper Moon 001.cbr")
    tree.comic("Paper Moon", "2", "Paper Moon/Paper Moon 002.cbz")


@library("mixed languages", COMICS)
def comics_of_many_languages(tree: Tree) -> None:
    """Manga and comics in Chinese, Japanese, Korean, French and German."""
    tree.comic("星の庭", "1", "星の庭/星の庭 第01巻.cbz")
    tree.comic("星の庭", "2", "星の庭/星の庭 第02巻.cbz")
    tree.comic("长夜行", "12", "长夜行/长夜行 第12话.cbz")
    tree.comic("바다의 집", "3", "바다의 집/바다의 집 3권.cbz")
    tree.comic("Der Hafen", "2", "Der Hafen/Der Hafen Band 02.cbz")
    tree.comic("Les Vagues", "4", "Les Vagues/Les Vagues T04.cbz")


@library("manga by volume and by chapter", COMICS)
def manga_of_scanners(tree: Tree) -> None:
    """Names of scanners: groups in front, volumes behind chapters, ranges, commas."""
    tree.comic("Kaze Diary", "1", "Kaze Diary/[Group] Kaze Diary - c001 (v01) [dig].cbz")
    tree.comic("Kaze Diary", "2", "Kaze Diary/[Group] Kaze Diary - c002 (v01) [dig].cbz")
    tree.comic("Sora Inn", "3", "[Scan] Sora Inn v03.cbz")
    tree.comic("Yama Post", "12.5", "Yama Post/Yama Post, Chapter 12.5.cbz")
    tree.comic("Kumo Town", "4", "Kumo Town/Vol 04.cbr")
    tree.comic("Niwa", "7", "Niwa/Niwa Chapter 7 - The Gate.zip.cbz")


@library("comics with ComicInfo and years", COMICS)
def trades_and_runs(tree: Tree) -> None:
    """Trade paperbacks, runs with first and last year, volumes written as v2."""
    tree.comic("Harbour Watch", "5", "Harbour Watch (2016-2018)/Harbour Watch 005 (2017) (digital).cbz")
    tree.comic("Copper Sky", "1", "Copper Sky/Copper Sky Vol. 1 - The Long Quay (2012).cbz")
    tree.comic("Copper Sky", "2", "Copper Sky/Copper Sky Vol. 2 - The Short Quay (2013).cbz")
    tree.comic("Salt Ranger", "3", "Salt Ranger v2 003 (2005).cbz")
    info = {"Series": "Paper Moon", "Number": "3", "Volume": 2, "Title": "Eclipse", "Year": 2014}
    tree.comic("Paper Moon", "3", "Paper Moon/pm_v2_03.cbz", made={"info": info})


@library("comics of programs", COMICS, alone=True)
def archives_and_pages_alone(tree: Tree) -> None:
    """A library of comics alone: whatever has pages is one, an archive of any name and a folder of any name."""
    tree.comic("Red Crab", "", "Red Crab.zip")
    tree.comic("One Winter", "", "One Winter (2014).rar", year=2014)
    tree.comic("Paper Moon", "1", "Paper Moon 01.zip")
    tree.comic("Long Quay", "", "Long Quay.pdf", made={"title": "Long Quay"})
    tree.comic("Still Water", "", "Still Water/")
    tree.beside(*(f"Still Water/{page:02d}.jpg" for page in range(1, 6)))
    tree.beside("Lettering.zip.txt")
