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
