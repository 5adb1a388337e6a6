"""Libraries of books and audiobooks: formats, series, Calibre, chapters and single files."""

from __future__ import annotations

from accuracy.truth import Tree, library

BOOKS, AUDIO = "books", "audiobooks"


@library("one book in four formats", BOOKS)
def four_formats(tree: Tree) -> None:
    """EPUB, PDF, MOBI and AZW3 of one book are one book."""
    for author, title in (
        ("Ines Tamura", "The Salt Almanac"),
        ("Piet de Groot", "Low Country"),
        ("Ольга Белова", "Зимний берег"),
    ):
        home = f"{author}/{title}"
        tree.book(title, author, *(f"{home}/{title} - {author}.{ending}" for ending in ("epub", "pdf", "mobi", "azw3")))
        tree.beside(f"{home}/cover.jpg")
    tree.book("Paper Tides", "Ines Tamura", "Ines Tamura - Paper Tides.epub", "Ines Tamura - Paper Tides.fb2")


@library("one book in four formats", BOOKS)
def formats_that_say_nothing(tree: Tree) -> None:
    """A PDF without an Info dictionary beside the EPUB of the same name."""
    for title in ("The Salt Almanac", "Paper Tides"):
        home = f"Ines Tamura/{title}"
        tree.book(
            title,
            "Ines Tamura",
            f"{home}/{title}.epub",
            f"{home}/{title}.pdf",
            f"{home}/{title}.mobi",
            made={"title": title, "authors": ["Ines Tamura"]},
        )
        tree.make(f"{home}/{title}.pdf")


@library("calibre library", BOOKS)
def calibre(tree: Tree) -> None:
    """Author, `Title (7)`, an OPF, a cover, formats; Calibre's OPF knows better than the book."""
    for number, (title, author, series, index) in enumerate(
        (
            ("The Salt Almanac", "Ines Tamura", "Almanacs", 1),
            ("The Ash Almanac", "Ines Tamura", "Almanacs", 2),
            ("Low Country", "Piet de Groot", "", 0),
        ),
        7,
    ):
        home = f"{author}/{title} ({number})"
        more = {"series": series, "index": index} if series else {}
        file = f"{home}/{title} - {author}"
        tree.book(
            title,
            author,
            f"{file}.epub",
            f"{file}.azw3",
            made={"title": title.lower(), "authors": [author.upper()]},
            **more,
        )
        tree.beside(f"{home}/metadata.opf", title=title, authors=[author], **more)
        tree.beside(f"{home}/cover.jpg")
    tree.beside("metadata.db", "metadata_db_prefs_backup.json", ".caltrash/b/3/metadata.opf", ".calnotes/notes.db")


@library("book series", BOOKS)
def series_of_books(tree: Tree) -> None:
    """Series by what the books say, and by names alone."""
    for number, title in enumerate(("North Gate", "South Gate", "West Gate"), 1):
        tree.book(
            title, "Aldo Ferri", f"Aldo Ferri/Gates/{number:02d} - {title}.epub", series="The Gates", index=number
        )
    for number, title in enumerate(("Ember", "Cinder"), 1):
        tree.book(
            title,
            "Karla Weiß",
            f"Karla Weiß/Hearth #{number} - {title}.epub",
            made={"title": title, "authors": ["Karla Weiß"]},
        )
    tree.book("Ash", "Karla Weiß", "Karla Weiß/Hearth 2.5 - Ash.epub", series="Hearth", index=2.5)


@library("one folder for everything", BOOKS)
def books_in_one_folder(tree: Tree) -> None:
    """A folder of downloads: names in three orders, some files that say nothing."""
    tree.book("The Salt Almanac", "Ines Tamura", "Ines Tamura - The Salt Almanac (2011).epub", made={}, year=2011)
    tree.book("Low Country", "Piet de Groot", "Low Country - Piet de Groot.mobi")
    tree.book("Paper Tides", "Ines Tamura", "Tamura, Ines - Paper Tides.epub")
    tree.book("Harbour Lights", "Tomas Arden", "Tomas Arden - Harbour Lights (epub) [Retail].epub", made={})
    tree.book("Das stille Ufer", "Karla Weiß", "Karla Weiß - Das stille Ufer.pdf", made={})
    tree.book("长夜", "林远", "林远 - 长夜.epub")
    tree.book("Cartas del sur", "Rosa Vidal", "Rosa Vidal - Cartas del sur.azw3")
    tree.beside("00 - index.nfo", "covers/The Salt Almanac.jpg")


