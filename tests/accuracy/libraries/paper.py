"""Libraries of books and comics as sites, devices and managers of papers name them, in several countries."""

from __future__ import annotations

from accuracy.truth import Tree, library

BOOKS, COMICS = "books", "comics"


@library("books of web sites", BOOKS)
def books_with_their_publishers(tree: Tree) -> None:
    """A house hung on the title, formats and editions in brackets, authors and titles joined with hyphens."""
    tree.book(
        "On Salt",
        "Ines Tamura; Piet de Groot",
        "Ines Tamura, Piet de Groot - On Salt-The Quay Press (2009).pdf",
        made={},
        year=2009,
    )
    tree.book("Low Country", "Piet de Groot", "Piet de Groot - Low Country-Harper (2015).epub", made={})
    tree.book("Cinder", "Karla Weiß", "Karla Weiß - Hearth 03 - Cinder (html, jpg) (v1.0).epub", made={}, index=3)
    tree.book("The Salt of the Earth", "Jane Marlow", "jane-marlow_the-salt-of-the-earth.kepub.epub", made={})
    tree.book("Salt", "Edith Marlow", "jane-marlow_salt.epub", made={"title": "Salt", "authors": ["Edith Marlow"]})
    tree.book(
        "Practical Tides", "Nils Okafor", "Packt/Practical Tides/Practical Tides.pdf",
        made={"title": "Practical Tides", "authors": ["Nils Okafor"]},
    )  # fmt: skip  # as it is read
    tree.book("Calculus", "Ada Holm", "9783161484100.pdf", made={"title": "Calculus", "authors": ["Ada Holm"]})


@library("papers and periodicals", BOOKS)
def papers_of_a_manager(tree: Tree) -> None:
    """Papers by author, year and title, in folders that say nothing; by their number at arXiv; sheets of music."""
    tree.book(
        "On Drift",
        "Kai Tamura",
        "Zotero/storage/ABCD1234/Tamura et al. - 2016 - On Drift.pdf",
        made={"title": "On Drift", "authors": ["Kai Tamura"]},
        year=2016,
    )
    tree.book("On Salt", "Marlow", "Zotero/storage/EFGH5678/Marlow - 2011 - On Salt.pdf", made={}, year=2011)
    tree.beside("Zotero/storage/EFGH5678/.zotero-ft-cache", "Zotero/zotero.sqlite")
    tree.book("Tides Are All", "Ugo Falk", "1706.03762.pdf", made={"title": "Tides Are All", "authors": ["Ugo Falk"]})
    for number in (1, 2):
        tree.work("book", f"Sheet Music/Marlow - Nocturne Op. 9 No. {number}.pdf", made={})


@library("papers and periodicals", BOOKS)
def magazines_and_newspapers(tree: Tree) -> None:
    """Issues by date and by number: each is one, of the periodical as of a series."""
    for day in (1, 2, 3):
        file = f"Zeitungen/Hafenblatt/2021/Hafenblatt 2021-03-0{day}.pdf"
        tree.work("book", file, made={}, title=f"Hafenblatt 2021-03-0{day}", series="Hafenblatt", year=2021)
    for month in ("March", "April"):
        file = f"Magazines/Lamp Monthly/Lamp Monthly - {month} 2020.pdf"
        tree.work("book", file, made={}, title=f"Lamp Monthly - {month} 2020", series="Lamp Monthly")
    for number in (7, 8):
        file = f"Magazines/Retro Lamp/Retro Lamp - Issue {number:03d} - June 2019.pdf"
        tree.work("book", file, made={}, series="Retro Lamp", index=number)
    tree.work("book", "Magazines/Der Leuchter 12-2020.pdf", made={}, series="Der Leuchter", year=2020)


@library("book series", BOOKS)
def novels_in_volumes(tree: Tree) -> None:
    """Volumes of one title, with a shop's and a group's notes: nothing else tells them apart."""
    for number in (1, 2, 3):
        tree.work("book", f"Kumo Inn v{number:02d} [Quay Press] [LC].epub", made={}, series="Kumo Inn", index=number)
        file = f"Light Novels/Hoshi Post/Hoshi Post - Volume {number:02d} [Kindle].epub"
        made = {"title": f"Hoshi Post, Vol. {number}", "authors": ["Isuna Mori"]}
        tree.work("book", file, made=made, series="Hoshi Post", index=number, authors=["Isuna Mori"])
    for number in (1, 2):
        file = f"Karla Weiß/Das Moor - Band {number}.epub"
        tree.work("book", file, made={}, series="Das Moor", index=number, authors=["Karla Weiß"])
    tree.book("Moving Salt", "Karla Weiß", "Karla Weiß/Coast 10 - Moving Salt.epub", made={}, series="Coast", index=10)
    tree.book("La lampe", "Robin Falk", "Robin Falk - Le Marais T01 - La lampe.epub", made={}, series="Le Marais")
    tree.book("Gull! Gull!", "Ada Holm", "Holm, Ada/(Birds 8) Gull! Gull!.mobi", made={}, series="Birds", index=8)
    for title in ("Peat and the Lamp", "Peat and the Quay"):
        tree.book(title, "Nils Okafor", f"Nils Okafor/Peat/{title}.epub", made={}, series="Peat")
    tree.book("채식주의자", "한강", "한강 - 채식주의자.epub", made={})