@library("books with several authors", BOOKS)
def several_authors(tree: Tree) -> None:
    """Two authors; `Last, First`; the same title by another author."""
    tree.book("Two Rivers", "Ines Tamura; Piet de Groot", "Two Rivers/Two Rivers.epub")
    tree.book(
        "Home", "Ada Lindqvist", "Lindqvist, Ada/Home.epub", made={"title": "Home", "authors": ["Lindqvist, Ada"]}
    )
    tree.book("Home", "Tomas Arden", "Arden, Tomas/Home.epub", made={"title": "Home", "authors": ["Tomas Arden"]})


@library("audiobooks of chapters", AUDIO)
def chapters_in_folders(tree: Tree) -> None:
    """Author, title, thirty MP3s: one book."""
    for author, title, count in (("Ines Tamura", "The Salt Almanac", 12), ("Piet de Groot", "Low Country", 3)):
        files = [f"{author}/{title}/{number:02d} - Chapter {number}.mp3" for number in range(1, count + 1)]
        tree.audiobook(title, author, files, made=None)
        for number, file in enumerate(files, 1):
            tree.make(
                file,
                title=f"Chapter {number}",
                album=title,
                artist=author,
                album_artist=author,
                track=number,
                genre="Audiobook",
            )
        tree.beside(f"{author}/{title}/cover.jpg")
    files = [f"Aldo Ferri/North Gate/North Gate {number:03d}.mp3" for number in range(1, 6)]
    tree.audiobook("North Gate", "Aldo Ferri", files, made={})


@library("audiobooks of chapters", AUDIO, alone=True)
def chapters_on_discs(tree: Tree) -> None:
    """A book on CDs, and one whose desc and reader lie in text files."""
    files = [
        f"Aldo Ferri/South Gate/CD{disc}/{number:02d} Track {number}.mp3" for disc in (1, 2) for number in (1, 2, 3)
    ]
    tree.audiobook("South Gate", "Aldo Ferri", files, made=None)
    for file in files:
        tree.make(file, album="South Gate", artist="Aldo Ferri", genre="Audiobook")
    files = [f"Karla Weiß/Hearth/Book 1 - Ember/Ember - {number:02d}.m4a" for number in (1, 2, 3)]
    tree.audiobook("Ember", "Karla Weiß", files, made={"album": "Ember", "artist": "Karla Weiß"})
    tree.beside("Karla Weiß/Hearth/Book 1 - Ember/desc.txt", text="A fire that nobody lit.")
    tree.beside("Karla Weiß/Hearth/Book 1 - Ember/reader.txt", text="Jonas Wick")


@library("M4B", AUDIO)
def single_files(tree: Tree) -> None:
    """M4Bs: in folders of their own, and five of one author beside each other."""
    tree.audiobook("The Salt Almanac", "Ines Tamura", "Ines Tamura/The Salt Almanac/The Salt Almanac.m4b")
    tree.audiobook(
        "Low Country",
        "Piet de Groot",
        "Piet de Groot - Low Country.m4b",
        made={"chapters": "One|Two", "title": "Low Country", "artist": "Piet de Groot"},
    )
    for title in ("North Gate", "South Gate", "West Gate", "East Gate", "The Gates Closed"):
        tree.audiobook(title, "Aldo Ferri", f"Aldo Ferri/{title}.m4b")
    tree.audiobook("Ember", "Karla Weiß", ["Karla Weiß/Ember/Ember Part 1.m4b", "Karla Weiß/Ember/Ember Part 2.m4b"])
    tree.beside("Aldo Ferri/North Gate.jpg", "Karla Weiß/Ember/cover.jpg")


@library("M4B", AUDIO)
def untagged_audiobooks(tree: Tree) -> None:
    """Folders alone say who wrote what: series, year, narrator in braces."""
    tree.audiobook("Ember", "Karla Weiß", "Karla Weiß/Hearth/1 - Ember/Ember.m4b", made={}, series="Hearth", index=1)
    tree.audiobook("Cinder", "Karla Weiß", "Karla Weiß/Hearth/2 - Cinder/Cinder.m4b", made={}, series="Hearth", index=2)
    tree.audiobook(
        "Paper Tides", "Ines Tamura", "Ines Tamura/2008 - Paper Tides {Jonas Wick}/Paper Tides.m4b", made={}, year=2008
    )
    tree.audiobook(
        "Low Country", "Piet de Groot", "Piet de Groot/Low Country (2015)/Low Country.m4b", made={}, year=2015
    )


@library("audiobook chapters beside music", "music,audiobooks")
def audiobooks_beside_music(tree: Tree) -> None:
    """One tree of sound: chapters are no tracks, and tracks no chapters."""
    tree.album(
        "Mira Halloran",
        "Paper Lanterns",
        "Music/Mira Halloran/Paper Lanterns",
        "First Light|Under the Viaduct|Salt",
        ending="mp3",
    )
    files = [f"Audiobooks/Ines Tamura/The Salt Almanac/{number:02d} - Chapter {number}.mp3" for number in range(1, 6)]
    tree.audiobook(
        "The Salt Almanac",
        "Ines Tamura",
        files,
        made={"album": "The Salt Almanac", "artist": "Ines Tamura", "genre": "Audiobook"},
    )
    tree.audiobook("Low Country", "Piet de Groot", "Audiobooks/Piet de Groot/Low Country.m4b")
    tree.album("Jonas Wick", "Chapter One", "Music/Jonas Wick/Chapter One", "Knot|Splice", ending="m4a")


@library("audiobook chapters beside music", "music,audiobooks")
def audiobooks_among_music(tree: Tree) -> None:
    """Without telling folders: the genre, and names that only number chapters, say what is read aloud."""
    tree.album("The Rooms", "Attic", "The Rooms - Attic", "Dust|Beam|Ladder", ending="mp3")
    files = [f"Aldo Ferri - North Gate/Chapter {number:02d}.mp3" for number in range(1, 7)]
    tree.audiobook(
        "North Gate", "Aldo Ferri", files, made={"album": "North Gate", "artist": "Aldo Ferri", "genre": "Audiobook"}
    )
    files = [f"Karla Weiß - Ember (Unabridged)/{number:02d}.mp3" for number in range(1, 5)]
    tree.audiobook(
        "Ember", "Karla Weiß", files, made={"album": "Ember (Unabridged)", "artist": "Karla Weiß", "genre": "Speech"}
    )
    tree.audiobook("South Gate", "Aldo Ferri", "South Gate.m4b")


@library("book series", BOOKS)
def series_in_names(tree: Tree) -> None:
    """Series in brackets, before and behind the title; books that say nothing of it."""
    made = {"authors": ["Aldo Ferri"]}
    tree.book(
        "North Gate",
        "Aldo Ferri",
        "Aldo Ferri - [The Gates 01] - North Gate.epub",
        made={**made, "title": "North Gate"},
        series="The Gates",
        index=1,
    )
    tree.book(
        "South Gate",
        "Aldo Ferri",
        "Aldo Ferri - The Gates 02 - South Gate.mobi",
        made={**made, "title": "South Gate"},
        series="The Gates",
        index=2,
    )
    tree.book(
        "West Gate",
        "Aldo Ferri",
        "West Gate (The Gates #3) - Aldo Ferri.epub",
        made={**made, "title": "West Gate"},
        series="The Gates",
        index=3,
    )


@library("one book in four formats", BOOKS)
def formats_in_folders_of_formats(tree: Tree) -> None:
    """A folder for each format, one book in all of them."""
    tree.book(
        "Low Country",
        "Piet de Groot",
        "EPUB/Piet de Groot - Low Country.epub",
        "MOBI/Piet de Groot - Low Country.mobi",
        "PDF/Piet de Groot - Low Country.pdf",
    )
    tree.book(
        "Paper Tides", "Ines Tamura", "EPUB/Ines Tamura - Paper Tides.epub", "AZW3/Tamura, Ines - Paper Tides.azw3"
    )