@library("comics of many countries", COMICS)
def albums_and_books_of_albums(tree: Tree) -> None:
    """Collected albums, an issue before the first, Portuguese and German issues, albums in PDF on a French shelf."""
    tree.comic("Gaspard", "1-5", "BD/Gaspard/Gaspard - INT T01-05.cbz")
    tree.comic("Lucky Lou", "40", "BD/Lucky Lou/Lucky Lou 40 - Le Duc.pdf")
    tree.comic("Turma da Ilha", "7", "Quadrinhos/Turma da Ilha/Turma da Ilha - Edição 07.cbz")
    tree.comic("Fuchs und Foxi", "12", "Fuchs und Foxi/Fuchs und Foxi Heft 12.cbz")
    tree.comic("Crab Squad", "-1", "Crab Squad (1991)/Crab Squad -1 (1997).cbz")
    tree.comic("Crab Squad", "1", "Crab Squad (1991)/Crab Squad 001 (1991).cbz")
    tree.comic("Moon Rabbit", "", "(C97) [Circle (Usagi)] Moon Rabbit (Original) [English] [Group].cbz")
    tree.comic("Night Train", "", "[Artist] Night Train [English].zip")


@library("books of web sites", BOOKS)
def books_of_many_countries(tree: Tree) -> None:
    """Surnames in capitals, commas without spaces, brackets of other scripts, ids in front, places within names."""
    tree.book("Les dunes", "Émile Marchal", "MARCHAL Émile - Les dunes.epub", made={})
    tree.book("El faro", "Rosa Vidal", "Vidal,Rosa-El faro.(1970).mobi", made={}, year=1970)
    tree.book(
        "El muelle", "Rosa Vidal", "[Costa 01] Vidal, Rosa - El muelle [1234] (r1.2).epub", made={}, series="Costa"
    )
    tree.book("Homo salis", "Max Falk", "Max Falk_Homo salis_2004.epub", made={}, year=2004)
    tree.book("Two Rivers", "Ada Holm; Ugo Falk", "Two Rivers - Ada Holm and Ugo Falk.epub", made={})
    tree.book("Salt Visions", "Various", "Various - Salt Visions.epub", made={})
    tree.book("Winter Reed", "Ada Holm", "Ada Holm (ed) - Winter Reed.epub", made={})
    tree.work("book", "Unknown/The Peat/The Peat - Unknown.epub", made={}, title="The Peat", authors=[])
    tree.work("book", "9783161484100 - The Gull.epub", made={}, title="The Gull")
    tree.book("The Egg", "Ada Holm", "Holm, Ada - Gull #4 The Egg.epub", made={}, series="Gull", index=4)
    tree.book("The Nest", "Ada Holm", "Ada Holm - The Gulls IV - The Nest.epub", made={}, series="The Gulls", index=4)
    tree.book("红楼", "曹雪林", "四大名著/红楼（曹雪林）.epub", made={})
    tree.book("海辺の森(上)", "村上春子", "村上春子『海辺の森(上)』.epub", made={})


@library("comics of many countries", COMICS)
def numbers_of_many_habits(tree: Tree) -> None:
    """Point issues, books of a series, ranges in words, numbers before a dot, years behind a number."""
    tree.comic("Crab Squad", "24", "Crab Squad (2012)/Crab Squad 024 (2014).cbr")
    tree.comic("Crab Squad", "24.NOW", "Crab Squad (2012)/Crab Squad 024.NOW (2014).cbr")
    tree.comic("Marsh Priest", "2", "Marsh Priest/Marsh Priest - Book 02 (2013).cbz")
    tree.comic("Les Bleus", "1-5", "BD/Les Bleus/Les Bleus - T01 à T05.cbr")
    tree.comic("Gaspard", "3", "BD/Gaspard/Gaspard - 03. Gaspard et les goélands.cbr", title="Gaspard et les goélands")
    tree.comic("Salt Ranger", "12", "Salt_Ranger_v3_012_2016.cbz")
    tree.comic("Bamsen", "3", "Bamsen/Bamsen nr 3 2015.cbr")
    tree.comic("Kajtek", "3", "Kajtek/Kajtek. Tom 3.cbz")