@library("calibre library", BOOKS)
def calibre_of_two_languages(tree: Tree) -> None:
    """Calibre's folders in ASCII, titles in their own letters, no file but the OPF that knows the series."""
    tree.book("Зимний берег", "Ольга Белова", "Ol'ga Belova/Zimnii bierieg (3)/Zimnii bierieg - Ol'ga Belova.fb2")
    tree.beside("Ol'ga Belova/Zimnii bierieg (3)/metadata.opf", title="Зимний берег", authors=["Ольга Белова"])
    tree.book(
        "Das stille Ufer", "Karla Weiß", "Karla Weiss/Das stille Ufer (4)/Das stille Ufer - Karla Weiss.pdf", made={}
    )
    tree.beside("Karla Weiss/Das stille Ufer (4)/metadata.opf", title="Das stille Ufer", authors=["Karla Weiß"])


@library("audiobooks of chapters", AUDIO, alone=True)
def chapters_without_tags(tree: Tree) -> None:
    """Chapters with numbers of three digits, with titles, and of a book in parts."""
    tree.audiobook(
        "Low Country",
        "Piet de Groot",
        [f"Piet de Groot - Low Country/{number:03d}.mp3" for number in range(1, 8)],
        made={},
    )
    names = ("Prologue", "The Salt", "The Road", "Epilogue")
    files = [f"Ines Tamura/The Salt Almanac (2011)/{number:02d} - {name}.mp3" for number, name in enumerate(names)]
    tree.audiobook("The Salt Almanac", "Ines Tamura", files, made={})
    files = [
        f"Aldo Ferri/East Gate/Part {part}/East Gate - Part {part} - {number:02d}.mp3"
        for part in (1, 2)
        for number in (1, 2)
    ]
    tree.audiobook("East Gate", "Aldo Ferri", files, made={})


@library("audiobook chapters beside music", "music,audiobooks")
def radio_plays_and_lectures(tree: Tree) -> None:
    """Folders named for what is in them, in German, with music of the same shape beside."""
    files = [f"Hörspiele/Karla Weiß - Der Leuchtturm/{number:02d}.mp3" for number in range(1, 5)]
    tree.audiobook(
        "Der Leuchtturm",
        "Karla Weiß",
        files,
        made={"album": "Der Leuchtturm", "artist": "Karla Weiß", "genre": "Hörspiel"},
    )
    tree.album("Zoë Müller", "Küste", "Musik/Zoë Müller - Küste", "Ebbe|Flut|Watt", ending="mp3")
    tree.audiobook("Glut", "Karla Weiß", "Hörbücher/Karla Weiß - Glut.m4b")


@library("M4B", AUDIO)
def series_of_m4b(tree: Tree) -> None:
    """Author, series, numbered books, as Audiobookshelf wants them; one with its own metadata."""
    for number, title in enumerate(("Ember", "Cinder", "Ash"), 1):
        tree.audiobook(
            title, "Karla Weiß", f"Karla Weiß/Hearth/Vol. {number} - {title}/{title}.m4b", series="Hearth", index=number
        )
        tree.beside(f"Karla Weiß/Hearth/Vol. {number} - {title}/cover.jpg")


@library("titles that are numbers", BOOKS)
def books_called_by_numbers(tree: Tree) -> None:
    """Titles that look like years, indices and identifiers."""
    tree.book("1984", "Vera Moss", "Vera Moss/1984.epub")
    tree.book("2312", "Ada Lindqvist", "Ada Lindqvist - 2312.mobi")
    tree.book("24", "Léo Dvořák", "Léo Dvořák/24/24.epub")
    tree.book("11.22.33", "Tomas Arden", "Tomas Arden - 11.22.33.epub")
    tree.book("V", "Ines Tamura", "Ines Tamura/V/V - Ines Tamura.epub")


@library("titles that are numbers", AUDIO)
def audiobooks_called_by_numbers(tree: Tree) -> None:
    """The same of books that are read aloud, tagged and not."""
    tree.audiobook("1984", "Vera Moss", "Vera Moss/1984.m4b")
    tree.audiobook("1793", "Ines Tamura", "Ines Tamura/1793.m4b", made={})
    tree.audiobook("24", "Léo Dvořák", "Léo Dvořák/24/24.m4b")
    tree.audiobook("2312", "Ada Lindqvist", [f"Ada Lindqvist/2312/2312 - Part {number}.m4b" for number in (1, 2)])
